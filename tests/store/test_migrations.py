from __future__ import annotations

import ast
import logging
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
import store_nouns as nouns
from alembic.config import Config
from alembic.script import ScriptDirectory
from old_stores import take_back

from geo.errors import StoreError
from geo.store import migrations, open_store

PROJECT = Path(__file__).resolve().parents[2]
FOLDER = Path(migrations.__file__).parent


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A store as the first version left it."""
    path = tmp_path / "old.gpkg"
    with open_store(path) as store:
        store.put_incident(nouns.incident("one"))
    take_back(path, "0001")
    return path


def _layout(path: Path) -> set[tuple[str, str, str]]:
    """Columns with their types, indexes and triggers: what a store is made of, whatever the order."""
    connection = sqlite3.connect(path)
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = {
        (table, column[1], f"{column[2]} {column[3]}")
        for table in tables
        for column in connection.execute(f"PRAGMA table_info({table})")
    }
    named = "SELECT type, name, tbl_name FROM sqlite_master WHERE type IN ('index', 'trigger')"
    found |= set(connection.execute(named))
    connection.close()
    return found


def test_the_chain_of_revisions_is_the_one_that_the_program_knows() -> None:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    chain = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]
    assert tuple(reversed(chain)) == migrations.REVISIONS


def test_no_revision_rebuilds_a_table() -> None:
    for path in FOLDER.glob("versions/*.py"):
        names = {node.attr for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Attribute)}
        assert "batch_alter_table" not in names, path


def test_a_migrated_store_is_laid_out_like_a_new_one(old: Path, tmp_path: Path) -> None:
    open_store(old).close()
    open_store(tmp_path / "new.gpkg").close()
    assert _layout(old) == _layout(tmp_path / "new.gpkg")


@pytest.mark.parametrize("read_only", [True, False])
def test_a_file_is_copied_before_it_is_migrated(old: Path, read_only: bool, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        open_store(old, read_only=read_only).close()
    copy = old.with_name("old.schema-0001.gpkg")
    assert f"As it was before, it lies in {copy}" in caplog.text
    connection = sqlite3.connect(copy)
    assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [("0001",)]
    assert connection.execute("SELECT id FROM incidents").fetchall() == [("one",)]
    connection.close()
    assert sorted(path.name for path in old.parent.glob("*.gpkg*") if path.suffix in (".gpkg", ".part")) == [
        "old.gpkg",
        "old.schema-0001.gpkg",
    ]


def test_an_older_copy_stays(old: Path) -> None:
    older = old.with_name("old.schema-0001.gpkg")
    older.write_text("precious")
    open_store(old).close()
    assert older.read_text() == "precious"
    assert old.with_name("old.schema-0001-2.gpkg").exists()


def test_without_a_copy_nothing_is_migrated(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    before = old.read_bytes()
    monkeypatch.setattr("geo.store.geopackage.copy_before_migration", full)
    with pytest.raises(StoreError, match="disk is full: make room"):
        open_store(old)
    assert old.read_bytes()[100:] == before[100:]


BROKEN_OFF = """
import os, signal, sys
import geo.store.geopackage as home
from geo.store import open_store

migrate = home.upgrade

def upgrade(connection):
    migrate(connection)
    os.kill(os.getpid(), signal.SIGKILL)

home.upgrade = upgrade
open_store(sys.argv[1])
"""


def test_a_migration_that_was_killed_is_done_by_the_next_program(old: Path, tmp_path: Path) -> None:
    before = _layout(old)
    done = subprocess.run([sys.executable, "-c", BROKEN_OFF, str(old)], cwd=PROJECT, check=False)
    assert done.returncode == -signal.SIGKILL
    assert _layout(old) == before
    with open_store(old) as store:
        assert [found.id for found in store.incidents()] == ["one"]
    with open_store(tmp_path / "new.gpkg"):
        assert _layout(old) == _layout(tmp_path / "new.gpkg")
    assert sorted(path.name for path in old.parent.glob("old*.gpkg")) == [
        "old.gpkg",
        "old.schema-0001-2.gpkg",
        "old.schema-0001.gpkg",
    ]


def test_processes_that_open_an_old_store_at_once_migrate_it_once(old: Path) -> None:
    code = f"from geo.store import open_store; open_store({str(old)!r}).close()"
    opening = [subprocess.Popen([sys.executable, "-c", code], cwd=PROJECT) for _ in range(3)]
    assert [process.wait(timeout=120) for process in opening] == [0, 0, 0]
    assert sorted(path.name for path in old.parent.glob("*.gpkg")) == ["old.gpkg", "old.schema-0001.gpkg"]


def test_a_store_that_needs_no_migration_does_not_load_alembic(tmp_path: Path) -> None:
    code = (
        "import sys; from geo.store import open_store; open_store(sys.argv[1]).close(); print('alembic' in sys.modules)"
    )
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", code, str(tmp_path / "new.gpkg")],
            cwd=PROJECT,
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout == "False\n"
