"""One report's account of an act, and why it is read so."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geo.errors import InputError
from geo.model.words import Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.model.period import Period
    from geo.model.place import Footprint
    from geo.model.report import Evidence


@dataclass(frozen=True, kw_only=True, slots=True)
class Reason:
    """What decided a field of a mention, in words a reader understands.

    `spans` are offsets into the report's text of the words that it came from; none where no word tells it. `score` is
    how well the value fits, in [0, 1]; `others` are the values that came next, best first, each with its score.
    """

    why: str
    spans: tuple[tuple[int, int], ...] = ()
    score: float | None = None
    others: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Loss:
    """Whom one side lost in an act: a state by its usual name, or a group or people as written.

    None stands for a number that is not told. `spans` are offsets into the report's text of the words that tell it; an
    incident's losses have none.
    """

    side: str
    killed: float | None = None
    injured: float | None = None
    spans: tuple[tuple[int, int], ...] = ()

    def __post_init__(self) -> None:
        """Refuse a loss of nobody, or without a number that can be."""
        told = [value for value in (self.killed, self.injured) if value is not None]
        if not self.side.strip() or not told or not all(math.isfinite(value) and value >= 0 for value in told):
            raise InputError(
                f"The loss of {self.side or 'nobody'!r} ({self.killed} killed, {self.injured} injured) cannot be: name"
                " a side, and at least one number that is 0 or more."
            )


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """One report's account of an act. Immutable; `reasons` says for each field what decided it."""

    report_id: str
    kind: str
    period: Period
    footprint: Footprint
    place: str
    country: str
    evidence: Evidence
    trigger: tuple[int, int]
    initiator: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    quantities: Mapping[str, float] = field(default_factory=dict)
    losses: tuple[Loss, ...] = ()
    status: Status = Status.REPORTED
    confidence: float = 1.0
    reasons: Mapping[str, Reason] = field(default_factory=dict)
    ordinal: int = 0
    extractor: str = ""

    @property
    def id(self) -> str:
        """Hash of report id, trigger offset, ordinal and extractor version."""
        return self.id_of(self.report_id, self.trigger[0], self.ordinal, self.extractor)

    @staticmethod
    def id_of(report_id: str, trigger_start: int, ordinal: int, extractor: str) -> str:
        """The id of the mention that has these."""
        parts = (report_id, str(trigger_start), str(ordinal), extractor)
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]
