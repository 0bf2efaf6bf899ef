"""Toponyms → places: what the name, the text and the other names say, together.

Every candidate gets a score from its prior (population, class, exactness), the countries and regions that the text
names, 'X, Y', and the distance to the names already settled; the most certain names are settled first.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geo.model import Candidate, Resolution, Toponym
from geo.places.candidates import Option, options, prior, softmax
from geo.places.countries import demonym_spans
from geo.places.lines import lines_named
from geo.places.normalise import normalise
from geo.places.placewords import KOREAN_ENDINGS, hint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.places.gazetteer import Gazetteer

_LOSERS = 4
_NEXT_WORD = re.compile(r"[\s-]([^\W\d_]+)")
_BEFORE_OF = re.compile(r"([^\W\d_]+) of $")
_CONTAINER = re.compile(r",\s+(?:in\s+)?$|\s+in\s+(?:the\s+)?(?:\w+\s+){0,2}$|\s+\($")


@dataclass(slots=True)
class _Case:
    """One name of a text with its options; equal names share a case."""

    key: str
    hinted: str
    choices: list[Option]
    scores: list[float]
    reasons: list[list[str]]
    spots: list[int] = field(default_factory=list)


def resolve(text: str, toponyms: Sequence[Toponym], gazetteer: Gazetteer, title: str = "") -> list[Resolution]:
    """A resolution for every toponym, in the same order; chosen is None where no place fits.

    Args:
        text: the text in which the toponyms stand.
        toponyms: what `recognise` found.
        gazetteer: where candidates come from.
        title: the headline; the countries it names count too.
    """
    cases = _cases(text, toponyms, gazetteer)
    _weigh_countries(cases, text, title, gazetteer)
    _weigh_containers(cases, text, toponyms, gazetteer)
    _weigh_distances(cases, gazetteer)
    resolutions: list[Resolution] = [
        Resolution(toponym=toponym, chosen=None, method="no candidate") for toponym in toponyms
    ]
    for case in cases:
        ranked = _ranked(case, gazetteer)
        for spot in case.spots:
            toponym = toponyms[spot]
            line = lines_named(toponym.surface)
            if line:
                chosen = Candidate(place=line[0], score=0.95, reasons=("a line or zone",))
                resolutions[spot] = Resolution(
                    toponym=toponym, chosen=chosen, losers=tuple(ranked[:_LOSERS]), method="line"
                )
            elif ranked:
                chosen, losers = ranked[0], tuple(ranked[1 : _LOSERS + 1])
                resolutions[spot] = Resolution(toponym=toponym, chosen=chosen, losers=losers, method="ranked")
    return resolutions


def _cases(text: str, toponyms: Sequence[Toponym], gazetteer: Gazetteer) -> list[_Case]:
    cases: dict[tuple[str, str], _Case] = {}
    for spot, toponym in enumerate(toponyms):
        key, hinted = normalise(toponym.surface), _hint_beside(text, toponym)
        case = cases.get((key, hinted))
        if case is None:
            choices = options(toponym.surface, gazetteer, hinted)
            priors = [prior(choice, gazetteer, hinted) for choice in choices]
            case = cases[key, hinted] = _Case(key, hinted, choices, [p[0] for p in priors], [p[1] for p in priors])
        case.spots.append(spot)
    return list(cases.values())


def _hint_beside(text: str, toponym: Toponym) -> str:
    tail = toponym.surface.split()[-1].rpartition("-")[2].casefold()
    own = hint(tail) if tail != toponym.surface.casefold() else ""
    after = _NEXT_WORD.match(text, toponym.end)
    word = after[1] if after else ""
    before = _BEFORE_OF.search(text[max(0, toponym.start - 30) : toponym.start])
    beside = hint(word) or (KOREAN_ENDINGS.get(word, "") if text[toponym.end : toponym.end + 1] == "-" else "")
    return own or beside or (hint(before[1]) if before else "")


def _weigh_countries(cases: list[_Case], text: str, title: str, gazetteer: Gazetteer) -> None:
    """Countries that the text names, or whose places it names beyond doubt, draw their places."""
    named = Counter(code for _, _, code in demonym_spans(f"{title}\n{text}"))
    for case in cases:
        shares = softmax(case.scores)
        if shares and max(shares) > 0.9:
            best = case.choices[shares.index(max(shares))].entry.position
            for code in _countries(best, gazetteer):
                named[code] += len(case.spots)
    total = sum(named.values())
    for case in cases:
        for number, choice in enumerate(case.choices):
            codes = _countries(choice.entry.position, gazetteer)
            share = sum(named[code] for code in codes) / total if total else 0.0
            if share:
                case.scores[number] += 2.5 + 3.0 * share
                case.reasons[number].append(f"the text names {'/'.join(codes)}")


def _countries(position: int, gazetteer: Gazetteer) -> list[str]:
    codes: list[str] = gazetteer.table[position]["country"].decode().split("/")
    return [code for code in codes if code]


def _weigh_containers(cases: list[_Case], text: str, toponyms: Sequence[Toponym], gazetteer: Gazetteer) -> None:
    """'X, Y' and 'X in Y' draw X into Y."""
    case_at = {spot: case for case in cases for spot in case.spots}
    for spot in range(len(toponyms) - 1):
        inner, outer = toponyms[spot], toponyms[spot + 1]
        if not _CONTAINER.fullmatch(text[inner.end : outer.start]):
            continue
        areas = {choice.entry.position for choice in case_at[spot + 1].choices}
        codes = {code for area in areas if _class(area, gazetteer) == "country" for code in _countries(area, gazetteer)}
        case = case_at[spot]
        for number, choice in enumerate(case.choices):
            record = gazetteer.table[choice.entry.position]
            above = {int(record["admin1"]), int(record["admin2"])} - {choice.entry.position}
            if above & areas or (codes & set(_countries(choice.entry.position, gazetteer))):
                case.scores[number] += 3.0
                case.reasons[number].append(f"it lies in {outer.surface}")


def _class(position: int, gazetteer: Gazetteer) -> str:
    return gazetteer.class_at(position)


def _weigh_distances(cases: list[_Case], gazetteer: Gazetteer) -> None:
    """Names are settled from the most to the least certain; each is drawn to those settled before."""
    settled: list[tuple[float, float]] = []
    for case in sorted(cases, key=lambda case: -max(softmax(case.scores), default=0.0)):
        if not case.choices:
            continue
        points = [_point(choice.entry.position, gazetteer) for choice in case.choices]
        for number, point in enumerate(points):
            nearest = min((_km(point, other) for other in settled), default=None)
            if nearest is not None:
                case.scores[number] += 2.5 * math.exp(-nearest / 150.0) - 0.3 * math.log1p(nearest / 100.0)
                if nearest < 150:
                    case.reasons[number].append(f"{nearest:.0f} km from another place named")
        best = case.scores.index(max(case.scores))
        if _class(case.choices[best].entry.position, gazetteer) not in ("country", "sea", "continent"):
            settled.append(points[best])


def _point(position: int, gazetteer: Gazetteer) -> tuple[float, float]:
    record = gazetteer.table[position]
    return int(record["lon"]) / 1e6, int(record["lat"]) / 1e6


def _km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance, good enough to rank by."""
    lat_a, lat_b = math.radians(a[1]), math.radians(b[1])
    half = math.sin((lat_b - lat_a) / 2) ** 2
    half += math.cos(lat_a) * math.cos(lat_b) * math.sin(math.radians(b[0] - a[0]) / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(half)))


def _ranked(case: _Case, gazetteer: Gazetteer) -> list[Candidate]:
    shares = softmax(case.scores)
    order = sorted(range(len(shares)), key=lambda number: (-shares[number], number))[: _LOSERS + 1]
    return [
        Candidate(
            place=gazetteer.place_at(case.choices[number].entry.position),
            score=shares[number],
            reasons=tuple(case.reasons[number]),
        )
        for number in order
    ]
