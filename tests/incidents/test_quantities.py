from __future__ import annotations

import pytest

from geo.incidents.quantities import quantities
from geo.incidents.text import sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Some 240 balloons came down.", {"balloons": 240}),
        ("Forty steel posts were set.", {"posts": 40}),
        ("Two dozen rockets fell.", {"rockets": 24}),
        ("Three guards were killed and five wounded.", {"killed": 3, "injured": 5}),
        ("The blast killed at least four men.", {"killed": 4}),
        ("The blast injured some 12 people and killed two.", {"injured": 12, "killed": 2}),
        ("About 300 migrants crossed.", {"people": 300}),
        ("A fence of 25 km was built.", {"km": 25}),
        ("They seized 30 kilograms of powder.", {"kg": 30}),
        ("They paid $4 million.", {"usd": 4e6}),
        ("Five aircraft and 60 troops took part.", {"aircraft": 5, "troops": 60}),
        ("On 3 May 2024 at 5 p.m. calm returned.", {}),
        ("On May 28 and 30 calm returned.", {}),
        ("Nothing moved.", {}),
    ],
)
def test_numbers_with_their_nouns(text: str, expected: dict[str, float]) -> None:
    assert quantities(text, sentences(text)[0]) == expected


def test_only_the_sentence_is_read() -> None:
    text = "Ten boats left. Twenty boats came back."
    assert quantities(text, sentences(text)[1]) == {"boats": 20}
