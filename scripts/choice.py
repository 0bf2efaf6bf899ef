"""A conditional logit: weights that make the right options of a choice likely among all of its options."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.optimize import minimize

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix


def conditional_logit(
    options: csr_matrix, sizes: NDArray[Any], worth: NDArray[Any], ridge: float, rounds: int = 300
) -> NDArray[Any]:
    """Fit by L-BFGS with an L2 penalty (McFadden 1974).

    Args:
        options: features, a row an option, the options of one choice behind each other.
        sizes: how many options each choice has; none has 0.
        worth: for each option how right it is, 0 to 1; every choice has one above 0.
        ridge: weight of the penalty.
        rounds: iterations at most.

    Returns:
        One weight a feature.
    """
    first = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    choice = np.repeat(np.arange(len(sizes)), sizes)
    by_feature = options.T.tocsr()

    def loss(weights: NDArray[Any]) -> tuple[float, NDArray[Any]]:
        scores = options @ weights
        top = np.maximum.reduceat(scores, first)
        raised = np.exp(scores - top[choice])
        total = np.add.reduceat(raised, first)
        good = np.maximum(np.add.reduceat(raised * worth, first), 1e-300)
        slope = by_feature @ (raised / total[choice] - raised * worth / good[choice])
        value = (np.log(total) - np.log(good)).sum() + ridge * (weights**2).sum()
        return float(value), slope + 2 * ridge * weights

    start = np.zeros(options.shape[1])
    found: NDArray[Any] = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": rounds}).x
    return found
