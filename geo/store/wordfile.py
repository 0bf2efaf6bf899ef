"""The index of words beside a GeoPackage: an SQLite file with FTS5, `<store>.fts`.

It cannot be inside: pyogrio's SQLite has no FTS5 and could write the GeoPackage no more. It may be deleted at any time;
what is missing, damaged, of another store or of another version is built anew. Where nothing may be written beside the
store, it is a temporary file of this process.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from geo.errors import StoreError
from geo.store.documents import INDEX_VERSION, Mark, continues, documents, mark
from geo.store.search import fts5
from geo.store.words import parse_search

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SUFFIX = ".fts"
_TEMPORARY = ""  # what SQLite calls a file that goes away with its connection
_BUSY_S = 30.0
_LAY_OUT = (
    "CREATE VIRTUAL TABLE docs USING fts5(tokens, tokenize = 'ascii')",
    "CREATE TABLE state (version INTEGER, sequence INTEGER, id TEXT)",
)
_MATCHING = "SELECT json_group_array(rowid) FROM docs WHERE docs MATCH ?"
_RANKED = "SELECT rowid FROM docs WHERE docs MATCH ? ORDER BY rank"


def word_file(store: Path) -> Path:
    """The file with the words of the store at this path."""
    return store.with_name(store.name + SUFFIX)


class WordFile:
    """A `WordIndex` in a file."""

    def __init__(self, store: Path, engine: sa.Engine) -> None:
        """Serve the store at this path and the connections of its engine; nothing is read or written yet."""
        self._engine, self._path = engine, word_file(store)
        self._lock, self._mine = threading.Lock(), threading.local()
        self._kept: sqlite3.Connection | None = None
        sa.event.listen(engine, "checkout", self._lend)

    def prepare(self, words: str, *, ranked: bool = False) -> None:
        """Bring the file up to date, and look the words up for the statements of this thread.

        Raises:
            StoreError: it cannot be read or written.
        """
        search = parse_search(words)
        with self._lock, self._plain_errors():
            try:
                self._look_up(fts5(search.wanted), fts5((search.unwanted,)), ranked=ranked)
            except sqlite3.DatabaseError:
                self._build()
                self._look_up(fts5(search.wanted), fts5((search.unwanted,)), ranked=ranked)

    def forget(self) -> None:
        """Remove the file."""
        with self._lock, self._plain_errors():
            self._path.unlink(missing_ok=True)
        self.close()

    def close(self) -> None:
        """Give back the temporary file, if there is one."""
        with self._lock:
            if self._kept:
                self._kept.close()
            self._kept = None

    def _lend(self, connection: Any, record: Any, _: object) -> None:
        """Give a connection of the store the functions that the clauses of a search call.

        Once: a function that is given again makes SQLite prepare every statement of the connection anew.
        """
        if record.info.get(SUFFIX) is self:
            return
        record.info[SUFFIX] = self
        connection.create_function("words_found", 1, lambda asked: self._mine.found[asked])
        connection.create_function("word_place", 1, lambda fid: self._mine.places.get(fid))

    def _look_up(self, wanted: str, unwanted: str, *, ranked: bool) -> None:
        with self._opened() as file:
            self._refresh(file)
            asked = [one for one in (wanted, unwanted) if one]
            self._mine.found = {one: file.execute(_MATCHING, (one,)).fetchone()[0] for one in asked}
            ranking = file.execute(_RANKED, (wanted,)) if ranked and wanted else ()
            self._mine.places = {fid: place for place, (fid,) in enumerate(ranking)}

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        if self._kept:
            yield self._kept
            return
        if not self._path.exists():
            self._build()
        if self._kept:
            yield self._kept
            return
        file = _connect(str(self._path))
        try:
            yield file
        finally:
            file.close()

    def _refresh(self, file: sqlite3.Connection) -> None:
        version, *known = file.execute("SELECT version, sequence, id FROM state").fetchone() or (0,)
        old = Mark(*known)
        with self._engine.connect() as connection:
            new = mark(connection)
            if new == old and version == INDEX_VERSION:
                return
            if version != INDEX_VERSION or not continues(connection, old):
                raise sqlite3.DatabaseError("the words are those of another store")
            file.execute("BEGIN IMMEDIATE")
            with _whole(file):
                for fid, tokens in documents(connection, old):
                    file.execute("DELETE FROM docs WHERE rowid = ?", (fid,))
                    file.execute("INSERT INTO docs (rowid, tokens) VALUES (?, ?)", (fid, tokens))
                _note(file, new)

    def _build(self) -> None:
        """Read the whole store into a new file, which then takes the place of an old one."""
        if not os.access(self._path.parent, os.W_OK):
            self._kept = self._filled(_TEMPORARY)
            return
        unfinished = self._path.with_name(f".{self._path.name}.{os.getpid()}")
        try:
            self._filled(str(unfinished)).close()
            unfinished.replace(self._path)
        finally:
            with suppress(FileNotFoundError):
                unfinished.unlink()

    def _filled(self, name: str) -> sqlite3.Connection:
        file = _connect(name)
        try:
            file.execute("PRAGMA journal_mode = OFF")  # until it is whole, nobody needs it
            file.execute("BEGIN")
            for statement in _LAY_OUT:
                file.execute(statement)
            with self._engine.connect() as connection:
                read = mark(connection)
                file.executemany("INSERT INTO docs (rowid, tokens) VALUES (?, ?)", documents(connection))
            file.execute("INSERT INTO state (version) VALUES (?)", (INDEX_VERSION,))
            _note(file, read)
            file.execute("COMMIT")
        except BaseException:
            file.close()
            raise
        return file

    @contextmanager
    def _plain_errors(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise StoreError(
                f"The words of the store cannot be looked up in {self._path} ({error}): make room for that file, and "
                "allow writing it."
            ) from error


def _connect(name: str) -> sqlite3.Connection:
    file = sqlite3.connect(name, timeout=_BUSY_S, isolation_level=None, check_same_thread=False)
    file.execute("PRAGMA synchronous = NORMAL")
    return file


@contextmanager
def _whole(file: sqlite3.Connection) -> Iterator[None]:
    try:
        yield
    except BaseException:
        file.rollback()
        raise
    file.commit()


def _note(file: sqlite3.Connection, read: Mark) -> None:
    file.execute("UPDATE state SET sequence = ?, id = ?", (read.sequence, read.id))
