"""A clock that goes back: the history follows the order in which things were done, not what the clock said."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from review_nouns import at, everything, tell

from geo import review
from geo.errors import ChangedError
from geo.model import Action
from geo.review.rebuild import rebuild
from geo.store.health import findings

if TYPE_CHECKING:
    from geo.store import Store

NOON = datetime(2024, 6, 9, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each look at the clock is an hour before the last one."""
    hours = itertools.count()

    class Backwards(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:
            return NOON - timedelta(hours=next(hours))

    monkeypatch.setattr("geo.model.edit.datetime", Backwards)


def test_the_last_decision_is_the_one_that_was_made_last(store: Store) -> None:
    one, other = tell(store, "a", 100.0), tell(store, "b", 110.0)
    review.edit(store, one, place="First")
    review.edit(store, one, place="Second")
    review.reject(store, one)
    times = [edit.at for edit in store.edits(one)]
    assert times == sorted(times, reverse=True)
    assert len(set(times)) == len(times)
    review.undo(store, one)
    assert everything(store)[one].review.value == "new"
    review.undo(store, one)
    assert everything(store)[one].place == "First"
    review.redo(store, one)
    assert everything(store)[one].place == "Second"
    review.merge(store, [other, one])
    review.undo(store, other)
    assert everything(store)[one].place == "Second"
    done = [edit.action for edit in store.edits_since() if edit.incident_id == one]
    assert done[-7:-2] == [Action.EDIT, Action.REJECT, Action.UNDO, Action.UNDO, Action.REDO]
    assert [str(found) for found in findings(store.home)] == []
    assert [found.text for found in rebuild(store, check=True)] == []


def test_who_saw_an_older_state_is_told_what_was_done_since(store: Store) -> None:
    one = tell(store, "a")
    seen = store.versions([one])[one]
    review.confirm(store, one)
    with pytest.raises(ChangedError, match="confirmed by Kim"):
        review.edit(store, one, footprint=at(3.0), version=seen)
    assert everything(store)[one].version == seen + 1
