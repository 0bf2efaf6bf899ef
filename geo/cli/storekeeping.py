"""`store`: looking after a store. A command stands in a module of its own and is listed here."""

from __future__ import annotations

import click

from geo.cli.options import store_option


@click.command("migrate", short_help="Bring the store to the newest schema.")
@store_option
def migrate_command(*, store: str | None) -> None:
    """Bring the store to the schema of this program. Every command does so when it opens a store of an older one."""
    from geo.store import open_store

    open_store(store).close()
    click.echo("The store is up to date.", err=True)


@click.group("store", commands=[migrate_command])
def store_group() -> None:
    """Look after the store (docs/store.md)."""
