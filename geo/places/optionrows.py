"""All options of all names of a text as columns, so that they are compared by numpy at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geo.places.cases import Case
    from geo.places.gazetteer import Facts, Gazetteer

GROUPS = ("country", "capital", "admin1", "admin2", "town", "region", "water", "facility")
_GROUP_OF = {
    "country": "country", "capital": "capital", "admin1": "admin1", "admin2": "admin2", "county": "admin2",
    "district": "admin2", "town": "town", "village": "town", "quarter": "town", "region": "region",
    "continent": "region", "sea": "water", "lake": "water", "river": "water", "strait": "water",
}  # fmt: skip
COUNTRY, CAPITAL, ADMIN1, ADMIN2, TOWN = range(5)
_BOUNDLESS = frozenset({"country", "sea", "continent"})
_TOO_LARGE_M = 400_000


@dataclass(frozen=True, slots=True)
class OptionRows:
    """One row an option, in the order of the cases.

    Attributes:
        facts: of each.
        parts: the rows of each case.
        starts: where the rows of those cases begin that have options.
        slot: the number of its case among those.
        owner: the number of its case.
        position: in the gazetteer.
        lon, lat: degrees.
        group: an index into GROUPS.
        admin1, admin2: positions of what it lies in or is, -1 for none.
        code: a number for its (first) country, -1 for none.
        is_small: has it a middle that says where it is? False for countries, seas and what is as large.
        is_curated: 1 for places curated by hand.
        spots: how often its case is mentioned.
    """

    facts: list[Facts]
    parts: tuple[slice, ...]
    starts: NDArray[Any]
    slot: NDArray[Any]
    owner: NDArray[Any]
    position: NDArray[Any]
    lon: NDArray[Any]
    lat: NDArray[Any]
    population: NDArray[Any]
    group: NDArray[Any]
    admin1: NDArray[Any]
    admin2: NDArray[Any]
    code: NDArray[Any]
    is_small: NDArray[Any]
    is_curated: NDArray[Any]
    spots: NDArray[Any]

    @classmethod
    def of(cls, cases: Sequence[Case], gazetteer: Gazetteer) -> OptionRows:
        """The options of cases."""
        sizes = np.array([len(case.choices) for case in cases], dtype=int)
        positions = [choice.entry.position for case in cases for choice in case.choices]
        facts = [gazetteer.facts(position) for position in positions]
        ends = np.cumsum(sizes)
        position = np.array(positions, dtype=int)
        group = np.array([GROUPS.index(_GROUP_OF.get(fact.feature_class, "facility")) for fact in facts], dtype=int)
        codes: dict[str, int] = {}
        first = [codes.setdefault(fact.countries[0], len(codes)) if fact.countries else -1 for fact in facts]
        is_small = [fact.feature_class not in _BOUNDLESS and fact.radius_m < _TOO_LARGE_M for fact in facts]
        return cls(
            facts=facts,
            parts=tuple(slice(end - size, end) for end, size in zip(ends.tolist(), sizes.tolist(), strict=True)),
            starts=(ends - sizes)[sizes > 0],
            slot=np.repeat(np.arange(np.count_nonzero(sizes)), sizes[sizes > 0]),
            owner=np.repeat(np.arange(len(cases)), sizes),
            position=position,
            lon=np.array([fact.lon for fact in facts], dtype=float),
            lat=np.array([fact.lat for fact in facts], dtype=float),
            population=np.array([fact.population for fact in facts], dtype=float),
            group=group,
            admin1=np.where(group == ADMIN1, position, np.array([fact.admin1 for fact in facts], dtype=int)),
            admin2=np.where(group == ADMIN2, position, np.array([fact.admin2 for fact in facts], dtype=int)),
            code=np.array(first, dtype=int),
            is_small=np.array(is_small, dtype=bool),
            is_curated=np.array([fact.is_curated for fact in facts], dtype=float),
            spots=np.repeat([float(len(case.spots)) for case in cases], sizes),
        )

    def __len__(self) -> int:
        """How many options there are."""
        return len(self.facts)

    def most(self, values: NDArray[Any]) -> NDArray[Any]:
        """The largest value among the options of an option's case."""
        return self._each(np.maximum, values)

    def total(self, values: NDArray[Any]) -> NDArray[Any]:
        """The sum over the options of an option's case."""
        return self._each(np.add, values)

    def rank(self, values: NDArray[Any]) -> NDArray[Any]:
        """How many options of an option's case have a larger value, or the same and stand before it."""
        order = np.lexsort((-values, self.owner))
        rank = np.empty(len(self), dtype=int)
        rank[order] = np.arange(len(self)) - self.starts[self.slot]
        return rank

    def _each(self, how: np.ufunc, values: NDArray[Any]) -> NDArray[Any]:
        each: NDArray[Any] = how.reduceat(values, self.starts)[self.slot] if len(self) else values
        return each
