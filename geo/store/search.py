"""A search as SQL over `incidents`, for both databases: FTS5 in a file beside a GeoPackage, tsvector in PostgreSQL.

The index of a GeoPackage is `wordfile`, that of a database `wordtable`. Both hold nothing that does not follow from the
store, and are brought up to date before they are asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import sqlalchemy as sa

from geo.store.functions import HasWords, WordOrder
from geo.store.words import parse_search

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.store.words import Clause, Term


class WordIndex(Protocol):
    """The index of one store; threads may share it."""

    def prepare(self, words: str, *, ranked: bool = False) -> None:
        """Bring the index up to date, and make ready what this thread's next statements with these words ask.

        Raises:
            StoreError: the index cannot be read or written.
        """

    def forget(self) -> None:
        """Remove the index, with every word in it; it is built anew when it is needed."""

    def close(self) -> None:
        """Give back files."""


def clauses(words: str) -> list[sa.ColumnElement[bool]]:
    """Does an incident's document hold what a search asks?

    Raises:
        InputError: the search cannot be read.
    """
    search = parse_search(words)
    found: list[sa.ColumnElement[bool]] = []
    if search.wanted:
        found.append(HasWords(*_both(search.wanted)))
    if search.unwanted:
        found.append(sa.not_(HasWords(*_both((search.unwanted,)))))
    return found


def word_order(words: str) -> sa.ColumnElement[float]:
    """What to sort by for the best match first."""
    wanted = parse_search(words).wanted
    return WordOrder(*_both(wanted)) if wanted else sa.literal(0.0)


def fts5(wanted: Sequence[Clause]) -> str:
    """The clauses in the words of SQLite's FTS5."""
    return " AND ".join(f"({' OR '.join(map(_phrase, clause))})" for clause in wanted if clause)


def tsquery(wanted: Sequence[Clause]) -> str:
    """The clauses in the words of PostgreSQL."""
    return " & ".join(f"({' | '.join(map(_sequence, clause))})" for clause in wanted if clause)


def _both(wanted: Sequence[Clause]) -> tuple[sa.ColumnElement[str], sa.ColumnElement[str]]:
    return sa.literal(fts5(wanted), sa.Text), sa.literal(tsquery(wanted), sa.Text)


def _phrase(term: Term) -> str:
    return f'"{" ".join(term.words)}"' + (" *" if term.begins else "")


def _sequence(term: Term) -> str:
    # Words are letters and digits alone: nothing in them needs an escape.
    return " <-> ".join(f"'{word}'" for word in term.words) + (":*" if term.begins else "")
