"""Numbers with what they count."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.incidents.figures import figures
from geo.incidents.quantities import THRESHOLD, choose, counted
from geo.incidents.text import sentences
from geo.incidents.triggers import Lexicon

LEXICON = Lexicon(
    {
        "shelling": [{"verbs": ["kill", "shell"]}],
        "balloon_launch": [{"verbs": ["float", "come down"]}],
        "airspace_violation": [{"verbs": ["enter"]}],
        "migrant_crossing": [{"verbs": ["wade"]}],
        "detention": [{"verbs": ["arrest"]}],
    },
    {},
)


def told(text: str, index: int = 0) -> dict[str, float]:
    found = sentences(text)
    trigger = LEXICON.triggers(found[index], {})[0]
    return {one.noun: one.value for one in counted(text, found, index, trigger)}


def read(text: str) -> set[tuple[str, float]]:
    return {(one.head, one.value) for one in figures(text, sentences(text)[0])}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Some 240 balloons came down near Paju on Sunday.", {"balloons": 240}),
        ("Rockets killed at least four people and injured 12 on Monday.", {"killed": 4, "injured": 12}),
        ("Some 300 migrants waded over on Monday.", {"people": 300}),
        ("A drone entered from the north on Monday.", {"drones": 1}),
        ("Two men were arrested at dawn on Monday.", {"people": 2}),
        ("On 3 May 2024 at 5 p.m. guards arrested nobody.", {}),
    ],
)
def test_the_numbers_of_an_act(text: str, expected: dict[str, float]) -> None:
    assert told(text) == expected


def test_the_dead_may_be_told_in_the_next_sentence() -> None:
    assert told("Gunners shelled the market on Monday. Seven people were killed.") == {"killed": 7}


def test_the_next_paragraph_counts_for_itself() -> None:
    text = "Fog came.\nGunners shelled the market on Monday.\nSeven people were killed."
    assert "killed" not in told(text, 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Forty steel posts were set.", ("posts", 40)),
        ("Two dozen Katyushas fell.", ("rockets", 24)),
        ("Five women and three men were killed.", ("killed", 8)),
        ("From 20 to 30 soldiers came.", ("soldiers", 20)),
        ("A fence of 25 km was built.", ("km", 25)),
        ("They paid $4 million.", ("usd", 4e6)),
        ("Jon Li, 26, was led away.", ("people", 1)),
        ("Another tunnel was found.", ("tunnels", 1)),
    ],
)
def test_what_a_number_may_count(text: str, expected: tuple[str, float]) -> None:
    assert expected in read(text)


@pytest.mark.parametrize(
    "text",
    [
        "On May 28 and 30 calm returned.",
        "At 7:30 p.m. it stopped.",
        "It began in 2013.",
        "Pillar No. 5 stood.",
        "Nothing.",
    ],
)
def test_days_years_and_hours_count_nothing(text: str) -> None:
    assert read(text) == set()


def test_a_number_and_a_noun_are_taken_once() -> None:
    text = "Ten men died and 20 men left."
    found = figures(text, sentences(text)[0])
    chosen = choose([(0.9, one) for one in found])
    assert len({one.noun for one in chosen}) == len(chosen)
    assert choose([(THRESHOLD / 2, one) for one in found]) == []


@given(st.text(alphabet="a1 .,dozeninhu9-\n", max_size=60))
def test_every_reading_stands_where_it_says(text: str) -> None:
    for sentence in sentences(text):
        for one in figures(text, sentence):
            assert sentence.start <= one.start < one.end <= sentence.end
            assert one.head
