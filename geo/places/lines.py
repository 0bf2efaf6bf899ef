"""The names of lines and zones ('the DMZ', 'border between India and Pakistan'), for borders.py to draw."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from geo.places.countries import country_of
from geo.places.normalise import normalise

if TYPE_CHECKING:
    from geo.model import Place

_PAIRED = (
    re.compile(r"^(?P<a>.+?)\s*[-–—/]\s*(?P<b>.+?)\s+(?:land\s+)?(?:border|frontier|boundary)$", re.IGNORECASE),
    re.compile(r"^(?:border|frontier|boundary) (?:between|of) (?P<a>.+?) (?:and|with) (?P<b>.+)$", re.IGNORECASE),
    re.compile(r"^(?P<a>.+?)(?:['’]s?)? (?:border|frontier|boundary) with (?P<b>.+)$", re.IGNORECASE),
)
_PART = re.compile(
    r"^(?P<part>[\w-]*(?:north|south|east|west|central|middle)[\w-]*\s"
    r"(?:end|sector|part|half|third|section|front|stretch)) of (?:the )?(?P<line>.+)$",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)
_SHORT = 4


def lines_named(name: str) -> list[Place]:
    """The line or zone that a name means, as a list of none or one."""
    stripped = _ARTICLE.sub("", name.strip())
    part = _PART.match(stripped)
    if part:
        return [cut for whole in lines_named(part["line"]) if (cut := _stretch(whole, part["part"]))]
    key = _keys().get(normalise(stripped))
    place = line_place(key) if key else _shared(stripped)
    return [place] if place else []


def is_line_name(key: str, written: str) -> bool:
    """Does this key name a line or a zone? Abbreviations only if they are written in capitals ('LAC', not 'Lac')."""
    return key in _keys() and (len(key) > _SHORT or sum(map(str.isupper, written)) > 1)


@cache
def _keys() -> dict[str, str]:
    from geo.places import borders

    return {normalise(name): line_id for name, line_id in borders.named_lines().items()}


def _shared(name: str) -> Place | None:
    for pattern in _PAIRED:
        match = pattern.match(name)
        if match and (a := country_of(match["a"])) and (b := country_of(match["b"])) and a != b:
            from geo.places import borders

            return borders.shared_border(a, b)
    return None


def _stretch(whole: Place, part: str) -> Place | None:
    from geo.places import borders

    return borders.stretch(whole, part.lower())


def line_place(place_id: str) -> Place | None:
    """The line or zone with this id."""
    from geo.places import borders

    for find in (borders.line, borders.zone):
        try:
            return find(place_id)
        except KeyError:
            continue
    return None
