"""Train the ranker of places: `python -m scripts.train_place_ranker --corpora DIR`.

Every gold toponym of the train set and of DIR/*.jsonl (LGL, GeoWebNews) with a position is one choice among the entries
of the gazetteer that have its name, or NIL. A conditional logit, in two rounds (geo/places/ranking.py). Writes
data/weights/place_ranker.npz. `--folds` prints how often the choice is right on documents it has not seen.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.optimize import minimize
from shapely.geometry import Point, shape

from bench.geometry import distance_km
from geo.model import Toponym
from geo.places.cases import Case, Setting, read_cases, read_setting
from geo.places.nearness import FAR
from geo.places.ranking import NAMES, add_distances, base_features, chances
from geo.weights import LinearModel
from scripts.place_training import OWN, OWN_WEIGHT, Training, run

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from geo.places.gazetteer import Gazetteer

RIDGE = 0.5
NEAR_KM, COUNTRY_KM = 25.0, 2500.0


@dataclass
class Document:
    """A document as the ranker sees it; `right` marks the right options of every case (all False: NIL)."""

    source: str
    cases: list[Case]
    setting: Setting
    right: list[NDArray[np.bool_]]


def read(path: Path, gazetteer: Gazetteer) -> list[Document]:
    """The documents of a corpus or gold file."""
    documents = []
    for line in path.read_text(encoding="utf-8").strip().split("\n"):
        record = json.loads(line)
        gold = [t for t in record["toponyms"] if t.get("kind", "noun") == "noun" and t.get("located", True)]
        gold = [t for t in gold if record["text"][t["start"] : t["end"]] == t["surface"]]
        toponyms = [Toponym(surface=t["surface"], start=t["start"], end=t["end"]) for t in gold]
        cases = read_cases(record["text"], toponyms, gazetteer)
        setting = read_setting(record["text"], record.get("title") or "")
        right = [_right(case, gold, gazetteer) for case in cases]
        documents.append(Document(path.stem, cases, setting, right))
    return documents


def _right(case: Case, gold: Sequence[dict[str, Any]], gazetteer: Gazetteer) -> NDArray[np.bool_]:
    """Which options are right for most toponyms of a case."""
    votes = [
        [_is_right(choice.entry.position, gold[spot], gazetteer) for choice in case.choices] for spot in case.spots
    ]
    right: NDArray[np.bool_] = np.array(votes, dtype=float).reshape(len(votes), -1).mean(axis=0) >= 0.5
    return right


def _is_right(position: int, gold: dict[str, Any], gazetteer: Gazetteer) -> bool:
    fact = gazetteer.facts(position)
    here = Point(fact.lon, fact.lat)
    if "geometry" in gold:
        return bool(distance_km(here, shape(gold["geometry"])) <= gold["tolerance_km"])
    record = gazetteer.table[position]
    if record["source"] in (1, 2) and int(record["key"]) == int(gold.get("geonameid") or -1):
        return True
    limit = COUNTRY_KM if fact.feature_class == "country" else max(NEAR_KM, fact.radius_m / 2000)
    return bool(distance_km(here, Point(gold["lon"], gold["lat"])) <= limit) and fact.feature_class != "admin1"


def fit(documents: Sequence[Document], gazetteer: Gazetteer) -> LinearModel:
    """Both rounds: without distances, then with distances to what the first round chose."""
    matrices = [base_features(d.cases, d.setting, gazetteer) for d in documents]
    usable = np.array([name not in FAR for name in NAMES])
    first, first_nil = _logit(documents, matrices, usable)
    for document, matrix in zip(documents, matrices, strict=True):
        add_distances(matrix, document.cases, chances(matrix, first, first_nil), gazetteer)
    second, second_nil = _logit(documents, matrices, np.ones(len(NAMES), dtype=bool))
    return LinearModel.of(NAMES, ("first", "second"), np.stack([first, second], axis=1), [first_nil, second_nil])


def _logit(
    documents: Sequence[Document], matrices: Sequence[list[NDArray[Any]]], usable: NDArray[np.bool_]
) -> tuple[NDArray[Any], float]:
    """Weights that make the right options likely, with NIL as one more option; weights not usable stay 0."""
    rows, groups, right = [], [], []
    weight: list[float] = []
    for document, case_matrices in zip(documents, matrices, strict=True):
        for case, matrix, marks in zip(document.cases, case_matrices, document.right, strict=True):
            if case.choices:
                groups.append(np.full(len(matrix), len(weight)))
                rows.append(matrix)
                right.append(marks)
                own = OWN_WEIGHT if document.source == OWN else 1.0
                weight.append(own * min(3, len(case.spots)))
    table, group = np.concatenate(rows), np.concatenate(groups)
    marks, heavy = np.concatenate(right), np.array(weight)
    is_nil = np.bincount(group, weights=marks, minlength=len(heavy)) == 0

    def loss(theta: NDArray[Any]) -> tuple[float, NDArray[Any]]:
        scores = table @ (theta[:-1] * usable)
        nil = theta[-1]
        top = np.full(len(heavy), nil)
        np.maximum.at(top, group, scores)
        raised, raised_nil = np.exp(scores - top[group]), np.exp(nil - top)
        total = np.bincount(group, weights=raised, minlength=len(heavy)) + raised_nil
        good = np.bincount(group, weights=raised * marks, minlength=len(heavy)) + raised_nil * is_nil
        share, share_good = raised / total[group], raised * marks / good[group]
        slope = table.T @ ((share - share_good) * heavy[group])
        slope_nil = ((raised_nil / total - raised_nil * is_nil / good) * heavy).sum()
        value = (heavy * (np.log(total) - np.log(good))).sum() + RIDGE * (theta[:-1] ** 2).sum()
        return float(value), np.append(slope * usable + 2 * RIDGE * theta[:-1], slope_nil)

    found = minimize(loss, np.zeros(len(NAMES) + 1), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return found.x[:-1] * usable, float(found.x[-1])


def report(name: str, model: LinearModel, documents: Sequence[Document], gazetteer: Gazetteer) -> None:
    """Print the share of toponyms whose choice is right: of all, and of those that have a right option."""
    table = model.weights[[model.index[n] for n in NAMES]].astype(float)
    right = total = reachable = 0
    for document in documents:
        matrices = base_features(document.cases, document.setting, gazetteer)
        first = chances(matrices, table[:, 0], float(model.bias[0]))
        add_distances(matrices, document.cases, first, gazetteer)
        second = chances(matrices, table[:, 1], float(model.bias[1]))
        for case, chance, marks in zip(document.cases, second, document.right, strict=True):
            total += len(case.spots)
            reachable += len(case.spots) * bool(marks.any())
            right += len(case.spots) * bool(len(chance) and marks[int(np.argmax(chance))])
    print(f"{name:<8} right {right / total:.3f}, of the reachable {right / reachable:.3f}, toponyms {total}")


def save(model: LinearModel, folder: Path) -> None:
    """Write the weights and print them."""
    model.save(folder / "place_ranker.npz")
    for name, weights in zip(NAMES, model.weights.tolist(), strict=True):
        print(f"{name:<16} {weights[0]:7.2f} {weights[1]:7.2f}")


def main() -> None:
    """Train and write, or print what unseen documents get."""
    run(__doc__, Training(read, fit, report, save))


if __name__ == "__main__":
    main()
