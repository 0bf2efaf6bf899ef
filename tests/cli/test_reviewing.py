from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from cli_nouns import LINE, TOWN, Result

from geo.model import Candidate
from geo.store import open_store
from geo.store.blob import register

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BORDERWATCH_USER", "Kim")


@pytest.fixture(autouse=True)
def toy_places(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {"Aville": TOWN, "the MDL": LINE}

    def candidates(name: str, gazetteer: object, country: str | None = None) -> list[Candidate]:
        return [Candidate(place=known[name], score=1.0)] if name in known else []

    monkeypatch.setattr("geo.places.candidates.candidates", candidates)
    monkeypatch.setattr("geo.places.gazetteer.Gazetteer.open", lambda path=None: None)


@pytest.fixture
def ids(filled: Path) -> list[str]:
    """The launch, the shelling."""
    with open_store(filled, read_only=True) as store:
        return [one.id for one in sorted(store.incidents(), key=lambda one: one.kind)]


def test_judging_editing_undoing_and_the_history_of_it(run: Run, filled: Path, ids: list[str]) -> None:
    one = ids[0]
    assert run("confirm", one, "--why", "photo", "--store", filled).status == 0
    edited = run(
        "edit", one, "--start", "2024-06-01", "--end", "2024-06-02", "--place", "the MDL", "--kind", "armed_clash",
        "--number", "balloons=1,000", "--number", "boats=2", "--loss", "Laos=5 killed, 2 injured",
        "--initiator", "Laos", "--target", "", "--status", "disputed", "--store", filled,
    )  # fmt: skip
    assert (edited.status, edited.err) == (0, "")
    with open_store(filled, read_only=True) as store:
        found = store.incident(one)
    assert found is not None
    assert (found.kind, found.place, found.country, found.status) == ("armed_clash", LINE.name, "KP/KR", "disputed")
    assert (found.initiator, found.target) == (("Laos",), ())
    assert (found.quantities["balloons"], found.quantities["boats"]) == (1000.0, 2.0)
    assert [(loss.side, loss.killed, loss.injured) for loss in found.losses] == [("Laos", 5.0, 2.0)]
    assert (str(found.period.start), str(found.period.end)) == ("2024-06-01", "2024-06-02")
    assert run("undo", one, "--store", filled).out.startswith(f"{one}  confirmed")
    told = run("history", one, "--store", filled).out.splitlines()
    assert [line.split("  ", 1)[1].partition(" on ")[0] for line in told[1:]] == [
        "Kim confirmed it",
        told[2].split("  ", 1)[1].partition(" on ")[0],
        told[3].split("  ", 1)[1].partition(" on ")[0],
    ]
    assert told[2].endswith("(taken back)")
    events = [json.loads(line) for line in run("history", one, "--json", "--store", filled).out.splitlines()]
    assert [event["action"] for event in events] == ["load", "confirm", "edit", "undo"]
    assert events[1]["why"] == "photo"
    assert run("redo", one, "--store", filled).status == 0
    assert run("undo", one, "--edit", events[1]["id"], "--store", filled).out.startswith(f"{one}  new")


def test_the_rejected_are_listed_only_when_asked_for(run: Run, filled: Path, ids: list[str]) -> None:
    assert run("reject", *ids[:1], "--store", filled).status == 0
    assert len(run("list", "--store", filled).out.splitlines()) == 1
    assert len(run("list", "--review", "all", "--store", filled).out.splitlines()) == 2
    assert len(run("list", "--review", "rejected", "--store", filled).out.splitlines()) == 1
    assert len(json.loads(run("export", "-o", "-", "--review", "rejected", "--store", filled).out)["features"]) == 1


def test_the_queue_says_why(run: Run, filled: Path, ids: list[str]) -> None:
    run("needs-work", ids[1], "--store", filled)
    listed = run("review", "--store", filled)
    assert ids[1] in listed.out.splitlines()[0]
    assert "marked as needing work" in listed.out.splitlines()[1]
    [first, *_] = [json.loads(line) for line in run("review", "--json", "--store", filled).out.splitlines()]
    assert (first["id"], first["needs"], first["review"]) == (ids[1], ["needs_work"], "needs_work")


def test_merge_and_split(run: Run, filled: Path, ids: list[str]) -> None:
    merged = run("merge", *ids, "--why", "one act", "--store", filled)
    assert (merged.status, len(run("list", "--store", filled).out.splitlines())) == (0, 1)
    with open_store(filled, read_only=True) as store:
        report = store.mentions_of(ids[0])[0].report_id
    parts = run("split", ids[1], "--report", report[:12], "--store", filled).out.splitlines()
    assert len(parts) == len(run("list", "--store", filled).out.splitlines()) == 2


def test_adding_from_a_passage_and_without_a_report(run: Run, filled: Path) -> None:
    with open_store(filled, read_only=True) as store:
        report = next(store.reports())
    fields = ("--kind", "armed_clash", "--start", "2024-06-20", "--point", "126.5,37.9", "--place", "the bridge")
    made = run("add", *fields, "--report", report.id, "--quote", "20   balloons", "--store", filled)
    assert (made.status, made.err) == (0, "")
    with open_store(filled, read_only=True) as store:
        found = store.incident(made.out.split()[0])
    assert found is not None
    assert [cited.evidence.quote for cited in found.citations] == ["20 balloons"]
    assert (found.place, found.footprint.precision) == ("the bridge", "exact")
    refused = run("add", *fields, "--store", filled)
    assert (refused.status, "needs a reason" in refused.err) == (2, True)
    shape = ("--kind", "barrier_construction", "--start", "2024-06-20", "--shape", "LINESTRING (126 38, 127 38)")
    assert run("add", *shape, "--why", "seen", "--store", filled).status == 0


def test_rebuild_says_and_repairs_what_differs(run: Run, filled: Path, ids: list[str]) -> None:
    run("edit", ids[0], "--place", "Aville", "--store", filled)
    assert run("store", "rebuild", "--check", "--store", filled).status == 0
    with closing(sqlite3.connect(filled)) as connection:
        register(connection)
        connection.execute("UPDATE incidents SET confidence = 0.1, version = 99 WHERE id = ?", (ids[0],))
        connection.commit()
    checked = run("store", "rebuild", "--check", "--store", filled)
    assert (checked.status, checked.out.startswith(f"{ids[0]}: confidence: stored 0.1")) == (1, True)
    assert run("store", "rebuild", "--store", filled).status == 0
    assert run("store", "rebuild", "--check", "--store", filled).status == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("confirm", "nothing"), "holds no incident 'nothing'"),
        (("history", "nothing"), "knows no incident"),
        (("edit", "ID"), "Nothing to correct"),
        (("edit", "ID", "--kind", "picnic"), "no kind 'picnic'"),
        (("edit", "ID", "--place", "Xyz"), "No place is called 'Xyz'"),
        (("edit", "ID", "--point", "1;2"), "not two numbers LON,LAT"),
        (("edit", "ID", "--point", "1,200"), "beyond a pole"),
        (("edit", "ID", "--shape", "LINESTRING"), "no WKT"),
        (("edit", "ID", "--shape", "POLYGON ((0 0, 1 1, 1 0, 0 1, 0 0))"), "without crossing itself"),
        (("edit", "ID", "--shape", "LINESTRING Z (126 38 5, 127 38 9)"), "has heights"),
        (("edit", "ID", "--start", "2024-07-01", "--end", "2024-06-01"), "before it starts"),
        (("edit", "ID", "--number", "balloons"), "write it as balloons=20"),
        (("edit", "ID", "--number", "balloons=many"), "write it as balloons=20"),
        (("edit", "ID", "--loss", "Laos=five dead"), "5 killed, 2 injured"),
        (("edit", "ID", "--loss", "=5 killed"), "names no side"),
        (("edit", "ID", "--place", "Aville", "--version", "7"), "Nothing was written"),
        (("merge", "ID"), "at least two"),
        (("merge", "ID", "ID"), "at least two"),
        (("split", "ID", "--report", "x"), "one part empty"),
        (("undo", "ID"), "nothing to undo"),
        (("undo", "ID", "--edit", "x"), "no decision"),
        (("add", "--kind", "armed_clash"), "no period: give --start"),
    ],
)
def test_what_cannot_be_is_said_in_one_sentence(
    run: Run, filled: Path, ids: list[str], words: tuple[str, ...], said: str
) -> None:
    done = run(*(ids[0] if word == "ID" else word for word in words), "--store", filled)
    assert (done.status, done.out) == (2, "")
    assert said in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize("quote", ["", "nowhere in it", "o"])
def test_a_quote_stands_once_in_its_report(run: Run, filled: Path, quote: str) -> None:
    with open_store(filled, read_only=True) as store:
        report = next(store.reports())
    fields = ("--kind", "armed_clash", "--start", "2024-06-20", "--point", "126.5,37.9")
    done = run("add", *fields, "--report", report.id, "--quote", quote, "--store", filled)
    assert (done.status, "stands" in done.err) == (2, True)


def test_reextract_shows_and_applies(run: Run, filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from types import SimpleNamespace

    monkeypatch.setattr("geo.pipeline.parse", lambda report, gazetteer: SimpleNamespace(mentions=[]))
    shown = run("store", "reextract", "--store", filled)
    assert [line[0] for line in shown.out.splitlines()] == ["-", "-"]
    assert "2 reports read anew, 2 of them tell something else (not written" in shown.err
    assert len(run("list", "--store", filled).out.splitlines()) == 2
    assert run("store", "reextract", "--apply", "--store", filled).out == shown.out
    assert run("list", "--store", filled).out == ""
    assert "0 reports read anew" in run("store", "reextract", "--store", filled).err
