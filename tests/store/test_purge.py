from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from shapely.geometry import Point

from geo import review
from geo.cli import main
from geo.errors import InputError, PurgedError, StoreError
from geo.model import Action, Evidence, Footprint, Incident, Loss, Mention, Period, PlacePrecision, Reason, Report
from geo.pipeline import Parsed, store_parsed
from geo.review.purging import named_report, purge
from geo.review.rebuild import rebuild
from geo.store import Query, Store, open_store
from geo.store.copying import copy_store
from geo.store.file_health import against_the_standard, is_validator_here
from geo.store.health import findings
from geo.store.opening import open_sql
from geo.store.query import EVERY_REVIEW
from geo.store.tables import metadata

PROJECT = Path(__file__).resolve().parents[2]
DAY = Period(start=date(2024, 6, 9), end=date(2024, 6, 9))
SECRET = Report(
    text="My cousin Xanthippe, who works at the Quillfeather depot, saw forty balloons. Nobody else knows of it.",
    title="What Xanthippe saw at Quillfeather",
    publisher="Zwiebelfisch Weekly",
    url="https://zwiebelfisch.example/leak/vorgang",
    published=date(2024, 6, 12),
)
TRACES = ("Xanthippe", "Quillfeather", "Zwiebelfisch", "vorgang", "forty balloons", "Jabberwock")


@pytest.fixture(autouse=True)
def user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BORDERWATCH_USER", "Kim")


def told(report: Report, *, lon: float = 126.0, kind: str = "balloon_launch", **changes: Any) -> Parsed:
    """A report with one mention that quotes its first sentence."""
    end = report.text.index(".") + 1
    mention = Mention(
        report_id=report.id,
        kind=kind,
        period=DAY,
        footprint=Footprint(geometry=Point(lon, 38), precision=PlacePrecision.LOCALITY),
        place="Paju",
        country="KR",
        evidence=Evidence(report_id=report.id, start=0, end=end, quote=report.text[:end]),
        trigger=(0, 2),
        extractor="test",
    )
    return Parsed(report, [], [replace(mention, **changes)], [], [])


def secret(**changes: Any) -> Parsed:
    return told(
        SECRET,
        place="Quillfeather depot",
        initiator=("Xanthippe's unit",),
        losses=(Loss(side="Jabberwock", killed=1.0),),
        reasons={"place": Reason(why="at the Quillfeather depot", others=(("Jabberwock", 0.2),))},
        **changes,
    )


OTHER = Report(text="Forty balloons came over.", title="Balloons", publisher="The Gazette", published=date(2024, 6, 11))


def put(store: Store, parsed: Parsed) -> str:
    store_parsed(parsed, store)
    mention = parsed.mentions[0].id
    return store.home_of([mention])[mention]


def rows(target: str) -> str:
    """Everything in the tables, as text."""
    with open_sql(target, read_only=True) as store, store.home.engine.connect() as connection:
        return "\n".join(
            str(tuple(row)) for table in metadata.sorted_tables for row in connection.execute(sa.select(table))
        )


def in_order(store: Store) -> bool:
    assert [str(one) for one in findings(store.home)] == []
    assert [one.text for one in rebuild(store, check=True)] == []
    return True


def test_nothing_of_a_report_stays_in_rows_and_history(target: str) -> None:
    with open_store(target) as store:
        one = put(store, secret())
        review.edit(store, one, place="Munsan", why="Xanthippe, who works at the Quillfeather depot, told me")
        review.edit(store, one, initiator=["North Korea"], status=None, losses={"Jabberwock": None})
        review.undo(store, one)
        other = put(store, told(OTHER, lon=10))
        review.edit(store, other, place="Elsewhere", why=f"see {SECRET.url}")
        review.confirm(store, other, why="My cousin Xanthippe who works at the Quillfeather said so")
        assert all(trace in rows(target) for trace in ("Xanthippe", "vorgang", "Jabberwock"))
        done = purge(store, SECRET, why="a source in danger")
        assert (done.kept, done.gone) == ((), (one,))
        left = rows(target)
        assert [trace for trace in TRACES if trace.lower() in left.lower()] == ["forty balloons"]  # the other's own
        assert in_order(store)
        assert (store.report(SECRET.id), store.incident(one)) == (None, None)
        purged = store.edits(one)[-1]
        assert (purged.action, purged.who, purged.why) == (Action.PURGE, "Kim", "a source in danger")
        assert [entry.text for entry in review.history(store, one)][-1].startswith(
            "Kim purged a report that told of it on "
        )
        assert store.edits(other)[-1].why == "(purged)"


