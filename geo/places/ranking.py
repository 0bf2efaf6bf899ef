"""What speaks for each option of each case: numbers for a conditional logit, and the same in words.

The columns are NAMES. Two sets of weights: the first judges without distances; the second sees how far an option lies
from what the other names may mean (nearness.py), and looks twice. Trained by scripts/train_place_ranker.py.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from geo.places.nearness import FAR, fill_far
from geo.weights import LinearModel, model

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geo.places.cases import Case, Setting
    from geo.places.gazetteer import Facts, Gazetteer

NAMES = (
    "population", "share", "most", "empty", "is_main", "spellings", "curated", "country", "capital", "admin1",
    "admin2", "town", "region", "water", "facility", "agrees", "disagrees", "stripped", "covers_town", "is_seat",
    "named", "named_share", "named_most", "opening", "nothing_named", "admin1_named", "inside", "not_inside",
    "around", "short_alternate", *FAR,
)  # fmt: skip
_CLASSES = {
    "country": "country", "capital": "capital", "admin1": "admin1", "admin2": "admin2", "county": "admin2",
    "district": "admin2", "town": "town", "village": "town", "quarter": "town", "region": "region",
    "continent": "region", "sea": "water", "lake": "water", "river": "water", "strait": "water",
}  # fmt: skip
_LOOKS = 2  # how often the distances are taken anew, from what the last look chose
_ADMINISTRATIVE = frozenset({"admin1", "admin2"})


def base_features(cases: Sequence[Case], setting: Setting, gazetteer: Gazetteer) -> list[NDArray[Any]]:
    """One matrix a case, a row an option; the columns of distance are still 0."""
    areas = [_areas(case, gazetteer) for case in cases]
    named_areas = set().union(*areas) if areas else set()
    return [_case_features(case, cases, areas, named_areas, setting, gazetteer) for case in cases]


def _areas(case: Case, gazetteer: Gazetteer) -> set[int]:
    """Positions of the subdivisions that a case may mean."""
    return {
        choice.entry.position
        for choice in case.choices
        if gazetteer.facts(choice.entry.position).feature_class in _ADMINISTRATIVE
    }


def _case_features(
    case: Case,
    cases: Sequence[Case],
    areas: Sequence[set[int]],
    named_areas: set[int],
    setting: Setting,
    gazetteer: Gazetteer,
) -> NDArray[Any]:
    facts = [gazetteer.facts(choice.entry.position) for choice in case.choices]
    total = sum(fact.population for fact in facts)
    most = max((fact.population for fact in facts), default=0)
    towns_in = {
        area for fact in facts if fact.feature_class in ("town", "capital") for area in (fact.admin1, fact.admin2)
    }
    outer_areas = set().union(*(areas[n] for n in case.inside)) if case.inside else set()
    outer_codes = {code for n in case.inside for code in _country_codes(cases[n], gazetteer)}
    inner_areas, inner_codes = _inner(case, cases, gazetteer)
    mentions = sum(setting.countries.values())
    top = max(setting.countries.values(), default=0)
    own_areas = _areas(case, gazetteer)
    rows = []
    for choice, fact in zip(case.choices, facts, strict=True):
        position = choice.entry.position
        group = _CLASSES.get(fact.feature_class, "facility")
        above = {fact.admin1, fact.admin2} - {-1, position}
        count = max((setting.countries[code] for code in fact.countries), default=0)
        is_inside = bool(above & outer_areas) or bool(outer_codes & set(fact.countries) and group != "country")
        row = dict.fromkeys(NAMES, 0.0)
        row[group] = 1.0
        row["population"] = math.log10(1 + fact.population) / 2
        row["share"] = fact.population / total if total else 0.0
        row["most"] = float(fact.population == most > 0)
        row["empty"] = float(fact.population == 0)
        row["is_main"] = float(choice.entry.is_main)
        row["spellings"] = math.log1p(fact.names) / 3
        row["curated"] = float(fact.is_curated)
        row["agrees"] = float(choice.agrees)
        row["disagrees"] = float(bool(case.hinted) and not choice.agrees)
        row["stripped"] = float(choice.stripped and not choice.agrees)
        row["covers_town"] = float(position in towns_in and not choice.agrees)
        row["is_seat"] = float(group in ("town", "capital") and bool(above & own_areas) and not case.hinted)
        row["named"] = float(count > 0)
        row["named_share"] = count / mentions if mentions else 0.0
        row["named_most"] = float(count == top > 0)
        row["opening"] = float(bool(setting.opening & set(fact.countries)))
        row["nothing_named"] = float(not mentions) * row["population"]
        row["admin1_named"] = float(bool(above & (named_areas - own_areas)))
        row["inside"] = float(is_inside)
        row["not_inside"] = float(bool(outer_areas or outer_codes) and not is_inside)
        row["around"] = float(
            position in inner_areas or (group == "country" and bool(inner_codes & set(fact.countries)))
        )
        row["short_alternate"] = float(not choice.entry.is_main and len(case.key) <= 5)
        rows.append([row[name] for name in NAMES])
    return np.array(rows, dtype=np.float64).reshape(-1, len(NAMES))


def _country_codes(case: Case, gazetteer: Gazetteer) -> set[str]:
    facts = (gazetteer.facts(choice.entry.position) for choice in case.choices)
    return {code for fact in facts if fact.feature_class == "country" for code in fact.countries}


def _inner(case: Case, cases: Sequence[Case], gazetteer: Gazetteer) -> tuple[set[int], set[str]]:
    """Subdivisions and countries of the options of the names that stand inside this one."""
    facts: list[Facts] = [gazetteer.facts(c.entry.position) for n in case.around for c in cases[n].choices]
    return {a for fact in facts for a in (fact.admin1, fact.admin2)}, {
        code for fact in facts for code in fact.countries
    }


def add_distances(
    matrices: Sequence[NDArray[Any]], cases: Sequence[Case], chances: Sequence[NDArray[Any]], gazetteer: Gazetteer
) -> None:
    """Fill the columns FAR: how far the options lie from what the other names may mean, given first chances."""
    fill_far(matrices, NAMES, cases, chances, gazetteer)


def chances(matrices: Sequence[NDArray[Any]], weights: NDArray[Any], nil: float) -> list[NDArray[Any]]:
    """The chance of every option of every case, NIL having what is left over.

    Args:
        matrices: one a case.
        weights: one a column.
        nil: the score of 'none of these'.
    """
    return [_softmax(matrix @ weights, nil) for matrix in matrices]


def _softmax(scores: NDArray[Any], nil: float) -> NDArray[Any]:
    top = max(float(scores.max(initial=nil)), nil)
    raised: NDArray[Any] = np.exp(scores - top)
    shares: NDArray[Any] = raised / (raised.sum() + math.exp(nil - top))
    return shares


def judgements(found: LinearModel) -> tuple[NDArray[Any], float, NDArray[Any], float]:
    """The weights of a ranker: of the first judgement and its NIL, of the second and its NIL."""
    table = np.zeros((len(NAMES), found.weights.shape[1]))
    for number, name in enumerate(NAMES):
        if (row := found.index.get(name)) is not None:  # weights from before a feature was thought of do without it
            table[number] = found.weights[row]
    return table[:, 0], float(found.bias[0]), table[:, 1], float(found.bias[1])


def rank(
    cases: Sequence[Case], setting: Setting, gazetteer: Gazetteer, ranker: LinearModel | None = None
) -> tuple[list[NDArray[Any]], list[NDArray[Any]]]:
    """The chances of every option of every case, and the features they follow from.

    Args:
        cases: the names of a text.
        setting: what the text as a whole says.
        gazetteer: where the options come from.
        ranker: the weights; default: the trained ones of data/weights.
    """
    first, first_nil, second, second_nil = judgements(ranker or model("place_ranker"))
    matrices = base_features(cases, setting, gazetteer)
    found = chances(matrices, first, first_nil)
    for _ in range(_LOOKS):
        add_distances(matrices, cases, found, gazetteer)
        found = chances(matrices, second, second_nil)
    return found, matrices
