"""What people should look at first: what is marked, may be told twice, is told differently, or is unsure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from geo.incidents.contradictions import ADJACENT_DAYS, contradict
from geo.incidents.pairs import probability
from geo.model import Action, Evidence, Mention, Review
from geo.review.regrouping import related
from geo.review.replay import replay
from geo.store import Query

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from geo.model import Incident
    from geo.review.replay import Course
    from geo.store import Store

UNSURE = 0.5  # a confidence below it
ALIKE = 0.2  # of two incidents that may be one; accounts that are alike by half the program joins itself
_OPEN = frozenset({Review.NEW, Review.NEEDS_WORK})
_LOOKED_AT = 500  # the newest incidents, among which twins are looked for


class Need(StrEnum):
    """Why somebody should look at an incident."""

    MARKED = "needs_work"
    TWIN = "duplicate"
    DIFFER = "disagreement"
    UNSURE = "low_confidence"


_WEIGHT = {Need.MARKED: 4.0, Need.TWIN: 3.0, Need.DIFFER: 2.0, Need.UNSURE: 1.0}


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """An incident of the queue: why it is there, and how much it needs somebody (more is more).

    `differing` are the fields on which reports differ and nobody decided; `twin` is the id of an incident that may be
    the same, `likeness` how alike the two are in [0, 1].
    """

    incident: Incident
    needs: tuple[Need, ...]
    score: float
    differing: tuple[str, ...] = ()
    twin: str = ""
    likeness: float = 0.0


def queue(store: Store, query: Query | None = None, limit: int = 100) -> list[Item]:
    """Those that nobody confirmed or rejected and that need somebody, the greatest need first.

    Args:
        store: where they are kept.
        query: only what it keeps; what people decided (`review`) is chosen here.
        limit: at most so many.
    """
    asked = replace(query or Query(), review=_OPEN)
    twins = _twins(store, asked)
    doubtful = {one.id: one for one in store.doubtful(asked, UNSURE, limit + len(twins))}
    for incident_id in set(twins) - set(doubtful):
        if found := store.incident(incident_id):
            doubtful[found.id] = found
    past = store.edits_of(doubtful)
    items = [_item(one, replay(past[one.id]), twins.get(one.id)) for one in doubtful.values()]
    needed = [one for one in items if one.needs]
    return sorted(needed, key=lambda one: (-one.score, -one.incident.period.start.toordinal(), one.incident.id))[:limit]


def _item(incident: Incident, course: Course, twin: tuple[str, float] | None) -> Item:
    differing = tuple(one for one in incident.disagreeing if not _is_decided(one, course.decided))
    needs = {
        Need.MARKED: incident.review is Review.NEEDS_WORK,
        Need.TWIN: twin is not None,
        Need.DIFFER: bool(differing),
        Need.UNSURE: incident.confidence < UNSURE,
    }
    other, alike = twin or ("", 0.0)
    found = tuple(need for need, holds in needs.items() if holds)
    score = sum(_WEIGHT[need] for need in found) + alike + (1 - incident.confidence) / 10
    return Item(incident=incident, needs=found, score=score, differing=differing, twin=other, likeness=alike)


def _is_decided(field: str, decided: Collection[str]) -> bool:
    """'losses.Laos.killed' is decided with 'losses.Laos', 'place' with the footprint."""
    return field in decided or field.rpartition(".")[0] in decided or (field == "place" and "footprint" in decided)


def _twins(store: Store, asked: Query) -> dict[str, tuple[str, float]]:
    """For open incidents the likeliest other one that may be the same act, and how alike they are."""
    newest = list(store.incidents(replace(asked, review=frozenset()), limit=_LOOKED_AT))
    found: dict[str, tuple[str, float]] = {}
    for a, b, alike in sorted(_pairs(newest), key=lambda pair: -pair[2]):
        if {a.id, b.id} - set(found) and not _told_apart(store, a, b):
            for one, other in ((a, b), (b, a)):
                if one.review in _OPEN:
                    found.setdefault(one.id, (other.id, alike))
    return found


def _pairs(incidents: Sequence[Incident]) -> Iterator[tuple[Incident, Incident, float]]:
    """Pairs that may be one act, of which one at least is open."""
    ordered = sorted(incidents, key=lambda one: (one.kind, one.period.start, one.id))
    for position, a in enumerate(ordered):
        last = a.period.end + timedelta(days=ADJACENT_DAYS)
        for b in ordered[position + 1 :]:
            if b.kind != a.kind or b.period.start > last:
                break
            if _OPEN & {a.review, b.review} and (alike := likeness_of(a, b)) >= ALIKE:
                yield a, b, alike


def likeness_of(a: Incident, b: Incident) -> float:
    """How alike two incidents are as they stand, in [0, 1]; 0 where they contradict each other or share a report."""
    if {one.evidence.report_id for one in a.citations} & {one.evidence.report_id for one in b.citations}:
        return 0.0
    one, other = _as_mention(a), _as_mention(b)
    return 0.0 if contradict(one, other) else probability(one, other)


def _as_mention(incident: Incident) -> Mention:
    """What the incident comes to, as one account."""
    quote = incident.citations[0].evidence.quote if incident.citations else ""
    return Mention(
        report_id=incident.id,
        kind=incident.kind,
        period=incident.period,
        footprint=incident.footprint,
        place=incident.place,
        country=incident.country,
        evidence=Evidence(report_id=incident.id, start=0, end=len(quote), quote=quote),
        trigger=(0, 0),
        initiator=incident.initiator,
        target=incident.target,
        quantities=incident.quantities,
        losses=incident.losses,
        status=incident.status,
        confidence=incident.confidence,
    )


def _told_apart(store: Store, a: Incident, b: Incident) -> bool:
    """Did a person split the two, or take back that they were merged?"""
    past = store.edits_of([a.id, b.id])
    for one, other in ((a.id, b.id), (b.id, a.id)):
        undone = replay(past[one]).undone
        for edit in past[one]:
            parted = edit.action is Action.SPLIT and edit.id not in undone
            rejoined = edit.action is Action.MERGE and edit.id in undone
            if (parted or rejoined) and other in related(edit):
                return True
    return False
