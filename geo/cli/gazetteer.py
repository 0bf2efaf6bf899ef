"""`gazetteer`: compile it, import a dump, say what it holds, decide what a name always means."""

from __future__ import annotations

from pathlib import Path

import click

from geo.cli.messages import BAD_INPUT
from geo.errors import InputError


@click.group("gazetteer")
def gazetteer_group() -> None:
    """Build, enlarge and correct the gazetteer (docs/gazetteer.md)."""


@gazetteer_group.command("build", short_help="Compile the embedded gazetteer.")
@click.option("-o", "--output", "target", metavar="FOLDER", help="Otherwise var/gazetteer of the project.")
@click.option("--if-stale", is_flag=True, help="Only if it is missing or its sources have changed.")
def build_command(*, target: str | None, if_stale: bool) -> None:
    """Compile the gazetteer from the installed packages and data/."""
    from geo.places.compile import build, is_current
    from geo.places.layout import DEFAULT_FOLDER

    folder = Path(target) if target else DEFAULT_FOLDER
    if not (if_stale and is_current(folder)):
        build(folder, _say)


@gazetteer_group.command("import", short_help="Add the places of a GeoNames dump.")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
def import_command(*, files: tuple[Path, ...]) -> None:
    """Add the places of a GeoNames dump: allCountries.zip, KR.zip …, or their .txt.

    They take the place of what was imported before. If the command is stopped, the same command goes on where it was.
    """
    from geo.places.imports import import_dump
    from geo.places.status import flaw_lines

    manifest = import_dump(files, progress=_say)
    click.echo(f"{manifest['places']:,} places with {manifest['names']:,} names were added.", err=True)
    for line in flaw_lines(manifest):
        _say(line)
    if manifest["flaws"]:
        click.get_current_context().exit(BAD_INPUT)


@gazetteer_group.command("status")
def status_command() -> None:
    """Say what is loaded: places by source, dates, licences, sizes, your own layers and decisions."""
    from geo.places.gazetteer import Gazetteer
    from geo.places.layout import own_folder
    from geo.places.status import status_lines

    gazetteer = Gazetteer.open()
    for line in status_lines(gazetteer, own_folder()):
        click.echo(line)
    if gazetteer.own and gazetteer.own.refusals:
        click.get_current_context().exit(BAD_INPUT)


@gazetteer_group.command("always", short_help="Decide what a name always means.")
@click.argument("name")
@click.argument("place_id", metavar="PLACE-ID")
def always_command(*, name: str, place_id: str) -> None:
    """Decide that NAME always means the place PLACE-ID. `where --ids NAME` shows the ids."""
    from geo.places.gazetteer import Gazetteer
    from geo.places.own.decisions import decide, read_decisions, write_decisions

    folder = _folder()
    place = Gazetteer.open().place(place_id)
    write_decisions(folder, decide(read_decisions(folder), name, place_id, place.name))
    where = f" ({place.country})" if place.country else ""
    _say(f"{name} now always means {place.name}{where}; `gazetteer forget` takes that back.")


@gazetteer_group.command("forget")
@click.argument("name")
def forget_command(*, name: str) -> None:
    """Take back what was decided on NAME."""
    from geo.places.own.decisions import forget, read_decisions, write_decisions

    folder = _folder()
    write_decisions(folder, forget(read_decisions(folder), name))
    _say(f"{name} is looked up in the gazetteer again.")


def _folder() -> Path:
    from geo.places.layout import ENVIRONMENT, own_folder

    folder = own_folder()
    if folder is None:
        raise InputError(f"{ENVIRONMENT} is empty, so that nothing is kept: name a folder, or unset it.")
    return folder


def _say(line: str) -> None:
    click.echo(line, err=True)
