from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from review_nouns import everything, tell

from geo import review
from geo.errors import InputError
from geo.model import Review

if TYPE_CHECKING:
    from geo.store import Store


def test_undo_takes_back_the_last_decision_and_redo_brings_it_again(store: Store) -> None:
    one = tell(store, "a")
    states = [everything(store)]
    review.edit(store, one, place="Munsan")
    states.append(everything(store))
    review.confirm(store, one)
    states.append(everything(store))
    for state in (states[1], states[0]):
        review.undo(store, one)
        assert everything(store) == state
    for state in (states[1], states[2]):
        review.redo(store, one)
        assert everything(store) == state


def test_undoing_what_a_later_edit_overwrote_leaves_the_later_one(store: Store) -> None:
    one = tell(store, "Paju")
    review.edit(store, one, place="Munsan", initiator=["China"])
    first = store.edits(one)[-1]
    review.edit(store, one, place="Goyang")
    found = review.undo(store, one, first.id)
    assert found is not None
    assert (found.place, found.initiator) == ("Goyang", ())


def test_an_undone_field_follows_the_reports_again(store: Store) -> None:
    one = tell(store, "a")
    review.edit(store, one, quantities={"soldiers": 9})
    tell(store, "b", quantities={"soldiers": 3.0})
    found = review.undo(store, one)
    assert found is not None
    assert found.quantities == {"soldiers": 3.0}


def test_what_cannot_be_undone_says_why(store: Store) -> None:
    one = tell(store, "a")
    with pytest.raises(InputError, match="nothing to undo"):
        review.undo(store, one)
    with pytest.raises(InputError, match="nothing to redo"):
        review.redo(store, one)
    review.confirm(store, one)
    confirmed = store.edits(one)[-1]
    with pytest.raises(InputError, match="not undone"):
        review.redo(store, one, confirmed.id)
    review.undo(store, one, confirmed.id)
    with pytest.raises(InputError, match="undone already"):
        review.undo(store, one, confirmed.id)
    with pytest.raises(InputError, match="no decision"):
        review.undo(store, one, store.edits(one)[0].id)
    assert everything(store)[one].review is Review.NEW


def test_an_undone_decision_binds_no_machine(store: Store) -> None:
    west, middle = tell(store, "west", 126.0), tell(store, "middle", 126.15)
    assert west == middle
    review.confirm(store, west)
    review.undo(store, west)
    tell(store, "east", 126.29)
    assert len(everything(store)) == 2
