"""The towns of the gazetteer as a map of who holds what: which country is nearest, whose a side of a line is."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.geodesy import distances_m

if TYPE_CHECKING:
    from geo.model import Place
    from geo.places.gazetteer import Gazetteer

_CLASSES = frozenset({"town", "village", "capital"})
_BOX_DEG = 0.6
_STEP_DEG = 0.03
_SMOOTH_DEG = 0.005
_MOST = 600


class Towns:
    """Towns and villages, ordered by latitude; `Towns.of(gazetteer)` keeps one for each gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        classes = [number for number, name in enumerate(gazetteer.classes) if name in _CLASSES]
        rows = gazetteer.table[np.isin(gazetteer.table["cls"], classes)]
        rows = rows[np.argsort(rows["lat"], kind="stable")]
        self._lats, self._lons = rows["lat"] / 1e6, rows["lon"] / 1e6
        self._codes = rows["country"]
        self._sides: dict[tuple[str, str], int] = {}

    @staticmethod
    @lru_cache(maxsize=2)
    def of(gazetteer: Gazetteer) -> Towns:
        """The towns of a gazetteer."""
        return Towns(gazetteer)

    def country_at(self, lon: float, lat: float) -> str:
        """The country of the town nearest to a point (degrees), '' if there is none within half a degree or so."""
        near = self._box(lon - _BOX_DEG, lat - _BOX_DEG, lon + _BOX_DEG, lat + _BOX_DEG)
        if not len(near):
            return ""
        gaps = distances_m(lon, lat, self._lons[near], self._lats[near])
        code: str = self._codes[near[int(np.argmin(gaps))]].decode()
        return code if len(code) == 2 else ""

    def side_of(self, line: Place, code: str) -> int:
        """On which side of a line a country lies: 1 left, −1 right as it runs, 0 if its towns do not say."""
        key = (line.id, code)
        if key not in self._sides:
            others = [other for other in line.countries if other != code]
            self._sides[key] = self._vote(line, code, others[0] if others else "")
        return self._sides[key]

    def _vote(self, line: Place, code: str, other: str) -> int:
        votes = 0
        for part in shapely.get_parts(line.footprint.geometry.simplify(_SMOOTH_DEG)):
            west, south, east, north = part.bounds
            near = self._box(west - _BOX_DEG, south - _BOX_DEG, east + _BOX_DEG, north + _BOX_DEG)
            near = near[np.isin(self._codes[near], [code.encode(), other.encode()])]
            near = near[:: max(1, len(near) // _MOST)]
            points = np.asarray(shapely.points(self._lons[near], self._lats[near]))
            is_close = shapely.dwithin(part, points, _BOX_DEG)
            near, points = near[is_close], points[is_close]
            along = shapely.line_locate_point(part, points)
            a = shapely.get_coordinates(shapely.line_interpolate_point(part, np.maximum(along - _STEP_DEG, 0)))
            b = shapely.get_coordinates(shapely.line_interpolate_point(part, along + _STEP_DEG))
            way, to = b - a, shapely.get_coordinates(points) - a
            left = np.sign(way[:, 0] * to[:, 1] - way[:, 1] * to[:, 0])
            votes += int((left * np.where(self._codes[near] == code.encode(), 1, -1)).sum())
        return (votes > 0) - (votes < 0)

    def _box(self, west: float, south: float, east: float, north: float) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        low, high = np.searchsorted(self._lats, [south, north])
        inside = (self._lons[low:high] >= west) & (self._lons[low:high] <= east)
        return np.flatnonzero(inside) + int(low)
