"""The types of columns, the same for every database: exact text, JSON, finite numbers and geometry.

Lists and mappings are JSON text everywhere: it keeps the order of a mapping and text that no JSON type of a database
would take. What is compared and sorted (ids, kinds) is sorted by code points everywhere.
"""

from __future__ import annotations

import json
import math
import re
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.types import TypeDecorator, UserDefinedType

from geo.errors import InputError
from geo.store.blob import from_blob, from_ewkb, to_blob, to_ewkb

if TYPE_CHECKING:
    from sqlalchemy.engine import Dialect

POSTGIS = "postgresql"
_write = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
_NOTHING: dict[type, str] = {list: "[]", dict: "{}"}  # most lists and mappings are empty
_ESCAPED = "\x1b"
_UNSAFE = re.compile("[\x00\ud800-\udfff]")

word = sa.Text().with_variant(sa.Text(collation="C"), POSTGIS)


class Exact(TypeDecorator[str]):
    """Text that comes back exactly, also NUL and lone surrogates, which no database text may hold."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Escape the rare text that a database would refuse or cut short."""
        if value is None or not (value.startswith(_ESCAPED) or _is_unsafe(value)):
            return value
        return _ESCAPED + value.encode("unicode_escape").decode("ascii")

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Undo the escape."""
        if value is None or not value.startswith(_ESCAPED):
            return value
        return value[1:].encode("ascii").decode("unicode_escape")


def _is_unsafe(text: str) -> bool:
    return "\x00" in text if text.isascii() else _UNSAFE.search(text) is not None


class Json(TypeDecorator[Any]):
    """A list or mapping as readable JSON text; numbers must be finite."""

    impl = Exact
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str:  # noqa: ARG002
        """Write it, order kept."""
        if not value and type(value) in _NOTHING:
            return _NOTHING[type(value)]
        try:
            return _write(value)
        except ValueError as error:
            raise InputError(f"{value!r} holds a number that is none ({error}): give finite numbers.") from error

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ARG002
        """Read it."""
        return json.loads(value or "null")


class Number(TypeDecorator[float]):
    """A finite number of double precision."""

    impl = sa.REAL
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        """REAL has eight bytes in a GeoPackage and four in PostgreSQL."""
        return dialect.type_descriptor(sa.Double() if dialect.name == POSTGIS else sa.REAL())

    def process_bind_param(self, value: float | None, dialect: Dialect) -> float | None:  # noqa: ARG002
        """Refuse what SQLite would turn into NULL and PostgreSQL would keep."""
        if value is not None and not math.isfinite(value):
            raise InputError(f"{value} is not a finite number: give one.")
        return value


class Geometry(TypeDecorator[Any]):
    """A shapely geometry, EPSG:4326: a GeoPackage blob or a PostGIS geometry."""

    impl = sa.LargeBinary
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        """How each database declares and carries it."""
        return dialect.type_descriptor(_Ewkb() if dialect.name == POSTGIS else _Blob())


class _Blob(UserDefinedType[Any]):
    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "GEOMETRY"

    def bind_processor(self, dialect: Dialect) -> Any:  # noqa: ARG002
        return lambda value: None if value is None else to_blob(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:  # noqa: ARG002
        return lambda value: None if value is None else from_blob(value)


class _Ewkb(UserDefinedType[Any]):
    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "geometry(Geometry, 4326)"

    def bind_processor(self, dialect: Dialect) -> Any:  # noqa: ARG002
        return lambda value: None if value is None else to_ewkb(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:  # noqa: ARG002
        return lambda value: None if value is None else from_ewkb(value)
