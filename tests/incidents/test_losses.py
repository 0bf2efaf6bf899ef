"""Who lost how many: sides with their dead and hurt, and numbers that tell no side."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.incidents.actors import ActorFinder
from geo.incidents.fates import tolls
from geo.incidents.losses import Losses
from geo.incidents.quantities import Counted, counted
from geo.incidents.text import sentences
from geo.incidents.triggers import Lexicon
from geo.model import Loss

LEXICON = Lexicon(
    {
        "shelling": [{"verbs": ["shell"], "nouns": ["shelling"]}],
        "diplomatic_meeting": [{"verbs": ["meet"]}],
        "border_closure": [{"verbs": ["close"]}],
    },
    {},
)


def told(text: str) -> list[tuple[str, str, float]]:
    found = sentences(text)
    finder = ActorFinder(text, found)
    return [(one.side, one.fate, one.count.value) for sentence in found for one in tolls(finder, sentence)]


def lost(text: str, numbers: list[Counted] | None = None) -> tuple[Loss, ...]:
    """The losses of the act that the first sentence tells; `numbers`: None for those that the program counts."""
    found = sentences(text)
    trigger = LEXICON.triggers(found[0], {})[0]
    if numbers is None:
        numbers = counted(text, found, 0, trigger)
    return Losses(ActorFinder(text, found)).of(0, trigger, numbers)


def plain(losses: tuple[Loss, ...]) -> dict[str, tuple[float | None, float | None]]:
    return {one.side: (one.killed, one.injured) for one in losses}


K, W = "killed", "injured"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Three Indian and two Pakistani soldiers were killed.", [("India", K, 3), ("Pakistan", K, 2)]),
        (
            "Five Thai villagers died and 14 Cambodian troops were wounded.",
            [("Thailand", K, 5), ("Cambodia", W, 14)],
        ),
        ("Israel lost two soldiers, Hezbollah seven fighters.", [("Israel", K, 2), ("Hezbollah", K, 7)]),
        (
            "Raiders stormed a Malian camp, killing two of its men and injuring four of the attackers.",
            [("Mali", K, 2), ("attackers", W, 4)],
        ),
        ("Gunners killed four Kenyan rangers and wounded another.", [("Kenya", K, 4), ("Kenya", W, 1)]),
        ("Four Greek sailors were killed and one wounded.", [("Greece", K, 4), ("Greece", W, 1)]),
        ("The blast killed six Turkish conscripts and hurt nine.", [("Turkey", K, 6), ("Turkey", W, 9)]),
        ("A Latvian border guard was shot dead on Sunday.", [("Latvia", K, 1)]),
        ("An Indian jawan lost his right leg to a mine.", [("India", W, 1)]),
        ("Two members of the BSF were killed near the gate.", [("India", K, 2)]),
        ("Nine fighters of Hezbollah were killed on the ridge.", [("Hezbollah", K, 9)]),
        ("Twenty Hungarian policemen were hurt at the fence.", [("Hungary", W, 20)]),
        ("The shells left two Thais dead and five Cambodians wounded.", [("Thailand", K, 2), ("Cambodia", W, 5)]),
        ("Two soldiers died on the Indian side and three on the Chinese side.", [("India", K, 2), ("China", K, 3)]),
        ("On the Armenian side six conscripts were killed.", [("Armenia", K, 6)]),
        ("Kyrgyzstan put its dead at 36 and Tajikistan at 41.", [("Kyrgyzstan", K, 36), ("Tajikistan", K, 41)]),
        ("Baku said that four of its own servicemen had been wounded.", [("Azerbaijan", W, 4)]),
        ("Tehran said that mortar fire had killed two of its guards.", [("Iran", K, 2)]),
        ("The deaths of three Syrian soldiers were announced at noon.", [("Syria", K, 3)]),
        ("Eight people, two of them Chinese, were killed.", [("China", K, 2)]),
        ("The mine killed five people, including two Egyptian engineers.", [("Egypt", K, 2)]),
        ("Troops shot dead eleven militants in the wood.", [("militants", K, 11)]),
        ("At least 20 Palestinian militants were killed.", [("Palestinian militants", K, 20)]),
        ("Guards wounded three Kurdish porters at the pass.", [("Kurdish porters", W, 3)]),
        ("Seven Afghan migrants drowned before dawn.", [("Afghan migrants", K, 7)]),
        ("Two wounded Thai rangers were flown out.", [("Thailand", W, 2)]),
        ("Asmara counts 200 Ethiopian dead.", [("Ethiopia", K, 200)]),
        ("Among the dead were four Rwandan officers.", [("Rwanda", K, 4)]),
        ("Between six and ten Pakistani soldiers were killed.", [("Pakistan", K, 6)]),
        ("Two Bahraini pilots, one of them an officer, were killed.", [("Bahrain", K, 2)]),
        ("Two Serbian beekeepers and a local cook were injured.", [("Serbia", W, 2)]),
        ("Ten people were killed and 40 wounded on its side, Beirut said.", [("Lebanon", K, 10), ("Lebanon", W, 40)]),
        ("Two Uzbek guards hidden in a lorry were killed.", [("Uzbekistan", K, 2)]),
        ("Chinese losses stood at four.", [("China", K, 4)]),
        ("An Egyptian guard wounded on Friday succumbed to his injuries.", [("Egypt", K, 1)]),
    ],
)
def test_a_side_with_its_dead_and_hurt(text: str, expected: list[tuple[str, str, float]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Two Indian outlets reported five dead.",
        "Three Thai newspapers put the number of dead at nine.",
        "Seven people were killed and twelve injured.",
        "Four soldiers were wounded by a mine.",
        "Indian and Pakistani soldiers were killed.",
        "Several Syrian conscripts were hurt.",
        "Israeli fire killed sixty people at the fence.",
        "Russian shells killed two women in the market.",
        "Two Indian posts were destroyed and a bunker burnt.",
        "Three Pakistani villages were hit by mortars.",
        "Two Turkish drones were lost over the ridge.",
        "Israel lost two drones and a tank.",
        "Thailand lost two hills to the other army.",
        "Nobody was hurt on the Indian side.",
        "No Cambodian soldier was killed.",
        "The two Chinese patrols were not hurt.",
        "Two Thai soldiers were nearly killed.",
        "Two Pakistani soldiers could have been killed.",
        "The general threatened to kill ten Indian soldiers.",
        "A raid may kill forty Syrian soldiers.",
        "Two Indian soldiers said that six villagers had been killed.",
        "Five Armenian officers buried their dead.",
        "Ten Thai officials met the wounded.",
        "Thirty Chechen cattle were killed.",
        "Two Ukrainian goats were injured by splinters.",
        "Three Greek ships were sunk with four dead.",
        "A Russian missile killed a farmer.",
        "A Chinese official said five were dead.",
        "Two dead on each side, the mediators said.",
        "Both sides lost three men.",
        "Two of them were wounded.",
        "On 14 May 2024 Indian soldiers were killed.",
        "In 2016 Pakistani guards were wounded.",
        "Two Iranian state channels spoke of 40 killed.",
        "Three Georgians were arrested and a pistol was found.",
        "Four Jordanian officers killed time at the gate.",
    ],
)
def test_what_tells_no_loss_of_a_side(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two Indian soldiers killed three intruders.", [("intruders", K, 3)]),
        ("An Egyptian policeman shot dead two Israeli soldiers.", [("Israel", K, 2)]),
        ("Six Afghan guards wounded a Pakistani major.", [("Pakistan", W, 1)]),
        ("Two Syrian guards were killed by three Iraqi deserters.", [("Syria", K, 2)]),
        ("Hezbollah fired at an Israeli post, killing two of its men.", [("Israel", K, 2)]),
    ],
)
def test_who_kills_loses_nobody(text: str, expected: list[tuple[str, str, float]]) -> None:
    assert told(text) == expected


def test_the_losses_of_an_act_with_the_words_that_tell_them() -> None:
    text = (
        "Guns shelled the ridge on Monday. Three Thai soldiers and a Thai cook died, and two Lao guards were wounded."
    )
    found = lost(text)
    assert plain(found) == {"Thailand": (4, None), "Laos": (None, 2)}
    assert [text[start:end] for start, end in found[0].spans] == ["Three Thai soldiers", "a Thai cook"]


def test_what_is_told_again_is_not_added() -> None:
    text = "Guns shelled the camp and killed three Thai soldiers. Three Thai soldiers died, the army said."
    assert plain(lost(text)) == {"Thailand": (3, None)}


def test_part_of_a_side_is_not_added_to_it() -> None:
    text = "Guns shelled the camp and killed five Thai soldiers, including two Thai officers."
    assert plain(lost(text)) == {"Thailand": (5, None)}


def test_an_older_act_of_the_sentence_has_its_own_dead() -> None:
    assert (
        lost("India shelled the ridge on Monday, a week after three Indian soldiers were killed at a gate.", []) == ()
    )


def test_a_meeting_has_no_dead_of_its_own() -> None:
    assert lost("Envoys met on Monday as two Thai soldiers were killed.", []) == ()
    assert plain(lost("Guns shelled the camp as two Thai soldiers were killed.", [])) == {"Thailand": (2, None)}


def test_another_paragraph_tells_another_act() -> None:
    assert lost("Guns shelled the ridge on Monday.\nThree Thai soldiers were killed.") == ()


def test_a_loss_needs_a_side_and_a_number() -> None:
    for wrong in ({"side": " ", "killed": 1.0}, {"side": "India"}, {"side": "India", "killed": -1.0}):
        with pytest.raises(ValueError, match="name a side"):
            Loss(**wrong)
    with pytest.raises(ValueError, match="cannot be"):
        Loss(side="India", injured=float("nan"))


@given(
    st.lists(
        st.sampled_from(
            "two three 14 a Indian Thai soldiers villagers were was killed wounded lost died and , . ; its men of the "
            "them Hezbollah side on at dead between to said another who 7".split()
        ),
        max_size=40,
    )
)
def test_every_span_holds_a_number_or_a_side_of_the_text(words: list[str]) -> None:
    text = "Guns shelled the ridge. " + " ".join(words)
    for loss in lost(text, []):
        assert all(0 <= start < end <= len(text) for start, end in loss.spans)
        assert (loss.killed or 0) + (loss.injured or 0) > 0
