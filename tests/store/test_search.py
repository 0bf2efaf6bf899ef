from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import store_nouns as nouns

from geo.errors import InputError, StoreError
from geo.model import Evidence, Report
from geo.store import Query, Store, open_store
from geo.store.documents import mark

if TYPE_CHECKING:
    from collections.abc import Iterator

PROJECT = Path(__file__).resolve().parents[2]
TOLD = {  # an incident: its place, the title and the quote of its report
    "leaflets": ("Paju", "Leaflets again", "Activists in Paju sent twenty balloons with leaflets to the North."),
    "waste": ("Seoul", "Balloons of waste", "Balloons from the North came down in Seoul; a drone followed them."),
    "clash": ("Galwan", "Clash on the ridge", "Soldiers of both armies fought for hours; 20 of them died."),
    "clubs": ("Galwan", "After the fight", "The armies' soldiers had carried clubs but no guns."),
    "drone": ("Yeonpyeong", "Drone over the sea", "A drone crossed the Northern Limit Line on its test flight."),
    "cafe": ("Tbilisi", "Café at the line", "The café “Zürich” stands between two border posts."),
    "talks": ("판문점", "남북 회담", "남북은 판문점에서 장성급 회담을 열었다."),
    "전단": ("파주", "대북전단 살포", "탈북민 단체가 파주시 탄현면에서 대북전단을 북한으로 날려 보냈다."),
    "지뢰": ("철원", "지뢰 폭발", "비무장지대 안에서 북한군이 묻은 지뢰가 터져 병사 2명이 다쳤다."),
    "gps": ("연평도", "GPS 교란", "북한이 연평도 일대에서 GPS 신호를 교란했다고 합참이 밝혔다."),
}
ASKED = [
    ("balloon", {"leaflets", "waste"}),
    ("BALLOONS paju", {"leaflets"}),
    ("paju balloon OR drone", {"leaflets"}),
    ("galwan OR drone", {"clash", "clubs", "waste", "drone"}),
    ("drone OR balloon OR club", {"leaflets", "waste", "drone", "clubs"}),
    ('"test flight"', {"drone"}),
    ('"flight test"', set()),
    ('"leaflets to the north"', {"leaflets"}),
    ('"paju leaflets"', set()),  # the end of one text and the beginning of another
    ("north -drone", {"leaflets"}),
    ("galwan -clubs", {"clash"}),
    ('drone -"northern limit"', {"waste"}),
    ("-galwan -drone", {"leaflets", "cafe", "talks", "전단", "지뢰", "gps"}),
    ("arm*", {"clash", "clubs"}),
    ("north*", {"leaflets", "waste", "drone"}),
    ("north", {"leaflets", "waste"}),
    ("20", {"clash"}),
    ("army", {"clash", "clubs"}),
    ("cafe zurich", {"cafe"}),
    ("CAFÉ ZÜRICH", {"cafe"}),
    ("armies'", {"clash", "clubs"}),
    ("판문점", {"talks"}),
    ("판문점에서", {"talks"}),
    ("회담", {"talks"}),
    ("파주", {"전단"}),
    ("전단", {"전단"}),
    ("대북전단", {"전단"}),
    ("북한", {"전단", "지뢰", "gps"}),
    ("북한군", {"지뢰"}),
    ("북", {"talks", "전단", "지뢰", "gps"}),
    ("점", {"talks"}),
    ("북한 -GPS", {"전단", "지뢰"}),
    ("북한 파주 OR 연평도", {"전단", "gps"}),
    ('"장성급 회담"', {"talks"}),
    ('"판문점 장성급"', set()),
    ("gps 신호", {"gps"}),
    ("2명", {"지뢰"}),
    ("nowhere", set()),
    ('"drone over', {"drone"}),
    ("OR", set()),
    ("drone OR", set()),
    ("'; DROP TABLE incidents; --", set()),
    ('NEAR(drone sea) AND {title} : "x" ^y', set()),
    ("\x00drone\x1b\ud800", {"waste", "drone"}),
    ("a" * 500, set()),
    ("-" * 400 + "drone", {"leaflets", "clash", "clubs", "cafe", "talks", "전단", "지뢰", "gps"}),
]


def _tell(store: Store, incident_id: str, place: str, *told: tuple[str, str]) -> None:
    """An incident at a place, told by reports with a title and a sentence."""
    ids = []
    for number, (title, quote) in enumerate(told):
        report = Report(text=quote, title=title, publisher=f"{incident_id} {number}")
        evidence = Evidence(report_id=report.id, start=0, end=len(quote), quote=quote)
        mention = nouns.mention(number, report_id=report.id, evidence=evidence, place=place)
        store.add_report(report)
        store.add_mentions([mention])
        ids.append(mention.id)
    store.put_incident(nouns.incident(incident_id, place=place, mention_ids=tuple(ids)))


