"""Which countries a text speaks of near a phrase, and so which border 'the border' is."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from geo.places.borders import neighbours
from geo.places.combining import combining_spans
from geo.places.countries import demonym_spans

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.model import Resolution

_BACK, _AHEAD, _TOP = 24, 8, 6
_REACH = 700  # characters
_LEAD = re.compile(r"(?:the|neighbou?ring|its|nearby)\s(?:neighbou?r\s)?")


class Told(NamedTuple):
    """A country told in the text, by its name, its people or a place in it."""

    start: int
    end: int
    code: str


class Context:
    """The countries of a text in the order of their telling."""

    def __init__(self, text: str, resolutions: Sequence[Resolution]) -> None:
        told = {Told(*span) for span in (*demonym_spans(text), *combining_spans(text))}
        for one in resolutions:
            if one.place and len(one.place.countries) <= 2:
                told |= {Told(one.toponym.start, one.toponym.end, code) for code in one.place.countries}
        self._told = sorted(told)
        self._starts = [one.start for one in self._told]
        self._at = {one.start: one for one in reversed(self._told)}
        self._text = text
        counts = Counter(one.code for one in self._told)
        best = [code for code, _ in counts.most_common(_TOP)]
        self._top = [next(one for one in self._told if one.code == code) for code in best]

    def near(self, offset: int) -> list[Told]:
        """The countries told near an offset, each once: backwards from it, behind it, then the text's top ones."""
        found: dict[str, Told] = {}
        for one in self._around(offset):
            found.setdefault(one.code, one)
        return list(found.values())

    def partner(self, code: str, offset: int) -> Told | None:
        """The neighbour of a country that is told nearest."""
        others = neighbours(code)
        return next((one for one in self.near(offset) if one.code in others), None)

    def pair(self, offset: int) -> tuple[Told, Told] | None:
        """The two neighbours told nearest together: those of the likeliest border."""
        near = self.near(offset)
        ranked = [
            (i + j, i, j) for i, a in enumerate(near) for j, b in enumerate(near[:i]) if b.code in neighbours(a.code)
        ]
        if not ranked:
            return None
        _, i, j = min(ranked)
        return near[j], near[i]

    def led_to(self, offset: int) -> Told | None:
        """The country told at an offset, an article or a word before it aside ('the Republic of …')."""
        straight = self._at.get(offset)
        lead = None if straight else _LEAD.match(self._text, offset)
        return straight or (self._at.get(lead.end()) if lead else None)

    def ending_before(self, offset: int) -> Told | None:
        """The country told last before an offset."""
        at = bisect_left(self._starts, offset) - 1
        return self._told[at] if at >= 0 and self._told[at].end <= offset else None

    def _around(self, offset: int) -> Iterator[Told]:
        at = bisect_left(self._starts, offset)
        yield from (one for one in reversed(self._told[max(0, at - _BACK) : at]) if one.start >= offset - _REACH)
        yield from (one for one in self._told[at : at + _AHEAD] if one.start <= offset + _REACH)
        yield from self._top
