from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from review_nouns import DAY, account, at, everything, tell

from geo import review
from geo.errors import InputError, UnknownKindError
from geo.model import Loss, Report, Review
from geo.pipeline import store_parsed

if TYPE_CHECKING:
    from geo.store import Store

TOLD: dict[str, Any] = {
    "kind": "border_crossing",
    "period": DAY,
    "footprint": at(126.0),
    "place": "Paju",
    "country": "KR",
}
MISSED = Report(text="Nobody noticed. Three men waded over.", publisher="Post", published=date(2024, 6, 12))


def test_a_passage_becomes_a_mention_like_any_other(store: Store) -> None:
    store.add_report(MISSED)
    made = review.add_by_hand(store, **TOLD, report_id=MISSED.id, passage=(16, 37), quantities={"men": 3})
    assert [one.evidence.quote for one in made.citations] == ["Three men waded over."]
    assert (made.reports, made.sources, made.quantities) == (1, 1, {"men": 3.0})
    [mention] = store.mentions_of(made.id)
    assert mention.extractor == "human"
    assert tell(store, "b") == made.id
    assert everything(store)[made.id].reports == 2


def test_two_of_one_passage_are_two(store: Store) -> None:
    store.add_report(MISSED)
    ids = {review.add_by_hand(store, **TOLD, report_id=MISSED.id, passage=(16, 37)).id for _ in range(2)}
    assert len(ids) == len(everything(store)) == 2


def test_an_incident_without_a_report_needs_a_reason_and_keeps_what_was_told(store: Store) -> None:
    lost = (Loss(side="Laos", killed=1.0),)
    with pytest.raises(InputError, match="needs a reason"):
        review.add_by_hand(store, **TOLD, why=" ")
    made = review.add_by_hand(store, **TOLD, initiator=["China"], losses=lost, why="seen from the observatory")
    assert (made.footprint, made.place, made.initiator, made.losses) == (at(126.0), "Paju", ("China",), lost)
    assert (made.reports, made.sources, made.citations) == (0, 0, ())
    assert store.incident(made.id) == made
    assert review.edit(store, made.id, place="Munsan").place == "Munsan"


def test_an_incident_by_hand_is_taken_back_and_brought_again(store: Store) -> None:
    made = review.add_by_hand(store, **TOLD, why="seen")
    assert review.undo(store, made.id) is None
    assert everything(store) == {}
    assert review.redo(store, made.id) == made
    assert everything(store) == {made.id: made}


def test_one_from_a_passage_is_taken_back_too(store: Store) -> None:
    store.add_report(MISSED)
    made = review.add_by_hand(store, **TOLD, report_id=MISSED.id, passage=(16, 37))
    review.undo(store, made.id)
    assert everything(store) == {}
    assert review.redo(store, made.id) == made


def test_an_incident_by_hand_can_be_merged_with_a_reported_one(store: Store) -> None:
    made = review.add_by_hand(store, **TOLD, why="seen")
    reported = tell(store, "b")
    review.confirm(store, made.id)
    found = review.merge(store, [reported, made.id])
    assert (found.place, found.reports, found.review) == ("b", 1, Review.NEW)
    review.undo(store, reported)
    assert set(everything(store)) == {reported, made.id}
    assert everything(store)[made.id].review is Review.CONFIRMED


@pytest.mark.parametrize("passage", [None, (5, 5), (30, 99), (-3, 4), (15, 16)])
def test_a_passage_must_be_one_of_the_report(store: Store, passage: tuple[int, int] | None) -> None:
    store.add_report(MISSED)
    with pytest.raises(InputError, match="passage"):
        review.add_by_hand(store, **TOLD, report_id=MISSED.id, passage=passage)


def test_what_is_unknown_is_refused(store: Store) -> None:
    with pytest.raises(InputError, match="no report 'x'"):
        review.add_by_hand(store, **TOLD, report_id="x", passage=(0, 3))
    with pytest.raises(UnknownKindError):
        review.add_by_hand(store, **{**TOLD, "kind": "picnic"}, why="seen")


def test_what_a_person_tells_no_machine_swallows(store: Store) -> None:
    first = account("a")
    store_parsed(first, store)
    made = review.add_by_hand(store, **TOLD, report_id=first.report.id, passage=(0, 7))
    tell(store, "b")
    assert made.id in everything(store)
