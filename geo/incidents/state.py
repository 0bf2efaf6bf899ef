"""An incident's fields, as they follow from its mentions: one pure function."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import chain
from typing import TYPE_CHECKING

from geo.errors import InputError
from geo.incidents.disagreements import disagreements
from geo.model import Citation, Incident, Loss, Mention, Period, Report, Status
from geo.reports.duplicates import sources

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def incident_from(mentions: Sequence[Mention], incident_id: str, reports: Mapping[str, Report]) -> Incident:
    """The incident that a cluster of mentions tells.

    Period: the narrowest that agrees with the most sources (ties: the earliest report). Footprint: the most precise
    class, then confidence. A number: the value of most sources, else of the latest report; so are the losses of each
    side, which are never added up. Status: disputed if any is,
    else reported if any is. Initiator and target: union. Fields whose values differ are named in `disagreeing` and told
    in `disagreements`. Reports that copy each other are one source.

    Raises:
        InputError: no mention is given.
    """
    if not mentions:
        raise InputError(f"Incident {incident_id} has no mention: give at least one.")
    ordered = sorted(mentions, key=lambda one: (_published(one, reports), one.id))
    source = sources(reports[one.report_id] for one in ordered)
    source_of = {one.id: source[one.report_id] for one in ordered}
    best = min(ordered, key=lambda one: (one.footprint.precision.rank, -one.confidence, one.id))
    differing = disagreements(ordered)
    return Incident(
        id=incident_id,
        kind=ordered[0].kind,
        period=_period(ordered, source_of),
        footprint=best.footprint,
        place=best.place,
        country=best.country,
        initiator=_union([one.initiator for one in ordered]),
        target=_union([one.target for one in ordered]),
        quantities=_numbers(ordered, source_of),
        losses=_losses(ordered, source_of),
        status=_status(ordered),
        confidence=max(one.confidence for one in ordered),
        citations=tuple(citation(one, reports[one.report_id]) for one in ordered),
        mention_ids=tuple(one.id for one in ordered),
        sources=len(set(source_of.values())),
        disagreeing=tuple(one.field for one in differing),
        disagreements=differing,
    )


def citation(mention: Mention, report: Report) -> Citation:
    """The evidence of a mention with the origin of its report."""
    return Citation(
        evidence=mention.evidence,
        publisher=report.publisher,
        url=report.url,
        published=report.published,
        title=report.title,
    )


def _published(mention: Mention, reports: Mapping[str, Report]) -> str:
    day = reports[mention.report_id].published
    return day.isoformat() if day else "9999"


def _period(ordered: Sequence[Mention], source_of: Mapping[str, str]) -> Period:
    def agreement(candidate: Mention) -> int:
        return len({source_of[one.id] for one in ordered if one.period.overlaps(candidate.period)})

    return min(enumerate(ordered), key=lambda row: (-agreement(row[1]), row[1].period.days, row[0]))[1].period


def _numbers(ordered: Sequence[Mention], source_of: Mapping[str, str]) -> dict[str, float]:
    told: dict[str, dict[str, float]] = defaultdict(dict)
    for one in ordered:
        for noun, value in one.quantities.items():
            told[noun][source_of[one.id]] = value
    return {noun: _most_told(list(by_source.values())) for noun, by_source in told.items()}


def _losses(ordered: Sequence[Mention], source_of: Mapping[str, str]) -> tuple[Loss, ...]:
    """Side by side, in the order in which the reports name them."""
    told: dict[str, dict[str, dict[str, float]]] = defaultdict(lambda: {"killed": {}, "injured": {}})
    for one in ordered:
        for loss in one.losses:
            for fate, by_source in told[loss.side].items():
                value: float | None = getattr(loss, fate)
                if value is not None:
                    by_source[source_of[one.id]] = value
    return tuple(
        Loss(side=side, killed=_told_or_none(fates["killed"]), injured=_told_or_none(fates["injured"]))
        for side, fates in told.items()
    )


def _told_or_none(by_source: Mapping[str, float]) -> float | None:
    return _most_told(list(by_source.values())) if by_source else None


def _most_told(values: Sequence[float]) -> float:
    """The value that most of them share, else the last one."""
    counts = Counter(values)
    most = max(counts.values())
    return [value for value in values if counts[value] == most][-1]


def _status(ordered: Sequence[Mention]) -> Status:
    found = {one.status for one in ordered}
    for status in (Status.DISPUTED, Status.REPORTED):
        if status in found:
            return status
    return Status.CLAIMED


def _union(lists: Sequence[Sequence[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(chain.from_iterable(lists)))
