"""Who did it and to whom."""

from __future__ import annotations

import pytest
from incident_nouns import place, resolution

from geo.incidents.actors import ActorFinder
from geo.incidents.reality import signs
from geo.incidents.roles import Roles, roles
from geo.incidents.text import quoted_spans, sentences
from geo.incidents.triggers import Lexicon

LEXICON = Lexicon(
    {
        "shelling": [{"verbs": ["fire", "shell", "arrest", "shoot down", "cross", "land"], "nouns": ["raid", "clash"]}],
        "migrant_crossing": [{"verbs": ["wade"], "near": ["villager", "people"]}],
    },
    {},
)


def cast(text: str, index: int = 0) -> Roles:
    found = sentences(text)
    trigger = LEXICON.triggers(found[index], {})[0]
    return roles(
        ActorFinder(text, found), found[index], trigger, signs(text, found[index], trigger, quoted_spans(text))
    )


@pytest.mark.parametrize(
    ("text", "initiator", "target"),
    [
        ("Pakistani troops shelled Indian posts.", ("Pakistani troops",), ("India",)),
        ("Three fishermen were arrested by the Japanese coastguard.", ("Japanese coastguard",), ("fishermen",)),
        ("A raid by Turkish commandos ended at dawn.", ("Turkish commandos",), ()),
        ("The mayor says Syrian troops fired.", ("Syrian troops",), ()),
        ("Syrian troops fired at dusk, by the account of Israel.", ("Syrian troops",), ()),
    ],
)
def test_who_did_it_and_to_whom(text: str, initiator: tuple[str, ...], target: tuple[str, ...]) -> None:
    found = cast(text)
    assert found.initiator == initiator
    assert found.target == target


def test_a_joint_act_has_two_doers() -> None:
    assert set(cast("Pakistan and India fired at each other.").initiator) == {"Pakistan", "India"}
    assert set(cast("Chinese and Indian soldiers fired.").initiator) >= {"Indian soldiers"}


def test_an_unnamed_doer_is_that_of_the_sentence_before() -> None:
    assert cast("Egyptian guards heard steps. Then they fired.", 1).initiator == ("Egyptian guards",)


def test_in_a_passive_without_by_nobody_is_the_doer() -> None:
    assert cast("At noon Kenyan herders were arrested.").initiator == ()


def test_the_countries_of_both_sides_are_known() -> None:
    assert cast("Pakistani troops shelled Indian posts.").countries == ("PK", "IN")


def test_those_who_cross_need_no_name() -> None:
    assert cast("At night some villagers waded over.").initiator == ("villagers",)


def test_the_north_is_north_korea_where_korea_is_told() -> None:
    assert cast("Korea woke early. The North fired at dawn.", 1).initiator == ("North Korea",)
    assert "North Korea" not in cast("Ghana woke early. The North fired at dawn.", 1).initiator


def test_a_place_is_no_actor() -> None:
    text = "Near Port Blair the guards fired."
    found = sentences(text)
    port = resolution(text, place("Port Blair", 92.7, 11.7, "IN"))
    assert [one.phrase for one in ActorFinder(text, found, [port]).actors(found[0])] == ["guards"]


def test_a_country_may_act() -> None:
    text = "India fired."
    found = sentences(text)
    country = resolution(text, place("India", 78.0, 22.0, "IN", "country"))
    assert [one.country for one in ActorFinder(text, found, [country]).actors(found[0])] == ["IN"]


@pytest.mark.parametrize(
    "text", ["Chinese, Indian and Nepali guards met the U.N. envoy, Mr Rao, in K2 camp.", "é — ß", "12"]
)
def test_every_actor_stands_where_it_says(text: str) -> None:
    for sentence in sentences(text):
        for one in ActorFinder(text, sentences(text)).actors(sentence):
            assert sentence.start <= one.start < one.end <= sentence.end
