"""Places curated by hand: data/places.csv."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from geo.errors import DataError
from geo.places.normalise import normalise
from geo.places.rows import DATA, Row, records, spellings, split

if TYPE_CHECKING:
    from collections.abc import Iterator

PLACES_CSV = DATA / "places.csv"
_LARGE_M, _SAME_TOWN_KM = 100_000, 20
_KM_PER_DEGREE = 111.2


def curated_rows() -> Iterator[Row]:
    """data/places.csv.

    Raises:
        DataError: a row that cannot be used, with its line.
    """
    seen: set[str] = set()
    for number, record in enumerate(records(PLACES_CSV), start=2):
        try:
            row = _curated(number, record)
        except (KeyError, ValueError, AttributeError, TypeError) as error:
            raise DataError(f"data/places.csv, line {number}: {error}: give all nine columns.") from error
        if row.slug in seen:
            raise DataError(f"data/places.csv, line {number}: the id {row.slug!r} is there twice: rename one.")
        if not (-180 <= row.lon <= 180 and -90 <= row.lat <= 90):
            raise DataError(f"data/places.csv, line {number}: ({row.lon}, {row.lat}) is no position: longitude first.")
        seen.add(row.slug)
        yield row


def _curated(number: int, record: dict[str, str]) -> Row:
    return Row(
        source="curated",
        key=number,
        name=record["name"],
        lon=float(record["lon"]),
        lat=float(record["lat"]),
        feature_class=record["class"],
        country=record["country"],
        radius_m=int(1000 * float(record["radius_km"])),
        names=spellings([record["name"], *split(record["alternates"])], record["country"]),
        slug=record["id"],
        basis=record["basis"],
    )


def settle(curated: list[Row], cities: list[Row]) -> None:
    """Give curated places the subdivisions of the nearest town of their country, and towns their own population."""
    lonlat = np.array([(city.lon, city.lat) for city in cities])
    codes = np.array([city.country for city in cities])
    for row in curated:
        inside = np.flatnonzero(np.isin(codes, row.country.split("/")))
        if not len(inside) or row.radius_m > _LARGE_M:
            continue
        away = np.hypot((lonlat[inside, 0] - row.lon) * math.cos(math.radians(row.lat)), lonlat[inside, 1] - row.lat)
        nearest = cities[int(inside[np.argmin(away)])]
        row.admin1, row.admin2 = nearest.admin1, nearest.admin2
        keys = {normalise(name) for name in row.names}
        near = [cities[int(n)] for n in inside[away < _SAME_TOWN_KM / _KM_PER_DEGREE]]
        twin = next((city for city in near if keys & {normalise(name) for name in city.names}), None)
        if twin:
            row.population, row.admin1, row.admin2 = twin.population, twin.admin1, twin.admin2
