"""What scikit-learn trained: linear models and boosted trees in `.npz`, shapes checked, applied with numpy. No pickle.

linear · forest    the two sorts of models
folder             where their files lie, and what reading one may raise
"""

from __future__ import annotations

from geo.weights.folder import WEIGHTS
from geo.weights.forest import TreeModel, trees
from geo.weights.linear import LinearModel, model

__all__ = ["WEIGHTS", "LinearModel", "TreeModel", "model", "trees"]
