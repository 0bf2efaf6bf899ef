"""The fields of an incident as they follow from its mentions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from incident_nouns import REPORT, at, days, mention

from geo.errors import InputError
from geo.incidents import incident_from
from geo.model import Incident, Loss, Mention, PlacePrecision, Report, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

FIRST = replace(REPORT, text="The first account.", publisher="Morning Post", published=date(2024, 6, 10))
SECOND = replace(REPORT, text="The second account.", publisher="Evening Post", published=date(2024, 6, 11))
THIRD = replace(REPORT, text="The third account.", publisher="Weekly", published=date(2024, 6, 12))
WIRE = replace(REPORT, text=" The FIRST  account. ", publisher="Reprint", published=date(2024, 6, 13))
REPORTS = {one.id: one for one in (FIRST, SECOND, THIRD, WIRE)}


def told(report: Report, **changes: object) -> Mention:
    return mention(report.id, **changes)


def incident(*mentions: Mention) -> Incident:
    return incident_from(mentions, "one", REPORTS)


def test_one_mention_makes_an_incident_like_itself() -> None:
    one = told(FIRST, initiator=("activists",), quantities={"balloons": 40.0})
    made = incident(one)
    assert (made.kind, made.period, made.footprint, made.place) == (one.kind, one.period, one.footprint, one.place)
    assert (made.initiator, made.quantities, made.sources) == (("activists",), {"balloons": 40.0}, 1)
    assert made.disagreeing == ()
    assert made.citations[0].publisher == "Morning Post"


def test_the_period_agrees_with_most_sources_and_is_the_narrowest_of_those() -> None:
    made = incident(
        told(FIRST, period=days("2024-06-05", "2024-06-07")),
        told(SECOND, period=days("2024-06-06")),
        told(THIRD, period=days("2024-06-09")),
    )
    assert made.period == days("2024-06-06")
    assert "period" in made.disagreeing


def test_of_equal_periods_the_earliest_report_decides() -> None:
    made = incident(told(SECOND, period=days("2024-06-07")), told(FIRST, period=days("2024-06-06")))
    assert made.period == days("2024-06-06")


def test_the_most_precise_place_wins_then_the_surer_one() -> None:
    village = at(126.7, 37.8, PlacePrecision.EXACT)
    made = incident(
        told(FIRST, footprint=at(127, 38), place="County", confidence=0.9),
        told(SECOND, footprint=village, place="Village", confidence=0.3),
    )
    assert (made.place, made.footprint) == ("Village", village)
    assert made.confidence == 0.9
    surer = incident(told(FIRST, place="A", confidence=0.4), told(SECOND, place="B", confidence=0.6))
    assert surer.place == "B"


@pytest.mark.parametrize(
    ("counts", "chosen"), [((40, 40, 60), 40), ((40, 60, 60), 60), ((40, 60, 50), 50), ((60, 60, 60), 60)]
)
def test_a_number_is_that_of_most_sources_else_of_the_latest_report(
    counts: tuple[float, float, float], chosen: float
) -> None:
    reports = zip((FIRST, SECOND, THIRD), counts, strict=True)
    made = incident(*(told(report, quantities={"balloons": count}) for report, count in reports))
    assert made.quantities == {"balloons": chosen}
    assert ("quantities.balloons" in made.disagreeing) == (len(set(counts)) > 1)


def test_a_wire_text_printed_twice_is_one_source() -> None:
    made = incident(
        told(FIRST, quantities={"balloons": 40.0}),
        told(WIRE, quantities={"balloons": 40.0}),
        told(THIRD, quantities={"balloons": 60.0}),
    )
    assert (made.sources, made.reports) == (2, 3)
    assert made.quantities == {"balloons": 60.0}


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ((Status.CLAIMED, Status.CLAIMED), Status.CLAIMED),
        ((Status.CLAIMED, Status.REPORTED), Status.REPORTED),
        ((Status.REPORTED, Status.DISPUTED), Status.DISPUTED),
    ],
)
def test_status(statuses: tuple[Status, Status], expected: Status) -> None:
    made = incident(told(FIRST, status=statuses[0]), told(SECOND, status=statuses[1]))
    assert made.status is expected
    assert ("status" in made.disagreeing) == (len(set(statuses)) > 1)


def test_actors_are_united_in_the_order_of_publication() -> None:
    made = incident(told(SECOND, initiator=("farmers", "activists")), told(FIRST, initiator=("activists",)))
    assert made.initiator == ("activists", "farmers")


def test_the_order_of_mentions_changes_nothing() -> None:
    mentions: Sequence[Mention] = (
        told(FIRST, quantities={"balloons": 40.0}, initiator=("activists",)),
        told(SECOND, quantities={"balloons": 60.0}, period=days("2024-06-08", "2024-06-09")),
        told(THIRD, status=Status.CLAIMED, place="Munsan"),
    )
    assert len({repr(incident(*order)) for order in permutations(mentions)}) == 1


def test_without_a_mention_there_is_no_incident() -> None:
    with pytest.raises(InputError, match="one"):
        incident()


def test_the_losses_of_a_side_are_those_of_most_sources_and_never_added() -> None:
    made = incident(
        told(FIRST, losses=(Loss(side="Laos", killed=3.0, spans=((0, 3),)),)),
        told(SECOND, losses=(Loss(side="Laos", killed=4.0, injured=2.0), Loss(side="Thailand", injured=1.0))),
        told(THIRD, losses=(Loss(side="Laos", killed=3.0),)),
    )
    assert made.losses == (Loss(side="Laos", killed=3.0, injured=2.0), Loss(side="Thailand", injured=1.0))
    assert made.disagreeing == ("losses.Laos.killed",)
