"""What the other names of a text say of an option: how near it lies to what they may mean, and what they share.

The columns are NEARNESS. The likely options of the other names are anchors, each with its chance in the look before: so
small places of one neighbourhood support each other even where each has a larger namesake elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from geo.geodesy import distances_m
from geo.places.optionrows import ADMIN1, COUNTRY

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.places.optionrows import OptionRows

NEARNESS = (
    "near", "nearish", "far", "company", "alone", "curated_near", "curated_far", "near_first",
    "support", "supporters", "support_most", "support_20", "support_150", "company_any",
    "same_admin1", "same_country", "share_admin1", "share_country",
    "pairs_admin1", "pair_admin2", "pairs_admin2", "contains",
    "told_admin1", "told_other_admin1", "told_country", "told_other_country",
    "before", "before_gap",
)  # fmt: skip
_MOST_OPTIONS = 8  # likely options of a name that are anchors
_MOST_ANCHORS = 160
_BLOCK = 4_000  # options that are laid beside the anchors at once
_FAR_KM = 2_000.0
_LEAST = 1e-4  # of a chance, before its logarithm

Columns = dict[str, "NDArray[Any]"]


class _Anchors(NamedTuple):
    """Rows of options that other names may mean, in order; the chance of each, and which is the likeliest of its name.

    `starts` is where the anchors of each name begin.
    """

    at: NDArray[Any]
    sure: NDArray[Any]
    is_best: NDArray[Any]
    starts: NDArray[Any]


class _Beside(NamedTuple):
    """A block of options beside the anchors, shape (options, anchors); anchors of the same name do not count."""

    km: NDArray[Any]
    other: NDArray[Any]
    same_admin1: NDArray[Any]
    same_admin2: NDArray[Any]
    same_country: NDArray[Any]
    holds: NDArray[Any]


def nearness(rows: OptionRows, chances: NDArray[Any]) -> NDArray[Any]:
    """The columns NEARNESS of all options, shape (options, columns).

    Args:
        rows: the options of the names of a text.
        chances: of each, as judged in the look before.
    """
    table = np.zeros((len(rows), len(NEARNESS)))
    if not len(rows):
        return table
    anchors = _anchors(rows, chances)
    logs = np.log(chances + _LEAST)
    below = logs - rows.most(logs)
    for start in range(0, len(rows), _BLOCK):
        part = slice(start, start + _BLOCK)
        beside = _beside(rows, part, anchors)
        columns = {
            **_to_best(rows, part, anchors, beside),
            **_support(rows, anchors, beside),
            **_shares(rows, anchors, beside),
            **_told(rows, anchors, beside),
            "before": logs[part],
            "before_gap": below[part],
        }
        table[part] = np.stack([columns[name] for name in NEARNESS], axis=1)
    return table


def _anchors(rows: OptionRows, chances: NDArray[Any]) -> _Anchors:
    """The likeliest options of each name, of all names at most so many, the surest ones."""
    rank = rows.rank(chances)
    likely = np.flatnonzero(rank < _MOST_OPTIONS)
    surest = np.argsort(-chances[likely], kind="stable")[:_MOST_ANCHORS]
    at = likely[np.sort(surest)]
    return _Anchors(at, chances[at], rank[at] == 0, np.flatnonzero(np.diff(rows.owner[at], prepend=-1)))


def _beside(rows: OptionRows, part: slice, anchors: _Anchors) -> _Beside:
    at = anchors.at
    other = rows.owner[part, None] != rows.owner[at]
    admin1, admin2, code = rows.admin1[part, None], rows.admin2[part, None], rows.code[part, None]
    return _Beside(
        km=distances_m(rows.lon[part, None], rows.lat[part, None], rows.lon[at], rows.lat[at]) / 1000,
        other=other,
        same_admin1=other & (admin1 == rows.admin1[at]) & (admin1 >= 0),
        same_admin2=other & (admin2 == rows.admin2[at]) & (admin2 >= 0),
        same_country=other & (code == rows.code[at]) & (code >= 0),
        holds=other & (rows.position[part, None] == rows.admin2[at]),
    )


def _to_best(rows: OptionRows, part: slice, anchors: _Anchors, beside: _Beside) -> Columns:
    """How far it is to the likeliest options of the other names; what is as large as a country is nowhere."""
    best = anchors.is_best & rows.is_small[anchors.at]
    km, sure = beside.km[:, best], np.where(beside.other[:, best], anchors.sure[best], 0.0)
    counts = beside.other[:, best].any(axis=1)
    nearest = np.where(beside.other[:, best], km + _FAR_KM * (1 - sure), np.inf).min(axis=1, initial=np.inf)
    far = np.log1p(np.where(counts, nearest, 0.0) / 100)
    nearish = (np.exp(-km / 200) * sure).max(axis=1, initial=0.0)
    is_curated = rows.is_curated[part]
    first = np.flatnonzero(anchors.is_best)[:1]  # the dateline, as a rule
    return {
        "near": (np.exp(-km / 40) * sure).max(axis=1, initial=0.0),
        "nearish": nearish,
        "far": far,
        "company": ((km < 300) * sure).sum(axis=1) / _or_one(sure.sum(axis=1)),
        "alone": np.where(counts, 0.0, np.log10(1 + rows.population[part]) / 2),
        "curated_near": is_curated * nearish,
        "curated_far": is_curated * far,
        "near_first": (beside.other * np.exp(-beside.km / 150) * anchors.sure)[:, first].sum(axis=1),
    }


def _support(rows: OptionRows, anchors: _Anchors, beside: _Beside) -> Columns:
    """How many of the other names may mean a place close by, each by its best option."""
    fit = np.sqrt(anchors.sure) * rows.is_small[anchors.at] * beside.other
    names = _or_one(np.logical_or.reduceat(beside.other, anchors.starts, axis=1).sum(axis=1))
    fall = np.exp(-beside.km / 60)
    support = _by_name(fall * fit, anchors)
    total = support.sum(axis=1)
    return {
        "support": total / names,
        "supporters": np.log1p(total),
        "support_most": support.max(axis=1),
        "support_20": _by_name(np.exp(-beside.km / 20) * fit, anchors).max(axis=1),
        "support_150": _by_name(np.exp(-beside.km / 150) * fit, anchors).sum(axis=1) / names,
        "company_any": _by_name(fall * (fit > 0), anchors).sum(axis=1) / names,
    }


def _by_name(values: NDArray[Any], anchors: _Anchors) -> NDArray[Any]:
    """The largest value among the anchors of each name."""
    largest: NDArray[Any] = np.maximum.reduceat(values, anchors.starts, axis=1)
    return largest


def _shares(rows: OptionRows, anchors: _Anchors, beside: _Beside) -> Columns:
    """The share of what the other names may mean that lies in the same subdivision, and in the same country."""
    small = anchors.sure * rows.is_small[anchors.at]
    often = anchors.sure * np.log1p(rows.spots[anchors.at])
    of_small, of_all = _or_one(beside.other @ small), _or_one(beside.other @ often)
    root = np.sqrt(anchors.sure)
    of_district = _by_name(beside.same_admin2 * root, anchors)
    return {
        "same_admin1": beside.same_admin1 @ small / of_small,
        "same_country": beside.same_country @ small / of_small,
        "share_admin1": beside.same_admin1 @ often / of_all,
        "share_country": beside.same_country @ often / of_all,
        "pairs_admin1": np.log1p(
            _by_name(beside.same_admin1 * (root * rows.is_small[anchors.at]), anchors).sum(axis=1)
        ),
        "pair_admin2": of_district.max(axis=1),
        "pairs_admin2": np.log1p(of_district.sum(axis=1)),
        "contains": (beside.holds * root).max(axis=1),
    }


def _told(rows: OptionRows, anchors: _Anchors, beside: _Beside) -> Columns:
    """Does another name mean the subdivision or country that the option lies in, or another one?"""
    group = rows.group[anchors.at]
    division, country = (group == ADMIN1) * anchors.sure, (group == COUNTRY) * anchors.sure
    return {
        "told_admin1": (beside.same_admin1 * division).max(axis=1),
        "told_other_admin1": ((beside.same_country & ~beside.same_admin1) * division).max(axis=1),
        "told_country": (beside.same_country * country).max(axis=1),
        "told_other_country": ((beside.other & ~beside.same_country) * country).max(axis=1),
    }


def _or_one(values: NDArray[Any]) -> NDArray[Any]:
    return np.where(values > 0, values, 1.0)
