from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from review_nouns import at, everything, tell
from shapely.geometry import LineString

from geo import review
from geo.errors import ChangedError, InputError, UnknownKindError
from geo.model import Action, Footprint, Loss, Period, PlacePrecision, Review, Status

if TYPE_CHECKING:
    from geo.store import Store


@pytest.mark.parametrize(
    ("decide", "outcome"),
    [
        (review.confirm, Review.CONFIRMED),
        (review.reject, Review.REJECTED),
        (review.needs_work, Review.NEEDS_WORK),
    ],
)
def test_a_judgement_is_stored_with_who_and_why(store: Store, decide: Any, outcome: Review) -> None:
    one = tell(store, "a")
    made = decide(store, one, why="I was there")
    assert made.review is outcome
    assert store.incident(one) == made
    found, judged = store.edits(one)
    assert (found.action, found.who.split()[0]) == (Action.FOUND, "borderwatch")
    assert (judged.who, judged.why, judged.before, judged.after) == (
        "Kim",
        "I was there",
        {"review": "new"},
        {"review": outcome.value},
    )
    assert judged.sequence > found.sequence
    assert (found.version, judged.version) == (1, 2)
    assert made.version == 2


FIELDS: dict[str, Any] = {
    "kind": "armed_clash",
    "period": Period(start=date(2024, 6, 1), end=date(2024, 6, 3)),
    "footprint": Footprint(geometry=LineString([(126, 38), (127, 38.5)]), precision=PlacePrecision.ON_LINE),
    "place": "Munsan",
    "country": "KR/KP",
    "initiator": ("North Korea",),
    "target": ("South Korea", "activists"),
    "status": Status.DISPUTED,
}


@pytest.mark.parametrize("name", FIELDS)
def test_a_field_that_a_person_set_stays_whatever_is_reported(store: Store, name: str) -> None:
    one = tell(store, "a")
    review.edit(store, one, **{name: FIELDS[name]})
    assert tell(store, "b", initiator=("China",), quantities={"soldiers": 3.0}) == one
    found = store.incident(one)
    assert found is not None
    assert getattr(found, name) == FIELDS[name]
    assert found.quantities == {"soldiers": 3.0}
    assert found.reports == 2


def test_numbers_and_losses_are_set_one_by_one(store: Store) -> None:
    one = tell(store, "a", quantities={"soldiers": 3.0, "boats": 2.0}, losses=(Loss(side="Laos", killed=1.0),))
    lost = Loss(side="Thailand", killed=2.0, injured=1.0)
    review.edit(store, one, quantities={"soldiers": 20, "boats": None}, losses={"Thailand": lost, "Laos": None})
    tell(store, "b", quantities={"soldiers": 4.0, "boats": 5.0, "shots": 7.0})
    found = store.incident(one)
    assert found is not None
    assert found.quantities == {"soldiers": 20.0, "shots": 7.0}
    assert found.losses == (lost,)


def test_what_changes_nothing_is_not_recorded(store: Store) -> None:
    one = tell(store, "a")
    assert review.edit(store, one, place="a").version == 1
    review.confirm(store, one)
    assert review.confirm(store, one).version == 2
    assert len(store.edits(one)) == 2


def test_nothing_is_lost_when_two_people_edit_what_they_saw(store: Store) -> None:
    one = tell(store, "Paju")
    review.edit(store, one, place="Munsan", version=1, who="Lee")
    with pytest.raises(
        ChangedError, match=r"changed by Lee at .* UTC: place Paju → Munsan.*Look at it again"
    ) as caught:
        review.edit(store, one, place="Goyang", version=1)
    assert [edit.after["place"] for edit in caught.value.edits] == ["Munsan"]
    assert caught.value.incident_id == one
    assert review.edit(store, one, place="Goyang", version=2).place == "Goyang"
    assert [edit.after.get("place") for edit in store.edits(one)] == [None, "Munsan", "Goyang"]


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"kind": "picnic"}, UnknownKindError),
        ({"quantities": {"balloons": float("nan")}}, InputError),
        ({"who": " "}, InputError),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    store: Store, fields: dict[str, Any], error: type[Exception]
) -> None:
    one = tell(store, "a")
    with pytest.raises(error):
        review.edit(store, one, **{"place": "Munsan", **fields})
    assert len(store.edits(one)) == 1
    assert everything(store)[one].place == "a"


def test_an_unknown_incident_is_refused(store: Store) -> None:
    with pytest.raises(InputError, match="no incident 'x'"):
        review.confirm(store, "x")


def test_a_rejected_incident_takes_in_the_same_act_told_again(store: Store) -> None:
    one = tell(store, "a")
    review.reject(store, one)
    assert tell(store, "b") == one
    [found] = everything(store).values()
    assert (found.review, found.reports) == (Review.REJECTED, 2)


def test_a_move_keeps_what_is_not_moved(store: Store) -> None:
    one = tell(store, "a")
    found = review.edit(store, one, footprint=at(127.0), place="Munsan", country="KR")
    assert (found.footprint, found.kind, len(found.citations)) == (at(127.0), "border_crossing", 1)
