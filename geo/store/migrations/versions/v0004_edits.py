"""The history: edits are events, and an incident has a version. What is stored becomes the first event of each."""

# ruff: noqa: S608 - the statements are put together from constants
from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from geo.store.triggers import EVENT, ID, NOW, TRIGGERS, whole

revision = "0004"
down_revision = "0003"

_REGISTER = """INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id)
    VALUES ('edits', 'attributes', 'edits', 'What happened to each incident', 0)"""

_MEMBERS = """(SELECT json_group_array(mention_id) FROM (SELECT mention_id FROM incident_mentions
    WHERE incident_id = incidents.id ORDER BY position))"""
_WHO = "borderwatch"
_INTO = "json_object('into', incident_id)"


def _take_over(action: str, after: str, condition: str) -> str:
    return (
        f"{EVENT} SELECT {ID}, id, '{action}', '{{}}', {after}, '{_WHO}', '', {NOW}, '', 1"
        f" FROM incidents WHERE {condition} ORDER BY fid"
    )


_HAS_MENTIONS = "EXISTS (SELECT 1 FROM incident_mentions WHERE incident_id = incidents.id)"
_TAKE_OVER = (  # the history of a store that had none: one event for each incident, and for each id that was merged
    _take_over("found", f"json_object('mentions', json({_MEMBERS}))", _HAS_MENTIONS),
    _take_over("load", whole("incidents"), f"NOT {_HAS_MENTIONS}"),
    _take_over("load", "json_object('review', review)", f"review != 'new' AND {_HAS_MENTIONS}"),
    f"{EVENT} SELECT {ID}, id, 'leave', '{{}}', {_INTO}, '{_WHO}', '', {NOW}, '', 1 FROM aliases ORDER BY fid",
)


def upgrade() -> None:
    """Add them; a server has had both from its first schema on."""
    if op.get_bind().dialect.name != "sqlite":
        return
    op.add_column("incidents", sa.Column("version", sa.Integer, nullable=False, server_default="0"))
    op.execute(
        """CREATE TABLE edits (sequence INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
        incident_id TEXT NOT NULL, action TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL, who TEXT NOT NULL,
        why TEXT NOT NULL, at DATETIME NOT NULL, "of" TEXT NOT NULL, version INTEGER NOT NULL)"""
    )
    op.create_index("ix_edits_incident", "edits", ["incident_id", "sequence"])
    op.execute("CREATE INDEX ix_edits_gis ON edits (incident_id) WHERE who = 'GIS'")
    op.execute("CREATE INDEX ix_incidents_rejected ON incidents (review) WHERE review = 'rejected'")
    for statement in (_REGISTER, *_TAKE_OVER, "UPDATE incidents SET version = 1", *TRIGGERS):
        op.get_bind().exec_driver_sql(statement)
