from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import publish_nouns as nouns
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import InputError
from geo.geodesy import circle
from geo.model import Account, DatePrecision, Disagreement, Incident, Loss, Period
from geo.publish.codec import FIELDS, feature, incident_of
from geo.publish.geometry import bounds, tidy


@given(incident=nouns.incidents)
@settings(deadline=None)
def test_an_incident_comes_back_with_every_field_of_the_schema(incident: Incident) -> None:
    made = feature(incident)
    back = incident_of(json.loads(json.dumps(made)))
    assert replace(back, footprint=incident.footprint) == incident
    assert (back.footprint.precision, back.footprint.radius_m) == (
        incident.footprint.precision,
        incident.footprint.radius_m,
    )
    assert json.dumps(feature(back)) == json.dumps(made)


def test_the_schema_is_the_one_of_the_design() -> None:
    assert " ".join(FIELDS) == (
        "id kind group start end date_precision place country place_precision radius_m initiator target quantities "
        "status review confidence reports sources evidence disagreements losses"
    )
    told = feature(nouns.INCIDENT)["properties"]
    assert told["evidence"] == [
        {
            "report": "r1",
            "publisher": "The Gazette",
            "url": "https://gazette.example/1",
            "published": "2024-06-10",
            "quote": nouns.QUOTE,
        }
    ]
    assert (told["initiator"], told["group"], told["reports"]) == (["North Korea", "Army"], "armed", 1)


def test_where_reports_differ_the_feature_says_who_says_what() -> None:
    accounts = (Account(value="20", reports=("r1",)), Account(value="30", reports=("r2", "r3")))
    differing = Disagreement(field="quantities.balloons", accounts=accounts)
    told = feature(nouns.incident(disagreements=(differing,)))["properties"]
    assert told["disagreements"] == [
        {
            "field": "quantities.balloons",
            "accounts": [{"value": "20", "reports": ["r1"]}, {"value": "30", "reports": ["r2", "r3"]}],
        }
    ]


def test_a_feature_of_an_older_export_tells_no_disagreements() -> None:
    made = feature(nouns.INCIDENT)
    del made["properties"]["disagreements"]
    assert incident_of(made).disagreements == ()


@pytest.mark.parametrize(
    ("start", "end", "precision", "time"),
    [
        (9, 9, "day", {"date": "2024-06-09"}),
        (9, 10, "night", {"interval": ["2024-06-09", "2024-06-10"]}),
        (1, 30, "month", {"interval": ["2024-06-01", "2024-06-30"]}),
        (9, 30, "open", {"interval": ["2024-06-09", ".."]}),
    ],
)
def test_time_is_a_date_or_an_interval(start: int, end: int, precision: str, time: dict[str, object]) -> None:
    period = Period(start=date(2024, 6, start), end=date(2024, 6, end), precision=DatePrecision(precision))
    assert feature(nouns.incident(period=period))["time"] == time


def test_numbers_that_are_none_and_broken_text_do_not_leave() -> None:
    odd = nouns.incident(confidence=float("nan"), quantities={"a": float("inf"), "b": 2}, place="Paju\ud83d")
    told = feature(odd)["properties"]
    assert (told["confidence"], told["quantities"], told["place"]) == (None, {"b": 2}, "Paju?")
    nowhere = feature(nouns.incident(geometry=shapely.Point(float("nan"), 3)))
    assert nowhere["geometry"] is None
    assert "bbox" not in nowhere
    with pytest.raises(InputError, match="no geometry"):
        incident_of(nowhere)


@pytest.mark.parametrize(
    "spoil", [{"status": "odd"}, {"start": "yesterday"}, {"end": "2001-01-01"}, {"evidence": None}, {"radius_m": ...}]
)
def test_a_feature_that_cannot_be_read_names_itself(spoil: dict[str, object]) -> None:
    made = feature(nouns.INCIDENT)
    made["properties"].update(spoil)
    if spoil.get("radius_m") is ...:
        del made["properties"]["radius_m"]
    with pytest.raises(InputError, match=r"The feature one (lacks|cannot be read)"):
        incident_of(made)


@given(geometry=nouns.geometries)
@settings(deadline=None)
def test_tidying_twice_is_tidying_once_and_keeps_the_size(geometry: shapely.Geometry) -> None:
    once = tidy(geometry)
    assert once is not None
    again = tidy(once)
    assert again is not None
    assert shapely.equals_exact(once, again, tolerance=0)
    assert -180 <= once.bounds[0] <= once.bounds[2] <= 180
    assert once.area == pytest.approx(geometry.area, abs=1e-4)
    west, south, east, north = bounds(once)
    width = east - west if west <= east else east + 360 - west
    if len(getattr(geometry, "geoms", [geometry])) == 1:  # the parts of several may come to lie further apart
        assert width <= geometry.bounds[2] - geometry.bounds[0] + 1e-6
    assert (south, north) == (once.bounds[1], once.bounds[3])


def test_what_crosses_the_antimeridian_is_cut() -> None:
    written = (
        shapely.LineString([(179, 10), (-179, 12)]),
        shapely.LineString([(179, 10), (181, 12)]),
        shapely.LineString([(-181, 10), (-179, 12)]),
    )
    for line in written:
        cut = tidy(line)
        assert cut is not None
        assert shapely.get_parts(cut).tolist() == [
            shapely.LineString([(179, 10), (180, 11)]),
            shapely.LineString([(-180, 11), (-179, 12)]),
        ]
        assert bounds(cut) == (179, 10, -179, 12)


def test_an_area_with_a_hole_across_the_antimeridian_keeps_its_hole() -> None:
    jumping = shapely.Polygon([(178, 0), (-178, 0), (-178, 4), (178, 4)], [[(179, 1), (179, 3), (-179, 3), (-179, 1)]])
    cut = tidy(jumping)
    assert cut is not None
    assert cut.area == pytest.approx(4 * 4 - 2 * 2)
    assert bounds(cut) == (178, 0, -178, 4)


def test_a_circle_across_the_antimeridian_and_one_around_the_pole() -> None:
    across = tidy(circle(179.9, 65.0, 50_000))
    assert across is not None
    assert across.geom_type == "MultiPolygon"
    assert bounds(across)[0] > bounds(across)[2]
    cap = tidy(circle(10.0, 89.9, 50_000))
    assert cap is not None
    assert cap.is_valid
    assert bounds(cap)[0::2] == (-180, 180)


@given(geometry=st.one_of(nouns.areas, nouns.rings))
@settings(deadline=None, max_examples=40)
def test_rings_wind_by_the_right_hand(geometry: shapely.Geometry) -> None:
    for part in shapely.get_parts(tidy(geometry)):
        assert part.exterior.is_ccw
        assert not any(ring.is_ccw for ring in part.interiors)


def test_who_lost_how_many_stands_side_by_side() -> None:
    made = feature(nouns.incident(losses=(Loss(side="Laos", killed=3.0), Loss(side="Thailand", injured=1.0))))
    assert made["properties"]["losses"] == [
        {"side": "Laos", "killed": 3, "injured": None},
        {"side": "Thailand", "killed": None, "injured": 1},
    ]
    del made["properties"]["losses"]
    assert incident_of(made).losses == ()
