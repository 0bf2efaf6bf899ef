"""People who decide on the same incidents at the same moment, each with a store of their own."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from review_nouns import at, everything, tell

from geo import review
from geo.errors import BorderwatchError, ChangedError, InputError
from geo.review.rebuild import rebuild
from geo.store import open_store
from geo.store.health import findings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.store import Store


def together(target: str, steps: Sequence[Callable[[Store], object]]) -> list[BorderwatchError]:
    """Take all steps at once; what was refused."""
    refused: list[BorderwatchError] = []
    start = threading.Barrier(len(steps))

    def take(step: Callable[[Store], object]) -> None:
        with open_store(target) as store:
            start.wait()
            try:
                step(store)
            except BorderwatchError as error:
                refused.append(error)

    threads = [threading.Thread(target=take, args=(step,)) for step in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused


def merging(*ids: str, versions: dict[str, int] | None = None) -> Callable[[Store], object]:
    return lambda store: review.merge(store, list(ids), versions=versions)


def in_order(store: Store) -> bool:
    assert [str(one) for one in findings(store.home)] == []
    assert [one.text for one in rebuild(store, check=True)] == []
    return True


@pytest.mark.parametrize("seen", [True, False])
def test_of_two_merges_that_cross_one_is_done_and_one_is_told_so(target: str, seen: bool) -> None:
    with open_store(target) as store:
        for turn in range(3):
            one, other = (tell(store, f"{name}{turn}", 10.0 * turn + lon) for name, lon in (("a", 100.0), ("b", 105.0)))
            versions = store.versions([one, other]) if seen else None
            refused = together(target, [merging(one, other, versions=versions), merging(other, one, versions=versions)])
            (said,) = refused
            assert isinstance(said, ChangedError if seen else InputError)
            assert "\n" not in str(said)
            left = [found for found in everything(store).values() if found.id in (one, other)]
            assert [len(found.mention_ids) for found in left] == [2]
            assert {store.incident(each).id for each in (one, other)} == {left[0].id}
        assert in_order(store)


def test_merges_in_a_ring_lose_nothing(target: str) -> None:
    with open_store(target) as store:
        ids = [tell(store, name, lon) for name, lon in (("a", 100.0), ("b", 110.0), ("c", 120.0))]
        one, two, three = ids
        refused = together(target, [merging(one, two), merging(two, three), merging(three, one)])
        assert len(refused) == 1
        (left,) = everything(store).values()
        assert len(left.mention_ids) == 3
        assert {store.incident(each).id for each in ids} == {left.id}
        assert in_order(store)
        for _ in range(2):
            review.undo(store, max(everything(store).values(), key=lambda found: len(found.mention_ids)).id)
        assert {len(found.mention_ids) for found in everything(store).values()} == {1}
        assert in_order(store)


def test_a_merge_and_a_correction_of_what_it_takes_in_are_both_kept_or_told(target: str) -> None:
    with open_store(target) as store:
        one, other = tell(store, "a", 100.0), tell(store, "b", 110.0)
        seen = store.versions([one, other])
        refused = together(
            target,
            [
                merging(one, other, versions=seen),
                lambda own: review.edit(own, other, footprint=at(50.0), version=seen[other]),
                lambda own: review.confirm(own, one, version=seen[one]),
            ],
        )
        assert all(isinstance(said, ChangedError) for said in refused)
        done = {edit.of or edit.id for edit in store.edits_since() if edit.action.is_decision}
        assert len(done) + len(refused) == 3
        assert refused
        assert in_order(store)
