from __future__ import annotations

import sys
from datetime import date
from types import ModuleType, SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from cli_nouns import LINE, TOWN, Result, incident_of, mention_of, report

from geo.cli import main
from geo.model import (
    Candidate,
    Period,
    Report,
    Resolution,
    Status,
    Toponym,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Result]:
    """Run the command line and give its result."""

    def run_it(*args: object) -> Result:
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main([str(arg) for arg in args])
        code = left.value.code
        return Result(code if isinstance(code, int) else 0, *capsys.readouterr())

    return run_it


def resolutions_of(text: str) -> list[Resolution]:
    """Aville is the town, the MDL the line, Nowhere nothing: wherever the text names them."""
    known = {"Aville": TOWN, "MDL": LINE, "Nowhere": None}
    found = []
    for name, place in known.items():
        start = text.find(name)
        if start >= 0:
            chosen = Candidate(place=place, score=0.9) if place else None
            toponym = Toponym(surface=name, start=start, end=start + len(name))
            found.append(Resolution(toponym=toponym, chosen=chosen))
    return found


@pytest.fixture
def toy_pipeline(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipeline that finds one balloon launch in every text with 'balloons' that has a date."""

    def parse(given: Report, gazetteer: object = None, least: float | None = None) -> SimpleNamespace:
        mentions = [mention_of(given)] if "balloons" in given.text and given.published else []
        undated = [] if given.published else [SimpleNamespace(kind="balloon_launch", quote=given.text)]
        return SimpleNamespace(
            report=given,
            resolutions=resolutions_of(given.text),
            mentions=mentions,
            incidents=[incident_of(given, mention) for mention in mentions],
            undated=undated,
        )

    def ingest(given: Report, store: Any, gazetteer: object = None, least: object = None) -> SimpleNamespace:
        if store.has_report(given.id):
            return SimpleNamespace(report_id=given.id, is_new=False, mentions=0, incidents=0)
        parsed = parse(given)
        with store.transaction():
            store.add_report(given)
            store.add_mentions(parsed.mentions)
            for incident in parsed.incidents:
                store.put_incident(incident)
        return SimpleNamespace(report_id=given.id, is_new=True, mentions=len(parsed.mentions), incidents=1)

    module = ModuleType("geo.pipeline")
    module.__dict__.update(parse=parse, ingest=ingest)
    monkeypatch.setitem(sys.modules, "geo.pipeline", module)
    monkeypatch.setattr("geo.places.gazetteer.Gazetteer.open", lambda path=None: None)


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """A store with a balloon launch on 20 June at Aville and a shelling some day in June along the line."""
    from geo.store import open_store

    path = tmp_path / "filled.gpkg"
    first, second = report(), report("Shells fell along the line in June.", published=date(2024, 6, 30))
    june = Period(start=date(2024, 6, 1), end=date(2024, 6, 30))
    launch = mention_of(first)
    shelling = mention_of(second, LINE, kind="shelling", period=june, status=Status.REPORTED, quantities={})
    with open_store(path) as store, store.transaction():
        for given, mention in ((first, launch), (second, shelling)):
            store.add_report(given)
            store.add_mentions([mention])
            store.put_incident(incident_of(given, mention))
    return path
