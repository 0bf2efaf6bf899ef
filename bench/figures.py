"""Precision, recall and F1."""

from __future__ import annotations

Figures = dict[str, float | int]


def prf(hits: int, gold: int, predicted: int) -> Figures:
    """Precision, recall and F1 with the counts. Nothing to find and nothing predicted counts as perfect."""
    if gold == predicted == 0:
        return {"precision": 1.0, "recall": 1.0, "f1": 1.0, "hits": 0, "gold": 0, "predicted": 0}
    return {
        "precision": hits / predicted if predicted else 0.0,
        "recall": hits / gold if gold else 0.0,
        "f1": 2 * hits / (gold + predicted),
        "hits": hits,
        "gold": gold,
        "predicted": predicted,
    }
