from __future__ import annotations

import re
from pathlib import Path

import pytest

import geo
from geo.model import Report
from geo.reports.files import read

SEEDS = sorted((Path(geo.__file__).parent.parent / "seeds").iterdir())


def test_there_are_fifty() -> None:
    assert len(SEEDS) == 50


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_a_seed_names_its_source_and_day(path: Path) -> None:
    (report,) = read([path])
    assert isinstance(report, Report)
    assert report.title
    assert report.publisher.startswith("Borderwatch, after ")
    assert re.match(r"https?://[\w.-]+\.\w+/", report.url)
    assert report.published is not None
    assert path.name.startswith(report.published.isoformat())
    assert 80 <= len(report.text.split()) <= 250
