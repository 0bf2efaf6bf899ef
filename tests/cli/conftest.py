from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date, timedelta
from types import ModuleType, SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from shapely.geometry import LineString, Point

from geo.cli import main
from geo.model import (
    Candidate,
    Citation,
    Evidence,
    Footprint,
    Incident,
    Mention,
    Period,
    Place,
    PlacePrecision,
    Report,
    Resolution,
    Status,
    Toponym,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TOWN = Place(
    id="t1",
    name="Aville",
    feature_class="city",
    countries=("KR",),
    footprint=Footprint(geometry=Point(126.78123456789, 37.76), precision=PlacePrecision.LOCALITY),
)
LINE = Place(
    id="l1",
    name="Military Demarcation Line",
    feature_class="border",
    countries=("KP", "KR"),
    footprint=Footprint(geometry=LineString([(126, 38), (128, 38)]), precision=PlacePrecision.ALONG_LINE),
)
SENTENCE = "On Thursday activists sent 20 balloons from Aville over the MDL to Nowhere."


@dataclass
class Result:
    """How a command ended: its status, and what it wrote."""

    status: int
    out: str
    err: str


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


def report(text: str = SENTENCE, **more: Any) -> Report:
    return Report(text=text, **{"published": date(2024, 6, 22), "publisher": "Desk", **more})


def mention_of(given: Report, place: Place = TOWN, **more: Any) -> Mention:
    start = (given.published or date(2024, 6, 22)) - timedelta(days=2)
    fields: dict[str, Any] = {
        "kind": "balloon_launch",
        "period": Period(start=start, end=start),
        "footprint": place.footprint,
        "place": place.name,
        "country": place.country,
        "evidence": Evidence(report_id=given.id, start=0, end=len(given.text), quote=given.text),
        "trigger": (0, 3),
        "initiator": ("activists",),
        "target": ("North Korea",),
        "quantities": {"balloons": 20.0},
        "status": Status.CLAIMED,
    }
    return Mention(report_id=given.id, **{**fields, **more})


def incident_of(given: Report, mention: Mention) -> Incident:
    citation = Citation(evidence=mention.evidence, publisher=given.publisher, url=given.url, published=given.published)
    fields = ("kind", "period", "footprint", "place", "country", "initiator", "target", "quantities", "status")
    shared: dict[str, Any] = {name: getattr(mention, name) for name in fields}
    return Incident(id=mention.id, citations=(citation,), mention_ids=(mention.id,), **shared)


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

    def parse(given: Report, gazetteer: object = None) -> SimpleNamespace:
        mentions = [mention_of(given)] if "balloons" in given.text and given.published else []
        undated = [] if given.published else [SimpleNamespace(kind="balloon_launch", quote=given.text)]
        return SimpleNamespace(
            report=given,
            resolutions=resolutions_of(given.text),
            mentions=mentions,
            incidents=[incident_of(given, mention) for mention in mentions],
            undated=undated,
        )

    def ingest(given: Report, store: Any, gazetteer: object = None) -> SimpleNamespace:
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
