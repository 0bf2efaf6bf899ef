"""What happened, and where the reports of it differ."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from geo.model.words import Review, Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.model.mention import Loss
    from geo.model.period import Period
    from geo.model.place import Footprint
    from geo.model.report import Citation


@dataclass(frozen=True, kw_only=True, slots=True)
class Account:
    """One of several values that are told of a field, as text, and the ids of the reports that tell it.

    A period is 'start/end' in ISO 8601 (a single day: that day), a number its shortest decimal form, actors are joined
    by '; '.
    """

    value: str
    reports: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Disagreement:
    """A field on which reports differ ('period', 'initiator', 'quantities.balloons', 'losses.Thailand.killed').

    The accounts stand in the order of publication.
    """

    field: str
    accounts: tuple[Account, ...]

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Disagreement:
        """The disagreement that `dataclasses.asdict` made a mapping of."""
        accounts = (Account(value=one["value"], reports=tuple(one["reports"])) for one in row["accounts"])
        return cls(field=row["field"], accounts=tuple(accounts))


@dataclass(frozen=True, kw_only=True, slots=True)
class Incident:
    """What happened: a cluster of mentions.

    `disagreeing` names the fields that differ between its mentions, `disagreements` says which reports say what.
    `sources` counts independent sources: one text in many papers is one. `version` counts its changes: an edit names
    the version that it was made on. Two incidents that differ in nothing else are equal.
    """

    id: str
    kind: str
    period: Period
    footprint: Footprint
    place: str
    country: str
    initiator: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    quantities: Mapping[str, float] = field(default_factory=dict)
    losses: tuple[Loss, ...] = ()
    status: Status = Status.REPORTED
    review: Review = Review.NEW
    confidence: float = 1.0
    citations: tuple[Citation, ...] = ()
    mention_ids: tuple[str, ...] = ()
    sources: int = 1
    disagreeing: tuple[str, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    version: int = field(default=0, compare=False)

    @property
    def reports(self) -> int:
        """How many reports tell of it."""
        return len({citation.evidence.report_id for citation in self.citations})
