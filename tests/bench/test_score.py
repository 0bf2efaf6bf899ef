"""Results worked out by hand."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from shapely.geometry import Point, shape

import bench
from bench import files, geometry, likeness
from bench import score as s

TEST_FOLD = Path(bench.__file__).parent / "gold" / "test.jsonl"
LINE = {"type": "LineString", "coordinates": [[127.0, 38.0], [128.0, 38.0]]}


def incident(
    kind: str = "shelling",
    start: str = "2024-06-18",
    end: str | None = None,
    lon: float = 127.0,
    lat: float = 38.0,
    **more: Any,
) -> dict[str, Any]:
    """A gold incident at a point with a tolerance of 15 km."""
    return {
        "kind": kind,
        "start": start,
        "end": end or start,
        "place": "x",
        "tolerance_km": 15,
        "geometry": {"type": "Point", "coordinates": [lon, lat]},
        "initiator": ["North Korea"],
        "target": [],
        "status": "reported",
        "quantities": {"shells": 10},
        "evidence": "Ten shells fell on Tuesday.",
        **more,
    }


def report(*incidents: dict[str, Any], rid: str = "r1", region: str = "korea", style: str = "wire") -> dict[str, Any]:
    """A gold report with these incidents."""
    return {"id": rid, "region": region, "style": style, "incidents": list(incidents)}


def overall(gold: list[dict[str, Any]], predicted: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    """Overall figures for one report's predictions."""
    return s.score(gold, {"r1": predicted}, **more)["overall"]


# --- whole files


def test_gold_against_itself_is_perfect() -> None:
    gold = files.read_lines(TEST_FOLD)
    result = s.score(gold, {r["id"]: copy.deepcopy(r["incidents"]) for r in gold})
    for name in ("overall", "kind relaxed to group", "date ignored", "place ignored", "dates at most a day apart"):
        assert result[name]["f1"] == 1.0, name
    assert all(v["f1"] == 1.0 for name in ("by kind", "by region", "by style") for v in result[name].values())
    pairs = result["matched pairs"]
    assert pairs["matched"] == sum(len(r["incidents"]) for r in gold)
    assert pairs["start_exact"] == pairs["end_exact"] == pairs["status_macro_f1"] == pairs["line_form"] == 1.0
    assert pairs["quantity_f1"] == pairs["evidence_overlap"] == pairs["initiator_match"] == 1.0
    assert pairs["median_km"] == pytest.approx(0, abs=1.0)
    assert result["of_these_with_false_alarm"] == 0


def test_empty_predictions_score_zero() -> None:
    result = s.score([report(incident())], {})
    assert result["overall"] == {"precision": 0.0, "recall": 0.0, "f1": 0.0, "hits": 0, "gold": 1, "predicted": 0}
    assert result["matched pairs"]["median_km"] is None


def test_nothing_to_find_and_nothing_found() -> None:
    assert s.score([report()], {"r1": []})["overall"]["f1"] == 1.0
    result = s.score([report()], {"r1": [incident()]})
    assert (result["overall"]["precision"], result["of_these_with_false_alarm"]) == (0.0, 1)


def test_precision_recall_f1_by_hand() -> None:
    gold = [report(incident(), incident("demolition"), incident("defection"), incident("threat"))]
    got = overall(gold, [incident(), incident("demolition"), incident("protest")])
    assert (got["precision"], got["recall"]) == (pytest.approx(2 / 3), 0.5)
    assert got["f1"] == pytest.approx(4 / 7)


def test_breakdown_by_kind_region_style() -> None:
    gold = [report(incident()), report(incident("demolition"), rid="r2", region="levant", style="brief")]
    result = s.score(gold, {"r1": [incident()], "r2": [incident("protest")]})
    assert result["by kind"]["shelling"]["f1"] == 1.0
    assert result["by kind"]["demolition"]["recall"] == 0.0
    assert (result["by kind"]["protest"]["gold"], result["by kind"]["protest"]["predicted"]) == (0, 1)
    assert (result["by region"]["korea"]["f1"], result["by region"]["levant"]["f1"]) == (1.0, 0.0)
    assert (result["by style"]["wire"]["f1"], result["by style"]["brief"]["f1"]) == (1.0, 0.0)


