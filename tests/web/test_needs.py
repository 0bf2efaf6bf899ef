from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from browsing import Told, put
from hypothesis import given
from hypothesis import strategies as st

from geo.review.queue import Item, Need
from geo.web import needs

if TYPE_CHECKING:
    from geo.store import Store

IDS = st.lists(st.sampled_from("abcdefgh"), unique=True)
TOLD = Told("threat", date(2024, 7, 1), 127.5, 36.9, "Osan")


def item(store: Store, *found: Need, confidence: float = 0.9, **fields: object) -> Item:
    incident = replace(put(store, TOLD, 1), confidence=confidence)
    return Item(incident=incident, needs=found, score=1.0, **fields)


def test_each_need_is_counted_and_can_be_asked_for(store: Store) -> None:
    both, one = item(store, Need.TWIN, Need.UNSURE), item(store, Need.UNSURE)
    assert needs.counts([both, one]) == {Need.TWIN: 1, Need.UNSURE: 2}
    assert needs.kept([both, one], "duplicate") == [both]
    assert needs.kept([both, one], "") == [both, one]


def test_reasons_are_plain_words(store: Store) -> None:
    found = item(
        store,
        *Need,
        confidence=0.4,
        differing=("quantities.balloons", "quantities.soldiers", "losses.Laos.killed", "odd"),
    )
    assert needs.reasons(found, "Threat, Osan, 2 Jul 2024") == [
        "Somebody marked it as needing work.",
        "It may be the same as ‘Threat, Osan, 2 Jul 2024’.",
        "Its reports differ: numbers, who lost how many, odd.",
        "The program is not sure of its reading: confidence low (40%).",
    ]
    assert needs.reasons(found)[1] == "It may be told twice."
    assert needs.briefly(found).endswith("Reports differ: numbers, who lost how many, odd · Not sure (40%)")


@given(IDS, st.sampled_from("abcdefgh"), st.sampled_from([-1, 1]))
def test_a_neighbour_is_listed_and_at_most_one_step_away(ids: list[str], current: str, step: int) -> None:
    found = needs.neighbour(ids, current, step)
    assert found in ids or found == current
    if current in ids:
        assert abs(ids.index(found) - ids.index(current)) <= 1


@given(IDS, st.sampled_from("abcdefgh"), IDS)
def test_what_is_on_the_desk_stays_or_the_next_takes_its_place(order: list[str], wanted: str, ids: list[str]) -> None:
    found = needs.still_there(order, wanted, ids)
    assert found in ids if ids else found == ""
    if wanted in ids:
        assert found == wanted


def test_after_the_one_that_left_comes_the_next_and_at_the_end_the_one_before() -> None:
    assert needs.still_there(["a", "b", "c", "d"], "b", ["a", "c", "d"]) == "c"
    assert needs.still_there(["a", "b", "c"], "c", ["a", "b"]) == "b"
    assert needs.still_there([], "x", ["a", "b"]) == "a"
