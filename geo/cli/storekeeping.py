"""`store`: looking after a store. A command stands in a module of its own and is listed here."""

from __future__ import annotations

import sys

import click

from geo.cli.health import backup_command, check_command, restore_command
from geo.cli.options import store_option
from geo.cli.rebuilding import rebuild_command
from geo.cli.rereading import reextract_command


@click.command("copy", short_help="Copy a whole store to a new one, history included.")
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
def copy_command(*, source: str, target: str) -> None:
    """Copy the store FROM to a new or empty one TO, history included. Each is a file or a postgresql:// address.

    FROM may be in use. A copy that was stopped goes on when the same command is given again. At the end both are
    compared; what each table holds is told, with a digest that is the same wherever the table lies.
    """
    from geo.store.copying import copy_store

    with click.progressbar(length=1, label="Copying", file=sys.stderr) as bar:

        def progress(done: int, total: int) -> None:
            bar.length = max(total, 1)
            bar.update(done - bar.pos)

        copied = copy_store(source, target, progress)
    for table in copied:
        click.echo(f"{table.rows:>12,}  {table.table:<18} sha256 {table.digest}")
    click.echo("Both stores hold the same.", err=True)


@click.command("migrate", short_help="Bring the store to the newest schema.")
@store_option
def migrate_command(*, store: str | None) -> None:
    """Bring the store to the schema of this program. Every command does so when it opens a store of an older one."""
    from geo.store import default_target, open_store, shown
    from geo.store.migrations import NEWEST

    target = store or default_target()
    open_store(target).close()
    click.echo(f"The store {shown(target)} has the newest schema, {NEWEST}.", err=True)


@click.group(
    "store",
    commands=[
        backup_command,
        check_command,
        copy_command,
        migrate_command,
        rebuild_command,
        reextract_command,
        restore_command,
    ],
)
def store_group() -> None:
    """Look after the store (docs/store.md)."""