@pytest.mark.parametrize("bad", [{"initiator": "North Korea"}, {"quantities": [10]}, {"evidence": ["x"]}, {"kind": 7}])
def test_a_field_of_the_wrong_type_is_refused(bad: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="report r1, incident 1"):
        s.score([report(incident())], {"r1": [{**incident(), **bad}]})


def test_a_missing_kind_is_a_wrong_kind() -> None:
    assert s.score([report(incident())], {"r1": [{**incident(), "kind": None}]})["by kind"]["?"]["predicted"] == 1


def test_line_separators_inside_a_text_do_not_cut_the_line(tmp_path: Path) -> None:
    path = tmp_path / "g.jsonl"
    path.write_text(
        "\ufeff" + json.dumps({"id": "r1", "text": "a\u2028b"}, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    assert files.read_lines(path)[0]["text"] == "a\u2028b"
    path.write_text("[]\n")
    with pytest.raises(ValueError, match=r"g\.jsonl:1"):
        files.read_lines(path)


def test_unknown_report_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown"):
        s.score([report()], {"nope": []})


# --- dates


@pytest.mark.parametrize(
    ("start", "hits"), [("2024-06-18", 1), ("2024-06-17", 1), ("2024-06-20", 1), ("2024-06-21", 0), ("2024-06-15", 0)]
)
def test_both_ranges_are_widened_by_a_day(start: str, hits: int) -> None:
    assert overall([report(incident())], [incident(start=start)])["hits"] == hits


def test_shift_by_two_days_fails_when_only_one_day_apart_is_allowed() -> None:
    gold = [report(incident())]
    assert overall(gold, [incident(start="2024-06-20")], slack=0.5)["hits"] == 0
    assert overall(gold, [incident(start="2024-06-19")], slack=0.5)["hits"] == 1
    assert s.score(gold, {"r1": [incident(start="2024-06-20")]})["dates at most a day apart"]["hits"] == 0


def test_date_ignored_forgives_any_date_even_none() -> None:
    bare = {"kind": "shelling", "geometry": incident()["geometry"]}
    result = s.score([report(incident())], {"r1": [bare]})
    assert (result["overall"]["hits"], result["date ignored"]["hits"]) == (0, 1)


def test_long_gold_range_contains_the_prediction() -> None:
    gold = [report(incident(start="2024-05-22", end="2024-06-22"))]
    result = s.score(gold, {"r1": [incident(start="2024-06-22")]})
    assert result["overall"]["hits"] == 1
    assert (result["matched pairs"]["start_exact"], result["matched pairs"]["end_exact"]) == (0.0, 1.0)


# --- places


def test_distance_to_a_point_and_to_a_line() -> None:
    # One degree of longitude on the equator is 111.32 km; of latitude at 38 to 38.1 N about 11.10 km.
    assert geometry.distance_km(Point(0, 0), Point(1, 0)) == pytest.approx(111.32, abs=0.01)
    assert geometry.distance_km(Point(127.5, 38.1), shape(LINE)) == pytest.approx(11.10, abs=0.1)
    # beyond the eastern end: 0.1 degree of longitude at 38 N is 111.32 * cos(38) / 10 = 8.78 km
    assert geometry.distance_km(Point(128.1, 38.0), shape(LINE)) == pytest.approx(8.78, abs=0.03)


def test_tolerance_is_the_gold_one() -> None:
    gold = [report(incident())]
    assert overall(gold, [incident(lat=38.13)])["hits"] == 1  # 14.4 km
    assert overall(gold, [incident(lat=38.14)])["hits"] == 0  # 15.5 km
    result = s.score(gold, {"r1": [incident(lat=40.0)]})
    assert (result["overall"]["hits"], result["place ignored"]["hits"]) == (0, 1)


def test_representative_points() -> None:
    assert geometry.representative_point(LINE) == Point(127.5, 38.0)
    square = {"type": "Polygon", "coordinates": [[[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]]}
    middle = geometry.representative_point(square)
    assert middle is not None
    assert shape(square).contains(middle)
    two = {"type": "MultiLineString", "coordinates": [[[0, 0], [1, 0]], [[5, 5], [9, 5]]]}
    assert geometry.representative_point(two) == Point(7, 5)
    assert geometry.representative_point(None) is None
    assert geometry.representative_point({"type": "Point", "coordinates": []}) is None
    assert geometry.representative_point({"type": "Nonsense"}) is None


def test_predicted_line_is_judged_by_its_middle() -> None:
    gold = [report({**incident(), "geometry": LINE})]
    assert overall(gold, [{**incident(), "geometry": LINE}])["hits"] == 1
    north = {"type": "LineString", "coordinates": [[127.5, 38.0], [127.5, 39.0]]}  # middle 55 km off
    assert overall(gold, [{**incident(), "geometry": north}])["hits"] == 0


def test_a_period_much_wider_than_gold_does_not_match() -> None:
    gold = [report(incident())]
    assert overall(gold, [incident(start="2024-06-15", end="2024-06-19")])["hits"] == 1  # 5 = 2 x 1 + 3 days
    assert overall(gold, [incident(start="2024-06-14", end="2024-06-19")])["hits"] == 0
    assert s.score(gold, {"r1": [incident(start="2024-04-18", end="2024-06-18")]})["date ignored"]["hits"] == 1


def test_a_geometry_that_strays_does_not_match() -> None:
    gold = [report(incident(lon=127.5))]  # tolerance 15: no part farther than 65 km
    assert overall(gold, [{**incident(), "geometry": LINE}])["hits"] == 1  # ends 44 km off, middle on the spot
    long = {"type": "LineString", "coordinates": [[126.5, 38.0], [128.5, 38.0]]}  # ends 88 km off
    assert overall(gold, [{**incident(), "geometry": long}])["hits"] == 0
    country = [report(incident(lon=127.5, tolerance_km=250))]
    assert overall(country, [{**incident(), "geometry": long}])["hits"] == 1


def test_border_kinds_leave_diplomacy_out() -> None:
    gold = [report(incident(), incident("threat"))]
    result = s.score(gold, {"r1": [incident(), incident("protest"), incident("demolition")]})
    assert result["border kinds"] == pytest.approx(
        {"precision": 0.5, "recall": 1.0, "f1": 2 / 3, "hits": 1, "gold": 1, "predicted": 2}
    )


def test_status_macro_f1_and_period_overlap() -> None:
    gold = [report(incident(), incident("demolition", status="claimed", start="2024-06-01", end="2024-06-04"))]
    got = s.score(gold, {"r1": [incident(), incident("demolition", start="2024-06-03", end="2024-06-06")]})[
        "matched pairs"
    ]
    assert got["status_macro_f1"] == pytest.approx((2 / 3 + 0) / 2)  # reported: 1 hit, 1 gold, 2 predicted; claimed: 0
    assert got["mean_period_overlap"] == pytest.approx((1 + 2 / 6) / 2)


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "Point", "coordinates": [38.0, 127.0]},
        {"type": "Point", "coordinates": [float("nan"), 38.0]},
        {"type": "LineString", "coordinates": [[127.0, 38.0]]},
        {"type": "Polygon", "coordinates": []},
        {},
        None,
    ],
)
def test_a_geometry_off_the_globe_or_broken_is_no_place(geometry: dict[str, Any] | None) -> None:
    assert overall([report(incident())], [{**incident(), "geometry": geometry}])["hits"] == 0