def test_a_purge_is_never_undone(store: Store) -> None:
    one = put(store, secret())
    review.confirm(store, one)
    purge(store, SECRET, why="a court")
    for asked in ("", store.edits(one)[-1].id):
        with pytest.raises(InputError, match="never undone"):
            review.undo(store, one, asked)
    with pytest.raises(InputError, match="never undone"):
        review.redo(store, one)
    assert in_order(store)


def test_what_another_program_brought_whole_stays(store: Store) -> None:
    brought = Incident(
        id="brought",
        kind="balloon_launch",
        period=DAY,
        footprint=Footprint(geometry=Point(126, 38), precision=PlacePrecision.LOCALITY),
        place="Paju",
        country="KR",
        sources=0,
    )
    store.put_incident(brought)
    parsed = secret()
    store.add_report(parsed.report)
    store.add_mentions(parsed.mentions)
    found = store.incident("brought")
    assert found is not None
    store.put_incident(replace(found, mention_ids=(parsed.mentions[0].id,), place="Quillfeather depot"))
    assert purge(store, SECRET, why="a court").kept == ("brought",)
    left = store.incident("brought")
    assert left is not None
    assert (left.place, left.mention_ids) == ("Paju", ())
    assert in_order(store)


def test_incidents_that_other_reports_tell_are_told_by_those_alone(store: Store) -> None:
    one = put(store, told(OTHER))
    assert put(store, secret()) == one
    confirmed = review.confirm(store, one)
    assert confirmed.reports == 2
    done = purge(store, SECRET, why="a court")
    assert (done.kept, done.gone) == ((one,), ())
    found = store.incident(one)
    assert found is not None
    assert (found.reports, found.place, found.initiator, found.losses) == (1, "Paju", (), ())
    assert found.review.value == "confirmed"
    assert [citation.publisher for citation in found.citations] == ["The Gazette"]
    assert in_order(store)


def test_what_a_person_told_in_full_stays_without_evidence(store: Store) -> None:
    one = put(store, secret())
    footprint = Footprint(geometry=Point(1, 2), precision=PlacePrecision.EXACT)
    day = Period(start=date(2024, 6, 8), end=date(2024, 6, 8))
    review.edit(store, one, kind="missile_launch", period=day, footprint=footprint, place="Own knowledge")
    assert purge(store, SECRET, why="a court").kept == (one,)
    found = store.incident(one)
    assert found is not None
    assert (found.kind, found.place, found.citations, found.sources) == ("missile_launch", "Own knowledge", (), 0)
    assert in_order(store)


def test_merged_and_parted_incidents_hold_together_after_a_purge(store: Store) -> None:
    one, two = put(store, told(OTHER)), put(store, secret(lon=100.0))
    review.merge(store, [one, two])
    assert purge(store, SECRET, why="a court").kept == (one,)
    assert in_order(store)
    review.undo(store, one)
    assert in_order(store)
    assert {incident.id for incident in store.incidents(Query(review=EVERY_REVIEW))} >= {one}


def test_a_purged_report_is_not_taken_in_again(store: Store) -> None:
    put(store, secret())
    purge(store, SECRET, why="a source in danger", who="Mina")
    stone = store.purged(SECRET.id)
    assert stone is not None
    assert (stone.who, stone.why) == ("Mina", "a source in danger")
    with pytest.raises(
        PurgedError, match=r"was purged on \d{4}-\d\d-\d\d by Mina \(a source in danger\): it is not tak"
    ):
        store_parsed(secret(), store)
    assert not store.has_report(SECRET.id)
    assert store.count().total == 0
    assert store.purged(OTHER.id) is None


