"""Writing a change: events are appended, the rows of the incidents that they touch are claimed by their versions."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from geo.errors import ChangedError
from geo.model.telling import told
from geo.store import edit_rows, rows
from geo.store.tables import aliases, edits, incident_mentions, incidents, mentions
from geo.store.upserts import adding

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from geo.model import Edit, Incident
    from geo.store.protocol import Change

REMOVED = -1
_CHUNK = 500
_SET: dict[str, Any] = {
    column.name: sa.bindparam(f"new_{column.name}") for column in incidents.c if column.name not in ("fid", "id")
}
_UPDATE = (
    incidents.update()
    .where(incidents.c.id == sa.bindparam("known_id"), incidents.c.version == sa.bindparam("known_version"))
    .values(**_SET)
)

_NEWEST = (
    sa.select(edits.c.incident_id, sa.func.max(edits.c.version))
    .where(edits.c.incident_id.in_(sa.bindparam("ids", expanding=True)))
    .group_by(edits.c.incident_id)
)
_APPEND = edits.insert().returning(edits.c.sequence, sort_by_parameter_order=True)


def record(connection: sa.Connection, change: Change) -> list[Edit]:
    """Write a change inside the caller's transaction; the events as stored.

    Raises:
        ChangedError: an incident has another version than the change expects.
    """
    states = {one.id: change.expected.get(one.id, one.version) for one in change.incidents}
    removed = [*change.merged, *change.gone]
    known = states | {one: change.expected.get(one, 0) for one in removed}
    # A row that is there has the version of its last event or a later one; what is new may have been there before.
    last = {one: version for one, version in known.items() if version}
    last |= _last_versions(connection, ({edit.incident_id for edit in change.edits} | set(known)) - set(last))
    for incident_id in removed:
        _claim_removal(connection, incident_id, change.expected.get(incident_id))
    reports = _reports_told(connection, change.incidents)
    back = [one for one, version in states.items() if not version and one in last]
    last |= {one: last.get(one, 0) + 1 for one in known}
    for incident in change.incidents:
        row = rows.incident_row(incident, reports[incident.id]) | {"version": last[incident.id]}
        _write(connection, row, states[incident.id])
    _link(connection, change.incidents, [one for one, version in states.items() if version])
    if back:
        connection.execute(aliases.delete().where(aliases.c.id.in_(back)))
    _lead(connection, change.merged)
    if removed:
        connection.execute(incidents.delete().where(incidents.c.id.in_(removed)))
    return append(connection, change.edits, last)


def append(connection: sa.Connection, new: Sequence[Edit], versions: Mapping[str, int]) -> list[Edit]:
    """Append events, each with the version of its incident after it; the events as stored."""
    if not new:
        return []
    dated = [replace(edit, version=versions.get(edit.incident_id, 0)) for edit in new]
    sequences = connection.execute(_APPEND, [edit_rows.edit_row(edit) for edit in dated]).scalars()
    return [replace(edit, sequence=sequence) for edit, sequence in zip(dated, sequences, strict=True)]


def in_chunks(
    connection: sa.Connection,
    asked: sa.Select[Any],
    column: sa.Column[Any],
    values: Collection[str],
    *order: sa.ColumnElement[Any],
) -> Iterable[sa.RowMapping]:
    """The rows where a column has one of many values, ordered within each chunk of values."""
    listed = list(values)
    for start in range(0, len(listed), _CHUNK):
        chunk = asked.where(column.in_(listed[start : start + _CHUNK])).order_by(*order)
        yield from connection.execute(chunk).mappings()


def _last_versions(connection: sa.Connection, ids: Collection[str]) -> dict[str, int]:
    listed = list(ids)
    parts = (listed[start : start + _CHUNK] for start in range(0, len(listed), _CHUNK))
    return {one: newest for part in parts for one, newest in connection.execute(_NEWEST, {"ids": part})}


def _write(connection: sa.Connection, row: dict[str, Any], expected: int) -> None:
    """Insert a new incident, or update one that still has the expected version."""
    if expected == 0:
        if connection.execute(adding(connection, incidents), row).rowcount != 1:
            raise changed(connection, row["id"], expected)
        return
    values = {f"new_{name}": value for name, value in row.items() if name != "id"}
    given = {"known_id": row["id"], "known_version": expected}
    if connection.execute(_UPDATE, values | given).rowcount != 1:
        raise changed(connection, row["id"], expected)


def _claim_removal(connection: sa.Connection, incident_id: str, expected: int | None) -> None:
    """Mark a row as ours to remove, so that no trigger takes it for a deletion by a GIS."""
    mine = incidents.c.id == incident_id
    if expected is not None:
        mine = sa.and_(mine, incidents.c.version == expected)
    done = connection.execute(incidents.update().where(mine).values(version=REMOVED)).rowcount
    if expected and done != 1:
        raise changed(connection, incident_id, expected)


def changed(connection: sa.Connection, incident_id: str, expected: int) -> ChangedError:
    """The error that says who changed an incident since a version of it, and what."""
    since = sa.select(edits).where(edits.c.incident_id == incident_id, edits.c.version > expected)
    happened = [edit_rows.edit_of(row) for row in connection.execute(since.order_by(edits.c.sequence)).mappings()]
    what = "; ".join(told(edit) for edit in happened[-3:]) or "changed or removed by another program"
    return ChangedError(
        f"Nothing was written: incident {incident_id} was {what}. Look at it again and repeat what still holds.",
        incident_id,
        happened,
    )


def _reports_told(connection: sa.Connection, changed_: Sequence[Incident]) -> dict[str, int]:
    """How many reports tell of each incident."""
    ids = [mention_id for incident in changed_ for mention_id in incident.mention_ids]
    asked = sa.select(mentions.c.id, mentions.c.report_id)
    report = {row["id"]: row["report_id"] for row in in_chunks(connection, asked, mentions.c.id, ids)}
    return {one.id: len({report[told_] for told_ in one.mention_ids if told_ in report}) for one in changed_}


def differences(connection: sa.Connection, states: Sequence[Incident]) -> dict[str, dict[str, tuple[Any, Any]]]:
    """For each of these states that is not what is stored: column → what is stored, what it should be."""
    ids = [one.id for one in states]
    stored = {row["id"]: row for row in in_chunks(connection, sa.select(incidents), incidents.c.id, ids)}
    told, links = _reports_told(connection, states), _links(connection, ids)
    found = {}
    for one in states:
        row = stored.get(one.id)
        if row is None:
            found[one.id] = {"": (None, one)}
            continue
        derived = _as_read(rows.incident_row(one, told[one.id]) | {"mentions": list(one.mention_ids)})
        was = {**row, "mentions": links.get(one.id, [])}
        if differing := {name: (was[name], value) for name, value in derived.items() if was[name] != value}:
            found[one.id] = differing
    return found


def _as_read(row: dict[str, Any]) -> dict[str, Any]:
    """The row with its lists and mappings as JSON gives them back."""
    listed = (list, dict)
    return {name: json.loads(json.dumps(value)) if isinstance(value, listed) else value for name, value in row.items()}


def _links(connection: sa.Connection, ids: Collection[str]) -> dict[str, list[str]]:
    links = incident_mentions.c
    asked = sa.select(links.incident_id, links.mention_id)
    known: dict[str, list[str]] = {}
    for row in in_chunks(connection, asked, links.incident_id, ids, links.incident_id, links.position):
        known.setdefault(row["incident_id"], []).append(row["mention_id"])
    return known


def _link(connection: sa.Connection, written: Sequence[Incident], old: Collection[str]) -> None:
    """Link incidents to their mentions, where that has changed; a mention leaves the incident it was in.

    `old` are the ids of those that were there before: only these have links.
    """
    links = incident_mentions.c
    known = _links(connection, old)
    stale = [one for one in written if list(one.mention_ids) != known.get(one.id, [])]
    for one in stale:
        mine = sa.or_(links.incident_id == one.id, links.mention_id.in_(one.mention_ids))
        connection.execute(incident_mentions.delete().where(mine))
    new = [
        {"incident_id": one.id, "mention_id": mention_id, "position": position}
        for one in stale
        for position, mention_id in enumerate(one.mention_ids)
    ]
    if new:
        connection.execute(incident_mentions.insert(), new)


def _lead(connection: sa.Connection, merged: Mapping[str, str]) -> None:
    """Ids of incidents that are no more lead to others, also those that led to them before."""
    for incident_id, target in merged.items():
        leading = sa.or_(aliases.c.incident_id == incident_id, aliases.c.id == incident_id)
        connection.execute(aliases.update().where(leading).values(incident_id=target))
        known = connection.scalar(sa.select(aliases.c.fid).where(aliases.c.id == incident_id))
        if known is None:
            connection.execute(aliases.insert(), {"id": incident_id, "incident_id": target})
