"""The rule to beat: the same kind, common days, near or in the same country, a doer in common. Nothing is learned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.geodesy import distance_m, representative_point
from geo.model import PlacePrecision

if TYPE_CHECKING:
    from geo.model import Mention

VAGUE_DAYS = 3
NEAR_M = 25_000.0
WIDE_M = 300_000.0
_WIDE = {PlacePrecision.COUNTRY, PlacePrecision.PROVINCE, PlacePrecision.ALONG_LINE}


def same_by_rule(a: Mention, b: Mention) -> bool:
    """Do two mentions tell one act by the rule?"""
    if a.kind != b.kind or not a.period.overlaps(b.period):
        return False
    return not _vague(a, b) and _common_doer(a.initiator, b.initiator) and _near(a, b)


def _vague(a: Mention, b: Mention) -> bool:
    shared = (min(a.period.end, b.period.end) - max(a.period.start, b.period.start)).days + 1
    alike = shared / (a.period.days + b.period.days - shared) >= 0.5
    return max(a.period.days, b.period.days) > VAGUE_DAYS and not alike


def _near(a: Mention, b: Mention) -> bool:
    apart = distance_m(representative_point(a.footprint.geometry), representative_point(b.footprint.geometry))
    if (a.footprint.precision in _WIDE) != (b.footprint.precision in _WIDE):
        return bool(set(a.country.split("/")) & set(b.country.split("/"))) and apart <= WIDE_M
    return apart <= max(NEAR_M, min(a.footprint.radius_m, b.footprint.radius_m))


def _common_doer(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    return not a or not b or bool(_roots(a) & _roots(b))


def _roots(phrases: tuple[str, ...]) -> set[str]:
    return {word[:5].lower() for phrase in phrases for word in phrase.split() if len(word) > 2}
