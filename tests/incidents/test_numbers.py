from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.incidents.numbers import numbers

ONES = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
eighteen nineteen
""".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
SCALES = [(1_000_000, "million"), (1_000, "thousand"), (100, "hundred")]


def in_words(value: int, hyphen: str = "-", joint: str = " and ") -> str:
    """A number as it is spelt out in English."""
    for scale, name in SCALES:
        if value >= scale:
            head, rest = in_words(value // scale, hyphen, joint), value % scale
            return f"{head} {name}" + (("" if not rest else joint if rest < 100 else " ") + _tail(rest, hyphen, joint))
    if value >= 20:
        return TENS[value // 10 - 2] + (hyphen + ONES[value % 10] if value % 10 else "")
    return ONES[value]


def _tail(rest: int, hyphen: str, joint: str) -> str:
    return in_words(rest, hyphen, joint) if rest else ""


def values(text: str) -> list[float]:
    return [number.value for number in numbers(text)]


@given(st.integers(0, 999_999_999), st.sampled_from("- "), st.sampled_from([" and ", " "]))
def test_numbers_in_words_round_trip(value: int, hyphen: str, joint: str) -> None:
    assert values(f"Some {in_words(value, hyphen, joint)} men came.") == [value]


@given(st.integers(0, 10**9))
def test_numbers_in_digits_round_trip(value: int) -> None:
    assert values(f"of {value:,} men") == values(f"of {value} men") == [value]


@given(
    st.text(max_size=80) | st.lists(st.sampled_from([*ONES, *TENS, "hundred", "and", "a", "dozen", "12"])).map(" ".join)
)
def test_numbers_stand_in_order_and_apart(text: str) -> None:
    found = numbers(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(text[one.start : one.end].strip() for one in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("half a dozen rafts", [6]),
        ("two dozen men and a score", [24, 20]),
        ("half a million leaflets", [500_000]),
        ("a hundred thousand", [100_000]),
        ("a couple of shots, a pair of boots", [2, 2]),
        ("1.5 million", [1_500_000]),
        ("$4m and 2bn and 30k", [4e6, 2e9, 30e3]),
        ("a fence 4 m high", [4]),
        ("12 000 soldiers", [12_000]),
        ("three lakh people", [300_000]),
        ("two five-man patrols", [2, 5]),
        ("ten or twenty", [10, 20]),
        ("forty five men", [45]),
        ("at 12:30", []),
        ("version 1.2.3", []),
        ("in the 5th sector", []),
        ("the two-day talks", [2]),
        ("nobody, none, often, tension", []),
    ],
)
def test_numbers_as_the_news_writes_them(text: str, expected: list[float]) -> None:
    assert values(text) == expected


def test_only_the_wanted_part_is_read() -> None:
    text = "ten men, twenty boats, thirty drones"
    found = numbers(text, 9, 21)
    assert [(text[one.start : one.end], one.value) for one in found] == [("twenty", 20)]
