from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from geo.model import Account, Disagreement, Loss
from geo.store import open_store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

    Run = Callable[..., Any]

SENTENCE = "On Thursday activists sent 20 balloons from Aville over the MDL to Nowhere."


@pytest.mark.usefixtures("toy_pipeline")
def test_ingesting_twice_changes_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.md").write_text(f"+++\npublished = 2024-06-22\n+++\n{SENTENCE}")
    (tmp_path / "in" / "b.jsonl").write_text(json.dumps({"id": "b", "text": f"{SENTENCE} Again."}) + "\n{bad\n")
    store = tmp_path / "s.gpkg"
    first = run("ingest", tmp_path / "in", "--store", store)
    assert (first.status, first.out) == (2, "")
    assert "2 reports added, 0 known already." in first.err
    assert f"{tmp_path / 'in' / 'b.jsonl'}: no publication day" in first.err
    assert f"{tmp_path / 'in' / 'b.jsonl'}:2: The line is no JSON" in first.err
    before = run("export", "-o", "-", "--store", store).out
    assert "0 reports added, 2 known already." in run("ingest", tmp_path / "in", "--store", store).err
    assert run("export", "-o", "-", "--store", store).out == before
    assert len(json.loads(before)["features"]) == 1


@pytest.mark.usefixtures("toy_pipeline")
def test_ingest_says_which_reports_are_not_in_english(run: Run, tmp_path: Path) -> None:
    spanish = "Dos soldados cruzaron la frontera el martes por la noche y volvieron poco después, dijo el ejército."
    lines = [{"id": "a", "text": SENTENCE}, {"id": "b", "text": spanish}]
    source = tmp_path / "in.jsonl"
    source.write_text("".join(json.dumps(line | {"published": "2024-06-22"}) + "\n" for line in lines))
    result = run("ingest", source, "--store", tmp_path / "s.gpkg")
    assert f"{source}, report 2: The language is Spanish (es)" in result.err
    assert f"{source}, report 1" not in result.err
    assert result.err.endswith("2 reports added, 0 known already. 1 not in English: no incidents were looked for.\n")


@pytest.mark.usefixtures("toy_pipeline")
def test_seeds_go_into_an_empty_store_only(run: Run, tmp_path: Path) -> None:
    store = tmp_path / "s.gpkg"
    first = run("seed", "--store", store)
    assert first.status == 0
    assert "50 reports added" in first.err
    second = run("seed", "--store", store)
    assert second.status == 0
    assert "holds reports already" in second.err


def test_list_shows_newest_first_and_counts_on_stderr(run: Run, filled: Path) -> None:
    result = run("list", "--store", filled)
    assert result.status == 0
    assert len(result.out.splitlines()) == 2
    assert "Military Demarcation Line, KP/KR (somewhere along it)" in result.out
    assert result.err == "2 of 2 incidents, 0 of uncertain date.\n"


def test_the_filters_are_those_of_the_store(run: Run, filled: Path) -> None:
    def places(*args: object) -> list[str]:
        features = json.loads(run("export", "-o", "-", "--store", filled, *args).out)["features"]
        return sorted(feature["properties"]["place"] for feature in features)

    both = ["Aville", "Military Demarcation Line"]
    two_days = ("--since", "2024-06-20", "--until", "2024-06-21")
    assert places(*two_days) == both
    assert places(*two_days, "--certain-dates") == ["Aville"]
    assert places("--kind", "shelling") == ["Military Demarcation Line"]
    assert places("--kind", "shelling", "--kind", "balloon_launch") == both
    assert places("--bbox", "126.7,37.7,126.8,37.8") == ["Aville"]
    assert places("--since", "2025-01-01") == []
    told = run("list", "--store", filled, *two_days).err
    assert told == "2 of 2 incidents, 1 of uncertain date.\n"


