from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, date
from typing import TYPE_CHECKING

import pytest
from browsing import PAYLOADS, Told, put

from geo.errors import ChangedError, InputError, StoreError, StoreReadOnlyError
from geo.model import Action, Review
from geo.review import confirm
from geo.web import acting, chronicle, comparing
from geo.web.acting import Act, carry_out
from geo.web.stores import shared_store

if TYPE_CHECKING:
    from pathlib import Path

    from geo.store import Store

TOLD = Told("balloon_launch", date(2024, 6, 1), 126.78, 37.76, "Paju")


@pytest.fixture
def filled(store: Store) -> Store:
    for number in (1, 2):
        put(store, replace(TOLD, lon=TOLD.lon + number / 100), number, words=f"Number {number}.")
    put(store, replace(TOLD, day=date(2024, 9, 1)), 3, words="Long after.")
    return store


def act(store: Store, action: Action, number: int = 1, **more: object) -> Act:
    found = store.incident(f"incident-{number}")
    return Act(action=action, incident_id=found.id, version=found.version, **more)


@pytest.mark.parametrize(
    ("action", "review", "did"),
    [
        (Action.CONFIRM, Review.CONFIRMED, "Confirmed"),
        (Action.REJECT, Review.REJECTED, "Rejected"),
        (Action.NEEDS_WORK, Review.NEEDS_WORK, "Marked as needing work"),
    ],
)
def test_a_decision_is_done_told_taken_back_and_done_again(
    filled: Store, action: Action, review: Review, did: str
) -> None:
    done = carry_out(act(filled, action), "Kim")
    assert done.sentence == f"{did}: Balloon launch, Paju, 1 Jun 2024"
    assert filled.incident("incident-1").review is review
    back = carry_out(Act(action=Action.UNDO, incident_id="incident-1", edit_id=done.edit_id), "Kim")
    assert filled.incident("incident-1").review is Review.NEW
    assert back.edit_id == done.edit_id
    carry_out(Act(action=Action.REDO, incident_id="incident-1", edit_id=done.edit_id), "Kim")
    assert filled.incident("incident-1").review is review
    assert {edit.who for edit in filled.edits("incident-1")[1:]} == {"Kim"}


def test_a_merge_is_taken_back_by_the_edit_that_is_told(filled: Store) -> None:
    others = {"incident-2": filled.incident("incident-2").version}
    done = carry_out(act(filled, Action.MERGE, others=others), "Kim")
    assert filled.incident("incident-2").id == "incident-1"
    carry_out(Act(action=Action.UNDO, incident_id=done.incident_id, edit_id=done.edit_id), "Kim")
    assert filled.incident("incident-2").id == "incident-2"


def test_a_change_by_somebody_else_is_never_overwritten_unseen(filled: Store) -> None:
    mine = act(filled, Action.REJECT)
    confirm(filled, "incident-1", who="Ana")
    with pytest.raises(ChangedError) as raised:
        carry_out(mine, "Kim")
    assert not acting.done_already(mine, "Kim", raised.value)
    assert filled.incident("incident-1").review is Review.CONFIRMED
    assert "Ana confirmed it" in chronicle.since(raised.value.edits, UTC)
    again = acting.renewed(mine)
    assert again is not None
    carry_out(again, "Kim")
    assert filled.incident("incident-1").review is Review.REJECTED


def test_a_key_that_was_hit_twice_is_no_clash(filled: Store) -> None:
    mine = act(filled, Action.CONFIRM)
    carry_out(mine, "Kim")
    with pytest.raises(ChangedError) as raised:
        carry_out(mine, "Kim")
    assert acting.done_already(mine, "Kim", raised.value)


def test_a_clash_over_an_incident_that_was_merged_away_goes_on_with_the_one_it_leads_to(filled: Store) -> None:
    mine = act(filled, Action.CONFIRM, 2)
    carry_out(act(filled, Action.MERGE, others={"incident-2": mine.version}), "Ana")
    again = acting.renewed(mine)
    assert again is not None
    assert again.incident_id == "incident-1"
    assert acting.renewed(replace(mine, incident_id="nobody")) is None


def test_a_store_that_is_gone_is_not_made_anew(filled: Store, store_path: Path) -> None:
    mine = act(filled, Action.CONFIRM)
    shared_store()
    away = store_path.rename(store_path.with_suffix(".away"))
    with pytest.raises(StoreError, match="is gone"):
        carry_out(mine, "Kim")
    assert not store_path.exists()
    away.rename(store_path)
    carry_out(mine, "Kim")


def test_a_store_that_may_not_be_written_says_so(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = act(filled, Action.CONFIRM)
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(StoreReadOnlyError, match="may not be written"):
        carry_out(mine, "Kim")


def test_an_incident_that_never_was_is_told(filled: Store) -> None:
    with pytest.raises(InputError, match="holds no incident"):
        carry_out(Act(action=Action.CONFIRM, incident_id="nobody"), "Kim")


def test_the_history_tells_each_decision_once_with_what_turns_it(filled: Store) -> None:
    others = {"incident-2": filled.incident("incident-2").version}
    done = carry_out(act(filled, Action.MERGE, others=others), PAYLOADS[0])
    lines = chronicle.lines(filled, "incident-1", UTC)
    assert [line.turn for line in lines if line.turn] == [Action.UNDO]
    assert "&lt;script&gt;window.pwned=1&lt;/script&gt; merged 1 other incident" in lines[0].markup
    carry_out(Act(action=Action.UNDO, incident_id="incident-1", edit_id=done.edit_id), "Kim")
    lines = chronicle.lines(filled, "incident-1", UTC)
    assert [line.turn for line in lines if line.turn] == [Action.REDO]
    assert "taken back since" in lines[1].markup


def test_those_that_may_be_the_same_are_of_about_the_same_days_the_suspected_one_first(filled: Store) -> None:
    found = filled.incident("incident-1")
    assert [one.id for one in comparing.candidates(filled, found)] == ["incident-2"]
    assert [one.id for one in comparing.candidates(filled, found, "incident-3")] == ["incident-3", "incident-2"]
    carry_out(act(filled, Action.REJECT, 2), "Kim")
    assert comparing.candidates(filled, found) == []


@pytest.mark.parametrize("payload", PAYLOADS)
def test_side_by_side_differences_are_marked_and_nothing_is_markup(filled: Store, payload: str) -> None:
    one = filled.incident("incident-1")
    other = replace(one, place=payload, quantities={payload: 2.0})
    markup = comparing.table(one, other)
    assert markup.count('class="bw-other"') == 2
    assert "<script" not in markup
    assert "<img" not in markup
    assert "<b " not in markup
