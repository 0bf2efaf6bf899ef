from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import store_nouns as nouns

from geo.cli import main
from geo.errors import StoreError
from geo.model import Report
from geo.store import Query, open_store
from geo.store.backup import back_up, restore
from geo.store.health import findings
from geo.store.opening import open_sql

if TYPE_CHECKING:
    from geo.store import Store

PROJECT = Path(__file__).resolve().parents[2]


def fill(store: Store) -> None:
    with store.transaction():
        store.add_report(nouns.REPORT)
        store.add_mentions([nouns.MENTION])
        store.put_incident(nouns.incident("one", mention_ids=(nouns.MENTION.id,)))


def whole(path: Path) -> tuple[list[str], list[str]]:
    """The reports and events of a store in which nothing is wrong."""
    with open_sql(path, read_only=True) as store:
        assert list(findings(store.home)) == []
        return [one.text for one in store.reports()], [edit.id for edit in store.edits_since()]


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir() if not entry.name.endswith(("-wal", "-shm")))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "stored.gpkg"
    with open_store(path) as store:
        fill(store)
    return path


def test_a_back_up_holds_everything_also_what_is_still_in_the_log(target: str, tmp_path: Path) -> None:
    with open_store(target) as store:
        fill(store)
        back_up(target, tmp_path / "deep" / "backup.gpkg")
        assert whole(tmp_path / "deep" / "backup.gpkg") == (
            [nouns.REPORT.text],
            [edit.id for edit in store.edits_since()],
        )
    assert names(tmp_path / "deep") == ["backup.gpkg"]


def test_a_back_up_is_taken_while_somebody_writes(path: Path, tmp_path: Path) -> None:
    stop = threading.Event()

    def write() -> None:
        with open_store(path) as store:
            number = 0
            while not stop.is_set():
                store.add_report(Report(text=f"number {number}"))
                number += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        back_up(path, tmp_path / "backup.gpkg")
    finally:
        stop.set()
        writer.join()
    texts, _ = whole(tmp_path / "backup.gpkg")
    assert texts[0] == nouns.REPORT.text
    assert texts[1:] == [f"number {number}" for number in range(len(texts) - 1)]


def test_what_is_there_is_never_overwritten(path: Path, tmp_path: Path) -> None:
    letter = tmp_path / "letter.gpkg"
    letter.write_text("Dear reader")
    with pytest.raises(StoreError, match="is there already: name a new file"):
        back_up(path, letter)
    with pytest.raises(StoreError, match="is there already"):
        back_up(path, path)
    assert letter.read_text() == "Dear reader"


def test_nothing_to_back_up_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="There is no store"):
        back_up(tmp_path / "missing.gpkg", tmp_path / "backup.gpkg")
    assert names(tmp_path) == []


def test_a_place_that_cannot_be_written_is_told(path: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match=r"back-up .* cannot be written"):
        back_up(path, tmp_path / "file" / "backup.gpkg")


def test_a_damaged_store_is_not_backed_up_as_if_it_were_whole(path: Path, tmp_path: Path) -> None:
    with open_store(path) as store, store.transaction():
        for number in range(300):
            store.add_report(Report(text=f"{number} " + "x" * 500))
    bytes_ = bytearray(path.read_bytes())
    bytes_[-40960:] = b"\xa5" * 40960
    path.write_bytes(bytes(bytes_))
    with pytest.raises(StoreError):
        back_up(path, tmp_path / "backup.gpkg")
    assert names(tmp_path) == ["stored.gpkg"]


def test_a_back_up_is_put_back_and_the_store_stays_beside_it(path: Path, tmp_path: Path) -> None:
    back_up(path, tmp_path / "backup.gpkg")
    before = whole(path)
    with open_store(path) as store:
        store.add_report(Report(text="It came later, about a fence."))
    assert restore(tmp_path / "backup.gpkg", path) == tmp_path / "stored.replaced.gpkg"
    assert whole(path) == before == whole(tmp_path / "backup.gpkg")
    assert len(whole(tmp_path / "stored.replaced.gpkg")[0]) == 2
    assert restore(tmp_path / "backup.gpkg", path) == tmp_path / "stored.replaced-2.gpkg"


def test_words_follow_a_store_that_was_put_back(path: Path, tmp_path: Path) -> None:
    back_up(path, tmp_path / "backup.gpkg")
    with open_store(path) as store:
        store.put_incident(nouns.incident("two", place="Fenceville"))
        assert store.count(Query(words="fenceville")).shown == 1
    restore(tmp_path / "backup.gpkg", path)
    with open_store(path) as store:
        assert store.count(Query(words="fenceville")).shown == 0
        store.put_incident(nouns.incident("three", place="Gateville"))
        assert store.count(Query(words="fenceville OR gateville")).shown == 1


def test_a_store_is_made_of_a_back_up_where_none_is(path: Path, tmp_path: Path) -> None:
    back_up(path, tmp_path / "backup.gpkg")
    assert restore(tmp_path / "backup.gpkg", tmp_path / "new" / "stored.gpkg") is None
    assert whole(tmp_path / "new" / "stored.gpkg") == whole(path)


