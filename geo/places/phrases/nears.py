"""'Near the Medyka crossing', 'off Yeonpyeong', 'opposite Akhnoor', 'the southern outskirts of X', '5 km from X'."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from geo.geodesy import destination
from geo.places.borders import stretch_near
from geo.places.phrases.bearings import country_of_point
from geo.places.phrases.borderlands import beyond, foot, geometry_of, inward_deg, line_at, line_of
from geo.places.phrases.phrase import km, phrase
from geo.places.phrases.shapes import line_place, spot
from geo.places.phrases.words import DISTANCE, WAY_WORD, Distance, Way, read_distance, read_way

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.model import Place
    from geo.places.phrases.phrase import Drawn, SpatialPhrase
    from geo.places.phrases.scene import Anchor, Approach, Scene

NEAR_M = 5_000.0  # beyond the place's own radius
NEAR_LINE_M = 10_000.0
WIDE_M = 30_000.0  # a place as wide as this holds a stretch of a border, not a point of it
OFF_M = 22_224.0  # the territorial sea: twelve nautical miles (UN Convention on the Law of the Sea, article 3)
ACROSS_M = 5_000.0
_NEAR = re.compile(
    r"(?<!\w)(?P<words>near(?:by|\sto)?|close\sto|next\sto|beside|around|outside|just\soutside|not\sfar\sfrom|"
    r"in\sthe\svicinity\sof|a\sshort\sdistance\sfrom|within\ssight\sof|adjacent\sto|alongside)\s$",
    re.I,
)
_COAST = rf"(?i:the|its)\s(?:(?P<way>{WAY_WORD})\s)?(?i:coast|shores?|coastline|tip|end)\s(?i:of)\s"
_AWAY = re.compile(rf"(?<![\w.,])(?i:{DISTANCE})(?:\s(?i:away|or\sso|or\sless))?\s(?i:from|(?P<of>of))\s$")
_OFF = re.compile(
    rf"(?<![\w.,])(?:(?i:{DISTANCE})\s)?(?i:(?P<what>waters?|seas?)\s)?(?i:just\s)?(?i:off)\s(?:{_COAST}|(?i:of)\s)?$"
)
_SOURCES = re.compile(r"\b(?:sources?|officials?|people|aides?|figures?|media|outlets?|channels?)\s$", re.I)
_PHRASAL = re.compile(
    r"\b(?:cut|cuts|cutting|seal\w*|block\w*|shut\w*|clos\w+|fenc\w+|call\w*|fight\w*|fought|hold\w*|held|fend\w*|wall\w*|"
    r"ward\w*|set|sets|took|takes?|taking|show\w*|lay|laid|s[eo]ld|pay|paid|writ\w+|carv\w+|split\w*|break\w*|broke|rop\w+|"
    r"cordon\w*|head\w*|switch\w*|turn\w*|kick\w*|spark\w*|fir\w+|fac\w+|rip\w*|go|goes|went|lifts?|lifted)\s(?:\w+\s)?$",
    re.I,
)
_OPPOSITE = re.compile(
    r"(?<!\w)(?:(?:directly|right|just)\s)?(?:opposite(?:\sto)?|across(?:\sthe\s(?:\w+\s)?(?:border|river|line|frontier|"
    r"strait|fence|divide))?\sfrom|facing)\s$",
    re.I,
)
_OUTSKIRTS = re.compile(
    rf"(?<!\w)(?i:the\s)?(?:(?P<way>{WAY_WORD})\s)?"
    r"(?i:(?P<what>outskirts?|suburbs?|edges?|fringes?|periphery|approaches|entrance|perimeter))\s(?i:of|to)\s$"
)
_BORDER_AT = re.compile(r"\s(?:at|near|in|around|by|outside|opposite|close\sto)\s")


def nears(scene: Scene, anchor: Anchor, to: Approach) -> Iterator[SpatialPhrase]:
    """Near a place or a line, with or without a distance told."""
    measured = _AWAY.search(to.head)
    if measured and measured["of"] and (measured["hedge"] or "").lower() != "within":
        measured = None  # '1,170 km of the border' is a length
    match = measured or _NEAR.search(to.head)
    if not match or anchor.is_coarse or anchor.metonym or (not measured and _SOURCES.search(to.head[: match.start()])):
        return
    distance, line = read_distance(measured) if measured else None, line_of(anchor)
    reach = distance.metres + distance.error_m if distance else None
    start = to.start + match.start()
    town = _town_behind(scene, anchor) if line else None
    if town and line:
        drawn = _near_stretch(line, town, reach or NEAR_M)
        yield phrase(scene.text, start, town.end, "near", drawn, anchor, town)
        return
    own = anchor.place.footprint.radius_m
    drawn = (
        _near_line(line, reach or NEAR_LINE_M)
        if line
        else _near(anchor, math.hypot(reach, own) if reach else own + NEAR_M)
    )
    yield phrase(scene.text, start, anchor.end, "near", drawn, anchor)


def _town_behind(scene: Scene, anchor: Anchor) -> Anchor | None:
    behind = _BORDER_AT.match(scene.text, anchor.end)
    town = scene.led_from(behind.end()) if behind else None
    return town if town and not town.is_line and not town.is_coarse else None


def _near(anchor: Anchor, radius_m: float) -> Drawn:
    why = f"Near {anchor.place.name}, no direction told: all within {km(radius_m)} of it."
    return spot(anchor.place, anchor.point, radius_m, f"near {anchor.place.name}", "near", anchor.place.countries), why


def _near_line(line: Place, radius_m: float) -> Drawn:
    why = f"Within {km(radius_m)} of the {line.name}: the text does not say where along it."
    name = f"near the {line.name}"
    return line_place(line, geometry_of(line), name, f"near-{radius_m:.0f}", radius_m=radius_m), why


def _near_stretch(line: Place, town: Anchor, radius_m: float) -> Drawn:
    own = town.place.footprint.radius_m
    if own > WIDE_M:
        cut = stretch_near(line, *town.point, own)
        why = f"Within {km(radius_m)} of the {line.name}, where it runs past {town.place.name}."
        drawn = replace(cut, name=f"near the {line.name} in {town.place.name}")
        return replace(drawn, footprint=replace(cut.footprint, radius_m=radius_m)), why
    point = foot(line, town.point)[0]
    radius = math.hypot(radius_m, own)
    name = f"the {line.name} at {town.place.name}"
    why = f"The point of the {line.name} that is nearest to {town.place.name}, and {km(radius)} around it."
    return spot(town.place, point, radius, name, f"near-{line.id}", town.place.countries), why


def offs(scene: Scene, anchor: Anchor, to: Approach) -> Iterator[SpatialPhrase]:
    """'Off Yeonpyeong', 'off the western coast of X': the sea next to a place."""
    match = _OFF.search(to.head)
    if not match or anchor.is_line or anchor.place.feature_class in ("road", "river"):
        return
    is_plain = not (match["what"] or match["unit"] or match["way"])
    if is_plain and _PHRASAL.search(to.head[: match.start()]):
        return
    distance = read_distance(match) if match["unit"] else None
    way = read_way(match["way"]) if match["way"] else None
    drawn = _off_that_way(anchor, way, distance) if way else _off(anchor, distance)
    yield phrase(scene.text, to.start + match.start(), anchor.end, "off", drawn, anchor)


def _off(anchor: Anchor, distance: Distance | None) -> Drawn:
    own, name = anchor.place.footprint.radius_m, anchor.place.name
    radius = own + (distance.metres + distance.error_m if distance else OFF_M)
    told = f"{distance.words} off" if distance else "the sea within twelve nautical miles of"
    why = f"Off {name}: {told} its shore, no direction told."
    title = f"{distance.words} off {name}" if distance else f"off {name}"
    key = f"off-{distance.metres:.0f}" if distance else "off"
    return spot(anchor.place, anchor.point, radius, title, key, anchor.place.countries), why


def _off_that_way(anchor: Anchor, way: Way, distance: Distance | None) -> Drawn:
    own, name = anchor.place.footprint.radius_m, anchor.place.name
    out = distance.metres if distance else OFF_M / 2
    error = math.hypot(out * math.sin(math.radians(way.error_deg)), distance.error_m) if distance else OFF_M / 2
    point = destination(*anchor.point, bearing_deg=way.bearing_deg, metres=own + out)
    told = distance.words if distance else "within twelve nautical miles"
    why = f"The sea on the {way.name} side of {name}, {told} off its shore."
    title = f"off the {way.name} coast of {name}"
    key = f"off-{way.bearing_deg:g}-{out:.0f}"
    return spot(anchor.place, point, math.hypot(error, own / 2), title, key, anchor.place.countries), why


def opposites(scene: Scene, anchor: Anchor, to: Approach) -> Iterator[SpatialPhrase]:
    """'Opposite Akhnoor', 'across the river from X': the other side of the border, where it runs past a place."""
    match = _OPPOSITE.search(to.head)
    line = line_at(scene, anchor) if match else None
    if not match or line is None:
        return
    code, (at, along) = beyond(scene, line, anchor), foot(line, anchor.point)
    inward = inward_deg(scene, line, code, along) if code else None
    if inward is None:
        return
    point = destination(*at, bearing_deg=inward, metres=ACROSS_M)
    radius = math.hypot(ACROSS_M, anchor.place.footprint.radius_m)
    name = f"across the {line.name} from {anchor.place.name}"
    why = f"The other side of the {line.name}, where it is nearest to {anchor.place.name}, {km(ACROSS_M)} beyond it."
    drawn = spot(anchor.place, point, radius, name, f"opposite-{line.id}", (code,)), why
    yield phrase(scene.text, to.start + match.start(), anchor.end, "opposite", drawn, anchor)


def outskirts(scene: Scene, anchor: Anchor, to: Approach) -> Iterator[SpatialPhrase]:
    """'The southern outskirts of X', 'on the edge of X': the rim of a town."""
    match = _OUTSKIRTS.search(to.head)
    if not match or anchor.is_line or anchor.is_coarse:
        return
    own, name, what = anchor.place.footprint.radius_m, anchor.place.name, match["what"].lower()
    if match["way"]:
        way = read_way(match["way"])
        point = destination(*anchor.point, bearing_deg=way.bearing_deg, metres=own)
        title = f"{match['way'].lower()} {what} of {name}"
        why = f"The rim of {name} on its {way.name} side, {km(own)} from its middle."
        drawn = (
            spot(
                anchor.place,
                point,
                0.6 * own,
                title,
                f"outskirts-{way.bearing_deg:g}",
                country_of_point(scene, anchor, *point),
            ),
            why,
        )
    else:
        why = f"The rim of {name}, no side told: all within {km(1.5 * own)} of its middle."
        drawn = (
            spot(anchor.place, anchor.point, 1.5 * own, f"{what} of {name}", "outskirts", anchor.place.countries),
            why,
        )
    yield phrase(scene.text, to.start + match.start(), anchor.end, "outskirts", drawn, anchor)
