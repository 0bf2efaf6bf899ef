"""`where`: the places that a name may mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from geo.errors import InputError

if TYPE_CHECKING:
    from geo.model import Candidate


@click.command("where")
@click.argument("name")
@click.option("--country", metavar="CC", help="Only places of this country: a code like KR, or its name.")
@click.option("--ids", is_flag=True, help="Put the id of each place first.")
@click.option("--online", is_flag=True, help="Ask the online geocoder, too, if it is switched on (docs/places.md).")
def where_command(*, name: str, country: str | None, ids: bool, online: bool) -> None:
    """List the places that NAME may mean, best first.

    A line gives lon lat in decimal degrees, name, class, country, and why, with tabs between them; 'why' begins with
    the score, 0 to 1, that the place has among those of this name.
    """
    from geo.places.candidates import candidates
    from geo.places.gazetteer import Gazetteer
    from geo.places.positions import check_no_position

    check_no_position(name)
    code = _country(country)
    if online:
        _check_online()
    found = candidates(name, Gazetteer.open(), code)
    for candidate in found:
        click.echo(_line(candidate, ids=ids))
    more = _asked(name, code) if online else []
    for candidate in more:
        click.echo(_line(candidate, ids=ids))
    if not (found or more):
        inside = f" in {country}" if country else ""
        known = ", as far as the gazetteer and the online geocoder know" if online else ""
        raise InputError(f"No place{inside} is called {name!r}{known}: check the spelling, or try another name of it.")


def _line(candidate: Candidate, *, ids: bool) -> str:
    from geo.cli.show import plain
    from geo.geodesy import representative_point

    place = candidate.place
    lon, lat = representative_point(place.footprint.geometry)
    reasons = "; ".join([f"{candidate.score:.2f}", *candidate.reasons])
    columns = (place.name, place.feature_class, place.country, reasons)
    return "\t".join([*([place.id] if ids else []), f"{lon:.5f} {lat:.5f}", *map(plain, columns)])


def _check_online() -> None:
    from geo.places.online.settings import ADVICE, settings

    if settings() is None:
        raise InputError(f"Nothing is asked online unless you switch it on: {ADVICE}.")


def _asked(name: str, code: str | None) -> list[Candidate]:
    from geo.model import Candidate
    from geo.places.online.client import ask
    from geo.places.online.fallback import SCORE, why
    from geo.places.online.settings import settings

    chosen = settings()
    places = ask(name, [code] if code else [], chosen) if chosen else []
    return [Candidate(place=place, score=SCORE, reasons=(why(place),)) for place in places]


def _country(given: str | None) -> str | None:
    if given is None:
        return None
    from geo.places.countries import countries, country_of

    code = given.upper() if given.upper() in countries() else country_of(given)
    if code is None:
        raise InputError(f"{given!r} is no country: give a code of two letters, such as KR.")
    return code
