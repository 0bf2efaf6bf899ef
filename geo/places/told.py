"""Which countries a text tells by name, adjective or people, and which of them beside a name.

A name never tells of itself: 'Jordan' alone is no word on the kingdom, 'Jordanian' is.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from geo.places.countries import demonym_spans
from geo.places.normalise import normalise

if TYPE_CHECKING:
    from collections.abc import Sequence

_SENTENCE_END = re.compile(r"[.!?][\"”’')]*\s+(?=[\"“‘'(]?[A-Z0-9])|\n+")
_OPENING = 300  # letters of the text that count as its opening
_WINDOW = 300  # letters on either side of a name that are looked at
_CLOSE = 60


@dataclass(frozen=True, slots=True)
class Setting:
    """What the text as a whole tells: how often each country, by which words, and which the headline and first lines.

    Attributes:
        countries: mentions by ISO 3166-1 code.
        forms: mentions by word (as a key) and code.
        opening: words and codes of the headline and the first lines.
    """

    countries: Counter[str] = field(default_factory=Counter)
    forms: Counter[tuple[str, str]] = field(default_factory=Counter)
    opening: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Beside:
    """Countries told beside the mentions of a name: how many of the mentions have each.

    Attributes:
        mentions: of the name.
        bare: of them, those in whose sentence no country is told.
        here: in the same sentence.
        only: the only one in the sentence.
        before: the last one told before the name.
        close: the nearest one, a few words away.
    """

    mentions: int = 0
    bare: int = 0
    here: Counter[str] = field(default_factory=Counter)
    only: Counter[str] = field(default_factory=Counter)
    before: Counter[str] = field(default_factory=Counter)
    close: Counter[str] = field(default_factory=Counter)


class _Told(NamedTuple):
    start: int
    end: int
    code: str
    key: str


def read_setting(text: str, title: str) -> Setting:
    """The countries of a text."""
    told = _told(text)
    heading = _told(title) if title else []
    forms = Counter((one.key, one.code) for one in (*heading, *told))
    opening = frozenset((one.key, one.code) for one in (*heading, *told) if one in heading or one.start < _OPENING)
    return Setting(Counter(one.code for one in (*heading, *told)), forms, opening)


class Neighbours:
    """The countries of a text by where they are told."""

    def __init__(self, text: str) -> None:
        """Read the text once, for all its names."""
        self._told = _told(text)
        self._starts = [one.start for one in self._told]
        self._ends = [match.end() for match in _SENTENCE_END.finditer(text)]

    def beside(self, key: str, spans: Sequence[tuple[int, int]]) -> Beside:
        """The countries told beside the mentions of a name.

        Args:
            key: the name; what it says itself does not count.
            spans: `[start, end)` of its mentions.
        """
        bare = 0
        here, only, before, close = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
        for start, end in spans:
            others = self._around(key, start, end)
            sentence = bisect_right(self._ends, start)
            codes = {one.code for one in others if bisect_right(self._ends, one.start) == sentence}
            bare += not codes
            here.update(codes)
            only.update(codes if len(codes) == 1 else ())
            before.update([one.code for one in others if one.end <= start][-1:])
            nearest = min(others, key=lambda one: _gap(one, start, end), default=None)
            if nearest and _gap(nearest, start, end) < _CLOSE:
                close[nearest.code] += 1
        return Beside(len(spans), bare, here, only, before, close)

    def _around(self, key: str, start: int, end: int) -> list[_Told]:
        first, last = bisect_left(self._starts, start - _WINDOW), bisect_right(self._starts, end + _WINDOW)
        return [one for one in self._told[first:last] if one.key != key and (one.end <= start or one.start >= end)]


def _gap(told: _Told, start: int, end: int) -> int:
    return told.start - end if told.start >= end else start - told.end


def _told(text: str) -> list[_Told]:
    return [_Told(start, end, code, normalise(text[start:end])) for start, end, code in demonym_spans(text)]
