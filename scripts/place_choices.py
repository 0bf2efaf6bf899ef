"""The candidates for the place of each gold incident, as choices to learn from.

Right are those whose representative point lies within the tolerance and that do not stray far beyond it; where the gold
place is a line, a candidate that follows it is worth more than one that is merely right. The reports of data/training
are left out: their 2,465 places, resolved by our geoparser, made no difference (.804 of held-out acts right, .807
without them).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from shapely.geometry import shape

from geo.incidents.actors import ActorFinder
from geo.incidents.features import best_trigger
from geo.incidents.placing import spread
from geo.incidents.reality import Signs, signs
from geo.incidents.roles import roles as roles_of
from geo.incidents.triggers import Trigger
from geo.incidents.where import Scene
from scripts.verdicts import Verdict, verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from bench.guide import Json
    from geo.incidents.features import SentenceView
    from geo.incidents.spots import Spot
    from geo.incidents.text import Sentence
    from geo.model import Place
    from geo.places.gazetteer import Gazetteer
    from scripts.training import Example

NOT_THE_LINE = 0.3  # worth of a right place that does not follow the gold line, where another candidate does

Row = dict[str, float]


@dataclass(frozen=True)
class Choice:
    """The candidates of one incident: features, the verdict on each, and on its stretch where it has one."""

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


@dataclass(frozen=True)
class Gold:
    """Where an incident happened."""

    geometry: BaseGeometry
    tolerance_km: float

    @property
    def is_line(self) -> bool:
        """Is it drawn as a line?"""
        return "Line" in self.geometry.geom_type


def gold_choices(example: Example, gazetteer: Gazetteer) -> Iterator[Choice]:
    """For each gold incident of a report its candidates as a choice."""
    scene, finder = _scene(example, gazetteer)
    for incident in example.gold["incidents"]:
        told = _act(example, incident)
        if told:
            gold = Gold(shape(incident["geometry"]), incident["tolerance_km"])
            choice = _choice(scene, finder, told, gold)
            if choice:
                yield choice


def _scene(example: Example, gazetteer: Gazetteer) -> tuple[Scene, ActorFinder]:
    text, reading = example.report.text, example.reading
    fits = reading.encoding.fit if reading.encoding else None
    scene = Scene(text, reading.sentences, example.resolutions, gazetteer, fits)
    return scene, ActorFinder(text, reading.sentences, example.resolutions, example.report.title)


def _choice(scene: Scene, finder: ActorFinder, told: tuple[Sentence, Trigger, Signs], gold: Gold) -> Choice | None:
    sentence, trigger, its_signs = told
    roles = roles_of(finder, sentence, trigger, its_signs)
    spots = scene.spots(sentence, trigger, roles)
    if not spots:
        return None
    judged: dict[str, Verdict] = {}

    def judge(place: Place) -> Verdict:
        if place.id not in judged:
            judged[place.id] = verdict(place.footprint.geometry, gold.geometry, gold.tolerance_km)
        return judged[place.id]

    def stretch(spot: Spot) -> Verdict | None:
        return judge(spot.drawn(as_line=True)) if spot.beside_line else None

    return Choice(
        [_spread(row, trigger.kind) for row in scene.rows(spots, sentence, trigger, roles)],
        [judge(spot.drawn(as_line=False)) for spot in spots],
        [stretch(spot) for spot in spots],
        gold.is_line,
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
