"""Train the choice of an act's place, geo/incidents/where.py: `python -m scripts.train_where`.

For every gold incident of the train set its candidates are one choice. Right are those whose representative point lies
within the gold tolerance and that do not stray far beyond it; where the gold place is a line, a candidate that follows
the line is worth more than one that is merely right. The second column of the model says of a place at a border whether
it stands for the stretch of the border. Writes data/weights/where.npz; `--folds` prints figures on held-out reports.
"""

from __future__ import annotations

import argparse
import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from shapely.geometry import Point, shape
from sklearn.linear_model import LogisticRegression

from bench.geometry import distance_km, stray_km
from bench.guide import COUNTRY_KM, Json
from bench.matching import STRAY_FACTOR, STRAY_KM
from geo.geodesy import representative_point
from geo.incidents.actors import ActorFinder
from geo.incidents.features import best_trigger
from geo.incidents.placing import spread
from geo.incidents.reality import Signs, signs
from geo.incidents.roles import roles as roles_of
from geo.incidents.triggers import Trigger
from geo.incidents.where import LINE, LINE_LOGIT, RIGHT, Scene
from geo.places.gazetteer import Gazetteer
from geo.weights import LinearModel
from scripts.choice import conditional_logit
from scripts.training import FOLDS, WEIGHTS, Example, Vocabulary, examples

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geo.incidents.features import SentenceView
    from geo.incidents.text import Sentence
    from geo.model import Place

LEAST = 4
RIDGE = 3.0
FITS_RIDGE = 0.3
LINE_C = 0.05
SMALL = 0.01
NOT_THE_LINE = 0.3  # worth of a right place that does not follow the gold line, where another candidate does
PROBES = 24  # points of a gold line that are tried
KM_A_DEGREE = 111.0

Row = dict[str, float]


@dataclass(frozen=True)
class Verdict:
    """What the scorer says of a place: is it right, does it follow the gold line, and how far off it is in km."""

    right: bool
    follows: bool
    km: float


@dataclass(frozen=True)
class Choice:
    """The candidates of one gold incident: features, the verdict on each, and on its stretch where it has one."""

    rows: list[Row]
    verdicts: list[Verdict]
    stretches: list[Verdict | None]
    gold_is_line: bool

    def worth(self) -> NDArray[Any]:
        """How right each candidate is, as it stands or drawn as a stretch, 0 to 1."""
        either = [(a, b or a) for a, b in zip(self.verdicts, self.stretches, strict=True)]
        right = np.array([float(a.right or b.right) for a, b in either])
        follows = np.array([a.follows or b.follows for a, b in either])
        prefers = self.gold_is_line and bool(follows.any())
        return right * np.where(follows, 1.0, NOT_THE_LINE if prefers else 1.0)


def is_right(geometry: BaseGeometry, gold: BaseGeometry, tolerance_km: float) -> bool:
    """Would the scorer take this geometry for the gold place?"""
    return verdict(geometry, gold, tolerance_km).right


def verdict(geometry: BaseGeometry, gold: BaseGeometry, tolerance_km: float) -> Verdict:
    """Judge a geometry as the scorer does."""
    point = Point(representative_point(geometry))
    # a quick lower bound first: most candidates lie far away
    around_the_globe = math.cos(math.radians(min(abs(point.y) + 3, 89)))
    if gold.distance(point) * KM_A_DEGREE * around_the_globe > 1.5 * tolerance_km + 50:
        return Verdict(right=False, follows=False, km=math.inf)
    km = distance_km(point, gold)
    limit = STRAY_FACTOR * tolerance_km + STRAY_KM
    right = km <= tolerance_km and (tolerance_km >= COUNTRY_KM or stray_km(geometry, gold) <= limit)
    return Verdict(right, right and _follows(geometry, gold, tolerance_km), km)


def _follows(geometry: BaseGeometry, gold: BaseGeometry, tolerance_km: float) -> bool:
    if "Line" not in gold.geom_type or geometry.geom_type in ("Point", "MultiPoint"):
        return False
    probes = [gold.interpolate(n / (PROBES - 1), normalized=True) for n in range(PROBES)]
    return bool(np.mean([distance_km(probe, geometry) <= tolerance_km for probe in probes]) >= 0.5)