def test_a_copy_knows_what_was_purged(target: str, tmp_path: Path) -> None:
    with open_store(target) as store:
        put(store, secret())
        purge(store, SECRET, why="a court")
        store.note_seed("a.md", "1")
    copy_store(target, tmp_path / "copy.gpkg")
    with open_store(tmp_path / "copy.gpkg") as copy:
        assert copy.purged(SECRET.id) is not None
        assert copy.seeds() == {"a.md": "1"}


def test_a_purge_needs_a_reason_and_a_report(store: Store) -> None:
    put(store, secret())
    with pytest.raises(InputError, match="for a reason"):
        purge(store, SECRET, why=" ")
    with pytest.raises(InputError, match="holds no report"):
        named_report(store, "0" * 64)
    assert named_report(store, SECRET.id[:8]) == named_report(store, SECRET.url) == SECRET
    with pytest.raises(InputError, match="holds no report"):
        named_report(store, SECRET.id[:7])
    with pytest.raises(InputError, match="holds no report"):
        named_report(store, "%_%_%_%_%")


def test_a_purge_that_fails_changes_nothing(target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(target) as store:
        one = put(store, secret())
        review.edit(store, one, place="Munsan")
        before = rows(target)

        def fail(*_: object, **__: object) -> None:
            raise StoreError("The disk is gone.")

        with monkeypatch.context() as patch:
            patch.setattr("geo.review.purging.settle", fail)
            with pytest.raises(StoreError, match="disk is gone"):
                purge(store, SECRET, why="a court")
        assert rows(target) == before
        review.confirm(store, one)
        with pytest.raises((StoreError, sa.exc.DBAPIError)), store.transaction():
            store._open().exec_driver_sql("UPDATE edits SET why = 'another'")


def test_the_bytes_are_gone_from_file_log_and_words(tmp_path: Path) -> None:
    path = tmp_path / "stored.gpkg"
    with open_store(path) as store:
        one = put(store, secret())
        for number in range(30):
            put(store, told(replace(OTHER, text=f"{number} balloons came over."), lon=number))
        review.edit(store, one, place="Quillfeather depot, north gate", why="Xanthippe told me")
        assert store.count(Query(words="quillfeather")).shown == 1
        assert any(b"Xanthippe" in file.read_bytes() for file in tmp_path.iterdir())
        purge(store, SECRET, why="a source in danger")
        assert store.count(Query(words="quillfeather OR jabberwock")).shown == 0
        assert store.count(Query(words="balloons")).shown == 30
        for file in tmp_path.iterdir():
            held = file.read_bytes().lower()
            assert [trace for trace in TRACES if trace.lower().encode() in held] == [], file
        assert not is_validator_here() or [str(one) for one in against_the_standard(path)] == []
    for file in tmp_path.iterdir():
        assert b"xanthippe" not in file.read_bytes().lower()


HOLD = """
import sys
from geo.store import open_store
with open_store(sys.argv[1], read_only=True) as store:
    reports = store.reports()
    with store._reading() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM reports").scalar()
        print("open", flush=True)
        sys.stdin.read()
"""


def test_bytes_that_another_program_holds_are_told_and_wiped_later(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geo.store.engine.BUSY_S", 0.5)
    path = tmp_path / "stored.gpkg"
    with open_store(path) as store:
        put(store, secret())
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        status, _, err = run(capsys, "report", "purge", SECRET.id, "--why", "a court", "--yes", "--store", path)
        other.communicate()
    assert status == 2
    assert "The report is purged, but the file still holds its bytes: The store" in err
    assert SECRET.id in err
    status, _, err = run(capsys, "report", "purge", SECRET.id, "--why", "a court", "--store", path)
    assert (status, "the file is rewritten" in err) == (0, True)
    assert all(b"Xanthippe" not in file.read_bytes() for file in tmp_path.iterdir())


def run(capsys: pytest.CaptureFixture[str], *args: object) -> tuple[int, str, str]:
    capsys.readouterr()
    with pytest.raises(SystemExit) as left:
        main([str(arg) for arg in args])
    code = left.value.code
    return (code if isinstance(code, int) else 0, *capsys.readouterr())


def test_the_command_asks_and_tells(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "stored.gpkg"
    with open_store(path) as store:
        put(store, secret())
        put(store, told(OTHER))
    (tmp_path / "stored.replaced.gpkg").touch()
    command = ("report", "purge", SECRET.url, "--why", "a court", "--store", path)
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _: "n")
    status, _, err = run(capsys, *command)
    assert status == 130
    assert "It tells 1 incidents, 0 of them alone" in err
    with open_store(path) as store:
        assert store.has_report(SECRET.id)
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _: "y")
    status, _, err = run(capsys, *command)
    assert status == 0
    assert "Purged. 1 incidents are told without it, 0 are gone." in err
    assert f"A copy of the store may still hold it: {tmp_path / 'stored.replaced.gpkg'}" in err
    assert run(capsys, *command)[0] == 2


@pytest.fixture
def seeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of two seeds, of which every text with 'balloons' tells an incident."""
    folder = tmp_path / "seeds"
    folder.mkdir()
    for name in ("one", "two"):
        (folder / f"{name}.md").write_text(f"+++\npublished = 2024-06-22\n+++\nTwenty balloons over {name}.")
    monkeypatch.setattr("geo.cli.storing.SEEDS", folder)

    def parse(report: Report, *_: object, **__: object) -> Parsed:
        return told(report, lon=len(report.text))

    monkeypatch.setattr("geo.pipeline.parse", parse)
    monkeypatch.setattr("geo.places.gazetteer.Gazetteer.open", lambda: None)
    return folder


def _seed(capsys: pytest.CaptureFixture[str], store: Path) -> str:
    status, _, err = run(capsys, "seed", "--store", store)
    assert status == 0
    return err


def test_a_purged_seed_stays_away_also_with_another_text(
    tmp_path: Path, seeds: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "stored.gpkg"
    assert "2 reports added" in _seed(capsys, path)
    with open_store(path) as store:
        for report in list(store.reports()):
            purge(store, report, why="not wanted")
        assert sorted(store.seeds()) == ["one.md", "two.md"]
    assert "0 reports added, 2 known already" in _seed(capsys, path)
    (seeds / "one.md").write_text("+++\npublished = 2024-06-22\n+++\nThirty balloons over one, says a newer version.")
    (seeds / "three.md").write_text("+++\npublished = 2024-06-22\n+++\nTen balloons over three.")
    assert "1 reports added, 2 known already" in _seed(capsys, path)


def test_a_rejected_seed_stays_away_also_with_another_text(
    tmp_path: Path, seeds: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "stored.gpkg"
    _seed(capsys, path)
    with open_store(path) as store:
        for incident in list(store.incidents()):
            review.reject(store, incident.id)
    (seeds / "one.md").write_text("+++\npublished = 2024-06-22\n+++\nThirty balloons over one, says a newer version.")
    _seed(capsys, path)
    assert "0 reports added, 2 known already" in run(capsys, "ingest", seeds, "--store", path)[2]
    with open_store(path) as store:
        assert store.count().shown == 0
        assert len(list(store.reports())) == 2


def test_seeds_of_an_older_store_are_remembered(
    tmp_path: Path, seeds: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "stored.gpkg"
    _seed(capsys, path)
    with open_store(path) as store, store.transaction():
        store._open().exec_driver_sql("DELETE FROM seeds")
    assert "no seeds were added" in _seed(capsys, path)
    with open_store(path) as store:
        assert sorted(store.seeds()) == ["one.md", "two.md"]


def test_ingest_says_why_a_report_is_not_taken(tmp_path: Path, seeds: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, source = tmp_path / "stored.gpkg", tmp_path / "in.txt"
    source.write_text("Forty balloons over nowhere.")
    assert run(capsys, "ingest", source, "--store", path)[0] == 0
    with open_store(path) as store:
        purge(store, next(store.reports()), why="a court", who="Mina")
    status, _, err = run(capsys, "ingest", source, "--store", path)
    assert status == 2
    assert f"{source}:1: The report " in err
    assert "by Mina (a court): it is not taken in again." in err
    assert "0 reports added" in err
