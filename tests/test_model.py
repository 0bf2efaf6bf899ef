from __future__ import annotations

import unicodedata
from dataclasses import FrozenInstanceError, replace
from datetime import date, timedelta

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import BorderwatchError, InputError, PeriodError
from geo.model import (
    Candidate,
    Citation,
    Evidence,
    Footprint,
    Incident,
    Mention,
    Period,
    Place,
    PlacePrecision,
    Report,
    Resolution,
    Toponym,
)

POINT = Footprint(geometry=shapely.Point(126.78, 37.76), precision=PlacePrecision.LOCALITY)
DAY = Period(start=date(2024, 6, 9), end=date(2024, 6, 9))
MENTION = Mention(
    report_id="r",
    kind="shelling",
    period=DAY,
    footprint=POINT,
    place="Paju",
    country="KR",
    evidence=Evidence(report_id="r", start=0, end=5, quote="Shots"),
    trigger=(0, 5),
)
periods = st.builds(
    lambda start, more: Period(start=start, end=start + timedelta(days=more)),
    st.dates(date(2024, 1, 1), date(2024, 3, 1)),
    st.integers(0, 40),
)


@given(periods, periods)
def test_overlap_is_symmetric_and_means_a_common_day(a: Period, b: Period) -> None:
    days = {a.start + timedelta(days=step) for step in range(a.days)}
    common = any(b.start <= day <= b.end for day in days)
    assert a.overlaps(b) == b.overlaps(a) == common


@given(periods, periods)
def test_what_lies_within_overlaps_and_is_no_longer(a: Period, b: Period) -> None:
    if a.within(b):
        assert a.overlaps(b)
        assert a.days <= b.days
    assert a.within(a)
    assert (a.within(b) and b.within(a)) == ((a.start, a.end) == (b.start, b.end))


def test_both_ends_of_a_period_count() -> None:
    assert DAY.days == 1
    assert Period(start=date(2024, 2, 28), end=date(2024, 3, 1)).days == 3


def test_a_period_upside_down_is_refused() -> None:
    with pytest.raises(PeriodError, match="2024-05-01"):
        Period(start=date(2024, 5, 2), end=date(2024, 5, 1))


@pytest.mark.parametrize("text", ["", " \n\t"])
def test_a_report_without_text_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="no text"):
        Report(text=text)


def test_a_report_is_known_by_text_origin_and_day() -> None:
    report = Report(text="Shots.", publisher="Post", published=date(2024, 6, 9))
    assert len(report.id) == 64
    assert replace(report, title="Other", language="ko").id == report.id
    others = [replace(report, text="Shot."), replace(report, publisher="Sun"), replace(report, published=None)]
    assert len({report.id, *(other.id for other in others)}) == 4
    by_url = replace(report, url="https://example.org/1")
    assert by_url.id == replace(by_url, publisher="Sun").id != report.id


@given(st.text(min_size=1).filter(str.strip))
def test_composed_and_decomposed_text_is_one_report(text: str) -> None:
    ids = {Report(text=unicodedata.normalize(form, text)).id for form in ("NFC", "NFD")}
    assert len(ids) == 1


def test_half_a_character_does_not_stop_a_report() -> None:
    assert Report(text="broken \ud83d").id


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (0, 5)])
def test_a_toponym_holds_its_surface(start: int, end: int) -> None:
    with pytest.raises(InputError, match="Paju"):
        Toponym(surface="Paju", start=start, end=end)
    assert Toponym(surface="Paju", start=7, end=11).metonym is False


def test_precision_has_a_rank() -> None:
    ranked = sorted(PlacePrecision, key=lambda one: one.rank)
    assert ranked[0] is PlacePrecision.EXACT
    assert ranked[-1] is PlacePrecision.COUNTRY


def test_a_shared_line_has_two_countries() -> None:
    place = Place(id="l", name="MDL", feature_class="border", countries=("KP", "KR"), footprint=POINT)
    assert place.country == "KP/KR"
    assert replace(place, countries=()).country == ""


def test_nil_is_a_value() -> None:
    toponym = Toponym(surface="Paju", start=0, end=4)
    place = Place(id="p", name="Paju", feature_class="city", countries=("KR",), footprint=POINT)
    assert Resolution(toponym=toponym, chosen=None).place is None
    assert Resolution(toponym=toponym, chosen=Candidate(place=place, score=0.5)).place is place


def test_a_mention_is_known_by_report_offset_ordinal_and_extractor() -> None:
    changed = [
        replace(MENTION, report_id="s"),
        replace(MENTION, trigger=(1, 5)),
        replace(MENTION, ordinal=1),
        replace(MENTION, extractor="2"),
    ]
    assert len({MENTION.id, *(one.id for one in changed)}) == 5
    assert replace(MENTION, kind="armed_clash", place="Seoul").id == MENTION.id


def test_nouns_do_not_change() -> None:
    with pytest.raises(FrozenInstanceError):
        MENTION.kind = "raid"  # type: ignore[misc]


def test_an_incident_counts_reports_not_citations() -> None:
    def cited(report_id: str, start: int) -> Citation:
        evidence = Evidence(report_id=report_id, start=start, end=start + 1, quote="x")
        return Citation(evidence=evidence, publisher="", url="", published=None)

    incident = Incident(
        id="i",
        kind="shelling",
        period=DAY,
        footprint=POINT,
        place="Paju",
        country="KR",
        citations=(cited("r", 0), cited("r", 9), cited("s", 0)),
    )
    assert incident.reports == 2


def test_errors_are_caught_as_ours_and_as_the_right_builtin() -> None:
    assert issubclass(InputError, BorderwatchError)
    assert issubclass(InputError, ValueError)
    assert issubclass(PeriodError, ValueError)
