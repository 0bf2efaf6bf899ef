"""What the ranker of places learns from: the names of documents as choices among their options."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from shapely.geometry import Point, shape

from bench.geometry import distance_km
from geo.model import Toponym
from geo.places.cases import Case, read_cases
from geo.places.features import span_features
from geo.places.lines import is_line_name
from geo.places.merits import merits
from geo.places.optionrows import OptionRows
from geo.places.recognise import trained_filter
from geo.places.spans import find_spans
from geo.places.told import read_setting
from scripts.place_training import OWN

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from geo.places.gazetteer import Gazetteer

DOUBTFUL = 0.02  # chance, to the filter of names, from which what is no place is learned from as NIL
SEATS = frozenset({"country", "capital", "admin1"})  # what other names hold, too ('Bank of Korea')
AREAS = frozenset({"country", "admin1", "admin2"})
NEAR_KM, COUNTRY_KM = 25.0, 2500.0


@dataclass(frozen=True)
class Document:
    """A document as the ranker sees it.

    Attributes:
        source: the name of the file without its ending.
        rows, merits: of the options of all its names.
        right: which options are right; none of a name: NIL.
        spots: how often each name stands for a place in the gold; 0 for what is no place.
    """

    source: str
    rows: OptionRows
    merits: NDArray[Any]
    right: NDArray[np.bool_]
    spots: list[int]


def read(path: Path, gazetteer: Gazetteer) -> list[Document]:
    """The documents of a corpus or gold file."""
    documents = []
    for line in path.read_text(encoding="utf-8").strip().split("\n"):
        record = json.loads(line)
        gold = [t for t in record["toponyms"] if t.get("kind", "noun") == "noun" and t.get("located", True)]
        gold = [t for t in gold if record["text"][t["start"] : t["end"]] == t["surface"]]
        toponyms = [Toponym(surface=t["surface"], start=t["start"], end=t["end"]) for t in gold]
        if path.stem == OWN:
            toponyms += _doubtful(record, gazetteer)
        cases = read_cases(record["text"], toponyms, gazetteer)
        right = [_right(case, gold, gazetteer) for case in cases]
        found = document(path.stem, record["text"], record.get("title") or "", cases, right, gazetteer)
        documents.append(replace(found, spots=[sum(spot < len(gold) for spot in case.spots) for case in cases]))
    return documents


def document(
    source: str, text: str, title: str, cases: list[Case], right: list[NDArray[np.bool_]], gazetteer: Gazetteer
) -> Document:
    """A document from its cases, all their mentions taken for places."""
    rows = OptionRows.of(cases, gazetteer)
    marks = np.concatenate([np.zeros(0, dtype=bool), *right])
    return Document(
        source, rows, merits(cases, read_setting(text, title), rows), marks, [len(case.spots) for case in cases]
    )


def _doubtful(record: dict[str, Any], gazetteer: Gazetteer) -> list[Toponym]:
    """Names that are none of a place and that the filter of names is not quite sure of: NIL is right for them."""
    forest, odds = trained_filter()
    tokens, spans = find_spans(record["text"], gazetteer)
    if not spans:
        return []
    chances = 1 / (1 + np.exp(-forest.logits(span_features(spans, tokens, record["text"], gazetteer, odds))))
    return [
        Toponym(surface=record["text"][span.start : span.end], start=span.start, end=span.end)
        for span, chance in zip(spans, chances.tolist(), strict=True)
        if chance > DOUBTFUL
        and not any(span.start < t["end"] and t["start"] < span.end for t in record["toponyms"])
        and not is_line_name(span.key, record["text"][span.start : span.end], record["text"])
        and not any(gazetteer.facts(entry.position).feature_class in SEATS for entry in span.entries)
    ]


def _right(case: Case, gold: Sequence[dict[str, Any]], gazetteer: Gazetteer) -> NDArray[np.bool_]:
    """Which options are right for most toponyms of a case; of a name that is no place, none.

    Our own gold tells shapes, not entries: where a curated entry fits, it is what news of borders mean,
    before any town of its name.
    """
    votes = [
        [spot < len(gold) and _is_right(choice.entry.position, gold[spot], gazetteer) for choice in case.choices]
        for spot in case.spots
    ]
    right: NDArray[np.bool_] = np.array(votes, dtype=float).reshape(len(votes), -1).mean(axis=0) >= 0.5
    is_own = any(spot < len(gold) and "geometry" in gold[spot] for spot in case.spots)
    facts = [gazetteer.facts(choice.entry.position) for choice in case.choices]
    if is_own and any(fact.is_curated for fact, is_right in zip(facts, right, strict=True) if is_right):
        right &= np.array([fact.is_curated or fact.feature_class in AREAS for fact in facts], dtype=bool)
    return right


def _is_right(position: int, gold: dict[str, Any], gazetteer: Gazetteer) -> bool:
    fact = gazetteer.facts(position)
    here = Point(fact.lon, fact.lat)
    if "geometry" in gold:
        return bool(distance_km(here, shape(gold["geometry"])) <= gold["tolerance_km"])
    record = gazetteer.table[position]
    if record["source"] in (1, 2) and int(record["key"]) == int(gold.get("geonameid") or -1):
        return True
    limit = COUNTRY_KM if fact.feature_class == "country" else max(NEAR_KM, fact.radius_m / 2000)
    return bool(distance_km(here, Point(gold["lon"], gold["lat"])) <= limit) and fact.feature_class != "admin1"
