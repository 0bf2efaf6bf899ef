"""Nouns for the tests of the command line: places, a report, a mention and an incident to vary."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from shapely.geometry import LineString, Point

from geo.model import (
    Citation,
    Evidence,
    Footprint,
    Incident,
    Mention,
    Period,
    Place,
    PlacePrecision,
    Report,
    Status,
)

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
