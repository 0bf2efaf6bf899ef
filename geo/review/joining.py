"""New mentions find the incidents that tell the same acts, as far as people have not decided otherwise."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from geo.incidents.merge import merge, within_reach
from geo.model.edit import new_id
from geo.review.machine import regrouped
from geo.review.replay import replay
from geo.review.settle import settle

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from geo.model import Edit, Mention, Report
    from geo.store import Store

Clusters = list[tuple["Mention", ...]]


def join(mentions: Sequence[Mention], report: Report, store: Store) -> set[str]:
    """Let stored mentions of a report find their incidents, kind by kind; the ids of the incidents that changed.

    A newcomer may part mentions that were one incident, each part becomes one. What a person decided on holds
    together, and two such incidents stay two. Mentions that have an incident already are judged anew.
    """
    touched: set[str] = set()
    for kind in sorted({mention.kind for mention in mentions}):
        touched |= _join([mention for mention in mentions if mention.kind == kind], report, store)
    return touched


def decided(store: Store, ids: Collection[str]) -> set[str]:
    """Those of these incidents on which a decision of a person stands."""
    return {one for one, edits in store.edits_of(ids).items() if replay(edits).decisions}


def _join(mentions: list[Mention], report: Report, store: Store) -> set[str]:
    held = {one: store.mentions_of(one) for one in set(store.home_of([mention.id for mention in mentions]).values())}
    moved = {one.id: one for one in chain.from_iterable([*held.values(), mentions])}
    held |= within_reach(moved.values(), store.mentions_near, store.mentions_of)
    fixed = decided(store, held)
    groups = {mention.id: one for one in fixed for mention in held[one]}
    clusters = merge([*chain.from_iterable(held.values()), *mentions], groups=groups)
    edits: list[Edit] = []
    for cluster, (incident_id, merged) in zip(clusters, _ids(clusters, held, fixed, store), strict=True):
        edits += regrouped(incident_id, cluster, held, merged)
    if not edits:
        return set()
    known = {one.id: one for one in chain.from_iterable([*held.values(), mentions])}
    return set(settle(store, edits, known=known, reports={report.id: report}))


def _ids(
    clusters: Clusters, held: Mapping[str, list[Mention]], fixed: Collection[str], store: Store
) -> list[tuple[str, list[str]]]:
    """For each cluster the id of its incident, and the ids of others that it swallows.

    An incident goes where its founding mention is, else where its first mention is; one that a person decided on
    swallows the others. A cluster to which none goes is new, with the id of its own first mention.
    """
    place = {one.id: number for number, cluster in enumerate(clusters) for one in cluster}
    claims: list[list[str]] = [[] for _ in clusters]
    for incident_id, mentions in held.items():
        if mentions:
            home = place[mentions[0].id]
            claims[home if incident_id in fixed else place.get(incident_id, home)].append(incident_id)
    for claim in claims:
        claim.sort(key=lambda one: one not in fixed)
    fresh = [min(cluster, key=lambda one: (one.trigger, one.id)).id for cluster in clusters]
    taken = store.versions([own for claim, own in zip(claims, fresh, strict=True) if not claim])
    named = [new_id() if own in taken else own for own in fresh]
    return [(claim[0], claim[1:]) if claim else (own, []) for claim, own in zip(claims, named, strict=True)]
