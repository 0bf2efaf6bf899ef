"""`store rebuild`: every incident folded anew from mentions and events."""

from __future__ import annotations

import sys

import click

from geo.cli.options import store_option

DIFFERS = 1


@click.command("rebuild", short_help="Fold every incident anew from mentions and events.")
@click.option("--check", is_flag=True, help="Only compare; exit status 1 if something differs.")
@store_option
def rebuild_command(*, check: bool, store: str | None) -> None:
    """Fold every incident anew from the stored mentions and events, and say each difference to what is stored.

    Without --check what differs is then written. The events are never touched.
    """
    from geo.review.rebuild import rebuild
    from geo.store import open_store

    with open_store(store, read_only=check) as opened:
        found = 0
        with click.progressbar(length=sum(1 for _ in opened.edited()), label="Folding", file=sys.stderr) as bar:
            for one in rebuild(opened, check=check, progress=bar.update):
                found += 1
                click.echo(f"{one.incident_id}: {one.text}")
    done = "differ" if check else "put right"
    click.echo(f"{found} {done}." if found else "Nothing differs.", err=True)
    if check and found:
        click.get_current_context().exit(DIFFERS)
