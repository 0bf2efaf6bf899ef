from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from review_nouns import DAY, at, everything, tell

from geo import review
from geo.model import GIS, Action, Edit, Loss, Period
from geo.model.forms import footprint_form, period_form
from geo.review.history import sentence

if TYPE_CHECKING:
    from geo.store import Store

WHEN = datetime(2026, 6, 3, 14, 5, tzinfo=UTC)


def edit(action: Action = Action.EDIT, who: str = "Kim", why: str = "", **sides: dict[str, Any]) -> Edit:
    return Edit(incident_id="x", action=action, who=who, why=why, at=WHEN, **sides)


PAJU, MUNSAN = (
    {"footprint": footprint_form(at(lon)), "place": name} for lon, name in ((126.78, "Paju"), (126.8, "Munsan"))
)
AREA = {"geometry": {"type": "Polygon", "coordinates": []}, "precision": "district", "radius_m": 0.0}
JUNE = period_form(Period(start=date(2024, 6, 1), end=date(2024, 6, 3)))


@pytest.mark.parametrize(
    ("told", "text"),
    [
        (
            edit(before=PAJU, after=MUNSAN, why="the photo shows the bridge"),
            "Kim moved it from Paju to Munsan on 3 June 2026: the photo shows the bridge",
        ),
        (
            edit(before={"footprint": PAJU["footprint"]}, after={"footprint": MUNSAN["footprint"]}),
            "Kim moved it from 126.78 38 to 126.8 38 on 3 June 2026",
        ),
        (edit(before={"footprint": None}, after={"footprint": AREA}), "Kim drew its area on 3 June 2026"),
        (
            edit(before={"period": period_form(DAY)}, after={"period": JUNE}),
            "Kim dated it 1 June 2024 to 3 June 2024 (before: 9 June 2024) on 3 June 2026",
        ),
        (
            edit(before={"kind": "armed_clash"}, after={"kind": "defection"}),
            "Kim changed its kind to Defection (before: Armed clash) on 3 June 2026",
        ),
        (
            edit(
                before={"quantities.balloons": 30.0, "quantities.boats": 2.0, "status": "reported"},
                after={"quantities.balloons": 20.0, "quantities.boats": None, "status": "disputed"},
            ),
            (
                "Kim set balloons to 20 (before: 30), took away boats (before: 2)"
                " and set its status to disputed (before: reported) on 3 June 2026"
            ),
        ),
        (
            edit(before={"initiator": []}, after={"initiator": ["China", "Laos"]}),
            "Kim named China, Laos as who did it on 3 June 2026",
        ),
        (
            edit(before={"losses.Laos": None}, after={"losses.Laos": {"killed": 2.0, "injured": None}}),
            "Kim set the losses of Laos to 2 killed on 3 June 2026",
        ),
        (
            edit(Action.REJECT, GIS, after={"review": "rejected"}),
            "Somebody with a GIS program rejected it on 3 June 2026",
        ),
        (
            edit(Action.JOIN, "borderwatch 3", after={"mentions": ["a", "b"], "incidents": ["y"]}),
            "The program added 2 accounts and merged 1 other incident into it on 3 June 2026",
        ),
        (edit(Action.LEAVE, "borderwatch 3", after={"into": "y"}), "The program merged it into y on 3 June 2026"),
    ],
)
def test_an_event_in_words(told: Edit, text: str) -> None:
    assert sentence(told) == text


def test_the_history_tells_all_that_happened_in_order(store: Store) -> None:
    one, other = tell(store, "a"), tell(store, "b", 131.0)
    review.edit(store, one, losses={"Laos": Loss(side="Laos", killed=1)}, why="the ministry says so")
    review.merge(store, [one, other])
    review.undo(store, one)
    tell(store, "c")
    review.split(store, one, everything(store)[one].mention_ids[:1])
    entries = review.history(store, one)
    told = [entry.text.rpartition(" on ")[0] for entry in entries]
    assert told == [
        "The program found it in 1 account",
        "Kim set the losses of Laos to 1 killed",
        "Kim merged 1 other incident into it",
        "Kim took back that Kim merged 1 other incident into it",
        "The program added 1 account",
        "Kim split off 1 account as another incident",
    ]
    assert [entry.undone for entry in entries] == [False, False, True, False, False, False]
    assert [entry.can_undo for entry in entries] == [False, True, False, False, False, True]
    assert entries[1].text.endswith(": the ministry says so")


def test_history_rows_are_edits_and_only_grow(store: Store) -> None:
    one = tell(store, "a")
    for number in range(5):
        review.edit(store, one, place=str(number))
        assert len(store.edits(one)) == number + 2
    sequences = [edit.sequence for edit in store.edits_since(0)]
    assert sequences == sorted(set(sequences))
    assert list(store.edits_since(sequences[3])) == store.edits(one)[4:]
