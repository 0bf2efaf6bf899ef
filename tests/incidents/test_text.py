from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.incidents.text import LONGEST, lead_length, quoted_spans, sentence_at, sentences, words

prose = st.text(st.sampled_from("aBc dÉ 1.!?…\n\"”’'()-  한글,"), max_size=120) | st.text(max_size=60)


def split(text: str) -> list[str]:
    return [sentence.of(text) for sentence in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A drone fell. Nobody was hurt.", ["A drone fell.", "Nobody was hurt."]),
        (
            "Gen. Kim met Lt. Col. Park at 9 a.m. on the bridge.",
            ["Gen. Kim met Lt. Col. Park at 9 a.m. on the bridge."],
        ),
        ("They left at 6 p.m. Nobody followed.", ["They left at 6 p.m.", "Nobody followed."]),
        ("The U.S. Army post No. 4 is 2.5 km away.", ["The U.S. Army post No. 4 is 2.5 km away."]),
        ("J. Doe crossed on Jan. 5 at St. Mary.", ["J. Doe crossed on Jan. 5 at St. Mary."]),
        ("“We saw it.” Then they left.", ["“We saw it.”", "Then they left."]),
        ("Shots rang out... Silence followed.", ["Shots rang out...", "Silence followed."]),
        ("Shots rang out... and stopped.", ["Shots rang out... and stopped."]),
        ("A headline without a stop\nThe first line.", ["A headline without a stop", "The first line."]),
        ("1. Close the gate.\n2. Man the wall.", ["1. Close the gate.", "2. Man the wall."]),
        ("Who fired? Nobody knows!", ["Who fired?", "Nobody knows!"]),
        ("병사가 넘어왔다. 경고 사격이 있었다.", ["병사가 넘어왔다.", "경고 사격이 있었다."]),
        ("", []),
        (" \n\t ", []),
    ],
)
def test_where_sentences_end(text: str, expected: list[str]) -> None:
    assert split(text) == expected


@given(prose)
def test_sentences_keep_order_and_share_no_character(text: str) -> None:
    found = sentences(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert [one.index for one in found] == list(range(len(found)))
    assert all(a.paragraph <= b.paragraph for a, b in pairwise(found))


@given(prose)
def test_sentences_leave_out_nothing_but_space(text: str) -> None:
    covered = {offset for one in sentences(text) for offset in range(one.start, one.end)}
    assert all(text[offset].isspace() for offset in range(len(text)) if offset not in covered)


@given(prose)
def test_no_sentence_begins_or_ends_with_space(text: str) -> None:
    assert all(one.of(text) == one.of(text).strip() != "" for one in sentences(text))


@given(prose)
def test_every_word_is_what_stands_at_its_offsets(text: str) -> None:
    for sentence in sentences(text):
        for word in sentence.words:
            assert text[word.start : word.end] == word.text
            assert sentence.start <= word.start < word.end <= sentence.end


@given(prose, st.integers(0, 130))
def test_sentence_at_finds_the_sentence_that_holds_an_offset(text: str, offset: int) -> None:
    found = sentences(text)
    holding = [one for one in found if one.start <= offset < one.end]
    assert sentence_at(found, offset) == (holding[0] if holding else None)


def test_words_keep_hyphens_and_drop_possessive_endings() -> None:
    found = [word.text for word in words("The army's cease-fire and Seoul’s U.S. allies' plan")]
    assert found == ["The", "army", "cease-fire", "and", "Seoul", "U.S", "allies", "plan"]


def test_line_breaks_begin_paragraphs() -> None:
    found = sentences("One. Two.\n\nThree.\nFour.")
    assert [one.paragraph for one in found] == [0, 0, 1, 2]


def test_quotes_end_with_their_paragraph() -> None:
    text = '“He crossed,” she said. "No," he said.\n“Never closed'
    assert [text[start:end] for start, end in quoted_spans(text)] == ["“He crossed,”", '"No,"', "“Never closed"]


@given(prose)
def test_quoted_spans_are_in_order_and_apart(text: str) -> None:
    found = quoted_spans(text)
    assert all(a[1] <= b[0] for a, b in pairwise(found))


@pytest.mark.parametrize(("line", "length"), [("• Shots", 2), ("3) Shots", 3), ("– 4. Shots", 5), ("Shots", 0)])
def test_the_bullet_of_a_list_is_measured(line: str, length: int) -> None:
    assert lead_length(line) == length


@pytest.mark.parametrize("unit", ["“", ". ", ".", "\n", "A. ", "x ", "'"])
def test_long_texts_of_one_mark_are_split(unit: str) -> None:
    text = unit * (200_000 // len(unit)) + "\nEnd."
    assert sentences(text)[-1].of(text) == "End."
    assert len(quoted_spans(text)) <= 1


@given(
    st.lists(st.sampled_from(["shelled ", "x" * 700, "a, b  ", " " * 90, "\u00a0", "Paju"]), max_size=60).map("".join)
)
def test_a_sentence_without_an_end_is_cut_and_loses_only_blanks(text: str) -> None:
    found = sentences(text)
    assert all(0 < one.end - one.start <= LONGEST for one in found)
    assert all(one.of(text) == one.of(text).strip() for one in found)
    assert "".join(one.of(text) for one in found).replace(" ", "") == text.strip().replace(" ", "") or "\u00a0" in text
    assert [one.index for one in found] == list(range(len(found)))


def test_a_long_sentence_is_cut_between_words() -> None:
    text = "Troops crossed the border near Paju, and " * 100
    found = sentences(text)
    assert len(found) > 1
    assert sum(len(one.words) for one in found) == len(words(text))
    assert {one.paragraph for one in found} == {0}
