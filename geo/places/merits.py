"""What speaks for an option by itself, by the words around its name, and by the countries that the text tells.

The columns are MERITS: what is known before it is asked what the other names may mean (nearness.py).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from geo.places.optionrows import ADMIN1, ADMIN2, CAPITAL, COUNTRY, GROUPS, TOWN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from geo.places.cases import Case
    from geo.places.gazetteer import Facts
    from geo.places.optionrows import OptionRows
    from geo.places.told import Setting

_SIZE = ("population", "share", "most", "empty", "spellings", "curated", "below_most", "rank")
_NAME = (
    "is_main",
    "agrees",
    "disagrees",
    "stripped",
    "hinted",
    "short_alternate",
    "acronym",
    "acronym_main",
    "below_main",
)
_AREAS = ("covers_town", "is_seat", "admin1_named", "inside", "not_inside", "around", "in_namesake")
_TOLD = (
    "named", "named_share", "named_most", "opening", "itself", "others_named",
    "told_here", "told_share", "told_only", "told_before", "told_close", "others_here",
)  # fmt: skip
_TEXT = ("nothing_named", "unnamed_country", "spots", "names", "options", "is_first")
MERITS = (*GROUPS, *_SIZE, *_NAME, *_AREAS, *_TOLD, *_TEXT)

Columns = dict[str, "NDArray[Any]"]


def merits(cases: Sequence[Case], setting: Setting, rows: OptionRows) -> NDArray[Any]:
    """The columns MERITS of all options, shape (options, columns)."""
    if not len(rows):
        return np.zeros((0, len(MERITS)))
    columns = {name: rows.group == number for number, name in enumerate(GROUPS)}
    columns |= {**_sizes(rows), **_names(cases, rows), **_containers(cases, rows), **_told(cases, setting, rows)}
    columns["nothing_named"] = columns["population"] * (rows.total(columns["named_share"]) == 0)
    columns["unnamed_country"] = (rows.group == COUNTRY) & (columns["named"] == 0)
    columns |= {
        "spots": np.log1p(rows.spots),
        "names": np.full(len(rows), math.log1p(len(cases))),
        "options": np.log1p(rows.total(np.ones(len(rows)))),
        "is_first": rows.owner == 0,
    }
    return np.stack([columns[name] for name in MERITS], axis=1).astype(float)


def _sizes(rows: OptionRows) -> Columns:
    people = rows.population
    logs, all_people = np.log10(1 + people), rows.total(people)
    return {
        "population": logs / 2,
        "share": people / np.where(all_people > 0, all_people, 1.0),
        "most": (people == rows.most(people)) & (people > 0),
        "empty": people == 0,
        "spellings": np.log1p([fact.names for fact in rows.facts]) / 3,
        "curated": rows.is_curated,
        "below_most": logs - rows.most(logs),
        "rank": np.log1p(rows.rank(people)),
    }


def _names(cases: Sequence[Case], rows: OptionRows) -> Columns:
    """How well the name as written fits: the main name or another, the place word beside it."""
    choices = [(case, choice) for case in cases for choice in case.choices]
    is_main = np.array([choice.entry.is_main for _, choice in choices])
    agrees = np.array([choice.agrees for _, choice in choices])
    hinted = np.array([bool(case.hinted) for case, _ in choices])
    is_acronym = np.array([case.is_acronym for case, _ in choices])
    logs = np.log10(1 + rows.population)
    of_main = rows.most(np.where(is_main, logs, -1.0))
    below = np.where(of_main < 0, rows.most(logs), of_main) - logs
    return {
        "is_main": is_main,
        "agrees": agrees,
        "disagrees": hinted & ~agrees,
        "stripped": np.array([choice.stripped for _, choice in choices]) & ~agrees,
        "hinted": hinted,
        "short_alternate": ~is_main & np.array([len(case.key) <= 5 for case, _ in choices]),
        "acronym": is_acronym,
        "acronym_main": is_acronym & is_main,
        "below_main": np.where(is_main, -below, -1.0 - np.maximum(0.0, below)),
    }


def _containers(cases: Sequence[Case], rows: OptionRows) -> Columns:
    """Subdivisions: those that hold an option, and those that it is."""
    is_area = (rows.group == ADMIN1) | (rows.group == ADMIN2)
    areas = [set(rows.position[part][is_area[part]].tolist()) for part in rows.parts]
    everywhere = set().union(*areas)
    found: list[tuple[bool, ...]] = []
    for number, (case, part) in enumerate(zip(cases, rows.parts, strict=True)):
        if case.choices:
            found += _of_case(case, rows, part, areas, everywhere - areas[number], areas[number])
    return dict(zip(_AREAS, np.array(found).T, strict=True))


def _of_case(
    case: Case, rows: OptionRows, part: slice, areas: Sequence[set[int]], elsewhere: set[int], own: set[int]
) -> Iterator[tuple[bool, ...]]:
    """One row an option: _AREAS."""
    facts, groups, positions = rows.facts[part], rows.group[part].tolist(), rows.position[part].tolist()
    towns = [fact for fact, group in zip(facts, groups, strict=True) if group in (TOWN, CAPITAL)]
    towns_in = {area for fact in towns for area in (fact.admin1, fact.admin2)}
    outer = set().union(*(areas[n] for n in case.inside))
    outer_codes = {code for n in case.inside for code in _country_codes(rows, rows.parts[n])}
    inner = [fact for n in case.around for fact in rows.facts[rows.parts[n]]]
    inner_areas = {area for fact in inner for area in (fact.admin1, fact.admin2)}
    inner_codes = {code for fact in inner for code in fact.countries}
    for fact, group, at, choice in zip(facts, groups, positions, case.choices, strict=True):
        above = {fact.admin1, fact.admin2} - {-1, at}
        codes, is_country = set(fact.countries), group == COUNTRY
        inside = bool(above & outer) or (not is_country and bool(outer_codes & codes))
        yield (
            at in towns_in and not choice.agrees,
            group in (TOWN, CAPITAL) and bool(above & own) and not case.hinted,
            bool(above & elsewhere),
            inside,
            bool(outer or outer_codes) and not inside,
            at in inner_areas or (is_country and bool(inner_codes & codes)),
            bool(above & set(positions)),
        )


def _country_codes(rows: OptionRows, part: slice) -> set[str]:
    pairs = zip(rows.facts[part], rows.group[part].tolist(), strict=True)
    return {code for fact, group in pairs if group == COUNTRY for code in fact.countries}


def _told(cases: Sequence[Case], setting: Setting, rows: OptionRows) -> Columns:
    """The countries that the text tells, the name itself left aside."""
    found = np.zeros((len(rows), len(_TOLD)))
    if setting.countries:
        for case, part in zip(cases, rows.parts, strict=True):
            found[part] = list(_told_of(case, setting, rows.facts[part])) or np.zeros((0, len(_TOLD)))
    return dict(zip(_TOLD, found.T, strict=True))


def _told_of(case: Case, setting: Setting, facts: Sequence[Facts]) -> Iterator[tuple[float, ...]]:
    """One row an option: _TOLD."""
    keys = {case.key, case.key.removeprefix("the ")}
    own = {code: sum(setting.forms[key, code] for key in keys) for code in setting.countries}
    told = {code: count - own[code] for code, count in setting.countries.items()}
    opening = {code for key, code in setting.opening if key not in keys}
    total, top = sum(told.values()), max(told.values())
    beside, mentions = case.beside, case.beside.mentions or 1
    for fact in facts:
        count, here, only, before, close = (
            max((counter.get(code, 0) for code in fact.countries), default=0)
            for counter in (told, beside.here, beside.only, beside.before, beside.close)
        )
        yield (
            count > 0,
            count / (total or 1),
            count == top > 0,
            bool(opening.intersection(fact.countries)),
            any(own.get(code) for code in fact.countries),
            count == 0 < total,
            here > 0,
            here / mentions,
            only / mentions,
            before / mentions,
            close / mentions,
            here == 0 and beside.bare < beside.mentions,
        )
