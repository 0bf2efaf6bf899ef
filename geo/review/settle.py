"""From new events to what is stored: the incidents that they touch are folded anew and written with them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo.errors import InputError
from geo.review.fold import fold
from geo.review.replay import Course, replay
from geo.store.protocol import Change

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from geo.model import Edit, Incident, Mention, Report
    from geo.store import Store


def settle(
    store: Store,
    edits: Sequence[Edit],
    *,
    expected: Mapping[str, int] | None = None,
    known: Mapping[str, Mention] | None = None,
    reports: Mapping[str, Report] | None = None,
) -> dict[str, Incident]:
    """Append events and write the incidents that follow, in one transaction; the incidents that are there after it.

    Args:
        store: where.
        edits: the events, each of one incident.
        expected: versions that somebody saw; another one in the store raises.
        known: mentions at hand, which are not read again.
        reports: reports at hand.

    Raises:
        ChangedError: an incident has another version than was expected; nothing is written.
    """
    with store.transaction():
        ids = list(dict.fromkeys(edit.incident_id for edit in edits))
        past = store.edits_of(ids)
        courses = {one: replay([*past[one], *(edit for edit in edits if edit.incident_id == one)]) for one in ids}
        made = fold_all(store, courses, known=known, reports=reports)
        stored = store.record(_change(store, edits, courses, made, expected or {}))
    versions = {edit.incident_id: edit.version for edit in stored}
    return {one: replace(incident, version=versions[one]) for one, incident in made.items()}


def fold_all(
    store: Store,
    courses: Mapping[str, Course],
    *,
    known: Mapping[str, Mention] | None = None,
    reports: Mapping[str, Report] | None = None,
) -> dict[str, Incident]:
    """Those of the incidents that are there, each with the version 0."""
    members = {one for course in courses.values() if not course.into for one in course.members}
    mentions = {one: known[one] for one in members if known and one in known}
    mentions |= store.mentions(members - set(mentions))
    origins = dict(reports or {})
    for report_id in {one.report_id for one in mentions.values()} - set(origins):
        if found := store.report(report_id):
            origins[report_id] = found
    folded = ((one, fold(one, course, mentions, origins)) for one, course in courses.items())
    return {one: incident for one, incident in folded if incident}


def _change(
    store: Store,
    edits: Sequence[Edit],
    courses: Mapping[str, Course],
    made: Mapping[str, Incident],
    expected: Mapping[str, int],
) -> Change:
    versions = store.versions(courses)
    merged = {one: course.into for one, course in courses.items() if course.into}
    revived = [one for one in made if one not in versions]
    return Change(
        edits=edits,
        incidents=list(made.values()),
        merged={one: final(into, courses) for one, into in merged.items()} | leading_back(store, revived),
        gone=[one for one in courses if one not in made and one not in merged],
        expected={one: expected.get(one, versions.get(one, 0)) for one in courses},
    )


def final(incident_id: str, courses: Mapping[str, Course]) -> str:
    """Where a merge leads in the end, as far as these courses tell."""
    seen = {incident_id}
    while incident_id in courses and (into := courses[incident_id].into) and into not in seen:
        incident_id = into
        seen.add(into)
    return incident_id


def leading_back(store: Store, revived: Collection[str]) -> dict[str, str]:
    """Ids that were merged into incidents which are there again: they lead to those, not on to where they led since."""
    back: dict[str, str] = {}
    for incident_id in revived:
        past = store.edits(incident_id)
        courses = {one: replay(edits) for one, edits in _by_incident(past).items()}
        if incident_id in courses:
            courses[incident_id] = Course()
        back |= {one: incident_id for one in courses if one != incident_id and final(one, courses) == incident_id}
    return back


def _by_incident(edits: Iterable[Edit]) -> dict[str, list[Edit]]:
    found: dict[str, list[Edit]] = {}
    for edit in edits:
        found.setdefault(edit.incident_id, []).append(edit)
    return found


def current(store: Store, incident_id: str) -> Incident:
    """The incident with this id, or the one that it was merged into.

    Raises:
        InputError: there is none.
    """
    found = store.incident(incident_id)
    if found is None:
        raise InputError(f"The store holds no incident {incident_id!r}: take an id from an export or the list.")
    return found
