"""`ingest` and `seed`: reports into the store."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from geo.cli.messages import leave_if, tell_language, tell_positions, tell_refusal, tell_undated
from geo.cli.options import least_option, store_option
from geo.errors import PurgedError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.model import Report
    from geo.places.gazetteer import Gazetteer
    from geo.reports.files import Refusal
    from geo.store import Store

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


@click.command("ingest", short_help="Read files and folders into the store.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@least_option
@store_option
def ingest_command(*, paths: tuple[str, ...], store: str | None, least: float | None) -> None:
    """Read PATH... (.txt, .md, .jsonl or folders) and store reports and incidents.

    What is stored already is left as it is.
    """
    from geo.places.gazetteer import Gazetteer
    from geo.store import open_store

    gazetteer = Gazetteer.open()
    with open_store(store) as opened:
        refused = ingest_paths(paths, opened, gazetteer, least)
    leave_if(refused)


@click.command("seed", short_help="Store the seed reports, if the store is empty.")
@store_option
def seed_command(*, store: str | None) -> None:
    """Store the seed reports, unless the store holds reports already.

    A seed that the store was offered before stays away, even if its text is another one now: somebody may have rejected
    or purged it.
    """
    from geo.places.gazetteer import Gazetteer
    from geo.store import open_store

    gazetteer = Gazetteer.open()
    refused = 0
    with open_store(store) as opened:
        if next(iter(opened.reports()), None) is None:
            refused = ingest_paths([SEEDS], opened, gazetteer)
        else:
            _remember_seeds(opened)
            click.echo("The store holds reports already: no seeds were added.", err=True)
    leave_if(refused)


def _remember_seeds(store: Store) -> None:
    """Note the seeds of a store that was filled before it noted them."""
    from geo.reports.files import Refusal, files, read_file

    known = store.seeds()
    for source in files([SEEDS]):
        for item in read_file(source) if source.name not in known else ():
            if not isinstance(item, Refusal) and store.has_report(item.id):
                store.note_seed(source.name, item.id)


def ingest_paths(paths: Iterable[str | Path], store: Store, gazetteer: Gazetteer, least: float | None = None) -> int:
    """Ingest what paths hold with a progress bar on stderr, list what was refused, and return how many that is."""
    from geo.reports.files import files, read_file

    sources = list(files(paths))
    intake = Intake(store, gazetteer, least)
    with click.progressbar(length=sum(map(_size, sources)), label="Reading", file=sys.stderr) as bar:
        for source in sources:
            for number, item in enumerate(read_file(source), start=1):
                intake.take(source, item, number)
                bar.update(1)
    intake.tell()
    return len(intake.refused)


class Intake:
    """What has become of the reports so far."""

    def __init__(self, store: Store, gazetteer: Gazetteer, least: float | None = None) -> None:
        """Start with nothing taken."""
        self.store, self.gazetteer, self.least = store, gazetteer, least
        self.new = self.known = 0
        self.refused: list[Refusal] = []
        self.undated: dict[Path, None] = {}
        self.languages: dict[str, str] = {}
        self.positions: dict[str, list[str]] = {}
        self.seeds = store.seeds()

    def take(self, source: Path, item: Report | Refusal, number: int) -> None:
        """Ingest the report of this number in a file, or note a refusal."""
        from geo.pipeline import ingest
        from geo.places.positions import no_positions
        from geo.reports.files import Refusal

        if isinstance(item, Refusal):
            self.refused.append(item)
            return
        is_seed = source.resolve().is_relative_to(SEEDS)
        if is_seed and source.name in self.seeds:
            self.known += 1
            return
        try:
            is_new = ingest(item, self.store, self.gazetteer, self.least).is_new
        except PurgedError as error:
            self.refused.append(Refusal(where=f"{source}:{number}", why=str(error)))
            return
        if is_seed:
            self.store.note_seed(source.name, item.id)
        self.new += is_new
        self.known += not is_new
        if item.published is None:
            self.undated[source] = None
        origin = f"{source}, report {number}" if source.suffix.lower() == ".jsonl" else str(source)
        self.languages[origin] = item.language
        if sentences := no_positions(item.text):
            self.positions[origin] = sentences

    def tell(self) -> None:
        """Say it all, on stderr."""
        for source in self.undated:
            tell_undated(str(source), "in its front matter or record")
        for origin, language in self.languages.items():
            tell_language(origin, language)
        for origin, sentences in self.positions.items():
            tell_positions(origin, sentences)
        for refusal in self.refused:
            tell_refusal(refusal)
        click.echo(f"{self.new} reports added, {self.known} known already.{self._unread()}", err=True)

    def _unread(self) -> str:
        from geo.reports.language import is_read

        unread = sum(not is_read(language) for language in self.languages.values())
        return f" {unread} not in English: no incidents were looked for." if unread else ""


def _size(path: Path) -> int:
    """How many reports a file may hold: its lines, if it is JSON Lines."""
    if path.suffix.lower() != ".jsonl" or not path.is_file():
        return 1
    with path.open("rb") as stream:
        return sum(1 for _ in stream)
