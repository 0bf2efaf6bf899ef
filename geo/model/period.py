"""When: days in the local calendar of the event."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.errors import PeriodError
from geo.model.words import DatePrecision

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, kw_only=True, slots=True)
class Period:
    """First and last day on which it may have happened, both included. An open end has no known day."""

    start: date
    end: date
    precision: DatePrecision = DatePrecision.DAY

    def __post_init__(self) -> None:
        """Refuse a period that is upside down."""
        if self.end < self.start:
            raise PeriodError(f"The period ends ({self.end}) before it starts ({self.start}): swap the two days.")

    @property
    def days(self) -> int:
        """Length in days, both ends counted."""
        return (self.end - self.start).days + 1

    def overlaps(self, other: Period) -> bool:
        """Do the two share a day?"""
        return self.start <= other.end and other.start <= self.end

    def within(self, other: Period) -> bool:
        """Does every day of this period lie in the other one?"""
        return other.start <= self.start and self.end <= other.end
