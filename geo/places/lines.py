"""The names of lines and zones ('the DMZ', 'border between India and Pakistan'), for borders.py to draw."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from geo.places.countries import country_of
from geo.places.normalise import normalise

if TYPE_CHECKING:
    from geo.model import Place

_ZONES = {"dmz": "dmz", "demilitarized zone": "dmz", "demilitarised zone": "dmz", "korean demilitarized zone": "dmz",
          "korean demilitarised zone": "dmz", "korean dmz": "dmz"}  # fmt: skip
_LINES = {"mdl": "mdl", "military demarcation line": "mdl", "demarcation line": "mdl", "nll": "nll",
          "northern limit line": "nll"}  # fmt: skip
_PAIRED = (
    re.compile(r"^(?P<a>.+?)\s*[-–—/]\s*(?P<b>.+?)\s+(?:land\s+)?(?:border|frontier|boundary)$", re.IGNORECASE),
    re.compile(r"^(?:border|frontier|boundary) (?:between|of) (?P<a>.+?) (?:and|with) (?P<b>.+)$", re.IGNORECASE),
    re.compile(r"^(?P<a>.+?)(?:['’]s?)? (?:border|frontier|boundary) with (?P<b>.+)$", re.IGNORECASE),
)
_ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)


def lines_named(name: str) -> list[Place]:
    """The line or zone that a name means, as a list of none or one."""
    stripped = _ARTICLE.sub("", name.strip())
    place = _named(normalise(stripped)) or _shared(stripped)
    return [place] if place else []


def is_line_name(key: str) -> bool:
    """Does this key name a line or a zone?"""
    return key in _ZONES or key in _LINES


def _borders() -> Any:
    try:
        from geo.places import borders
    except ImportError:
        return None
    return borders


@cache
def _named(key: str) -> Place | None:
    borders = _borders()
    if not borders:
        return None
    if key in _ZONES:
        return borders.zone(_ZONES[key])
    return borders.line(_LINES[key]) if key in _LINES else None


def _shared(name: str) -> Place | None:
    for pattern in _PAIRED:
        match = pattern.match(name)
        if match and (a := country_of(match["a"])) and (b := country_of(match["b"])):
            borders = _borders()
            return borders.shared_border(a, b) if a != b and borders else None
    return None


def line_place(place_id: str) -> Place | None:
    """The line or zone with this id."""
    from geo.places import borders

    for find in (borders.line, borders.zone):
        try:
            return find(place_id)
        except KeyError:
            continue
    return None
