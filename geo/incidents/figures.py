"""The readings of the numbers of a sentence: what each may count, and single things told with 'a'."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from geo.incidents.agents import sort_of
from geo.incidents.countables import (
    casualty_signs,
    is_person,
    is_soldierly,
    kin,
    may_be_people,
    tells_injured,
    tells_killed,
)
from geo.incidents.inflect import plural
from geo.incidents.nouns import is_date_or_time, noun_behind
from geo.incidents.numbers import numbers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.incidents.text import Sentence, Word

MOST = 40  # numbers of a sentence; a table tells no act
_SUMMED = ("killed", "injured", "people", "aircraft", "vehicles", "soldiers")
_DETERMINERS = frozenset("a an one another single the".split())
_COMPOUND = frozenset("strike strikes attack fire launch".split())
_NAME_AND_AGE = re.compile(r"[A-Z][\w-]+,\s(?:aged\s)?\d\d,")
_NO_NOUN = re.compile(r"\s?(?:,|\.|;|of them|more|were|was|others?)")
_RANGE = re.compile(r"^\s?(?:to|or|–|-)\s?$")
_JOINED = re.compile(r"[^;:.]*\band\s(?:\w+\s){0,2}")


@dataclass(frozen=True, slots=True)
class Figure:
    """One reading of a number: what it counts, the value, where it stands, and how it was read."""

    head: str
    value: float
    start: int
    end: int
    noun: str
    source: str  # 'number', 'one' or 'sum'
    signs: tuple[str, ...] = ()


@lru_cache(maxsize=16)
def figures(text: str, sentence: Sentence) -> tuple[Figure, ...]:
    """All readings of all numbers of a sentence, in its order, and of the single things that it tells.

    Kept for a moment: the acts of a sentence, and of those before it, ask for them.
    """
    found: list[Figure] = []
    told = [one for one in numbers(text, sentence.start, sentence.end) if not is_date_or_time(text, one)][:MOST]
    last, upper = "", -1
    for position, number in enumerate(told):
        if position == upper:
            continue
        behind = number.end
        if position + 1 < len(told) and _RANGE.match(text[number.end : told[position + 1].start]):
            behind, upper = told[position + 1].end, position + 1  # '20 to 30': the lower one
        own = noun_behind(text, number.start, behind, sentence.end)
        noun = own or (last if _NO_NOUN.match(text, behind) else "")
        last = own or last
        read = Figure("", number.value, number.start, behind, noun, "number", ("own noun" if own else "noun before",))
        found += _readings(text, sentence, read)
    found += _sums(text, found)
    found += _single_things(text, sentence, {one.start for one in found})
    return tuple(found)


def _readings(text: str, sentence: Sentence, read: Figure) -> Iterator[Figure]:
    """All heads under which a number with its noun may be counted."""
    noun, signs = read.noun, read.signs
    heads: dict[str, None] = dict.fromkeys(kin().get(noun) or ((noun,) if noun else ()))
    if may_be_people(noun):
        heads["people"] = None
        if is_soldierly(noun):
            heads["soldiers"] = None
        signs = (*signs, *casualty_signs(text, sentence, read.start, read.end))
        signs = (*signs, "person" if is_person(noun) else "no person")
        if tells_killed(text, sentence):
            heads["killed"] = None
        if tells_injured(text, sentence):
            heads["injured"] = None
        if read.source == "one":
            heads.pop(noun, None)
    for head in heads:
        yield Figure(head, read.value, read.start, read.end, noun, read.source, signs)


def _sums(text: str, found: list[Figure]) -> Iterator[Figure]:
    """'Five women and a child', 'three policemen and two soldiers died': together."""
    for head in _SUMMED:
        for first, second in pairwise([one for one in found if one.head == head]):
            if second.start - first.end < 60 and _JOINED.fullmatch(text, first.end, second.start):
                signs = tuple(dict.fromkeys((*first.signs, *second.signs)))
                yield Figure(head, first.value + second.value, first.start, second.end, second.noun, "sum", signs)


def _single_things(text: str, sentence: Sentence, taken: set[int]) -> Iterator[Figure]:
    """'A drone', 'another tunnel', 'the driver', 'Jon Li, 26,'."""
    words = sentence.words
    for position, word in enumerate(words):
        if word.start in taken or not _is_single(word.lower):
            continue
        if position and words[position - 1].text[0].isdigit():
            continue
        before = (one.lower for one in reversed(words[max(0, position - 4) : position]))
        determiner = next((one for one in before if one in _DETERMINERS), "")
        compound = "compound" if _is_compound(text, words, position) else "alone"
        signs = (f"determiner:{determiner}", compound)
        yield from _readings(text, sentence, Figure("", 1.0, word.start, word.end, word.lower, "one", signs))
    named = _NAME_AND_AGE.search(text, sentence.start, sentence.end)
    if named:
        read = Figure("", 1.0, named.start(), named.start() + 1, "man", "one", ("name and age",))
        yield from _readings(text, sentence, read)


def _is_single(lower: str) -> bool:
    if lower in kin():
        return lower == "aircraft" or (plural(lower) != lower and not lower.endswith("s"))
    return is_person(lower) and not lower.endswith(("s", "men", "people", "children"))


def _is_compound(text: str, words: tuple[Word, ...], position: int) -> bool:
    """'A drone strike' is no drone."""
    if position + 1 >= len(words) or text[words[position].end : words[position + 1].start] != " ":
        return False
    after = words[position + 1].lower
    return after in kin() or after in _COMPOUND or bool(sort_of(after))
