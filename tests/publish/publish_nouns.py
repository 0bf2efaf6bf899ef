"""Incidents for the tests of what leaves the program."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import shapely
from hypothesis import strategies as st

from geo.kinds import kinds
from geo.model import (
    Account,
    Citation,
    DatePrecision,
    Disagreement,
    Evidence,
    Footprint,
    Incident,
    Loss,
    Period,
    PlacePrecision,
    Review,
    Status,
)

QUOTE = "Guards saw forty balloons over Paju on Sunday."
CITATION = Citation(
    evidence=Evidence(report_id="r1", start=0, end=len(QUOTE), quote=QUOTE),
    publisher="The Gazette",
    url="https://gazette.example/1",
    published=date(2024, 6, 10),
)
INCIDENT = Incident(
    id="one",
    kind="armed_clash",
    period=Period(start=date(2024, 6, 9), end=date(2024, 6, 9)),
    footprint=Footprint(geometry=shapely.Point(126.78, 37.76), precision=PlacePrecision.LOCALITY, radius_m=4000.0),
    place="Paju",
    country="KR",
    initiator=("North Korea", "Army"),
    quantities={"balloons": 40.0},
    citations=(CITATION,),
)


def incident(**changes: Any) -> Incident:
    geometry = changes.pop("geometry", None)
    if geometry is not None:
        changes["footprint"] = Footprint(geometry=geometry, precision=PlacePrecision.ON_LINE)
    return replace(INCIDENT, **changes)


names = st.text(max_size=10)
days = st.dates(min_value=date(1950, 1, 1), max_value=date(2050, 1, 1))
corners = st.tuples(st.floats(-200, 200), st.floats(-80, 80))
short = st.tuples(corners, st.floats(-3, 3), st.floats(-3, 3))
lines = short.map(lambda drawn: shapely.LineString([drawn[0], (drawn[0][0] + drawn[1] + 4, drawn[0][1] + drawn[2])]))
areas = corners.map(lambda corner: shapely.Point(corner).buffer(5, quad_segs=3))
rings = corners.map(lambda corner: shapely.Point(corner).buffer(5).difference(shapely.Point(corner).buffer(2)))
geometries = st.one_of(
    corners.map(shapely.Point),
    lines,
    areas,
    rings,
    st.lists(lines, min_size=1, max_size=3).map(shapely.MultiLineString),
)
quotes = st.builds(lambda report, quote: Evidence(report_id=report, start=0, end=len(quote), quote=quote), names, names)
accounts = st.builds(Account, value=names, reports=st.lists(names, max_size=2).map(tuple))
losses = st.builds(
    Loss,
    side=names.filter(str.strip),
    killed=st.floats(0, allow_infinity=False),
    injured=st.none() | st.floats(0, allow_infinity=False),
)
disagreements = st.builds(Disagreement, field=names, accounts=st.lists(accounts, max_size=3).map(tuple))
incidents = st.builds(
    Incident,
    id=st.uuids().map(str),
    kind=st.sampled_from(sorted(kinds())),
    period=st.builds(
        lambda start, more, precision: Period(start=start, end=start + timedelta(days=more), precision=precision),
        days,
        st.integers(0, 60),
        st.sampled_from(DatePrecision),
    ),
    footprint=st.builds(
        Footprint, geometry=geometries, precision=st.sampled_from(PlacePrecision), radius_m=st.floats(0, 5e5)
    ),
    place=names,
    country=names,
    initiator=st.lists(names, max_size=3).map(tuple),
    target=st.lists(names, max_size=3).map(tuple),
    quantities=st.dictionaries(names, st.floats(allow_nan=False, allow_infinity=False), max_size=3),
    losses=st.lists(losses, max_size=2).map(tuple),
    status=st.sampled_from(Status),
    review=st.sampled_from(Review),
    confidence=st.floats(0, 1),
    citations=st.lists(
        st.builds(Citation, evidence=quotes, publisher=names, url=names, published=st.none() | days), max_size=3
    ).map(tuple),
    sources=st.integers(0, 99),
    disagreements=st.lists(disagreements, max_size=2).map(tuple),
).map(lambda one: replace(one, disagreeing=tuple(differing.field for differing in one.disagreements)))
