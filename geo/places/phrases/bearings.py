"""So far and that way from a place: 'about 20 km north of Cheorwon', 'south of the NLL', '15 miles inside Syria'."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from geo.geodesy import bearing_deg, destination
from geo.places.borders import neighbours, shared_border
from geo.places.countries import country_name
from geo.places.phrases.borderlands import crosses, foot, geometry_of, inward_deg, line_of, side_of
from geo.places.phrases.phrase import km, phrase
from geo.places.phrases.shapes import line_place, moved, side, spot, strip, swept
from geo.places.phrases.words import DISTANCE, WAY, WAY_WORD, Distance, Way, read_distance, read_way

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.model import Place
    from geo.places.phrases.phrase import Drawn, SpatialPhrase
    from geo.places.phrases.scene import Anchor, Approach, Scene

NEARBY_M = 10_000.0  # 'north of X' without a distance
STRIP_M = 20_000.0  # 'waters south of the NLL', 'north of the border'
_TAIL = r"(?:\s(?:or\sso|away|further|farther|deeper))?[,]?"
_MEASURED = re.compile(
    rf"(?<![\w.,])(?i:{DISTANCE}){_TAIL}\s(?:(?i:to\sthe|due|towards?\sthe)\s)?(?P<way>{WAY})\s(?:of|from)\s$"
)
_BARE = re.compile(
    r"(?<!\w)(?:(?:the\s)?(?P<what>waters?|seas?|area|areas|territory|land|villages?|positions?|hills|fields)\s)?"
    rf"(?:(?P<just>just|immediately|directly|slightly|far|well|right)\s)?(?:to\sthe\s|due\s|(?<!the\s))(?P<way>{WAY_WORD})\sof\s$"
)
_JUST = frozenset({"just", "immediately", "directly", "slightly", "right"})
_JUST_M = 4_000.0
_INSIDE = re.compile(rf"(?<![\w.,])(?i:{DISTANCE}){_TAIL}\s(?i:inside|into|within|deep\sinside|deep\sinto|deep\sin)\s$")
_FROM = re.compile(r"\s(?:from|opposite|across\sfrom|south\sof|near|off)\s")


def bearings(scene: Scene, anchor: Anchor, to: Approach) -> Iterator[SpatialPhrase]:
    """A distance and a direction, or a direction alone, from a place or a line."""
    match = _MEASURED.search(to.head) or _BARE.search(to.head)
    if not match:
        return
    way = read_way(match["way"])
    distance = read_distance(match) if match.re is _MEASURED else None
    line = line_of(anchor)
    if line:
        drawn = _from_line(
            anchor, line, way, distance, strip_m=_JUST_M if match.re is _BARE and match["just"] in _JUST else STRIP_M
        )
    elif distance:
        drawn = _measured(scene, anchor, way, distance)
    elif not anchor.is_coarse:
        drawn = _bare(scene, anchor, way, just=match["just"] in _JUST)
    else:
        return
    yield phrase(scene.text, to.start + match.start(), anchor.end, "bearing", drawn, anchor)


def _measured(scene: Scene, anchor: Anchor, way: Way, distance: Distance) -> Drawn:
    point = destination(*anchor.point, bearing_deg=way.bearing_deg, metres=distance.metres)
    own = 0.0 if anchor.is_coarse else anchor.place.footprint.radius_m
    radius = math.hypot(distance.metres * math.sin(math.radians(way.error_deg)), distance.error_m, own)
    name = f"{distance.words} {way.name} of {anchor.place.name}"
    key = f"bearing-{way.bearing_deg:g}-{distance.metres:.0f}"
    why = (
        f"{distance.words} {way.name} of {anchor.place.name}, measured from its middle; words like these are good to "
        f"about {km(radius)}."
    )
    return spot(anchor.place, point, radius, name, key, country_of_point(scene, anchor, *point)), why


def _bare(scene: Scene, anchor: Anchor, way: Way, *, just: bool) -> Drawn:
    own = anchor.place.footprint.radius_m
    metres = own + (_JUST_M if just else NEARBY_M)
    point = destination(*anchor.point, bearing_deg=way.bearing_deg, metres=metres)
    name = f"{way.name} of {anchor.place.name}"
    why = f"{way.name.capitalize()} of {anchor.place.name}, no distance told: the area next to it on that side."
    countries = country_of_point(scene, anchor, *point)
    return spot(anchor.place, point, metres, name, f"bearing-{way.bearing_deg:g}", countries), why


def _from_line(anchor: Anchor, line: Place, way: Way, distance: Distance | None, strip_m: float) -> Drawn:
    geometry, name = geometry_of(line), anchor.place.name
    if distance is None:
        area = swept(geometry, way.bearing_deg, strip_m)
        if anchor.place.feature_class == "zone":
            area = area.difference(anchor.place.footprint.geometry)
        why = f"{way.name.capitalize()} of the {name}, no distance told: the strip within {km(strip_m)} on that side."
        return strip(anchor.place, area, f"{way.name} of the {name}", f"bearing-{way.bearing_deg:g}"), why
    title = f"{distance.words} {way.name} of the {name}"
    why = f"The {name} moved {distance.words} {way.name}: the text does not say where along it."
    key = f"bearing-{way.bearing_deg:g}-{distance.metres:.0f}"
    drawn = moved(geometry, way.bearing_deg, distance.metres)
    return line_place(anchor.place, drawn, title, key, radius_m=distance.error_m), why


def insides(scene: Scene, anchor: Anchor, to: Approach) -> Iterator[SpatialPhrase]:
    """'15 miles inside Syria from X', 'some 5 km into Lebanon': a depth, counted from the border."""
    match = _INSIDE.search(to.head) if anchor.place.feature_class == "country" else None
    if not match:
        return
    distance, start = read_distance(match), to.start + match.start()
    behind = _FROM.match(scene.text, anchor.end)
    origin = scene.led_from(behind.end()) if behind else None
    if origin and not origin.is_coarse and not origin.is_line:
        drawn = _inside_from(scene, anchor, origin, distance)
        if drawn:
            yield phrase(scene.text, start, origin.end, "inside", drawn, anchor, origin)
            return
    drawn = _inside(scene, anchor, distance)
    if drawn:
        yield phrase(scene.text, start, anchor.end, "inside", drawn, anchor)


def _inside(scene: Scene, anchor: Anchor, distance: Distance) -> Drawn | None:
    code = anchor.place.countries[0]
    told = scene.context.partner(code, anchor.start)
    line = shared_border(code, told.code) if told else None
    which = side_of(scene, line, code) if line else 0
    if line is None or not which:
        return None
    area = side(geometry_of(line), which * (distance.metres + distance.error_m))
    name = f"{distance.words} inside {country_name(code)}, along the {line.name}"
    why = f"{name}: the strip that deep, for the text does not say where along it."
    return strip(anchor.place, area, name, f"inside-{distance.metres:.0f}", (code,)), why


def _inside_from(scene: Scene, anchor: Anchor, origin: Anchor, distance: Distance) -> Drawn | None:
    code = anchor.place.countries[0]
    others = [other for other in origin.place.countries if other != code]
    line = shared_border(code, others[0]) if others else None
    country = country_name(code)
    name = f"{distance.words} inside {country} from {origin.place.name}"
    if line is None:
        return None
    at, along = foot(line, origin.point)
    inward = inward_deg(scene, line, code, along)
    if inward is None:
        inward = bearing_deg(origin.point, at)
    point = destination(*at, bearing_deg=inward, metres=distance.metres)
    radius = math.hypot(
        distance.metres * math.sin(math.radians(22.5)), distance.error_m, origin.place.footprint.radius_m
    )
    why = f"{distance.words} straight into {country} from the {line.name} where it is nearest to {origin.place.name}."
    return spot(origin.place, point, radius, name, f"inside-{code}-{distance.metres:.0f}", (code,)), why


def country_of_point(scene: Scene, anchor: Anchor, lon: float, lat: float) -> tuple[str, ...]:
    """The countries of a point (degrees) near a place: its neighbour's if the way there crosses their border."""
    own = anchor.place.countries
    if len(own) != 1 or anchor.is_coarse:
        return own
    told = {one.code for one in scene.context.near(anchor.start)} | {scene.towns.country_at(lon, lat)}
    for code in sorted(told & set(neighbours(own[0]))):
        border = shared_border(own[0], code)
        if border and crosses(border, anchor.point, (lon, lat)):
            return (code,)
    return own
