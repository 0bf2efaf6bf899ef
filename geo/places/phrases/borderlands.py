"""Which line a phrase means: that of a name, the border that runs past a town, the one that two towns lie at."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

import shapely

from geo.geodesy import (
    bearing_deg,
    circle,
    clip_line,
    cut_line,
    distance_to_m,
    length_m,
    nearest_on_line,
    representative_point,
)
from geo.model import Footprint, PlacePrecision
from geo.places.borders import gap_m, lines_at_sea, neighbours, shared_border

if TYPE_CHECKING:
    from geo.geodesy import Line, LonLat
    from geo.model import Place
    from geo.places.phrases.scene import Anchor, Scene

BESIDE_M = 30_000.0  # a town that lies farther from a border does not lie at it
_CHORD_M = 4_000.0
_ASTRAY = 1 / 6


def line_of(anchor: Anchor) -> Place | None:
    """The line that a name stands for: a line, a zone (its axis), a river that is a border (that part of it)."""
    if anchor.is_line:
        return anchor.place
    if anchor.place.feature_class == "river" and len(anchor.place.countries) == 2:
        return _river_line(anchor.place)
    return None


@lru_cache(maxsize=64)
def _river_line(river: Place) -> Place | None:
    """The part of a border that a river is; None for one that crosses it: its middle lies far from the border."""
    border, middle = shared_border(*river.countries), representative_point(river.footprint.geometry)
    if border is None or gap_m(border, *middle) > river.footprint.radius_m * _ASTRAY:
        return None
    cut = clip_line(geometry_of(border), circle(*middle, river.footprint.radius_m))
    if cut.is_empty:
        return None
    footprint = Footprint(geometry=cut, precision=PlacePrecision.ALONG_LINE)
    return replace(border, id=f"{border.id}#{river.id}", name=river.name, footprint=footprint)


def geometry_of(line: Place) -> Line:
    """The geometry of a line, of a zone its axis.

    Raises:
        TypeError: the place is no line.
    """
    axis = shared_border(*line.countries) if line.feature_class == "zone" else None
    geometry = (axis or line).footprint.geometry
    if not isinstance(geometry, shapely.LineString | shapely.MultiLineString):
        raise TypeError(f"{line.id} is no line but a {geometry.geom_type}.")
    return geometry


def whole(line: Place) -> Place:
    """The line itself, or the border that a river is a part of."""
    return (shared_border(*line.countries) if "#" in line.id else None) or line


def side_of(scene: Scene, line: Place, code: str) -> int:
    """On which side of a line a country lies: 1 left, −1 right as it runs, 0 if nothing tells."""
    is_part = "#" in line.id or line.feature_class == "zone"
    return scene.towns.side_of((shared_border(*line.countries) if is_part else None) or line, code)


def apart_m(line: Place, town: Anchor) -> float:
    """How far a place lies from a line or a part of one, in metres."""
    return distance_to_m(*town.point, geometry_of(line)) if "#" in line.id else gap_m(line, *town.point)


def crosses(line: Place, a: LonLat, b: LonLat) -> bool:
    """Does one come to the other side of a line on the way from one (lon, lat) point to another?"""
    shared = shapely.intersection(geometry_of(line), shapely.LineString([a, b]))
    return int(shapely.get_num_geometries(shared)) % 2 == 1 and not shared.is_empty


def line_at(scene: Scene, anchor: Anchor, reach_m: float = BESIDE_M) -> Place | None:
    """The border that a place lies at, if it lies within reach: with a country told nearby, else the nearest one."""
    if anchor.is_line or anchor.is_coarse or not anchor.place.countries:
        return None
    told = [one.code for one in scene.context.near(anchor.start)]
    own = anchor.place.countries
    reach = max(reach_m, anchor.place.footprint.radius_m)
    pairs = {tuple(sorted((code, other))) for code in own[:2] for other in neighbours(code)}
    named = [pair for pair in pairs if all(code in own or code in told for code in pair)]
    for some in (named, sorted(pairs)):
        lines = [line for a, b in some if (line := shared_border(a, b))]
        lines += [line for code in own[:2] for line in lines_at_sea(code)] if some is named else []
        near = [(gap, n) for n, line in enumerate(lines) if (gap := gap_m(line, *anchor.point)) <= reach]
        if near:
            return lines[min(near)[1]]
    return None


def foot(line: Place, point: LonLat) -> tuple[LonLat, float]:
    """The point of a line that is nearest to a point, and the bearing of the line there."""
    geometry = geometry_of(line)
    share = nearest_on_line(geometry, *point)
    a = _at(geometry, max(0.0, share - _share(geometry)))
    b = _at(geometry, min(1.0, share + _share(geometry)))
    return _at(geometry, share), bearing_deg(a, b)


def inward_deg(scene: Scene, line: Place, code: str, along_deg: float) -> float | None:
    """The bearing from a line straight into a country, where the line runs at `along_deg`; None if nothing tells."""
    which = side_of(scene, line, code)
    return (along_deg - 90.0 * which) % 360 if which else None


def beyond(scene: Scene, line: Place, anchor: Anchor) -> str:
    """The country on the other side of a line from a place."""
    own = anchor.place.countries or (scene.towns.country_at(*anchor.point),)
    others = [code for code in line.countries if code not in own]
    return others[0] if others else ""


def _at(line: Line, share: float) -> LonLat:
    return representative_point(cut_line(line, share, share))


def _share(line: Line) -> float:
    return min(0.5, _CHORD_M / (length_m(line) or 1.0))
