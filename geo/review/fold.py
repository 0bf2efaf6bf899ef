"""The state of an incident, from stored mentions and events alone: the same whatever extractor is installed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.errors import AlteredError
from geo.incidents.state import incident_from
from geo.model import Incident
from geo.model.forms import amended, footprint_of, period_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.model import Mention, Report
    from geo.review.replay import Course

_RESTORE = "restore the store from a back-up"


def fold(
    incident_id: str, course: Course, mentions: Mapping[str, Mention], reports: Mapping[str, Report]
) -> Incident | None:
    """The incident that its course comes to, or None: merged into another one, or told by nobody any more.

    What the mentions say, by `incident_from`, and over it what people set. An incident by hand without a report has
    nothing but that.

    Args:
        incident_id: its id.
        course: its events, replayed.
        mentions: at least its members; one that is missing was purged.
        reports: at least those of its members.

    Raises:
        AlteredError: another program changed or removed a report or mention that it follows from.
    """
    if course.into:
        return None
    members = [mentions[one] for one in course.members if one in mentions]
    if members:
        _refuse_altered(course, mentions, reports)
        told = incident_from(members, incident_id, reports)
    elif course.alone:
        told = _by_hand(incident_id, course)
    else:
        return None
    return amended(told, course.fields)


def _refuse_altered(course: Course, mentions: Mapping[str, Mention], reports: Mapping[str, Report]) -> None:
    """Do nothing if the members and their reports are those that were stored: each id says so."""
    for one in course.members:
        mention = mentions.get(one)
        if mention is None:
            continue
        report = reports.get(mention.report_id)
        if mention.id != one:
            raise AlteredError(f"The mention {one} is not what was stored, another program changed it: {_RESTORE}.")
        if report is None or report.id != mention.report_id:
            lost = "is gone" if report is None else "is not what was stored, another program changed it"
            raise AlteredError(f"The report {mention.report_id[:12]} {lost}: {_RESTORE}.")


def _by_hand(incident_id: str, course: Course) -> Incident:
    fields = course.fields
    return Incident(
        id=incident_id,
        kind=fields["kind"],
        period=period_of(fields["period"]),
        footprint=footprint_of(fields["footprint"]),
        place=fields.get("place", ""),
        country=fields.get("country", ""),
        sources=0,
    )
