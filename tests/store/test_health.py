from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyogrio
import pytest
import sqlalchemy as sa
import store_nouns as nouns
from old_stores import take_back
from shapely.geometry import LineString

from geo import review
from geo.cli import main
from geo.errors import StoreError
from geo.model import Evidence, Footprint, PlacePrecision, Report
from geo.review.purging import purge
from geo.review.rebuild import rebuild
from geo.review.reextract import reextract
from geo.store import Query, Store, open_store
from geo.store.backup import back_up, restore
from geo.store.blob import register
from geo.store.copying import copy_store
from geo.store.file_health import against_the_standard, is_validator_here
from geo.store.health import findings
from geo.store.migrations import NEWEST, REVISIONS
from geo.store.opening import open_sql

if TYPE_CHECKING:
    from collections.abc import Callable

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BORDERWATCH_USER", "Mina")


def tell(store: Store, name: str, number: int = 0) -> str:
    """Store a report with one mention and the incident that it tells; its id."""
    report = Report(text=f"Guards at {name}.", title=f"From {name}", publisher=name)
    evidence = Evidence(report_id=report.id, start=0, end=6, quote="Guards")
    footprint = nouns.at(126 + number, 38)
    mention = nouns.mention(0, report_id=report.id, evidence=evidence, place=name, footprint=footprint)
    with store.transaction():
        store.add_report(report)
        store.add_mentions([mention])
        store.put_incident(nouns.incident(name, place=name, footprint=footprint, mention_ids=(mention.id,)))
    return name


def found(target: str | Path) -> list[str]:
    with open_sql(target, read_only=True) as store:
        return [str(one) for one in findings(store.home)]


def spoil(path: str | Path, *statements: str) -> None:
    """What only another program does: write past the triggers and keys of a store."""
    with closing(sqlite3.connect(path)) as connection:
        register(connection)
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        for _, sql in triggers:
            connection.execute(sql)
        connection.commit()


def test_a_store_in_use_is_in_order(target: str) -> None:
    with open_store(target) as store:
        one, two = tell(store, "Aville"), tell(store, "Beburg", 1)
        review.merge(store, [one, two])
        review.undo(store, one)
        assert list(store.incidents(Query(words="guards")))
        assert found(target) == []


SPOILT = [
    ("DELETE FROM reports", "1 mentions of no stored report"),
    ("DELETE FROM mentions", "1 links to no mention"),
    ("DELETE FROM incidents", "1 links of no incident (Aville): restore the store from a back-up."),
    (
        "INSERT INTO aliases (id, incident_id) VALUES ('old', 'gone')",
        "1 ids that lead to no incident (old): run 'borderwatch store rebuild'.",
    ),
    (
        "INSERT INTO aliases (id, incident_id) VALUES ('Aville', 'Aville')",
        "1 ids that are an incident and lead to another one (Aville): run 'borderwatch store rebuild'.",
    ),
    ("UPDATE incidents SET version = 0", "1 incidents that are older than their history (Aville)"),
]


@pytest.mark.parametrize(("statement", "sentence"), SPOILT, ids=[sentence[:30] for _, sentence in SPOILT])
def test_what_leads_nowhere_is_told(target: str, statement: str, sentence: str) -> None:
    with open_store(target) as store:
        tell(store, "Aville")
    if "://" in target:
        engine = sa.create_engine(target.replace("postgresql://", "postgresql+psycopg://"), poolclass=sa.NullPool)
        with engine.begin() as connection:
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")  # no triggers, no keys
            connection.exec_driver_sql(statement)
    else:
        spoil(target, statement)
    assert any(sentence in one for one in found(target))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "stored.gpkg"
    with open_store(path) as store:
        for number, name in enumerate(("Aville", "Beburg", "Cetown")):
            tell(store, name, number)
    return path


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("DELETE FROM rtree_incidents_geom WHERE id = 1", "1 incidents that the spatial index has elsewhere (Aville)"),
        (
            "UPDATE rtree_incidents_geom SET maxx = 10, minx = 10",
            "3 incidents that the spatial index has elsewhere (Aville, Beburg, Cetown): copy it into a new file",
        ),
        (
            "INSERT INTO rtree_incidents_geom VALUES (99, 1, 2, 1, 2)",
            "1 entries of the spatial index without an incident (99)",
        ),
        ("DELETE FROM gpkg_contents WHERE table_name = 'aliases'", "1 tables that the GeoPackage does not list (alias"),
        ("DELETE FROM mentions", "3 rows that refer to nothing (incident_mentions row 1, "),
    ],
)
def test_what_does_not_fit_in_the_file_is_told(path: Path, statement: str, sentence: str) -> None:
    assert found(path) == []
    spoil(path, statement)
    assert any(sentence in one for one in found(path))


