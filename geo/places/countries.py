"""Countries by any of their names: 'North Koreans', 'DPRK', 'Moscow' → an ISO 3166-1 alpha-2 code. Light to import."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from geo.errors import DataError, InputError
from geo.places.normalise import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.model import Place
    from geo.places.gazetteer import Gazetteer

COUNTRIES_CSV = Path(__file__).resolve().parents[2] / "data" / "countries.csv"
_ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Country:
    """One row of data/countries.csv; lon and lat of a middle point in degrees."""

    code: str
    name: str
    aliases: tuple[str, ...]
    demonyms: tuple[str, ...]
    capital: str
    capital_aliases: tuple[str, ...]
    lon: float
    lat: float


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


@cache
def countries() -> dict[str, Country]:
    """All countries by their code.

    Raises:
        DataError: data/countries.csv cannot be read.
    """
    try:
        with COUNTRIES_CSV.open(encoding="utf-8", newline="") as file:
            return {row["code"]: _country(row) for row in csv.DictReader(file)}
    except (OSError, KeyError, ValueError) as error:
        raise DataError(f"data/countries.csv cannot be read ({error}): restore the file.") from error


def _country(row: dict[str, str]) -> Country:
    return Country(
        code=row["code"],
        name=row["name"],
        aliases=_split(row["aliases"]),
        demonyms=_split(row["demonyms"]),
        capital=row["capital"],
        capital_aliases=_split(row["capital_aliases"]),
        lon=float(row["lon"]),
        lat=float(row["lat"]),
    )


def _plural(demonym: str) -> str:
    if demonym.endswith(("ese", "ss", "sh", "ch")):
        return demonym
    return demonym[:-3] + "men" if demonym.endswith("man") and len(demonym) > 7 else demonym + "s"


def _written(country: Country) -> list[str]:
    """Name, aliases and demonyms as they are written in a text."""
    people = [form for demonym in country.demonyms for form in (demonym, _plural(demonym))]
    return [country.name, *country.aliases, *people]


@cache
def _by_key() -> dict[str, str]:
    keys: dict[str, str] = {}
    for country in countries().values():
        for capital in (country.capital, *country.capital_aliases):
            keys.setdefault(normalise(capital), country.code)
    for country in countries().values():
        for written in _written(country):
            keys[normalise(_ARTICLE.sub("", written))] = country.code
    keys.pop("", None)
    return keys


@cache
def _pattern() -> re.Pattern[str]:
    written = {form for country in countries().values() for form in _written(country)}
    bare = {_ARTICLE.sub("", form) for form in written}
    bare |= {form.upper() for form in bare if len(form) > 3}
    by_letter: dict[str, list[str]] = {}
    for form in sorted(bare, key=lambda form: (-len(form), form)):
        by_letter.setdefault(form[0], []).append(re.escape(form[1:]))
    # what must not stand before a form is asked behind its first letter: only so does `re` skip to such letters
    branches = (f"{letter}(?<!\\w{letter})(?:{'|'.join(rests)})" for letter, rests in sorted(by_letter.items()))
    return re.compile(rf"(?:{'|'.join(branches)})(?!\w)")


def country_of(phrase: str) -> str | None:
    """The country that a phrase names by name, abbreviation, demonym or capital; None if it names none.

    >>> country_of("North Koreans"), country_of("the U.S."), country_of("Seoul"), country_of("the South")
    ('KP', 'US', 'KR', None)
    """
    stripped = _ARTICLE.sub("", phrase.strip())
    if stripped.islower() and len(stripped) < 4:
        return None
    key = normalise(stripped)
    return _by_key().get(key) or _by_key().get(key.removesuffix(" s"))


def demonym_spans(text: str) -> list[tuple[int, int, str]]:
    """Where a text names countries or their people: `(start, end, code)`, in order, not overlapping."""
    return list(_spans(text))


@lru_cache(maxsize=4)
def _spans(text: str) -> tuple[tuple[int, int, str], ...]:
    """Kept for a moment: recognition, resolution and extraction ask for the same text."""
    found = ((match.start(), match.end(), country_of(match[0])) for match in _pattern().finditer(text))
    return tuple((start, end, code) for start, end, code in found if code)


def is_demonym(phrase: str) -> bool:
    """Is the phrase an adjective or a people ('Koreans', 'Thai') rather than the name of a place?"""
    return normalise(phrase) in _demonyms()


@cache
def _demonyms() -> frozenset[str]:
    forms = {form for country in countries().values() for name in country.demonyms for form in (name, _plural(name))}
    names = {normalise(name) for country in countries().values() for name in (country.name, *country.aliases)}
    capitals = {normalise(country.capital) for country in countries().values()}
    return frozenset({normalise(form) for form in forms} - names - capitals) | {"korean", "koreans", "arab", "arabs"}


def country_name(code: str) -> str:
    """The usual English name of a country.

    Raises:
        InputError: no country has this code.
    """
    country = countries().get(code.upper())
    if country is None:
        raise InputError(f"No country has the code {code!r}: give an ISO 3166-1 alpha-2 code such as KP.")
    return country.name


def country_names(codes: Iterable[str]) -> str:
    """'North Korea / South Korea'.

    Raises:
        InputError: no country has one of the codes.
    """
    return " / ".join(country_name(code) for code in codes)


def capital(code: str, gazetteer: Gazetteer) -> Place:
    """The capital of a country as a place.

    Raises:
        InputError: no country has this code, or it has no capital in the gazetteer.
    """
    name = country_name(code)
    for place in gazetteer.lookup(countries()[code.upper()].capital):
        if code.upper() in place.countries and place.feature_class not in ("country", "admin1", "admin2"):
            return place
    raise InputError(f"The gazetteer has no capital for {name}: name the place itself.")
