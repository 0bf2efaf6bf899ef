"""What speaks for and against two mentions telling one act."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from incident_nouns import at, days, mention
from merge_nouns import OTHER_WORDS, mentions, told

from geo.incidents.pairs import alike, features, nations, probability
from geo.model import Mention, PlacePrecision

A = mention("a", initiator=("North Korea",), quantities={"balloons": 40.0})


@given(mentions, mentions)
def test_features_and_probability_are_symmetric(a: Mention, b: Mention) -> None:
    b = replace(b, kind=a.kind)
    assert features(a, b) == pytest.approx(features(b, a))
    assert 0 <= probability(a, b) <= 1


@pytest.mark.parametrize(
    ("likelier", "less_likely"),
    [
        (told("b", OTHER_WORDS), told("b", OTHER_WORDS, place="Munsan")),
        (told("b", OTHER_WORDS), told("b", OTHER_WORDS, footprint=at(126.9, 37.8))),
        (mention("b"), told("b", OTHER_WORDS)),
        (told("b", OTHER_WORDS), told("b", OTHER_WORDS, initiator=("South Korea",))),
        (
            told("b", OTHER_WORDS, quantities={"balloons": 40.0}),
            told("b", OTHER_WORDS, quantities={"balloons": 45.0}),
        ),
        (told("b", OTHER_WORDS, quantities={"balloons": 45.0}), told("b", OTHER_WORDS, quantities={"balloons": 400.0})),
        (told("b", OTHER_WORDS), told("b", OTHER_WORDS, footprint=at(127, 37.7, PlacePrecision.PROVINCE, 60_000))),
        (mention("b"), mention("b", period=days("2024-06-10"))),
    ],
)
def test_what_makes_one_act_likelier(likelier: Mention, less_likely: Mention) -> None:
    assert probability(A, likelier) > probability(A, less_likely)


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        (("North Korea",), ("North Korean soldiers",), "same"),
        (("Pyongyang",), ("North Korean soldiers",), "same"),
        (("Indian troops",), ("Pakistani troops",), "opposed"),
        (("India", "China"), ("Chinese forces",), "same"),
        (("activists",), ("Korean activists", "farmers"), "same"),
        (("troops",), ("activists",), "unlike"),
        (("Taliban forces",), ("army forces",), "unlike"),
    ],
)
def test_actors(one: tuple[str, ...], other: tuple[str, ...], verdict: str) -> None:
    assert alike(one, other) == verdict
    assert alike(other, one) == verdict


def test_the_states_of_actors() -> None:
    assert nations(("Kim's guards", "Indian army")) == {"IN"}
    assert nations(("Islamabad's jets",)) == {"PK"}
    assert nations(("villagers",)) == frozenset()


def test_a_big_number_counts_under_another_name() -> None:
    one, other = mention("a", quantities={"shells": 200.0}), mention("b", quantities={"rounds": 200.0})
    assert features(one, other)["equal numbers"] == 1
    small = mention("a", quantities={"men": 3.0}), mention("b", quantities={"boats": 3.0})
    assert "equal numbers" not in features(*small)
