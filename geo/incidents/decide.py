"""Does a sentence tell an incident of a kind? The encoder and the words' model each have a say; a small model decides.

One row is a (sentence, kind) pair. What goes in: the encoder's logit for the pair and for its rivals and neighbours,
the logit of the words' model (geo/incidents/acts.py) where the sentence has a trigger of the kind, and the signs around
the trigger. Trained by scripts/train_acts.py on what both say of reports that they were not trained on (stacking,
Wolpert 1992).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geo.incidents.encoder import Encoding
    from geo.incidents.features import SentenceView
    from geo.incidents.reality import Signs
    from geo.incidents.triggers import Trigger

POSSIBLE = -3.5  # the encoder's logit from which a kind is asked for in a sentence without a trigger of it
_FLOOR = -8.0


class _Logits(NamedTuple):
    """The logits of one sentence: of each kind, the column of the best, its logit, the next best one, the soft top."""

    each: list[float]
    best: int
    top: float
    second: float
    soft_top: float

    @classmethod
    def of(cls, each: list[float]) -> _Logits:
        top = max(each)
        best = each.index(top)
        soft_top = top + math.log(sum(math.exp(value - top) for value in each))
        return cls(each, best, top, max(each[:best] + each[best + 1 :]), soft_top)


@dataclass
class Judgement:
    """What the encoder says of the sentences of a text."""

    encoding: Encoding
    views: Sequence[SentenceView]

    @cached_property
    def table(self) -> NDArray[Any]:
        """The encoder's logits, shape (sentences, kinds)."""
        import numpy as np

        rows = [self.encoding.sentence(view.sentence.start, view.sentence.end) for view in self.views]
        table: NDArray[Any] = np.maximum(np.array(rows), _FLOOR)
        return table

    @cached_property
    def _columns(self) -> dict[str, int]:
        return {name: column for column, name in enumerate(self.encoding.names)}

    @cached_property
    def _rows(self) -> list[_Logits]:
        return [_Logits.of(row) for row in self.table.tolist()]

    @cached_property
    def _kinds(self) -> list[tuple[float, float]]:
        """Of each kind its highest logit in the text, and how many sentences seem to tell it, as a logarithm."""
        often = (self.table > -1).sum(axis=0)
        return [(top, math.log1p(float(n))) for top, n in zip(self.table.max(axis=0).tolist(), often, strict=True)]

    def knows(self, kind: str) -> bool:
        """Has the encoder been trained on this kind?"""
        return kind in self._columns

    def possible(self, index: int) -> list[str]:
        """The kinds that the encoder does not rule out for a sentence."""
        row = self._rows[index]
        if row.top <= POSSIBLE:
            return []
        return [name for name, logit in zip(self.encoding.names, row.each, strict=True) if logit > POSSIBLE]

    def features(
        self, index: int, kind: str, words: float | None, trigger: tuple[Trigger, Signs] | None
    ) -> dict[str, float]:
        """The row of a pair; `words`: the logit of the words' model, None without a trigger of the kind."""
        column = self._columns[kind]
        logits = self._rows[index]
        own = logits.each[column]
        rival = logits.second if column == logits.best else logits.top
        highest, often = self._kinds[column]
        said = max(min(words, 4.0), -6.0) if words is not None else -5.0
        view = self.views[index]
        made = {
            "encoder": own / 4, "encoder above -2": max(own + 2, 0) / 2, "encoder above 0": max(own, 0) / 2,
            "words": said / 3, "words above -1": max(said + 1, 0) / 2,
            "both": _chance(own) * _chance(said) * 2,
            "rival": rival / 4, "rival ahead": max(rival - own, 0) / 3, "wins": float(own >= rival),
            "any": logits.soft_top / 4,
            "before": self._near(index - 1, column) / 4, "after": self._near(index + 1, column) / 4,
            "best of the text": float(own >= highest), "told how often": often,
            f"kind:{kind}": 1.0, f"encoder:{kind}": own / 8, f"words:{kind}": said / 8,
        }  # fmt: skip
        flags = {"dated": view.dated, "future": view.future, "history": view.history, "question": view.question}
        if trigger is None:
            flags["no trigger"] = True
        else:
            flags |= dict.fromkeys(trigger[1].names(), True)
            flags[f"form:{trigger[0].form}"] = True
        made |= {name: 1.0 for name, holds in flags.items() if holds}
        return made

    def _near(self, index: int, column: int) -> float:
        return self._rows[index].each[column] if 0 <= index < len(self.views) else _FLOOR


def _chance(logit: float) -> float:
    return 1 / (1 + math.exp(-logit))
