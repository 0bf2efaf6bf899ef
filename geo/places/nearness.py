"""How far each option of each name lies from what the other names of the text may mean: the columns FAR of the ranker.

Two sorts of anchors: the best option of every other name, which most columns look at, and all its likely options, so
that small places of one neighbourhood support each other even where each has a larger namesake elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from geo.geodesy import distances_m

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geo.places.cases import Case
    from geo.places.gazetteer import Facts, Gazetteer

FAR = (
    "near", "nearish", "far", "company", "alone", "curated_near", "curated_far",
    "support", "supporters", "same_admin1", "same_country",
)  # fmt: skip
_MOST_ANCHORS = 100
_MOST_OPTIONS = 6  # likely options of a name that support others
_TOO_LARGE_M = 400_000
_LARGE = ("country", "sea", "continent")
_SUPPORT_KM = 60.0


class _Anchors(NamedTuple):
    """Places that other names may mean: points (lon, lat), their chances, the cases they belong to, their areas."""

    points: NDArray[Any]
    sure: NDArray[Any]
    owners: NDArray[Any]
    admin1: NDArray[Any]
    country: NDArray[Any]


def fill_far(
    matrices: Sequence[NDArray[Any]],
    names: Sequence[str],
    cases: Sequence[Case],
    chances: Sequence[NDArray[Any]],
    gazetteer: Gazetteer,
) -> None:
    """Fill the columns of distance, sure places counting more.

    Args:
        matrices: one a case, a row an option.
        names: of their columns.
        cases: the names of a text.
        chances: of every option of every case, as judged without distances.
        gazetteer: where the options come from.
    """
    facts = [[gazetteer.facts(choice.entry.position) for choice in case.choices] for case in cases]
    best = _anchors(cases, facts, chances, most=1)
    likely = _anchors(cases, facts, chances, most=_MOST_OPTIONS)
    column = {name: names.index(name) for name in (*FAR, "curated", "population")}
    points = np.array([(fact.lon, fact.lat) for own in facts for fact in own]).reshape(-1, 2)
    from_best, from_likely = (distances_m(points[:, :1], points[:, 1:], *a.points.T) / 1000 for a in (best, likely))
    end = 0
    for number, (case, own) in enumerate(zip(cases, facts, strict=True)):
        start, end = end, end + len(own)
        if not own:
            continue
        matrix = matrices[number]
        if (others := best.owners != number).any():
            away, sure = from_best[start:end, others], best.sure[others]
            matrix[:, column["near"]] = (np.exp(-away / 40) * sure).max(axis=1)
            matrix[:, column["nearish"]] = (np.exp(-away / 200) * sure).max(axis=1)
            matrix[:, column["far"]] = np.log1p((away + 2000 * (1 - sure)).min(axis=1) / 100)
            matrix[:, column["company"]] = ((away < 300) * sure).sum(axis=1) / sure.sum()
            curated = matrix[:, column["curated"]]
            matrix[:, column["curated_near"]] = curated * matrix[:, column["nearish"]]
            matrix[:, column["curated_far"]] = curated * matrix[:, column["far"]]
        else:
            matrix[:, column["alone"]] = matrix[:, column["population"]]
        if (others := likely.owners != number).any():
            areas = [_area(fact, choice.entry.position) for fact, choice in zip(own, case.choices, strict=True)]
            _fill_support(matrix, column, from_likely[start:end, others], likely, others)
            _fill_shared(matrix, column, areas, [_code(fact) for fact in own], likely, others)


def _fill_support(
    matrix: NDArray[Any], column: dict[str, int], away: NDArray[Any], likely: _Anchors, others: NDArray[np.bool_]
) -> None:
    """How many of the other names may mean a place close by, each by its best option."""
    starts = np.flatnonzero(np.diff(likely.owners[others], prepend=-1))
    strongest = np.maximum.reduceat(np.exp(-away / _SUPPORT_KM) * np.sqrt(likely.sure[others]), starts, axis=1)
    matrix[:, column["support"]] = strongest.mean(axis=1)
    matrix[:, column["supporters"]] = np.log1p(strongest.sum(axis=1))


def _fill_shared(
    matrix: NDArray[Any],
    column: dict[str, int],
    areas: Sequence[int],
    codes: Sequence[str],
    likely: _Anchors,
    others: NDArray[np.bool_],
) -> None:
    """The share of what the other names may mean that lies in the same subdivision, and in the same country."""
    sure, own = likely.sure[others], np.array(areas)[:, None]
    total = sure.sum()
    matrix[:, column["same_admin1"]] = ((own == likely.admin1[others]) & (own >= 0)) @ sure / total
    matrix[:, column["same_country"]] = (np.array(codes)[:, None] == likely.country[others]) @ sure / total


def _area(fact: Facts, position: int) -> int:
    return position if fact.feature_class == "admin1" else fact.admin1


def _code(fact: Facts) -> str:
    return fact.countries[0] if fact.countries else "?"


def _anchors(
    cases: Sequence[Case], facts: Sequence[Sequence[Facts]], chances: Sequence[NDArray[Any]], most: int
) -> _Anchors:
    """The likeliest options of the surest cases, in the order of the cases; countries are too large."""
    rows: list[tuple[float, float, float, int, int, str]] = []
    for number, (case, own, chance) in enumerate(zip(cases, facts, chances, strict=True)):
        for option in np.argsort(-chance, kind="stable")[:most].tolist():
            fact = own[option]
            if fact.feature_class not in _LARGE and fact.radius_m < _TOO_LARGE_M:
                area = _area(fact, case.choices[option].entry.position)
                rows.append((fact.lon, fact.lat, float(chance[option]), number, area, _code(fact)))
    sure = np.array([row[2] for row in rows])
    surest = np.sort(np.argsort(-sure, kind="stable")[:_MOST_ANCHORS])
    kept = [rows[n] for n in surest.tolist()]
    return _Anchors(
        points=np.array([row[:2] for row in kept], dtype=float).reshape(-1, 2),
        sure=sure[surest],
        owners=np.array([row[3] for row in kept], dtype=int),
        admin1=np.array([row[4] for row in kept], dtype=int),
        country=np.array([row[5] for row in kept], dtype="<U3"),
    )
