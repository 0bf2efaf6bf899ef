"""The options that commands share: the store, and the filters with their types."""

from __future__ import annotations

import functools
from datetime import date
from math import isfinite
from typing import TYPE_CHECKING, Any

import click

from geo.errors import InputError, PeriodError

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.store.query import Query


class Day(click.ParamType):
    """A day, as YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date that the text means."""
        try:
            return value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a day: write it as YYYY-MM-DD.", param, ctx)


class KindId(click.ParamType):
    """The id of a kind of incident."""

    name = "kind"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ARG002
        """The id itself, if it is one."""
        from geo.kinds import kind

        return kind(value).id


class Box(click.ParamType):
    """A box W,S,E,N in degrees."""

    name = "W,S,E,N"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[float, float, float, float]:
        """The four numbers, west first."""
        if isinstance(value, tuple):
            return value
        try:
            west, south, east, north = (float(part) for part in value.split(","))
        except ValueError:
            self.fail(f"{value!r} is not four numbers W,S,E,N: write for example 124,37,131,39.", param, ctx)
        if not all(map(isfinite, (west, south, east, north))) or max(abs(west), abs(east)) > 180:
            self.fail(f"{value!r} is not on the globe: longitudes run from -180 to 180.", param, ctx)
        if not -90 <= south <= north <= 90:
            self.fail(f"{value!r} is upside down or off the globe: give south before north.", param, ctx)
        return west, south, east, north


store_option = click.option(
    "--store",
    metavar="FILE",
    help="The store to use; otherwise BORDERWATCH_STORE, or else var/incidents.gpkg of the project.",
)

_FILTERS = (
    click.option("--since", type=Day(), help="First day, included."),
    click.option("--until", type=Day(), help="Last day, included."),
    click.option("--certain-dates", is_flag=True, help="Leave out what may as well have happened on other days."),
    click.option("--kind", "kinds", type=KindId(), multiple=True, help="Only this kind; may be given again."),
    click.option("--bbox", type=Box(), help="Only what touches this box, in degrees."),
)


def filters(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the filters; it receives them as one `query`."""

    @functools.wraps(command)
    def filtered(
        *,
        since: date | None,
        until: date | None,
        certain_dates: bool,
        kinds: tuple[str, ...],
        bbox: tuple[float, float, float, float] | None,
        **others: Any,
    ) -> Any:
        query = _query(since, until, certain_dates=certain_dates, kinds=kinds, bbox=bbox)
        return command(query=query, **others)

    for option in reversed(_FILTERS):
        filtered = option(filtered)
    return filtered


def _query(
    since: date | None,
    until: date | None,
    *,
    certain_dates: bool,
    kinds: tuple[str, ...],
    bbox: tuple[float, float, float, float] | None,
) -> Query:
    if since and until and until < since:
        raise PeriodError(f"--until {until} lies before --since {since}: swap the two days.")
    if bbox and bbox[0] > bbox[2]:
        raise InputError(f"--bbox starts at {bbox[0]:g} east of where it ends, {bbox[2]:g}: give W,S,E,N.")
    from geo.store.query import Query

    return Query(since=since, until=until, certain_dates=certain_dates, kinds=frozenset(kinds), bbox=bbox)
