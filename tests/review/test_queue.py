from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from review_nouns import DAY, at, everything, tell

from geo import review
from geo.review.queue import Need, likeness_of, queue
from geo.store import Query

if TYPE_CHECKING:
    from geo.store import Store


def needs(store: Store, **asked: Any) -> dict[str, tuple[Need, ...]]:
    return {item.incident.id: item.needs for item in queue(store, **asked)}


def test_the_greatest_need_comes_first_and_what_needs_nobody_is_not_there(store: Store) -> None:
    tell(store, "sure", 120.0)
    unsure = tell(store, "unsure", 122.0, confidence=0.3)
    differ = tell(store, "differ", 124.0, quantities={"soldiers": 3.0})
    assert tell(store, "differs", 124.0, quantities={"soldiers": 4.0}) == differ
    marked = tell(store, "marked", 126.0)
    review.needs_work(store, marked)
    assert needs(store) == {marked: (Need.MARKED,), differ: (Need.DIFFER,), unsure: (Need.UNSURE,)}
    assert list(needs(store)) == [marked, differ, unsure]
    assert list(needs(store, limit=1)) == [marked]


def test_what_is_decided_leaves_the_queue(store: Store) -> None:
    first, second = tell(store, "a", 120.0, confidence=0.3), tell(store, "b", 122.0, confidence=0.3)
    review.confirm(store, first)
    review.reject(store, second)
    assert needs(store) == {}


def test_a_field_that_somebody_decided_is_no_disagreement(store: Store) -> None:
    one = tell(store, "a", quantities={"soldiers": 3.0, "boats": 1.0})
    tell(store, "b", quantities={"soldiers": 4.0, "boats": 2.0})
    review.edit(store, one, quantities={"boats": 5})
    [item] = queue(store)
    assert item.differing == ("quantities.soldiers",)
    review.edit(store, one, quantities={"soldiers": 5})
    assert queue(store) == []


def test_incidents_that_may_be_one_are_suspected(store: Store) -> None:
    one = tell(store, "a", 126.0)
    by_hand = review.add_by_hand(
        store, kind="border_crossing", period=DAY, footprint=at(126.0), place="a", country="KR", why="seen"
    )
    assert needs(store) == {one: (Need.TWIN,), by_hand.id: (Need.TWIN,)}
    [first, second] = queue(store)
    assert {first.twin, second.twin} == {one, by_hand.id}
    assert 0.2 <= first.likeness <= 1
    review.confirm(store, one)
    assert list(needs(store)) == [by_hand.id]
    review.merge(store, [one, by_hand.id])
    assert queue(store) == []


def test_what_a_person_told_apart_is_suspected_no_more(store: Store) -> None:
    one = tell(store, "a")
    tell(store, "b")
    found = everything(store)[one]
    _, new = review.split(store, one, found.mention_ids[:1])
    assert likeness_of(*everything(store).values()) >= 0.2
    assert queue(store) == []
    review.merge(store, [one, new.id])
    review.undo(store, one)
    assert queue(store) == []


def test_the_queue_keeps_to_a_filter(store: Store) -> None:
    tell(store, "a", confidence=0.3)
    assert len(queue(store, Query(since=date(2024, 6, 9), until=date(2024, 6, 9)))) == 1
    assert queue(store, Query(since=date(2024, 7, 1))) == []
    assert queue(store, Query(kinds=frozenset({"armed_clash"}))) == []
