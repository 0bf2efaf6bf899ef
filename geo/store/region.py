"""Where a query looks besides a box: within so many kilometres of a point, or in an area that somebody drew."""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import shapely
from shapely import affinity

from geo.errors import InputError
from geo.geodesy import circle
from geo.store.blob import envelope, from_blob

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

Corners = tuple[tuple[float, float], ...]
MOST_KM = 2_000.0
MOST_CORNERS = 100
_METRES = 1_000
_WORLD = shapely.box(-180, -90, 180, 90)


@dataclass(frozen=True, slots=True)
class Near:
    """Everything within `km` kilometres (geodesic) of a point in degrees, EPSG:4326."""

    lon: float
    lat: float
    km: float

    def __post_init__(self) -> None:
        """Refuse what is no point, and a distance that is none or too far to mean 'near'."""
        if not (math.isfinite(self.lon) and -180 <= self.lon <= 180 and -90 <= self.lat <= 90):
            raise InputError(f"{self.lon}, {self.lat} is no point: give longitude and latitude in degrees.")
        if not 0 < self.km <= MOST_KM:
            raise InputError(f"{self.km} km cannot be looked around: give more than 0 and at most {MOST_KM:.0f} km.")


def check_corners(corners: Sequence[tuple[float, float]]) -> None:
    """Refuse what is no area.

    Raises:
        InputError: fewer than three or too many corners, one that is no position, or all on one line.
    """
    if not 3 <= len(corners) <= MOST_CORNERS:
        raise InputError(f"An area of {len(corners)} corners cannot be used: give 3 to {MOST_CORNERS}.")
    for lon, lat in corners:
        if not (math.isfinite(lon) and -540 <= lon <= 540 and -90 <= lat <= 90):
            raise InputError(f"{lon}, {lat} is no corner of an area: give longitude and latitude in degrees.")
    if shapely.Polygon(corners).area == 0:
        raise InputError("The corners of the area lie on one line: give some that enclose ground.")


@functools.lru_cache(maxsize=64)
def region(near: Near | None, area: Corners) -> BaseGeometry | None:
    """What both leave of the world, its longitudes within ±180; None if neither is given.

    An area whose edges cross (a drawn figure of eight) is what its edges enclose. Across the antimeridian longitudes
    of `area` run on beyond ±180.
    """
    parts: list[Any] = []
    if near:
        parts.append(_in_world(circle(near.lon, near.lat, near.km * _METRES)))
    if area:
        parts.append(_in_world(shapely.make_valid(shapely.Polygon(area))))
    return functools.reduce(shapely.intersection, parts) if parts else None


def _in_world(geometry: BaseGeometry) -> BaseGeometry:
    copies = [affinity.translate(geometry, xoff=turn) for turn in (-360, 0, 360)]
    return shapely.union_all([shapely.intersection(copy, _WORLD) for copy in copies])


def written(geometry: BaseGeometry) -> str:
    """The geometry as hexadecimal EWKB, which both databases are asked with."""
    return str(shapely.to_wkb(shapely.set_srid(geometry, 4326), hex=True, include_srid=True))


@functools.lru_cache(maxsize=64)
def read(text: str) -> BaseGeometry:
    """The geometry of `written`, prepared for being asked many times."""
    geometry = shapely.from_wkb(text)
    shapely.prepare(geometry)
    return geometry


def meets(blob: bytes | None, text: str) -> bool:
    """Does a stored geometry share a point with a region that was `written`?"""
    bounds = envelope(blob)
    if blob is None or bounds is None:
        return False
    west, south, east, north = bounds
    wanted = read(text)
    if (west, south) == (east, north):
        return bool(shapely.intersects_xy(wanted, west, south))
    return bool(wanted.intersects(from_blob(blob)))


def register(connection: sqlite3.Connection) -> None:
    """Give a connection the function that the clause of a region calls."""
    connection.create_function("ST_MeetsRegion", 2, lambda *given: int(meets(*given)), deterministic=True)
