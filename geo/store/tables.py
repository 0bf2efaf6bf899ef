"""The tables, described once in SQLAlchemy Core: the same names for the GeoPackage and for PostGIS.

`incidents` is the feature layer with a spatial index. `mentions` is a second feature layer without one: QGIS can draw
what each report said, and nothing asks for mentions by place.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from geo.model import GIS, Review
from geo.store.columns import POSTGIS, Exact, Geometry, Json, Number, word
from geo.store.moment import Moment

metadata = sa.MetaData()
_on_server: dict[sa.Index, dict[str, Any]] = {}


def _index(name: str, column: sa.Column[Any], **options: Any) -> sa.Index:
    """An index with options of both databases (`where`), or of PostgreSQL alone (`using`)."""
    index = sa.Index(name, column, sqlite_where=options.get("where"))
    _on_server[index] = options
    return index


@sa.event.listens_for(metadata, "before_create")
def _tell_the_server(_: sa.MetaData, connection: sa.Connection, **__: Any) -> None:
    """Give indexes their options for PostgreSQL, not before: SQLAlchemy reads all its drivers to look at them."""
    if connection.dialect.name == POSTGIS:
        for index, options in _on_server.items():
            index.dialect_options[POSTGIS].update(options)


def _fid() -> sa.Column[int]:
    return sa.Column("fid", sa.Integer, sa.Identity(), primary_key=True)


def _given(name: str, kind: Any, default: str | int) -> sa.Column[Any]:
    """A column that a GIS may leave out when it adds a row."""
    given = default if isinstance(default, str) else sa.text(str(default))
    return sa.Column(name, kind, nullable=False, server_default=given)


def _told() -> list[sa.Column[Any]]:
    """What mentions and incidents have in common."""
    return [
        sa.Column("kind", word, nullable=False),
        _given("group", word, "other"),
        sa.Column("start", sa.Date, nullable=False),
        sa.Column("end", sa.Date, nullable=False),
        _given("date_precision", word, "day"),
        _given("place", Exact, ""),
        _given("country", Exact, ""),
        _given("place_precision", word, "exact"),
        _given("radius_m", Number, 0),
        _given("initiator", Json, "[]"),
        _given("target", Json, "[]"),
        _given("quantities", Json, "{}"),
        _given("losses", Json, "[]"),
        _given("status", word, "reported"),
        _given("confidence", Number, 1),
    ]


incidents = sa.Table(
    "incidents",
    metadata,
    _fid(),
    sa.Column("geom", Geometry),
    sa.Column("id", word, nullable=False, unique=True, server_default=""),
    *_told(),
    _given("review", word, "new"),
    _given("reports", sa.Integer, 0),
    _given("sources", sa.Integer, 0),
    _given("disagreeing", Json, "[]"),
    _given("disagreements", Json, "[]"),
    _given("lon", Number, 0),
    _given("lat", Number, 0),
    _given("version", sa.Integer, 0),
    sqlite_autoincrement=True,
)
sa.Index("ix_incidents_newest", incidents.c.start, incidents.c.end, incidents.c.id)
# Kind, days and position together: a map of the world with a filter reads this index alone.
sa.Index("ix_incidents_kind", incidents.c.kind, incidents.c.start, incidents.c.end, incidents.c.lon, incidents.c.lat)
_by_place = _index("ix_incidents_geom", incidents.c.geom, using="gist")
_by_place.ddl_if(dialect=POSTGIS)
sa.Index("ix_incidents_view", incidents.c.lon, incidents.c.lat, incidents.c.kind, incidents.c.start, incidents.c.end)
REJECTED: sa.ColumnElement[str] = sa.literal_column(f"'{Review.REJECTED}'")  # no parameter, so that the index serves it
_hidden = incidents.c.review == REJECTED
_index("ix_incidents_rejected", incidents.c.review, where=_hidden)

reports = sa.Table(
    "reports",
    metadata,
    _fid(),
    sa.Column("id", word, nullable=False, unique=True),
    sa.Column("text", Exact, nullable=False),
    sa.Column("title", Exact, nullable=False),
    sa.Column("publisher", Exact, nullable=False),
    sa.Column("url", Exact, nullable=False),
    sa.Column("published", sa.Date),
    sa.Column("language", Exact, nullable=False),
    _given("read_by", Exact, ""),
    sqlite_autoincrement=True,
)

mentions = sa.Table(
    "mentions",
    metadata,
    _fid(),
    sa.Column("geom", Geometry),
    sa.Column("id", word, nullable=False, unique=True),
    sa.Column("report_id", word, sa.ForeignKey("reports.id"), nullable=False, index=True),
    *_told(),
    *[sa.Column(f"{part}_{edge}", sa.Integer) for part in ("evidence", "trigger") for edge in ("start", "end")],
    sa.Column("quote", Exact, nullable=False),
    sa.Column("reasons", Json, nullable=False),
    sa.Column("ordinal", sa.Integer, nullable=False),
    sa.Column("extractor", Exact, nullable=False),
    sqlite_autoincrement=True,
)
sa.Index("ix_mentions_kind", mentions.c.kind, mentions.c.start, mentions.c.end)

incident_mentions = sa.Table(
    "incident_mentions",
    metadata,
    _fid(),
    sa.Column("incident_id", word, sa.ForeignKey("incidents.id", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("mention_id", word, sa.ForeignKey("mentions.id"), nullable=False, unique=True),
    sa.Column("position", sa.Integer, nullable=False),
    sqlite_autoincrement=True,
)

aliases = sa.Table(
    "aliases",
    metadata,
    _fid(),
    sa.Column("id", word, nullable=False, unique=True),
    sa.Column("incident_id", word, sa.ForeignKey("incidents.id", ondelete="CASCADE"), nullable=False),
    sqlite_autoincrement=True,
)

edits = sa.Table(  # append-only; `sequence` is the order, whatever the clocks say
    "edits",
    metadata,
    sa.Column("sequence", sa.Integer, sa.Identity(), primary_key=True),
    sa.Column("id", word, nullable=False, unique=True),
    sa.Column("incident_id", word, nullable=False),
    sa.Column("action", word, nullable=False),
    sa.Column("before", Json, nullable=False),
    sa.Column("after", Json, nullable=False),
    sa.Column("who", Exact, nullable=False),
    sa.Column("why", Exact, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("of", word, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sqlite_autoincrement=True,
)
sa.Index("ix_edits_incident", edits.c.incident_id, edits.c.sequence)
BY_GIS: sa.ColumnElement[str] = sa.literal_column(f"'{GIS}'")
by_gis = edits.c.who == BY_GIS
_index("ix_edits_gis", edits.c.incident_id, where=by_gis)

tombstones = sa.Table(  # reports that were purged, without a word of them
    "tombstones",
    metadata,
    _fid(),
    sa.Column("report_id", word, nullable=False, unique=True),
    sa.Column("at", Moment, nullable=False),
    sa.Column("who", Exact, nullable=False),
    sa.Column("why", Exact, nullable=False),
    sqlite_autoincrement=True,
)

seeds = sa.Table(  # the seed files that the store was offered, whatever became of their reports
    "seeds",
    metadata,
    _fid(),
    sa.Column("name", word, nullable=False, unique=True),
    sa.Column("report_id", word, nullable=False),
    sqlite_autoincrement=True,
)

alembic_version = sa.Table("alembic_version", metadata, _fid(), sa.Column("version_num", word, nullable=False))


def file_indexes() -> list[sa.Index]:
    """The indexes of a GeoPackage beside its R-tree; that of a server by place is none of them."""
    return [index for table in metadata.sorted_tables for index in table.indexes if index is not _by_place]
