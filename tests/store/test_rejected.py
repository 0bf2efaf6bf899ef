from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import store_nouns as nouns

from geo.model import Review
from geo.store.query import EVERY_REVIEW, Query

if TYPE_CHECKING:
    from geo.store import Store

WORLD = (-180.0, -90.0, 180.0, 90.0)


@pytest.fixture
def judged(store: Store) -> Store:
    for review in Review:
        store.put_incident(nouns.incident(review.value, review=review))
    return store


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ((), {"new", "confirmed", "needs_work"}),
        (Review, {"new", "confirmed", "rejected", "needs_work"}),
        ([Review.REJECTED], {"rejected"}),
        ([Review.NEW, Review.NEEDS_WORK], {"new", "needs_work"}),
    ],
)
def test_the_rejected_are_hidden_unless_they_are_asked_for(judged: Store, asked: list[Review], kept: set[str]) -> None:
    query = Query(review=frozenset(asked))
    assert {one.id for one in judged.incidents(query)} == kept
    counts = judged.count(query)
    assert (counts.shown, counts.total) == (len(kept), len(kept))
    assert sum(mark.count for mark in judged.symbols(query, WORLD, 3)) == len(kept)


def test_a_rejected_incident_is_still_found_by_its_id(judged: Store) -> None:
    found = judged.incident("rejected")
    assert found is not None
    assert found.review is Review.REJECTED


def test_every_review_is_every_one() -> None:
    assert frozenset(Review) == EVERY_REVIEW
