from __future__ import annotations

import functools
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Point

from geo.model import DatePrecision, Footprint, Incident, Period, PlacePrecision, Report
from geo.model.forms import amended, form_of
from geo.places.gazetteer import Gazetteer
from geo.web.suggesting import resolutions, suggest

TEXT = (
    "The week began quietly.\n\nOn Monday, 14 shells fell near Yanggu. Three days earlier activists in Paju "
    "had launched 30 balloons toward North Korea.\n\nThe mayor spoke of peace."
)
REPORT = Report(text=TEXT, published=date(2024, 6, 12))


@functools.cache
def _gazetteer() -> Gazetteer:
    return Gazetteer.open()


@pytest.fixture
def gazetteer() -> Gazetteer:
    return _gazetteer()


def form(words: str, gazetteer: Gazetteer) -> dict[str, object]:
    start = TEXT.index(words)
    return suggest(REPORT, start, start + len(words), resolutions(REPORT, gazetteer), gazetteer)


def test_a_passage_gives_kind_day_place_and_numbers(gazetteer: Gazetteer) -> None:
    found = form("On Monday, 14 shells fell near Yanggu.", gazetteer)
    assert found["period"] == {"start": "2024-06-10", "end": "2024-06-10", "precision": "day"}
    assert "Yanggu" in str(found["place"])
    assert found["country"] == "KR"
    assert found["quantities.shells"] == 14.0


def test_only_the_passage_counts(gazetteer: Gazetteer) -> None:
    found = form("activists in Paju had launched 30 balloons", gazetteer)
    assert (found["kind"], found["place"], found["quantities.balloons"]) == ("balloon_launch", "Paju", 30.0)
    assert "quantities.shells" not in found


def test_without_a_place_the_one_named_last_before_is_offered(gazetteer: Gazetteer) -> None:
    assert form("The mayor spoke of peace.", gazetteer)["place"] == "Paju"


@settings(max_examples=30, deadline=None)
@given(st.integers(0, len(TEXT) - 1), st.integers(1, 120))
def test_any_passage_gives_a_form_that_an_incident_takes(start: int, length: int) -> None:
    gazetteer = _gazetteer()
    found = suggest(REPORT, start, min(start + length, len(TEXT)), resolutions(REPORT, gazetteer), gazetteer)
    blank = Incident(
        id="x",
        kind="other",
        period=Period(start=date(2024, 1, 1), end=date(2024, 1, 1), precision=DatePrecision.DAY),
        footprint=Footprint(geometry=Point(0, 0), precision=PlacePrecision.EXACT),
        place="",
        country="",
    )
    assert found.items() <= form_of(amended(blank, found)).items()
