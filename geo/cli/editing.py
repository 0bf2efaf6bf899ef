"""The options by which a person tells an incident's fields, and what they mean."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

import click

from geo.cli.options import Day
from geo.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.model import Footprint, Loss, Period

STATUSES = ("reported", "claimed", "disputed")
_FATES = ("killed", "injured")


class Position(click.ParamType[tuple[float, float]]):
    """A position LON,LAT in degrees."""

    name = "LON,LAT"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[float, float]:
        """The two numbers, longitude first."""
        try:
            lon, lat = value if isinstance(value, tuple) else (float(part) for part in value.split(","))
        except ValueError:
            self.fail(f"{value!r} is not two numbers LON,LAT: write for example 126.78,37.76.", param, ctx)
        return lon, lat


_NAMES = (
    "kind", "start", "end", "place", "country", "point", "shape", "status", "initiator", "target", "numbers", "losses",
)  # fmt: skip
_OPTIONS = (
    click.option("--kind", metavar="KIND", help="The kind; `kinds` lists them."),
    click.option("--start", type=Day(), help="The day, or the first day."),
    click.option("--end", type=Day(), help="The last day."),
    click.option(
        "--place", metavar="NAME", help="The place, looked up by its name (`where` shows how it is understood)."
    ),
    click.option("--country", metavar="CODE", help="The country of the place, as a code of two letters."),
    click.option("--point", type=Position(), help="Exactly there; --place then only gives the name."),
    click.option("--shape", metavar="WKT", help="A line or an area, in WKT; --place then only gives the name."),
    click.option("--status", type=click.Choice(STATUSES), help="Is it true."),
    click.option("--initiator", multiple=True, metavar="NAME", help="Who did it; may be given again, '' for nobody."),
    click.option("--target", multiple=True, metavar="NAME", help="To whom; may be given again, '' for nobody."),
    click.option(
        "--number", "numbers", multiple=True, metavar="NOUN=N", help="balloons=20; 'balloons=' takes it away."
    ),
    click.option(
        "--loss",
        "losses",
        multiple=True,
        metavar="SIDE=LOSS",
        help="'Thailand=5 killed, 2 injured'; 'Thailand=' takes it away.",
    ),
)


def fields(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of an incident's fields; it receives what was given as one mapping `given`."""

    @functools.wraps(command)
    def telling(**others: Any) -> None:
        given = {name: others.pop(name) for name in _NAMES}
        command(given={name: value for name, value in given.items() if value not in (None, ())}, **others)

    for option in reversed(_OPTIONS):
        telling = option(telling)
    return telling


def told(given: dict[str, Any], old: Period | None = None) -> dict[str, Any]:
    """The arguments of `geo.review.edit` that the options mean.

    Args:
        given: what `fields` hands on.
        old: the period of the incident, of which one end may stay.

    Raises:
        InputError: a value cannot be used.
    """
    from geo.model import Status
    from geo.review.given import period

    meant: dict[str, Any] = {name: given[name] for name in ("kind",) if name in given}
    if given.keys() & {"start", "end"}:
        meant["period"] = period(given.get("start"), given.get("end"), old)
    meant |= _where(given)
    if "status" in given:
        meant["status"] = Status(given["status"])
    for role in ("initiator", "target"):
        if role in given:
            meant[role] = tuple(name for name in given[role] if name.strip())
    if "numbers" in given:
        meant["quantities"] = dict(_number(text) for text in given["numbers"])
    if "losses" in given:
        meant["losses"] = dict(_loss(text) for text in given["losses"])
    return meant


def _where(given: dict[str, Any]) -> dict[str, Any]:
    meant: dict[str, Any] = {name: given[name] for name in ("place", "country") if name in given}
    if drawn := _drawn(given):
        return meant | {"footprint": drawn}
    if "place" in given:
        from geo.review.given import named

        found = named(given["place"], given.get("country"))
        return {"place": found.name, "country": found.country, "footprint": found.footprint}
    return meant


def _drawn(given: dict[str, Any]) -> Footprint | None:
    if "point" not in given and "shape" not in given:
        return None
    import shapely

    from geo.review.given import drawn

    if "point" in given:
        return drawn(shapely.Point(given["point"]))
    try:
        return drawn(shapely.from_wkt(given["shape"]))
    except shapely.errors.ShapelyError as error:
        raise InputError(
            f"The shape {given['shape'][:60]!r} is no WKT ({error}): write it as in docs/review.md."
        ) from error


def _number(text: str) -> tuple[str, float | None]:
    noun, equals, number = text.partition("=")
    try:
        value = float(number.replace(",", "")) if number.strip() else None
    except ValueError:
        equals = ""
    if not equals or not noun.strip():
        raise InputError(f"The number {text!r} cannot be read: write it as balloons=20, or balloons= to take it away.")
    return noun.strip(), value


def _loss(text: str) -> tuple[str, Loss | None]:
    from geo.model import Loss

    side, _, counts = text.partition("=")
    told_: dict[str, Any] = {}
    for part in filter(str.strip, counts.split(",")):
        number, _, fate = part.strip().partition(" ")
        if fate not in _FATES or not number.isdigit():
            raise InputError(f"The loss {text!r} cannot be read: write it as 'Thailand=5 killed, 2 injured'.")
        told_[fate] = float(number)
    if not side.strip() or "=" not in text:
        raise InputError(f"The loss {text!r} names no side: write it as 'Thailand=5 killed, 2 injured'.")
    return side.strip(), Loss(side=side.strip(), **told_) if told_ else None


def passage_of(text: str, quote: str) -> tuple[int, int]:
    """Where a quote stands in a report's text, white space aside.

    Raises:
        InputError: it does not, or more than once.
    """
    import re

    pattern = r"\s+".join(map(re.escape, quote.split()))
    found: Sequence[re.Match[str]] = list(re.finditer(pattern, text)) if pattern else []
    if len(found) != 1:
        often = "not" if not found else f"{len(found)} times"
        raise InputError(f"The passage {quote[:60]!r} stands {often} in the report: quote it longer, word for word.")
    return found[0].span()
