"""Who did it and to whom."""

from __future__ import annotations

import pytest
from incident_nouns import place, resolution

from geo.incidents.actors import ActorFinder
from geo.incidents.casting import candidates
from geo.incidents.frames import Frame
from geo.incidents.reality import signs
from geo.incidents.roles import Roles, roles
from geo.incidents.text import quoted_spans, sentences
from geo.incidents.triggers import Lexicon

LEXICON = Lexicon(
    {
        "shelling": [{"verbs": ["shell", "fire"], "nouns": ["raid", "clash"]}],
        "armed_clash": [{"verbs": ["exchange fire"]}],
        "detention": [{"verbs": ["arrest"]}],
        "migrant_crossing": [{"verbs": ["wade"], "near": ["villager", "people"]}],
        "warning_shots": [{"verbs": ["let off"]}],
    },
    {},
)


def frame(text: str, index: int = 0, title: str = "") -> Frame:
    found = sentences(text)
    trigger = LEXICON.triggers(found[index], {})[0]
    finder = ActorFinder(text, found, title=title)
    return Frame(finder, found[index], trigger, signs(text, found[index], trigger, quoted_spans(text)))


def cast(text: str, index: int = 0, title: str = "") -> Roles:
    act = frame(text, index, title)
    return roles(act.finder, act.sentence, act.trigger, act.signs)


@pytest.mark.parametrize(
    ("text", "initiator"),
    [
        ("Pakistani troops shelled Indian posts.", "Pakistani troops"),
        ("Three fishermen were arrested by the Japanese coastguard.", "Japanese coastguard"),
        ("Syrian troops shelled the ridge at dusk, Israel said.", "Syrian troops"),
        ("The mayor says Syrian troops fired at dusk.", "Syrian troops"),
        ("Syria shelled the ridge at dusk.", "Syria"),
        ("Boko Haram shelled the Chadian garrison on Sunday.", "Boko Haram"),
    ],
)
def test_the_doer_is_the_force_or_the_group_that_acts(text: str, initiator: str) -> None:
    assert cast(text).initiator == (initiator,)


def test_the_one_done_to_is_the_other_side() -> None:
    assert cast("Pakistani troops shelled Indian posts.").target == ("India",)


def test_a_joint_act_has_two_doers() -> None:
    found = cast("Indian and Pakistani troops exchanged fire across the line for an hour, both sides said.")
    assert set(found.initiator) == {"India", "Pakistani troops"}
    assert found.target == ()


def test_a_doer_may_stand_in_the_sentence_before() -> None:
    assert cast("Egyptian guards heard steps. They fired.", 1).initiator == ("Egypt",)


def test_the_countries_of_both_sides_are_known() -> None:
    assert cast("Pakistani troops shelled Indian posts.").countries == ("PK", "IN")


def test_what_decided_is_told_with_its_words() -> None:
    text = "Pakistani troops shelled Indian posts."
    found = cast(text)
    assert found.reason
    assert [text[start:end] for start, end in found.initiator_spans] == ["Pakistani troops"]
    assert [text[start:end] for start, end in found.target_spans] == ["Indian"]


def test_the_north_is_north_korea_where_korea_is_told() -> None:
    assert cast("Korea woke early. The North fired at dawn.", 1).initiator == ("North Korea",)
    assert "North Korea" not in cast("Ghana woke early. The North fired at dawn.", 1).initiator


def phrases(text: str) -> list[str]:
    found = sentences(text)
    return [one.phrase for one in ActorFinder(text, found).actors(found[0])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hezbollah fired.", ["Hezbollah"]),
        ("Then the soldiers of Rwanda left.", ["soldiers of Rwanda"]),
        ("Later India's Border Security Force fired.", ["India's Border Security Force"]),
        ("The Border Security Force fired.", ["Border Security Force"]),
        ("At dusk Afghans waded over.", ["Afghans"]),
    ],
)
def test_phrases_that_name_actors(text: str, expected: list[str]) -> None:
    assert phrases(text) == expected


def test_a_person_is_of_the_country_told_beside_the_office() -> None:
    text = "Norwegian president Ola Lind spoke. Lind fired."
    found = sentences(text)
    assert [one.country for one in ActorFinder(text, found).actors(found[1])] == ["NO"]
    text = "Then Ola Lind, the Norwegian envoy, fired."
    assert ActorFinder(text, sentences(text)).actors(sentences(text)[0])[0].country == "NO"


def test_all_phrases_of_a_state_are_one_candidate() -> None:
    act = frame("Ghana's army fired. Ghanaian guards let off shots, Accra said.")
    ghana = [one for one in candidates(act) if one.country == "GH"]
    assert len(ghana) == 1
    assert len(ghana[0].mentions) == 3


def test_a_single_soldier_acts_for_himself() -> None:
    act = frame("A Ghanaian soldier fired.")
    assert "Ghanaian soldier" in [one.phrase for one in candidates(act)]


def test_nobody_is_a_candidate_of_every_act() -> None:
    assert candidates(frame("Shells were fired."))[0].phrase == ""
    assert cast("Flares were fired.").initiator == ()


def test_a_place_is_no_actor() -> None:
    text = "Near Port Blair the guards fired."
    found = sentences(text)
    port = resolution(text, place("Port Blair", 92.7, 11.7, "IN"))
    finder = ActorFinder(text, found, [port])
    assert [one.phrase for one in finder.actors(found[0])] == ["guards"]
    assert finder.places_in(found[0]) == [(5, "IN")]


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
