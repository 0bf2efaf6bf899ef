from __future__ import annotations

import pytest

from geo.places.romanise import romanisations


@pytest.mark.parametrize(
    ("hangul", "spellings"),
    [
        ("개성", {"gaeseong", "kaesong"}),
        ("철원", {"cheorwon", "chorwon"}),
        ("연평", {"yeonpyeong", "yonpyong"}),
        ("백령", {"baengnyeong", "paengnyong"}),
        ("화천", {"hwacheon", "hwachon"}),
        ("판문점", {"panmunjeom", "panmunjom"}),
        ("왕십리", {"wangsimni"}),
    ],
)
def test_both_koreas_spellings(hangul: str, spellings: set[str]) -> None:
    assert spellings <= set(romanisations(hangul))


@pytest.mark.parametrize("written", ["Paju", "파주 Paju", "", "坡州"])
def test_only_hangul_is_spelt(written: str) -> None:
    assert romanisations(written) == []
