from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.web import timeline

_DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))
_LETTERS = {"day": 10, "month": 7, "year": 4}


@given(day=_DAYS, unit=st.sampled_from(["day", "month", "year"]))
def test_a_stretch_holds_its_days_and_ends_where_the_next_begins(day: date, unit: str) -> None:
    written = day.isoformat()[: _LETTERS[unit]]
    begin, end = timeline.stretch(written, unit)  # type: ignore[arg-type]
    assert begin <= day < end
    assert (end - timedelta(days=1)).isoformat().startswith(written)
    assert not end.isoformat().startswith(written)


@given(first=_DAYS, second=_DAYS)
def test_a_brush_gives_both_days_in_order(first: date, second: date) -> None:
    moments = [datetime(day.year, day.month, day.day, 12, tzinfo=UTC).timestamp() * 1000 for day in (first, second)]
    assert timeline.chosen({"from": moments}) == (min(first, second), max(first, second))


@pytest.mark.parametrize("nothing", [None, {}, {"from": []}, {"from": None}, {"other": [1, 2]}])
def test_no_brush_chooses_nothing(nothing: object) -> None:
    assert timeline.chosen(nothing) is None


def test_bars_add_up_kinds_of_a_group_and_keep_every_incident() -> None:
    rows = [("2024-05", "shelling", 2), ("2024-05", "armed_clash", 3), ("2024-06", "balloon_launch", 1)]
    made = timeline.bars(rows, "month")
    assert [(one["from"], one["to"], one["count"]) for one in made] == [
        ("2024-05-01", "2024-06-01", 5),
        ("2024-06-01", "2024-07-01", 1),
    ]


def test_a_kind_that_is_not_known_any_more_is_still_counted() -> None:
    assert sum(one["count"] for one in timeline.bars([("2024", "gone", 4)], "year")) == 4


@pytest.mark.parametrize(("days", "unit"), [(0, "day"), (92, "day"), (93, "month"), (8000, "month"), (20000, "year")])
def test_bars_are_as_wide_as_the_span_asks(days: int, unit: str) -> None:
    assert timeline.unit_for(date(1960, 1, 1), date(1960, 1, 1) + timedelta(days=days)) == unit


def test_the_chart_loads_nothing_and_marks_the_chosen_days() -> None:
    found = timeline.bars([("2024-05", "shelling", 2)], "month")
    drawn = timeline.chart(found, (date(2024, 5, 3), None), "dark").to_dict()
    assert "url" not in str(drawn["layer"])
    assert {"from": "2024-05-03", "to": "2024-06-01"} in [row for rows in drawn["datasets"].values() for row in rows]
