from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

    Run = Callable[..., Any]

TEXTS = (
    "On Thursday activists sent 20 balloons from Aville over the MDL to Nowhere.",
    "Three balloons with loudspeakers left Aville on Friday, a drone beside them.",
)


@pytest.fixture
def store(run: Run, tmp_path: Path, toy_pipeline: None) -> Path:
    source = tmp_path / "in.jsonl"
    lines = [
        {"id": str(number), "text": text, "title": f"Report {number}", "published": f"2024-0{number}-22"}
        for number, text in enumerate(TEXTS, start=6)
    ]
    source.write_text("".join(json.dumps(line) + "\n" for line in lines))
    run("ingest", source, "--store", tmp_path / "s.gpkg")
    return tmp_path / "s.gpkg"


def test_search_shows_the_incidents_and_the_sentence(run: Run, store: Path) -> None:
    found = run("search", "balloon", "drone", "--store", store)
    assert found.status == 0
    assert "a drone beside them" in found.out
    assert "20 balloons" not in found.out
    assert found.err == "1 of 1 found.\n"
    assert run("search", "balloons", "--limit", 1, "--store", store).err == "1 of 2 found.\n"
    assert run("search", "--store", store, "--", "-drone").err == "1 of 1 found.\n"
    assert run("search", "balloons", "--since", "2024-07-01", "--store", store).err == "1 of 1 found.\n"
    assert run("search", '"balloons with"', "--store", store).err == "1 of 1 found.\n"


def test_search_can_put_ids_first(run: Run, store: Path) -> None:
    listed = run("list", "--ids", "--words", "drone", "--store", store).out.split("  ")[0]
    assert run("search", "drone", "--ids", "--store", store).out.startswith(listed)


def test_list_show_and_export_obey_words(run: Run, store: Path) -> None:
    assert "1 of 2 incidents" in run("list", "--words", "drone OR dragon", "--store", store).err
    assert len(run("list", "--words", "balloon -drone", "--store", store).out.splitlines()) == 1
    assert "a drone beside" in run("show", "--words", "drone", "--store", store).out
    exported = run("export", "-o", "-", "--words", "drone", "--store", store).out
    assert len(json.loads(exported)["features"]) == 1


@pytest.mark.parametrize("command", [("search",), ("list", "--words")])
def test_a_search_that_cannot_be_read_is_told_in_one_sentence(run: Run, store: Path, command: tuple[str, ...]) -> None:
    told = run(*command, '"', "--store", store)
    assert told.status == 2
    assert told.err == 'borderwatch: The search ‘"’ names no word: write at least one word to look for.\n'
    assert "give at most 500" in run(*command, "x " * 5000, "--store", store).err
