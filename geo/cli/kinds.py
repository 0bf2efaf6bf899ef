"""`kinds`: the kinds of incident, and a user's own kinds put to the test of their examples."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from geo.cli.messages import BAD_INPUT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.kinds import Kind
    from geo.pipeline import Parsed
    from geo.places.gazetteer import Gazetteer

READ_ON = date(2024, 12, 31)  # examples say 'on Friday' or '9 June': they are read as if published on this day


@click.command("kinds")
@click.option("--check", metavar="FILE", type=click.Path(path_type=Path), help="Test the kinds of FILE instead.")
def kinds_command(*, check: Path | None) -> None:
    """List the kinds of incident: id, group, label, what it is.

    With --check, read the kinds of FILE (docs/kinds.md) and test them: every example must give an incident of its
    kind, no near miss may.
    """
    if check:
        from geo.kinds import ENVIRONMENT

        os.environ[ENVIRONMENT] = str(check)
        if not _check(check):
            click.get_current_context().exit(BAD_INPUT)
        return
    from geo.kinds import kinds

    for kind in kinds().values():
        click.echo(f"{kind.id:<22}{kind.group.id:<16}{kind.label:<30}{kind.definition}")


def _check(path: Path) -> bool:
    from geo.cli.show import plain
    from geo.kinds import document, kinds
    from geo.places.gazetteer import Gazetteer

    every = kinds()
    named = document.read_own(path).get("kind", {})
    gazetteer = Gazetteer.open()
    passed = True
    for kid, row in named.items():
        texts = [(text, True) for text in row.get("examples", ())] + [(t, False) for t in row.get("near_misses", ())]
        failures = list(_failures(every[kid], texts, gazetteer))
        passed = passed and not failures
        click.echo(f"{kid}: {len(texts) - len(failures)} of {len(texts)} sentences are read as they should be")
        for text, why in failures:
            click.echo(f"  “{plain(text)}”\n      {plain(why)}")
    if not named:
        click.echo(f"{path} defines no kind.")
    return passed


def _failures(kind: Kind, texts: list[tuple[str, bool]], gazetteer: Gazetteer) -> Iterator[tuple[str, str]]:
    """The sentences that are read wrongly, with why."""
    from geo.model import Report
    from geo.pipeline import parse

    for text, told in texts:
        parsed = parse(Report(text=text, published=READ_ON), gazetteer)
        found = any(mention.kind == kind.id for mention in parsed.mentions)
        if found and not told:
            yield text, f"gives an incident of kind {kind.id!r}, and should not"
        elif told and not found:
            yield text, f"gives no incident of kind {kind.id!r}: {_why_none(kind, parsed)}"


def _why_none(kind: Kind, parsed: Parsed) -> str:
    from geo.incidents.explain import verdicts

    own = [one for one in verdicts(parsed.report, parsed.resolutions, parsed.mentions) if one.kind == kind.id]
    if not own:
        return "no rule of it finds its words there"
    best = max(own, key=lambda one: one.probability)
    return f"'{best.words}' fits at {best.probability:.2f}; {best.why}"
