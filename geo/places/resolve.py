"""Toponyms → places: what the name, the text and the other names say, together.

cases.py reads the text, ranking.py weighs every option; here the best is chosen, or NIL if 'none of these' is likelier,
and the losers are kept with what spoke for them.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geo.model import Candidate, Resolution
from geo.places.candidates import options
from geo.places.cases import Case, read_cases
from geo.places.lines import is_line_name, line_meant
from geo.places.normalise import normalise
from geo.places.parents import with_parents
from geo.places.ranking import NAMES, rank
from geo.places.told import Setting, read_setting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geo.model import Place, Toponym
    from geo.places.gazetteer import Facts, Gazetteer
    from geo.places.ranker import Ranker

_LOSERS = 4
_LINE_SCORE = 0.95
_LARGE = frozenset({"country", "admin1", "region", "continent", "sea", "river"})
_SAME_M, _SAME_LARGE_M = 15_000, 80_000
_DEGREE_M = 111_195.0  # of latitude; near enough for two points of one place
_SAYINGS = {
    "curated": "curated by hand",
    "is_main": "its main name",
    "agrees": "the word beside it fits",
    "named": "the text names its country",
    "admin1_named": "the text names its region",
    "inside": "it lies in the place named after it",
    "around": "the place named before it lies in it",
    "near": "close to another place named",
}


def resolve(
    text: str,
    toponyms: Sequence[Toponym],
    gazetteer: Gazetteer,
    title: str = "",
    least: float | None = None,
    ranker: Ranker | None = None,
) -> list[Resolution]:
    """A resolution for every toponym, in the same order; chosen is None where no place fits.

    Args:
        text: the text in which the toponyms stand.
        toponyms: what `recognise` found.
        gazetteer: where candidates come from.
        title: the headline; the countries it names count too.
        least: NIL below this score; None: NIL where 'none of these' is likelier than the best place.
        ranker: the weights that decide; default: the trained ones of data/weights.
    """
    setting = read_setting(text, title)
    cases = read_cases(text, toponyms, gazetteer)
    chances, matrices = rank(cases, setting, gazetteer, ranker)
    whole = f"{title}\n{text}"
    decisions: list[_Decision] = []
    for case, chance, matrix in zip(cases, chances, matrices, strict=True):
        ranked = tuple(_ranked(case, chance, matrix, gazetteer, _LOSERS + 1))
        surface = toponyms[case.spots[0]].surface
        own = _own(surface, ranked, gazetteer)
        least_here = 1.0 - float(chance.sum()) if least is None else least
        decisions.append(own or _decide(surface, ranked, least_here, setting, whole))
    resolutions = {
        spot: Resolution(toponym=toponyms[spot], chosen=decision.chosen, losers=decision.losers, method=decision.method)
        for case, decision in zip(cases, decisions, strict=True)
        for spot in case.spots
    }
    return with_parents(text, [resolutions[spot] for spot in range(len(toponyms))], least)


class _Decision(NamedTuple):
    """What a case is resolved to, by which method, and what it is not."""

    chosen: Candidate | None
    losers: tuple[Candidate, ...]
    method: str


def _own(surface: str, ranked: tuple[Candidate, ...], gazetteer: Gazetteer) -> _Decision | None:
    """What the user says that a name means, if they do: the likeliest of their places of this name, never NIL."""
    reason = gazetteer.own_reason(surface)
    if not (reason and ranked):
        return None
    share = ranked[0].score / (sum(candidate.score for candidate in ranked) or 1.0)
    return _Decision(Candidate(place=ranked[0].place, score=share, reasons=(reason,)), ranked[1:], "own")


def _decide(surface: str, ranked: tuple[Candidate, ...], least: float, setting: Setting, text: str) -> _Decision:
    """The line of this name, else the best candidate if its score reaches the least, else NIL."""
    line = _line(surface, ranked, setting, text)
    if line:
        return _Decision(Candidate(place=line, score=_LINE_SCORE, reasons=("a line or zone",)), ranked, "line")
    if is_line_name(normalise(surface), surface):  # the text speaks of another thing of that name
        ranked = tuple(candidate for candidate in ranked if candidate.place.feature_class != "line")
    if ranked and ranked[0].score >= least:
        return _Decision(ranked[0], ranked[1:], "ranked")
    return _Decision(None, ranked, "none fits" if ranked else "no candidate")


def _line(surface: str, ranked: Sequence[Candidate], setting: Setting, text: str) -> Place | None:
    """The line or zone of this name, unless the text speaks of other countries and another place of that name fits."""
    place = line_meant(surface, text)
    if place is None:
        return None
    is_named = any(setting.countries[code] for code in place.countries)
    other_named = ranked and any(setting.countries[code] for code in ranked[0].place.countries)
    return None if other_named and not is_named else place


def _ranked(
    case: Case, chance: NDArray[np.float64], matrix: NDArray[np.float64], gazetteer: Gazetteer, most: int | None = None
) -> list[Candidate]:
    """The likeliest options as candidates, best first; entries of one and the same place are one."""
    likely = np.argsort(-chance, kind="stable")[: 2 * most if most else None]
    united = _united(case, chance, likely.tolist(), gazetteer)
    return [
        Candidate(
            place=gazetteer.place_at(case.choices[number].entry.position),
            score=score,
            reasons=_reasons(case.choices[number].entry.position, matrix[number], gazetteer),
        )
        for number, score in sorted(united.items(), key=lambda pair: (-pair[1], pair[0]))[:most]
    ]


def _united(case: Case, chance: NDArray[np.float64], numbers: Sequence[int], gazetteer: Gazetteer) -> dict[int, float]:
    """Numbers of options with their chances, a place that several sources list counted once, under its likeliest.

    Args:
        case: whose options.
        chance: of each.
        numbers: of those to look at, the likeliest first.
        gazetteer: where they come from.
    """
    united: dict[int, float] = {}
    facts = {number: gazetteer.facts(case.choices[number].entry.position) for number in numbers}
    for number in numbers:
        twin = next((kept for kept in united if _is_same(facts[kept], facts[number])), None)
        if twin is None:
            united[number] = float(chance[number])
        else:
            united[twin] += float(chance[number])
    return united


def _is_same(a: Facts, b: Facts) -> bool:
    """Do two entries of one name stand for one place: of one country, of a size, and near each other?"""
    if a.countries != b.countries or (a.feature_class in _LARGE) != (b.feature_class in _LARGE):
        return False
    reach_m = max(_SAME_M, min(max(a.radius_m, b.radius_m), _SAME_LARGE_M))
    north = (a.lat - b.lat) * _DEGREE_M
    east = ((a.lon - b.lon + 180) % 360 - 180) * _DEGREE_M * math.cos(math.radians(a.lat))
    return math.hypot(north, east) <= reach_m


def _reasons(position: int, row: NDArray[np.float64], gazetteer: Gazetteer) -> tuple[str, ...]:
    """What speaks for an option, in words."""
    facts = gazetteer.facts(position)
    people = f"{facts.feature_class}, {facts.population:,} people" if facts.population else facts.feature_class
    said = [saying for name, saying in _SAYINGS.items() if row[NAMES.index(name)] > 0.5]
    return (people, *said)


def ranked_alone(name: str, gazetteer: Gazetteer) -> list[Candidate]:
    """All the places of a name, judged without a text."""
    choices = options(name, gazetteer)
    case = Case(normalise(name), "", choices)
    (chance,), (matrix,) = rank([case], Setting(), gazetteer)
    ranked = _ranked(case, chance, matrix, gazetteer)
    own = _own(name, tuple(ranked), gazetteer)
    return [own.chosen, *own.losers] if own and own.chosen else ranked
