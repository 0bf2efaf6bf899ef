"""Which date an act takes: the one beside it, else the one the story last told, else the habit of news."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from incident_nouns import PUBLISHED, days

from geo.incidents.dates import find_dates
from geo.incidents.dates.use import is_attribution
from geo.incidents.text import sentence_at, sentences
from geo.incidents.when import Calendar, When
from geo.model import DatePrecision

if TYPE_CHECKING:
    from datetime import date


def when(text: str, act: str, published: date | None = PUBLISHED) -> When | None:
    """The period of the act whose word is given."""
    found = sentences(text)
    offset = text.index(act)
    sentence = sentence_at(found, offset)
    if sentence is None:
        raise AssertionError(act)
    return Calendar(text, find_dates(text, published), found, published).when(sentence, offset)


def period(text: str, act: str) -> object:
    found = when(text, act)
    return found and found.period


@pytest.mark.parametrize(
    ("text", "act", "expected"),
    [
        ("On Monday rafts landed.", "landed", "2024-06-10"),
        ("Rafts landed on Sunday, and on Tuesday they sank.", "landed", "2024-06-09"),
        ("Rafts landed on Sunday, and on Tuesday they sank.", "sank", "2024-06-11"),
        ("The navy said on Tuesday that rafts had landed on Sunday.", "landed", "2024-06-09"),
        ("Rafts landed on 3 May; talks are set for 20 June.", "landed", "2024-05-03"),
        ("Rafts landed on 3 May, 70 years after the war of 1953.", "landed", "2024-05-03"),
        ("On 3 May a mast fell. Rafts landed near by.", "landed", "2024-05-03"),
        ("On 3 May a mast fell. The next day rafts landed.", "landed", "2024-05-04"),
        ("3 May: A mast fell. The mayor spoke on Friday of it. Rafts landed.", "landed", "2024-05-03"),
        ("Since Monday, when rafts landed, the gate is shut.", "landed", "2024-06-10"),
    ],
)
def test_an_act_takes_a_date(text: str, act: str, expected: str) -> None:
    assert period(text, act) == days(expected)


def test_a_date_beside_the_act_is_certain_and_one_carried_on_is_not() -> None:
    beside = when("On 3 May rafts landed.", "landed")
    carried = when("On 3 May a mast fell. Rafts landed.", "landed")
    assert beside is not None
    assert carried is not None
    assert beside.certain
    assert not carried.certain
    assert "'On 3 May'" in beside.reason or "'3 May'" in beside.reason


def test_without_a_date_news_is_of_yesterday_or_today() -> None:
    assert period("Rafts landed near the mast.", "landed") == days("2024-06-11", "2024-06-12", DatePrecision.RANGE)


def test_what_has_been_done_is_of_the_last_month() -> None:
    found = when("Rafts have landed near the mast.", "landed")
    assert found is not None
    assert found.period == days("2024-05-12", "2024-06-12", DatePrecision.OPEN)


def test_without_any_date_and_publication_there_is_no_period() -> None:
    assert when("Rafts landed near the mast.", "landed", None) is None
    assert when("Rafts landed on Monday.", "landed", None) is None


def test_a_full_date_needs_no_publication() -> None:
    found = when("Rafts landed on 3 May 2021.", "landed", None)
    assert found is not None
    assert found.period == days("2021-05-03")


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("Officials said on Monday that rafts landed.", True),
        ("The ministry announced late on Monday that rafts landed.", True),
        ("In a statement on Monday the navy spoke of rafts.", True),
        ("Rafts landed on Monday.", False),
    ],
)
def test_the_day_of_the_telling_is_known_from_the_day_of_the_act(text: str, spoken: bool) -> None:
    [one] = find_dates(text, PUBLISHED)
    assert is_attribution(text, one) is spoken