def pairs(example: Example, gazetteer: Gazetteer) -> Iterator[Choice]:
    """For each gold incident of a report its candidates as a choice."""
    text = example.report.text
    encoding = example.reading.encoding
    fits = encoding.fit if encoding else None
    scene = Scene(text, example.reading.sentences, example.resolutions, gazetteer, fits)
    finder = ActorFinder(text, example.reading.sentences, example.resolutions, example.report.title)
    for incident in example.gold["incidents"]:
        found = _act(example, incident)
        if not found:
            continue
        sentence, trigger, its_signs = found
        roles = roles_of(finder, sentence, trigger, its_signs)
        gold, tolerance_km = shape(incident["geometry"]), incident["tolerance_km"]
        seen: dict[str, Verdict] = {}
        spots = scene.spots(sentence, trigger, roles)

        def judge(
            place: Place, seen: dict[str, Verdict] = seen, gold: Any = gold, tolerance_km: float = tolerance_km
        ) -> Verdict:
            if place.id not in seen:
                seen[place.id] = verdict(place.footprint.geometry, gold, tolerance_km)
            return seen[place.id]

        if spots:
            yield Choice(
                [_spread(row, trigger.kind) for row in scene.rows(spots, sentence, trigger, roles)],
                [judge(spot.drawn(as_line=False)) for spot in spots],
                [judge(spot.drawn(as_line=True)) if spot.line and not spot.others else None for spot in spots],
                "Line" in gold.geom_type,
            )


def _spread(row: Row, kind: str) -> Row:
    return {each: value * factor for name, value in row.items() for each, factor in spread(name, kind)}


def _act(example: Example, incident: Json) -> tuple[Sentence, Trigger, Signs] | None:
    """The sentence and the word that tell an incident: a trigger of its kind, else any trigger, else a verb."""
    start, end = example.evidence(incident)
    views = [view for view in example.reading.views if view.sentence.start < end and start < view.sentence.end]
    for view in views:
        if best := best_trigger(view, incident["kind"]):
            return view.sentence, *best
    fullest = max(views, key=lambda view: (len(view.sentence.words) > 4, bool(view.triggers), len(view.sentence.words)))
    if not fullest.sentence.words:
        return None
    trigger = _stand_in(fullest, incident["kind"])
    return fullest.sentence, trigger, signs(example.report.text, fullest.sentence, trigger, [])


