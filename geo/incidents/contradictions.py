"""What two accounts of one act can never differ in: kind, report, days and place.

Whatever a scorer says, a pair that is contradicted here stays two acts.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from geo.geodesy import LonLat, distance_to_m, distances_m, representative_point
from geo.model import Mention, PlacePrecision

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shapely.geometry.base import BaseGeometry

ADJACENT_DAYS = 1  # 'late on Thursday' is 'early on Friday' in another paper, or in another time zone
VAGUE_DAYS = 3
LIKE_PERIODS = 0.5  # shared days of all days, for periods longer than VAGUE_DAYS
SLACK_M = 5_000.0
WIDE = frozenset({PlacePrecision.COUNTRY, PlacePrecision.PROVINCE, PlacePrecision.ALONG_LINE})
_REACH_M = {
    PlacePrecision.EXACT: 1_000.0,
    PlacePrecision.LOCALITY: 5_000.0,
    PlacePrecision.ON_LINE: 5_000.0,
    PlacePrecision.DISTRICT: 20_000.0,
    PlacePrecision.PROVINCE: 75_000.0,
    PlacePrecision.ALONG_LINE: 15_000.0,
    PlacePrecision.COUNTRY: 250_000.0,
}
_EQUAL = 0.005  # relative
_TELLING = 3  # one killed, two soldiers: such numbers recur
_BIG = 20
_LEAST_WORDS = 6
_WORD = re.compile(r"\w+")


def contradict(a: Mention, b: Mention) -> bool:
    """Can the two not tell one act? Two mentions of a report never do: a report tells an act once."""
    return a.kind != b.kind or a.report_id == b.report_id or days_contradict(a, b) or places_contradict(a, b)


def days_contradict(a: Mention, b: Mention) -> bool:
    """Do the days exclude each other?

    Days in common do not, unless one account is far vaguer and begins on another day; neighbouring days do not.
    """
    if a.period.overlaps(b.period):
        alike = a.period.start == b.period.start or shared_days(a, b) >= LIKE_PERIODS
        vague = max(a.period.days, b.period.days) > VAGUE_DAYS
        return vague and not alike and not _tied(a.quantities, b.quantities)
    return days_apart(a, b) > ADJACENT_DAYS


def doubtful(a: Mention, b: Mention) -> bool:
    """Are the days neighbours, and does nothing tie the accounts: no same telling number, not the very same sentence?

    Such a pair never joins by itself, but 'Thursday' and 'Friday' may be accounts of one act by what others say.
    """
    if a.period.overlaps(b.period):
        return False
    return not (_tied(a.quantities, b.quantities) or _same_sentence(a, b))


def days_apart(a: Mention, b: Mention) -> int:
    """Days from the end of the earlier period to the start of the later one; 0 if they have a day in common."""
    first, second = sorted((a.period, b.period), key=lambda one: (one.start, one.end))
    return max(0, (second.start - first.end).days)


def shared_days(a: Mention, b: Mention) -> float:
    """Days that both periods hold, of the days that either holds."""
    shared = (min(a.period.end, b.period.end) - max(a.period.start, b.period.start)).days + 1
    return max(0, shared) / (a.period.days + b.period.days - max(0, shared))


def places_contradict(a: Mention, b: Mention) -> bool:
    """Are the footprints further apart than both reach (and 5 km)?

    Where one is a whole country, the other must bear its code; where one is a province or a whole line, both must.
    """
    precisions = {a.footprint.precision, b.footprint.precision}
    if precisions & WIDE and not common_country(a, b):
        return True
    if PlacePrecision.COUNTRY in precisions:
        return False
    return gap_m(a, b) > reach_m(a) + reach_m(b) + SLACK_M


def common_country(a: Mention, b: Mention) -> bool:
    """Do the two name a country in common? An unnamed one contradicts nobody."""
    return not a.country or not b.country or bool(set(a.country.split("/")) & set(b.country.split("/")))


def reach_m(mention: Mention) -> float:
    """Metres around its footprint within which the act may have happened."""
    return max(mention.footprint.radius_m, _REACH_M[mention.footprint.precision])


def gap_m(a: Mention, b: Mention) -> float:
    """Metres from the middle of the one footprint to the nearest point of the other, whichever way is shorter."""
    one, other = a.footprint.geometry, b.footprint.geometry
    if one.geom_type == other.geom_type == "Point":
        return _between_m(middle(one), middle(other))
    return min(_to_m(middle(one), other), _to_m(middle(other), one))


@functools.lru_cache(maxsize=4096)
def middle(geometry: BaseGeometry) -> LonLat:
    """The representative point of a footprint."""
    return representative_point(geometry)


@functools.lru_cache(maxsize=16384)
def _to_m(point: LonLat, geometry: BaseGeometry) -> float:
    return _between_m(point, middle(geometry)) if geometry.geom_type == "Point" else distance_to_m(*point, geometry)


@functools.lru_cache(maxsize=16384)
def _between_m(one: LonLat, other: LonLat) -> float:
    import numpy as np

    return float(distances_m(*one, np.array([other[0]]), np.array([other[1]]))[0])


def _tied(a: Mapping[str, float], b: Mapping[str, float]) -> bool:
    """Is a telling number the same, and none told otherwise?"""
    common = common_numbers(a, b)
    return all(equal(x, y) for x, y in common) and any(abs(x) >= _TELLING for x, _ in common)


def common_numbers(a: Mapping[str, float], b: Mapping[str, float]) -> list[tuple[float, float]]:
    """The numbers that both tell of the same noun, and big ones that are equal under two names ('shells', 'rounds')."""
    same = [(a[noun], b[noun]) for noun in a.keys() & b.keys()]
    others = [[told[noun] for noun in told.keys() - same_.keys()] for told, same_ in ((a, b), (b, a))]
    renamed = [(x, y) for x in others[0] for y in others[1] if abs(x) >= _BIG and equal(x, y)]
    return same + renamed


def equal(x: float, y: float) -> bool:
    """Are two numbers the same but for rounding?"""
    return abs(x - y) <= _EQUAL * max(abs(x), abs(y))


def _same_sentence(a: Mention, b: Mention) -> bool:
    one, other = (frozenset(_WORD.findall(quote.casefold())) for quote in (a.evidence.quote, b.evidence.quote))
    return one == other and len(one) >= _LEAST_WORDS
