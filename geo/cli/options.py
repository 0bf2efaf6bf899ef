"""The options that commands share: the store, and the filters with their types."""

from __future__ import annotations

import functools
from datetime import date
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable


class Day(click.ParamType[date]):
    """A day, as YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date that the text means."""
        try:
            return value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a day: write it as YYYY-MM-DD.", param, ctx)


class Corners(click.ParamType[tuple[float, ...]]):
    """A box W,S,E,N in degrees."""

    name = "W,S,E,N"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[float, ...]:
        """The four numbers, west first."""
        try:
            numbers = value if isinstance(value, tuple) else tuple(float(part) for part in value.split(","))
        except ValueError:
            numbers = ()
        if len(numbers) != 4:
            self.fail(f"{value!r} is not four numbers W,S,E,N: write for example 124,37,131,39.", param, ctx)
        return numbers


store_option = click.option(
    "--store",
    metavar="FILE|URL",
    help="The store to use; otherwise BORDERWATCH_STORE, or else var/incidents.gpkg of the project.",
)

REVIEWS = ("new", "confirmed", "rejected", "needs_work")
least_option = click.option(
    "--least-place-score",
    "least",
    metavar="SHARE",
    type=click.FloatRange(0, 1),
    help="Leave a name without a place if its best one scores less (0 to 1: 0 places every name, 0.9 only what is"
    " nearly sure); otherwise BORDERWATCH_LEAST_PLACE_SCORE, or else the ranker's own judgement.",
)

_FILTERS = (
    click.option("--since", type=Day(), help="First day, included."),
    click.option("--until", type=Day(), help="Last day, included."),
    click.option("--certain-dates", is_flag=True, help="Leave out what may as well have happened on other days."),
    click.option("--kind", "kinds", multiple=True, metavar="KIND", help="Only this kind; may be given again."),
    click.option("--bbox", type=Corners(), help="Only what touches this box, in degrees."),
    click.option(
        "--words",
        default="",
        metavar="SEARCH",
        help="Only what has these words in its evidence, titles or places: drone 'border OR fence' '\"test flight\"'"
        " 'launch*' '-sea' (docs/store.md).",
    ),
    click.option(
        "--review",
        "judged",
        multiple=True,
        type=click.Choice([*REVIEWS, "all"]),
        help="Only what people judged so; may be given again. Otherwise all but the rejected.",
    ),
)


def filters(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the filters; it receives them as one `query`."""

    @functools.wraps(command)
    def filtered(*, kinds: tuple[str, ...], judged: tuple[str, ...], store: str | None, **others: Any) -> None:
        from geo.model import Review
        from geo.store.query import Query

        review = frozenset(Review) if "all" in judged else frozenset(map(Review, judged))
        asked = {name: others.pop(name) for name in ("since", "until", "certain_dates", "bbox", "words")}
        command(query=Query(kinds=frozenset(kinds), review=review, **asked), store=store, **others)

    for option in (store_option, *reversed(_FILTERS)):
        filtered = option(filtered)
    return filtered
