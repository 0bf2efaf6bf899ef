"""`store backup`, `store restore` and `store check`: a store that can be trusted, and had back."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from geo.cli.options import store_option
from geo.errors import InputError, StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

WRONG = 1


@click.command("backup", short_help="Write the store to a new file that is whole.")
@click.argument("target", metavar="FILE")
@store_option
def backup_command(*, target: str, store: str | None) -> None:
    """Write the store, history included, to the new GeoPackage FILE. The store may be in use.

    FILE appears only when it is whole and was checked; what is there already is never overwritten.
    """
    from geo.store import default_target, shown
    from geo.store.backup import back_up

    source = store or default_target()
    with click.progressbar(length=1, label="Backing up", file=sys.stderr) as bar:

        def progress(done: int, total: int) -> None:
            bar.length = max(total, 1)
            bar.update(done - bar.pos)

        back_up(source, Path(target), progress)
        bar.update(bar.length or 0)
    click.echo(f"{target} holds the store {shown(source)} ({Path(target).stat().st_size / 1e6:,.1f} MB).", err=True)


@click.command("restore", short_help="Put a back-up in the place of the store.")
@click.argument("backup", metavar="FILE")
@store_option
def restore_command(*, backup: str, store: str | None) -> None:
    """Put the back-up FILE in the place of the store, a GeoPackage that nobody has open.

    The store that was there stays beside it. To bring a back-up into PostGIS: borderwatch store copy FILE URL.
    """
    from geo.store import default_target
    from geo.store.address import is_url
    from geo.store.backup import restore

    target = store or default_target()
    if is_url(target):
        raise InputError("A back-up is put into PostGIS by: borderwatch store copy FILE URL, to an empty database.")
    aside = restore(Path(backup), Path(target))
    click.echo(f"The store {target} is that of {backup} now.", err=True)
    if aside:
        click.echo(f"What was there before lies in {aside}.", err=True)


@click.command("check", short_help="Look for damage, and for what the history does not tell.")
@store_option
def check_command(*, store: str | None) -> None:
    """Check the store: the file, its indexes, every reference, and that each incident is what its history makes it.

    Where GDAL's GeoPackage validator is installed, it is asked too. Each thing found is one line with what to do.
    Exit status 1 if anything is wrong. Nothing is changed.
    """
    from geo.store import default_target, shown

    target = store or default_target()
    found = 0
    for sentence in _wrong(target):
        found += 1
        click.echo(sentence)
    name = shown(target)
    click.echo(f"{found} wrong in the store {name}." if found else f"The store {name} is in order.", err=True)
    if found:
        click.get_current_context().exit(WRONG)


def _wrong(target: str) -> Iterator[str]:
    """What is wrong, one sentence each; a store that cannot be read any further is the last of them."""
    from geo.review.rebuild import rebuild
    from geo.store.address import is_url
    from geo.store.file_health import against_the_standard, is_validator_here
    from geo.store.health import REBUILD, findings
    from geo.store.opening import open_sql

    try:
        with open_sql(target, read_only=True) as opened:
            yield from map(str, findings(opened.home))
            with click.progressbar(length=sum(1 for _ in opened.edited()), label="Folding", file=sys.stderr) as bar:
                for one in rebuild(opened, check=True, progress=bar.update):
                    yield f"{one.incident_id}: {one.text}{'' if one.lost else f': {REBUILD}'}."
        if not is_url(target) and is_validator_here():
            yield from map(str, against_the_standard(Path(target)))
    except StoreError as error:
        yield str(error)
