"""`ingest` and `seed`: reports into the store."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from geo.cli.options import store_option
from geo.cli.parsing import leave_if, report_refusal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.reports.files import Refusal
    from geo.store import Store

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


@click.command("ingest", short_help="Read files and folders into the store.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@store_option
def ingest_command(*, paths: tuple[str, ...], store: str | None) -> None:
    """Read PATH... (.txt, .md, .jsonl or folders) and store reports and incidents.

    What is stored already is left as it is.
    """
    from geo.store import open_store

    with open_store(store) as opened:
        refused = ingest_paths(paths, opened)
    for refusal in refused:
        report_refusal(refusal)
    leave_if(len(refused))


@click.command("seed", short_help="Store the seed reports, if the store is empty.")
@store_option
def seed_command(*, store: str | None) -> None:
    """Store the seed reports, unless the store holds reports already."""
    from geo.store import open_store

    with open_store(store) as opened:
        if next(iter(opened.reports()), None) is not None:
            click.echo("The store holds reports already: nothing was added.", err=True)
            return
        refused = ingest_paths([SEEDS], opened)
    for refusal in refused:
        report_refusal(refusal)
    leave_if(len(refused))


def ingest_paths(paths: Iterable[str | Path], store: Store) -> list[Refusal]:
    """Ingest what paths hold with a progress bar on stderr; returns what was refused."""
    from geo.pipeline import ingest
    from geo.places.gazetteer import Gazetteer
    from geo.reports.files import Refusal, files, read_file

    gazetteer = Gazetteer.open()
    sources = list(files(paths))
    refused: list[Refusal] = []
    new = known = 0
    with click.progressbar(length=sum(map(_size, sources)), label="Reading", file=sys.stderr) as bar:
        for item in (item for source in sources for item in read_file(source)):
            if isinstance(item, Refusal):
                refused.append(item)
            else:
                is_new = ingest(item, store, gazetteer).is_new
                new, known = new + is_new, known + (not is_new)
            bar.update(1)
    click.echo(f"{new} reports added, {known} known already.", err=True)
    return refused


def _size(path: Path) -> int:
    """How many reports a file may hold: its lines, if it is JSON Lines."""
    if path.suffix.lower() != ".jsonl" or not path.is_file():
        return 1
    with path.open("rb") as stream:
        return sum(1 for _ in stream)
