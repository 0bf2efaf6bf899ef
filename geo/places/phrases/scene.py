"""A text with the names in it that phrases can rest on, and the words that lead to each."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from geo.geodesy import representative_point
from geo.model import PlacePrecision
from geo.places.phrases.context import Context
from geo.places.phrases.towns import Towns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.geodesy import LonLat
    from geo.model import Place, Resolution
    from geo.places.gazetteer import Gazetteer

_BACK, _AHEAD, _LEAD_BACK = 130, 90, 70
_NOUNS = (
    "towns?|cit(?:y|ies)|villages?|hamlets?|settlements?|ports?|islands?|islets?|isles?|district|county|region|province|"
    "area|capital|suburb|community|outpost|post|base|camp|crossing|checkpoint|river|lake|mountains?|hills?|peninsula|"
    "railway station|municipality"
)
_STOP = (
    "of|off|from|in|on|at|near|to|by|with|along|inside|outside|opposite|between|around|over|across|into|and|or|the|"
    "is|was|are|were|km|miles?|said"
)
_MODIFIER = rf"(?:(?!(?:{_STOP})\b)[\w’'.-]+\s)"
# 'the besieged Syrian town of ', 'North Korea's ', 'the ': what may stand between a preposition and a name
LEAD = (
    rf"(?:(?:(?:the|its|their|an?)\s)?{_MODIFIER}{{0,3}}?(?:{_NOUNS})\s(?:of\s)?(?:the\s)?"
    r"|(?:[A-Z][\w.]+\s){0,2}[A-Z][\w.]+[’']s?\s"
    r"|(?:the|its|their)\s(?:(?:disputed|shared|de facto|contested|Korean)\s)?)?"
)
_LEAD_END = re.compile(rf"(?<![\w’']){LEAD}$")
_LEAD_START = re.compile(LEAD)
_MAY_LEAD = re.compile(rf"(?:of|the|its|their|an?|disputed|shared|facto|contested|Korean|.*[’']s?|{_NOUNS})")
_LAST = re.compile(r"(?:(?<![\w’'-])([\w’'-]{1,30})\s)?(?<![\w’'-])([\w’'-]{1,30})\s$")


@dataclass(frozen=True, eq=False)
class Anchor:
    """A name of the text, or a border told in words ('the border with Belarus'), with the place that it means.

    Attributes:
        rests: offsets of the names that it rests on: its own, or those of the countries of a border.
        in_words: a border told in words.
    """

    start: int
    end: int
    place: Place
    rests: tuple[tuple[int, int], ...]
    in_words: bool = False
    metonym: bool = False

    @cached_property
    def point(self) -> LonLat:
        """Its (lon, lat)."""
        return representative_point(self.place.footprint.geometry)

    @property
    def is_coarse(self) -> bool:
        """Is it a country, or as large?"""
        return self.place.footprint.precision is PlacePrecision.COUNTRY

    @property
    def is_line(self) -> bool:
        """Is it a line, or a zone along one?"""
        return "Line" in self.place.footprint.geometry.geom_type or self.place.feature_class == "zone"


@dataclass(frozen=True, slots=True)
class Approach:
    """The words before a name: `head` ends where the article and the place word before the name begin.

    `last` are the last two words of the head, small; `start` is the head's offset in the text.
    """

    head: str
    start: int
    last: str


class Scene:
    """One text, its names, the countries it speaks of, and the gazetteer."""

    def __init__(self, text: str, resolutions: Sequence[Resolution], gazetteer: Gazetteer) -> None:
        self.text, self.gazetteer = text, gazetteer
        self.context = Context(text, resolutions)
        self.names = [
            Anchor(one.toponym.start, one.toponym.end, one.place, ((one.toponym.start, one.toponym.end),),
                   metonym=one.toponym.metonym)
            for one in resolutions
            if one.place
        ]  # fmt: skip
        self._starts = {anchor.start: anchor for anchor in self.names}
        self._ends = sorted(anchor.end for anchor in self.names)
        self._by_end = {anchor.end: anchor for anchor in self.names}

    @cached_property
    def towns(self) -> Towns:
        """The towns of the gazetteer, sorted when they are first asked for."""
        return Towns.of(self.gazetteer)

    def add(self, anchors: Sequence[Anchor]) -> None:
        """Let phrases lead to these anchors too."""
        self._starts.update((anchor.start, anchor) for anchor in anchors)
        self._by_end.update((anchor.end, anchor) for anchor in anchors)
        self._ends = sorted(self._by_end)

    def named_before(self, offset: int) -> Anchor | None:
        """The last name that ends at or before an offset."""
        number = bisect_right(self._ends, offset)
        return self._by_end[self._ends[number - 1]] if number else None

    def approach(self, anchor: Anchor) -> Approach:
        """The words that lead to a name."""
        start = max(0, anchor.start - _BACK)
        window = self.text[start : anchor.start]
        last = _LAST.search(window, max(0, len(window) - _LEAD_BACK))
        if last and _MAY_LEAD.fullmatch(last[2]):
            lead = _LEAD_END.search(window, max(0, len(window) - _LEAD_BACK))
            head = window[: lead.start()] if lead else window
            last = _LAST.search(head, max(0, len(head) - _LEAD_BACK))
        else:
            head = window
        return Approach(head, start, f"{last[1] or ''} {last[2]}".lower() if last else "")

    def behind(self, offset: int) -> str:
        """The words after an offset."""
        return self.text[offset : offset + _AHEAD]

    def led_from(self, offset: int) -> Anchor | None:
        """The name to which the words at an offset lead ('the village of X')."""
        straight = self._starts.get(offset)
        if straight:
            return straight
        for match in (_LEAD_START.match(self.text, offset, offset + _AHEAD), _THE.match(self.text, offset)):
            anchor = self._starts.get(match.end()) if match else None
            if anchor:
                return anchor
        return None


_THE = re.compile(r"(?:the\s)?(?:[A-Z][\w.-]+\s)?")