def test_a_line_that_collapsed_is_its_point() -> None:
    flat = {"type": "LineString", "coordinates": [[127.0, 38.0], [127.0, 38.0]]}
    assert overall([report(incident())], [{**incident(), "geometry": flat}])["hits"] == 1


def test_line_form_wants_a_line_where_gold_has_one() -> None:
    gold = [report({**incident(), "geometry": LINE})]
    middle = incident(lon=127.5)
    assert s.score(gold, {"r1": [middle]})["matched pairs"]["line_form"] == 0.0
    assert s.score(gold, {"r1": [{**middle, "geometry": LINE}]})["matched pairs"]["line_form"] == 1.0


# --- kinds and assignment


def test_kind_relaxed_to_group() -> None:
    result = s.score([report(incident("shelling"))], {"r1": [incident("armed_clash")]})
    assert (result["overall"]["f1"], result["kind relaxed to group"]["f1"]) == (0.0, 1.0)
    result = s.score([report(incident("shelling"))], {"r1": [incident("defection")]})
    assert result["kind relaxed to group"]["f1"] == 0.0


def test_each_gold_incident_is_matched_once() -> None:
    got = overall([report(incident())], [incident(), incident()])
    assert (got["hits"], got["precision"], got["recall"]) == (1, 0.5, 1.0)


