"""Toponyms → places: what the name, the text and the other names say, together.

cases.py reads the text, ranking.py weighs every option; here the best is chosen, or NIL if 'none of these' is likelier,
and the losers are kept with what spoke for them.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from geo.geodesy import distances_m
from geo.model import Candidate, Resolution
from geo.places.candidates import options
from geo.places.cases import Case, Setting, read_cases, read_setting
from geo.places.lines import lines_named
from geo.places.normalise import normalise
from geo.places.ranking import NAMES, rank

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geo.model import Place, Toponym
    from geo.places.gazetteer import Facts, Gazetteer

_LOSERS = 4
_LINE_SCORE = 0.95
_LARGE = frozenset({"country", "admin1", "region", "continent", "sea", "river"})
_SAME_M, _SAME_LARGE_M = 15_000, 80_000
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
    text: str, toponyms: Sequence[Toponym], gazetteer: Gazetteer, title: str = "", least: float = 0.0
) -> list[Resolution]:
    """A resolution for every toponym, in the same order; chosen is None where no place fits.

    Args:
        text: the text in which the toponyms stand.
        toponyms: what `recognise` found.
        gazetteer: where candidates come from.
        title: the headline; the countries it names count too.
        least: NIL below this score.
    """
    setting = read_setting(text, title)
    cases = read_cases(text, toponyms, gazetteer)
    chances, matrices = rank(cases, setting, gazetteer)
    resolutions: dict[int, Resolution] = {}
    for case, chance, matrix in zip(cases, chances, matrices, strict=True):
        ranked = _ranked(case, chance, matrix, gazetteer, _LOSERS + 1)
        line = _line(toponyms[case.spots[0]].surface, ranked, setting)
        has_place = bool(ranked) and ranked[0].score >= max(least, 1.0 - float(chance.sum()))
        for spot in case.spots:
            if line:
                chosen = Candidate(place=line, score=_LINE_SCORE, reasons=("a line or zone",))
                resolutions[spot] = Resolution(
                    toponym=toponyms[spot], chosen=chosen, losers=tuple(ranked), method="line"
                )
            elif has_place:
                resolutions[spot] = Resolution(
                    toponym=toponyms[spot], chosen=ranked[0], losers=tuple(ranked[1:]), method="ranked"
                )
            else:
                method = "none fits" if ranked else "no candidate"
                resolutions[spot] = Resolution(toponym=toponyms[spot], chosen=None, losers=tuple(ranked), method=method)
    return [resolutions[spot] for spot in range(len(toponyms))]


def _line(surface: str, ranked: Sequence[Candidate], setting: Setting) -> Place | None:
    """The line or zone of this name, unless the text speaks of other countries and another place of that name fits."""
    for place in lines_named(surface):
        is_named = any(setting.countries[code] for code in place.countries)
        other_named = ranked and any(setting.countries[code] for code in ranked[0].place.countries)
        return None if other_named and not is_named else place
    return None


def _ranked(
    case: Case, chance: NDArray[np.float64], matrix: NDArray[np.float64], gazetteer: Gazetteer, most: int | None = None
) -> list[Candidate]:
    """The likeliest options as candidates, best first; entries of one and the same place are one."""
    united = _united(case, chance, gazetteer)
    return [
        Candidate(
            place=gazetteer.place_at(case.choices[number].entry.position),
            score=score,
            reasons=_reasons(case.choices[number].entry.position, matrix[number], gazetteer),
        )
        for number, score in sorted(united.items(), key=lambda pair: (-pair[1], pair[0]))[:most]
    ]


def _united(case: Case, chance: NDArray[np.float64], gazetteer: Gazetteer) -> dict[int, float]:
    """Numbers of options with their chances, a place that several sources list counted once, under its likeliest."""
    united: dict[int, float] = {}
    facts = [gazetteer.facts(choice.entry.position) for choice in case.choices]
    for number in sorted(range(len(chance)), key=lambda n: (-chance[n], n)):
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
    here, there = (a.lon, a.lat), (np.array([b.lon]), np.array([b.lat]))
    return bool(abs(a.lat - b.lat) < 1 and distances_m(*here, *there)[0] <= reach_m)


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
    (chance,), (matrix,) = rank([case], Setting(Counter(), frozenset()), gazetteer)
    return _ranked(case, chance, matrix, gazetteer)
