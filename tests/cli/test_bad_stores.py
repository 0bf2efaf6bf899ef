"""Stores that cannot be used: each command says so in one sentence, leaves with status 2, and leaves the file alone."""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest

from geo.store import open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cli_nouns import Result

    Run = Callable[..., Result]

PROJECT = Path(__file__).resolve().parents[2]
NOBODY = 65534

READING = {
    "list": ("list",),
    "search": ("search", "balloons"),
    "show": ("show", "x"),
    "export": ("export", "-o", "-", "--format", "geojson"),
    "explain": ("explain", "x"),
    "review": ("review",),
    "history": ("history", "x"),
    "rebuild --check": ("store", "rebuild", "--check"),
    "reextract": ("store", "reextract"),
    "backup": ("store", "backup", "NEW"),
    "copy": ("store", "copy", "STORE", "NEW"),
}
WRITING = {
    "ingest": ("ingest", "REPORT"),
    "seed": ("seed",),
    "confirm": ("confirm", "x"),
    "edit": ("edit", "x", "--place", "Aville", "--point", "1,2"),
    "add": ("add", "--kind", "other", "--start", "2024-06-01", "--point", "1,2", "--place", "a", "--why", "seen"),
    "merge": ("merge", "x", "y"),
    "split": ("split", "x", "--report", "y"),
    "undo": ("undo", "x"),
    "purge": ("report", "purge", "x" * 8, "--why", "a court", "--yes"),
    "migrate": ("store", "migrate"),
    "rebuild": ("store", "rebuild"),
}
COMMANDS = READING | WRITING


def _letter(path: Path) -> None:
    path.write_text("Dear store, I am a letter of more than a few words.", encoding="utf-8")


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1000])


def _scrambled(path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[:8192] + b"\xa5" * (len(whole) - 8192))


def _run_in(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement)
        connection.commit()


def _plain(path: Path) -> None:
    path.unlink()
    _run_in(path, "CREATE TABLE diary (day TEXT)")


def _foreign(path: Path) -> None:
    _run_in(path, "DROP TABLE aliases")


def _newer(path: Path) -> None:
    _run_in(path, "UPDATE alembic_version SET version_num = '0099'")


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


DAMAGE: dict[str, tuple[Callable[[Path], None], str]] = {
    "letter": (_letter, "is no GeoPackage"),
    "cut": (_cut, "cut short: restore it from a copy"),
    "scrambled": (_scrambled, "damaged or cut short: restore it from a copy"),
    "plain": (_plain, "is an SQLite file but no GeoPackage"),
    "foreign": (_foreign, "is a GeoPackage of another program"),
    "newer": (_newer, "schema 0099"),
    "folder": (_folder, "is a folder"),
}


def words(command: tuple[str, ...], store: Path | str, folder: Path) -> list[str]:
    """The command line of a command on a store."""
    report = folder / "report.txt"
    report.write_text("Forty balloons came over.", encoding="utf-8")
    given = {"STORE": str(store), "NEW": str(folder / "new.gpkg"), "REPORT": str(report)}
    line = [given.get(word, word) for word in command]
    return line if "STORE" in command else [*line, "--store", str(store)]


def refused(result: Result, sentence: str) -> bool:
    """Did the command end in one sentence that says this, and in nothing else?"""
    *before, last = result.err.rstrip("\n").split("\n")
    assert result.status == 2
    assert last.startswith("borderwatch: ")
    assert sentence in last
    assert set(before) <= {"Backing up", "Copying", "Reading", "Folding"}, "only what a command is at stands above it"
    assert "Traceback" not in result.err
    assert result.out == ""
    return True


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


@pytest.mark.usefixtures("toy_pipeline")
@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("damage", DAMAGE)
def test_a_store_that_is_none_is_told_and_left_alone(
    run: Run, filled: Path, tmp_path: Path, damage: str, name: str
) -> None:
    spoil, sentence = DAMAGE[damage]
    spoil(filled)
    before = _bytes(filled)
    assert refused(run(*words(COMMANDS[name], filled, tmp_path)), sentence)
    assert _bytes(filled) == before
    assert not (tmp_path / "new.gpkg").exists()


