"""Where reports differ, and which say what."""

from __future__ import annotations

import pytest
from incident_nouns import at, days, mention

from geo.incidents.disagreements import disagreements
from geo.model import Loss, Mention, PlacePrecision, Status

PLACE = at(126.78, 37.76, radius_m=5_000)


def told(*mentions: Mention) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    return {one.field: [(said.value, said.reports) for said in one.accounts] for one in disagreements(mentions)}


def test_numbers_say_which_reports_tell_which() -> None:
    found = told(
        mention("a", quantities={"balloons": 20.0}),
        mention("b", quantities={"balloons": 30.0, "leaflets": 300_000.0}),
        mention("c", quantities={"balloons": 20.0}),
        mention("d"),
    )
    assert found == {"quantities.balloons": [("20", ("a", "c")), ("30", ("b",))]}


def test_thursday_or_friday() -> None:
    found = told(
        mention("a", period=days("2024-06-06")),
        mention("b", period=days("2024-06-07")),
        mention("c", period=days("2024-06-06", "2024-06-07")),
    )
    assert found["period"] == [("2024-06-06", ("a",)), ("2024-06-07", ("b",)), ("2024-06-06/2024-06-07", ("c",))]


@pytest.mark.parametrize(
    "change",
    [
        {"period": days("2024-06-01", "2024-06-30")},
        {"place": "Gyeonggi", "footprint": at(127.2, 37.5, PlacePrecision.PROVINCE, 60_000)},
        {"place": "Munsan", "footprint": at(126.79, 37.78)},
        {"place": "near Paju", "footprint": at(126.9, 37.85)},
        {"initiator": ("activists",)},
        {"quantities": {"killed": 2.0}},
    ],
)
def test_a_vaguer_or_fuller_account_is_none_that_differs(change: dict[str, object]) -> None:
    plain = mention("a", footprint=PLACE, initiator=("South Korean farmers",), quantities={"balloons": 20.0})
    other = mention("b", **{"footprint": PLACE, "initiator": ("South Korea",), **change})
    assert told(plain, other) == {}


def test_place_doer_and_status() -> None:
    found = told(
        mention("a", place="Paju", footprint=PLACE, initiator=("Indian army",), status=Status.DISPUTED),
        mention("b", place="Gimpo", footprint=at(126.71, 37.62), initiator=("Pakistani guards",)),
    )
    assert found == {
        "place": [("Paju", ("a",)), ("Gimpo", ("b",))],
        "initiator": [("Indian army", ("a",)), ("Pakistani guards", ("b",))],
        "status": [("disputed", ("a",)), ("reported", ("b",))],
    }


def test_losses_differ_side_by_side() -> None:
    found = told(
        mention("a", losses=(Loss(side="India", killed=3.0), Loss(side="Pakistan", killed=2.0))),
        mention("b", losses=(Loss(side="India", killed=5.0, injured=1.0),)),
        mention("c", losses=(Loss(side="Pakistan", killed=2.0),)),
    )
    assert found == {"losses.India.killed": [("3", ("a",)), ("5", ("b",))]}
