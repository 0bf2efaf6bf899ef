"""`report purge`: a report goes for good."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from geo.cli.options import store_option

if TYPE_CHECKING:
    from geo.store import Store


@click.command("purge", short_help="Delete a report and all that was taken from it, for good.")
@click.argument("name", metavar="ID")
@click.option("--why", required=True, help="The reason; it stays with the tombstone.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@store_option
def purge_command(*, name: str, why: str, yes: bool, store: str | None) -> None:
    """Delete the report ID: its text, title, address and publisher, the sentences that were evidence, and their traces.

    ID is that of an export, its first 8 digits or more, or the address (url) of the report. A tombstone without text
    stays, and the report is not taken in again. Incidents that other reports tell too are told by those alone; the
    others are gone. There is no undo.
    """
    from geo.review import purging
    from geo.store import default_target, open_store

    with open_store(store) as opened:
        if stone := opened.purged(name):
            opened.wipe()
            click.echo(f"It was purged on {stone.at:%Y-%m-%d} by {stone.who}; the file is rewritten.", err=True)
            return
        report = purging.named_report(opened, name)
        if not yes:
            click.echo(_question(opened, report.id), err=True)
            click.confirm(
                f"Purge {report.id[:12]} “{report.title or report.text[:60]}” for good?", abort=True, err=True
            )
        done = purging.purge(opened, report, why=why)
    told = f"{len(done.kept)} incidents are told without it, {len(done.gone)} are gone."
    click.echo(f"Purged. {told}", err=True)
    for copy in _copies(store or default_target()):
        click.echo(f"A copy of the store may still hold it: {copy}", err=True)


def _question(store: Store, report_id: str) -> str:
    from geo.review.purging import told_by

    told = told_by(store, report_id)
    alone = [one for one, ids in told.items() if len(ids) == len(store.mentions_of(one))]
    return (
        f"It tells {len(told)} incidents, {len(alone)} of them alone: those go with it, unless they are told by hand."
    )


def _copies(target: str) -> list[Path]:
    """Copies beside a store that the program itself made."""
    if "://" in target:
        return []
    path = Path(target)
    return sorted(
        one for name in ("schema-", "replaced") for one in path.parent.glob(f"{path.stem}.{name}*{path.suffix}")
    )


@click.group("report", commands=[purge_command])
def report_group() -> None:
    """Look after single reports."""