@pytest.mark.parametrize("damage", ["cut", "scrambled", "letter", "empty"])
def test_a_damaged_store_is_replaced_with_its_log_beside_it(path: Path, tmp_path: Path, damage: str) -> None:
    back_up(path, tmp_path / "backup.gpkg")
    good = path.read_bytes()
    bad = {"cut": good[:9000], "scrambled": good[:100] + b"\xa5" * 50_000, "letter": b"Dear " * 99, "empty": b""}[
        damage
    ]
    path.write_bytes(bad)
    Path(f"{path}-wal").write_bytes(b"left over")
    aside = restore(tmp_path / "backup.gpkg", path)
    assert aside is not None
    assert whole(path) == whole(tmp_path / "backup.gpkg")
    assert aside.read_bytes() == bad or damage == "empty"


def test_the_log_of_an_older_file_never_meets_the_new_one(path: Path, tmp_path: Path) -> None:
    back_up(path, tmp_path / "backup.gpkg")
    with open_store(path) as store:
        store.add_report(Report(text="It is still in the log."))
        for suffix in ("", "-wal"):
            shutil.copy(f"{path}{suffix}", tmp_path / f"killed.gpkg{suffix}")
    assert Path(tmp_path / "killed.gpkg-wal").stat().st_size > 0
    aside = restore(tmp_path / "backup.gpkg", tmp_path / "killed.gpkg")
    assert whole(tmp_path / "killed.gpkg") == whole(tmp_path / "backup.gpkg")
    assert aside is not None
    assert "It is still in the log." in whole(aside)[0]


HOLD = """
import sys
from geo.store import open_store
with open_store(sys.argv[1]) as store:
    store.count()
    print("open", flush=True)
    sys.stdin.read()
"""


def test_a_store_that_somebody_has_open_is_not_replaced(path: Path, tmp_path: Path) -> None:
    back_up(path, tmp_path / "backup.gpkg")
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        with pytest.raises(StoreError, match="is open in another program: close the app and QGIS"):
            restore(tmp_path / "backup.gpkg", path)
        other.communicate()
    assert whole(path)[0] == [nouns.REPORT.text]
    assert names(tmp_path) == ["backup.gpkg", "stored.gpkg"]


@pytest.mark.parametrize("damage", ["missing", "cut", "letter", "newer", "foreign", "itself"])
def test_what_is_no_back_up_is_not_put_back(path: Path, tmp_path: Path, damage: str) -> None:
    backup = tmp_path / "backup.gpkg"
    back_up(path, backup)
    match damage:
        case "missing":
            backup.unlink()
        case "cut":
            backup.write_bytes(backup.read_bytes()[:20_000])
        case "letter":
            backup.write_text("Dear reader")
        case "itself":
            backup = path
        case _:
            with closing(sqlite3.connect(backup)) as connection:
                connection.execute(
                    "DROP TABLE aliases" if damage == "foreign" else "UPDATE alembic_version SET version_num = '0099'"
                )
                connection.commit()
    before = path.read_bytes()
    with pytest.raises(StoreError):
        restore(backup, path)
    assert path.read_bytes() == before
    assert not any("replaced" in name or "part" in name for name in names(tmp_path))


def test_a_killed_back_up_leaves_no_file_of_that_name_and_is_repeated(path: Path, tmp_path: Path) -> None:
    part = tmp_path / ".backup.gpkg.part"
    part.write_bytes(b"half of it")
    Path(f"{part}-wal").write_bytes(b"and its log")
    back_up(path, tmp_path / "backup.gpkg")
    assert names(tmp_path) == ["backup.gpkg", "stored.gpkg"]


def test_a_store_in_a_folder_that_may_not_be_written_is_backed_up(path: Path, tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("rights mean nothing to root")
    folder = tmp_path / "closed"
    folder.mkdir()
    shutil.copy(path, folder / "stored.gpkg")
    folder.chmod(0o555)
    back_up(folder / "stored.gpkg", tmp_path / "backup.gpkg")
    folder.chmod(0o755)
    assert whole(tmp_path / "backup.gpkg") == whole(path)


def run(capsys: pytest.CaptureFixture[str], *args: object) -> tuple[int, str, str]:
    capsys.readouterr()
    with pytest.raises(SystemExit) as left:
        main([str(arg) for arg in args])
    code = left.value.code
    return (code if isinstance(code, int) else 0, *capsys.readouterr())


def test_the_commands(target: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with open_store(target) as store:
        fill(store)
    backup, new = tmp_path / "backup.gpkg", tmp_path / "new.gpkg"
    status, out, err = run(capsys, "store", "backup", backup, "--store", target)
    assert (status, out) == (0, "")
    assert f"{backup} holds the store " in err
    assert run(capsys, "store", "backup", backup, "--store", target)[0] == 2
    assert run(capsys, "store", "restore", backup, "--store", new)[0] == 0
    assert whole(new) == whole(backup)
    if "://" in target:
        status, _, err = run(capsys, "store", "restore", backup, "--store", target)
        assert (status, "borderwatch store copy FILE URL" in err) == (2, True)
    else:
        assert "What was there before lies in" in run(capsys, "store", "restore", backup, "--store", new)[2]
