from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest

from geo.places.countries import demonym_spans
from geo.places.normalise import normalise
from scripts.place_documents import read
from scripts.place_lessons import Lessons
from scripts.place_net import Choices, fit_linear, fit_net, fit_temperature

if TYPE_CHECKING:
    from pathlib import Path

    from geo.places.gazetteer import Gazetteer


def test_every_span_is_a_name_of_the_place_that_is_meant(gazetteer: Gazetteer) -> None:
    drawn = Lessons(gazetteer, 3)
    for lesson in [draw() for draw in (drawn.world, drawn.local, drawn.at_border) for _ in range(30)]:
        assert "{" not in lesson.text
        for start, end, position in lesson.names:
            named = [entry.position for entry in gazetteer.entries(normalise(lesson.text[start:end]))]
            assert position in named


def test_the_same_seed_draws_the_same(gazetteer: Gazetteer) -> None:
    first, again, other = (Lessons(gazetteer, seed).local() for seed in (5, 5, 6))
    assert first == again
    assert first != other


@pytest.fixture
def choices() -> Choices:
    """Two options each; the first column tells the right one, and in every fifth neither is."""
    random = np.random.default_rng(0)
    rows = random.normal(size=(8_000, 3))
    starts = np.arange(0, len(rows), 2)
    right = np.zeros(len(rows))
    for start in starts:
        if start % 10:
            right[start + int(rows[start, 0] < rows[start + 1, 0])] = 1.0
        else:
            rows[start : start + 2, 1] -= 4.0
    return Choices(rows, starts, right, np.ones(len(starts)))


def test_both_models_learn_what_tells_the_right_option(choices: Choices) -> None:
    linear, net = fit_linear(choices), fit_net(choices)
    inputs = np.clip((choices.rows - net.mean) / net.spread, -5, 5)
    units = inputs @ net.hidden + net.bias
    for scores, nil in (
        (choices.rows @ linear.weights, linear.nil),
        (np.maximum(units, 0.1 * units) @ net.out + inputs @ net.skip, net.nil),
    ):
        pairs = scores.reshape(-1, 2)
        best = np.where(pairs.max(axis=1) > nil, pairs.argmax(axis=1), 2)
        wanted = np.where(choices.none_right, 2, choices.right.reshape(-1, 2).argmax(axis=1))
        assert (best == wanted).mean() > 0.7  # by chance 0.4


def test_the_slope_of_the_loss_is_its_slope(choices: Choices) -> None:
    scores, step = choices.rows @ np.array([0.5, 0.2, -0.1]), 1e-6
    loss, slope, slope_nil = choices.slopes(scores, 0.3)
    moved = scores.copy()
    moved[7] += step
    assert (choices.slopes(moved, 0.3)[0] - loss) / step == pytest.approx(slope[7], abs=1e-4)
    assert (choices.slopes(scores, 0.3 + step)[0] - loss) / step == pytest.approx(slope_nil, abs=1e-3)


def test_scores_that_are_too_sure_get_a_higher_temperature(choices: Choices) -> None:
    linear = fit_linear(choices)
    scores = choices.rows @ linear.weights
    heats = [fit_temperature(choices, scores * much, linear.nil * much) for much in (1.0, 2.0)]
    assert heats[1] == pytest.approx(2 * heats[0], rel=0.05)


def test_news_of_a_border_tells_the_state_of_a_curated_place(gazetteer: Gazetteer) -> None:
    drawn = Lessons(gazetteer, 11)
    for lesson in (drawn.at_border() for _ in range(20)):
        facts = [gazetteer.facts(position) for _, _, position in lesson.names]
        codes = {code for fact in facts if fact.is_curated for code in fact.countries}
        assert codes & {code for _, _, code in demonym_spans(lesson.text)}


def test_a_name_that_is_no_place_is_a_choice_of_none(gazetteer: Gazetteer, tmp_path: Path) -> None:
    text = "Guards at Terespol waved to the crew of the Sierra Madre, a ship, and drove to Brest."
    gold = [
        {"surface": name, "start": text.index(name), "end": text.index(name) + len(name), "tolerance_km": 5}
        | {"geometry": {"type": "Point", "coordinates": [lon, lat]}}
        for name, lon, lat in (("Terespol", 23.62, 52.08), ("Brest", 23.69, 52.10))
    ]
    path = tmp_path / "train.jsonl"
    path.write_text(json.dumps({"text": text, "toponyms": gold}), encoding="utf-8")
    (found,) = read(path, gazetteer)
    marks = {spots: found.right[part].any() for spots, part in zip(found.spots, found.rows.parts, strict=True)}
    assert marks[1]
    assert not marks.get(0, False)
