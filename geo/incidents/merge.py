"""Mentions of several reports that tell one act become one cluster, in whatever order the reports came."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from geo.geodesy import distance_m, representative_point
from geo.model import Mention, PlacePrecision

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

VAGUE_DAYS = 3
NEAR_M = 25_000.0
_WIDE = {PlacePrecision.COUNTRY, PlacePrecision.PROVINCE, PlacePrecision.ALONG_LINE}


def merge(mentions: Iterable[Mention]) -> list[tuple[Mention, ...]]:
    """Clusters of mentions that tell one act, each in the order of (period, id); two mentions of a report never join.

    Complete linkage: every two mentions of a cluster fit together, so that a chain of near misses never forms. The
    result does not depend on the order of the input, and merging again changes nothing.
    """
    by_kind: dict[str, list[Mention]] = defaultdict(list)
    for mention in {one.id: one for one in mentions}.values():
        by_kind[mention.kind].append(mention)
    return [cluster for kind in sorted(by_kind) for cluster in _clusters(by_kind[kind])]


def _clusters(mentions: list[Mention]) -> list[tuple[Mention, ...]]:
    ordered = sorted(mentions, key=lambda one: (one.period.start, one.period.end, one.id))
    home: dict[str, list[Mention]] = {one.id: [one] for one in ordered}
    for _, _, a, b in sorted(_pairs(ordered), key=lambda row: row[:2]):
        first, second = home[a.id], home[b.id]
        if first is not second and all(fits(x, y) for x in first for y in second):
            joined = sorted([*first, *second], key=lambda one: (one.period.start, one.period.end, one.id))
            for one in joined:
                home[one.id] = joined
    unique = {id(cluster): cluster for cluster in home.values()}
    return [tuple(cluster) for cluster in unique.values()]


def _pairs(ordered: list[Mention]) -> Iterator[tuple[float, tuple[str, str], Mention, Mention]]:
    for position, a in enumerate(ordered):
        for b in ordered[position + 1 :]:
            if b.period.start > a.period.end:
                break
            if fits(a, b):
                yield apart_m(a, b) + 1000.0 * (a.period.days + b.period.days), (a.id, b.id), a, b


def apart_m(a: Mention, b: Mention) -> float:
    """Metres between the representative points of two mentions."""
    return distance_m(representative_point(a.footprint.geometry), representative_point(b.footprint.geometry))


def fits(a: Mention, b: Mention) -> bool:
    """May two mentions of different reports tell one act?

    They must have the same kind, common days, places that do not contradict each other, and a common doer.
    """
    if a.kind != b.kind or a.report_id == b.report_id or not a.period.overlaps(b.period):
        return False
    if max(a.period.days, b.period.days) > VAGUE_DAYS and not _similar_period(a, b):
        return False
    if not _common(a.initiator, b.initiator):
        return False
    wide = a.footprint.precision in _WIDE or b.footprint.precision in _WIDE
    if wide and (a.footprint.precision in _WIDE) != (b.footprint.precision in _WIDE):
        return bool(set(a.country.split("/")) & set(b.country.split("/"))) and apart_m(a, b) <= 300_000
    return apart_m(a, b) <= max(NEAR_M, min(a.footprint.radius_m, b.footprint.radius_m))


def _similar_period(a: Mention, b: Mention) -> bool:
    shared = (min(a.period.end, b.period.end) - max(a.period.start, b.period.start)).days + 1
    return shared / (a.period.days + b.period.days - shared) >= 0.5


def _common(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Two doers that share no word contradict each other; an unknown one contradicts nobody."""
    if not a or not b:
        return True
    return bool(_roots(a) & _roots(b))


def _roots(phrases: tuple[str, ...]) -> set[str]:
    return {word[:5].lower() for phrase in phrases for word in phrase.split() if len(word) > 2}
