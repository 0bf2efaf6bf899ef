"""Linear referencing: where along a line something lies, in kilometres from the line's first point.

Points become Earth-centred cartesian coordinates on the WGS 84 ellipsoid (EPSG:4978); a line becomes chords of at most
0.05°, so that its length agrees with the geodesic one to a metre in a hundred kilometres and the foot of a
perpendicular is found without a projection, at any latitude. Edges are straight in longitude and latitude, as RFC 7946
draws them. The parts of a line follow each other in their order; what lies between two parts has no kilometres.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely

from geo.geodesy import MEAN_RADIUS_M

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geo.geodesy import Floats, Line, LonLat

_A_M = 6_378_137.0
_E2 = 0.00669437999014
_EDGE_DEG = 0.05
_RUN = 64  # edges that are looked at together
_SAMPLES = 120  # points that stand for a line or an area
_FINE_DEG = 0.02
_DEG_KM = 110.5  # a degree of latitude is never shorter


Box = tuple[float, float, float, float]


class Foot(NamedTuple):
    """The place on the line that is nearest to a point: its kilometre, and how far off the point lies (km)."""

    km: float
    gap_km: float


class Extent(NamedTuple):
    """A stretch of the line, `from_km` ≤ `km` ≤ `to_km`: where on it the mark stands, and how far off (km) it lies."""

    from_km: float
    km: float
    to_km: float
    gap_km: float


class Gap(NamedTuple):
    """Where two parts of a line meet: at which kilometre, and how many km lie between them."""

    km: float
    across_km: float


class Chainage:
    """A line (WGS 84, longitude first) with its kilometres.

    Attributes:
        line: the line itself.
        length_km: its length without the gaps between its parts.
        gaps: between its parts.
    """

    def __init__(self, line: Line) -> None:
        """Measure a line.

        Raises:
            ValueError: it has no length.
        """
        if line.length <= 0:
            raise ValueError("The line has no length.")
        parts = [shapely.get_coordinates(one) for one in shapely.get_parts(shapely.segmentize(line, _EDGE_DEG))]
        self.line = line
        self._lonlat = np.concatenate(parts)
        self._earth = _on_earth(self._lonlat)
        steps = np.linalg.norm(np.diff(self._earth, axis=0), axis=1) / 1000.0
        joints = np.cumsum([len(part) for part in parts])[:-1] - 1
        across = steps[joints]
        steps[joints] = 0.0
        self._km = np.concatenate([[0.0], np.cumsum(steps)])
        self.length_km = float(self._km[-1])
        self.gaps = tuple(Gap(float(self._km[at]), float(far)) for at, far in zip(joints, across, strict=True))
        self._starts = np.setdiff1d(np.arange(len(steps)), joints)  # of the edges
        self._runs = [self._starts[at : at + _RUN] for at in range(0, len(self._starts), _RUN)]
        balls = [_ball(self._earth[np.append(run, run[-1] + 1)]) for run in self._runs]
        self._middles, self._radii = np.array([one for one, _ in balls]), np.array([one for _, one in balls])

    def at(self, km: float) -> LonLat:
        """The (lon, lat) at a kilometre; beyond an end: that end."""
        edge = int(np.clip(np.searchsorted(self._km, km, side="right") - 1, 0, len(self._km) - 2))
        length = float(self._km[edge + 1] - self._km[edge])
        share = min(1.0, max(0.0, (km - float(self._km[edge])) / length)) if length else 1.0
        lon, lat = self._lonlat[edge] + share * (self._lonlat[edge + 1] - self._lonlat[edge])
        return float(lon), float(lat)

    def foot(self, lon: float, lat: float) -> Foot:
        """The place on the line nearest to a point."""
        edge, share, gap_m = self._nearest(_on_earth(np.array([[lon, lat]]))[0])
        return Foot(self._between(edge, edge + 1, share), _arc_km(gap_m))

    def spread(self, lon: float, lat: float, radius_m: float) -> Extent:
        """Where on the line a point may belong that is known to `radius_m`.

        Its circle is moved to the place on the line nearest to it: the stretch is what the line runs through there
        until it leaves the circle, on either side.
        """
        edge, share, gap_m = self._nearest(_on_earth(np.array([[lon, lat]]))[0])
        middle = self._earth[edge] + share * (self._earth[edge + 1] - self._earth[edge])
        km = self._between(edge, edge + 1, share)
        low = self._leaves(range(edge, -1, -1), middle, km, radius_m)
        high = self._leaves(range(edge + 1, len(self._km)), middle, km, radius_m)
        return Extent(min(low, km), km, max(high, km), _arc_km(gap_m))

    def shadow(self, geometry: BaseGeometry, reach_km: float) -> Extent | None:
        """The stretch beside which a line or an area lies: from the first to the last kilometre of its parts in reach.

        The mark stands in the middle of it.

        Args:
            geometry: WGS 84, longitude first.
            reach_km: what lies farther from the line than this casts no shadow.

        Returns:
            None if nothing of it is in reach.
        """
        shared = self.line.intersection(geometry)
        feet = [self.foot(lon, lat) for lon, lat in [*_sampled(geometry), *_sampled(shared)]]
        near = [foot for foot in feet if foot.gap_km <= reach_km]
        if not near:
            return None
        gap_km = 0.0 if not shared.is_empty else min(foot.gap_km for foot in near)
        first, last = min(foot.km for foot in near), max(foot.km for foot in near)
        return Extent(first, (first + last) / 2, last, gap_km)

    def boxes(self, reach_km: float, longest_km: float) -> list[Box]:
        """Boxes (west, south, east, north) that hold all within reach of the line, one for so many km of it.

        Beyond ±180° the longitudes run on.
        """
        pieces = max(1, math.ceil(self.length_km / longest_km))
        cuts = np.searchsorted(self._km, np.linspace(0, self.length_km, pieces + 1))
        found = []
        for first, last in pairwise(cuts):
            piece = self._lonlat[max(0, first - 1) : last + 1]
            (west, south), (east, north) = piece.min(axis=0).tolist(), piece.max(axis=0).tolist()
            up = reach_km / _DEG_KM
            across = up / max(0.05, math.cos(math.radians(min(89.0, max(abs(south), abs(north)) + up))))
            found.append((west - across, max(-90.0, south - up), east + across, min(90.0, north + up)))
        return found

    def _nearest(self, point: Floats) -> tuple[int, float, float]:
        # the edge, the share of it at the foot, and the straight distance to the foot in metres
        away = np.linalg.norm(self._middles - point, axis=1)
        near = np.flatnonzero(away - self._radii <= float((away + self._radii).min()))
        edges = np.concatenate([self._runs[one] for one in near])
        start, step = self._earth[edges] - point, self._earth[edges + 1] - self._earth[edges]
        squared = np.maximum((step**2).sum(axis=1), 1e-12)
        shares = np.clip(-(start * step).sum(axis=1) / squared, 0.0, 1.0)
        gaps = np.linalg.norm(start + shares[:, None] * step, axis=1)
        best = int(np.argmin(gaps))
        return int(edges[best]), float(shares[best]), float(gaps[best])

    def _between(self, a: int, b: int, share: float) -> float:
        return float(self._km[a] + share * (self._km[b] - self._km[a]))

    def _leaves(self, onward: range, middle: Floats, km: float, radius_m: float) -> float:
        # the km at which the line, followed from `km` over these points, leaves the circle about `middle`
        inner, inner_km = np.zeros(3), km
        for first in range(0, len(onward), _RUN):
            points = np.array(onward[first : first + _RUN])
            away = self._earth[points] - middle
            outside = np.flatnonzero((away**2).sum(axis=1) > radius_m**2)
            if len(outside):
                at = int(outside[0])
                if at:
                    inner, inner_km = away[at - 1], float(self._km[points[at - 1]])
                return inner_km + _exit(inner, away[at], radius_m) * (float(self._km[points[at]]) - inner_km)
            inner, inner_km = away[-1], float(self._km[points[-1]])
        return inner_km


def _exit(inner: Floats, outer: Floats, radius_m: float) -> float:
    # the share of the way from a point in a ball about the origin to one outside at which its surface is crossed
    step = outer - inner
    a, b, c = float(step @ step), 2 * float(inner @ step), float(inner @ inner) - radius_m**2
    return min(1.0, max(0.0, (-b + math.sqrt(max(0.0, b * b - 4 * a * c))) / (2 * a)))


def _on_earth(lonlat: Floats) -> Floats:
    # geodetic to Earth-centred coordinates at height 0, in metres
    lon, lat = np.radians(lonlat[:, 0]), np.radians(lonlat[:, 1])
    normal = _A_M / np.sqrt(1 - _E2 * np.sin(lat) ** 2)
    flat = normal * np.cos(lat)
    return np.column_stack([flat * np.cos(lon), flat * np.sin(lon), normal * (1 - _E2) * np.sin(lat)])


def _ball(points: Floats) -> tuple[Floats, float]:
    middle = points.mean(axis=0)
    return middle, float(np.linalg.norm(points - middle, axis=1).max())


def _arc_km(chord_m: float) -> float:
    return 2 * MEAN_RADIUS_M * math.asin(min(1.0, chord_m / (2 * MEAN_RADIUS_M))) / 1000.0


def _sampled(geometry: BaseGeometry) -> list[LonLat]:
    fine: NDArray[np.float64] = shapely.get_coordinates(shapely.segmentize(geometry, _FINE_DEG))
    if len(fine) > _SAMPLES:
        fine = fine[np.linspace(0, len(fine) - 1, _SAMPLES).round().astype(int)]
    return [(float(lon), float(lat)) for lon, lat in fine]
