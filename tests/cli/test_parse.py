from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

    Run = Callable[..., Any]

pytestmark = pytest.mark.usefixtures("toy_pipeline")
SENTENCE = "On Thursday activists sent 20 balloons from Aville over the MDL to Nowhere."


def jsonl(path: Path, *records: object) -> Path:
    path.write_text("".join((r if isinstance(r, str) else json.dumps(r)) + "\n" for r in records))
    return path


def test_every_key_is_there_and_nil_is_null(run: Run, tmp_path: Path) -> None:
    source = jsonl(tmp_path / "in.jsonl", {"id": "a", "text": SENTENCE, "published": "2024-06-22"})
    assert run("parse", "--jsonl", source, tmp_path / "out.jsonl").status == 0
    (line,) = map(json.loads, (tmp_path / "out.jsonl").read_text().splitlines())
    assert list(line) == ["id", "language", "note", "toponyms", "incidents"]
    assert (line["language"], line["note"]) == ("en", "")
    town, mdl, nowhere = line["toponyms"]
    assert list(town)[:8] == ["start", "end", "surface", "name", "country", "lat", "lon", "score"]
    assert list(town)[8:] == [
        *("id", "class", "precision", "radius_m", "source", "credit", "metonym", "method", "why", "others")
    ]
    assert [nowhere[key] for key in ("id", "class", "precision", "radius_m", "source", "credit")] == [*[None] * 5, ""]
    assert SENTENCE[town["start"] : town["end"]] == town["surface"] == "Aville"
    assert (town["lon"], town["lat"], town["country"]) == (126.7812346, 37.76, "KR")
    assert (mdl["lon"], mdl["lat"], mdl["country"]) == (127.0, 38.0, "KP/KR")
    assert [nowhere[key] for key in ("name", "lat", "lon")] == [None, None, None]
    (incident,) = line["incidents"]
    assert incident == {
        "kind": "balloon_launch",
        "start": "2024-06-20",
        "end": "2024-06-20",
        "place": "Aville",
        "geometry": {"type": "Point", "coordinates": [126.7812346, 37.76]},
        "status": "claimed",
        "initiator": ["activists"],
        "target": ["North Korea"],
        "quantities": {"balloons": 20},
        "evidence": SENTENCE,
    }


def test_offsets_are_into_the_text_as_it_was_given(run: Run, tmp_path: Path) -> None:
    text = "  \r\n😀 개성 Aville \u2028 MDL\n"
    source = jsonl(tmp_path / "in.jsonl", {"id": "a", "text": text})
    line = json.loads(run("parse", "--jsonl", source, "-").out)
    assert [text[t["start"] : t["end"]] for t in line["toponyms"]] == ["Aville", "MDL"]


def test_lines_come_out_in_order_and_bad_ones_are_listed(run: Run, tmp_path: Path) -> None:
    good = [{"id": f"r{n}", "text": SENTENCE, "published": "2024-06-22"} for n in range(3)]
    source = jsonl(tmp_path / "in.jsonl", good[0], "{broken", good[1], {"id": "x", "text": ""}, good[2])
    result = run("parse", "--jsonl", source, tmp_path / "out.jsonl")
    assert result.status == 2
    assert [json.loads(line)["id"] for line in (tmp_path / "out.jsonl").read_text().splitlines()] == ["r0", "r1", "r2"]
    assert f"{source}:2: The line is no JSON" in result.err
    assert f"{source}:4: Record 'x': The report has no text" in result.err
    assert result.out == ""


def test_in_and_out_may_be_one_file(run: Run, tmp_path: Path) -> None:
    path = jsonl(tmp_path / "a.jsonl", {"id": "a", "text": SENTENCE, "published": "2024-06-22"})
    assert run("parse", "--jsonl", path, path).status == 0
    assert json.loads(path.read_text())["incidents"]
    assert [item.name for item in tmp_path.iterdir()] == ["a.jsonl"]


def test_an_output_that_cannot_be_written_is_one_sentence(run: Run, tmp_path: Path) -> None:
    source = jsonl(tmp_path / "in.jsonl", {"id": "a", "text": SENTENCE})
    for target in (tmp_path / "gone" / "out.jsonl", tmp_path):
        result = run("parse", "--jsonl", source, target)
        assert result.status == 2
        assert result.err.startswith(f"borderwatch: {target} ")


