"""`ingest` and `seed`: reports into the store."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from geo.cli.messages import leave_if, tell_refusal, tell_undated
from geo.cli.options import store_option

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.places.gazetteer import Gazetteer
    from geo.store import Store

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


@click.command("ingest", short_help="Read files and folders into the store.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@store_option
def ingest_command(*, paths: tuple[str, ...], store: str | None) -> None:
    """Read PATH... (.txt, .md, .jsonl or folders) and store reports and incidents.

    What is stored already is left as it is.
    """
    from geo.places.gazetteer import Gazetteer
    from geo.store import open_store

    gazetteer = Gazetteer.open()
    with open_store(store) as opened:
        refused = ingest_paths(paths, opened, gazetteer)
    leave_if(refused)


@click.command("seed", short_help="Store the seed reports, if the store is empty.")
@store_option
def seed_command(*, store: str | None) -> None:
    """Store the seed reports, unless the store holds reports already."""
    from geo.places.gazetteer import Gazetteer
    from geo.store import open_store

    gazetteer = Gazetteer.open()
    refused = 0
    with open_store(store) as opened:
        if next(iter(opened.reports()), None) is None:
            refused = ingest_paths([SEEDS], opened, gazetteer)
        else:
            click.echo("The store holds reports already: no seeds were added.", err=True)
    leave_if(refused)


def ingest_paths(paths: Iterable[str | Path], store: Store, gazetteer: Gazetteer) -> int:
    """Ingest what paths hold with a progress bar on stderr, list what was refused, and return how many that is."""
    from geo.pipeline import ingest
    from geo.reports.files import Refusal, files, read_file

    sources = list(files(paths))
    refused: list[Refusal] = []
    undated: list[str] = []
    new = known = 0
    with click.progressbar(length=sum(map(_size, sources)), label="Reading", file=sys.stderr) as bar:
        for source, item in ((source, item) for source in sources for item in read_file(source)):
            if isinstance(item, Refusal):
                refused.append(item)
            else:
                is_new = ingest(item, store, gazetteer).is_new
                new, known = new + is_new, known + (not is_new)
                undated += [] if item.published else [str(source)]
            bar.update(1)
    for origin in dict.fromkeys(undated):
        tell_undated(origin, "in its front matter or record")
    for refusal in refused:
        tell_refusal(refusal)
    click.echo(f"{new} reports added, {known} known already.", err=True)
    return len(refused)


def _size(path: Path) -> int:
    """How many reports a file may hold: its lines, if it is JSON Lines."""
    if path.suffix.lower() != ".jsonl" or not path.is_file():
        return 1
    with path.open("rb") as stream:
        return sum(1 for _ in stream)
