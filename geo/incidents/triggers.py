"""Trigger words of the kinds in a sentence: the rules of kinds.toml, compiled once and matched over words."""

from __future__ import annotations

import functools
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from geo.errors import DataError
from geo.incidents.inflect import plural, verb_forms
from geo.kinds import kinds, word_lists

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geo.incidents.text import Sentence

NEAR_WORDS = 16
GAP_WORDS = 4
_DETERMINERS = frozenset("the a an this that these those border main only its their his every each any another".split())
RULE_KEYS = frozenset({"verbs", "nouns", "near", "also", "unless"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """A place in a sentence where a rule of a kind holds: the lemma found, the form it has and what stands near it."""

    kind: str
    rule: int
    lemma: str
    form: str
    first: int  # index of its first word in the sentence
    last: int
    start: int  # offsets in the text
    end: int
    near: str = ""
    distance: int = 0
    near_after: bool = False


@dataclass(slots=True)
class _Rule:
    kind: str
    number: int
    near: frozenset[str]
    also: frozenset[str]
    unless: frozenset[str]


@dataclass(slots=True)
class _Pattern:
    words: tuple[str, ...]
    lemma: str
    form: str
    loose: bool
    rules: list[_Rule] = field(default_factory=list)


class Lexicon:
    """The compiled rules: patterns by their first word, and the entries that rules want near."""

    def __init__(self, rules: Mapping[str, Sequence[Mapping[str, Any]]], lists: Mapping[str, Sequence[str]]) -> None:
        self._patterns: dict[str, dict[tuple[tuple[str, ...], str], _Pattern]] = defaultdict(dict)
        self._entries: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        self._lists = lists
        self._known: set[str] = set()
        for kind, kind_rules in rules.items():
            for number, row in enumerate(kind_rules):
                self._add(kind, number, row)

    def _add(self, kind: str, number: int, row: Mapping[str, Any]) -> None:
        strange = set(row) - RULE_KEYS
        if strange or not (row.get("verbs") or row.get("nouns")):
            raise DataError(
                f"kinds.toml, kind {kind!r}, rule {number + 1}: needs 'verbs' or 'nouns' and knows only "
                f"{sorted(RULE_KEYS)}; correct {sorted(strange) or 'it'}."
            )
        rule = _Rule(
            kind, number, self._expand(row.get("near")), self._expand(row.get("also")), self._expand(row.get("unless"))
        )
        for verb in row.get("verbs", ()):
            head, *tail = verb.split()
            for form, tag in verb_forms(head).items():
                self._pattern((form, *tail), verb, tag, loose=True).rules.append(rule)
        for noun in row.get("nouns", ()):
            self._pattern(tuple(noun.split()), noun, "noun", loose=False).rules.append(rule)
            self._pattern(tuple(plural(noun).split()), noun, "noun", loose=False).rules.append(rule)

    def _pattern(self, words: tuple[str, ...], lemma: str, form: str, *, loose: bool) -> _Pattern:
        return self._patterns[words[0]].setdefault((words, form), _Pattern(words, lemma, form, loose))

    def _expand(self, entries: Iterable[str] | None) -> frozenset[str]:
        names: set[str] = set()
        for entry in entries or ():
            if entry.startswith("@") and entry[1:] in self._lists:
                names |= self._expand(self._lists[entry[1:]])
                continue
            names.add(entry)
            if entry not in self._known and not entry.startswith("@"):
                self._known.add(entry)
                for form in {entry, plural(entry)}:
                    words = tuple(form.split())
                    self._entries[words[0]].append((words, entry))
        return frozenset(names)

    def entries_in(self, lowers: Sequence[str], classes: Mapping[int, frozenset[str]]) -> dict[str, list[int]]:
        """Where each entry that some rule wants near stands; `classes`: word classes such as '@country' by index."""
        found: dict[str, list[int]] = defaultdict(list)
        for index, lower in enumerate(lowers):
            for words, entry in self._entries.get(lower, ()):
                if len(words) == 1 or tuple(lowers[index : index + len(words)]) == words:
                    found[entry].append(index)
            for name in classes.get(index, ()):
                found[name].append(index)
        return found

    def triggers(self, sentence: Sentence, classes: Mapping[int, frozenset[str]]) -> list[Trigger]:
        """All triggers of a sentence, in the order of their first words."""
        lowers = [word.lower for word in sentence.words]
        found: list[Trigger] = []
        entries: dict[str, list[int]] | None = None
        for index, lower in enumerate(lowers):
            for pattern in self._patterns.get(lower, {}).values():
                own = _match(pattern, lowers, index)
                if own is None or (pattern.form == "gerund" and _is_noun(lowers, classes, index)):
                    continue
                if entries is None:
                    entries = self.entries_in(lowers, classes)
                for rule in pattern.rules:
                    trigger = _trigger(pattern, rule, sentence, own, entries)
                    if trigger:
                        found.append(trigger)
        return found


def _match(pattern: _Pattern, lowers: Sequence[str], index: int) -> tuple[int, ...] | None:
    """The indexes of the pattern's words; an object may stand between a verb and its particle ('shot it down')."""
    position = index
    found = [index]
    for word in pattern.words[1:]:
        reach = position + 2 + (GAP_WORDS if pattern.loose else 0)
        try:
            position = lowers.index(word, position + 1, reach)
        except ValueError:
            return None
        found.append(position)
    return tuple(found)


def _is_noun(lowers: Sequence[str], classes: Mapping[int, frozenset[str]], index: int) -> bool:
    """Is an -ing form a noun: 'the crossing', 'the Torkham crossing'?"""
    return index > 0 and (lowers[index - 1] in _DETERMINERS or "@place" in classes.get(index - 1, ()))


def _nearest(
    names: frozenset[str], entries: Mapping[str, list[int]], own: tuple[int, ...]
) -> tuple[int, str, bool] | None:
    first, last = own[0], own[-1]
    best: tuple[int, str, bool] | None = None
    for name in names & entries.keys():
        for at in entries[name]:
            if at in own:
                continue
            distance = first - at if at < first else max(at - last, 1)
            if distance <= NEAR_WORDS and (best is None or (distance, name) < best[:2]):
                best = (distance, name, at > first)
    return best


def _trigger(
    pattern: _Pattern, rule: _Rule, sentence: Sentence, own: tuple[int, ...], entries: Mapping[str, list[int]]
) -> Trigger | None:
    if rule.unless and _nearest(rule.unless, entries, own):
        return None
    if rule.also and _nearest(rule.also, entries, own) is None:
        return None
    near = _nearest(rule.near, entries, own) if rule.near else (0, "", False)
    if near is None:
        return None
    first, last = own[0], own[-1]
    start, end = sentence.words[first].start, sentence.words[last].end
    return Trigger(
        rule.kind, rule.number, pattern.lemma, pattern.form, first, last, start, end, near[1], near[0], near[2]
    )


@functools.cache
def default_lexicon() -> Lexicon:
    """The rules of data/kinds.toml."""
    return Lexicon({kid: kind.rules for kid, kind in kinds().items() if kind.rules}, word_lists())
