"""A position → the named places nearest to it, from all layers of the gazetteer, with their distance and bearing.

Towns, villages, posts and other small places stand here; what is large (countries, provinces, districts, seas, rivers)
has no one point to be near to.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from geo.geodesy import bearing_deg, distance_m, distances_m

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geo.model import Place
    from geo.places.gazetteer import Gazetteer
    from geo.places.mapped import Mapped

LARGE = frozenset(
    "admin1 admin2 canal continent country county district lake line region river road sea strait zone".split()
)
SETTLED = frozenset({"capital", "town", "village"})
_LARGE_M = 30_000
_FIRST_DEG, _ALL_DEG = 0.25, 180.0
_DEGREE_M = 110_000.0  # no degree of latitude is shorter
_SPARE, _GREAT_CIRCLE = 8, 1.012  # great circles are good to 0.6 %: geodesics decide among those that they leave open


@dataclass(frozen=True, kw_only=True, slots=True)
class Near:
    """A place near a position.

    Attributes:
        place: the place.
        distance_m: from the place to the position, in metres (geodesic).
        bearing_deg: in which direction the position lies from the place, clockwise from north, [0, 360).
        district: the second-level subdivision that the place lies in, '' if the gazetteer does not say.
    """

    place: Place
    distance_m: float
    bearing_deg: float
    district: str


def nearest(lon: float, lat: float, gazetteer: Gazetteer, most: int = 1) -> list[Near]:
    """The places nearest to a position, nearest first.

    Args:
        lon: degrees.
        lat: degrees.
        gazetteer: where to look; its order by latitude is made once and kept.
        most: how many places.
    """
    points = Points.of(gazetteer)
    rows = points.nearest(lon, lat, most)
    near = sorted((distance_m((lon, lat), points.lonlat(row)), int(row)) for row in rows)[:most]
    return [_near(lon, lat, away, row, points, gazetteer) for away, row in near]


def _near(lon: float, lat: float, away: float, row: int, points: Points, gazetteer: Gazetteer) -> Near:
    position = int(points.positions[row])
    admin2 = gazetteer.facts(position).admin2
    return Near(
        place=gazetteer.place_at(position),
        distance_m=away,
        bearing_deg=bearing_deg(points.lonlat(row), (lon, lat)),
        district=gazetteer.name_at(admin2) if admin2 >= 0 else "",
    )


class Points:
    """The small places of a gazetteer, ordered by latitude; `Points.of(gazetteer)` keeps one for each gazetteer.

    Attributes:
        positions: of the places in the gazetteer.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        layers = [_rows(gazetteer.embedded, 0)]
        first = len(gazetteer.embedded.table)
        if gazetteer.imported:
            layers.append(_rows(gazetteer.imported, first))
            first += len(gazetteer.imported.table)
        if gazetteer.own:
            layers.append(_own_rows(gazetteer, first))
        rows = np.concatenate(layers)
        rows = rows[np.argsort(rows["lat"], kind="stable")]
        self._lons, self._lats = np.ascontiguousarray(rows["lon"]), np.ascontiguousarray(rows["lat"])
        self.positions = np.ascontiguousarray(rows["position"])
        self._codes = np.ascontiguousarray(rows["codes"])
        self._is_settled = np.ascontiguousarray(rows["is_settled"])

    @staticmethod
    @lru_cache(maxsize=2)
    def of(gazetteer: Gazetteer) -> Points:
        """The small places of a gazetteer."""
        return Points(gazetteer)

    def lonlat(self, row: int) -> tuple[float, float]:
        """The position of a row in degrees."""
        return float(self._lons[row]) / 1e6, float(self._lats[row]) / 1e6

    def nearest(self, lon: float, lat: float, most: int) -> NDArray[np.int64]:
        """The rows nearest to a position (degrees) by great circles, nearest first, and those almost as near."""
        reach_deg = _FIRST_DEG
        while True:
            rows = self.within(lon, lat, reach_deg)
            away = self._away_m(lon, lat, rows)
            is_sure = int(np.count_nonzero(away <= reach_deg * _DEGREE_M)) >= most
            if is_sure or reach_deg >= _ALL_DEG:
                order = np.argsort(away, kind="stable")[: most + _SPARE]
                last = away[order[min(most, len(order)) - 1]]
                kept: NDArray[np.int64] = rows[order[away[order] <= last * _GREAT_CIRCLE]]
                return kept
            reach_deg *= 2

    def code(self, row: int) -> str:
        """The countries of a row: 'KR', 'KP/KR'."""
        return bytes(self._codes[row]).decode()

    def towns_of(
        self, countries: Sequence[str], rows: NDArray[np.int64], lon: float, lat: float
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Of some rows the towns that lie in just one of the countries, nearest to a position (degrees) first.

        With their distances in metres.
        """
        inside = np.isin(self._codes[rows], [code.encode() for code in countries])
        towns = rows[self._is_settled[rows] & inside]
        away = self._away_m(lon, lat, towns)
        order = np.argsort(away, kind="stable")
        return towns[order], away[order]

    def _away_m(self, lon: float, lat: float, rows: NDArray[np.int64]) -> NDArray[np.float64]:
        return distances_m(lon, lat, self._lons[rows] / 1e6, self._lats[rows] / 1e6)

    def within(self, lon: float, lat: float, reach_deg: float) -> NDArray[np.int64]:
        """The rows in a box around a position that reaches so many degrees of latitude, and as far east and west."""
        edges = np.array([lat - reach_deg, lat + reach_deg]) * 1e6
        low, high = np.searchsorted(self._lats, edges.astype(self._lats.dtype) + np.array([-1, 1], self._lats.dtype))
        # meridians draw together: the box is as wide as its reach where they are closest
        least = np.cos(np.radians(min(90.0, abs(lat) + reach_deg)))
        wide = 180.0 if least * 180.0 <= reach_deg else reach_deg / least
        apart = np.abs((self._lons[low:high] / 1e6 - lon + 180) % 360 - 180)
        return np.flatnonzero(apart <= wide) + int(low)


_ROW = [("lat", "<i4"), ("lon", "<i4"), ("position", "<u4"), ("codes", "S5"), ("is_settled", "?")]


def _rows(layer: Mapped, first: int) -> NDArray[Any]:
    """The small places of compiled files whose first place has a position of its own."""
    small = np.array([name not in LARGE for name in layer.classes])
    settled = np.array([name in SETTLED for name in layer.classes])
    kept = np.flatnonzero(small[layer.table["cls"]] & (layer.table["radius_m"] <= _LARGE_M))
    rows = np.empty(len(kept), dtype=_ROW)
    for here, there in (("lat", "lat"), ("lon", "lon"), ("codes", "country")):
        rows[here] = layer.table[there][kept]
    rows["position"] = kept + first
    rows["is_settled"] = settled[layer.table["cls"][kept]]
    return rows


def _own_rows(gazetteer: Gazetteer, first: int) -> NDArray[Any]:
    """The small places of the user's own."""
    places = gazetteer.own.places if gazetteer.own else []
    made = [
        (
            round(one.lat * 1e6),
            round(one.lon * 1e6),
            first + number,
            "/".join(one.countries[:2]).encode(),
            one.feature_class in SETTLED,
        )
        for number, one in enumerate(places)
        if one.feature_class not in LARGE and one.radius_m <= _LARGE_M
    ]
    return np.array(made, dtype=_ROW)
