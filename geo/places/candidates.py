"""A name → the places it may mean, best first, each with a score and what spoke for it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.model import Candidate
from geo.places.lines import lines_named
from geo.places.normalise import normalise
from geo.places.placewords import ANSWERS, KOREAN_ENDINGS, hint

if TYPE_CHECKING:
    from geo.places.gazetteer import Entry, Gazetteer

_MOST = 60
_CLASS_BONUS = {"country": 4.0, "capital": 2.5, "admin1": 0.6, "admin2": -0.6, "region": 0.6}


@dataclass(frozen=True, slots=True)
class Option:
    """One entry of the gazetteer for a name: how exactly the name is its own, and whether a place word agrees."""

    entry: Entry
    agrees: bool
    stripped: bool


def options(surface: str, gazetteer: Gazetteer, hinted: str = "") -> list[Option]:
    """Entries for a name as written; a place word at its end ('Sumy region') may be part of the name or a hint."""
    key = normalise(surface).removeprefix("the ")
    found = {
        entry.position: Option(entry, _agrees(entry, hinted, gazetteer), False) for entry in gazetteer.entries(key)
    }
    head, _, tail = key.rpartition(" ")
    own_hint = hint(tail) or KOREAN_ENDINGS.get(tail, "")
    if head and own_hint:
        for entry in gazetteer.entries(head):
            found.setdefault(entry.position, Option(entry, _agrees(entry, own_hint, gazetteer), True))
    first, _, rest = key.partition(" ")
    if not found and rest and hint(first):
        for entry in gazetteer.entries(rest):
            found.setdefault(entry.position, Option(entry, _agrees(entry, hint(first), gazetteer), True))
    return list(found.values())[:_MOST]


def _agrees(entry: Entry, hinted: str, gazetteer: Gazetteer) -> bool:
    feature_class = gazetteer.class_at(entry.position)
    return bool(hinted) and feature_class in ANSWERS.get(hinted, ())


def prior(option: Option, gazetteer: Gazetteer, hinted: str = "") -> tuple[float, list[str]]:
    """What speaks for an entry before any text is read: a number (natural logarithm scale) and reasons."""
    record = gazetteer.table[option.entry.position]
    feature_class = gazetteer.class_at(option.entry.position)
    population = int(record["population"])
    score = 0.45 * math.log(population + 100) + _CLASS_BONUS.get(feature_class, 0.0)
    reasons = [f"{feature_class} of {population:,} people" if population else feature_class]
    if record["source"] == 0:
        score += 6.0
        reasons.append("curated")
    if option.entry.is_main:
        score += 1.0
        reasons.append("its main name")
    if option.agrees:
        score += 3.0
        reasons.append(f"the word beside it says {hinted or 'so'}")
    if option.stripped and not option.agrees:
        score -= 2.0
    return score, reasons


def candidates(name: str, gazetteer: Gazetteer, country: str | None = None) -> list[Candidate]:
    """The places that a name may mean, best first, their scores adding up to at most 1.

    Args:
        name: as written; lines and zones too ('the DMZ', 'India–Pakistan border').
        gazetteer: where to look.
        country: ISO 3166-1 alpha-2 code; only places of this country.
    """
    code = country.upper() if country else None
    lines = [Candidate(place=place, score=1.0, reasons=("a line or zone",)) for place in lines_named(name)]
    if lines and (code is None or code in lines[0].place.countries):
        return lines
    scored = [(prior(option, gazetteer), option.entry.position) for option in options(name, gazetteer)]
    scored = [
        pair for pair in scored if code is None or code in gazetteer.table[pair[1]]["country"].decode().split("/")
    ]
    scored.sort(key=lambda pair: (-pair[0][0], pair[1]))
    shares = softmax([score for (score, _), _ in scored])
    return [
        Candidate(place=gazetteer.place_at(position), score=share, reasons=tuple(reasons))
        for ((_, reasons), position), share in zip(scored, shares, strict=True)
    ]


def softmax(scores: list[float]) -> list[float]:
    """Shares that add up to 1, for scores on a natural logarithm scale."""
    if not scores:
        return []
    top = max(scores)
    weights = [math.exp(score - top) for score in scores]
    return [weight / sum(weights) for weight in weights]
