"""Sentences as the act model sees them, with rules made for the test."""

from __future__ import annotations

from incident_nouns import PUBLISHED, place, resolution

from geo.incidents.acts import Reading
from geo.incidents.dates import find_dates
from geo.incidents.text import sentences
from geo.incidents.triggers import Lexicon

LEXICON = Lexicon(
    {
        "shelling": [{"verbs": ["shell"], "near": ["@place"]}],
        "border_crossing": [{"verbs": ["walk"], "near": ["@line_place", "@crossing_place"]}],
        "protest": [{"verbs": ["shout"], "near": ["@country", "@nationals"]}],
    },
    {},
)
GATE = place("Torkham", 71.1, 34.1, "PK", "crossing")
TEXT = (
    "On Monday guns shelled Torkham. They will walk to Torkham next Friday. Some Afghans shouted in 1999. "
    "Who shelled it?"
)


def reading(text: str = TEXT) -> Reading:
    start = text.rindex("Torkham") if "Torkham" in text else -1
    found = [resolution(text, GATE)] if start >= 0 else []
    if start > text.find("Torkham"):
        found.append(resolution(text[:start].replace("Torkham", "_______") + text[start:], GATE))
    return Reading(text, sentences(text), find_dates(text, PUBLISHED), found, LEXICON)


def test_rules_may_ask_for_places_and_peoples() -> None:
    found = [[trigger.kind for trigger, _ in view.triggers] for view in reading().views]
    assert found == [["shelling"], ["border_crossing"], ["protest"], []]


def test_a_view_knows_the_time_of_its_sentence() -> None:
    monday, friday, year, question = reading().views
    assert (monday.dated, monday.future, monday.history) == (True, False, False)
    assert (friday.dated, friday.future) == (False, True)
    assert year.history
    assert question.question


def test_words_inside_dates_and_places_lose_their_letters() -> None:
    stems = reading().views[0].stems
    assert "<date>" in stems
    assert "<place>" in stems
    assert not {"monday", "torkham"} & set(stems)


def test_the_kinds_of_the_whole_text_are_known() -> None:
    assert set(reading().document_kinds) == {"shelling", "border_crossing", "protest"}


def test_a_text_without_triggers_tells_no_act() -> None:
    assert reading("The baker baked bread.").acts() == []
