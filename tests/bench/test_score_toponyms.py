"""Results worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from bench import score_toponyms as s


def toponym(start: int, end: int, lon: float | None = 127.0, lat: float | None = 38.0, **more: Any) -> dict[str, Any]:
    """A place name that serves as gold (tolerance 15 km) and as prediction."""
    return {
        "start": start,
        "end": end,
        "lon": lon,
        "lat": lat,
        "tolerance_km": 15,
        "geometry": {"type": "Point", "coordinates": [lon, lat]},
        **more,
    }


def table(gold: list[dict[str, Any]], predicted: list[dict[str, Any]]) -> dict[str, Any]:
    """The scores of one report."""
    return s.score([{"id": "r1", "toponyms": gold}], {"r1": predicted})


def test_the_same_is_perfect() -> None:
    names = [toponym(0, 4), toponym(10, 15)]
    assert all(v.get("f1", v.get("rate")) == 1.0 for v in table(names, names).values())


def test_overlap_counts_as_found_but_not_exactly() -> None:
    got = table([toponym(0, 10)], [toponym(4, 10)])
    assert (got["recognised exactly"]["f1"], got["recognised, overlapping"]["f1"], got["found and right"]["f1"]) == (
        0,
        1,
        1,
    )


def test_one_gold_name_is_found_once_and_exact_spans_come_first() -> None:
    got = table([toponym(0, 10)], [toponym(0, 9), toponym(0, 10)])
    assert got["recognised exactly"]["hits"] == 1
    assert got["recognised, overlapping"]["precision"] == 0.5


@pytest.mark.parametrize(
    ("lon", "lat"), [(None, None), (38.0, 127.0), (float("nan"), 38.0), (127.0, None), (127.0, 39.0)]
)
def test_nil_swapped_and_far_are_not_right(lon: float | None, lat: float | None) -> None:
    got = table([toponym(0, 4)], [toponym(0, 4, lon=lon, lat=lat)])
    assert (got["recognised exactly"]["f1"], got["found and right"]["f1"]) == (1, 0)


def test_countries_are_left_out_of_the_figure() -> None:
    gold = [toponym(0, 4), toponym(10, 15, tolerance_km=900)]
    got = table(gold, [toponym(10, 15), toponym(20, 22)])
    assert got["found and right"]["hits"] == 1
    assert got["found and right, below country"] == {
        "precision": 0.0,
        "recall": 0.0,
        "f1": 0.0,
        "hits": 0,
        "gold": 1,
        "predicted": 1,
    }


def test_bad_predictions_are_refused() -> None:
    with pytest.raises(ValueError, match="unknown"):
        s.score([{"id": "r1", "toponyms": []}], {"r2": []})
    with pytest.raises(ValueError, match="report r1"):
        table([toponym(0, 4)], [{"lat": 1.0, "lon": 1.0}])
