"""A store that is opened twice in one process, and written by another one."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

from geo.model import Report
from geo.store import open_store
from geo.store.opening import open_sql

if TYPE_CHECKING:
    from pathlib import Path

WRITE = """
import sys
from geo.model import Report
from geo.store import open_store
with open_store(sys.argv[1]) as store:
    store.add_report(Report(text=sys.argv[2]))
"""


def test_opening_a_store_again_takes_no_lock_from_the_one_that_is_open(tmp_path: Path) -> None:
    path = tmp_path / "incidents.gpkg"
    open_store(path).close()
    with open_store(path, read_only=True) as shared:
        assert list(shared.reports()) == []
        for number in (1, 2, 3):
            open_store(path).close()
            text = f"Report number {number}."
            subprocess.run([sys.executable, "-c", WRITE, str(path), text], check=True)
            assert path.with_name(path.name + "-wal").exists()
            assert [one.text for one in shared.reports()][-1] == text
            assert shared.has_report(Report(text=text).id)


def test_a_connection_that_is_taken_again_prepares_no_statement_twice(tmp_path: Path) -> None:
    prepared: list[int] = []

    def watch(action: int, *_: object) -> int:
        prepared.append(action)
        return sqlite3.SQLITE_OK

    with open_sql(tmp_path / "store.gpkg", read_only=False) as store:
        with closing(store.home.engine.raw_connection()) as connection:
            connection.driver_connection.set_authorizer(watch)  # asked when a statement is prepared
        assert store.incident("nobody") is None
        assert prepared
        prepared.clear()
        assert store.incident("nobody") is None
        assert [action for action in prepared if action != sqlite3.SQLITE_TRANSACTION] == []