def test_show_tells_who_says_what(run: Run, filled: Path) -> None:
    features = json.loads(run("export", "-o", "-", "--store", filled, "--kind", "balloon_launch").out)["features"]
    with open_store(filled) as store:
        found = store.incident(features[0]["id"])
        first = found.citations[0].evidence.report_id
        accounts = (Account(value="20", reports=(first,)), Account(value="30", reports=("gone",)))
        differing = (Disagreement(field="quantities.balloons", accounts=accounts),)
        lost = (Loss(side="Laos", killed=3.0, injured=1.0), Loss(side="attackers", killed=2.0))
        store.put_incident(replace(found, disagreements=differing, disagreeing=("quantities.balloons",), losses=lost))
    result = run("show", found.id, "--store", filled)
    assert result.status == 0
    assert "differ   balloons: 20 (Desk, 2024-06-22) or 30 (no report)" in result.out
    assert "losses   Laos 3 killed, 1 injured; attackers 2 killed" in result.out
    assert "On Thursday activists sent 20 balloons" in result.out
    assert run("show", "--kind", "balloon_launch", "--store", filled).out == result.out
    assert len(run("show", "--store", filled).out.split("\n\n")) == 3
    assert "(reports differ)" in run("list", "--store", filled).out
    missing = run("show", "nothing", "--store", filled)
    assert (missing.status, missing.out) == (2, "")
    assert "holds no incident 'nothing'" in missing.err


def test_export_goes_by_suffix_or_format(run: Run, filled: Path, tmp_path: Path) -> None:
    for name in ("a.geojson", "b.json"):
        assert run("export", "-o", tmp_path / name, "--store", filled).status == 0
        assert json.loads((tmp_path / name).read_text())["type"] == "FeatureCollection"
    result = run("export", "-o", "-", "--format", "csv", "--store", filled)
    rows = list(csv.DictReader(io.StringIO(result.out.removeprefix("\ufeff"))))
    assert {row["kind"] for row in rows} == {"balloon_launch", "shelling"}
    assert run("export", "-o", tmp_path / "c.csv", "--store", filled).status == 0
    assert (tmp_path / "c.csv").read_bytes().decode() == result.out


@pytest.mark.parametrize(
    ("args", "part"),
    [
        (["list", "--since", "2024-06-22", "--until", "2024-06-01"], "swap the two days"),
        (["list", "--since", "yesterday"], "YYYY-MM-DD"),
        (["list", "--kind", "party"], "There is no kind 'party'"),
        (["list", "--bbox", "1,2,3"], "W,S,E,N"),
        (["list", "--bbox", "1,9,3,4"], "south"),
        (["list", "--bbox", "1,2,x,4"], "W,S,E,N"),
        (["list", "--store", "missing.gpkg"], "missing.gpkg"),
        (["list", "--store", "text.gpkg"], "text.gpkg is no GeoPackage"),
        (["ingest", "text.gpkg", "--store", "text.gpkg"], "text.gpkg is no GeoPackage"),
        (["export", "-o", "a.shp"], ".geojson or .csv"),
        (["export"], "'-o'"),
        (["ingest"], "PATH"),
        (["dance"], "dance"),
    ],
)
def test_bad_input_is_one_sentence(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: list[str], part: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "text.gpkg").write_text("no GeoPackage")
    result = run(*args)
    assert (result.status, result.out) == (2, "")
    assert result.err.startswith("borderwatch: ")
    assert result.err.count("\n") == 1
    assert part in result.err


def test_a_closed_pipe_is_quiet(filled: Path) -> None:
    command = [sys.executable, "-m", "geo", "export", "-o", "-", "--store", str(filled)]
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as closed:
        done = subprocess.run(command, stdout=closed, stderr=subprocess.PIPE, check=False)
    assert done.stderr == b""


@pytest.mark.usefixtures("toy_pipeline")
@pytest.mark.parametrize(
    ("options", "shown"),
    [
        (("--publisher", "daily"), 1),
        (("--publisher", "nobody"), 0),
        (("--sources", "2"), 0),
        (("--status", "disputed"), 0),
        (("--near", "0,-80,1"), 0),
    ],
)
def test_lists_obey_what_reports_tell(run: Run, tmp_path: Path, options: tuple[str, ...], shown: int) -> None:
    (tmp_path / "a.md").write_text(f'+++\npublished = 2024-06-22\npublisher = "The Daily"\n+++\n{SENTENCE}')
    store = tmp_path / "s.gpkg"
    run("ingest", tmp_path / "a.md", "--store", store)
    assert f"{shown} of 1 incident" in run("list", "--store", store, *options).err


@pytest.mark.parametrize("near", ["1,2", "here", "200,0,1", "0,0,0"])
def test_a_point_that_is_none_is_refused(run: Run, tmp_path: Path, near: str) -> None:
    refused = run("list", "--store", tmp_path / "s.gpkg", "--near", near)
    assert refused.status == 2
    assert "--near" in refused.err