@pytest.mark.parametrize("damage", DAMAGE)
def test_the_check_says_what_is_wrong(run: Run, filled: Path, damage: str) -> None:
    spoil, sentence = DAMAGE[damage]
    spoil(filled)
    before = _bytes(filled)
    result = run("store", "check", "--store", filled)
    assert result.status == 1
    assert sentence.partition(":")[0] in result.out or "The file is damaged" in result.out
    assert _bytes(filled) == before


@pytest.mark.usefixtures("toy_pipeline")
@pytest.mark.parametrize("name", [name for name in READING if name not in ("copy", "backup")])
def test_a_store_that_is_not_there_is_not_made_by_looking(run: Run, tmp_path: Path, name: str) -> None:
    assert refused(run(*words(COMMANDS[name], tmp_path / "missing.gpkg", tmp_path)), "There is no store")
    assert not (tmp_path / "missing.gpkg").exists()


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that a plain user may reach, unlike tmp_path."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


AS_PLAIN_USER = """
import os, sys
import geo.geodesy, geo.pipeline, geo.review.purging, geo.store.geopackage, geo.store.sql
from geo.cli import main
if os.geteuid() == 0:  # rights mean nothing to root
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
for line in sys.argv[1].split("|"):
    try:
        main(line.split())
    except SystemExit as left:
        print(line.split()[0], left.code, flush=True)
"""


def test_a_store_that_may_not_be_written_is_still_read(filled: Path, open_folder: Path) -> None:
    copy = open_folder / "copy.gpkg"
    shutil.copy(filled, copy)
    before = copy.read_bytes()
    copy.chmod(0o444)
    if os.geteuid() == 0:
        os.chown(open_folder, NOBODY, NOBODY)
    commands = ["list", "confirm x", "undo x", "store migrate", "report purge xxxxxxxx --why y --yes", "review"]
    done = subprocess.run(
        [sys.executable, "-c", AS_PLAIN_USER, "|".join(f"{one} --store {copy}" for one in commands)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"BORDERWATCH_USER": "Kim"},
    )
    ends = [line for line in done.stdout.splitlines() if line[-2:] in (" 0", " 2")]
    assert ends == ["list 0", "confirm 2", "undo 2", "store 2", "report 2", "review 0"]
    told = [line for line in done.stderr.splitlines() if line.startswith("borderwatch: ")]
    assert len(told) == 4
    assert all("may not be written" in line for line in told)
    assert copy.read_bytes() == before


@pytest.mark.usefixtures("toy_pipeline")
@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "copy"])
def test_a_server_that_is_not_there_is_told(run: Run, tmp_path: Path, name: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"postgresql://mina:xyzzy@127.0.0.1:{taken.getsockname()[1]}/war"
        result = run(*words(COMMANDS[name], address, tmp_path))
    assert refused(result, "cannot be reached: check that the server runs")
    assert "xyzzy" not in result.err


@pytest.mark.usefixtures("toy_pipeline")
@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("damage", ["foreign", "newer", "missing table"])
def test_a_database_that_is_none_is_told_and_left_alone(
    run: Run, schemas: Callable[[], str], tmp_path: Path, damage: str, name: str
) -> None:
    target = schemas()
    with psycopg.connect(target, autocommit=True) as owner:
        if damage == "foreign":
            owner.execute("CREATE TABLE reports (day date)")
        else:
            open_store(target).close()
            owner.execute(
                "UPDATE alembic_version SET version_num = '0099'" if damage == "newer" else "DROP TABLE aliases CASCADE"
            )
        tables = "SELECT count(*) FROM pg_class WHERE relnamespace = current_schema()::regnamespace"
        before = owner.execute(tables).fetchone()
        sentence = "schema 0099" if damage == "newer" else "of another program"
        assert refused(run(*words(COMMANDS[name], target, tmp_path)), sentence)
        assert owner.execute(tables).fetchone() == before
    assert not (tmp_path / "new.gpkg").exists()
