"""Figures of place names: recognition, resolution, both together, kinds apart, and whether scores are true chances."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from bench import corpora
from bench.places_gold import by_kind, is_country, is_town_or_area, nouns
from bench.places_systems import toponym
from geo.places.candidates import options
from geo.places.countries import countries, demonym_spans, is_demonym

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.guide import Json
    from bench.places_gold import Corpus
    from bench.places_systems import System
    from geo.places.gazetteer import Gazetteer

BINS = 10


def measure(corpus: Corpus, system: System) -> Json:
    """Everything about a system on a corpus; `predictions` are what it found, `judged` its scores on gold spans."""
    found, seconds = _predictions(corpus, system)
    gold = [(t, p) for document in corpus.documents for t, p in _on_gold_spans(document, system)]
    return {
        **corpora.evaluate(corpus.documents, found, ("noun",)),
        "gold_spans": _distances(gold),
        "gold_spans_countries": _distances([(t, p) for t, p in gold if is_country(t)]),
        "gold_spans_towns_and_areas": _distances([(t, p) for t, p in gold if is_town_or_area(t)]),
        "docs_per_cpu_second": len(corpus.documents) / seconds if seconds else None,
        "predictions": found,
        "judged": [(p["score"], _km(t, p) <= corpora.NEAR_KM) for t, p in gold if p["lat"] is not None],
    }


def reachable(corpus: Corpus, gazetteer: Gazetteer) -> Json:
    """How many of the names with a known place could be right at all: an entry of that name lies within 161 km."""
    gold = [(t, _has_entry(t, gazetteer)) for document in corpus.documents for t in nouns(document)]
    of_towns = [found for t, found in gold if is_town_or_area(t)]
    return {
        "names": len(gold),
        "reachable": sum(found for _, found in gold) / (len(gold) or 1),
        "towns and areas": len(of_towns),
        "of them reachable": sum(of_towns) / (len(of_towns) or 1),
    }


def _has_entry(gold: Json, gazetteer: Gazetteer) -> bool:
    facts = (gazetteer.facts(option.entry.position) for option in options(gold["surface"], gazetteer))
    return any(_km(gold, {"lon": fact.lon, "lat": fact.lat}) <= corpora.NEAR_KM for fact in facts)


def kinds_apart(corpus: Corpus, found: list[Json]) -> list[Json]:
    """Countries, other nouns and names inside other names as found; demonyms as the program's list reads them."""
    documents = [by_kind(document) for document in corpus.documents]
    people = [{"doc_id": d["doc_id"], "toponyms": _demonyms(d["text"])} for d in documents]
    rows = []
    for kind in ("country", "noun", "embedded", "adj"):
        figures = corpora.evaluate(documents, people if kind == "adj" else found, (kind,))
        if figures["rec_overlap"]["gold"]:
            rows.append({"kind": kind, **figures})
    return rows


def reliability(judged: Sequence[tuple[float, bool]]) -> Json:
    """Expected calibration error of scores: the mean gap between score and share of right ones, over ten equal bins.

    Args:
        judged: scores in [0, 1], and whether the answer was right.
    """
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for score, right in judged:
        bins[min(BINS - 1, int(score * BINS))].append((score, right))
    rows: list[Json] = [
        {
            "bin": f"{number / BINS:.1f} to {(number + 1) / BINS:.1f}",
            "n": len(ones),
            "mean score": sum(score for score, _ in ones) / len(ones),
            "right": sum(right for _, right in ones) / len(ones),
        }
        for number, ones in enumerate(bins)
        if ones
    ]
    gaps = sum(row["n"] * abs(row["mean score"] - row["right"]) for row in rows)
    return {"ece": gaps / len(judged) if judged else 0.0, "n": len(judged), "bins": rows}


def _predictions(corpus: Corpus, system: System) -> tuple[list[Json], float]:
    """What a system finds in each article, and the CPU seconds that it took."""
    began = time.process_time()
    found = [
        {"doc_id": d["doc_id"], "toponyms": system.locate(d["text"], d.get("title") or "", system.find(d["text"]))}
        for d in corpus.documents
    ]
    return found, time.process_time() - began


def _on_gold_spans(document: Json, system: System) -> list[tuple[Json, Json]]:
    gold = nouns(document)
    given = [toponym(document["text"], t["start"], t["end"]) for t in gold]
    return list(zip(gold, system.locate(document["text"], document.get("title") or "", given), strict=True))


def _distances(pairs: list[tuple[Json, Json]]) -> Json:
    return corpora.distances([_km(t, p) for t, p in pairs if p["lat"] is not None], len(pairs))


def _km(gold: Json, predicted: Json) -> float:
    return corpora.haversine_km(gold["lon"], gold["lat"], predicted["lon"], predicted["lat"])


def _demonyms(text: str) -> list[Json]:
    return [
        {"start": start, "end": end, "lat": countries()[code].lat, "lon": countries()[code].lon}
        for start, end, code in demonym_spans(text)
        if is_demonym(text[start:end])
    ]
