"""A moment as a column: what the history is dated by."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.types import TypeDecorator, UserDefinedType

if TYPE_CHECKING:
    from sqlalchemy.engine import Dialect

_SQLITE = "sqlite"


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, to the millisecond; in a GeoPackage as text, `YYYY-MM-DDTHH:MM:SS.sssZ`."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        """How each database declares it."""
        if dialect.name == _SQLITE:
            return dialect.type_descriptor(_Text())
        from sqlalchemy.dialects.postgresql import TIMESTAMP

        return dialect.type_descriptor(TIMESTAMP(timezone=True, precision=3))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Write it."""
        if value is None:
            return None
        return moment_text(value) if dialect.name == _SQLITE else datetime.fromisoformat(moment_text(value))

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Read it."""
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
        return None if moment is None else moment.astimezone(UTC)


def moment_text(moment: datetime) -> str:
    """`YYYY-MM-DDTHH:MM:SS.sssZ`, as GeoPackage writes a DATETIME."""
    utc = moment.astimezone(UTC)
    return f"{utc:%Y-%m-%dT%H:%M:%S}.{utc.microsecond // 1000:03}Z"


class _Text(UserDefinedType[Any]):
    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "DATETIME"
