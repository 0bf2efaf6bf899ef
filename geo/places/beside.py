"""A position → the border that it lies near: how far, and on whose side.

Whose side follows from the towns around: who comes to a town without crossing the line (or crossing it an even number
of times) is on its side. Where all of them are said to be in one country (Crimea), no side is told. The lines are good
to about a tenth of a kilometre (data/SOURCES.md), some only to what their radius says: nearer than that nobody can say
on which side a position lies.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely import LineString

from geo.errors import DataError
from geo.geodesy import distance_to_m
from geo.places.border_files import is_shared, members, named_rows
from geo.places.borders import line as line_of
from geo.places.borders import shared_border

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geo.geodesy import LonLat
    from geo.model import Place
    from geo.places.nearest import Points

NEAR_M = 50_000.0
ON_LINE_M = 100.0
_DEGREE_M = 110_000.0
_TOWN_REACHES_DEG = (0.5, 1.5)
_TOWNS = 60
_BLUR_M = 2_000.0  # how well the position of a town is known


@dataclass(frozen=True, kw_only=True, slots=True)
class Beside:
    """The border nearest to a position.

    Attributes:
        line: the border.
        distance_m: from the position to the line, in metres.
        is_on_line: is the position nearer to the line than the line is known?
        side: the country on whose side the position lies; '' on the line, or if no towns tell.
        beyond: the country on the other side; '' if `side` is.
    """

    line: Place
    distance_m: float
    is_on_line: bool
    side: str
    beyond: str


def border_beside(lon: float, lat: float, points: Points, reach_m: float = NEAR_M) -> Beside | None:
    """The border nearest to a position, None if there is none within reach.

    Args:
        lon: degrees.
        lat: degrees.
        points: the places of the gazetteer, whose towns tell whose a side is.
        reach_m: how far to look, in metres.
    """
    found = []
    for number, line in enumerate(_lines_around(lon, lat, reach_m)):
        part = _around(line, lon, lat, reach_m / _DEGREE_M)
        if not part.is_empty and (away := distance_to_m(lon, lat, part)) <= reach_m:
            found.append((away, number, line))
    if not found:
        return None
    away, _, line = min(found)
    is_on_line = away <= max(ON_LINE_M, line.footprint.radius_m)
    side = "" if is_on_line else _side(lon, lat, line, points)
    beyond = next((code for code in line.countries if code != side), "") if side else ""
    return Beside(line=line, distance_m=away, is_on_line=is_on_line, side=side, beyond=beyond)


def _lines_around(lon: float, lat: float, reach_m: float) -> Iterator[Place]:
    """The borders, and the lines that divide as they do, whose box comes within reach of a position."""
    high = reach_m / _DEGREE_M
    wide = _wide(lat, high)
    for place_of, (west, south, east, north) in _boxes():
        if west - wide <= lon <= east + wide and south - high <= lat <= north + high:
            yield place_of()


@cache
def _boxes() -> tuple[tuple[Callable[[], Place], tuple[float, float, float, float]], ...]:
    """How to come by each line (reading one takes a moment), and its box W, S, E, N in degrees."""
    shared = (
        (partial(_shared, *key.split("-")), tuple(told["bbox"])) for key, told in members().items() if is_shared(key)
    )
    dividing = (line_of(key) for key, row in named_rows().items() if row.get("divides"))
    others = ((partial(line_of, line.id), line.footprint.geometry.bounds) for line in dividing)
    return (*shared, *others)


def _shared(a: str, b: str) -> Place:
    place = shared_border(a, b)
    if place is None:
        raise DataError(f"borders.zip lists {a}-{b} and does not hold it: restore it from the repository.")
    return place


def _around(line: Place, lon: float, lat: float, reach_deg: float) -> BaseGeometry:
    """The part of a line in a box around a position."""
    wide = _wide(lat, reach_deg)
    box = (lon - wide, lat - reach_deg, lon + wide, lat + reach_deg)
    return shapely.clip_by_rect(line.footprint.geometry, *box)


def _wide(lat: float, reach_deg: float) -> float:
    """So many degrees of longitude reach at least as far as so many degrees of latitude."""
    return min(180.0, reach_deg / max(math.cos(math.radians(min(90.0, abs(lat) + reach_deg))), 0.01))


def _side(lon: float, lat: float, line: Place, points: Points) -> str:
    """The country of a line on whose side the towns say that a position lies; '' if they do not say."""
    for reach_deg in _TOWN_REACHES_DEG:
        towns, away = points.towns_of(line.countries, points.within(lon, lat, reach_deg), lon, lat)
        towns, weights = towns[:_TOWNS], 1 / (away[:_TOWNS] ** 2 + _BLUR_M**2)
        part = _around(line, lon, lat, reach_deg)
        is_across = _crossings((lon, lat), [points.lonlat(row) for row in towns], part) % 2 == 1
        codes = np.array([points.code(row) for row in towns])
        here, there = (_majority(codes[side], weights[side]) for side in (~is_across, is_across))
        if here != there:  # else the towns of both sides are said to be in one country
            return here or next(code for code in line.countries if code != there)
    return ""


def _majority(codes: NDArray[np.str_], weights: NDArray[np.float64]) -> str:
    """The country that weighs most; near towns weigh more, since beyond its ends a line parts nothing."""
    votes: Counter[str] = Counter()
    for code, weight in zip(codes.tolist(), weights.tolist(), strict=True):
        votes[code] += weight
    return max(votes, key=lambda code: votes[code], default="")


def _crossings(start: LonLat, ends: Sequence[LonLat], line: BaseGeometry) -> NDArray[np.int64]:
    """How often one crosses a line on the way from a point to each of several."""
    ways = [LineString([start, end]) for end in ends]
    return np.asarray(shapely.get_num_coordinates(shapely.intersection(line, ways)), dtype=np.int64)
