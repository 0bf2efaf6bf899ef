from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from review_nouns import at, everything, tell

from geo import review
from geo.errors import ChangedError, InputError
from geo.model import Action, Review

if TYPE_CHECKING:
    from geo.store import Store

FAR = 131.0


def pair(store: Store) -> tuple[str, str]:
    """Two incidents that nothing ties."""
    return tell(store, "a"), tell(store, "b", FAR)


def test_a_merge_leaves_one_and_the_other_id_leads_to_it(store: Store) -> None:
    one, other = pair(store)
    made = review.merge(store, [one, other], why="one act")
    assert list(everything(store)) == [one]
    assert (made.id, made.reports) == (one, 2)
    assert store.incident(other) == made
    assert [edit.action for edit in store.edits(other)] == [Action.FOUND, Action.FOUND, Action.MERGE, Action.MERGE]


def test_what_people_set_on_the_other_one_is_kept(store: Store) -> None:
    one, other = pair(store)
    review.edit(store, one, place="Paju")
    review.edit(store, other, place="Munsan", initiator=["China"])
    review.reject(store, other)
    made = review.merge(store, [one, other])
    assert (made.place, made.initiator, made.review) == ("Paju", ("China",), Review.NEW)


def test_a_merge_undone_is_as_before_and_redone_as_after(store: Store) -> None:
    one, other = pair(store)
    review.edit(store, other, place="Munsan")
    before = everything(store)
    review.merge(store, [one, other])
    after = everything(store)
    review.undo(store, other)
    assert everything(store) == before
    assert store.aliases(one) == []
    review.redo(store, one)
    assert everything(store) == after
    assert store.aliases(one) == [other]


def test_ids_that_led_to_a_merged_incident_lead_back_to_it(store: Store) -> None:
    one, other, third = *pair(store), tell(store, "c", 120.0)
    review.merge(store, [other, third])
    review.merge(store, [one, other])
    assert {store.incident(name).id for name in (other, third)} == {one}  # type: ignore[union-attr]
    review.undo(store, one)
    found = store.incident(third)
    assert found is not None
    assert found.id == other


def test_a_split_parts_and_undone_is_as_before(store: Store) -> None:
    one = tell(store, "a")
    assert tell(store, "b") == one
    before = everything(store)
    [first, second] = before[one].mention_ids
    stays, new = review.split(store, one, [first])
    assert (stays.mention_ids, new.mention_ids) == ((second,), (first,))
    assert {one, new.id} == set(everything(store))
    parted = everything(store)
    review.undo(store, new.id)
    assert everything(store) == before
    review.redo(store, one)
    assert everything(store) == parted


def test_what_was_split_off_and_decided_on_is_not_swept_away(store: Store) -> None:
    one = tell(store, "a")
    tell(store, "b")
    _, new = review.split(store, one, everything(store)[one].mention_ids[:1])
    review.confirm(store, new.id)
    with pytest.raises(InputError, match="decided on since"):
        review.undo(store, one)
    assert len(everything(store)) == 2


def test_what_a_person_parted_no_report_joins(store: Store) -> None:
    one = tell(store, "a")
    tell(store, "b")
    review.split(store, one, everything(store)[one].mention_ids[:1])
    tell(store, "c")
    assert sorted(found.reports for found in everything(store).values()) == [1, 2]


def test_what_a_person_put_together_no_report_parts(store: Store) -> None:
    one, other = pair(store)
    review.merge(store, [one, other])
    assert tell(store, "c", FAR) == one
    assert tell(store, "d", 126.01) == one
    assert [found.reports for found in everything(store).values()] == [4]


def test_accounts_of_other_kinds_can_be_merged_and_new_ones_join_either(store: Store) -> None:
    one, other = tell(store, "a"), tell(store, "b", kind="armed_clash")
    assert one != other
    review.merge(store, [one, other])
    assert tell(store, "c", kind="armed_clash") == one
    assert tell(store, "d") == one


def test_two_incidents_that_people_decided_on_stay_two(store: Store) -> None:
    one, other = tell(store, "a", 126.0), tell(store, "b", 126.27)
    assert one != other
    for name in (one, other):
        review.confirm(store, name)
    tell(store, "middle", 126.14)
    assert {one, other} <= set(everything(store))


def test_merges_that_cross_are_refused_in_words(store: Store) -> None:
    one, other = pair(store)
    seen = store.versions([one, other])
    review.edit(store, other, footprint=at(130.0))
    with pytest.raises(ChangedError, match="changed by Kim"):
        review.merge(store, [one, other], versions=seen)
    review.merge(store, [one, other])
    with pytest.raises(InputError, match="are one incident already"):
        review.merge(store, [other, one])


def test_a_split_needs_two_parts(store: Store) -> None:
    one, other = pair(store)
    [mention] = everything(store)[one].mention_ids
    [foreign] = everything(store)[other].mention_ids
    with pytest.raises(InputError, match="one part empty"):
        review.split(store, one, [mention])
    with pytest.raises(InputError, match="none of incident"):
        review.split(store, one, [foreign])
