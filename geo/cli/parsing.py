"""`parse`: what is found in a text, without storing it."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import click

from geo.cli.messages import leave_if, tell_language, tell_positions, tell_refusal, tell_undated
from geo.cli.options import Day, least_option
from geo.cli.output import STDOUT, output

if TYPE_CHECKING:
    from datetime import date

    from geo.model import Report
    from geo.pipeline import Parsed


@click.command("parse")
@click.argument("paths", nargs=-1, metavar="FILE...")
@click.option("--published", type=Day(), help="Publication day of the files that give none.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a report instead of text.")
@click.option(
    "--explain", is_flag=True, help="Say of each name why it means a place, of each sentence why it tells an incident."
)
@click.option("--jsonl", nargs=2, metavar="IN OUT", help="Read reports from IN, a JSON object a line, write OUT.")
@least_option
def parse_command(
    *,
    paths: tuple[str, ...],
    published: date | None,
    as_json: bool,
    explain: bool,
    jsonl: tuple[str, str] | None,
    least: float | None,
) -> None:
    """Show the places and incidents found in FILE... (.txt, .md, .jsonl or folders).

    The lines of IN are {"id", "text", "published", optional "title", "language", "publisher", "url"}; those of OUT
    {"id", "language", "note", "toponyms": [...], "incidents": [...]}, in the same order. OUT may be - for stdout.
    """
    if bool(paths) == bool(jsonl):
        raise click.UsageError("Give either files to parse or --jsonl IN OUT.")
    if explain and (jsonl or as_json):
        raise click.UsageError("--explain is for reading: leave out --json and --jsonl.")
    reading = _Reading(published, least)
    refused = reading.lines(*jsonl) if jsonl else reading.files(paths, as_json=as_json, explain=explain)
    leave_if(refused)


class _Reading:
    """How the reports of one command are read."""

    def __init__(self, published: date | None, least: float | None) -> None:
        from geo.places.gazetteer import Gazetteer

        self.published, self.least, self.gazetteer = published, least, Gazetteer.open()

    def parsed(self, report: Report) -> Parsed:
        from geo.pipeline import parse

        if not report.published and self.published:
            report = dataclasses.replace(report, published=self.published)
        return parse(report, self.gazetteer, least=self.least)

    def lines(self, source: str, target: str) -> int:
        """A report a line, an answer a line; how many were refused."""
        from pathlib import Path

        import orjson

        from geo.cli.forms import parsed_form
        from geo.places.positions import no_positions
        from geo.reports.files import Record, records

        refused = 0
        with output(target) as stream:
            for record in records(Path(source)):
                if isinstance(record, Record):
                    parsed = self.parsed(record.report)
                    stream.write(orjson.dumps(parsed_form(record.id, parsed), option=orjson.OPT_APPEND_NEWLINE))
                    tell_language(record.id, parsed.report.language)
                    tell_positions(record.id, no_positions(parsed.report.text))
                else:
                    tell_refusal(record)
                    refused += 1
        return refused

    def files(self, paths: tuple[str, ...], *, as_json: bool, explain: bool) -> int:
        """The reports of files, shown one after the other; how many were refused."""
        from geo.model import Report
        from geo.reports.files import files, read_file

        refused = 0
        for path in files(paths):
            for item in read_file(path):
                if isinstance(item, Report):
                    _show(str(path), self.parsed(item), as_json=as_json, explain=explain)
                else:
                    tell_refusal(item)
                    refused += 1
        return refused


def _show(origin: str, parsed: Parsed, *, as_json: bool, explain: bool) -> None:
    from geo.places.positions import no_positions

    if as_json:
        import orjson

        from geo.cli.forms import parsed_form

        with output(STDOUT) as stream:
            stream.write(orjson.dumps(parsed_form(parsed.report.id, parsed), option=orjson.OPT_APPEND_NEWLINE))
    else:
        from geo.cli.show import parsed_text

        click.echo(parsed_text(origin, parsed))
    if explain:
        from geo.cli.explaining import names_text, verdict_text

        click.echo(names_text(parsed.resolutions) + verdict_text(parsed))
    tell_language(origin, parsed.report.language)
    tell_positions(origin, no_positions(parsed.report.text))
    if parsed.report.published is None:
        tell_undated(origin, "with --published")
