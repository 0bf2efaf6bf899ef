"""A store that is opened twice in one process, and written by another one."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from geo.model import Report
from geo.store import open_store

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
