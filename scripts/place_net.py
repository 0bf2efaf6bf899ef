"""Fitting the ranker of places: a conditional logit for the first look, a small network for the next, a temperature.

Each name is one choice among its options and 'none of these'; the loss is minus the log of the chance of the right
ones. numpy and scipy alone; the same documents give the same weights.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.optimize import minimize, minimize_scalar

if TYPE_CHECKING:
    from numpy.typing import NDArray

RIDGE = 0.5
UNITS, NETS, EPOCHS, BATCH = 24, 3, 15, 256
DECAY, RATE, CLIP, LEAK = 1e-2, 3e-3, 5.0, 0.1
_TINY = 1e-12


@dataclass(frozen=True)
class Choices:
    """Choices to learn from.

    Attributes:
        rows: the options of all choices, one after the other, one row each.
        starts: where the options of each choice begin.
        right: which options are right.
        weight: of each choice.
    """

    rows: NDArray[Any]
    starts: NDArray[Any]
    right: NDArray[Any]
    weight: NDArray[Any]

    @property
    def owner(self) -> NDArray[Any]:
        """The choice of each option."""
        sizes = np.diff(np.append(self.starts, len(self.rows)))
        owner: NDArray[Any] = np.repeat(np.arange(len(self.starts)), sizes)
        return owner

    @property
    def none_right(self) -> NDArray[Any]:
        """Is 'none of these' right?"""
        none: NDArray[Any] = np.add.reduceat(self.right, self.starts) == 0
        return none

    def some(self, chosen: NDArray[Any]) -> Choices:
        """Some of the choices, by their numbers."""
        bounds = np.append(self.starts, len(self.rows))
        sizes = bounds[chosen + 1] - bounds[chosen]
        starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
        at = np.repeat(bounds[chosen] - starts, sizes) + np.arange(sizes.sum())
        return Choices(self.rows[at], starts, self.right[at], self.weight[chosen])

    def slopes(self, scores: NDArray[Any], nil: float) -> tuple[float, NDArray[Any], float]:
        """The loss, its slope by each score, and its slope by the score of 'none of these'."""
        owner, none_right = self.owner, self.none_right
        top = np.maximum(np.maximum.reduceat(scores, self.starts), nil)
        raised, none = np.exp(scores - top[owner]), np.exp(nil - top)
        total = np.add.reduceat(raised, self.starts) + none
        good = np.add.reduceat(raised * self.right, self.starts) + none * none_right + _TINY
        slope = (raised / total[owner] - raised * self.right / good[owner]) * self.weight[owner]
        slope_nil = float(((none / total - none * none_right / good) * self.weight).sum())
        return float((self.weight * (np.log(total) - np.log(good))).sum()), slope, slope_nil


@dataclass(frozen=True)
class Linear:
    """A conditional logit over raw columns: weights, and the score of 'none of these'."""

    weights: NDArray[Any]
    nil: float


@dataclass(frozen=True)
class Net:
    """The fields of geo.places.ranker.Ranker of the same names."""

    mean: NDArray[Any]
    spread: NDArray[Any]
    hidden: NDArray[Any]
    bias: NDArray[Any]
    out: NDArray[Any]
    skip: NDArray[Any]
    nil: float


def fit_linear(choices: Choices) -> Linear:
    """The weights with the least loss and a ridge on standardised columns."""
    mean, spread = choices.rows.mean(axis=0), choices.rows.std(axis=0) + 1e-6
    table = (choices.rows - mean) / spread

    def loss(theta: NDArray[Any]) -> tuple[float, NDArray[Any]]:
        value, slope, slope_nil = choices.slopes(table @ theta[:-1], float(theta[-1]))
        ridge = RIDGE * float((theta[:-1] ** 2).sum())
        return value + ridge, np.append(table.T @ slope + 2 * RIDGE * theta[:-1], slope_nil)

    start = np.zeros(table.shape[1] + 1)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 400}).x
    weights = found[:-1] / spread
    return Linear(weights, float(found[-1] + mean @ weights))


def fit_net(choices: Choices) -> Net:
    """Several networks from different starts, laid side by side as one that scores their mean."""
    mean, spread = choices.rows.mean(axis=0), choices.rows.std(axis=0) + 1e-3
    table = np.clip((choices.rows - mean) / spread, -CLIP, CLIP).astype(np.float32)
    ready = Choices(table, choices.starts, choices.right, choices.weight / choices.weight.mean())
    nets = [_descend(ready, seed) for seed in range(NETS)]
    return Net(
        mean,
        spread,
        np.concatenate([net["hidden"] for net in nets], axis=1),
        np.concatenate([net["bias"] for net in nets]),
        np.concatenate([net["out"] for net in nets]) / NETS,
        np.mean([net["skip"] for net in nets], axis=0),
        float(np.mean([net["nil"] for net in nets])),
    )


def _descend(choices: Choices, seed: int) -> dict[str, NDArray[Any]]:
    """One network by Adam (Kingma and Ba 2015), the rate falling to nothing."""
    random, columns = np.random.default_rng(seed), choices.rows.shape[1]
    net: dict[str, NDArray[Any]] = {
        "hidden": random.normal(size=(columns, UNITS)) / np.sqrt(columns),
        "bias": np.zeros(UNITS),
        "out": 0.3 * random.normal(size=UNITS) / np.sqrt(UNITS),
        "skip": np.zeros(columns),
        "nil": np.zeros(()),
    }
    net = {name: value.astype(np.float32) for name, value in net.items()}
    drift = {name: np.zeros_like(value) for name, value in net.items()}
    swing = {name: np.zeros_like(value) for name, value in net.items()}
    step = 0
    for epoch in range(EPOCHS):
        order, rate = random.permutation(len(choices.starts)), RATE * (1 - epoch / EPOCHS)
        for begin in range(0, len(order), BATCH):
            step += 1
            for name, slope in _net_slopes(choices.some(order[begin : begin + BATCH]), net).items():
                drift[name] = 0.9 * drift[name] + 0.1 * slope
                swing[name] = 0.99 * swing[name] + 0.01 * slope**2
                scale = np.sqrt(swing[name] / (1 - 0.99**step)) + 1e-8
                net[name] = net[name] - rate * (drift[name] / (1 - 0.9**step)) / scale
    return net


def _net_slopes(batch: Choices, net: dict[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    units = batch.rows @ net["hidden"] + net["bias"]
    active = np.maximum(units, LEAK * units)
    _, slope, slope_nil = batch.slopes(active @ net["out"] + batch.rows @ net["skip"], float(net["nil"]))
    slope = (slope / len(batch.starts)).astype(np.float32)
    back = slope[:, None] * net["out"] * np.where(units > 0, 1.0, LEAK).astype(np.float32)
    return {
        "hidden": batch.rows.T @ back + DECAY * net["hidden"],
        "bias": back.sum(axis=0),
        "out": active.T @ slope + DECAY * net["out"],
        "skip": batch.rows.T @ slope + DECAY * net["skip"],
        "nil": np.asarray(slope_nil / len(batch.starts), dtype=np.float32),
    }


def fit_temperature(choices: Choices, scores: NDArray[Any], nil: float) -> float:
    """What to divide scores by, so that chances on documents not learned from are true.

    Args:
        choices: from documents that the model has not seen.
        scores: what it gives their options.
        nil: its score of 'none of these'.
    """

    def loss(log_heat: float) -> float:
        heat = float(np.exp(log_heat))
        return choices.slopes(scores / heat, nil / heat)[0]

    return float(np.exp(minimize_scalar(loss, bounds=(-1.0, 1.5), method="bounded").x))
