"""'Near the Medyka crossing', 'off Yeonpyeong', 'opposite Akhnoor', 'the southern outskirts of X', '5 km from X'."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from geo.geodesy import destination
from geo.places.phrases.bearings import country_of_point
from geo.places.phrases.borderlands import beyond, foot, geometry_of, inward_deg, line_at, line_of
from geo.places.phrases.phrase import km, phrase
from geo.places.phrases.shapes import line_place, spot
from geo.places.phrases.words import DISTANCE, WAY_WORD, read_distance, read_way

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.places.phrases.phrase import Drawn, SpatialPhrase
    from geo.places.phrases.scene import Anchor, Approach, Scene

NEAR_M = 5_000.0  # beyond the place's own radius
NEAR_LINE_M = 10_000.0
OFF_M = 22_224.0  # the territorial sea: twelve nautical miles (UN Convention on the Law of the Sea, article 3)
ACROSS_M = 5_000.0
_NEAR = re.compile(
    r"(?<!\w)(?P<words>near(?:by|\sto)?|close\sto|next\sto|beside|around|outside|just\soutside|not\sfar\sfrom|"
    r"in\sthe\svicinity\sof|a\sshort\sdistance\sfrom|within\ssight\sof|adjacent\sto|alongside)\s$",
    re.I,
)
_AWAY = re.compile(rf"(?<![\w.,])(?i:{DISTANCE})(?:\s(?i:away|or\sso|or\sless))?\s(?i:from|of|off)\s$")
_OFF = re.compile(
    rf"(?<!\w)(?i:(?P<what>waters?|seas?)\s)?(?i:just\s)?(?i:off)\s"
    rf"(?:(?i:the|its)\s(?:(?P<way>{WAY_WORD})\s)?(?i:coast|shores?|coastline|tip|end)\s(?i:of)\s|(?i:of)\s)?$"
)
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
    measured = _AWAY.search(to.head) if to.last in ("from", "of", "off") else None
    match = measured or _NEAR.search(to.head)
    if not match or anchor.is_coarse or (measured and to.last == "off" and anchor.is_line):
        return
    start, end, used = to.start + match.start(), anchor.end, [anchor]
    distance = read_distance(measured) if measured else None
    if anchor.is_line:
        behind = _BORDER_AT.match(scene.text, anchor.end)
        town = scene.led_from(behind.end()) if behind else None
        if town and not town.is_line and not town.is_coarse:
            end, used = town.end, [anchor, town]
            drawn = _near_stretch(anchor, town, distance.metres + distance.error_m if distance else NEAR_M)
        else:
            drawn = _near_line(anchor, distance.metres + distance.error_m if distance else NEAR_LINE_M)
    else:
        own = anchor.place.footprint.radius_m
        drawn = _near(anchor, math.hypot(distance.metres + distance.error_m, own) if distance else own + NEAR_M)
    yield phrase(scene.text, start, end, "near", drawn, *used)


def _near(anchor: Anchor, radius_m: float) -> Drawn:
    why = f"Near {anchor.place.name}, no direction told: all within {km(radius_m)} of it."
    return spot(anchor.place, anchor.point, radius_m, f"near {anchor.place.name}", "near", anchor.place.countries), why


def _near_line(anchor: Anchor, radius_m: float) -> Drawn:
    line = line_of(anchor)
    geometry = geometry_of(line) if line else anchor.place.footprint.geometry
    name = f"near the {anchor.place.name}"
    why = f"Within {km(radius_m)} of the {anchor.place.name}: the text does not say where along it."
    return line_place(anchor.place, geometry, name, f"near-{radius_m:.0f}", radius_m=radius_m), why


def _near_stretch(anchor: Anchor, town: Anchor, radius_m: float) -> Drawn:
    line = line_of(anchor)
    point = foot(line, town.point)[0] if line else town.point
    radius = math.hypot(radius_m, town.place.footprint.radius_m)
    name = f"the {anchor.place.name} at {town.place.name}"
    why = f"The point of the {anchor.place.name} that is nearest to {town.place.name}, and {km(radius)} around it."
    return spot(town.place, point, radius, name, f"near-{anchor.place.id}", town.place.countries), why


def offs(scene: Scene, anchor: Anchor, to: Approach) -> Iterator[SpatialPhrase]:
    """'Off Yeonpyeong', 'off the western coast of X': the sea next to a place."""
    match = _OFF.search(to.head) if to.last in ("off", "of") else None
    if not match or anchor.is_line or anchor.place.feature_class in ("road", "river"):
        return
    if not match["what"] and _PHRASAL.search(to.head[: match.start()]):
        return
    own, name = anchor.place.footprint.radius_m, anchor.place.name
    point, radius, title = anchor.point, own + OFF_M, f"off {name}"
    if match["way"]:
        way = read_way(match["way"])
        radius = own / 2 + OFF_M / 2
        point = destination(*point, bearing_deg=way.bearing_deg, metres=own + OFF_M / 2)
        title = f"off the {way.name} coast of {name}"
    why = f"{title.capitalize().replace(name.capitalize(), name)}: the sea within twelve nautical miles of it."
    key = f"off-{match['way'].lower()}" if match["way"] else "off"
    drawn = spot(anchor.place, point, radius, title, key, anchor.place.countries), why.replace(name.lower(), name)
    yield phrase(scene.text, to.start + match.start(), anchor.end, "off", drawn, anchor)


def opposites(scene: Scene, anchor: Anchor, to: Approach) -> Iterator[SpatialPhrase]:
    """'Opposite Akhnoor', 'across the river from X': the other side of the border, where it runs past a place."""
    match = _OPPOSITE.search(to.head) if to.last in ("opposite", "from", "to", "facing") else None
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
    match = _OUTSKIRTS.search(to.head) if to.last in ("of", "to") else None
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
