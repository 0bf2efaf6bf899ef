"""Which date an act takes: the one beside it, else the one the story last told, else the habit of news."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from incident_nouns import PUBLISHED, days

from geo.incidents.dates import find_dates
from geo.incidents.dates.use import is_attribution
from geo.incidents.text import sentence_at, sentences
from geo.incidents.when import Calendar, Told, When
from geo.model import DatePrecision

if TYPE_CHECKING:
    from datetime import date


def when(text: str, act: str, published: date | None = PUBLISHED) -> When | None:
    """The period of the act whose word is given."""
    return next(iter(whens(text, act, published)), None)


def whens(text: str, act: str, published: date | None = PUBLISHED) -> list[When]:
    """All periods of the act whose word is given."""
    found = sentences(text)
    offset = text.index(act)
    sentence = sentence_at(found, offset)
    if sentence is None:
        raise AssertionError(act)
    return Calendar(text, find_dates(text, published), found, published).whens(sentence, offset)


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


@pytest.mark.parametrize(
    ("text", "act", "expected"),
    [
        # what only says when somebody spoke, or where the text was written, gives way
        ("Rafts landed on Sunday, were searched and then sunk, the navy said on Tuesday.", "sunk", "2024-06-09"),
        ("ULMA, June 12 — On Monday rafts landed.", "landed", "2024-06-10"),
        # a phrase with 'after' dates what follows it
        ("Rafts landed on Tuesday, a day after the mast had fallen.", "landed", "2024-06-11"),
        ("Rafts landed on Tuesday, a day after the mast had fallen.", "fallen", "2024-06-10"),
        ("Two days after the mast had fallen, rafts landed on Tuesday.", "landed", "2024-06-11"),
        ("Two days after the mast had fallen, rafts landed on Tuesday.", "fallen", "2024-06-09"),
        # a day makes a month precise, a day beats a loose phrase
        ("In May rafts landed at the mole, on the 9th.", "landed", "2024-05-09"),
        ("Hours later, before dawn on Monday, rafts landed.", "landed", "2024-06-10"),
        # an act without a date leans on what happened last, in its paragraph first
        ("A mast fell on Sunday. The mayor said on Tuesday what he knew. Rafts landed.", "landed", "2024-06-09"),
        ("On 3 May a mast fell.\nThe mayor spoke on Monday. Rafts landed.", "landed", "2024-06-10"),
        ("A mast fell on Sunday.\nThe gate is shut since 3 May. Rafts landed.", "landed", "2024-06-09"),
        ("A mast fell on Sunday. Rafts have landed.", "landed", "2024-06-09"),
        # the head of a paragraph rules its acts, except where another date stands close by
        ("3 May: Rafts landed; five days later they sank.", "landed", "2024-05-03"),
        ("3 May: Rafts landed; five days later they sank.", "sank", "2024-05-08"),
        ("3 May: A mast fell. Rafts landed on the 5th.", "landed", "2024-05-05"),
    ],
)
def test_the_date_that_fits_best(text: str, act: str, expected: str) -> None:
    assert period(text, act) == days(expected)


@pytest.mark.parametrize(
    ("text", "act", "expected"),
    [
        ("Rafts landed on 9, 18 and 20 May.", "landed", ["05-20", "05-18", "05-09"]),
        ("On the 3rd, the 5th and the 7th rafts landed.", "landed", ["06-07", "06-03", "06-05"]),
        ("Rafts landed on Saturday and on Tuesday evening.", "landed", ["06-08", "06-11"]),
        ("Rafts landed near Ulma on Saturday and at Bado on Tuesday.", "landed", ["06-08", "06-11"]),
        ("Rafts landed on Saturday, and a further three on Monday.", "landed", ["06-08", "06-10"]),
        ("Rafts landed on Saturday, and on Tuesday the mast fell.", "landed", ["06-08"]),
        ("Rafts landed two days ago, on Monday.", "landed", ["06-10"]),
        ("Rafts landed on Saturday.", "landed", ["06-08"]),
    ],
)
def test_a_list_of_dates_belongs_to_one_act(text: str, act: str, expected: list[str]) -> None:
    found = whens(text, act)
    assert sorted(str(one.period.start) for one in found) == sorted(f"2024-{day}" for day in expected)
    assert found[0] == when(text, act)


def test_two_days_told_together_are_one_period() -> None:
    assert [one.period for one in whens("Rafts landed on Monday and Tuesday.", "landed")] == [
        days("2024-06-10", "2024-06-11", DatePrecision.RANGE)
    ]


def test_a_reason_says_how_the_date_was_told() -> None:
    text = "3 May: Masts fell.\nOn 4 May rafts landed. Then shots rang out."
    assert [one and one.told for one in (when(text, "fell"), when(text, "landed"), when(text, "rang"))] == [
        Told.SENTENCE,
        Told.SENTENCE,
        Told.CARRIED,
    ]
    heading = when("3 May: Masts fell. Rafts landed.", "landed")
    assert heading is not None
    assert heading.told is Told.HEADING


def test_a_list_of_many_days_is_read_in_little_time() -> None:
    text = "Rafts landed on " + "3 May, " * 4_000 + "and on 5 May."
    assert whens(text, "landed")


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


@pytest.mark.parametrize(
    ("text", "word", "first", "last"),
    [
        ("Days after the mast had fallen, rafts landed.", "fallen", "2024-06-06", "2024-06-10"),
        ("Rafts landed on Tuesday, weeks after the mast had fallen.", "fallen", "2024-05-07", "2024-06-03"),
        ("Days after the mast had fallen, rafts landed.", "landed", "2024-06-11", "2024-06-12"),
        ("Days after Ulma, the port, and Orel joined hands, rafts landed.", "joined", "2024-06-06", "2024-06-10"),
    ],
)
def test_days_after_an_act_dates_that_act_alone(text: str, word: str, first: str, last: str) -> None:
    found = when(text, word)
    assert found is not None
    assert found.period.start.isoformat() == first
    assert found.period.end.isoformat() == last
