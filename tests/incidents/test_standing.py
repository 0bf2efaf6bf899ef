"""Reported, claimed or disputed."""

from __future__ import annotations

import pytest

from geo.incidents.actors import ActorFinder
from geo.incidents.standing import features, status
from geo.incidents.text import sentences
from geo.incidents.triggers import Lexicon
from geo.model import Reason, Status

LEXICON = Lexicon({"border_crossing": [{"verbs": ["cross"]}], "warning_shots": [{"verbs": ["fire"]}]}, {})


def standing(text: str, index: int = 0) -> tuple[Status, Reason]:
    found = sentences(text)
    return status(ActorFinder(text, found), found[index], LEXICON.triggers(found[index], {})[0])


@pytest.mark.parametrize(
    "text",
    [
        "Two soldiers crossed the line near Paju on Monday.",
        "Two soldiers crossed the line on Monday, the Joint Chiefs of Staff said.",
        "Guards fired ten shots into the air on Monday and the men turned back.",
    ],
)
def test_what_is_told_as_fact_is_reported(text: str) -> None:
    assert standing(text)[0] is Status.REPORTED


def test_a_denial_by_the_other_side_makes_it_disputed() -> None:
    text = (
        "Indian troops crossed the line on Monday and fired warning shots, the Chinese army claimed. "
        "India denied it and said that its soldiers had never crossed: it was the Chinese who fired, it insisted."
    )
    found, why = standing(text)
    assert found is Status.DISPUTED
    assert why.spans
    assert all(text[start:end] in why.why for start, end in why.spans)


def test_what_only_a_party_says_is_claimed() -> None:
    text = (
        "Guards reportedly crossed the river by night and fired on villagers, according to the account of activists. "
        "None of this could be verified and officials did not comment."
    )
    found, why = standing(text)
    assert found is Status.CLAIMED
    assert why.why


def test_the_signs_are_of_the_sentences_around() -> None:
    text = "A scout crossed. Kabul denied it."
    found = sentences(text)
    trigger = LEXICON.triggers(found[0], {})[0]
    made = features(ActorFinder(text, found), found[0], trigger)
    assert "after:deny" in made
    assert "here:deny" not in made