def test_people_see_date_place_who_numbers_status_and_evidence(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(f'+++\ntitle = "A day"\npublished = 2024-06-22\n+++\n{SENTENCE}')
    out = run("parse", path).out
    for part in (
        "A day · 2024-06-22",
        "Aville (KR), MDL (KP/KR), Nowhere (?)",
        "Balloon",
        "2024-06-20 · Aville, KR",
        "activists → North Korea",
        "20 balloons",
        "claimed",
        SENTENCE,
    ):
        assert part in " ".join(out.split()), part


def test_text_cannot_steer_the_terminal(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Red \x1b[31m balloons\x07 over Aville.")
    result = run("parse", path, "--published", "2024-06-22")
    assert "\x1b" not in result.out
    assert "\x07" not in result.out


def test_published_fills_in_where_a_file_gives_no_day(run: Run, tmp_path: Path) -> None:
    dated, bare = tmp_path / "a.md", tmp_path / "b.txt"
    dated.write_text(f"+++\npublished = 2024-06-22\n+++\n{SENTENCE}")
    bare.write_text(SENTENCE)
    lines = run("parse", dated, bare, "--published", "2024-07-22", "--json").out.splitlines()
    assert [json.loads(line)["incidents"][0]["start"] for line in lines] == ["2024-06-20", "2024-07-20"]


def test_without_a_day_places_still_come_and_the_lack_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SENTENCE)
    result = run("parse", tmp_path / "a.txt", "--json")
    line = json.loads(result.out)
    assert (len(line["toponyms"]), line["incidents"]) == (3, [])
    assert "--published" in result.err
    shown = run("parse", tmp_path / "a.txt").out
    assert "needs the publication day" in shown
    assert "activists sent 20 balloons" in shown


def test_the_good_files_are_kept_when_one_is_bad(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SENTENCE)
    (tmp_path / "b.txt").write_bytes(b"\xff\xfe\x00")
    result = run("parse", tmp_path, "--published", "2024-06-22")
    assert result.status == 2
    assert "Aville" in result.out
    assert f"{tmp_path / 'b.txt'}:1: " in result.err


@pytest.mark.parametrize(
    "args", [[], ["a.txt", "--jsonl", "a", "b"], ["a.txt", "--published", "June"], ["--jsonl", "only.jsonl"]]
)
def test_wrong_use_is_one_sentence_on_stderr(run: Run, args: list[str]) -> None:
    result = run("parse", *args)
    assert (result.status, result.out) == (2, "")
    assert result.err.startswith("borderwatch: ")
    assert result.err.count("\n") == 1


def test_a_report_that_is_not_in_english_is_said_so(run: Run, tmp_path: Path) -> None:
    korean = "화요일 밤 철원 인근에서 병사 두 명이 군사분계선을 넘었다가 돌아갔다고 군이 밝혔다."
    given = {"id": "k", "text": korean, "published": "2024-06-22"}
    source = jsonl(tmp_path / "in.jsonl", given, given | {"id": "e", "language": "en"})
    result = run("parse", "--jsonl", source, tmp_path / "out.jsonl")
    assert result.status == 0
    assert result.err.startswith("k: The language is Korean (ko): ")
    assert 'language = "en"' in result.err
    assert len(result.err.splitlines()) == 1
    told, believed = map(json.loads, (tmp_path / "out.jsonl").read_text().splitlines())
    assert told["language"] == "ko"
    assert "Korean" in told["note"]
    assert (believed["language"], believed["note"]) == ("en", "")


def test_a_report_whose_language_is_not_clear_is_said_so(run: Run, tmp_path: Path) -> None:
    source = jsonl(tmp_path / "in.jsonl", {"id": "t", "text": "Aville;12;14", "published": "2024-06-22"})
    result = run("parse", "--jsonl", source, "-")
    assert json.loads(result.out)["language"] == "und"
    assert "t: The language is not clear" in result.err


def test_swapped_coordinates_in_a_text_are_told(run: Run, tmp_path: Path) -> None:
    text = "The post lies at 126.7 N, 37.9 E, the army said."
    told = "'126.7 N, 37.9 E' was not read as a position: The latitude 126.7 lies outside"
    (tmp_path / "one.txt").write_text(text, encoding="utf-8")
    source = jsonl(tmp_path / "in.jsonl", {"id": "a", "text": text})
    for given in (["parse", tmp_path / "one.txt"], ["parse", "--jsonl", source, "-"]):
        result = run(*given)
        assert told in result.err
        assert "swapped" in result.err
    assert told in run("ingest", tmp_path / "one.txt", "--store", tmp_path / "new.gpkg").err


@pytest.mark.parametrize("share", ["2", "-1", "much"])
def test_a_threshold_is_a_share(run: Run, tmp_path: Path, share: str) -> None:
    (tmp_path / "one.txt").write_text(SENTENCE, encoding="utf-8")
    result = run("parse", tmp_path / "one.txt", "--least-place-score", share)
    assert (result.status, result.out) == (2, "")
    assert "--least-place-score" in result.err
