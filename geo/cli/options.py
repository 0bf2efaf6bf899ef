"""The options that commands share: the store, and the filters with their types."""

from __future__ import annotations

import functools
from datetime import date
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.store.region import Near


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


class Around(click.ParamType["Near"]):
    """A point and a distance LON,LAT,KM."""

    name = "LON,LAT,KM"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Near:
        """The point with its kilometres."""
        from geo.errors import InputError
        from geo.store.region import Near

        try:
            lon, lat, km = (float(part) for part in str(value).split(","))
        except ValueError:
            self.fail(f"{value!r} is not three numbers LON,LAT,KM: write for example 126.8,37.8,25.", param, ctx)
        try:
            return Near(lon, lat, km)
        except InputError as error:
            self.fail(str(error), param, ctx)


store_option = click.option(
    "--store",
    metavar="FILE|URL",
    help="The store to use; otherwise BORDERWATCH_STORE, or else var/incidents.gpkg of the project.",
)

STATUSES = ("reported", "claimed", "disputed")
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
    click.option("--near", type=Around(), help="Only what lies within so many km of a point."),
    click.option("--actor", default="", metavar="NAME", help="Only what has this in the name of a side."),
    click.option("--publisher", default="", metavar="NAME", help="Only what has this in the name of a publisher."),
    click.option("--status", "statuses", multiple=True, type=click.Choice(STATUSES), help="Only what is told so."),
    click.option("--sources", default=0, type=click.IntRange(0), help="Only what so many independent sources tell."),
    click.option("--confidence", default=0.0, type=click.FloatRange(0, 1), help="Only what is at least so sure."),
    click.option(
        "--review",
        "judged",
        multiple=True,
        type=click.Choice([*REVIEWS, "all"]),
        help="Only what people judged so; may be given again. Otherwise all but the rejected.",
    ),
)
_AS_ASKED = (
    *("since", "until", "certain_dates", "bbox", "words"),
    *("near", "actor", "publisher", "sources", "confidence"),
)


def filters(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the filters; it receives them as one `query`."""

    @functools.wraps(command)
    def filtered(*, judged: tuple[str, ...], store: str | None, **others: Any) -> None:
        from geo.model import Review, Status
        from geo.store.query import Query

        review = frozenset(Review) if "all" in judged else frozenset(map(Review, judged))
        kinds, statuses = frozenset(others.pop("kinds")), frozenset(map(Status, others.pop("statuses")))
        asked = {name: others.pop(name) for name in _AS_ASKED}
        command(query=Query(kinds=kinds, statuses=statuses, review=review, **asked), store=store, **others)

    for option in (store_option, *reversed(_FILTERS)):
        filtered = option(filtered)
    return filtered
