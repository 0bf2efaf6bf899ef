"""The trained models of doers, numbers and status, together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.weights import LinearModel, model

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class FieldModels:
    """One linear model a field: 'who', 'whom' and 'joint'; 'belongs'; the three statuses."""

    roles: LinearModel
    quantities: LinearModel
    status: LinearModel

    @classmethod
    def load(cls) -> FieldModels:
        """Those of data/weights."""
        return cls(model("roles"), model("quantities"), model("status"))

    def save(self, folder: Path) -> None:
        """Write roles.npz, quantities.npz and status.npz."""
        for name in self.__slots__:
            getattr(self, name).save(folder / f"{name}.npz")
