from __future__ import annotations

import pytest

from geo.incidents.reality import Signs, signs
from geo.incidents.text import quoted_spans, sentences
from geo.incidents.triggers import Lexicon

LEXICON = Lexicon({"fire": [{"verbs": ["fire", "cross"], "nouns": ["raid"]}]}, {})


def read(text: str) -> Signs:
    """The signs around the last trigger of a sentence."""
    [sentence] = sentences(text)
    trigger = LEXICON.triggers(sentence, {})[-1]
    return signs(text, sentence, trigger, quoted_spans(text))


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("The guards may fire at dawn.", "modal"),
        ("They'll fire again.", "modal"),
        ("The guards did not fire.", "negated"),
        ("They didn’t fire.", "negated"),
        ("No guard crossed.", "negated"),
        ("He denied that they had crossed.", "negated"),
        ("They plan to cross.", "intended"),
        ("He hopes that they cross.", "intended"),
        ("If they cross, we shall know.", "conditional"),
        ("They came to fire.", "infinitive"),
        ("The guards have fired.", "perfect"),
        ("They’ve fired.", "perfect"),
        ("The guards had fired.", "pluperfect"),
        ("Forty shells were fired.", "passive"),
        ("“We fired first,” he said.", "quoted"),
        ("Who fired first?", "question"),
        ("The guards fired, officials said.", "reported"),
    ],
)
def test_a_sign_is_seen(text: str, sign: str) -> None:
    assert sign in read(text).names()


def test_a_plain_account_has_no_sign() -> None:
    assert read("At dawn the guards fired at a raft.").names() == []


@pytest.mark.parametrize(
    "text",
    [
        "The talks may fail; guards fired at dawn.",
        "Nobody slept well that night, and guards fired.",
        "He had no doubt (they never lie): guards fired.",
    ],
)
def test_signs_of_another_clause_do_not_count(text: str) -> None:
    found = read(text)
    assert not {"modal", "negated", "intended"} & set(found.names())


def test_a_noun_has_no_voice_and_no_mood_of_its_own() -> None:
    found = read("They may have been told of a raid.")
    assert not {"modal", "passive", "perfect"} & set(found.names())
