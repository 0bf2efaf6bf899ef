"""`where`: the places that a name may mean."""

from __future__ import annotations

import click

from geo.errors import InputError


@click.command("where")
@click.argument("name")
@click.option("--country", metavar="CC", help="Only places of this country: a code like KR, or its name.")
@click.option("--ids", is_flag=True, help="Put the id of each place first.")
def where_command(*, name: str, country: str | None, ids: bool) -> None:
    """List the places that NAME may mean, best first.

    A line gives lon lat in decimal degrees, name, class, country, and why, with tabs between them.
    """
    from geo.geodesy import representative_point
    from geo.places.candidates import candidates
    from geo.places.gazetteer import Gazetteer

    found = candidates(name, Gazetteer.open(), _country(country))
    if not found:
        inside = f" in {country}" if country else ""
        raise InputError(f"No place{inside} is called {name!r}: check the spelling, or try another name of it.")
    for candidate in found:
        place = candidate.place
        lon, lat = representative_point(place.footprint.geometry)
        columns = (place.name, place.feature_class, place.country, "; ".join(candidate.reasons))
        click.echo("\t".join([*([place.id] if ids else []), f"{lon:.5f} {lat:.5f}", *columns]))


def _country(given: str | None) -> str | None:
    if given is None:
        return None
    from geo.places.countries import countries, country_of

    code = given.upper() if given.upper() in countries() else country_of(given)
    if code is None:
        raise InputError(f"{given!r} is no country: give a code of two letters, such as KR.")
    return code
