from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.places.gazetteer import Gazetteer

    Run = Callable[..., Any]


@pytest.fixture(autouse=True)
def _opened(gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geo.places.gazetteer.Gazetteer.open", lambda path=None: gazetteer)


def facts(out: str) -> dict[str, str]:
    return dict(line.split("\t") for line in out.splitlines())


def test_it_says_what_lies_at_a_position(run: Run) -> None:
    result = run("reverse", "37.8", "126.8")
    told = facts(result.out)
    assert (result.status, result.err) == (0, "")
    assert told["position"] == "37.80000° N, 126.80000° E"
    assert (told["district"], told["province"], told["country"]) == ("Paju-si", "Gyeonggi", "South Korea")
    assert "on the side of South Korea; beyond it North Korea" in told["border"]


@pytest.mark.parametrize(
    "words", [["37.8,126.8"], ["37.8, 126.8"], ["37.8 N", "126.8 E"], ["126.8 E, 37.8 N"], ["+37.8", "+126.8"]]
)
def test_the_order_is_latitude_first_unless_letters_say_otherwise(run: Run, words: list[str]) -> None:
    assert facts(run("reverse", *words).out) == facts(run("reverse", "37.8", "126.8").out)


def test_south_and_west_may_be_negative(run: Run) -> None:
    assert facts(run("reverse", "-33.87", "151.2").out)["country"] == "Australia"
    assert facts(run("reverse", "40.7", "-74").out)["country"] == "United States"


def test_a_swap_is_refused_or_told(run: Run) -> None:
    refused = run("reverse", "126.8", "37.8")
    assert (refused.status, refused.out) == (2, "")
    assert "swapped" in refused.err
    told = run("reverse", "77.2", "28.6")
    assert told.status == 0
    assert "New Delhi" in told.err


@pytest.mark.parametrize("words", [["Paju"], ["37.8"], ["nan", "3"], ["1", "2", "3"]])
def test_what_is_no_position_is_one_sentence(run: Run, words: list[str]) -> None:
    result = run("reverse", *words)
    assert (result.status, result.out) == (2, "")
    assert result.err.count("\n") == 1


def test_on_the_line_it_says_so(run: Run) -> None:
    assert "nearer than it is known" in facts(run("reverse", "37.956", "126.677").out)["border"]
