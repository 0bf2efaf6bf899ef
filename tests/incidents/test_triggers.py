"""The rules of a kind, from a table alone: what they find and what they leave."""

from __future__ import annotations

import tomllib

import pytest

from geo.errors import DataError
from geo.incidents.text import sentences
from geo.incidents.triggers import NEAR_WORDS, Lexicon, Trigger, default_lexicon
from geo.kinds import kinds

TOML = """
[words]
animal = ["goat", "cow", "sheepdog", "pack mule"]
herd = ["@animal", "flock"]

[kind.rustling]
rules = [
  { nouns = ["cattle raid"] },
  { verbs = ["steal", "drive off"], near = ["@herd"], unless = ["film"] },
]

[kind.stampede]
rules = [{ verbs = ["bolt"], near = ["cow", "@country"], also = ["fence"] }]
"""


def lexicon(toml: str = TOML) -> Lexicon:
    document = tomllib.loads(toml)
    return Lexicon({name: row["rules"] for name, row in document["kind"].items()}, document.get("words", {}))


def found(text: str, classes: dict[int, frozenset[str]] | None = None) -> list[Trigger]:
    return [one for sentence in sentences(text) for one in lexicon().triggers(sentence, classes or {})]


def kinds_in(text: str) -> list[str]:
    return [one.kind for one in found(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Two cattle raids were told.",
        "A cattle raid was told.",
        "Men stole forty goats.",
        "The goats were stolen.",
        "He steals a pack mule.",
        "They drove off the whole flock.",
        "They were driving off cows.",
    ],
)
def test_any_form_of_a_lemma_triggers(text: str) -> None:
    assert kinds_in(text) == ["rustling"]


@pytest.mark.parametrize(
    "text",
    [
        "Men stole forty lamps.",
        "The film tells how goats were stolen.",
        "Goats graze.",
        "He drove a lorry, and much later, after the long rains had ended, he got off with a goat.",
        "The cattle were raided.",
        "Cows bolted.",
    ],
)
def test_without_what_a_rule_wants_nothing_triggers(text: str) -> None:
    assert kinds_in(text) == []


def test_also_asks_for_one_word_more() -> None:
    assert kinds_in("Cows bolted through the fence.") == ["stampede"]


def test_near_has_a_reach() -> None:
    far = " ".join(["very"] * NEAR_WORDS)
    assert kinds_in(f"Men stole a goat and {far} sad.") == ["rustling"]
    assert kinds_in(f"Men stole {far} sad goats.") == []


def test_word_classes_of_the_report_stand_for_entries() -> None:
    text = "They bolted past the fence."
    assert kinds_in(text) == []
    assert [one.kind for one in found(text, {0: frozenset({"@country"})})] == ["stampede"]


def test_a_trigger_knows_its_words() -> None:
    text = "At dawn they drove them off, ten goats in all."
    [one] = found(text)
    assert text[one.start : one.end] == "drove them off"
    assert (one.lemma, one.form, one.near, one.rule) == ("drive off", "past", "goat", 1)


def test_the_nearest_entry_is_kept() -> None:
    [one] = found("A cow looked on, she said, as they stole goats.")
    assert (one.near, one.distance) == ("goat", 1)


@pytest.mark.parametrize("row", ['{ near = ["cow"] }', '{ verbs = ["bolt"], neer = ["cow"] }'])
def test_a_rule_that_cannot_work_is_refused_by_kind_and_number(row: str) -> None:
    with pytest.raises(DataError, match=r"'stampede', rule 1"):
        lexicon(f"[kind.stampede]\nrules = [{row}]")


def test_every_kind_of_the_program_has_rules_that_compile() -> None:
    assert all(kind.rules for name, kind in kinds().items() if name != "other")
    assert default_lexicon() is default_lexicon()


def test_triggers_come_in_the_order_of_the_text() -> None:
    starts = [one.first for one in found("After the cattle raid men stole goats, and cows bolted over a fence.")]
    assert starts == sorted(starts)
    assert len(starts) == 3
