from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.model import DatePrecision
from geo.web.changes import rows, table
from geo.web.fields import default_precision, number

DAYS = st.dates(date(1950, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("start", "end", "precision"),
    [
        (date(2024, 5, 1), date(2024, 5, 1), DatePrecision.DAY),
        (date(2024, 2, 1), date(2024, 2, 29), DatePrecision.MONTH),
        (date(2024, 2, 1), date(2024, 2, 28), DatePrecision.RANGE),
        (date(2024, 1, 1), date(2024, 2, 29), DatePrecision.RANGE),
    ],
)
def test_two_days_say_how_exactly(start: date, end: date, precision: DatePrecision) -> None:
    assert default_precision(start, end) is precision


@given(DAYS, st.integers(0, 500))
def test_only_one_day_is_a_day(start: date, more: int) -> None:
    assert (default_precision(start, start + timedelta(days=more)) is DatePrecision.DAY) is (more == 0)


@pytest.mark.parametrize(("text", "value"), [("1,200", 1200.0), (" 3.5 ", 3.5), ("0", 0.0)])
def test_numbers_as_people_type_them(text: str, value: float) -> None:
    assert number(text) == value


@pytest.mark.parametrize("text", ["", "twenty", "nan", "inf", "1e999", "--1"])
def test_what_is_no_finite_number_is_none(text: str) -> None:
    assert number(text) is None


def test_changes_are_told_in_plain_words() -> None:
    before = {"kind": "balloon_launch", "quantities.warning_shots": 3.0, "country": "KR"}
    after = {"kind": "shelling", "quantities.warning_shots": None, "country": "KP/KR", "status": "claimed"}
    assert rows(before, after) == [
        ("Kind", "Balloon launch", "Shelling"),
        ("warning shots", "3", "–"),
        ("Country", "South Korea", "North Korea / South Korea"),
        ("Status", "–", "Claimed by one side"),
    ]


def test_a_table_holds_no_markup_of_its_cells() -> None:
    assert "<script>" not in table(("<b>",), [("<script>x</script>",)])