@pytest.fixture(scope="module")
def filled(shared_target: str) -> Iterator[Store]:
    with open_store(shared_target) as opened:
        with opened.transaction():
            for incident_id, (place, title, quote) in TOLD.items():
                _tell(opened, incident_id, place, (title, quote))
        yield opened


def _found(store: Store, words: str) -> set[str]:
    return {one.id for one in store.incidents(Query(words=words))}


@pytest.mark.parametrize(("words", "ids"), ASKED, ids=[repr(words)[:40] for words, _ in ASKED])
def test_the_same_is_found_in_every_store(filled: Store, words: str, ids: set[str]) -> None:
    assert _found(filled, words) == ids
    assert {one.id for one in filled.incidents(Query(words=words), ranked=True)} == ids
    counts = filled.count(Query(words=words))
    assert (counts.shown, counts.total) == (len(ids), len(TOLD))


def test_words_go_with_the_other_filters_on_list_map_and_counts(filled: Store) -> None:
    query = Query(words="drone", since=date(2024, 6, 9), until=date(2024, 6, 9), kinds=frozenset({"armed_clash"}))
    assert filled.count(query).shown == 2
    assert filled.count(replace(query, kinds=frozenset({"balloon_launch"}))).shown == 0
    assert filled.count(replace(query, bbox=(0, 0, 1, 1))).shown == 0
    marks = filled.symbols(query, (120, 30, 130, 40), 5)
    assert [mark.count for mark in marks] == [2]
    assert filled.shapes(query, (120, 30, 130, 40), 5) == []


def test_the_best_match_comes_first(store: Store) -> None:
    _tell(store, "once", "Ville", ("Words about many other things", "A guard saw a fence and much more beside it."))
    _tell(store, "often", "Fence", ("Fence", "The fence behind the fence is a fence."))
    assert [one.id for one in store.incidents(Query(words="fence"), ranked=True)] == ["often", "once"]
    assert [one.id for one in store.incidents(Query(words="fence"), limit=1, ranked=True)] == ["often"]
    assert len(list(store.incidents(Query(words="-sea"), ranked=True))) == 2
    assert len(list(store.incidents(ranked=True))) == 2


def test_words_of_several_reports_of_one_incident_belong_together(store: Store) -> None:
    _tell(store, "one", "Ville", ("Balloons", "Balloons came over."), ("Sirens", "A siren was heard in the valley."))
    assert _found(store, "balloons siren") == {"one"}
    assert _found(store, "balloons -siren") == set()


def test_what_changes_is_found_at_once(store: Store) -> None:
    _tell(store, "one", "Ville", ("Balloons", "Balloons came over."))
    assert _found(store, "balloon") == {"one"}
    _tell(store, "two", "Burg", ("More", "Another balloon came."))
    assert _found(store, "balloon") == {"one", "two"}
    known = store.incident("two")
    assert known is not None
    store.put_incident(replace(known, place="Hamlet", mention_ids=()))
    assert _found(store, "balloon") == {"one"}
    assert _found(store, "hamlet") == {"two"}
    store.remove_incident("one", alias_of="two")
    assert _found(store, "balloon OR ville") == set()


def test_what_is_not_committed_is_not_found_yet(store: Store) -> None:
    _tell(store, "one", "Ville", ("Balloons", "Balloons came over."))
    with store.transaction():
        _tell(store, "two", "Burg", ("More", "Another balloon came."))
        assert _found(store, "balloon") == {"one"}
    assert _found(store, "balloon") == {"one", "two"}


def test_a_store_opened_for_reading_is_searched(target: str) -> None:
    with open_store(target) as store:
        _tell(store, "one", "Ville", ("Balloons", "Balloons came over."))
    with open_store(target, read_only=True) as store:
        assert _found(store, "balloon") == {"one"}


def test_a_forgotten_index_is_made_anew(store: Store) -> None:
    _tell(store, "one", "Ville", ("Balloons", "Balloons came over."))
    assert _found(store, "balloon") == {"one"}
    store._home.words.forget()
    assert _found(store, "balloon") == {"one"}


@pytest.mark.parametrize("words", ['""', "-", "* -", "\x00"])
def test_a_search_for_nothing_is_refused_in_words(words: str) -> None:
    with pytest.raises(InputError, match="names no word"):
        Query(words=words)
    assert Query(words="").words == ""


