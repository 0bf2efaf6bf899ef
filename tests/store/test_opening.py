from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pyogrio
import pytest
import shapely
import store_nouns as nouns
from old_stores import take_back

from geo.errors import StoreError, StoreReadOnlyError
from geo.model import Footprint, Loss, PlacePrecision, Report
from geo.store import default_target, open_store
from geo.store.migrations import NEWEST

if TYPE_CHECKING:
    from collections.abc import Iterator

PROJECT = Path(__file__).resolve().parents[2]
NOBODY = 65534


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "new folder" / "stored.gpkg"
    with open_store(path) as store:
        store.add_report(nouns.REPORT)
        store.add_mentions([nouns.MENTION])
        store.put_incident(nouns.incident("one", mention_ids=(nouns.MENTION.id,)))
    return path


def test_the_store_is_one_file_when_closed(path: Path) -> None:
    assert [entry.name for entry in path.parent.iterdir()] == ["stored.gpkg"]


def test_what_is_no_geopackage_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "letter.gpkg"
    path.write_text("Dear store, I am a letter of more than a few words.", encoding="utf-8")
    before = path.read_bytes()
    for read_only in (True, False):
        with pytest.raises(StoreError, match="is no GeoPackage"):
            open_store(path, read_only=read_only)
    assert path.read_bytes() == before


def test_an_sqlite_file_and_a_foreign_geopackage_are_left_alone(tmp_path: Path) -> None:
    plain, foreign = tmp_path / "plain.db", tmp_path / "foreign.gpkg"
    connection = sqlite3.connect(plain)
    connection.execute("CREATE TABLE diary (day TEXT)")
    connection.close()
    with pytest.raises(StoreError, match="SQLite file but no GeoPackage"):
        open_store(plain)
    with open_store(foreign):
        pass
    connection = sqlite3.connect(foreign)
    connection.execute("DROP TABLE aliases")
    connection.close()
    before = foreign.read_bytes()
    with pytest.raises(StoreError, match="of another program"):
        open_store(foreign)
    assert foreign.read_bytes() == before


def test_a_newer_schema_is_refused_and_left_alone(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("UPDATE alembic_version SET version_num = '0099'")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match=r"schema 0099.*update Borderwatch"):
        open_store(path)
    assert path.read_bytes() == before


def test_a_store_without_losses_is_brought_up_to_date(path: Path) -> None:
    take_back(path, "0002")
    with open_store(path) as store:
        found = store.incident("one")
        assert found is not None
        assert found.losses == store.mentions_of("one")[0].losses == ()
        told = (Loss(side="Laos", killed=2.0),)
        store.put_incident(replace(found, losses=told))
        assert next(store.incidents()).losses == told
    assert _indexed(path) == {1: (126.78, 37.76)}


@pytest.mark.parametrize("read_only", [True, False])
def test_a_store_of_the_first_version_is_brought_up_to_date(path: Path, read_only: bool) -> None:
    take_back(path, "0001")
    with open_store(path, read_only=read_only) as store:
        found = store.incident("one")
        assert found is not None
        assert (found.disagreements, found.place) == ((), "Paju")
        near = store.mentions_near("armed_clash", nouns.MENTION.period)
        assert near == [("one", nouns.MENTION)]
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(NEWEST,)]
    plan = connection.execute(
        "EXPLAIN QUERY PLAN SELECT fid FROM mentions WHERE kind = 'x' AND start BETWEEN '2' AND '3'"
    ).fetchall()
    assert "ix_mentions_kind" in str(plan)
    connection.close()
    assert _indexed(path) == {1: (126.78, 37.76)}


@pytest.mark.parametrize("kept", [50, 3000, 4096, 20_000, 0.5, -1])
def test_a_truncated_store_is_refused_and_left_alone(path: Path, kept: float) -> None:
    whole = path.read_bytes()
    cut = whole[: int(kept if abs(kept) >= 1 else kept * len(whole))]
    path.write_bytes(cut)
    with pytest.raises(StoreError, match="cut short"):
        open_store(path)
    assert path.read_bytes() == cut


def test_damage_inside_is_told_in_plain_words(path: Path) -> None:
    whole = bytearray(path.read_bytes())
    whole[4096 * 2 :] = b"\xa5" * (len(whole) - 4096 * 2)
    path.write_bytes(bytes(whole))

    def read() -> None:
        with open_store(path, read_only=True) as store:
            list(store.incidents())

    with pytest.raises(StoreError, match="damaged or cut short: restore it from a copy"):
        read()


def test_an_empty_file_becomes_a_store(tmp_path: Path) -> None:
    path = tmp_path / "empty.gpkg"
    path.touch()
    with open_store(path) as store:
        assert store.count().total == 0


def test_what_is_missing_or_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="There is no store"):
        open_store(tmp_path / "missing.gpkg", read_only=True)
    assert not (tmp_path / "missing.gpkg").exists()
    with pytest.raises(StoreError, match="is a folder"):
        open_store(tmp_path)
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match=r"out of reach|cannot be opened"):
        open_store(tmp_path / "file" / "below.gpkg")


def test_the_environment_names_the_store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("BORDERWATCH_STORE", str(tmp_path / "named.gpkg"))
    with open_store():
        assert (tmp_path / "named.gpkg").exists()
    monkeypatch.delenv("BORDERWATCH_STORE")
    assert default_target().endswith("incidents.gpkg")


