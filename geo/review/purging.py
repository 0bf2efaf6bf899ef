"""A report goes for good; the incidents that it told are folded anew from the others, or go with it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.errors import InputError, StoreError
from geo.model import Action, Edit
from geo.review.settle import settle
from geo.review.who import user

if TYPE_CHECKING:
    from geo.model import Report
    from geo.store import Store

_SHORTEST = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class Purged:
    """The ids of the incidents that other reports (or a person) still tell, and of those that are gone."""

    kept: tuple[str, ...]
    gone: tuple[str, ...]


def named_report(store: Store, name: str) -> Report:
    """The stored report with this id, the only one whose id begins so (8 digits at least), or with this address.

    Raises:
        InputError: there is none, or more than one.
    """
    if found := store.report(name):
        return found
    ids = store.reports_like(name) if len(name) >= _SHORTEST else []
    if len(ids) > 1:
        raise InputError(f"{len(ids)} reports are named {name!r}: give the whole id of one: {', '.join(ids[:3])}.")
    found = store.report(ids[0]) if ids else None
    if found is None:
        raise InputError(f"The store holds no report {name!r}: give its id, as an export has it, or its address.")
    return found


def told_by(store: Store, report_id: str) -> dict[str, list[str]]:
    """The incidents that a report tells, each with the ids of those of its mentions that are in that report."""
    told: dict[str, list[str]] = defaultdict(list)
    for mention_id, incident_id in store.home_of([one.id for one in store.mentions_in(report_id)]).items():
        told[incident_id].append(mention_id)
    return dict(told)


def purge(store: Store, report: Report, *, why: str, who: str = "") -> Purged:
    """Delete a report for good: text, title, address, publisher, quotes and all that the history holds of them.

    Incidents that other reports tell too are folded anew. One that no other report tells is gone, whatever was decided
    on it, unless a person has told its kind, days and place: it then stands as one by hand. The report is not taken in
    again. Copies of the store that were made before still hold it.

    Raises:
        InputError: no reason is given.
        StoreError: another program has the store open: the report is purged, but its bytes are still in the file.
    """
    if not why.strip():
        raise InputError("A report is purged for a reason: give it with --why.")
    who = who or user()
    with store.transaction():
        told = told_by(store, report.id)
        store.erase_report(report, who=who, why=why)
        edits = [
            Edit(incident_id=one, action=Action.PURGE, who=who, why=why, before={"mentions": ids})
            for one, ids in told.items()
        ]
        kept = settle(store, edits)
    try:
        store.wipe()
    except StoreError as error:
        raise StoreError(
            f"The report is purged, but the file still holds its bytes: {error} Then rewrite it by giving the command "
            f"again, with the whole id {report.id}."
        ) from error
    return Purged(kept=tuple(sorted(kept)), gone=tuple(sorted(told.keys() - kept.keys())))
