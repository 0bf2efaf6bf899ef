"""Mentions of several reports that tell one act become one cluster, in whatever order the reports came."""

from __future__ import annotations

import functools
import heapq
from datetime import timedelta
from itertools import combinations, product
from typing import TYPE_CHECKING

from geo.incidents.contradictions import ADJACENT_DAYS, contradict, doubtful
from geo.incidents.pairs import probability
from geo.model import Mention, Period

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from geo.weights import LinearModel

THRESHOLD = 0.5
_ROUNDING = 1e-6
Pair = tuple[float, str, str]


def merge(
    mentions: Iterable[Mention], weights: LinearModel | None = None, groups: Mapping[str, str] | None = None
) -> list[tuple[Mention, ...]]:
    """Clusters of mentions that tell one act, each in the order of (period, id); two mentions of a report never join.

    The likeliest pairs join first. Two clusters join if no pair across them is contradicted and the mean probability
    of the pairs across them reaches `THRESHOLD`, so that a chain of near misses never forms. The result does not depend
    on the order of the input, and merging again changes nothing.

    Args:
        mentions: what is told.
        weights: those of the pairs; the trained ones if None.
        groups: for mentions that a person decided on, by id, the name of their group. A group stays together, whatever
            its mentions say, and never joins another one. Where a person put accounts together that contradict each
            other, those that contradict a newcomer do not keep it out.
    """
    return _Clustering(list({one.id: one for one in mentions}.values()), weights, groups or {}).run()


def fits(a: Mention, b: Mention, weights: LinearModel | None = None) -> bool:
    """Do two mentions tell one act, as far as the two alone can say?"""
    return likeness(a, b, weights) >= THRESHOLD


def likeness(a: Mention, b: Mention, weights: LinearModel | None = None) -> float:
    """The probability that two mentions tell one act: 0 if that is doubtful, -1 if they contradict each other."""
    if contradict(a, b):
        return -1.0
    return 0.0 if doubtful(a, b) else probability(a, b, weights)


def window(period: Period) -> Period:
    """The days that a mention of the same act must touch."""
    slack = timedelta(days=ADJACENT_DAYS)
    return Period(start=period.start - slack, end=period.end + slack)


def within_reach(
    mentions: Iterable[Mention],
    near: Callable[[str, Period], Iterable[tuple[str, Mention]]],
    members: Callable[[str], Iterable[Mention]],
) -> dict[str, list[Mention]]:
    """The merged incidents that new mentions may change, directly or over others, with all their mentions.

    The likeliest pairs join first, so that a change spreads over ever less likely pairs alone: to merge these incidents
    and the new mentions gives what merging everything would. A page of war does not hang together as a whole.

    Args:
        mentions: the new ones, of one kind.
        near: the known mentions of a kind whose period overlaps, with the ids of their incidents.
        members: the mentions of an incident.
    """
    held: dict[str, list[Mention]] = {}
    reached: dict[str, float] = {}
    look = functools.cache(lambda kind, period: list(near(kind, period)))
    heap = [(-1.0, one.id, one) for one in mentions]
    while heap:
        level, _, mention = heapq.heappop(heap)
        for incident_id, other in look(mention.kind, window(mention.period)):
            chance = likeness(mention, other)
            if chance < THRESHOLD or chance > _ROUNDING - level or chance <= reached.get(incident_id, 0.0):
                continue
            reached[incident_id] = chance
            held[incident_id] = held.get(incident_id) or list(members(incident_id))
            for one in held[incident_id]:
                heapq.heappush(heap, (-chance, one.id, one))
    return held


class _Clustering:
    """Mentions on their way into clusters."""

    def __init__(self, mentions: list[Mention], weights: LinearModel | None, groups: Mapping[str, str]) -> None:
        self.ordered = sorted(mentions, key=lambda one: (one.kind, *_by_period(one)))
        self.weights = weights
        self.groups = groups
        self.known: dict[tuple[str, str], float] = {}

    def run(self) -> list[tuple[Mention, ...]]:
        home = self._start()
        for _, a, b in sorted(self._pairs()):
            first, second = home[a], home[b]
            if first is not second and self._may_join(first, second):
                joined = sorted([*first, *second], key=_by_period)
                home |= {one.id: joined for one in joined}
        unique = {id(cluster): cluster for cluster in home.values()}
        return [tuple(cluster) for cluster in unique.values()]

    def _start(self) -> dict[str, list[Mention]]:
        """Each mention by itself, and each group together."""
        together: dict[str, list[Mention]] = {}
        home = {}
        for one in self.ordered:
            cluster = together.setdefault(self.groups[one.id], []) if one.id in self.groups else []
            cluster.append(one)
            home[one.id] = cluster
        for cluster in together.values():
            cluster.sort(key=_by_period)
        return home

    def _pairs(self) -> Iterator[Pair]:
        for position, a in enumerate(self.ordered):
            last = window(a.period).end
            for b in self.ordered[position + 1 :]:
                if b.kind != a.kind or b.period.start > last:
                    break
                found = self._probability(a, b)
                if found >= THRESHOLD:
                    first, second = sorted((a.id, b.id))
                    yield -found, first, second

    def _may_join(self, first: list[Mention], second: list[Mention]) -> bool:
        decided = [cluster for cluster in (first, second) if any(one.id in self.groups for one in cluster)]
        if len(decided) == 2:
            return False
        across = [self._probability(a, b) for a, b in product(first, second)]
        if decided and self._contradictory(decided[0]):
            across = [one for one in across if one >= 0]
        return min(across) >= 0 and sum(across) >= THRESHOLD * len(across)

    def _contradictory(self, cluster: list[Mention]) -> bool:
        return any(self._probability(a, b) < 0 for a, b in combinations(cluster, 2))

    def _probability(self, a: Mention, b: Mention) -> float:
        """The likeness of a pair, worked out once."""
        key = (a.id, b.id) if a.id < b.id else (b.id, a.id)
        if key not in self.known:
            self.known[key] = likeness(a, b, self.weights)
        return self.known[key]


def _by_period(mention: Mention) -> tuple[object, object, str]:
    return mention.period.start, mention.period.end, mention.id
