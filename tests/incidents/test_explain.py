from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from incident_nouns import mention

from geo.incidents import explain, reasons
from geo.incidents.reality import Signs
from geo.incidents.rivals import Act
from geo.incidents.text import sentences
from geo.incidents.triggers import Lexicon
from geo.model import Reason


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0.72, "about 7 of 10 such findings are right"),
        (0.99, "more than 9 of 10 such findings are right"),
        (0.0, "fewer than 1 of 10 such findings are right"),
    ],
)
def test_a_confidence_in_words(share: float, words: str) -> None:
    assert explain.likely(share) == words


def test_a_reason_in_one_line() -> None:
    reason = Reason(why="'Aville' in the same sentence", score=0.8, others=(("Bville", 0.1), ("Cville", 0.05)))
    assert explain.because(reason) == (
        "'Aville' in the same sentence; fits at 0.80; next best: Bville (0.10), Cville (0.05)"
    )


@given(st.text(max_size=300), st.integers(0, 300), st.integers(1, 60))
def test_a_quote_holds_its_words_as_they_stand(text: str, start: int, length: int) -> None:
    for quote in explain.quotes(text, [(start, start + length)]):
        assert quote.words == text[start : start + length]
        assert quote.before.removeprefix("… ") in text
        assert quote.after.removesuffix(" …") in text


def test_spans_beyond_the_text_are_left_out() -> None:
    assert explain.quotes("short", [(-1, 2), (3, 3), (2, 99)]) == []


def act(text: str) -> Act:
    rules = {"border_crossing": [{"verbs": ["cross"], "near": ["border line", "soldier"]}]}
    sentence = sentences(text)[0]
    trigger = Lexicon(rules, {}).triggers(sentence, {})[0]
    signs = Signs(*[False] * len(Signs.__slots__))
    return Act("border_crossing", sentence, trigger, signs, 0.9)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ten soldiers crossed it.", ["crossed", "soldiers"]),
        ("They crossed the old border line.", ["crossed", "border line"]),
    ],
)
def test_the_words_that_tell_the_kind(text: str, words: list[str]) -> None:
    found = reasons._kind(text, act(text))
    assert [text[start:end] for start, end in found.spans] == words
    assert all(f"'{word}'" in found.why for word in words)


def test_two_tellings_keep_the_reason_of_what_each_tells() -> None:
    best = mention("r1", reasons={"period": Reason(why="best"), "kind": Reason(why="best")}, initiator=())
    other = mention("r1", reasons={"period": Reason(why="other"), "initiator": Reason(why="other")})
    joined = reasons.of_both(best, other, other)
    assert {name: one.why for name, one in joined.items()} == {"period": "other", "kind": "best", "initiator": "other"}


def test_why_mentions_are_one_incident() -> None:
    first, second = mention("r1"), mention("r2")
    (found,) = explain.joinings([first, second])
    assert (found.mention, found.fits) == (second, first)
    assert 0 <= found.probability <= 1
    assert found.grounds


def test_an_act_that_counts_but_is_no_mention_says_why() -> None:
    weighed = SimpleNamespace(act=SimpleNamespace(kind="shelling", trigger=SimpleNamespace(start=4)))
    dated, undated = (SimpleNamespace(published=day) for day in (date(2024, 6, 1), None))
    told = [mention("r1", kind="shelling", trigger=(4, 9))]
    elsewhere = [mention("r1", kind="shelling", trigger=(80, 90))]
    assert explain._lost(dated, weighed, told) == ""
    assert "elsewhere" in explain._lost(dated, weighed, elsewhere)
    assert "publication" in explain._lost(undated, weighed, [])
    assert "no place" in explain._lost(dated, weighed, [])
