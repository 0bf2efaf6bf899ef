"""Changes that are broken off: by a full disk, a killed program, a connection that drops. Nothing is half done."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
import sqlalchemy as sa
from review_nouns import DAY, account, at, tell

from geo import review
from geo.errors import StoreError
from geo.pipeline import store_parsed
from geo.review.purging import named_report, purge
from geo.review.rebuild import rebuild
from geo.store import Store, open_store
from geo.store.health import findings
from geo.store.opening import open_sql
from geo.store.tables import metadata

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Step = Callable[[Store, list[str]], Any]

HERE = Path(__file__).resolve().parent
LONG = "for a reason that takes more room than is left, " * 2000  # more than the free pages of a new file hold

STEPS: dict[str, Step] = {
    "ingest": lambda store, _: store_parsed(account(f"far away {LONG}", 10.0), store),
    "confirm": lambda store, ids: review.confirm(store, ids[0], why=LONG),
    "edit": lambda store, ids: review.edit(store, ids[0], footprint=at(3.0), place="Elsewhere", why=LONG),
    "merge": lambda store, ids: review.merge(store, ids, why=LONG),
    "split": lambda store, ids: review.split(store, ids[2], _members(store, ids[2])[1:], why=LONG),
    "add": lambda store, _: review.add_by_hand(
        store, kind="other", period=DAY, footprint=at(9.0), place="Dorf", why=LONG
    ),
    "undo": lambda store, ids: review.undo(store, ids[1], why=LONG),
    "purge": lambda store, ids: purge(store, named_report(store, _report(store, ids[2])), why=LONG),
}


def _members(store: Store, one: str) -> tuple[str, ...]:
    found = store.incident(one)
    assert found is not None
    return found.mention_ids


def _report(store: Store, one: str) -> str:
    return store.mentions_of(one)[0].report_id


def fill(store: Store) -> list[str]:
    """Three incidents: one that is told once, one that was confirmed, one that two reports tell."""
    ids = [tell(store, name, lon) for name, lon in (("a", 100.0), ("b", 110.0), ("c", 120.0))]
    review.confirm(store, ids[1])
    assert tell(store, "d", 120.0) == ids[2]
    return ids


def everything(target: str) -> list[tuple[Any, ...]]:
    """All rows of all tables."""
    with open_sql(target, read_only=True) as store, store.home.engine.connect() as connection:
        return [
            tuple(row)
            for table in metadata.sorted_tables
            for row in connection.execute(sa.select(table).order_by(*table.primary_key))
        ]


def in_order(store: Store) -> bool:
    assert [str(one) for one in findings(store.home)] == []
    assert [one.text for one in rebuild(store, check=True)] == []
    return True


@contextmanager
def refusing(target: str, action: str) -> Iterator[None]:
    """A server that does this when an event is written."""
    with psycopg.connect(target, autocommit=True) as owner:
        owner.execute(
            f"CREATE FUNCTION breaking_off() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {action}; RETURN NEW; END $$"
        )
        owner.execute("CREATE TRIGGER breaking_off BEFORE INSERT ON edits FOR EACH ROW EXECUTE FUNCTION breaking_off()")
        owner.execute(
            "CREATE TRIGGER breaking_up BEFORE INSERT ON reports FOR EACH ROW EXECUTE FUNCTION breaking_off()"
        )
        yield
        owner.execute("DROP FUNCTION breaking_off() CASCADE")


@contextmanager
def full(store: Store, target: str) -> Iterator[None]:
    """A disk on which the store cannot grow any further."""
    if "://" in target:
        with refusing(target, "RAISE EXCEPTION 'could not extend file: No space left' USING ERRCODE = 'disk_full'"):
            yield
        return
    engine = store.home.engine
    with closing(engine.raw_connection()) as connection:
        connection.cursor().execute("VACUUM")
        (pages,) = connection.cursor().execute("PRAGMA page_count").fetchone()

    def limit(connection: Any, _: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages}")

    engine.dispose()
    sa.event.listen(engine, "connect", limit)
    yield
    sa.event.remove(engine, "connect", limit)
    engine.dispose()


@pytest.mark.parametrize("name", STEPS)
def test_a_full_disk_keeps_what_was_there(target: str, name: str) -> None:
    with open_store(target) as store:
        ids = fill(store)
        before = everything(target)
        with full(store, target), pytest.raises(StoreError, match=r"disk .*is full: make room, nothing was lost"):
            STEPS[name](store, ids)
        assert everything(target) == before
        assert in_order(store)
        STEPS[name](store, ids)
        assert everything(target) != before
        assert in_order(store)


KILLED = """
import os, signal, sys
import sqlalchemy as sa
import test_broken_off as here
from geo.store import open_store

def kill(connection, cursor, statement, *_):
    if statement.startswith("INSERT INTO edits"):
        os.kill(os.getpid(), signal.SIGKILL)

with open_store(sys.argv[1]) as store:
    sa.event.listen(store.home.engine, "after_cursor_execute", kill)
    here.STEPS[sys.argv[2]](store, sys.argv[3:])
"""


@pytest.mark.parametrize("name", ["ingest", "merge", "purge"])
def test_a_program_that_is_killed_half_way_leaves_nothing_half_done(target: str, name: str) -> None:
    with open_store(target) as store:
        ids = fill(store)
    before = everything(target)
    done = subprocess.run(
        [sys.executable, "-c", KILLED, target, name, *ids],
        cwd=HERE,
        env=os.environ | {"PYTHONPATH": f"{HERE}{os.pathsep}{HERE.parents[1]}"},
        check=False,
    )
    assert done.returncode == -signal.SIGKILL
    assert everything(target) == before
    with open_store(target) as store:
        assert in_order(store)
        STEPS[name](store, ids)
        assert in_order(store)


@pytest.mark.parametrize("name", STEPS)
def test_a_connection_that_drops_half_way_leaves_nothing_half_done(schemas: Callable[[], str], name: str) -> None:
    target = schemas()
    with open_store(target) as store:
        ids = fill(store)
        before = everything(target)
        step = partial(STEPS[name], store, ids)
        with (
            refusing(target, "PERFORM pg_terminate_backend(pg_backend_pid())"),
            pytest.raises(StoreError, match="lost its connection to the server: nothing was half written, try again"),
        ):
            step()
        assert everything(target) == before
        step()
        assert in_order(store)
