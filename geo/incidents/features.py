"""What the act model sees of a (sentence, kind) pair: the trigger and what is around it, words and neighbours.

Most features stand twice: shared by all kinds, so that a kind with a dozen examples profits from the others, and once
for the kind.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.incidents.reality import Signs
    from geo.incidents.text import Sentence
    from geo.incidents.triggers import Trigger

_SUFFIXES = ("ing", "edly", "ed", "ies", "es", "s", "ly")
CONTEXT_WORDS = 4
Row = dict[str, float]


@dataclass
class SentenceView:
    """A sentence with all that was found in it; `spans` gives the class of the words inside dates and places."""

    sentence: Sentence
    triggers: list[tuple[Trigger, Signs]]
    spans: dict[int, str]
    dated: bool = False
    future: bool = False
    history: bool = False
    heading: bool = False
    question: bool = False
    stems: list[str] = field(default_factory=list)
    kinds: list[str] = field(init=False)
    _by_kind: dict[str, list[tuple[Trigger, Signs]]] = field(init=False)

    def __post_init__(self) -> None:
        """Reduce the words to stems, spans to their class; sort the triggers by their kinds, in alphabetical order."""
        self.stems = _stems(self.sentence, self.spans)
        self._by_kind = defaultdict(list)
        for trigger, signs in self.triggers:
            self._by_kind[trigger.kind].append((trigger, signs))
        self.kinds = sorted(self._by_kind)

    @cached_property
    def word_names(self) -> list[str]:
        """The names of the features that its words are."""
        return [f"w:{token}" for token in self.stems]

    @cached_property
    def pairs(self) -> Row:
        """Words that stand side by side, as features."""
        return {f"b:{first}_{second}": 0.3 for first, second in pairwise(self.stems)}

    @cached_property
    def told_before(self) -> Row:
        """Its words as features of the sentence behind it."""
        return {f"p:{token}": 0.25 for token in self.stems}

    def of(self, kind: str) -> list[tuple[Trigger, Signs]]:
        """The triggers of a kind, each with its signs."""
        return self._by_kind.get(kind, [])


@lru_cache(maxsize=1 << 14)
def stem(word: str) -> str:
    """A crude stem: the word without its ending."""
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            return word[: -len(suffix)]
    return word


def _stems(sentence: Sentence, spans: dict[int, str]) -> list[str]:
    found: list[str] = []
    for index, word in enumerate(sentence.words):
        token = spans.get(index) or ("<number>" if word.lower[0].isdigit() else stem(word.lower))
        if not (token[0] == "<" and found and found[-1] == token):
            found.append(token)
    return found


def unreal(signs: Signs) -> int:
    """How many signs speak against the act having happened."""
    return sum((signs.modal, signs.negated, signs.intended, signs.conditional, signs.infinitive, signs.question))


def ruled_out(signs: Signs) -> bool:
    """Does the sentence itself say that the act is a question, a possibility, a plan or a condition?"""
    return signs.question or signs.modal or signs.conditional or (signs.intended and signs.infinitive)


def best_trigger(view: SentenceView, kind: str) -> tuple[Trigger, Signs] | None:
    """The trigger of a kind that most looks like an act: real, a verb, with what it wants close by."""
    mine = view.of(kind)
    if not mine:
        return None
    return min(mine, key=lambda row: (unreal(row[1]), row[0].form == "noun", row[0].distance, row[0].start))


def features(views: Sequence[SentenceView], index: int, kind: str, document_kinds: dict[str, int]) -> Row:
    """The features of one sentence and a kind that it has a trigger of; `document_kinds`: triggers in the text."""
    view = views[index]
    best = best_trigger(view, kind)
    if best is None:
        return {}
    made: Row = {f"k|{kind}": 1.0}
    made.update(_trigger_features(view, kind, *best))
    for name in view.word_names:
        made[name] = made[f"{name}|{kind}"] = 0.3
    made.update(view.pairs)
    made.update(_context_features(view, best[0]))
    made.update(_setting_features(views, index, kind))
    made.update(dict.fromkeys((f"D:{other}" for other in document_kinds), 0.3))
    made["same kind in text"] = document_kinds.get(kind, 0) / 5
    return made


def _trigger_features(view: SentenceView, kind: str, trigger: Trigger, signs: Signs) -> Iterator[tuple[str, float]]:
    for name in signs.names():
        yield f"s:{name}", 1.0
        yield f"s:{name}|{kind}", 0.5
    yield f"form:{trigger.form}", 1.0
    yield f"form:{trigger.form}|{kind}", 0.5
    yield f"rule:{trigger.rule}|{kind}", 1.0
    yield f"lemma:{trigger.lemma}", 0.7
    yield f"lemma:{trigger.lemma}|{kind}", 1.0
    yield f"near:{trigger.near}|{kind}", 1.0
    yield f"pair:{trigger.lemma}+{trigger.near}|{kind}", 0.7
    yield f"distance:{min(trigger.distance, 12) // 2}", 1.0
    if trigger.near:
        side = "behind" if trigger.near_after else "in front"
        voice = "noun" if trigger.form == "noun" else "passive" if signs.passive else "active"
        yield f"near {side}, {voice}", 1.0
        yield f"near {side}, {voice}, distance:{min(trigger.distance, 12) // 2}", 1.0
    if not unreal(signs):
        yield "real", 1.0
        if trigger.form in ("past", "participle", "base_or_past"):
            yield "past", 1.0
    mine = [one for one, _ in view.of(kind)]
    for one in mine:
        yield f"any lemma:{one.lemma}|{kind}", 0.5
        yield f"any near:{one.near}|{kind}", 0.5
        yield f"any rule:{one.rule}|{kind}", 0.5
    yield f"triggers:{min(len(mine), 4)}", 1.0
    yield f"kinds:{min(len(view.kinds), 6)}", 1.0
    yield ("nouns only" if all(one.form == "noun" for one in mine) else "verb"), 1.0
    for other in view.kinds:
        if other != kind:
            yield f"other:{other}|{kind}", 0.5


def _context_features(view: SentenceView, trigger: Trigger) -> Iterator[tuple[str, float]]:
    words = view.sentence.words
    for at in range(max(0, trigger.first - CONTEXT_WORDS), min(len(words), trigger.last + CONTEXT_WORDS + 1)):
        if not trigger.first <= at <= trigger.last:
            side = "before" if at < trigger.first else "after"
            yield f"{side}:{view.spans.get(at) or stem(words[at].lower)}", 0.5


def _setting_features(views: Sequence[SentenceView], index: int, kind: str) -> Iterator[tuple[str, float]]:
    view = views[index]
    flags = {
        "dated": view.dated, "future": view.future, "history": view.history, "heading": view.heading,
        "question": view.question, "first": index == 0, "last": index == len(views) - 1,
        "placed": "<place>" in view.stems,
    }  # fmt: skip
    for name, holds in flags.items():
        if holds:
            yield name, 1.0
            yield f"{name}|{kind}", 0.4
    yield "length", len(view.sentence.words) / 30
    if index == 0:
        return
    before = views[index - 1]
    yield from before.told_before.items()
    if before.dated:
        yield "dated before", 1.0
    if before.of(kind):
        yield "same kind before", 1.0
        yield f"same kind before|{kind}", 0.4