def test_a_store_opened_for_reading_writes_nothing(path: Path) -> None:
    before = path.read_bytes()
    with open_store(path, read_only=True) as store:
        assert store.count().total == 1
        with pytest.raises(StoreReadOnlyError, match="for reading only"):
            store.add_report(Report(text="No."))
    assert path.read_bytes() == before


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that a plain user may reach, unlike tmp_path."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


TRY = """
import os, sys
import geo.store.geopackage
from geo.errors import StoreError
from geo.store import open_store
if os.geteuid() == 0:  # rights mean nothing to root
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
try:
    with open_store(sys.argv[1], read_only=sys.argv[2] == "read") as store:
        print(store.count().total)
except StoreError as error:
    print(type(error).__name__, error)
"""


def _as_plain_user(path: Path, way: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", TRY, str(path), way], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.mark.parametrize("locked", ["file", "folder"])
def test_a_store_without_the_right_to_write(path: Path, open_folder: Path, locked: str) -> None:
    copy = open_folder / "copy.gpkg"
    shutil.copy(path, copy)
    if os.geteuid() == 0:
        os.chown(copy, NOBODY, NOBODY)
        os.chown(open_folder, NOBODY, NOBODY)
    (copy if locked == "file" else open_folder).chmod(0o444 if locked == "file" else 0o555)
    told = _as_plain_user(copy, "write")
    assert told.startswith("StoreReadOnlyError")
    assert "read_only=True" in told
    assert _as_plain_user(copy, "read").strip() == "1"
    assert copy.read_bytes() == path.read_bytes()
    assert stat.S_IMODE(copy.stat().st_mode) in (0o444, 0o644)


WRITE = """
import sys
from geo.model import Report
from geo.store import open_store
with open_store(sys.argv[1]) as store:
    for number in range(40):
        store.add_report(Report(text=f"{sys.argv[2]} told {number}"))
"""


def test_processes_that_make_and_fill_a_store_together_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "shared.gpkg"
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITE, str(path), name], cwd=PROJECT) for name in ("Mina", "Jun")
    ]
    assert [writer.wait(timeout=120) for writer in writers] == [0, 0]
    with open_store(path) as store:
        assert len(list(store.reports())) == 80


def test_a_reader_sees_what_another_process_committed(path: Path) -> None:
    with open_store(path, read_only=True) as reader:
        assert not reader.has_report(Report(text="Mina told 39").id)
        subprocess.run([sys.executable, "-c", WRITE, str(path), "Mina"], cwd=PROJECT, check=True)
        assert reader.has_report(Report(text="Mina told 39").id)


def test_gdal_reads_the_store_with_its_dates(path: Path) -> None:
    geopandas = pytest.importorskip("geopandas")
    frame = geopandas.read_file(path, layer="incidents")
    assert frame.crs.to_epsg() == 4326
    assert frame["start"].dt.date.tolist() == [date(2024, 6, 9)]
    assert frame.geometry.iloc[0].equals(shapely.Point(126.78, 37.76))
    assert frame[["id", "kind", "group", "place", "status", "review"]].iloc[0].tolist() == [
        "one", "armed_clash", "armed", "Paju", "reported", "new"
    ]  # fmt: skip
    assert (frame["reports"].iloc[0], frame["sources"].iloc[0]) == (1, 1)
    assert pyogrio.list_layers(path)[:, 0].tolist()[:2] == ["incidents", "mentions"]
    assert pyogrio.read_info(path, layer="incidents")["dtypes"][4] == "datetime64[D]"
    assert len(pyogrio.read_dataframe(path, layer="reports", read_geometry=False)) == 1


def test_what_gdal_appends_is_indexed_and_read_back(path: Path) -> None:
    frame = pyogrio.read_dataframe(path, layer="incidents")
    frame["id"] = "two"
    for edge in ("start", "end"):
        frame[edge] = frame[edge].dt.date
    frame = frame.set_geometry([shapely.LineString([(1, 1), (2, 2)])], crs=4326)
    pyogrio.write_dataframe(frame, path, layer="incidents", append=True, use_arrow=True)
    with open_store(path) as store:
        found = store.incident("two")
        assert found is not None
        assert found.period == nouns.INCIDENT.period
        assert found.footprint.geometry.geom_type == "LineString"
    assert _indexed(path) == {1: (126.78, 37.76), 2: (1, 1)}


def test_the_index_follows_every_change(path: Path) -> None:
    with open_store(path) as store:
        line = Footprint(geometry=shapely.LineString([(5, 5), (6, 7)]), precision=PlacePrecision.ON_LINE)
        store.put_incident(nouns.incident("one", footprint=line))
        store.put_incident(nouns.incident("two", footprint=nouns.at(8, 9)))
        assert _indexed(path) == {1: (5, 5), 2: (8, 9)}
        store.remove_incident("one", alias_of="two")
        assert _indexed(path) == {2: (8, 9)}


def _indexed(path: Path) -> dict[int, tuple[float, float]]:
    connection = sqlite3.connect(path)
    rows = connection.execute("SELECT id, minx, miny FROM rtree_incidents_geom").fetchall()
    assert connection.execute("SELECT rtreecheck('rtree_incidents_geom')").fetchone() == ("ok",)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
    return {fid: (round(west, 3), round(south, 3)) for fid, west, south in rows}
