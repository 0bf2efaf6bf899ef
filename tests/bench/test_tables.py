from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

import bench.__main__ as command
from bench import program, tables

if TYPE_CHECKING:
    from pathlib import Path

POINT = {"type": "Point", "coordinates": [127.0, 38.0]}
TOPONYM = {"surface": "Aville", "start": 5, "end": 11, "geometry": POINT, "tolerance_km": 15}
INCIDENT = {
    "kind": "shelling",
    "start": "2024-06-17",
    "end": "2024-06-17",
    "geometry": POINT,
    "tolerance_km": 15,
    "initiator": [],
    "status": "reported",
    "quantities": {},
    "evidence": "Near Aville shells fell.",
}
REPORT = {
    "id": "r1",
    "text": "Near Aville shells fell.",
    "region": "korea",
    "style": "wire",
    "toponyms": [TOPONYM],
    "incidents": [INCIDENT],
}
ARTICLE = {
    "doc_id": "d1",
    "text": "In Bville.",
    "toponyms": [{"start": 3, "end": 9, "lat": 38.0, "lon": 127.0, "kind": "noun", "located": True}],
}


@pytest.fixture
def perfect_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that finds what the two gold files hold."""

    def run(reports: Any) -> program.Run:
        given = {report["id"] for report in reports}
        first = {"id": "r1", "incidents": [INCIDENT], "toponyms": [{**TOPONYM, "lon": 127.0, "lat": 38.0}]}
        second = {"id": "d1", "incidents": [], "toponyms": ARTICLE["toponyms"]}
        return program.Run(lines=[line for line in (first, second) if line["id"] in given], seconds=0.5)

    monkeypatch.setattr(program, "run", run)


def test_a_table_has_one_row_a_set_and_three_digits() -> None:
    rows: list[tables.Row] = [{"set": "a", "F1": 0.5, "n": 3}, {"set": "b", "F1": None, "n": 0}]
    assert tables.markdown(rows).split("\n") == [
        "| set | F1 | n |",
        "| --- | ---: | ---: |",
        "| a | 0.500 | 3 |",
        "| b | n/a | 0 |",
    ]


@pytest.mark.usefixtures("perfect_program")
def test_all_tables_are_printed_for_own_and_given_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder in ("own", "gold", "corpora"):
        (tmp_path / folder).mkdir()
    (tmp_path / "own" / "train.jsonl").write_text(json.dumps(REPORT) + "\n")
    (tmp_path / "gold" / "more.jsonl").write_text(json.dumps(REPORT) + "\n")
    for name in ("lgl", "gwn"):
        (tmp_path / "corpora" / f"{name}.jsonl").write_text(json.dumps(ARTICLE) + "\n")
    monkeypatch.setattr(command, "OWN", tmp_path / "own")
    monkeypatch.setenv("GOLD", str(tmp_path / "gold"))
    monkeypatch.setenv("CORPORA", str(tmp_path / "corpora"))
    assert command.main() == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line[4:] for line in lines if line.startswith("### ")] == [
        "Incidents",
        "Fields of matched incidents",
        "Place names",
        "Place names in news corpora",
    ]
    assert "| more | 1 | 1.000 | 1.000 | 1.000 | 1.000 | 1.000 | 1.000 | 1.000 | 0 of 0 | 2 |" in lines
    assert "| gwn | 1 | 1.000 | 1.000 | 0.000 | 1.000 | 2 |" in lines


def test_a_folder_without_gold_is_refused_with_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "OWN", tmp_path)
    monkeypatch.setenv("GOLD", str(tmp_path))
    assert command.main() == 2
    assert f"GOLD={tmp_path} holds no *.jsonl" in capsys.readouterr().err
