"""What the README shows is what the program does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from geo.cli import program
from geo.pipeline import ingest
from geo.reports.files import read
from geo.store import open_store
from scripts.write_docs import README, ROOT, refreshed

if TYPE_CHECKING:
    from pathlib import Path

    from geo.places.gazetteer import Gazetteer

TEXT = README.read_text(encoding="utf-8")
PAGES = [README, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted(ROOT.glob("docs/**/*.md"))]


@pytest.mark.usefixtures("gazetteer")
def test_the_examples_print_what_they_show() -> None:
    assert refreshed(TEXT) == TEXT, "run `python -m scripts.write_docs` and read what has changed"


def test_the_example_report_is_shown_in_full() -> None:
    report = (ROOT / "docs" / "examples" / "a-night-at-the-line.md").read_text(encoding="utf-8")
    assert report.strip() in TEXT


def test_the_python_of_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gazetteer: Gazetteer) -> None:
    path = tmp_path / "incidents.gpkg"
    with open_store(path) as store:
        for report in read([ROOT / "docs" / "examples" / "a-night-at-the-line.md"]):
            ingest(report, store, gazetteer)
        stored = store.count().total
    monkeypatch.setenv("BORDERWATCH_STORE", str(path))
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
    assert blocks
    names: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, "README.md", "exec"), names)
    assert len(names["one"]) == 1
    assert len(names["found"]) == stored > 0


def test_every_command_is_in_the_table() -> None:
    for name in program.commands:
        assert f"| `{name}" in TEXT, name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_files(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)|src=\"([^\"]+)\"", page.read_text(encoding="utf-8")):
        link = next(filter(None, target)).partition("#")[0]
        if link and "://" not in link:
            assert (page.parent / link).exists(), f"{page.name}: {link}"
