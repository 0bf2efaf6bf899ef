"""Nouns for the tests of review: reports that tell one crossing each, at a longitude."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from shapely.geometry import Point

from geo.model import Evidence, Footprint, Mention, Period, PlacePrecision, Report
from geo.pipeline import Parsed, store_parsed
from geo.store.query import EVERY_REVIEW, Query

if TYPE_CHECKING:
    from geo.model import Incident
    from geo.store import Store

DAY = Period(start=date(2024, 6, 9), end=date(2024, 6, 9))


def at(lon: float, lat: float = 38.0) -> Footprint:
    return Footprint(geometry=Point(lon, lat), precision=PlacePrecision.LOCALITY)


def account(name: str, lon: float = 126.0, **changes: Any) -> Parsed:
    """A report of its own publisher that tells one crossing."""
    report = Report(text=f"Account of {name}.", publisher=name, published=date(2024, 6, 12))
    told = Mention(
        report_id=report.id,
        kind="border_crossing",
        period=DAY,
        footprint=at(lon),
        place=name,
        country="KR",
        evidence=Evidence(report_id=report.id, start=0, end=7, quote="Account"),
        trigger=(0, 7),
        extractor="test",
    )
    return Parsed(report, [], [replace(told, **changes)], [], [])


def tell(store: Store, name: str, lon: float = 126.0, **changes: Any) -> str:
    """Store an account; the id of the incident that it is in."""
    told = account(name, lon, **changes)
    store_parsed(told, store)
    return store.home_of([told.mentions[0].id])[told.mentions[0].id]


def everything(store: Store) -> dict[str, Incident]:
    """All incidents by id, rejected ones too."""
    return {one.id: one for one in store.incidents(Query(review=EVERY_REVIEW))}
