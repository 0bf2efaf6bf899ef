"""`store reextract`: the installed extractor reads the stored reports anew."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from geo.cli.options import store_option

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.model import Mention, Report
    from geo.review.reextract import Rereading


@click.command("reextract", short_help="Read the stored reports with a newer extractor.")
@click.option("--apply", "apply_", is_flag=True, help="Write what changes; otherwise it is only shown.")
@store_option
def reextract_command(*, apply_: bool, store: str | None) -> None:
    """Read every stored report anew that an older extractor read last, and say what that changes.

    Nothing is written without --apply. What a person decided on stays as it is. A run that was stopped goes on where
    it was.
    """
    from geo.cli.reviewing import opened
    from geo.incidents import EXTRACTOR
    from geo.pipeline import parse
    from geo.places.gazetteer import Gazetteer
    from geo.review.reextract import reextract
    from geo.store import open_store

    open_store(store, read_only=True).close()  # a store that is not there is not made by looking
    gazetteer = Gazetteer.open()

    def read(report: Report) -> list[Mention]:
        return parse(report, gazetteer).mentions

    differing = 0
    with opened(store) as writing:
        unread = writing.count_unread(EXTRACTOR)
        with click.progressbar(length=unread, label="Reading", file=sys.stderr) as bar:
            for one in reextract(writing, read, EXTRACTOR, apply=apply_):
                differing += not one.is_quiet
                for line in _lines(one):
                    click.echo(line)
                bar.update(1)
    done = "written" if apply_ else "not written: give --apply to do so"
    click.echo(f"{unread} reports read anew, {differing} of them tell something else ({done}).", err=True)


def _lines(one: Rereading) -> Iterator[str]:
    from geo.cli.show import plain

    for sign, what in (("+", one.added), ("-", one.gone), ("~", one.changed), ("=", one.kept)):
        for incident_id, text in what.items():
            yield f"{sign} {incident_id}  {plain(text)}  (report {one.report_id[:12]})"
