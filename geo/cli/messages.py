"""What commands tell people on stderr."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.reports.files import Refusal

BAD_INPUT = 2


def tell_refusal(refusal: Refusal) -> None:
    """List what was refused."""
    click.echo(f"{refusal.where}: {refusal.why}", err=True)


def tell_undated(origin: str, where: str) -> None:
    """Say that a report has no publication day, what that means, and where to give one."""
    click.echo(f"{origin}: no publication day, so 'on Thursday' has no date: give it {where}.", err=True)


def tell_language(origin: str, language: str) -> None:
    """Say that a report is not in English, or may not be, and how to say that it is."""
    from geo.reports.language import is_read, note

    if said := note(language):
        remedy = (
            "" if is_read(language) else ' If it is English, say so in its front matter or record: language = "en".'
        )
        click.echo(f"{origin}: {said}{remedy}", err=True)


def tell_positions(origin: str, sentences: Iterable[str]) -> None:
    """Say what `no_positions` (geo.places.positions) found in a report."""
    for sentence in sentences:
        click.echo(f"{origin}: {sentence}", err=True)


def leave_if(refused: int) -> None:
    """End the command with status 2 if anything was refused."""
    if refused:
        click.echo(f"{refused} refused, see above; the rest was taken.", err=True)
        click.get_current_context().exit(BAD_INPUT)