def test_lost_indexes_are_told_and_come_back_with_a_copy(path: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP INDEX ix_mentions_kind")
        connection.execute("DROP INDEX ix_edits_gis")
    (told,) = found(path)
    assert told.startswith("2 indexes that another program dropped (ix_edits_gis, ix_mentions_kind): copy it")
    copy_store(path, tmp_path / "copy.gpkg")
    assert found(tmp_path / "copy.gpkg") == []


def test_lost_triggers_are_told_and_come_back_with_a_copy(path: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TRIGGER rtree_incidents_geom_insert")
        connection.execute("DROP TRIGGER gis_update")
    (told,) = found(path)
    assert told.startswith("2 triggers that another program dropped (gis_update, rtree_incidents_geom_insert): copy it")
    copy_store(path, tmp_path / "copy.gpkg")
    assert found(tmp_path / "copy.gpkg") == []


def run(capsys: pytest.CaptureFixture[str], *args: object) -> tuple[int, str, str]:
    capsys.readouterr()
    with pytest.raises(SystemExit) as left:
        main([str(arg) for arg in args])
    code = left.value.code
    return (code if isinstance(code, int) else 0, *capsys.readouterr())


def test_the_command_says_that_all_is_well(target: str, capsys: pytest.CaptureFixture[str]) -> None:
    with open_store(target) as store:
        tell(store, "Aville")
    status, out, err = run(capsys, "store", "check", "--store", target)
    assert (status, out) == (0, "")
    assert err.endswith("is in order.\n")


def test_the_command_tells_what_the_history_does_not(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(path, "UPDATE incidents SET place = 'Elsewhere' WHERE id = 'Beburg'", "DELETE FROM edits WHERE version = 9")
    status, out, err = run(capsys, "store", "check", "--store", path)
    assert status == 1
    assert out == "Beburg: place: stored Elsewhere, follows Beburg: run 'borderwatch store rebuild'.\n"
    assert err.endswith(f"1 wrong in the store {path}.\n")
    assert run(capsys, "store", "rebuild", "--store", path)[0] == 0
    assert run(capsys, "store", "check", "--store", path)[0] == 0


def test_the_command_tells_damage_and_goes_no_further(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[:40960] + b"\xa5" * 20480 + whole[61440:])
    status, out, _ = run(capsys, "store", "check", "--store", path)
    assert status == 1
    assert "The file is damaged (" in out or "is damaged or cut short" in out
    assert "restore" in out.splitlines()[0]
    path.write_bytes(b"Dear store")
    assert run(capsys, "store", "check", "--store", path)[:2] == (
        1,
        f"{path} is no GeoPackage: name a .gpkg file of Borderwatch, or one that does not exist yet.\n",
    )


# -- the validator of GDAL ------------------------------------------------------------------------------------------


@pytest.fixture
def valid() -> Callable[[Path], None]:
    if not is_validator_here():
        told = "GDAL's validator is not installed: pip install --no-deps --require-hashes -r .ci/gdal-utils.txt"
        (pytest.fail if os.environ.get("BORDERWATCH_REQUIRE_VALIDATOR") == "1" else pytest.skip)(told)

    def check(path: Path) -> None:
        assert [str(one) for one in against_the_standard(path)] == []
        assert found(path) == []

    return check


def test_the_validator_passes_after_every_operation(tmp_path: Path, valid: Callable[[Path], None]) -> None:
    path = tmp_path / "stored.gpkg"
    with open_store(path) as store:
        valid(path)
        one, two, three = (tell(store, name, number) for number, name in enumerate(("Aville", "Beburg", "Cetown")))
        valid(path)
        line = Footprint(geometry=LineString([(1, 1), (2, 3)]), precision=PlacePrecision.ON_LINE)
        steps: list[Callable[[], Any]] = [
            lambda: review.confirm(store, one, why="seen"),
            lambda: review.edit(store, one, footprint=line, place="the line", quantities={"boats": 2.0}),
            lambda: review.reject(store, two),
            lambda: review.undo(store, two),
            lambda: review.merge(store, [two, three]),
            lambda: review.split(store, two, store.incident(two).mention_ids[1:]),
            lambda: review.add_by_hand(
                store, kind="other", period=nouns.MENTION.period, footprint=line, place="Dorf", why="told by phone"
            ),
            lambda: review.undo(store, two),
            lambda: review.redo(store, two),
            lambda: review.needs_work(store, one),
            lambda: store.remove_incident(three, alias_of=two) if store.versions([three]) else None,
            lambda: list(store.incidents(Query(words="guards"))),
            lambda: list(reextract(store, lambda _: [], "newer", apply=True)),
            lambda: list(rebuild(store)),
            lambda: purge(store, next(store.reports()), why="a court"),
            lambda: store.note_seed("aville.md", "a"),
        ]
        for step in steps:
            step()
            valid(path)
    valid(path)
    frame = pyogrio.read_dataframe(path, layer="incidents", where=f"id = '{one}'")
    frame["id"] = "from a GIS"
    frame["version"] = 0
    for edge in ("start", "end"):
        frame[edge] = frame[edge].dt.date
    pyogrio.write_dataframe(frame, path, layer="incidents", append=True, use_arrow=True)
    valid(path)
    copy_store(path, tmp_path / "copy.gpkg")
    back_up(path, tmp_path / "backup.gpkg")
    restore(tmp_path / "backup.gpkg", path)
    for name in ("copy", "backup", "stored", "stored.replaced"):
        valid(tmp_path / f"{name}.gpkg")


@pytest.mark.parametrize("version", sorted(set(REVISIONS) - {NEWEST}))
def test_the_validator_passes_after_every_migration(
    path: Path, version: str, valid: Callable[[Path], None], capsys: pytest.CaptureFixture[str]
) -> None:
    take_back(path, version)
    open_store(path).close()
    valid(path)


def test_the_validator_finds_what_is_wrong(path: Path, valid: Callable[[Path], None]) -> None:
    valid(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE diary (day VARCHAR)")
        connection.execute("INSERT INTO gpkg_contents (table_name, data_type) VALUES ('diary', 'attributes')")
        connection.commit()
    told = [str(one) for one in against_the_standard(path)]
    assert told
    assert all(one.startswith("The GeoPackage validator ") for one in told)


# -- a disk that is full ---------------------------------------------------------------------------------------------

FILL = """
import resource, sys
import geo.store.geopackage
from geo.errors import StoreError
from geo.model import Report
from geo.store import open_store
done = 0
with open_store(sys.argv[1]) as store:
    limit = 16384 * (1 + int(sys.argv[2]) // 16384)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    try:
        for number in range(1000):
            store.add_report(Report(text=f"{number} " + "x" * 5000))
            done += 1
    except StoreError as error:
        print(done, error)
"""


def test_a_store_that_cannot_grow_says_so_and_keeps_what_it_had(path: Path) -> None:
    before = path.stat().st_size + 100_000
    code = "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n" + FILL
    done = subprocess.run(
        [sys.executable, "-c", code, str(path), str(before)], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    stored, sentence = done.stdout.strip().split(" ", 1)
    assert int(stored) > 0
    assert sentence.startswith(f"The store {path} cannot be written because its disk is full")
    assert sentence.endswith(").")
    assert found(path) == []
    with open_store(path) as store:
        assert len(list(store.reports())) == 3 + int(stored)
        assert store.add_report(Report(text="There is room again."))


def test_a_back_up_that_finds_no_room_leaves_nothing_behind(path: Path, tmp_path: Path) -> None:
    code = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "from pathlib import Path\nfrom geo.errors import StoreError\nfrom geo.store.backup import back_up\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))\n"
        "try:\n    back_up(sys.argv[1], Path(sys.argv[2]))\nexcept StoreError as error:\n    print(error)\n"
    )
    target = tmp_path / "folder" / "backup.gpkg"
    done = subprocess.run(
        [sys.executable, "-c", code, str(path), str(target)], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert done.stdout.count("\n") == 1
    assert list(target.parent.iterdir()) == []
    shutil.rmtree(target.parent)
    assert found(path) == []


def test_a_copy_that_finds_no_room_goes_on_when_there_is_some(path: Path, tmp_path: Path) -> None:
    with open_store(path) as store:
        for number in range(60):
            store.add_report(Report(text=f"{number} " + "x" * 9000))
    code = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "from geo.cli import main\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))\n"
        "main(['store', 'copy', *sys.argv[1:]])\n"
    )
    target = tmp_path / "copy.gpkg"
    done = subprocess.run(
        [sys.executable, "-c", code, str(path), str(target)], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert f"borderwatch: The store {target} cannot be written because its disk is full" in done.stderr
    assert "Traceback" not in done.stderr
    copy_store(path, target)
    assert found(target) == found(path) == []
    with open_store(target) as copy:
        assert len(list(copy.reports())) == 63


def test_what_cannot_be_opened_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="There is no store"):
        found(tmp_path / "missing.gpkg")
