"""The made-up lessons of place_lessons.py as documents for the ranker of places, some of the places meant left out."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from geo.geodesy import distances_m
from geo.model import Toponym
from geo.places.cases import read_cases
from scripts.place_documents import NEAR_KM, Document, document
from scripts.place_lessons import Lesson, Lessons

if TYPE_CHECKING:
    from geo.places.gazetteer import Facts, Gazetteer

MADE, SEED = "made", 7
WORLD, LOCAL, BORDER = 2500, 3500, 1000  # lessons of each sort
WORLD_MISSING, BORDER_MISSING = 0.02, 0.07  # how many places a lesson leaves out, whatever their size
MISSING, MISSING_PEOPLE = 0.05, 5_000.0  # ... and how many small ones, up to about what size


@lru_cache(maxsize=1)
def lessons(gazetteer: Gazetteer) -> list[Document]:
    """The made-up lessons, always the same ones; some small places are missing, as they are in any gazetteer."""
    drawn = Lessons(gazetteer, SEED)
    luck = np.random.default_rng(SEED)
    far = [drawn.world() for _ in range(WORLD)]
    at_border = [drawn.at_border() for _ in range(BORDER)]
    near = [drawn.local() for _ in range(LOCAL)]
    return [
        _of_lesson(lesson, missing, gazetteer, luck)
        for lessons, missing in ((far, WORLD_MISSING), (at_border, BORDER_MISSING), (near, 0.0))
        for lesson in lessons
    ]


def _of_lesson(lesson: Lesson, missing: float, gazetteer: Gazetteer, luck: np.random.Generator) -> Document:
    toponyms = [Toponym(surface=lesson.text[start:end], start=start, end=end) for start, end, _ in lesson.names]
    cases = read_cases(lesson.text, toponyms, gazetteer)
    right = []
    for case in cases:
        meant = gazetteer.facts(lesson.names[case.spots[0]][2])
        marks = [_is_one(gazetteer.facts(choice.entry.position), meant) for choice in case.choices]
        lost = missing + MISSING * math.exp(-meant.population / MISSING_PEOPLE)
        if meant.feature_class != "country" and luck.random() < lost:
            case.choices = [choice for choice, is_right in zip(case.choices, marks, strict=True) if not is_right]
            marks = [False] * len(case.choices)
        right.append(np.array(marks, dtype=bool))
    return document(MADE, lesson.text, "", cases, right, gazetteer)


def _is_one(fact: Facts, meant: Facts) -> bool:
    """Is an entry the place that is meant, from whatever source?"""
    if (fact.feature_class, fact.countries) != (meant.feature_class, meant.countries):
        return False
    return float(distances_m(fact.lon, fact.lat, np.array([meant.lon]), np.array([meant.lat]))[0]) < 1000 * NEAR_KM
