"""Reports in, mentions out: what must hold of every mention, and which telling of an act is none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from incident_nouns import PUBLISHED, at, days, mention

from geo.incidents.once import same_act
from geo.kinds import kinds
from geo.model import Mention, PlacePrecision, Report
from geo.pipeline import Parsed, parse

if TYPE_CHECKING:
    from datetime import date

    from geo.places.gazetteer import Gazetteer

TOLD = [
    ("Pakistani forces fired mortars at Indian posts near Poonch on Tuesday, killing two soldiers.", "shelling"),
    ("On Monday North Korea launched 260 balloons carrying rubbish across the border near Paju.", "balloon_launch"),
    ("Afghanistan closed the Torkham crossing on Sunday.", "border_closure"),
    ("Two men were detained in Paju on Sunday.", "detention"),
    ("Thailand summoned the Cambodian ambassador in Bangkok on Monday.", "diplomatic_protest"),
    ("On Friday night some 240 migrants crossed the Evros from Turkey into Greece.", "migrant_crossing"),
]
UNTOLD = [
    "Pakistani forces plan to shell Indian posts near Poonch on Friday.",
    "Pakistani forces did not fire a single mortar at Indian posts near Poonch.",
    "If Pakistani forces ever shell Poonch, India will answer.",
    "Had the soldiers crossed the line near Paju, the guards would have fired.",
    "Unless the North stops, loudspeakers will be switched on at Paju.",
    "Hezbollah could fire rockets at Kiryat Shmona again, residents fear.",
    "Villagers near Cheorwon fear that the guard post will be blown up.",
    "Pakistan might close the Torkham crossing.",
    "North Korea intends to send balloons across the border near Paju next week.",
    "Activists in Paju would have sent balloons to North Korea if the wind had turned.",
    "The activists hope that balloons will one day be launched from Paju.",
    "Will North Korea ever fire a missile from Wonsan?",
    "Nobody crossed the Evros from Turkey into Greece.",
    "No shells fell on Yeonpyeong, the navy said.",
    "Villagers want Poland to build a fence along the border with Belarus.",
    "The ministry denied that its soldiers had crossed into Lebanon.",
    "Israel dismissed as invented the report that its soldiers had crossed into Lebanon on Monday.",
    "India and Pakistan are expected to hold talks at Wagah next week.",
    "The baker of Paju sold 300 rolls on Monday.",
]


def parsed(text: str, gazetteer: Gazetteer, published: date | None = PUBLISHED) -> Parsed:
    return parse(Report(text=text, published=published), gazetteer)


@pytest.mark.parametrize(("text", "kind"), TOLD)
def test_an_act_that_happened_is_a_mention(text: str, kind: str, gazetteer: Gazetteer) -> None:
    assert kind in [one.kind for one in parsed(text, gazetteer).mentions]


@pytest.mark.parametrize("text", UNTOLD)
def test_plans_wishes_denials_and_questions_are_no_mentions(text: str, gazetteer: Gazetteer) -> None:
    assert parsed(text, gazetteer).mentions == []


def hold(found: Parsed) -> None:
    """What holds of the mentions of every report."""
    text, published = found.report.text, found.report.published
    for one in found.mentions:
        start, end = one.evidence.start, one.evidence.end
        assert one.evidence.quote == text[start:end] != ""
        assert start <= one.trigger[0] < one.trigger[1] <= end
        assert one.report_id == one.evidence.report_id == found.report.id
        assert one.kind in kinds()
        assert 0 < one.confidence <= 1
        assert not one.footprint.geometry.is_empty
        assert not set(one.initiator) & set(one.target)
        assert published is None or one.period.end <= published
        assert {"kind", "period", "footprint", "status"} <= set(one.reasons)
    assert len({one.id for one in found.mentions}) == len(found.mentions)
    assert [one.id for one in found.incidents] == [one.id for one in found.mentions]


PIECES = [
    *(text for text, _ in TOLD),
    *UNTOLD,
    "\n",
    "“",
    "”",
    "1. ",
    "The next day ",
    "On 3 May, ",
    "한글. ",
    "\x00",
    "…",
]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(pieces=st.lists(st.sampled_from(PIECES), min_size=1, max_size=9), undated=st.booleans())
def test_every_mention_stands_on_its_text(pieces: list[str], undated: bool, gazetteer: Gazetteer) -> None:
    text = " ".join(pieces)
    if text.strip():
        hold(parsed(text, gazetteer, None if undated else PUBLISHED))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(text=st.text(min_size=1, max_size=200).filter(str.strip))
def test_any_text_is_read(text: str, gazetteer: Gazetteer) -> None:
    hold(parsed(text, gazetteer))


def test_a_long_text_is_read(gazetteer: Gazetteer) -> None:
    text = "\n".join(text for text, _ in TOLD)
    found = parsed(f"{text}\n" * (200_000 // len(text)), gazetteer)
    hold(found)
    assert {one.kind for one in found.mentions} >= {kind for _, kind in TOLD}


def test_the_same_report_gives_the_same_mentions(gazetteer: Gazetteer) -> None:
    text = " ".join(text for text, _ in TOLD)
    assert repr(parsed(text, gazetteer).mentions) == repr(parsed(text, gazetteer).mentions)


def test_an_act_told_twice_is_one_mention(gazetteer: Gazetteer) -> None:
    text = TOLD[1][0]
    again = "It was on Monday that North Korea launched the balloons near Paju."
    found = parsed(f"{text}\n{again}", gazetteer).mentions
    assert [one.kind for one in found].count("balloon_launch") == 1
    assert next(one for one in found if one.kind == "balloon_launch").quantities["balloons"] == 260


def test_an_act_without_any_date_is_told_as_undated(gazetteer: Gazetteer) -> None:
    found = parsed(TOLD[0][0], gazetteer, None)
    assert found.mentions == []
    assert "shelling" in [one.kind for one in found.undated]
    assert all(one.quote == TOLD[0][0] for one in found.undated)


def test_an_arrest_by_nobody_named_is_one_of_the_state(gazetteer: Gazetteer) -> None:
    found = parsed("Two smugglers were arrested in Paju on Sunday.", gazetteer).mentions
    [arrest] = [one for one in found if one.kind == "detention"]
    assert arrest.initiator == ("South Korea",)


def test_the_fields_of_a_mention(gazetteer: Gazetteer) -> None:
    found = parsed(TOLD[0][0], gazetteer).mentions
    [one] = [one for one in found if one.kind == "shelling"]
    assert one.period == days("2024-06-11")
    assert one.initiator == ("Pakistani forces",)
    assert one.target == ("India",)
    assert one.quantities["killed"] == 2
    assert "mortars" in one.evidence.quote


A = mention("a", footprint=at(126.78, 37.76))


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (A, True),
        (replace(A, kind="shelling"), False),
        (replace(A, period=days("2024-06-10")), False),
        (replace(A, footprint=at(129.0, 35.0)), True),  # one sentence tells one act of a kind
    ],
)
def test_same_act(other: Mention, same: bool) -> None:
    assert same_act(A, other) is same


@pytest.mark.parametrize(
    ("footprint", "same"),
    [
        (at(126.80, 37.77), True),
        (at(129.0, 35.0), False),
        (at(127.0, 37.5, PlacePrecision.PROVINCE, 60_000), True),
    ],
)
def test_acts_of_two_sentences_are_the_same_where_they_are_near(footprint: object, same: bool) -> None:
    elsewhere = replace(A.evidence, start=100, end=120)
    other = replace(A, evidence=elsewhere, footprint=footprint, place="the bridge")
    assert same_act(A, other) is same
    assert same_act(other, A) is same


def test_crossing_points_told_in_one_breath_are_each_an_incident(gazetteer: Gazetteer) -> None:
    text = "Poland closed the crossings at Kuznica and Bobrowniki on Monday."
    found = parsed(text, gazetteer).mentions
    assert [(one.kind, one.place) for one in found] == [("border_closure", "Kuznica"), ("border_closure", "Bobrowniki")]
    assert len({one.id for one in found}) == 2
    for one in found:
        assert [text[start:end] for start, end in one.reasons["footprint"].spans] == [one.place]


def test_villages_under_the_same_fire_are_one_place(gazetteer: Gazetteer) -> None:
    text = "Pakistani guns shelled Chaman and Spin Boldak on Monday."
    found = parsed(text, gazetteer).mentions
    assert [one.kind for one in found] == ["shelling"]


def test_a_bearing_from_a_town_is_drawn_there(gazetteer: Gazetteer) -> None:
    text = "North Korean gunners shelled a hill about 20 km north of Cheorwon on Monday."
    (found,) = parsed(text, gazetteer).mentions
    assert found.place == "20 km north of Cheorwon"
    assert found.footprint.geometry.representative_point().y > 38.3
    why = found.reasons["footprint"]
    assert [text[start:end] for start, end in why.spans] == ["about 20 km north of Cheorwon"]


def test_a_town_and_the_stretch_beside_it_are_one_place() -> None:
    elsewhere = replace(A.evidence, start=100, end=120)
    assert same_act(A, replace(A, evidence=elsewhere, footprint=at(126.9, 37.95, PlacePrecision.ON_LINE)))
