"""`search`: incidents by the words of their evidence, the best match first."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from geo.cli.options import filters

if TYPE_CHECKING:
    from geo.model import Incident
    from geo.store.query import Query

_QUOTES = 2  # shown of each incident


@click.command("search", short_help="Find incidents by the words of their evidence, best match first.")
@click.argument("sought", nargs=-1, required=True, metavar="WORDS...")
@click.option("--ids", is_flag=True, help="Put the id of each incident first.")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="Show at most so many.")
@filters
def search_command(*, sought: tuple[str, ...], ids: bool, limit: int, query: Query, store: str | None) -> None:
    r"""Find incidents whose quotes, report titles or place have all of WORDS, in English or Korean.

    \b
    balloon paju               both, in the singular or the plural
    '"balloon launch"'         these words, one after the other
    paju balloon OR drone      one of the two
    'paju -drone'              without it (a minus in front needs: search -- -drone)
    'launch*'                  words that begin so
    """
    from geo.cli.show import quoted, row
    from geo.store import open_store

    asked = replace(query, words=" ".join([*sought, query.words]).strip())
    with open_store(store, read_only=True) as opened:
        for incident in opened.incidents(asked, limit, ranked=True):
            click.echo(f"{incident.id}  {row(incident)}" if ids else row(incident))
            for quote in _telling(incident, asked.words):
                click.echo("\n".join(quoted(quote)))
        found = opened.count(asked).shown
    click.echo(f"{min(limit, found)} of {found} found.", err=True)


def _telling(incident: Incident, words: str) -> list[str]:
    """The sentences with most of the words, the first ones where none has any."""
    from geo.store.words import hits

    quotes = dict.fromkeys(citation.evidence.quote for citation in incident.citations)
    return sorted(quotes, key=lambda quote: -hits(quote, words))[:_QUOTES]
