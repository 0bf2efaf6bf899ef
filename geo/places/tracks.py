"""How far places lie from a border, quickly: a line as points on the globe, close to each other.

For choosing among many places; exact distances to a line are geodesy's. Good to about half a kilometre.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.geodesy import MEAN_RADIUS_M

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.geodesy import Line

_STEP_DEG = 0.01


class Track:
    """A line as points at most a kilometre apart, each with the share of the line's length that lies before it."""

    def __init__(self, line: Line) -> None:
        parts = [_globe(shapely.segmentize(part, _STEP_DEG)) for part in shapely.get_parts(line)]
        self._points = np.concatenate(parts)
        steps = [np.concatenate([[0.0], np.linalg.norm(np.diff(part, axis=0), axis=1)]) for part in parts]
        along = np.cumsum(np.concatenate(steps))
        self._shares = along / (along[-1] or 1.0)

    def gap_m(self, lon: float, lat: float) -> float:
        """About how far a point lies from the line, in metres."""
        return _metres(float((self._points @ _point(lon, lat)).max()))

    def share(self, lon: float, lat: float) -> float:
        """The share of the line's length, between 0 and 1, at which it comes nearest to a point."""
        return float(self._shares[int((self._points @ _point(lon, lat)).argmax())])

    def within(self, lon: float, lat: float, reach_m: float) -> tuple[float, float]:
        """The shares (start, end) between which the line keeps within reach of a point, where it comes nearest.

        The line may leave the circle for a bend, out to one and a half times the reach.
        """
        cosines = self._points @ _point(lon, lat)
        nearest = int(cosines.argmax())
        away = np.flatnonzero(cosines < np.cos(min(1.5 * reach_m / MEAN_RADIUS_M, np.pi)))
        behind = int(np.searchsorted(away, nearest))
        low = int(away[behind - 1]) + 1 if behind else 0
        high = int(away[behind]) if behind < len(away) else len(cosines)
        inside = np.flatnonzero(cosines[low:high] >= np.cos(min(reach_m / MEAN_RADIUS_M, np.pi))) + low
        if not len(inside):
            return float(self._shares[nearest]), float(self._shares[nearest])
        return float(self._shares[inside[0]]), float(self._shares[inside[-1]])


def _globe(part: Line) -> NDArray[np.float64]:
    lon, lat = np.radians(shapely.get_coordinates(part)).T
    return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])


@lru_cache(maxsize=4096)
def _point(lon: float, lat: float) -> NDArray[np.float64]:
    x, y = np.radians(lon), np.radians(lat)
    return np.array([np.cos(y) * np.cos(x), np.cos(y) * np.sin(x), np.sin(y)])


def _metres(cosine: float) -> float:
    return float(np.arccos(min(1.0, cosine))) * MEAN_RADIUS_M
