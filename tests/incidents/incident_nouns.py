"""Nouns for the tests of incidents: a report, a mention and places to vary."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import shapely

from geo.incidents.dates import DateExpression, find_dates
from geo.model import (
    Candidate,
    DatePrecision,
    Evidence,
    Footprint,
    Mention,
    Period,
    Place,
    PlacePrecision,
    Report,
    Resolution,
    Toponym,
)

PUBLISHED = date(2024, 6, 12)  # a Wednesday
TEXT = "Guards of the southern shore counted forty balloons over Paju on Sunday."
REPORT = Report(text=TEXT, publisher="The Gazette", published=PUBLISHED)
MENTION = Mention(
    report_id=REPORT.id,
    kind="balloon_launch",
    period=Period(start=date(2024, 6, 9), end=date(2024, 6, 9)),
    footprint=Footprint(geometry=shapely.Point(126.78, 37.76), precision=PlacePrecision.LOCALITY),
    place="Paju",
    country="KR",
    evidence=Evidence(report_id=REPORT.id, start=0, end=len(TEXT), quote=TEXT),
    trigger=(29, 36),
)


def mention(report_id: str = "a", **changes: Any) -> Mention:
    """The plain mention, told by another report and changed."""
    evidence = Evidence(report_id=report_id, start=0, end=len(TEXT), quote=TEXT)
    return replace(MENTION, **{"report_id": report_id, "evidence": evidence, **changes})


def days(first: str, last: str = "", precision: DatePrecision = DatePrecision.DAY) -> Period:
    """The period from one ISO day to another."""
    start = date.fromisoformat(first)
    return Period(start=start, end=date.fromisoformat(last) if last else start, precision=precision)


def at(lon: float, lat: float, precision: PlacePrecision = PlacePrecision.LOCALITY, radius_m: float = 0.0) -> Footprint:
    """A point footprint."""
    return Footprint(geometry=shapely.Point(lon, lat), precision=precision, radius_m=radius_m)


def place(name: str, lon: float, lat: float, country: str = "KR", feature_class: str = "city") -> Place:
    """A place with a point for a footprint."""
    precision = PlacePrecision.COUNTRY if feature_class == "country" else PlacePrecision.LOCALITY
    return Place(
        id=f"test:{name}",
        name=name,
        feature_class=feature_class,
        countries=(country,),
        footprint=at(lon, lat, precision),
    )


def resolution(text: str, where: Place, surface: str = "") -> Resolution:
    """The first place of that name in a text, resolved."""
    surface = surface or where.name
    start = text.index(surface)
    toponym = Toponym(surface=surface, start=start, end=start + len(surface))
    return Resolution(toponym=toponym, chosen=Candidate(place=where, score=1.0))


def only_date(text: str, published: date | None = PUBLISHED) -> DateExpression:
    """The one date expression of a text."""
    found = find_dates(text, published)
    if len(found) != 1:
        raise AssertionError([one.surface for one in found])
    return found[0]
