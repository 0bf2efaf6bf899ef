"""The real pipeline through the command line, on a report of our own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bench import program

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

    Run = Callable[..., Any]

TEXT = (
    "Campaigners in South Korea released 30 balloons toward the North from Paju on Wednesday night.\n\n"
    "Officials in Pyongyang have not answered."
)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "in.jsonl"
    path.write_text(json.dumps({"id": "own", "text": TEXT, "published": "2024-06-07"}) + "\n")
    return path


def test_a_report_becomes_places_and_an_incident(run: Run, source: Path) -> None:
    result = run("parse", "--jsonl", source, "-")
    assert (result.status, result.err) == (0, "")
    line = json.loads(result.out)
    places = {toponym["surface"]: toponym for toponym in line["toponyms"]}
    assert (places["Paju"]["lon"], places["Paju"]["lat"]) == (
        pytest.approx(126.8, abs=0.1),
        pytest.approx(37.8, abs=0.1),
    )
    assert places["Pyongyang"]["country"] == "KP"
    assert all(TEXT[toponym["start"] : toponym["end"]] == toponym["surface"] for toponym in line["toponyms"])
    (incident,) = line["incidents"]
    assert (incident["kind"], incident["start"]) == ("balloon_launch", "2024-06-05")
    assert incident["place"].startswith("Paju")
    assert incident["quantities"] == {"balloons": 30}
    assert incident["evidence"] in TEXT


def test_what_is_ingested_is_exported_once(run: Run, source: Path, tmp_path: Path) -> None:
    store = tmp_path / "s.gpkg"
    for _ in range(2):
        assert run("ingest", source, "--store", store).status == 0
    (feature,) = json.loads(run("export", "-o", "-", "--store", store).out)["features"]
    assert feature["properties"]["kind"] == "balloon_launch"
    assert feature["time"] == {"date": "2024-06-05"}


def test_the_bench_runs_the_same_program() -> None:
    done = program.run([{"id": "own", "text": TEXT, "published": "2024-06-07", "incidents": ["gold is not handed on"]}])
    assert done.found("incidents")["own"][0]["kind"] == "balloon_launch"
    assert done.per_second > 0
