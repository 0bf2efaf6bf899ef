"""The names of a text as cases to decide: each with its options, its place word, and the names that contain it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geo.places.candidates import Option, options
from geo.places.normalise import normalise
from geo.places.placewords import KOREAN_ENDINGS, hint
from geo.places.told import Beside, Neighbours

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.model import Toponym
    from geo.places.gazetteer import Gazetteer

_NEXT_WORD = re.compile(r"[\s-]([^\W\d_]+)")
_BEFORE_OF = re.compile(r"([^\W\d_]+) (?:of|called|named) $")
_WORD_BEFORE = re.compile(r"([^\W\d_]+) $")
_CONTAINER = re.compile(
    r",\s+(?:in\s+|near\s+)?(?:the\s+)?$|\s+\(|\s+(?:in|of)\s+(?:the\s+)?(?:[\w-]+\s+){0,2}(?:of\s+)?(?:the\s+)?$"
)
_LONGEST_CONTAINER = 40
_LONGEST_ACRONYM = 3


@dataclass(slots=True)
class Case:
    """One name of a text; equal names with the same place word beside them share a case (one sense a document).

    Attributes:
        key: the name.
        hinted: the feature class that the place word hints at, '' for none.
        choices: the entries of the gazetteer that it may mean.
        spots: numbers of its toponyms.
        inside, around: numbers of cases that contain it ('X, Y') and that it contains.
        beside: the countries told beside its mentions.
        is_acronym: a few capitals ('EU').
    """

    key: str
    hinted: str
    choices: list[Option]
    spots: list[int] = field(default_factory=list)
    inside: set[int] = field(default_factory=set)
    around: set[int] = field(default_factory=set)
    beside: Beside = field(default_factory=Beside)
    is_acronym: bool = False


def read_cases(text: str, toponyms: Sequence[Toponym], gazetteer: Gazetteer) -> list[Case]:
    """The cases of a text, in the order of their first toponyms."""
    cases: dict[tuple[str, str], Case] = {}
    numbers: dict[tuple[str, str], int] = {}
    number_of: dict[int, int] = {}
    for spot, toponym in enumerate(toponyms):
        key, hinted = normalise(toponym.surface), hint_beside(text, toponym)
        case = cases.get((key, hinted))
        if case is None:
            case = cases[key, hinted] = Case(key, hinted, options(toponym.surface, gazetteer, hinted))
            case.is_acronym = toponym.surface.isupper() and len(key) <= _LONGEST_ACRONYM
        case.spots.append(spot)
        number_of[spot] = numbers.setdefault((key, hinted), len(numbers))
    found = list(cases.values())
    neighbours = Neighbours(text)
    for case in found:
        spans = [(toponyms[spot].start, toponyms[spot].end) for spot in case.spots]
        case.beside = neighbours.beside(case.key, spans)
    for spot in range(len(toponyms) - 1):
        gap = text[toponyms[spot].end : toponyms[spot + 1].start]
        if len(gap) < _LONGEST_CONTAINER and _CONTAINER.fullmatch(gap):
            inner, outer = number_of[spot], number_of[spot + 1]
            found[inner].inside.add(outer)
            found[outer].around.add(inner)
    return found


def hint_beside(text: str, toponym: Toponym) -> str:
    """The feature class that the last word of a name, or a place word beside it, hints at; '' for none."""
    tail = re.split(r"[\s-]", toponym.surface)[-1].casefold()
    own = (hint(tail) or KOREAN_ENDINGS.get(tail, "")) if len(tail) < len(toponym.surface) else ""
    after = _NEXT_WORD.match(text, toponym.end)
    word = after[1] if after else ""
    before = text[max(0, toponym.start - 30) : toponym.start]
    of_what = _BEFORE_OF.search(before)
    beside = hint(word) or (KOREAN_ENDINGS.get(word, "") if text[toponym.end : toponym.end + 1] == "-" else "")
    nature = _WORD_BEFORE.search(before)
    named = hint(nature[1]) if nature and hint(nature[1]) in ("river", "mountain", "sea", "island") else ""
    return own or beside or (hint(of_what[1]) if of_what else "") or named
