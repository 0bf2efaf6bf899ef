"""Where the mentions of an incident differ, and which reports say what.

A vaguer account is none that differs: 'some day in June' holds 9 June, a province holds its town. Actors differ where
they belong to different states; 'activists' and 'defectors' may be the same people.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from geo.incidents.contradictions import WIDE, gap_m
from geo.incidents.pairs import alike, place_words
from geo.model import Account, Disagreement

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.model import Mention, Period

_ACTORS = ("initiator", "target")
_FATES = ("killed", "injured")


def disagreements(ordered: Sequence[Mention]) -> tuple[Disagreement, ...]:
    """The fields on which mentions differ, each with its accounts in the order of the mentions."""
    told = [
        _told(ordered, "period", lambda one: period_text(one.period), _days_differ),
        _told(ordered, "place", lambda one: one.place, _places_differ),
        *(_told(ordered, role, _actors_of(role), _actors_differ(role)) for role in _ACTORS),
        _told(ordered, "status", lambda one: one.status.value, lambda a, b: a.status is not b.status),
        *(_told(ordered, f"quantities.{noun}", _number_of(noun), _numbers_differ(noun)) for noun in _nouns(ordered)),
        *(_told(ordered, f"losses.{side}.{fate}", *_lost(side, fate)) for side in _sides(ordered) for fate in _FATES),
    ]
    return tuple(one for one in told if one)


def period_text(period: Period) -> str:
    """'2024-06-09', or '2024-06-09/2024-06-11' (ISO 8601)."""
    start, end = period.start.isoformat(), period.end.isoformat()
    return start if start == end else f"{start}/{end}"


def _told(
    ordered: Sequence[Mention],
    field: str,
    value: Callable[[Mention], str],
    differ: Callable[[Mention, Mention], bool],
) -> Disagreement | None:
    speaking = [one for one in ordered if value(one)]
    if not any(differ(a, b) for a, b in combinations(speaking, 2)):
        return None
    reports: dict[str, list[str]] = {}
    for one in speaking:
        reports.setdefault(value(one), []).append(one.report_id)
    accounts = tuple(Account(value=said, reports=tuple(dict.fromkeys(by))) for said, by in reports.items())
    return Disagreement(field=field, accounts=accounts)


def _days_differ(a: Mention, b: Mention) -> bool:
    return not (a.period.within(b.period) or b.period.within(a.period))


def _places_differ(a: Mention, b: Mention) -> bool:
    """Two names of spots, of which neither holds the other."""
    if {a.footprint.precision, b.footprint.precision} & WIDE or place_words(a.place) & place_words(b.place):
        return False
    return a.place != b.place and gap_m(a, b) > max(a.footprint.radius_m, b.footprint.radius_m)


def _actors_of(role: str) -> Callable[[Mention], str]:
    return lambda one: "; ".join(getattr(one, role))


def _actors_differ(role: str) -> Callable[[Mention, Mention], bool]:
    return lambda a, b: alike(getattr(a, role), getattr(b, role)) == "opposed"


def _nouns(ordered: Sequence[Mention]) -> list[str]:
    return list(dict.fromkeys(noun for one in ordered for noun in one.quantities))


def _number_of(noun: str) -> Callable[[Mention], str]:
    return lambda one: f"{one.quantities[noun]:.10g}" if noun in one.quantities else ""


def _numbers_differ(noun: str) -> Callable[[Mention, Mention], bool]:
    return lambda a, b: a.quantities[noun] != b.quantities[noun]


def _sides(ordered: Sequence[Mention]) -> list[str]:
    return list(dict.fromkeys(loss.side for one in ordered for loss in one.losses))


def _lost(side: str, fate: str) -> tuple[Callable[[Mention], str], Callable[[Mention, Mention], bool]]:
    """How many of a side a mention tells killed or injured, as text, and whether two that tell it differ."""

    def value(one: Mention) -> str:
        number = next((getattr(loss, fate) for loss in one.losses if loss.side == side), None)
        return "" if number is None else f"{number:.10g}"

    return value, lambda a, b: value(a) != value(b)
