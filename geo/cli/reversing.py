"""`reverse`: what lies at a position."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.places.beside import Beside
    from geo.places.surroundings import Surroundings


@click.command("reverse", short_help="Say what lies at a position.", context_settings={"ignore_unknown_options": True})
@click.argument("position", nargs=-1, required=True, metavar="LAT LON")
def reverse_command(*, position: tuple[str, ...]) -> None:
    """Say what lies at a position: nearest place, district, province, country, border nearby.

    The latitude comes first: 37.956 126.677. With letters the order does not matter: '126.677 E, 37.956 N',
    '37°57′N 126°40′E', a grid reference (52SBH9591103478). A line gives what and a value, with a tab between them.
    """
    from geo.places.gazetteer import Gazetteer
    from geo.places.positions import read_position
    from geo.places.surroundings import surroundings

    lon, lat, note = read_position(" ".join(position))
    around = surroundings(lon=lon, lat=lat, gazetteer=Gazetteer.open())
    for label, value in _facts(around):
        if value:
            click.echo(f"{label}\t{value}")
    for said in (note, around.note):
        if said:
            click.echo(f"Note: {said}", err=True)


def _facts(around: Surroundings) -> Iterator[tuple[str, str]]:
    from geo.places.countries import country_names
    from geo.places.locations import near_address
    from geo.places.phrases.coordinates import format_decimal

    near = around.places[0]
    yield "position", format_decimal(lon=around.lon, lat=around.lat)
    yield "nearest", near_address(near)
    yield "id", near.place.id
    yield "distance", f"{near.distance_m:.0f} m"
    yield "district", near.district
    yield "province", near.place.admin1
    yield "country", country_names(around.countries)
    yield "border", _border(around.border) if around.border else ""


def _border(beside: Beside) -> str:
    from geo.places.countries import country_names
    from geo.places.surroundings import kilometres

    away = f"{kilometres(beside.distance_m)} from the {beside.line.name}"
    if beside.is_on_line:
        return f"{away}, nearer than it is known"
    side = f", on the side of {country_names([beside.side])}" if beside.side else ""
    other = f"; beyond it {country_names([beside.beyond])}" if beside.beyond else ""
    return away + side + other
