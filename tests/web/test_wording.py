from __future__ import annotations

from datetime import date

import pytest
from shapely.geometry import Point

from geo.model import DatePrecision, Footprint, Loss, Period, PlacePrecision
from geo.web import wording

MAY = (date(2024, 5, 1), date(2024, 5, 31))


@pytest.mark.parametrize(
    ("start", "end", "precision", "words"),
    [
        (date(2024, 5, 8), date(2024, 5, 8), DatePrecision.DAY, "8 May 2024"),
        (date(2024, 5, 8), date(2024, 5, 9), DatePrecision.NIGHT, "night of 8 to 9 May 2024"),
        (date(2024, 5, 31), date(2024, 6, 1), DatePrecision.NIGHT, "night of 31 May to 1 June 2024"),
        (*MAY, DatePrecision.MONTH, "some day in May 2024"),
        (date(2024, 5, 8), date(2024, 5, 12), DatePrecision.RANGE, "some time from 8 to 12 May 2024"),
        (
            date(2023, 12, 30),
            date(2024, 1, 2),
            DatePrecision.RANGE,
            "some time from 30 December 2023 to 2 January 2024",
        ),
        (
            date(2024, 5, 8),
            date(2024, 5, 12),
            DatePrecision.OPEN,
            "some time from 8 to 12 May 2024, not dated more exactly",
        ),
    ],
)
def test_periods_say_what_is_uncertain(start: date, end: date, precision: DatePrecision, words: str) -> None:
    assert wording.when(Period(start=start, end=end, precision=precision)) == words


@pytest.mark.parametrize("precision", list(PlacePrecision))
def test_every_precision_has_words(precision: PlacePrecision) -> None:
    assert wording.exactness(Footprint(geometry=Point(127, 38), precision=precision, radius_m=15_000))


def test_radius_is_told_where_it_means_something() -> None:
    near = Footprint(geometry=Point(127, 38), precision=PlacePrecision.LOCALITY, radius_m=15_000)
    along = Footprint(geometry=Point(127, 38), precision=PlacePrecision.ALONG_LINE, radius_m=15_000)
    assert wording.exactness(near) == "in or near this place, within about 15 km"
    assert wording.exactness(along) == "somewhere along it"


@pytest.mark.parametrize(
    ("metres", "words"), [(10, "50 m"), (320, "300 m"), (1500, "1.5 km"), (2000, "2 km"), (80_400, "80 km")]
)
def test_distances_are_rounded_for_readers(metres: float, words: str) -> None:
    assert wording.distance(metres) == words


def test_numbers_keep_their_nouns() -> None:
    assert wording.numbers({"balloons": 330.0, "metric_tons": 15.5}) == "330 balloons, 15.5 metric tons"


def test_losses_name_their_side() -> None:
    told = (Loss(side="Laos", killed=3.0, injured=1200.0), Loss(side="attackers", killed=1.0))
    assert wording.losses(told) == "Laos: 3 killed, 1,200 injured · attackers: 1 killed"
    assert wording.account("losses.U.S. forces.killed", "3") == "U.S. forces: 3 killed"