def _path(tmp_path: Path) -> Path:
    path = tmp_path / "stored.gpkg"
    with open_store(path) as store:
        _tell(store, "one", "Ville", ("Balloons", "Balloons came over."))
        assert _found(store, "balloon") == {"one"}
    return path


def _searched(path: Path, words: str) -> set[str]:
    with open_store(path, read_only=True) as store:
        return _found(store, words)


@pytest.mark.parametrize("damage", ["gone", "empty", "cut", "scrambled", "letter", "foreign", "old"])
def test_a_damaged_file_of_words_is_made_anew(tmp_path: Path, damage: str) -> None:
    path = _path(tmp_path)
    words = path.with_name("stored.gpkg.fts")
    whole = words.read_bytes()
    if damage == "gone":
        words.unlink()
    elif damage == "foreign":
        words.unlink()
        with closing(sqlite3.connect(words)) as other:
            other.execute("CREATE TABLE docs (tokens TEXT)")
    elif damage == "old":
        with closing(sqlite3.connect(words)) as file, file:
            file.execute("UPDATE state SET version = 0")
    else:
        damaged = {
            "empty": b"",
            "cut": whole[:5000],
            "scrambled": whole[:4096] + b"\xa5" * (len(whole) - 4096),
            "letter": b"Dear reader, " * 100,
        }
        words.write_bytes(damaged[damage])
    assert _searched(path, "balloon") == {"one"}
    assert [entry.name for entry in tmp_path.iterdir() if "fts" in entry.name] == ["stored.gpkg.fts"]


def test_the_words_of_another_store_are_not_taken(tmp_path: Path) -> None:
    path, other = _path(tmp_path), tmp_path / "other.gpkg"
    with open_store(other) as store:
        _tell(store, "two", "Burg", ("Sirens", "A siren was heard."))
    shutil.copy(other, path)
    assert _searched(path, "balloon") == set()
    assert _searched(path, "siren") == {"two"}


def test_an_older_copy_that_was_put_back_is_read_anew(tmp_path: Path) -> None:
    path = _path(tmp_path)
    shutil.copy(path, tmp_path / "copy.gpkg")
    with open_store(path) as store:
        _tell(store, "two", "Burg", ("Sirens", "A siren was heard."))
        assert _found(store, "siren") == {"two"}
    shutil.copy(tmp_path / "copy.gpkg", path)
    with open_store(path) as store:
        assert _found(store, "siren") == set()
        _tell(store, "three", "Dorf", ("Drums", "A drum was heard."))
        assert _found(store, "siren OR drum") == {"three"}


def test_the_geopackage_itself_holds_no_full_text(tmp_path: Path) -> None:
    with closing(sqlite3.connect(_path(tmp_path))) as file:
        assert not file.execute("SELECT 1 FROM sqlite_master WHERE sql LIKE '%fts5%'").fetchall()


def test_an_index_serves_words_and_boxes(tmp_path: Path) -> None:
    from geo.store.query import where
    from geo.store.tables import incidents

    with open_store(_path(tmp_path)) as store:
        query = Query(words="balloon", bbox=(120, 30, 130, 40))
        with store._reading(query) as connection:
            sql = str(
                incidents.select().where(where(query)).compile(connection, compile_kwargs={"literal_binds": True})
            )
            plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}")]
            assert mark(connection).sequence > 0
    assert not any(step.startswith("SCAN incidents") for step in plan)


def test_a_place_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    path = _path(tmp_path)
    path.with_name("stored.gpkg.fts").unlink()
    path.with_name("stored.gpkg.fts").mkdir()
    with pytest.raises(StoreError, match=r"words of the store cannot be looked up in .*stored.gpkg.fts"):
        _searched(path, "balloon")


READ = """
import os, sys
import geo.store.geopackage
from geo.store import Query, open_store
if os.geteuid() == 0:  # rights mean nothing to root
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
with open_store(sys.argv[1], read_only=True) as store:
    print([one.id for one in store.incidents(Query(words="balloon"))])
"""


def test_a_folder_that_may_not_be_written_is_searched() -> None:
    folder = Path(tempfile.mkdtemp())
    path = folder / "stored.gpkg"
    with open_store(path) as store:
        _tell(store, "one", "Ville", ("Balloons", "Balloons came over."))
    try:
        folder.chmod(0o555)
        done = subprocess.run(
            [sys.executable, "-c", READ, str(path)], cwd=PROJECT, capture_output=True, text=True, check=True
        )
        assert done.stdout.strip() == "['one']"
        assert [entry.name for entry in folder.iterdir()] == ["stored.gpkg"]
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)
