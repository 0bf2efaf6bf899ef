"""How good the fields of matched incidents are."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING

from shapely.geometry import shape

from bench.geometry import covers_line, usable
from bench.likeness import evidence_overlaps, initiators_match, quantity_hits
from bench.periods import Range, date_range, overlap

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bench.matching import Pair

Scores = dict[str, float | int | None]


def attribute_scores(pairs: list[Pair]) -> Scores:
    """Quality of what was matched. A field that a prediction leaves out counts as wrong; None: nothing to judge."""
    kms = [pair.km for pair in pairs if pair.km is not None]
    return {
        "matched": len(pairs),
        **_period_scores(pairs),
        "median_km": statistics.median(kms) if kms else None,
        "line_form": _rate(_has_line_form(pair) for pair in pairs if "Line" in pair.gold["geometry"]["type"]),
        "status_macro_f1": macro_f1(pairs, "status"),
        "quantity_f1": _quantity_f1(pairs),
        "evidence_overlap": _rate(evidence_overlaps(p.gold["evidence"], p.pred.get("evidence") or "") for p in pairs),
        "initiator_match": _rate(initiators_match(p.gold["initiator"], p.pred.get("initiator") or []) for p in pairs),
    }


def macro_f1(pairs: list[Pair], key: str) -> float | None:
    """Mean over the gold values of the F1 of each, so that a constant guess earns little. Absent counts as wrong."""
    scores = []
    for value in sorted({pair.gold[key] for pair in pairs}):
        hits = sum(pair.gold[key] == pair.pred.get(key) == value for pair in pairs)
        scores.append(2 * hits / sum((pair.gold[key] == value) + (pair.pred.get(key) == value) for pair in pairs))
    return sum(scores) / len(scores) if scores else None


def _period_scores(pairs: list[Pair]) -> Scores:
    ranges = ((date_range(pair.gold), date_range(pair.pred)) for pair in pairs)
    both: list[tuple[Range, Range]] = [(gold, pred) for gold, pred in ranges if gold and pred]
    return {
        "start_exact": _rate(gold[0] == pred[0] for gold, pred in both),
        "end_exact": _rate(gold[1] == pred[1] for gold, pred in both),
        "mean_period_overlap": statistics.fmean(overlap(gold, pred) for gold, pred in both) if both else None,
    }


def _has_line_form(pair: Pair) -> bool:
    return covers_line(usable(pair.pred.get("geometry")), shape(pair.gold["geometry"]), pair.gold["tolerance_km"])


def _quantity_f1(pairs: list[Pair]) -> float | None:
    quantities = [(pair.gold["quantities"], pair.pred.get("quantities") or {}) for pair in pairs]
    total = sum(len(gold) + len(pred) for gold, pred in quantities)
    return 2 * sum(quantity_hits(gold, pred) for gold, pred in quantities) / total if total else None


def _rate(hits: Iterable[bool]) -> float | None:
    values = list(hits)
    return sum(values) / len(values) if values else None
