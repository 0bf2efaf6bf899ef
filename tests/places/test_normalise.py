from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.places.normalise import normalise, words


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Yeonpyeong-do", "yeonpyeong do"),
        ("P'yŏngyang", "pyongyang"),
        ("Rîbnița", "ribnita"),
        ("Białowieża", "bialowieza"),
        ("U.S.", "us"),
        ("St. Martin’s  Island", "st martins island"),
        ("Ağdərə", "agdara"),
        ("판문점", "판문점"),
        ("", ""),
    ],
)
def test_a_key_has_no_case_marks_or_hyphens(written: str, key: str) -> None:
    assert normalise(written) == key


@given(st.text())
def test_a_key_is_its_own_key(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(st.text())
def test_every_word_is_the_text_at_its_offsets(text: str) -> None:
    found = list(words(text))
    assert all(text[word.start : word.end] == word.text and word.text for word in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


def test_a_possessive_is_no_part_of_its_word() -> None:
    assert [word.text for word in words("Seoul's and Beijing’s envoys met in Cox's Bazar")][0:3] == [
        "Seoul",
        "and",
        "Beijing",
    ]


def test_dotted_initials_are_one_word() -> None:
    assert [word.key for word in words("the U.S. side")] == ["the", "us", "side"]
