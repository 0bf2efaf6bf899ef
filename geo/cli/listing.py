"""`list`, `show` and `export`: what the store holds."""

from __future__ import annotations

import io
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from geo.cli.options import filters
from geo.cli.output import STDOUT, output
from geo.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.model import Incident
    from geo.store import Counts
    from geo.store.query import Query

FORMATS = ("geojson", "csv")
_SUFFIXES = {".geojson": "geojson", ".json": "geojson", ".csv": "csv"}


@click.command("list")
@click.option("--ids", is_flag=True, help="Put the id of each incident first.")
@filters
def list_command(*, ids: bool, query: Query, store: str | None) -> None:
    """List the stored incidents, newest first."""
    from geo.cli.show import row
    from geo.store import Counts, Query, is_uncertain, open_store

    shown = doubtful = 0
    with open_store(store, read_only=True) as opened:
        for incident in opened.incidents(query, cited=False):
            click.echo(f"{incident.id}  {row(incident)}" if ids else row(incident))
            shown, doubtful = shown + 1, doubtful + is_uncertain(query, incident.period)
        total = opened.count(Query(review=query.review)).total
    _tell(Counts(shown=shown, total=total, uncertain=doubtful))


@click.command("show")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@filters
def show_command(*, ids: tuple[str, ...], query: Query, store: str | None) -> None:
    """Show stored incidents in full: evidence, independent sources, and where reports differ.

    Those with the given ids, as an export has them; otherwise those that the filters keep, newest first.
    """
    from geo.cli.show import incident_lines
    from geo.store import open_store

    with open_store(store, read_only=True) as opened:
        chosen = [_known(opened.incident(one), one) for one in ids] if ids else opened.incidents(query)
        for number, incident in enumerate(chosen, start=1):
            click.echo("\n".join([*incident_lines(number, incident), ""]))


@click.command("export")
@click.option("-o", "--output", "target", required=True, metavar="FILE|-", help="Where to; - is stdout.")
@click.option("--format", "form", type=click.Choice(FORMATS), help="Otherwise by the suffix; geojson for stdout.")
@filters
def export_command(*, target: str, form: str | None, query: Query, store: str | None) -> None:
    """Write the stored incidents as GeoJSON or CSV."""
    form = form or _form_of(target)
    from geo.store import open_store

    with open_store(store, read_only=True) as opened:
        with output(target) as stream:
            _write(form, opened.incidents(query), stream)
        _tell(opened.count(query))


def _known(incident: Incident | None, incident_id: str) -> Incident:
    if incident is None:
        raise InputError(f"The store holds no incident {incident_id!r}: take an id from an export.")
    return incident


def _tell(counts: Counts) -> None:
    click.echo(f"{counts.shown} of {counts.total} incidents, {counts.uncertain} of uncertain date.", err=True)


def _form_of(target: str) -> str:
    if target == STDOUT:
        return FORMATS[0]
    try:
        return _SUFFIXES[Path(target).suffix.lower()]
    except KeyError:
        raise InputError(
            f"The suffix of {target} names no format: end it in .geojson or .csv, or give --format."
        ) from None


def _write(form: str, incidents: Iterable[Incident], stream: IO[bytes]) -> None:
    if form == "csv":
        from geo.publish.tabular import write_csv as write
    else:
        from geo.publish.geojson import write_geojson as write
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    try:
        write(incidents, text)
    finally:
        text.detach()  # else the wrapper closes the stream, which is not its own
