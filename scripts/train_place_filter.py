"""Train the filter that tells places from other names: `python -m scripts.train_place_filter --corpora DIR`.

Every span of `find_spans` in the train set and in DIR/*.jsonl (LGL, GeoWebNews) is one example; right if it covers
a gold toponym in noun form. Adjectives and names inside other names of the corpora are left out or wrong. Writes
data/weights/place_filter.npz and place_neighbours.json. `--folds` prints what a model reaches on documents
it has not seen: five folds of the train set, and each corpus with a model trained on everything else.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from geo.places.features import NAMES, Neighbours, neighbour_keys, span_features
from geo.places.recognise import NameFilter
from geo.places.spans import Span, find_spans
from geo.weights import TreeModel
from scripts.place_training import FOLDS, OWN, OWN_WEIGHT, Training, run

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from geo.places.gazetteer import Gazetteer
    from geo.places.normalise import Word

LEAST, SHRINK = 4, 4.0
POSITIONS = ("before", "after", "before2", "after2", "last_word")


@dataclass(frozen=True)
class Document:
    """A document with its spans; a label is 1, 0 or -1 (leave out)."""

    source: str
    text: str
    tokens: list[Word]
    spans: list[Span]
    labels: NDArray[np.int8]


def read(path: Path, gazetteer: Gazetteer) -> list[Document]:
    """The documents of a corpus or gold file, with their labels."""
    documents = []
    for line in path.read_text(encoding="utf-8").strip().split("\n"):
        record = json.loads(line)
        tokens, spans = find_spans(record["text"], gazetteer)
        labels = np.array([label(span, record["toponyms"]) for span in spans], dtype=np.int8)
        documents.append(Document(path.stem, record["text"], tokens, spans, labels))
    return documents


def label(span: Span, gold: Sequence[dict[str, Any]]) -> int:
    """1: it covers at least half of a gold toponym and the other way round; -1: of one that is no noun; else 0."""
    for toponym in gold:
        common = min(span.end, toponym["end"]) - max(span.start, toponym["start"])
        if common > 0 and 2 * common >= max(span.end - span.start, toponym["end"] - toponym["start"]):
            return {"noun": 1, "adj": -1, "embedded": -1}.get(toponym.get("kind", "noun"), 0)
        if common > 0 and toponym.get("kind", "noun") == "noun":
            return -1
    return 0


def neighbour_odds(documents: Sequence[Document]) -> Neighbours:
    """Log odds of a place, for each word that stands beside spans, pulled towards 0 where it is rare."""
    counts: dict[str, Counter[tuple[str, int]]] = {position: Counter() for position in POSITIONS}
    totals = np.bincount([int(x) for d in documents for x in d.labels if x >= 0], minlength=2)
    base = math.log(totals[1] / totals[0])
    for document in documents:
        for span, right in zip(document.spans, document.labels.tolist(), strict=True):
            if right >= 0:
                for position, key in neighbour_keys(span, document.tokens, document.text).items():
                    counts[position][key, right] += 1
    share = totals[1] / totals.sum()
    table: Neighbours = {}
    for position, counter in counts.items():
        odds = {}
        for key in sorted({key for key, _ in counter}):
            yes, no = counter[key, 1], counter[key, 0]
            if yes + no >= LEAST:
                odds[key] = round(math.log((yes + SHRINK * share) / (no + SHRINK * (1 - share))) - base, 2)
        table[position] = odds
    return table


def examples(documents: Sequence[Document], odds: Neighbours, gazetteer: Gazetteer) -> tuple[Any, Any, Any]:
    """Features, labels and weights of the spans of documents."""
    rows, labels, weights = [], [], []
    for document in documents:
        if document.spans:
            kept = document.labels >= 0
            rows.append(span_features(document.spans, document.tokens, document.text, gazetteer, odds)[kept])
            labels.append(document.labels[kept])
            weights.append(np.full(int(kept.sum()), OWN_WEIGHT if document.source == OWN else 1.0))
    return np.concatenate(rows), np.concatenate(labels), np.concatenate(weights)


def fit(documents: Sequence[Document], gazetteer: Gazetteer) -> NameFilter:
    """A model; the odds of neighbouring words that it sees in training come from other documents."""
    parts = []
    for fold in range(FOLDS):
        inside = [d for number, d in enumerate(documents) if number % FOLDS == fold]
        outside = [d for number, d in enumerate(documents) if number % FOLDS != fold]
        parts.append(examples(inside, neighbour_odds(outside), gazetteer))
    rows, labels, weights = (np.concatenate([part[n] for part in parts]) for n in range(3))
    classifier = HistGradientBoostingClassifier(
        max_iter=220, learning_rate=0.06, max_leaf_nodes=15, min_samples_leaf=25, l2_regularization=5.0, random_state=1
    )
    classifier.fit(rows, labels, sample_weight=weights)
    return NameFilter(export(classifier), neighbour_odds(documents))


def export(classifier: HistGradientBoostingClassifier) -> TreeModel:
    """The trees as plain arrays."""
    forest = [stage[0].nodes for stage in classifier._predictors]
    nodes = max(len(tree) for tree in forest)
    shape = (len(forest), nodes)
    feature, left, right = (np.zeros(shape, dtype=np.int16) for _ in range(3))
    threshold, value = np.zeros(shape, dtype=np.float32), np.zeros(shape, dtype=np.float32)
    for number, tree in enumerate(forest):
        size, leaves = len(tree), tree["is_leaf"].astype(bool)
        own = np.arange(size)
        feature[number, :size] = np.where(leaves, 0, tree["feature_idx"])
        threshold[number, :size] = tree["num_threshold"]
        left[number, :size] = np.where(leaves, own, tree["left"])
        right[number, :size] = np.where(leaves, own, tree["right"])
        value[number, :size] = np.where(leaves, tree["value"], 0.0)
    bias = float(np.ravel(classifier._baseline_prediction)[0])
    depth = int(max(tree["depth"].max() for tree in forest))
    return TreeModel(NAMES, feature, threshold, left, right, value, bias, depth)


def report(name: str, name_filter: NameFilter, documents: Sequence[Document], gazetteer: Gazetteer) -> None:
    """Print precision, recall and F1 of the spans, at a few thresholds."""
    rows, labels, _ = examples(documents, name_filter.odds, gazetteer)
    chance = 1 / (1 + np.exp(-name_filter.trees.logits(rows)))
    figures = []
    for least in (0.3, 0.4, 0.5, 0.6):
        right = int(((chance >= least) & (labels == 1)).sum())
        precision, recall = right / max(1, int((chance >= least).sum())), right / max(1, int((labels == 1).sum()))
        figures.append(f"{least}: {precision:.3f} {recall:.3f} {2 * precision * recall / (precision + recall):.3f}")
    print(f"{name:<8} " + " | ".join(figures))


def save(name_filter: NameFilter, folder: Path) -> None:
    """Write the trees and the odds of neighbouring words."""
    name_filter.trees.save(folder / "place_filter.npz")
    text = json.dumps(name_filter.odds, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    (folder / "place_neighbours.json").write_text(text + "\n", encoding="utf-8")


def main() -> None:
    """Train and write, or print what unseen documents get."""
    run(__doc__, Training(read, fit, report, save))


if __name__ == "__main__":
    main()
