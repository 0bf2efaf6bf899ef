"""Every incident folded anew from mentions and events: a check that nothing else was written, or a repair."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from geo.errors import AlteredError
from geo.model.telling import value_text
from geo.review.replay import Course, replay
from geo.review.settle import fold_all, leading_back
from geo.store.protocol import Change

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from geo.model import Edit, Incident
    from geo.store import Store

_CHUNK = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """Where the stored state is not what follows from mentions and events, in words.

    `lost`: what it should follow from is not what was stored; a rebuild leaves the incident as it is.
    """

    incident_id: str
    text: str
    lost: bool = False


def rebuild(
    store: Store, *, check: bool = False, progress: Callable[[int], None] | None = None
) -> Iterator[Difference]:
    """Fold every incident anew and compare it with what is stored; what differs is written, unless it is a check.

    Args:
        store: what to go over; a part at a time, so that others can go on writing.
        check: only look.
        progress: is told how many incidents were looked at, part by part.

    Yields:
        Each difference, in the order of ids.
    """
    ids = store.edited()
    while part := list(islice(ids, _CHUNK)):
        yield from _part(store, part, check=check)
        if progress:
            progress(len(part))
    for one in store.unheard():
        yield Difference(incident_id=one, text="stands in the table without any event: nothing tells where it is from")


def _part(store: Store, ids: list[str], *, check: bool) -> list[Difference]:
    if check:
        return _look(store, ids, check=True)
    with store.transaction():
        return _look(store, ids, check=False)


def _look(store: Store, ids: list[str], *, check: bool) -> list[Difference]:
    courses = _courses(store.edits_of(ids))
    made, lost = _made(store, courses)
    wrong = store.differences(list(made.values()))
    found = [Difference(incident_id=one, text=_told(columns)) for one, columns in wrong.items()]
    versions = store.versions(ids)
    gone = [one for one in versions if one not in made and one not in lost]
    found += [Difference(incident_id=one, text="should be gone, its mentions are elsewhere") for one in gone]
    astray = _astray(store, courses)
    found += [Difference(incident_id=one, text=f"should lead to {to}") for one, to in astray.items()]
    if found and not check:
        merged = {one: to for one, to in astray.items() if store.versions([to])}
        store.record(
            Change(
                edits=[],
                incidents=[replace(made[one], version=versions.get(one, 0)) for one in wrong],
                merged=merged | leading_back(store, [one for one in wrong if one not in versions]),
                gone=[one for one in gone if one not in merged],
                expected=versions,
            )
        )
    found += [Difference(incident_id=one, text=text, lost=True) for one, text in lost.items()]
    return sorted(found, key=lambda one: one.incident_id)


def _made(store: Store, courses: dict[str, Course]) -> tuple[dict[str, Incident], dict[str, str]]:
    """The incidents that are there, and for those that nothing can be said of any more, why."""
    try:
        return fold_all(store, courses), {}
    except AlteredError:
        made: dict[str, Incident] = {}
        lost: dict[str, str] = {}
        for one, course in courses.items():
            try:
                made |= fold_all(store, {one: course})
            except AlteredError as error:
                lost[one] = str(error).removesuffix(".")
        return made, lost


def _astray(store: Store, courses: dict[str, Course]) -> dict[str, str]:
    """Merged incidents whose id does not lead where their events say, and where that is."""
    merged = {one: course.into for one, course in courses.items() if course.into}
    final = {one: _final(store, into) for one, into in merged.items()}
    stored = store.leading(merged)
    return {one: to for one, to in final.items() if stored.get(one) != to}


def _final(store: Store, incident_id: str) -> str:
    seen = {incident_id}
    while (into := replay(store.edits_of([incident_id])[incident_id]).into) and into not in seen:
        incident_id = into
        seen.add(into)
    return incident_id


def _told(columns: dict[str, tuple[Any, Any]]) -> str:
    if "" in columns:
        return "is missing from the table"
    return "; ".join(f"{name}: stored {_short(was)}, follows {_short(is_)}" for name, (was, is_) in columns.items())


def _short(value: Any) -> str:
    wkt = getattr(value, "wkt", None)
    return value_text(wkt if wkt is not None else value)


def take_in(store: Store) -> dict[str, Incident]:
    """Settle what a GIS wrote to the table of incidents: what was deleted is back as rejected, the rest is exact."""
    with store.transaction():
        ids = store.written_by_gis()
        settled: dict[str, Incident] = {}
        for start in range(0, len(ids), _CHUNK):
            part = ids[start : start + _CHUNK]
            made, lost = _made(store, _courses(store.edits_of(part)))
            versions = store.versions(part)
            states = [replace(one, version=versions.get(one.id, 0)) for one in made.values()]
            gone = [one for one in versions if one not in made and one not in lost]
            store.record(Change(edits=[], incidents=states, gone=gone, expected=versions))
            settled |= made
    return settled


def _courses(past: dict[str, list[Edit]]) -> dict[str, Course]:
    return {one: replay(edits) for one, edits in past.items()}