def test_assignment_is_optimal_not_greedy() -> None:
    # The first prediction lies nearest to gold A but is the only one that can serve B.
    a, b = incident(lat=38.0), incident(lat=38.2)
    near_both, near_a = incident(lat=38.09), incident(lat=37.9)  # 10.0 and 12.2 km; 11.1 and 33 km
    assert overall([report(a, b)], [near_both, near_a])["hits"] == 2
    assert overall([report(b, a)], [near_a, near_both])["hits"] == 2


def test_ties_go_to_the_closer_pair() -> None:
    result = s.score([report(incident())], {"r1": [incident(lat=38.1), incident()]})
    assert result["matched pairs"]["median_km"] == pytest.approx(0, abs=1e-6)


def test_many_small_bonuses_never_cost_a_match() -> None:
    gold = [incident(start=f"2024-06-{day:02d}") for day in range(1, 29)]
    moved = [incident(start=f"2024-06-{day:02d}", lat=38.1) for day in range(2, 30)]
    assert overall([report(*gold)], moved)["hits"] == 28


# --- attributes


def test_attributes_of_matched_pairs() -> None:
    gold = [report(incident(), incident("demolition", quantities={"roads": 2, "killed": 1}))]
    predicted = [
        incident(status="claimed", quantities={"shell": 10, "tons": 3}, initiator=["North Korean gunners"]),
        incident("demolition", quantities={}, initiator=["South Korea"], evidence="Something else entirely"),
    ]
    got = s.score(gold, {"r1": predicted})["matched pairs"]
    assert got["status_macro_f1"] == pytest.approx(2 / 3)  # reported: 1 hit, 2 gold, 1 predicted
    assert got["quantity_f1"] == pytest.approx(2 * 1 / (3 + 2))  # 1 hit, 3 in gold, 2 predicted
    assert got["initiator_match"] == 0.5
    assert got["evidence_overlap"] == 0.5


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("North Korea", "North Korean troops", True),
        ("North Korea", "South Korea", False),
        ("China", "the Chinese army", True),
        ("Kim Yo Jong", "Kim Jong Un", False),
        ("", "Russia", False),
    ],
)
def test_same_actor(a: str, b: str, same: bool) -> None:
    assert likeness.same_actor(a, b) is same


def test_no_initiator_on_either_side_agrees() -> None:
    assert likeness.initiators_match([], [])
    assert not likeness.initiators_match(["Russia"], [])


def test_a_field_left_out_counts_as_wrong() -> None:
    bare = {key: value for key, value in incident().items() if key in ("kind", "start", "end", "geometry")}
    got = s.score([report(incident())], {"r1": [bare]})["matched pairs"]
    assert (got["status_macro_f1"], got["quantity_f1"], got["evidence_overlap"], got["initiator_match"]) == (0, 0, 0, 0)


def test_padding_does_not_pay() -> None:
    gold = incident()
    assert not likeness.evidence_overlaps(gold["evidence"], gold["evidence"] + " and more of it" * 20)
    assert not likeness.initiators_match(
        ["North Korea"], ["troops from North Korea and from a good many other countries besides it"]
    )


def test_quantities_need_noun_and_value() -> None:
    assert likeness.quantity_hits({"usb sticks": 5000}, {"sticks": 5000}) == 1
    assert likeness.quantity_hits({"balloons": 260}, {"balloons": 250}) == 0
    assert likeness.quantity_hits({"balloons": 260}, {"leaflets": 260}) == 0


def test_evidence_overlap() -> None:
    assert likeness.evidence_overlaps("Ten shells fell on Tuesday near Paju.", "Ten shells fell on Tuesday")
    assert not likeness.evidence_overlaps("Ten shells fell on Tuesday", "Balloons came down in Seoul")
    assert not likeness.evidence_overlaps("Ten shells fell", "")


# --- command line


def test_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold, pred, out = tmp_path / "g.jsonl", tmp_path / "p.jsonl", tmp_path / "o.json"
    gold.write_text(json.dumps(report(incident())) + "\n")
    pred.write_text(json.dumps({"id": "r1", "incidents": [incident()]}) + "\n")
    assert s.main([str(gold), str(pred), "--json", str(out)]) == 0
    assert "overall" in capsys.readouterr().out
    assert json.loads(out.read_text())["overall"]["f1"] == 1.0
    pred.write_text(json.dumps({"id": "zz", "incidents": []}) + "\n")
    assert s.main([str(gold), str(pred)]) == 2
