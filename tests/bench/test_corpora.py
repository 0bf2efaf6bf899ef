from __future__ import annotations

import math
from typing import Any

import pytest

from bench import corpora


def name(start: int, end: int, lat: float | None = 38.0, lon: float | None = 127.0, **more: Any) -> dict[str, Any]:
    return {"start": start, "end": end, "lat": lat, "lon": lon, "kind": "noun", "located": lat is not None, **more}


def figures(gold: list[dict[str, Any]], found: list[dict[str, Any]], *kinds: str) -> dict[str, Any]:
    document = {"doc_id": "d", "toponyms": found}
    return corpora.evaluate([{"doc_id": "d", "toponyms": gold}], [document], kinds or corpora.KINDS)


def test_the_same_is_perfect() -> None:
    got = figures([name(0, 4), name(9, 12)], [name(0, 4), name(9, 12)])
    assert got["rec_exact"]["F1"] == got["e2e_prf161"]["F1"] == got["matched"]["acc161"] == 1.0
    assert got["e2e"]["auc"] == 0.0


def test_overlap_is_found_but_not_exact_and_not_matched() -> None:
    got = figures([name(0, 10)], [name(4, 10)])
    assert (got["rec_exact"]["F1"], got["rec_overlap"]["F1"]) == (0.0, 1.0)
    assert (got["matched"]["n"], got["e2e"]["acc161"]) == (0, 1.0)


def test_far_unresolved_and_missing_names_are_misses_end_to_end() -> None:
    gold = [name(0, 4), name(5, 9), name(10, 14), name(15, 19)]
    got = figures(gold, [name(0, 4), name(5, 9, lat=45.0), name(10, 14, lat=None, lon=None)])
    assert got["e2e"]["acc161"] == 0.25
    assert got["e2e"]["answered"] == 0.5
    assert (got["e2e_prf161"]["P"], got["e2e_prf161"]["R"]) == (0.5, 0.25)


def test_predictions_on_names_of_unwanted_kinds_are_ignored() -> None:
    gold = [name(0, 4), name(5, 9, kind="adj")]
    assert figures(gold, [name(0, 4), name(5, 9)], "noun")["rec_exact"]["P"] == 1.0
    assert figures(gold, [name(0, 4), name(5, 9)], "noun", "adj")["rec_exact"]["tp"] == 2


def test_a_gold_name_without_coordinates_counts_for_recognition_alone() -> None:
    got = figures([name(0, 4, lat=None, lon=None)], [name(0, 4)])
    assert got["rec_exact"]["F1"] == 1.0
    assert (got["e2e_prf161"]["pred"], got["e2e_prf161"]["gold"]) == (0, 0)


def test_distance_and_area_under_the_curve_by_hand() -> None:
    assert corpora.haversine_km(0, 0, 1, 0) == pytest.approx(111.195, abs=0.001)
    assert math.isnan(corpora.auc([1.0]))
    # ln(1 + 0) = 0 and ln(1 + MAX) on a two-point curve: half of the square
    assert corpora.auc([0.0, corpora.MAX_KM]) == pytest.approx(0.5, abs=1e-5)
