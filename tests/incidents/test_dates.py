"""Date expressions: what is written, when it was published, and the period that it means."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from incident_nouns import days, only_date

from geo.incidents.dates import find_dates
from geo.incidents.dates.feasts import easter
from geo.incidents.dates.rules import RULES, Rule, month_period
from geo.model import DatePrecision, Period

WEDNESDAY, SATURDAY = "2024-06-12", "2024-06-15"
NEW_YEAR, MARCH = "2024-01-03", "2024-03-01"

TABLE = [
    # weekdays look back from publication, whatever stands before them
    (WEDNESDAY, "Shots rang out on Monday.", "2024-06-10"),
    (WEDNESDAY, "Shots rang out on Wednesday.", "2024-06-12"),
    (WEDNESDAY, "Shots rang out on Thursday.", "2024-06-06"),
    (WEDNESDAY, "Last Wednesday shots rang out.", "2024-06-05"),
    (WEDNESDAY, "Last Thursday shots rang out.", "2024-06-06"),
    (WEDNESDAY, "The post fell on Tuesday last week.", "2024-06-04"),
    (WEDNESDAY, "The post fell a week ago on Tuesday.", "2024-06-04"),
    (WEDNESDAY, "The post fell on the Friday before last.", "2024-05-31"),
    (WEDNESDAY, "A raft landed late on Sunday evening.", "2024-06-09"),
    (WEDNESDAY, "A raft landed early Monday.", "2024-06-10"),
    (WEDNESDAY, "A raft landed on Friday night.", "2024-06-07 night"),
    (WEDNESDAY, "Between Saturday and Monday the gate stood open.", "2024-06-08..2024-06-10 range"),
    (WEDNESDAY, "From Friday until Sunday the gate stood open.", "2024-06-07..2024-06-09 range"),
    (WEDNESDAY, "Masts fell in the night of Saturday to Sunday.", "2024-06-08..2024-06-09 night"),
    (SATURDAY, "Last Saturday a mast fell.", "2024-06-08"),
    (SATURDAY, "A mast fell last weekend.", "2024-06-08..2024-06-09 range"),
    # phrases that lean on the day of publication
    (WEDNESDAY, "A flare rose today.", "2024-06-12"),
    (WEDNESDAY, "A flare rose this morning.", "2024-06-12"),
    (WEDNESDAY, "A flare rose yesterday.", "2024-06-11"),
    (WEDNESDAY, "A flare rose the day before yesterday.", "2024-06-10"),
    (WEDNESDAY, "A flare rose overnight.", "2024-06-11..2024-06-12 night"),
    (WEDNESDAY, "Over the weekend a flare rose.", "2024-06-08..2024-06-09 range"),
    (WEDNESDAY, "A dam burst this week.", "2024-06-10..2024-06-12 range"),
    (WEDNESDAY, "A dam burst last week.", "2024-06-03..2024-06-09 range"),
    (WEDNESDAY, "A dam burst last month.", "2024-05-01..2024-05-31 month"),
    (WEDNESDAY, "A dam burst early last month.", "2024-05-01..2024-05-10 range"),
    (WEDNESDAY, "A dam burst earlier this month.", "2024-06-01..2024-06-12 range"),
    (WEDNESDAY, "Three days ago a dam burst.", "2024-06-09"),
    (WEDNESDAY, "A dam burst some ten days ago.", "2024-06-02"),
    (WEDNESDAY, "A dam burst two weeks ago.", "2024-05-26..2024-06-01 range"),
    (WEDNESDAY, "A dam burst four months ago.", "2024-02-01..2024-02-29 month"),
    (WEDNESDAY, "In the past 48 hours a dam burst.", "2024-06-10..2024-06-12 range"),
    (WEDNESDAY, "Over the past three weeks a dam burst.", "2024-05-22..2024-06-12 range"),
    # days and ranges on the calendar
    (WEDNESDAY, "Mines went off on 3 May.", "2024-05-03"),
    (WEDNESDAY, "Mines went off on May 3rd.", "2024-05-03"),
    (WEDNESDAY, "Mines went off on the 3rd of May.", "2024-05-03"),
    (WEDNESDAY, "Mines went off on Tuesday, June 4, 2024.", "2024-06-04"),
    (WEDNESDAY, "Mines went off on Dec. 29, 2023.", "2023-12-29"),
    (WEDNESDAY, "Mines went off on 2024-02-29.", "2024-02-29"),
    (WEDNESDAY, "Mines went off on 30 September.", "2023-09-30"),
    (WEDNESDAY, "Mines went off on the 5th.", "2024-06-05"),
    (WEDNESDAY, "Mines went off on the 31st.", "2024-05-31"),
    (WEDNESDAY, "Rain fell between 28 and 30 May.", "2024-05-28..2024-05-30 range"),
    (WEDNESDAY, "Rain fell on May 28–30.", "2024-05-28..2024-05-30 range"),
    (WEDNESDAY, "From 28 May to 2 June rain fell.", "2024-05-28..2024-06-02 range"),
    (WEDNESDAY, "Guns fired on the night of 4–5 May.", "2024-05-04..2024-05-05 night"),
    (WEDNESDAY, "Guns fired on the night of 30 April to 1 May.", "2024-04-30..2024-05-01 night"),
    (WEDNESDAY, "Guns fired from 25 December to 3 January.", "2023-12-25..2024-01-03 range"),
    # months and their parts
    (WEDNESDAY, "The wall grew in May.", "2024-05-01..2024-05-31 month"),
    (WEDNESDAY, "The wall grew in June.", "2024-06-01..2024-06-12 month"),
    (WEDNESDAY, "The wall grew in July.", "2023-07-01..2023-07-31 month"),
    (WEDNESDAY, "The wall grew in mid-April.", "2024-04-11..2024-04-20 range"),
    (WEDNESDAY, "Late May saw the wall grow.", "2024-05-21..2024-05-31 range"),
    (WEDNESDAY, "The wall grew at the end of February 2023.", "2023-02-24..2023-02-28 range"),
    (WEDNESDAY, "The wall grew in August last year.", "2023-08-01..2023-08-31 month"),
    (WEDNESDAY, "Between March and May the wall grew.", "2024-03-01..2024-05-31 range"),
    (WEDNESDAY, "The wall grew from November 2022 to January 2023.", "2022-11-01..2023-01-31 range"),
    (WEDNESDAY, "The wall grew in the first week of June.", "2024-06-01..2024-06-07 range"),
    (WEDNESDAY, "The wall grew in the last week of May.", "2024-05-25..2024-05-31 range"),
    (WEDNESDAY, "They met on the second Tuesday of May.", "2024-05-14"),
    (WEDNESDAY, "They met on the last Friday in May.", "2024-05-31"),
    # what began is open up to publication
    (WEDNESDAY, "Since late May the gate has been shut.", "2024-05-21..2024-06-12 open"),
    (WEDNESDAY, "Since Monday the gate has been shut.", "2024-06-10..2024-06-12 open"),
    (WEDNESDAY, "The gate has been shut since 3 June.", "2024-06-03..2024-06-12 open"),
    (WEDNESDAY, "Shots have been heard in recent weeks.", "2024-05-12..2024-06-12 open"),
    # the turn of a year, and of a month
    (NEW_YEAR, "Snow fell on 30 December.", "2023-12-30"),
    (NEW_YEAR, "Snow fell on 1 January.", "2024-01-01"),
    (NEW_YEAR, "Snow fell on Sunday.", "2023-12-31"),
    (NEW_YEAR, "Snow fell last month.", "2023-12-01..2023-12-31 month"),
    (NEW_YEAR, "Snow fell last week.", "2023-12-25..2023-12-31 range"),
    (NEW_YEAR, "Snow fell in November.", "2023-11-01..2023-11-30 month"),
    (NEW_YEAR, "Snow fell on New Year's Eve.", "2023-12-31"),
    (NEW_YEAR, "Snow fell on Christmas Day.", "2023-12-25"),
    (MARCH, "Snow fell yesterday.", "2024-02-29"),
    (MARCH, "Snow fell overnight.", "2024-02-29..2024-03-01 night"),
    (MARCH, "Snow fell on the 29th.", "2024-02-29"),
    # feasts
    (WEDNESDAY, "A boat sank on Easter Monday.", "2024-04-01"),
    (WEDNESDAY, "A boat sank on Good Friday.", "2024-03-29"),
    (WEDNESDAY, "A boat sank on the Tuesday after Easter.", "2024-04-02"),
    (WEDNESDAY, "A boat sank at Easter.", "2024-03-29..2024-04-01 range"),
    (WEDNESDAY, "A boat sank over Christmas.", "2023-12-24..2023-12-26 range"),
    (WEDNESDAY, "A boat sank just before Christmas.", "2023-12-18..2023-12-24 range"),
    # dates in figures
    (WEDNESDAY, "Mines went off on 25/05/2024.", "2024-05-25"),
    (WEDNESDAY, "Mines went off on 05/25/24.", "2024-05-25"),
    (WEDNESDAY, "Mines went off on 3/4/2024.", "2024-04-03"),
    (WEDNESDAY, "Mines went off on 4.3.2024.", "2024-03-04"),
    (WEDNESDAY, "Mines went off on 5/8/2024.", "2024-05-08"),  # 5 August lies ahead
    (WEDNESDAY, "Mines went off on 2024/5/8.", "2024-05-08"),
    # the year told in words, and days near the turn of the year
    (WEDNESDAY, "A drone fell on 9 June last year.", "2023-06-09"),
    (WEDNESDAY, "Last July 4 a drone fell.", "2023-07-04"),
    (WEDNESDAY, "A drone fell on Tuesday the 4th.", "2024-06-04"),
    # parts of months, seasons, looser phrases
    (WEDNESDAY, "Rain fell in the second half of May.", "2024-05-16..2024-05-31 range"),
    (WEDNESDAY, "Rain fell in the last days of May.", "2024-05-27..2024-05-31 range"),
    (WEDNESDAY, "Rain fell last summer.", "2023-06-01..2023-08-31 range"),
    (WEDNESDAY, "Rain has fallen since winter.", "2023-12-01..2024-06-12 open"),
    (WEDNESDAY, "Rain fell the other day.", "2024-06-05..2024-06-12 open"),
    (WEDNESDAY, "Rain fell a fortnight ago.", "2024-05-26..2024-06-01 range"),
    (WEDNESDAY, "Rain fell in the past fortnight.", "2024-05-29..2024-06-12 range"),
    (WEDNESDAY, "Rain fell in the small hours of 5 June.", "2024-06-05"),
    (WEDNESDAY, "Rain fell on the eve of 9 May.", "2024-05-08"),
    # nights
    (WEDNESDAY, "Guns fired overnight into Tuesday.", "2024-06-10..2024-06-11 night"),
    (WEDNESDAY, "Guns fired in the night to Sunday.", "2024-06-08..2024-06-09 night"),
    (WEDNESDAY, "Guns fired on the night of 4 June.", "2024-06-04 night"),
    (WEDNESDAY, "Guns fired on the intervening night of 4–5 May.", "2024-05-04..2024-05-05 night"),
    # two dates that mean one period, and words that lengthen one
    (WEDNESDAY, "From Wednesday of last week until Sunday, 9 June, rain fell.", "2024-06-05..2024-06-09 range"),
    (WEDNESDAY, "Closed from Saturday evening until shortly before five on Sunday.", "2024-06-08..2024-06-09 range"),
    (WEDNESDAY, "Rain fell between the 3rd and the 6th.", "2024-06-03..2024-06-06 range"),
    (WEDNESDAY, "Rain fell for three days from 3 May.", "2024-05-03..2024-05-05 range"),
    (WEDNESDAY, "The road was shut for a third day on Tuesday.", "2024-06-09..2024-06-11 range"),
    # 'from' begins, 'since' lasts; of what has not been since, only the day is told
    (WEDNESDAY, "The gate is open from 3 June.", "2024-06-03"),
    (WEDNESDAY, "No such shot had been heard since 3 June.", "2024-06-03"),
    # the day where it happened
    (WEDNESDAY, "It rose at 11 p.m. GMT on Thursday (08:00 Friday in Seoul).", "2024-06-07"),
    (WEDNESDAY, "It rose at 8 a.m. on Friday (2300 GMT Thursday).", "2024-06-07"),
]


def period(written: str) -> Period:
    """'2024-06-07..2024-06-09 range' as a period; a day alone is a day."""
    span, _, precision = written.partition(" ")
    first, _, last = span.partition("..")
    return days(first, last, DatePrecision(precision or "day"))


@pytest.mark.parametrize(("published", "text", "expected"), TABLE, ids=[row[1] for row in TABLE])
def test_the_period_of_a_phrase(published: str, text: str, expected: str) -> None:
    assert only_date(text, date.fromisoformat(published)).period == period(expected)


STORIES = [
    ("Shells fell on 3 May. Two days later a patrol came. The next day it left.", ["05-03", "05-05", "05-06"]),
    ("Shells fell on 3 May. The previous day a drone was seen.", ["05-03", "05-02"]),
    ("Shells fell on 3 May. That night a mast fell.", ["05-03", "05-03"]),
    ("Shells fell on 30 April. The following morning a mast fell.", ["04-30", "05-01"]),
    ("The army said on Monday that two men had died the day before.", ["06-10", "06-09"]),
    ("He spoke on Friday, two days after the raid.", ["06-07", "06-05"]),
    ("He spoke on Friday, a day after troops had crossed.", ["06-07", "06-06"]),
    ("Rafts came on 29 May and on 2 June; on the 7th more came.", ["05-29", "06-02", "06-07"]),
    ("They met on 4 March. On the 9th they met again.", ["03-04", "03-09"]),
    ("The siege began on 6 May. The following Sunday it ended.", ["05-06", "05-12"]),
    ("The siege began on 6 May. The Friday before, all was quiet.", ["05-06", "05-03"]),
    ("Shells fell on 3 May. Two days after that, a patrol came.", ["05-03", "05-05"]),
    ("They crossed on 9, 18 and 20 May.", ["05-09", "05-18", "05-20"]),
    ("They crossed on 9 and 18 May.", ["05-09", "05-18"]),
    ("On May 9, 18 and 20, they crossed.", ["05-09", "05-18", "05-20"]),
    ("They crossed on the 9th, the 18th and the 20th of May.", ["05-09", "05-18", "05-20"]),
    ("On 3 May, 30 men and 40 women came.", ["05-03"]),
]


@pytest.mark.parametrize(("text", "expected"), STORIES)
def test_later_phrases_lean_on_the_day_last_told(text: str, expected: list[str]) -> None:
    found = find_dates(text, date.fromisoformat(WEDNESDAY))
    assert [one.period for one in found] == [days(f"2024-{day}") for day in expected]


def test_a_month_later_is_the_whole_month() -> None:
    found = find_dates("They fought on 7 March. A month later all was quiet.", date.fromisoformat(WEDNESDAY))
    assert found[-1].period == month_period(2024, 4)


def test_lines_of_years_head_a_chronology() -> None:
    text = "2019\n12 May: A patrol crossed.\nIn July a tower fell.\n\n2021\n3 January: shots.\nThe next day: calm.\n"
    found = find_dates(text, date.fromisoformat(WEDNESDAY))
    assert [one.period for one in found] == [
        days("2019-05-12"),
        month_period(2019, 7),
        days("2021-01-03"),
        days("2021-01-04"),
    ]


def test_dated_lines_carry_their_year_down_a_chronology() -> None:
    text = "2 February 2022: A patrol.\n5 March: Shots.\n7 April: Talks.\n1 January 2023: Snow.\n3 May: Rain.\n"
    found = find_dates(text, date.fromisoformat(WEDNESDAY))
    assert [one.period and one.period.start.year for one in found] == [2022, 2022, 2022, 2023, 2023]


def test_a_date_at_the_head_of_a_line_is_the_day_on_which_the_line_is_told() -> None:
    text = (
        "3 April 2023: Overnight, shots; quiet since Saturday.\nTHE WEEK. On Monday, snow.\nSATURDAY. Yesterday, rain."
    )
    found = find_dates(text, date.fromisoformat(WEDNESDAY))
    assert [one.period for one in found] == [
        days("2023-04-03"),
        days("2023-04-02", "2023-04-03", DatePrecision.NIGHT),
        days("2023-04-01", "2023-04-03", DatePrecision.OPEN),
        days("2024-06-10"),
        days("2024-06-08"),
        days("2024-06-07"),
    ]


def test_days_named_under_a_heading_may_follow_it() -> None:
    [_, later] = find_dates("5 May 2023: A boat is held. It sails on the 20th.", date.fromisoformat(WEDNESDAY))
    assert later.period == days("2023-05-20")
    assert not later.future


def test_what_has_since_been_done_leans_on_the_day_last_told() -> None:
    found = find_dates("Gates shut on 3 June. They have since been opened.", date.fromisoformat(WEDNESDAY))
    assert found[-1].period == days("2024-06-03", "2024-06-12", DatePrecision.OPEN)


def test_the_nth_day_of_something_tells_when_that_began() -> None:
    [day, begun] = find_dates("Ships sailed on Tuesday, the third day of a drill.", date.fromisoformat(WEDNESDAY))
    assert day.period == days("2024-06-11")
    assert begun.follows
    assert begun.period == days("2024-06-09", "2024-06-11", DatePrecision.RANGE)


@pytest.mark.parametrize(
    ("text", "expected", "reason"),
    [
        ("On 3/4/2024 it fell.", "2024-04-03", "ambiguous"),
        ("On 3/4/2024 it fell, on 25/4/2024 it rose.", "2024-04-03", "day first as elsewhere"),
        ("On 3/4/2024 it fell, on 4/25/2024 it rose.", "2024-03-04", "month first as elsewhere"),
        ("On 3/4/2024 it fell, by May 5, 2024 it stood.", "2024-03-04", "month first as elsewhere"),
    ],
)
def test_the_order_of_figures_follows_from_the_other_dates(text: str, expected: str, reason: str) -> None:
    found = find_dates(text, date.fromisoformat(WEDNESDAY))[0]
    assert found.period == days(expected)
    assert reason in found.reason


def test_a_day_soon_after_the_turn_of_the_year_lies_ahead() -> None:
    coming = only_date("They meet on 5 January.", date(2024, 12, 20))
    assert coming.future
    assert coming.period == days("2025-01-05")


def test_a_published_day_at_the_end_of_the_calendar_is_read() -> None:
    assert find_dates("They meet tomorrow, on Monday and on 3 May.", date.max)[-1].period is not None


@pytest.mark.parametrize(
    "text",
    ["They meet next Friday.", "They meet tomorrow.", "They meet on 20 June.", "They are to meet on Friday.",
     "Talks are due on Friday.", "They plan to cross on Friday.", "The gate will stay shut until Friday."],
)  # fmt: skip
def test_what_lies_ahead_is_future(text: str) -> None:
    assert only_date(text).future


@pytest.mark.parametrize(
    "text",
    ["In 2019 they fought.", "They fought in the late 1990s.", "In early 2022 they fought.", "Since 1953 it holds.",
     "They fought last year.", "Three years ago they fought."],
)  # fmt: skip
def test_a_year_alone_is_history(text: str) -> None:
    found = only_date(text)
    assert found.history
    assert found.period is None


@pytest.mark.parametrize(
    "text",
    ["Every Friday they pray.", "Troops may march.", "The March wind blew.", "He crossed the 38th, a line.",
     "Men of the 2nd Brigade and of the 8th Army came.", "A 12-day march.", "1,200 men and 30 guns.",
     "The same division, the 22nd, slept.", "They climbed the Jun La.", "Ratios of 1/5 and 3/4.",
     "It rose 12.5.20 times."],
)  # fmt: skip
def test_what_only_looks_like_a_date(text: str) -> None:
    assert find_dates(text, date.fromisoformat(WEDNESDAY)) == []


def test_an_open_period_keeps_the_day_it_began() -> None:
    assert only_date("Since Monday, when troops came, nobody sleeps.").point == days("2024-06-10")


def test_without_publication_only_full_dates_are_known() -> None:
    found = find_dates("On 3 May 2021 it began, on 4 May it ended; yesterday it was denied.", None)
    assert [one.period for one in found] == [days("2021-05-03"), days("2021-05-04"), None]


def test_a_day_without_a_year_needs_publication() -> None:
    assert only_date("It began on 4 May.", None).period is None


@given(st.integers(1583, 4000))
def test_easter_is_a_sunday_in_spring(year: int) -> None:
    assert easter(year).weekday() == 6
    assert date(year, 3, 22) <= easter(year) <= date(year, 4, 25)


PIECES = """
on Monday|last Friday|overnight|yesterday|the next day|two days later|a week earlier|on 31 December|in May|last month
since Sunday|between 3 and 5 June|the night of 4–5 May|on the 30th|in 2019|next week|a month later|2024-02-30|in late
February|over the weekend|Easter Monday|the previous day|from 30 November to 2 January|the last week of March|May 3
three weeks ago|a day after|that month|3/4/2024|at Easter|last summer|for three days from
|has since been|until|9, 18 and|:|SUNDAY|2021|\n|. |, |the|of|5|and
""".strip().split("|")  # fmt: skip
stories = st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join) | st.text(max_size=60)
published_days = st.dates(date(1950, 1, 1), date(2050, 12, 31))


@given(stories, published_days | st.none())
def test_every_span_equals_its_text(text: str, published: date | None) -> None:
    found = find_dates(text, published)
    assert all(text[one.start : one.end] == one.surface == one.surface.strip() for one in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@given(stories, published_days)
def test_no_period_ends_after_publication_unless_it_is_future(text: str, published: date) -> None:
    for one in find_dates(text, published):
        if one.period:
            assert one.future == (one.period.start > published)
            assert one.future or one.period.end <= published


@given(published_days, st.integers(0, 20_000))
def test_a_full_date_is_that_day_whatever_the_day_of_publication(published: date, age: int) -> None:
    day = published - timedelta(days=min(age, (published - date(1900, 1, 1)).days))
    for written in (f"{day.day} {day:%B} {day.year}", f"{day:%B} {day.day}, {day.year}", day.isoformat()):
        assert only_date(f"They met on {written}.", published).period == Period(start=day, end=day)


@given(published_days, st.integers(0, 300))
def test_a_day_without_a_year_is_the_last_such_day(published: date, age: int) -> None:
    day = published - timedelta(days=age)
    expected = Period(start=day, end=day)
    assert only_date(f"They met on {day.day} {day:%B}.", published).period == expected


@given(published_days, st.sampled_from("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()))
def test_a_weekday_is_one_of_the_seven_days_up_to_publication(published: date, weekday: str) -> None:
    found = only_date(f"They met on {weekday}.", published).period
    assert found is not None
    assert f"{found.start:%A}" == weekday
    assert 0 <= (published - found.start).days < 7


@pytest.mark.parametrize("unit", ["\n", "3 May ", "on Monday two days later ", "the ", "- ", "“", "1", "May to "])
def test_long_texts_are_read(unit: str) -> None:
    text = unit * (100_000 // len(unit)) + "\nThey met on 3 May 2021."
    assert find_dates(text, date.fromisoformat(WEDNESDAY))[-1].surface == "3 May 2021"


@pytest.mark.parametrize("one", [one for one in RULES if one.sign], ids=lambda one: one.maker.__name__)
def test_a_rule_with_a_sign_matches_only_where_it_stands(one: Rule) -> None:
    texts = [text for _, text, _ in TABLE] + [text for text, _ in STORIES] + PIECES
    matched = [text[match.start() :] for text in texts for match in one.pattern.finditer(text)]
    assert [text for text in matched if one.sign and not one.sign.search(text)] == []


@pytest.mark.parametrize("one", [one for one in RULES if one.needs], ids=lambda one: one.maker.__name__)
def test_a_rule_that_needs_a_word_matches_only_where_it_stands(one: Rule) -> None:
    texts = [text for _, text, _ in TABLE] + [text for text, _ in STORIES] + PIECES
    matched = [match.group().lower() for text in texts for match in one.pattern.finditer(text)]
    assert [text for text in matched if not any(word.strip() in text for word in one.needs)] == []
