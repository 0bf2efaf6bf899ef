"""How likely it is that kind, day and place of a mention are right: what the models say, set right by held-out reports.

Platt scaling (Platt 1999) over three things: the log odds of the act and of its place, and whether the act's own
sentence tells the date. scripts/train_calibration.py fits the weights, none of them below zero, on what the extractor
finds in reports that it was not trained on.
"""

from __future__ import annotations

import functools
import json
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.errors import DataError
from geo.weights import WEIGHTS

if TYPE_CHECKING:
    from pathlib import Path

    from geo.model import Mention

FILE = "calibration.json"
_EDGE = 0.005  # scores nearer to 0 or 1 say no more than these


@dataclass(frozen=True, slots=True)
class Scores:
    """What the models say of one mention, before calibration."""

    act: float
    place: float
    is_dated: bool

    @property
    def row(self) -> tuple[float, float, float]:
        """The inputs of the calibration, in the order of `Calibration`."""
        return _log_odds(self.act), _log_odds(self.place), float(self.is_dated)


@dataclass(frozen=True, slots=True)
class Calibration:
    """The weights: what an even case starts from, and what each input adds, in log odds."""

    bias: float
    act: float
    place: float
    dated: float

    @classmethod
    def load(cls, path: Path) -> Calibration:
        """Read the weights.

        Raises:
            DataError: the file is missing or damaged, or a weight is below zero, so that surer would mean less sure.
        """
        try:
            found = cls(**{name: float(value) for name, value in json.loads(path.read_text(encoding="utf-8")).items()})
        except (OSError, ValueError, TypeError, AttributeError) as error:
            raise DataError(f"{path.name} cannot be read ({error}): restore data/weights.") from error
        weights = (found.act, found.place, found.dated)
        if not math.isfinite(found.bias) or not all(math.isfinite(one) and one >= 0 for one in weights):
            raise DataError(f"{path.name} has weights that are none: restore data/weights.")
        return found

    def save(self, path: Path) -> None:
        """Write the weights."""
        rounded = {name: round(getattr(self, name), 4) for name in self.__slots__}
        path.write_text(json.dumps(rounded, indent=2) + "\n", encoding="utf-8")

    def probability(self, scores: Scores) -> float:
        """The calibrated probability, in [0, 1]; never falls when a score rises."""
        act, place, dated = scores.row
        return 1 / (1 + math.exp(-(self.bias + self.act * act + self.place * place + self.dated * dated)))


def confidence(act_probability: float, place_score: float, date_certain: bool) -> float:
    """The probability that kind, day and place of a mention are right, in [0, 1].

    Args:
        act_probability: what the act model gives the sentence and kind, in [0, 1].
        place_score: what the place model gives the chosen place, in [0, 1].
        date_certain: whether the act's own sentence tells its date.
    """
    return _default().probability(Scores(act_probability, place_score, date_certain))


def scores(mention: Mention) -> Scores | None:
    """The scores that a mention keeps in its reasons; None for one that was made by hand or before there were such."""
    act, place, when = (mention.reasons.get(name) for name in ("kind", "footprint", "period"))
    if not (act and place and when) or act.score is None or place.score is None:
        return None
    start, end = mention.evidence.start, mention.evidence.end
    return Scores(act.score, place.score, any(start <= first < end for first, _ in when.spans))


@functools.cache
def _default() -> Calibration:
    return Calibration.load(WEIGHTS / FILE)


def _log_odds(share: float) -> float:
    kept = min(max(share, _EDGE), 1 - _EDGE)
    return math.log(kept / (1 - kept))
