"""Train the (act, place) scorer of geo/incidents/where.py: `python -m scripts.train_where`.

For every gold incident of the train set whose evidence holds a trigger of its kind, each candidate spot is one example:
right if its representative point lies within the gold tolerance of the gold place and it does not stray far beyond it.
Writes data/weights/where.npz; `--folds` writes one model a held-out fold.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

import numpy as np
from shapely.geometry import Point, shape
from sklearn.linear_model import LogisticRegression

from bench.geometry import distance_km, stray_km
from bench.guide import COUNTRY_KM
from bench.matching import STRAY_FACTOR, STRAY_KM
from geo.geodesy import representative_point
from geo.incidents.actors import ActorFinder
from geo.incidents.features import best_trigger
from geo.incidents.roles import roles as roles_of
from geo.incidents.where import Scene
from geo.places.gazetteer import Gazetteer
from geo.weights import LinearModel
from scripts.training import FOLDS, ROOT, WEIGHTS, Example, Vocabulary, examples

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

LEAST = 4
C = 0.5

Row = dict[str, float]


def is_right(geometry: BaseGeometry, gold: BaseGeometry, tolerance_km: float) -> bool:
    """Would the scorer take this geometry for the gold place?"""
    if distance_km(Point(representative_point(geometry)), gold) > tolerance_km:
        return False
    return tolerance_km >= COUNTRY_KM or stray_km(geometry, gold) <= STRAY_FACTOR * tolerance_km + STRAY_KM


def pairs(example: Example, gazetteer: Gazetteer) -> Iterator[list[tuple[Row, bool]]]:
    """For each gold incident with a trigger, its candidates as (features, right?)."""
    text = example.report.text
    scene = Scene(text, example.reading.sentences, example.resolutions, gazetteer)
    finder = ActorFinder(text, example.reading.sentences)
    for incident in example.gold["incidents"]:
        found = _trigger(example, incident)
        if not found:
            continue
        sentence, (trigger, signs) = found
        gold = shape(incident["geometry"])
        roles = roles_of(finder, sentence, trigger, signs)
        seen: dict[str, bool] = {}
        rows = []
        for spot in scene.spots(sentence, roles, incident["kind"]):
            if spot.place.id not in seen:
                seen[spot.place.id] = is_right(spot.place.footprint.geometry, gold, incident["tolerance_km"])
            rows.append((scene.features(spot, sentence, trigger, roles), seen[spot.place.id]))
        if rows:
            yield rows


def _trigger(example: Example, incident: dict[str, Any]) -> Any:
    start, end = example.evidence(incident)
    for view in example.reading.views:
        if view.sentence.start < end and start < view.sentence.end and (best := best_trigger(view, incident["kind"])):
            return view.sentence, best
    return None


def fit(groups: Sequence[list[tuple[Row, bool]]]) -> LinearModel:
    """A logistic model over single pairs."""
    rows = [row for group in groups for row, _ in group]
    right = np.array([is_good for group in groups for _, is_good in group])
    vocabulary = Vocabulary(rows, LEAST)
    model = LogisticRegression(C=C, solver="liblinear", max_iter=500).fit(vocabulary.matrix(rows), right)
    return LinearModel.of(vocabulary.names, ["right"], model.coef_.T, model.intercept_)


def accuracy(model: LinearModel, groups: Sequence[list[tuple[Row, bool]]]) -> tuple[float, float]:
    """How often the best candidate is right, and how often any is."""
    best = [max(group, key=lambda row: model.probabilities(row[0])["right"])[1] for group in groups]
    return float(np.mean(best)), float(np.mean([any(good for _, good in group) for group in groups]))


def write(groups: Sequence[list[tuple[Row, bool]]], folder: Path) -> None:
    """Train and write the model."""
    folder.mkdir(parents=True, exist_ok=True)
    fit(groups).save(folder / "where.npz")


def main() -> None:
    """Train on all reports, or once a fold; print the held-out accuracy either way."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folds", action="store_true", help="one model a held-out fold, into var/folds/")
    wants_folds = parser.parse_args().folds
    gazetteer = Gazetteer.open()
    by_fold: dict[int, list[list[tuple[Row, bool]]]] = {fold: [] for fold in range(FOLDS)}
    for example in examples():
        by_fold[example.fold] += list(pairs(example, gazetteer))
    for fold in range(FOLDS):
        others = [group for other in by_fold for group in by_fold[other] if other != fold]
        right, possible = accuracy(fit(others), by_fold[fold])
        print(
            f"fold {fold}: right {right:.3f}, a right candidate exists {possible:.3f} ({len(by_fold[fold])} incidents)"
        )
        if wants_folds:
            write(others, ROOT / "var" / "folds" / str(fold))
    if not wants_folds:
        write([group for groups in by_fold.values() for group in groups], WEIGHTS)


if __name__ == "__main__":
    main()
