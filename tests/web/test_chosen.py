from __future__ import annotations

from datetime import date

import pytest

from geo.model import Status
from geo.store import Query
from geo.store.region import Near
from geo.web import chosen

_CORNERS = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0))


@pytest.mark.parametrize(
    ("since", "until", "told"),
    [
        (None, None, "Any day"),
        (date(2024, 6, 1), None, "From 1 Jun 2024"),
        (None, date(2024, 6, 9), "Until 9 Jun 2024"),
        (date(2024, 6, 1), date(2024, 6, 1), "1 Jun 2024"),
        (date(2024, 6, 1), date(2025, 6, 9), "1 Jun 2024 – 9 Jun 2025"),
    ],
)
def test_days(since: date | None, until: date | None, told: str) -> None:
    assert chosen.days(since, until) == told


def test_ground() -> None:
    near = Near(126.78, 37.76, 25)
    assert chosen.ground(Query()) == "Anywhere"
    assert chosen.ground(Query(near=near)) == "Within 25 km of 37.76, 126.78"
    assert chosen.ground(Query(near=near, area=_CORNERS), "Paju") == "Within 25 km of Paju and in an area"
    assert chosen.ground(Query(area=_CORNERS)) == "In an area"


def test_sources() -> None:
    assert chosen.sources(Query()) == "Sides and sources"
    assert chosen.sources(Query(actor="x" * 40)) == "x" * 23 + "…"
    claimed = frozenset({Status.CLAIMED})
    assert chosen.sources(Query(statuses=claimed, sources=2)) == "Claimed by one side, 2 sources or more"
    assert chosen.sources(Query(actor="A", publisher="B", confidence=0.5)) == "3 on sides and sources"
