"""People who speak or act for a state: 'Vladimir Putin', 'Erdogan' → an ISO 3166-1 alpha-2 code. Light to import."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from geo.errors import DataError
from geo.places.normalise import normalise

PEOPLE_CSV = Path(__file__).resolve().parents[2] / "data" / "people.csv"
# the press drops or keeps the article of an Arabic name as it likes: 'Bashar al-Assad', 'Bashar Assad'
_ARTICLES = frozenset({"al", "el"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """One row of data/people.csv; `short` is empty where the last name alone tells no country."""

    name: str
    short: str
    country: str
    office: str


@cache
def people() -> tuple[Person, ...]:
    """All people of data/people.csv in its order; a person with two spellings is there twice.

    Raises:
        DataError: data/people.csv cannot be read.
    """
    try:
        with PEOPLE_CSV.open(encoding="utf-8", newline="") as file:
            return tuple(
                Person(name=row["name"], short=row["short"], country=row["country"], office=row["office"])
                for row in csv.DictReader(file, strict=True)
            )
    except (OSError, KeyError, ValueError, csv.Error) as error:
        raise DataError(f"data/people.csv cannot be read ({error}): restore the file.") from error


def _key(name: str) -> str:
    return " ".join(word for word in normalise(name).split() if word not in _ARTICLES)


@cache
def _by_key() -> dict[str, str]:
    """Country by the keys of full names and short forms; '' for a name that people of two countries share."""
    keys: dict[str, str] = {}
    for person in people():
        for written in filter(None, (person.name, person.short)):
            key = _key(written)
            keys[key] = person.country if keys.get(key, person.country) == person.country else ""
    return keys


@cache
def _words() -> frozenset[str]:
    return frozenset(word for key in _by_key() for word in key.split())


def may_name_person(name: str) -> bool:
    """Can a part of the name of one of these people be written so?"""
    return _words().issuperset(_key(name).split())


def country_of_person(name: str) -> str:
    """The country that a person speaks or acts for, by full name or by the short form of later mentions.

    Case, hyphens, apostrophes, diacritics and the article of an Arabic name make no difference.

    Args:
        name: the name alone, without office or title.

    Returns:
        An ISO 3166-1 alpha-2 code; '' if the name is unknown or people of two countries share it.

    Raises:
        DataError: data/people.csv cannot be read.

    >>> country_of_person("Recep Tayyip Erdoğan"), country_of_person("Putin"), country_of_person("Kim")
    ('TR', 'RU', '')
    """
    return _by_key().get(_key(name), "")
