"""News corpora as the place benches read them, and which of their names are countries, towns and areas."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from bench.corpora import corpus_paths, read_documents
from geo.places.countries import countries
from geo.places.normalise import normalise

if TYPE_CHECKING:
    from pathlib import Path

    from bench.guide import Json

COUNTRY_CODES = ("PCL", "TERR")  # GeoNames feature codes that begin so are countries and what is like one
TOWNS_AND_AREAS = ("P", "A")  # GeoNames feature classes


@dataclass(frozen=True)
class Corpus:
    """A corpus of news articles in which place names are marked; `name` is its file's."""

    name: str
    path: Path
    documents: list[Json]


def read_corpora(folder: Path, most: int | None = None) -> list[Corpus]:
    """The corpora of a folder.

    Args:
        folder: with *.jsonl files of the form of bench.corpora; others are passed over.
        most: only so many articles of each.

    Raises:
        ValueError: there is no corpus in it.
    """
    return [Corpus(path.stem, path, read_documents(path)[:most]) for path in corpus_paths(folder)]


def nouns(document: Json) -> list[Json]:
    """The names in noun form whose place is known: what resolution is measured on."""
    return [t for t in document["toponyms"] if t["kind"] == "noun" and t["located"] and not t.get("bad_offset")]


def is_country(toponym: Json) -> bool:
    """Does a marked name stand for a country: by its GeoNames code if the corpus tells it, else by the name?"""
    if code := toponym.get("fcode"):
        return bool(code.startswith(COUNTRY_CODES))
    return normalise(toponym["surface"]).removeprefix("the ") in _country_names()


def is_town_or_area(toponym: Json) -> bool:
    """Is it a town or an administrative area below country: by its GeoNames class, else whatever GeoNames knows?"""
    if is_country(toponym):
        return False
    if known := toponym.get("fclass"):
        return known in TOWNS_AND_AREAS
    return toponym.get("geonameid") is not None


def by_kind(document: Json) -> Json:
    """The document with the kind 'country' told from 'noun'."""
    kinds = ("country" if t["kind"] == "noun" and is_country(t) else t["kind"] for t in document["toponyms"])
    return {**document, "toponyms": [{**t, "kind": kind} for t, kind in zip(document["toponyms"], kinds, strict=True)]}


@cache
def _country_names() -> frozenset[str]:
    names = {name for country in countries().values() for name in (country.name, *country.aliases)}
    return frozenset(normalise(name).removeprefix("the ") for name in names)
