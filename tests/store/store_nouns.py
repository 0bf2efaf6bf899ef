"""Nouns for the tests of the store: plain ones to vary, and hypothesis strategies for any."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import shapely
from hypothesis import strategies as st

from geo.kinds import kinds
from geo.model import (
    Account,
    DatePrecision,
    Disagreement,
    Evidence,
    Footprint,
    Incident,
    Loss,
    Mention,
    Period,
    PlacePrecision,
    Reason,
    Report,
    Review,
    Status,
)

KINDS = sorted(kinds())
REPORT = Report(text="Guards saw forty balloons over Paju on Sunday.", title="Balloons", publisher="The Gazette")


def period(start: str, end: str = "", precision: str = "day") -> Period:
    first = date.fromisoformat(start)
    return Period(start=first, end=date.fromisoformat(end) if end else first, precision=DatePrecision(precision))


def at(lon: float, lat: float, precision: PlacePrecision = PlacePrecision.LOCALITY, radius_m: float = 0.0) -> Footprint:
    return Footprint(geometry=shapely.Point(lon, lat), precision=precision, radius_m=radius_m)


MENTION = Mention(
    report_id=REPORT.id,
    kind="armed_clash",
    period=period("2024-06-09"),
    footprint=at(126.78, 37.76),
    place="Paju",
    country="KR",
    evidence=Evidence(report_id=REPORT.id, start=0, end=6, quote="Guards"),
    trigger=(7, 10),
)
INCIDENT = Incident(
    id="one",
    kind="armed_clash",
    period=MENTION.period,
    footprint=MENTION.footprint,
    place="Paju",
    country="KR",
)


def incident(incident_id: str, **changes: object) -> Incident:
    return replace(INCIDENT, id=incident_id, **changes)


def mention(ordinal: int, **changes: object) -> Mention:
    return replace(MENTION, ordinal=ordinal, **changes)


names = st.text(max_size=12)
surrogates = st.text(st.characters(categories=None), max_size=8)
days = st.dates(min_value=date(1950, 1, 1), max_value=date(2050, 1, 1))
points = st.builds(shapely.Point, st.floats(-180, 180), st.floats(-90, 90))
corners = st.tuples(st.floats(-170, 170), st.floats(-80, 80))
lines = st.lists(corners, min_size=2, max_size=6, unique=True).map(shapely.LineString)
areas = corners.map(lambda corner: shapely.Point(corner).buffer(2.5, quad_segs=2))
geometries = st.one_of(points, lines, areas, st.lists(lines, min_size=1, max_size=3).map(shapely.MultiLineString))
periods = st.builds(
    lambda start, more, precision: Period(start=start, end=start + timedelta(days=more), precision=precision),
    days,
    st.integers(0, 90),
    st.sampled_from(DatePrecision),
)
footprints = st.builds(
    Footprint, geometry=geometries, precision=st.sampled_from(PlacePrecision), radius_m=st.floats(0, 5e5)
)
_told = {
    "kind": st.sampled_from(KINDS),
    "period": periods,
    "footprint": footprints,
    "place": names | surrogates,
    "country": names,
    "initiator": st.lists(names, max_size=3).map(tuple),
    "target": st.lists(names, max_size=3).map(tuple),
    "losses": st.lists(
        st.builds(
            Loss,
            side=(names | surrogates).filter(str.strip),
            killed=st.none() | st.floats(0, allow_infinity=False),
            injured=st.floats(0, allow_infinity=False),
            spans=st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)), max_size=2).map(tuple),
        ),
        max_size=2,
    ).map(tuple),
    "quantities": st.dictionaries(names, st.floats(allow_nan=False, allow_infinity=False), max_size=3),
    "status": st.sampled_from(Status),
    "confidence": st.floats(0, 1),
}
shares = st.floats(0, 1)
reasons = st.builds(
    Reason,
    why=names | surrogates,
    spans=st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)), max_size=2).map(tuple),
    score=st.none() | shares,
    others=st.lists(st.tuples(names, shares), max_size=2).map(tuple),
)
mentions = st.builds(
    Mention,
    report_id=st.just(REPORT.id),
    evidence=st.builds(
        Evidence,
        report_id=st.just(REPORT.id),
        start=st.integers(0, 10**6),
        end=st.integers(0, 10**6),
        quote=names | surrogates,
    ),
    trigger=st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)),
    reasons=st.dictionaries(names, reasons, max_size=3),
    ordinal=st.integers(0, 99),
    extractor=st.text(st.characters(categories=["L", "N", "P"]), max_size=8),
    **_told,
)
accounts = st.builds(Account, value=names | surrogates, reports=st.lists(names, max_size=2).map(tuple))
disagreements = st.builds(Disagreement, field=names, accounts=st.lists(accounts, max_size=3).map(tuple))
incidents = st.builds(
    Incident,
    id=st.uuids().map(str),
    review=st.sampled_from(Review),
    sources=st.integers(0, 50),
    disagreeing=st.lists(names, max_size=3).map(tuple),
    disagreements=st.lists(disagreements, max_size=2).map(tuple),
    **_told,
)
reports = st.builds(
    Report,
    text=(st.text(min_size=1, max_size=60) | surrogates).filter(lambda text: bool(text.strip())),
    title=names | surrogates,
    publisher=names,
    url=names,
    published=st.none() | days,
    language=st.sampled_from(["en", "ko"]),
)
