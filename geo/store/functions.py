"""What each database says in words of its own: days between dates, boxes, how big a stored geometry is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from geo.store.columns import POSTGIS

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.sql.compiler import SQLCompiler
    from sqlalchemy.sql.operators import OperatorType

    Writer = Callable[..., str]

_POINT_BYTES = 61  # a GeoPackage point with an envelope
_ROUNDED = 0.0001  # degrees; the R-tree holds float32, rounded outwards


class Predicate(FunctionElement[bool]):
    """A condition that stands as it is: SQLAlchemy writes `= 1` after one for SQLite, and no index serves that."""

    type = sa.Boolean()
    inherit_cache = True

    def self_group(self, against: OperatorType | None = None) -> Self:  # noqa: ARG002
        """Itself: a condition is written with the brackets that it needs."""
        return self


class DaysApart(FunctionElement[int]):
    """Whole days from the first date to the second."""

    type = sa.Integer()
    inherit_cache = True


class NearBox(Predicate):
    """May an incident's footprint meet the box (west, south, east, north)? Answered by the spatial index alone."""

    inherit_cache = True


class InBox(Predicate):
    """Does an incident's footprint meet the box (west, south, east, north)?"""

    inherit_cache = True


class InRegion(Predicate):
    """Does an incident's footprint meet a region, given as hexadecimal EWKB?"""

    inherit_cache = True


class StoredSize(FunctionElement[int]):
    """How big a stored geometry is; equal geometries have equal sizes."""

    type = sa.Integer()
    inherit_cache = True


class Unindexed(FunctionElement[Any]):
    """A column as it is, but no reason for SQLite, which knows nothing of the rows, to start from an index of it."""

    inherit_cache = True

    def __init__(self, column: sa.ColumnElement[Any]) -> None:
        """Stand for a column."""
        super().__init__(column)
        self.type = column.type


class IsShape(Predicate):
    """Is a stored geometry a line or an area?"""

    inherit_cache = True


class HasWords(Predicate):
    """Does an incident's document hold what a search asks? Asked twice: in the words of FTS5, and as a tsquery."""

    inherit_cache = True


class WordOrder(FunctionElement[float]):
    """How late an incident comes among the matches of a search; asked like `HasWords`."""

    type = sa.Double()
    inherit_cache = True


def _on(database: str, element: type[FunctionElement[Any]]) -> Callable[[Writer], Writer]:
    """How a database writes an element, as a function of the SQL of its clauses."""

    def register(write: Writer) -> Writer:
        @compiles(element, database)
        def compiled(element: FunctionElement[Any], compiler: SQLCompiler, **options: Any) -> str:
            return write(*(compiler.process(clause, **options) for clause in element.clauses))

        return write

    return register


@_on("sqlite", DaysApart)
def _julian_days(first: str, last: str) -> str:
    return f"CAST(julianday({last}) - julianday({first}) AS INTEGER)"


@_on(POSTGIS, DaysApart)
def _difference(first: str, last: str) -> str:
    return f"({last} - {first})"


@_on("sqlite", NearBox)
def _in_rtree(west: str, south: str, east: str, north: str, more: str = "1") -> str:
    near = f"maxx >= {west} AND minx <= {east} AND maxy >= {south} AND miny <= {north} AND {more}"
    return f"incidents.fid IN (SELECT id FROM rtree_incidents_geom WHERE {near})"  # noqa: S608 - bound parameters and constants


@_on(POSTGIS, NearBox)
def _in_gist(*sides: str) -> str:
    return f"(incidents.geom && {_envelope(*sides)})"


@_on("sqlite", InBox)
def _in_box(west: str, south: str, east: str, north: str) -> str:
    # Whatever lies within the box has its representative point there, which one index tells together with kind and
    # days. The R-tree is asked for the few that may reach into the box from outside.
    inside = f"incidents.lon BETWEEN {west} AND {east} AND incidents.lat BETWEEN {south} AND {north}"
    meets = f"ST_Meets(incidents.geom, {west}, {south}, {east}, {north})"
    across = f"minx < {west} OR maxx > {east} OR miny < {south} OR maxy > {north}"
    wide = f"maxx - minx > {_ROUNDED} OR maxy - miny > {_ROUNDED}"
    reaching = f"{_in_rtree(west, south, east, north, f'({across} OR {wide})')} AND {meets}"
    return f"({inside} AND (length(incidents.geom) <= {_POINT_BYTES} OR {meets}) OR {reaching})"


@_on(POSTGIS, InBox)
def _intersecting(*sides: str) -> str:
    return f"ST_Intersects(incidents.geom, {_envelope(*sides)})"


@_on("sqlite", InRegion)
def _meets_region(ewkb: str) -> str:
    return f"ST_MeetsRegion(incidents.geom, {ewkb})"


@_on(POSTGIS, InRegion)
def _intersects_region(ewkb: str) -> str:
    return f"ST_Intersects(incidents.geom, CAST({ewkb} AS geometry))"


def _envelope(west: str, south: str, east: str, north: str) -> str:
    """A box as a valid geometry, also when it is a point or a line."""
    return f"ST_Envelope(ST_MakeLine(ST_Point({west}, {south}, 4326), ST_Point({east}, {north}, 4326)))"


@_on("sqlite", StoredSize)
def _length(geometry: str) -> str:
    return f"length({geometry})"


@_on(POSTGIS, StoredSize)
def _memory(geometry: str) -> str:
    return f"ST_MemSize({geometry})"


@_on("sqlite", Unindexed)
def _plus(column: str) -> str:
    return f"+{column}"


@_on(POSTGIS, Unindexed)
def _itself(column: str) -> str:
    return column


@_on("sqlite", IsShape)
def _longer_than_a_point(geometry: str) -> str:
    return f"(length({geometry}) > {_POINT_BYTES})"


@_on(POSTGIS, IsShape)
def _no_point(geometry: str) -> str:
    return f"(ST_GeometryType({geometry}) <> 'ST_Point')"


@_on("sqlite", HasWords)
def _in_word_file(fts5: str, _: str) -> str:
    return f"incidents.fid IN (SELECT value FROM json_each(words_found({fts5})))"  # noqa: S608 - a bound parameter


@_on(POSTGIS, HasWords)
def _in_word_table(_: str, tsquery: str) -> str:
    return f"incidents.fid IN (SELECT fid FROM words WHERE tokens @@ CAST({tsquery} AS tsquery))"  # noqa: S608 - a bound parameter


@_on("sqlite", WordOrder)
def _place_in_word_file(*_: str) -> str:
    return "word_place(incidents.fid)"


@_on(POSTGIS, WordOrder)
def _rank_in_word_table(_: str, tsquery: str) -> str:
    rank = f"-ts_rank(tokens, CAST({tsquery} AS tsquery))"
    return f"(SELECT {rank} FROM words WHERE words.fid = incidents.fid)"  # noqa: S608 - a bound parameter