def _stand_in(view: SentenceView, kind: str) -> Trigger:
    words = view.sentence.words
    at = next((trigger.first for trigger, _ in view.triggers), None)
    if at is None:
        at = next((n for n, word in enumerate(words) if n and word.lower.endswith("ed")), len(words) // 2)
    return Trigger(kind, 0, words[at].lower, "past", at, at, words[at].start, words[at].end)


def fit_words(choices: Sequence[Choice]) -> LinearModel:
    """The choice of the place and of its form without the encoder; weights that hardly weigh are left out."""
    choices = [_without_fits(choice) for choice in choices]
    usable = [(choice, worth) for choice in choices if (worth := choice.worth()).any()]
    vocabulary = Vocabulary([row for choice, _ in usable for row in choice.rows], LEAST)
    options = vocabulary.matrix([row for choice, _ in usable for row in choice.rows])
    sizes = np.array([len(choice.rows) for choice, _ in usable])
    right = conditional_logit(options, sizes, np.concatenate([worth for _, worth in usable]), RIDGE)
    told, is_line = _forms(choices)
    form = LogisticRegression(C=LINE_C, solver="liblinear", max_iter=500).fit(vocabulary.matrix(told), is_line)
    weights = np.stack([right, form.coef_[0]], axis=1)
    kept = np.flatnonzero(np.abs(weights).max(axis=1) >= SMALL)
    names = [vocabulary.names[row] for row in kept]
    return LinearModel.of(names, [RIGHT, LINE], weights[kept], [0.0, float(form.intercept_[0])])


def fit(words: LinearModel, held_out: Sequence[Choice], said: Sequence[list[float]]) -> LinearModel:
    """The choice with the encoder's say: weights of its features, and how much that of the words then weighs.

    Args:
        words: the model of fit_words on all choices.
        held_out: choices of reports that neither their encoder nor the words' model behind `said` was trained on.
        said: the logits of the words' model for their candidates.
    """
    rows, sizes, worths = [], [], []
    for choice, logits in zip(held_out, said, strict=True):
        worth = choice.worth()
        if worth.any() and any(_is_fit(name) for row in choice.rows for name in row):
            fits = [{name: value for name, value in row.items() if _is_fit(name)} for row in choice.rows]
            rows += [{"words": logit} | row for logit, row in zip(logits, fits, strict=True)]
            sizes.append(len(logits))
            worths.append(worth)
    if not rows:
        return words
    vocabulary = Vocabulary(rows, LEAST)
    found = conditional_logit(vocabulary.matrix(rows), np.array(sizes), np.concatenate(worths), FITS_RIDGE)
    weights = dict(zip(vocabulary.names, found.tolist(), strict=True))
    scale = weights.pop("words")
    table = np.concatenate([words.weights * [scale, 1.0], [[weight, 0.0] for weight in weights.values()]])
    return LinearModel.of([*words.index, *weights], words.classes, table, words.bias)


def held_out(by_fold: Mapping[int, Sequence[Choice]]) -> tuple[dict[int, LinearModel], dict[int, list[list[float]]]]:
    """For each fold the words' model trained without it, and its logits for the candidates of the fold."""
    words = {
        fold: fit_words([choice for other, choices in by_fold.items() if other != fold for choice in choices])
        for fold in by_fold
    }
    said = {
        fold: [[float(words[fold].logits(row)[0]) for row in _without_fits(choice).rows] for choice in by_fold[fold]]
        for fold in by_fold
    }
    return words, said


def models(by_fold: Mapping[int, Sequence[Choice]]) -> dict[int, LinearModel]:
    """For each fold the model trained without it."""
    words, said = held_out(by_fold)
    return {
        fold: fit(
            words[fold],
            [choice for other in by_fold if other != fold for choice in by_fold[other]],
            [logits for other in by_fold if other != fold for logits in said[other]],
        )
        for fold in by_fold
    }


def _is_fit(name: str) -> bool:
    return name.startswith("fits")


def _without_fits(choice: Choice) -> Choice:
    rows = [{name: value for name, value in row.items() if not _is_fit(name)} for row in choice.rows]
    return replace(choice, rows=rows)


def _forms(choices: Sequence[Choice]) -> tuple[list[Row], list[bool]]:
    """The right places that lie at a border, and whether the gold place is a line that their stretch follows."""
    rows: list[Row] = []
    is_line: list[bool] = []
    for choice in choices:
        for row, place, stretch in zip(choice.rows, choice.verdicts, choice.stretches, strict=True):
            if stretch and (place.right or stretch.right):
                rows.append(row)
                is_line.append(choice.gold_is_line and stretch.right)
    return rows, is_line


def figures(model: LinearModel, choices: Sequence[Choice]) -> dict[str, float]:
    """What the model makes of choices that it has not seen, as shares.

    'right' and 'possible' of all, 'line form' of the right ones whose gold place is a line, 'points drawn as lines' of
    the others, and the median distance in km of the right ones.
    """
    drawn = [_drawn(model, choice) for choice in choices]
    right = [
        (choice, verdict, as_line) for choice, (verdict, as_line) in zip(choices, drawn, strict=True) if verdict.right
    ]
    return {
        "right": len(right) / len(choices),
        "possible": float(np.mean([choice.worth().any() for choice in choices])),
        "line form": float(np.mean([verdict.follows for choice, verdict, _ in right if choice.gold_is_line])),
        "points drawn as lines": float(np.mean([as_line for choice, _, as_line in right if not choice.gold_is_line])),
        "median km": float(np.median([verdict.km for _, verdict, _ in right])),
    }


def _drawn(model: LinearModel, choice: Choice) -> tuple[Verdict, bool]:
    logits = [model.logits(row) for row in choice.rows]
    best = max(range(len(logits)), key=lambda index: float(logits[index][0]))
    stretch = choice.stretches[best]
    if stretch and float(logits[best][1]) > LINE_LOGIT:
        return stretch, True
    return choice.verdicts[best], False


def main() -> None:
    """Train on all reports, or print the figures of each held-out fold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folds", action="store_true", help="only print figures on held-out reports")
    wants_folds = parser.parse_args().folds
    gazetteer = Gazetteer.open()
    by_fold: dict[int, list[Choice]] = {fold: [] for fold in range(FOLDS)}
    for example in examples():
        if example.reading.encoding or not wants_folds:
            by_fold[example.fold] += pairs(example, gazetteer)
    if not wants_folds:
        _, said = held_out(by_fold)
        everything = [choice for choices in by_fold.values() for choice in choices]
        logits = [one for fold in by_fold for one in said[fold]]
        fit(fit_words(everything), everything, logits).save(WEIGHTS / "where.npz")
        return
    for fold, model in models(by_fold).items():
        row = ", ".join(f"{name} {value:.3f}" for name, value in figures(model, by_fold[fold]).items())
        print(f"fold {fold}, {len(by_fold[fold])} incidents: {row}")


if __name__ == "__main__":
    main()
