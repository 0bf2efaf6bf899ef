"""The index of words in a PostgreSQL database: a table `words` of its own, with a GIN index.

It may be dropped at any time; what is missing, of another store or of another version is built anew. Words and their
positions are made here and not by the server, so that both stores find the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from geo.store.documents import INDEX_VERSION, Mark, continues, documents, mark
from geo.store.server import make_engine
from geo.store.words import BREAK, parse_search

if TYPE_CHECKING:
    from collections.abc import Iterable

_STATE = sa.text("SELECT version, sequence, id FROM word_state")
_KNOWN = sa.text("SELECT to_regclass(quote_ident(current_schema()) || '.word_state') IS NOT NULL")
_LOCK = sa.text("SELECT pg_advisory_xact_lock(hashtext('borderwatch words'), hashtext(current_schema()))")
_DROP = ("DROP TABLE IF EXISTS words", "DROP TABLE IF EXISTS word_state")
_LAY_OUT = (
    "CREATE TABLE words (fid bigint PRIMARY KEY, tokens tsvector NOT NULL)",
    "CREATE TABLE word_state (version integer, sequence bigint, id text)",
)
_INDEX = "CREATE INDEX ix_words_tokens ON words USING gin (tokens)"
_NOTE = sa.text("INSERT INTO word_state VALUES (:version, :sequence, :id)")
_PUT = sa.text(
    "INSERT INTO words (fid, tokens) VALUES (:fid, CAST(:tokens AS tsvector)) "
    "ON CONFLICT (fid) DO UPDATE SET tokens = excluded.tokens"
)


class WordTable:
    """A `WordIndex` in a table."""

    def __init__(self, url: sa.URL) -> None:
        """Serve the store in the database at this address; nothing is connected yet."""
        # Not the store's own: that may be open for reading only, and may be in the middle of a transaction.
        self._engine = make_engine(url, read_only=False).execution_options(isolation_level="READ COMMITTED")

    def prepare(self, words: str, *, ranked: bool = False) -> None:  # noqa: ARG002
        """Bring the table up to date.

        Raises:
            InputError: the search cannot be read.
            sqlalchemy.exc.DBAPIError: the role may not write the table, or the server fails.
        """
        parse_search(words)
        with self._engine.connect() as connection:
            if self._is_current(connection):
                return
        with self._engine.begin() as connection:
            connection.execute(_LOCK)
            if not self._is_current(connection):  # another process may have done it
                self._refresh(connection)

    def forget(self) -> None:
        """Drop the table."""
        with self._engine.begin() as connection:
            connection.execute(_LOCK)
            for statement in _DROP:
                connection.exec_driver_sql(statement)

    def close(self) -> None:
        """Give back connections."""
        self._engine.dispose()

    @staticmethod
    def _state(connection: sa.Connection) -> tuple[int, Mark] | None:
        if not connection.scalar(_KNOWN):
            return None
        version, *known = connection.execute(_STATE).first() or (0,)
        return version, Mark(*known)

    def _is_current(self, connection: sa.Connection) -> bool:
        return self._state(connection) == (INDEX_VERSION, mark(connection))

    def _refresh(self, connection: sa.Connection) -> None:
        version, old = self._state(connection) or (0, Mark())
        # What comes in after the mark is read may be in the documents too: it is read again the next time.
        new = mark(connection)
        if version == INDEX_VERSION and continues(connection, old):
            _put(connection, documents(connection, old))
        else:
            for statement in (*_DROP, *_LAY_OUT):
                connection.exec_driver_sql(statement)
            with self._engine.connect() as reader:
                _copy(connection, documents(reader))
            connection.exec_driver_sql(_INDEX)
        connection.exec_driver_sql("DELETE FROM word_state")
        connection.execute(_NOTE, {"version": INDEX_VERSION, "sequence": new.sequence, "id": new.id})


def _put(connection: sa.Connection, told: Iterable[tuple[int, str]]) -> None:
    for fid, tokens in told:
        connection.execute(_PUT, {"fid": fid, "tokens": tsvector(tokens)})


def _copy(connection: sa.Connection, told: Iterable[tuple[int, str]]) -> None:
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy("COPY words (fid, tokens) FROM STDIN") as copy:
        for fid, tokens in told:
            copy.write_row((fid, tsvector(tokens)))


def tsvector(tokens: str) -> str:
    """The words of a document with their positions, as PostgreSQL writes them."""
    return " ".join(f"'{word}':{place}" for place, word in enumerate(tokens.split(" "), start=1) if word != BREAK)
