"""The tables, described once in SQLAlchemy Core: for the GeoPackage now, for PostGIS by the same names.

`incidents` is the feature layer with an R-tree. `mentions` is a second feature layer without one: QGIS can draw what
each report said, and nothing asks for mentions by place. Lists and mappings are JSON text; days are DATE.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.types import TypeDecorator, UserDefinedType

from geo.errors import InputError
from geo.store.blob import from_blob, to_blob

if TYPE_CHECKING:
    from sqlalchemy.engine import Dialect

_ESCAPED = "\x1b"
_UNSAFE = re.compile("[\x00\ud800-\udfff]")


class Exact(TypeDecorator[str]):
    """Text that comes back exactly, also NUL and lone surrogates, which no database text may hold."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Escape the rare text that a database would refuse or cut short."""
        if value is None or not (value.startswith(_ESCAPED) or _UNSAFE.search(value)):
            return value
        return _ESCAPED + value.encode("unicode_escape").decode("ascii")

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Undo the escape."""
        if value is None or not value.startswith(_ESCAPED):
            return value
        return value[1:].encode("ascii").decode("unicode_escape")


class Json(TypeDecorator[Any]):
    """A list or mapping as readable JSON text; numbers must be finite."""

    impl = Exact
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str:  # noqa: ARG002
        """Write it, order kept."""
        try:
            return json.dumps(value, ensure_ascii=False, allow_nan=False)
        except ValueError as error:
            raise InputError(f"{value!r} holds a number that is none ({error}): give finite numbers.") from error

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ARG002
        """Read it."""
        return json.loads(value or "null")


class Geometry(UserDefinedType[Any]):
    """A shapely geometry, EPSG:4326, as a GeoPackage blob."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        """The declared type of the column."""
        return "GEOMETRY"

    def bind_processor(self, dialect: Dialect) -> Any:  # noqa: ARG002
        """From shapely to bytes."""
        return lambda value: None if value is None else to_blob(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:  # noqa: ARG002
        """From bytes to shapely."""
        return lambda value: None if value is None else from_blob(value)


metadata = sa.MetaData()


def _fid() -> sa.Column[int]:
    return sa.Column("fid", sa.Integer, primary_key=True)


def _told() -> list[sa.Column[Any]]:
    """What mentions and incidents have in common."""
    text = [sa.Column(name, Exact, nullable=False) for name in ("place", "country")]
    return [
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("group", sa.Text, nullable=False),
        sa.Column("start", sa.Date, nullable=False),
        sa.Column("end", sa.Date, nullable=False),
        sa.Column("date_precision", sa.Text, nullable=False),
        *text,
        sa.Column("place_precision", sa.Text, nullable=False),
        sa.Column("radius_m", sa.REAL, nullable=False),
        sa.Column("initiator", Json, nullable=False),
        sa.Column("target", Json, nullable=False),
        sa.Column("quantities", Json, nullable=False),
        sa.Column("losses", Json, nullable=False, server_default="[]"),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("confidence", sa.REAL, nullable=False),
    ]


incidents = sa.Table(
    "incidents",
    metadata,
    _fid(),
    sa.Column("geom", Geometry),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    *_told(),
    sa.Column("review", sa.Text, nullable=False),
    sa.Column("reports", sa.Integer, nullable=False),
    sa.Column("sources", sa.Integer, nullable=False),
    sa.Column("disagreeing", Json, nullable=False),
    sa.Column("disagreements", Json, nullable=False, server_default="[]"),
    sa.Column("lon", sa.REAL, nullable=False),
    sa.Column("lat", sa.REAL, nullable=False),
    sqlite_autoincrement=True,
)
sa.Index("ix_incidents_newest", incidents.c.start, incidents.c.end, incidents.c.id)
sa.Index("ix_incidents_kind", incidents.c.kind, incidents.c.start, incidents.c.end)
sa.Index("ix_incidents_view", incidents.c.lon, incidents.c.lat, incidents.c.kind, incidents.c.start, incidents.c.end)

reports = sa.Table(
    "reports",
    metadata,
    _fid(),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("text", Exact, nullable=False),
    sa.Column("title", Exact, nullable=False),
    sa.Column("publisher", Exact, nullable=False),
    sa.Column("url", Exact, nullable=False),
    sa.Column("published", sa.Date),
    sa.Column("language", Exact, nullable=False),
    sqlite_autoincrement=True,
)

mentions = sa.Table(
    "mentions",
    metadata,
    _fid(),
    sa.Column("geom", Geometry),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("report_id", sa.Text, sa.ForeignKey("reports.id"), nullable=False, index=True),
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
    sa.Column("incident_id", sa.Text, sa.ForeignKey("incidents.id", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("mention_id", sa.Text, sa.ForeignKey("mentions.id"), nullable=False, unique=True),
    sa.Column("position", sa.Integer, nullable=False),
    sqlite_autoincrement=True,
)

aliases = sa.Table(
    "aliases",
    metadata,
    _fid(),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("incident_id", sa.Text, sa.ForeignKey("incidents.id", ondelete="CASCADE"), nullable=False),
    sqlite_autoincrement=True,
)

alembic_version = sa.Table("alembic_version", metadata, _fid(), sa.Column("version_num", sa.Text, nullable=False))
