"""A line as points on the globe, close to each other: how far places lie from it, and the stretch that runs past them.

Quick, for choosing among many places and cutting at the one that was chosen; good to about half a kilometre. Exact
distances to a line are geodesy's.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely import LineString, MultiLineString

from geo.geodesy import MEAN_RADIUS_M

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geo.geodesy import Line, LonLat

_STEP_DEG = 0.01
_BEND = 1.5  # a line may leave the circle around a town for a bend, out to so many times its radius


class Track:
    """A line as points at most a kilometre or so apart; the parts of a line in parts follow each other."""

    def __init__(self, line: Line) -> None:
        parts = [shapely.get_coordinates(part) for part in shapely.get_parts(shapely.segmentize(line, _STEP_DEG))]
        self._lonlat = np.concatenate(parts)
        self._part = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
        lon, lat = np.radians(self._lonlat).T
        self._globe = np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])

    def gap_m(self, lon: float, lat: float) -> float:
        """About how far a point lies from the line, in metres."""
        return float(np.arccos(min(1.0, float((self._globe @ _on_globe(lon, lat)).max())))) * MEAN_RADIUS_M

    def nearest(self, lon: float, lat: float) -> int:
        """The number of the point of the line that is nearest."""
        return int((self._globe @ _on_globe(lon, lat)).argmax())

    def beside(self, lon: float, lat: float, reach_m: float) -> Line | None:
        """The stretch that keeps within reach of a point, where the line comes nearest to it; None if it never does."""
        near = self._globe @ _on_globe(lon, lat)
        middle = int(near.argmax())
        away = (near < _cosine(_BEND * reach_m)) | (self._part != self._part[middle])
        outside = np.flatnonzero(away)
        before = int(np.searchsorted(outside, middle))
        low = int(outside[before - 1]) + 1 if before else 0
        high = int(outside[before]) if before < len(outside) else len(near)
        inside = np.flatnonzero(near[low:high] >= _cosine(reach_m)) + low
        return self._cut(int(inside[0]), int(inside[-1])) if len(inside) > 1 else None

    def through(self, points: Sequence[LonLat]) -> Line | None:
        """The stretch from the first to the last of the places where the line comes nearest to some points."""
        at = [self.nearest(lon, lat) for lon, lat in points]
        return self._cut(min(at), max(at)) if min(at) < max(at) else None

    def _cut(self, first: int, last: int) -> Line | None:
        numbers = np.arange(first, last + 1)
        runs = np.split(numbers, np.flatnonzero(np.diff(self._part[numbers])) + 1)
        pieces = [LineString(self._lonlat[run]) for run in runs if len(run) > 1]
        return pieces[0] if len(pieces) == 1 else MultiLineString(pieces) if pieces else None


def _cosine(metres: float) -> float:
    return float(np.cos(min(metres / MEAN_RADIUS_M, np.pi)))


@lru_cache(maxsize=4096)
def _on_globe(lon: float, lat: float) -> NDArray[np.float64]:
    x, y = np.radians(lon), np.radians(lat)
    return np.array([np.cos(y) * np.cos(x), np.cos(y) * np.sin(x), np.sin(y)])
