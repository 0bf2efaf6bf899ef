"""'Between Sokcho and Goseong', 'halfway between X and Y', 'the DMZ between X and Y'."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from shapely import LineString

from geo.geodesy import bearing_deg as bearing
from geo.geodesy import destination, distance_m
from geo.places.borders import gap_m, stretch_through
from geo.places.phrases.borderlands import BESIDE_M, line_at, line_of, whole
from geo.places.phrases.phrase import km, phrase
from geo.places.phrases.shapes import line_place, spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.model import Place
    from geo.places.phrases.phrase import Drawn, SpatialPhrase
    from geo.places.phrases.scene import Anchor, Approach, Scene

_BETWEEN = re.compile(
    r"(?<!\w)(?i:(?P<half>half-?\s?way|mid-?way)\s)?(?i:(?:somewhere|anywhere)\s)?(?i:between)\s(?i:the\stowns\sof\s)?$"
)
# what lies between two capitals when it is no place
_NO_PLACE = re.compile(
    r"\b(?:talks?|relations?|ties|tensions?|agreements?|accords?|deals?|wars?|conflicts?|disputes?|treat(?:y|ies)|truce|"
    r"hotlines?|summits?|meetings?|trade|rivalry|rift|row|contacts?|exchanges?|negotiations?|diplomacy|differences?|"
    r"cooperation|dialogue|trust|distrust|pact|peace|ceasefire|hostilities|clashes|standoff|choose|choice|feud|links?)\s"
    r"(?:\w+\s){0,2}$",
    re.I,
)
_AND = re.compile(r"(?:\s\([^()]{1,30}\)|,\s[^,.;]{1,40},|,\s[^,.;]{1,30})?,?\sand\s")
_OF_LINE = re.compile(r"(?:\s(?:that\s\w+|running|in\sthe\sarea|stretch|section|sector))?\s$")
_HALF_SHARE = 0.1
_ROAD_SHARE = 0.05


def betweens(scene: Scene, anchor: Anchor, to: Approach) -> Iterator[SpatialPhrase]:
    """The stretch between two places: of the border that both lie at, else a straight line; or the point halfway."""
    match = _BETWEEN.search(to.head)
    behind = _AND.match(scene.text, anchor.end) if match else None
    other = scene.led_from(behind.end()) if behind else None
    if not match or not other or not _fits(anchor, other) or _NO_PLACE.search(to.head[: match.start()]):
        return
    start = to.start + match.start()
    if match["half"]:
        yield phrase(scene.text, start, other.end, "halfway", _halfway(anchor, other), anchor, other)
        return
    told = _line_before(scene, start)
    line = line_of(told) if told else _shared(scene, anchor, other)
    drawn = _along(line, anchor, other) if line else _straight(anchor, other)
    if told and line:
        yield phrase(scene.text, told.start, other.end, "between", drawn, told, anchor, other)
    else:
        yield phrase(scene.text, start, other.end, "between", drawn, anchor, other)


def _fits(a: Anchor, b: Anchor) -> bool:
    if a.place.id == b.place.id or a.metonym or b.metonym:
        return False
    return not any(one.is_coarse or one.is_line for one in (a, b))


def _line_before(scene: Scene, start: int) -> Anchor | None:
    told = scene.named_before(start)
    return told if told and told.is_line and _OF_LINE.fullmatch(scene.text[told.end : start]) else None


def _shared(scene: Scene, a: Anchor, b: Anchor) -> Place | None:
    line = line_at(scene, a)
    if line is None:
        return None
    reach = max(BESIDE_M, b.place.footprint.radius_m)
    return line if gap_m(line, *b.point) <= reach and set(b.place.countries) & set(line.countries) else None


def _along(line: Place, a: Anchor, b: Anchor) -> Drawn:
    cut = stretch_through(whole(line), [a.point, b.point])
    why = f"The stretch of the {line.name} from {a.place.name} to {b.place.name}, cut where it is nearest to each."
    return replace(cut, name=f"the {line.name} between {a.place.name} and {b.place.name}"), why


def _straight(a: Anchor, b: Anchor) -> Drawn:
    apart = distance_m(a.point, b.point)
    name = f"between {a.place.name} and {b.place.name}"
    geometry = LineString([a.point, b.point])
    place = line_place(a.place, geometry, name, f"between-{b.place.id}", radius_m=_ROAD_SHARE * apart)
    why = f"Somewhere on the {km(apart)} from {a.place.name} to {b.place.name}, as the crow flies."
    return replace(place, countries=_countries(a, b)), why


def _halfway(a: Anchor, b: Anchor) -> Drawn:
    apart = distance_m(a.point, b.point)
    point = destination(*a.point, bearing_deg=bearing(a.point, b.point), metres=apart / 2)
    name = f"halfway between {a.place.name} and {b.place.name}"
    radius = max(_HALF_SHARE * apart, 1_000.0)
    why = f"The middle of the {km(apart)} between {a.place.name} and {b.place.name}, good to about {km(radius)}."
    return spot(a.place, point, radius, name, f"halfway-{b.place.id}", _countries(a, b)), why


def _countries(a: Anchor, b: Anchor) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*a.place.countries, *b.place.countries)))
