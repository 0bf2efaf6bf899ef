"""What two accounts of one act can never differ in."""

from __future__ import annotations

import pytest
import shapely
from incident_nouns import at, days, mention

from geo.incidents.contradictions import days_contradict, doubtful, gap_m, places_contradict
from geo.model import Evidence, Footprint, Period, PlacePrecision

THURSDAY, FRIDAY, SATURDAY = days("2024-06-06"), days("2024-06-07"), days("2024-06-08")
AGAIN = Evidence(report_id="b", start=0, end=16, quote="They came again.")
LINE = shapely.LineString([(126.0, 38.0), (128.0, 38.0)])


@pytest.mark.parametrize(
    ("one", "other", "numbers", "apart"),
    [
        (THURSDAY, THURSDAY, {}, False),
        (THURSDAY, FRIDAY, {}, True),
        (THURSDAY, FRIDAY, {"balloons": 20.0}, False),
        (THURSDAY, FRIDAY, {"killed": 1.0}, True),
        (THURSDAY, SATURDAY, {"balloons": 20.0}, True),
        (THURSDAY, days("2024-06-06", "2024-06-07"), {}, False),
        (THURSDAY, days("2024-06-01", "2024-06-30"), {}, True),
        (THURSDAY, days("2024-06-01", "2024-06-30"), {"balloons": 20.0}, False),
        (THURSDAY, days("2024-06-06", "2024-08-30"), {}, False),
    ],
)
def test_days(one: Period, other: Period, numbers: dict[str, float], apart: bool) -> None:
    a = mention("a", period=one, quantities=numbers)
    b = mention("b", period=other, quantities=numbers, evidence=AGAIN)
    assert (days_contradict(a, b) or doubtful(a, b)) is apart
    assert (days_contradict(b, a) or doubtful(b, a)) is apart


def test_neighbouring_days_are_doubtful_but_no_contradiction() -> None:
    thursday, friday = mention("a", period=THURSDAY), mention("b", period=FRIDAY, evidence=AGAIN)
    assert doubtful(thursday, friday)
    assert not days_contradict(thursday, friday)
    assert days_contradict(thursday, mention("b", period=SATURDAY, evidence=AGAIN))


def test_the_very_same_sentence_bridges_a_day() -> None:
    assert not doubtful(mention("a", period=THURSDAY), mention("b", period=FRIDAY))
    assert days_contradict(mention("a", period=THURSDAY), mention("b", period=SATURDAY))


def test_numbers_that_differ_tie_nothing_together() -> None:
    a = mention("a", period=THURSDAY, quantities={"balloons": 20.0, "leaflets": 300.0})
    b = mention("b", period=FRIDAY, quantities={"balloons": 20.0, "leaflets": 500.0}, evidence=AGAIN)
    assert doubtful(a, b)


@pytest.mark.parametrize(
    ("one", "other", "countries", "apart"),
    [
        (at(126.78, 37.76), at(126.78, 37.85), ("KR", "KR"), False),
        (at(126.78, 37.76), at(126.78, 37.95), ("KR", "KR"), True),
        (at(126.78, 37.76, radius_m=20_000), at(126.78, 37.95), ("KR", "KR"), False),
        (at(126.78, 37.76), at(127.5, 36.5, PlacePrecision.COUNTRY, 200_000), ("KR", "KR"), False),
        (at(126.78, 37.76), at(127.5, 36.5, PlacePrecision.COUNTRY, 200_000), ("KR", "JP"), True),
        (at(126.78, 37.76), at(127.5, 36.5, PlacePrecision.COUNTRY, 200_000), ("KP/KR", "KR"), False),
        (at(126.78, 37.9), Footprint(geometry=LINE, precision=PlacePrecision.ALONG_LINE), ("KR", "KP/KR"), False),
        (at(126.78, 37.2), Footprint(geometry=LINE, precision=PlacePrecision.ALONG_LINE), ("KR", "KP/KR"), True),
        (at(126.78, 37.76), at(128.9, 37.75, PlacePrecision.PROVINCE, 80_000), ("KR", "KR"), True),
    ],
)
def test_places(one: Footprint, other: Footprint, countries: tuple[str, str], apart: bool) -> None:
    a = mention("a", footprint=one, country=countries[0])
    b = mention("b", footprint=other, country=countries[1])
    assert places_contradict(a, b) is apart
    assert places_contradict(b, a) is apart


def test_the_gap_to_a_line_is_to_its_nearest_point() -> None:
    line = mention("a", footprint=Footprint(geometry=LINE, precision=PlacePrecision.ALONG_LINE))
    assert gap_m(line, mention("b", footprint=at(126.1, 38.0))) < 100
    assert gap_m(mention("b", footprint=at(127.0, 38.1)), line) == pytest.approx(11_100, rel=0.01)
