"""Score recognised and resolved place names against a gold file (see GUIDE.md).

usage: python -m bench.score_toponyms GOLD.jsonl PREDICTIONS.jsonl

Each prediction line is {"id": report id, "toponyms": [{"start", "end", "lat", "lon"}]}, lat and lon null for NIL.
A predicted span is found exactly, or overlapping; it is right when its point lies within the gold tolerance of the
gold geometry (a point, or a line for borders and demarcation lines). Metonyms count like any other name. Countries
and other names with a tolerance of 200 km or more are easy to get right, so the figure to quote leaves them out.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from shapely.geometry import shape

from bench.figures import prf
from bench.files import read_lines, read_predictions, refuse_unknown
from bench.geometry import distance_km, usable
from bench.guide import COUNTRY_KM, Json


def pair_up(gold: list[Json], predicted: list[Json]) -> list[tuple[Json, Json]]:
    """One-to-one pairs of overlapping spans, exact ones first, then the longest overlap."""
    candidates = []
    for i, g in enumerate(gold):
        for j, p in enumerate(predicted):
            common = min(g["end"], p["end"]) - max(g["start"], p["start"])
            if common > 0:
                candidates.append((not _is_exact(g, p), -common, i, j))
    pairs: list[tuple[Json, Json]] = []
    used_gold, used_predicted = set(), set()
    for *_, i, j in sorted(candidates):
        if i not in used_gold and j not in used_predicted:
            used_gold.add(i)
            used_predicted.add(j)
            pairs.append((gold[i], predicted[j]))
    return pairs


def is_right(gold: Json, predicted: Json) -> bool:
    """Does the predicted point lie within the gold tolerance?"""
    lon, lat = predicted.get("lon"), predicted.get("lat")
    if not isinstance(lon, (int, float)) or not isinstance(lat, (int, float)):
        return False
    point = usable({"type": "Point", "coordinates": [lon, lat]})
    return point is not None and distance_km(point, shape(gold["geometry"])) <= gold["tolerance_km"]


def is_fine(gold: Json) -> bool:
    """Is this a name below country level?"""
    return bool(gold["tolerance_km"] < COUNTRY_KM)


def check_spans(predictions: dict[str, list[Json]]) -> None:
    """Refuse toponyms without whole-number offsets.

    Raises:
        ValueError: there is one; the message names its report.
    """
    for report_id, toponyms in predictions.items():
        for toponym in toponyms:
            if not all(isinstance(toponym.get(key), int) for key in ("start", "end")):
                raise ValueError(f"report {report_id}: a toponym without whole-number 'start' and 'end'")


def score(gold: list[Json], predictions: dict[str, list[Json]]) -> dict[str, Json]:
    """Recognition by exact and by overlapping span, resolution of what was found, and both together.

    Raises:
        ValueError: unknown report ids, or toponyms without offsets.
    """
    check_spans(predictions)
    refuse_unknown(gold, predictions)
    total = predicted_total = fine_total = fine_predicted = 0
    pairs: list[tuple[Json, Json]] = []
    for report in gold:
        predicted = predictions.get(report["id"], [])
        found = pair_up(report["toponyms"], predicted)
        pairs += found
        total += len(report["toponyms"])
        fine_total += sum(is_fine(g) for g in report["toponyms"])
        predicted_total += len(predicted)
        fine_predicted += len(predicted) - sum(not is_fine(g) for g, _ in found)
    right = [(g, p) for g, p in pairs if is_right(g, p)]
    exact = sum(_is_exact(g, p) for g, p in pairs)
    return {
        "recognised exactly": prf(exact, total, predicted_total),
        "recognised, overlapping": prf(len(pairs), total, predicted_total),
        "found and right": prf(len(right), total, predicted_total),
        "found and right, below country": prf(sum(is_fine(g) for g, _ in right), fine_total, fine_predicted),
        "right of those found": {"rate": len(right) / len(pairs) if pairs else 0.0},
    }


def format_table(result: dict[str, Json]) -> str:
    """The result as text for a terminal."""
    rows = ((name, ((k, v) for k, v in figures.items() if isinstance(v, float))) for name, figures in result.items())
    return "\n".join(f"{name:<32}" + "  ".join(f"{key} {value:.3f}" for key, value in shares) for name, shares in rows)


def main(argv: list[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("predictions", type=Path)
    args = parser.parse_args(argv)
    try:
        result = score(read_lines(args.gold), read_predictions(args.predictions, "toponyms"))
    except ValueError as error:
        print(f"bench.score_toponyms: {error}", file=sys.stderr)
        return 2
    print(format_table(result))
    return 0


def _is_exact(gold: Json, predicted: Json) -> bool:
    return bool((gold["start"], gold["end"]) == (predicted["start"], predicted["end"]))


if __name__ == "__main__":
    sys.exit(main())
