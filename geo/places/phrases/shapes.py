"""Footprints and places for phrases: spots with a radius, lines, the strip on one side of a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely
from shapely import Point, Polygon

from geo.geodesy import beside_m, destination
from geo.model import Footprint, Place, PlacePrecision
from geo.places.footprints import precision_of

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geo.geodesy import Line, LonLat

_LOCALITY_M = 10_000.0
_SMOOTH_DEG = 0.003
BASIS = "worked out from the words of the text"


def spot(origin: Place, point: LonLat, radius_m: float, name: str, key: str, countries: tuple[str, ...] = ()) -> Place:
    """A place around a (lon, lat) point; its precision follows from the radius (up to 10 km: locality)."""
    precision = PlacePrecision.LOCALITY if radius_m <= _LOCALITY_M else precision_of("", radius_m)
    footprint = Footprint(geometry=Point(*point), precision=precision, radius_m=round(radius_m, 1))
    return made(origin, footprint, name, key, countries, "area")


def line_place(
    origin: Place, geometry: BaseGeometry, name: str, key: str, *, is_cut: bool = False, radius_m: float = 0.0
) -> Place:
    """A place on a line: at a known stretch of it (cut), or somewhere along it."""
    precision = PlacePrecision.ON_LINE if is_cut else PlacePrecision.ALONG_LINE
    footprint = Footprint(geometry=geometry, precision=precision, radius_m=round(radius_m, 1))
    return made(origin, footprint, name, key, (), "line")


def strip(origin: Place, area: BaseGeometry, name: str, key: str, countries: tuple[str, ...] = ()) -> Place:
    """A place somewhere in a strip beside a line."""
    return made(origin, Footprint(geometry=area, precision=PlacePrecision.ALONG_LINE), name, key, countries, "area")


def made(
    origin: Place, footprint: Footprint, name: str, key: str, countries: tuple[str, ...], feature_class: str
) -> Place:
    """The place of a phrase; its id is that of the place that it rests on, and what the words add."""
    return Place(
        id=f"{origin.id}#{key}",
        name=name,
        feature_class=feature_class,
        countries=countries or origin.countries,
        footprint=footprint,
        admin1=origin.admin1,
        source=origin.source,
        basis=f"{BASIS}; {origin.basis}" if origin.basis else BASIS,
    )


def moved(line: Line, bearing_deg: float, metres: float) -> Line:
    """A line, each of its points moved as far the same way."""
    parts = [
        [destination(lon, lat, bearing_deg=bearing_deg, metres=metres) for lon, lat in part.coords]
        for part in shapely.get_parts(_smooth(line))
    ]
    made_parts = [shapely.LineString(part) for part in parts]
    return made_parts[0] if len(made_parts) == 1 else shapely.MultiLineString(made_parts)


def swept(line: Line, bearing_deg: float, metres: float) -> BaseGeometry:
    """All that a line passes over on its way `metres` to one side: what lies north (south …) of it and near."""
    smooth = _smooth(line)
    quads = []
    for here, there in zip(
        shapely.get_parts(smooth), shapely.get_parts(moved(smooth, bearing_deg, metres)), strict=True
    ):
        a, b = here.coords, there.coords
        quads += [Polygon([a[i], a[i + 1], b[i + 1], b[i]]) for i in range(len(a) - 1)]
    return shapely.union_all(shapely.make_valid(quads))


def side(line: Line, metres: float) -> BaseGeometry:
    """The strip within `metres` of a line, to its left (to its right if negative)."""
    return beside_m(_smooth(line), metres)


def _smooth(line: Line) -> Line:
    smooth = line.simplify(_SMOOTH_DEG)
    return smooth if isinstance(smooth, shapely.LineString | shapely.MultiLineString) else line
