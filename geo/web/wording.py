"""Incidents in words: when, where, how exactly, who, how many."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from geo.kinds import shown_kind
from geo.model import DatePrecision, Period, PlacePrecision, Review, Status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.model import Footprint, Incident, Loss

STATUS = {
    Status.REPORTED: "Reported",
    Status.CLAIMED: "Claimed by one side",
    Status.DISPUTED: "Disputed",
}
REVIEW = {
    Review.NEW: "Not reviewed yet",
    Review.CONFIRMED: "Confirmed",
    Review.REJECTED: "Rejected",
    Review.NEEDS_WORK: "Needs work",
}
_WHERE = {
    PlacePrecision.EXACT: "this very spot",
    PlacePrecision.LOCALITY: "in or near this place",
    PlacePrecision.ON_LINE: "somewhere on this stretch of the line",
    PlacePrecision.DISTRICT: "somewhere in this district",
    PlacePrecision.PROVINCE: "somewhere in this province",
    PlacePrecision.ALONG_LINE: "somewhere along it",
    PlacePrecision.COUNTRY: "somewhere in this country",
}
_WITH_RADIUS = (PlacePrecision.EXACT, PlacePrecision.LOCALITY, PlacePrecision.DISTRICT, PlacePrecision.PROVINCE)


def day(value: date) -> str:
    """'28 May 2024', without the leading zero that strftime would give."""
    return f"{value.day} {value:%B} {value.year}"


def when(period: Period) -> str:
    """The period in words, with what is uncertain about it."""
    start, end = period.start, period.end
    if period.precision is DatePrecision.DAY or (start == end and period.precision is not DatePrecision.NIGHT):
        return day(start)
    if period.precision is DatePrecision.NIGHT:
        return f"night of {day(start)}" if start == end else f"night of {_span(start, end)}"
    if period.precision is DatePrecision.MONTH and (start.year, start.month) == (end.year, end.month):
        return f"some day in {start:%B} {start.year}"
    if period.precision is DatePrecision.OPEN:
        return f"some time from {_span(start, end)}, not dated more exactly"
    return f"some time from {_span(start, end)}"


def when_briefly(period: Period) -> str:
    """The period in a few characters, for lists."""
    start, end = period.start, period.end
    if start == end:
        return f"{start.day} {start:%b} {start.year}"
    if period.precision is DatePrecision.MONTH and (start.year, start.month) == (end.year, end.month):
        return f"{start:%b} {start.year}"
    first = f"{start.day} {start:%b}" + (f" {start.year}" if start.year != end.year else "")
    return f"{first} – {end.day} {end:%b} {end.year}"


def _span(start: date, end: date) -> str:
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day} to {day(end)}"
    if start.year == end.year:
        return f"{start.day} {start:%B} to {day(end)}"
    return f"{day(start)} to {day(end)}"


def exactness(footprint: Footprint) -> str:
    """How exactly the place is known: 'in or near this place, within about 5 km'."""
    words = _WHERE[footprint.precision]
    if footprint.radius_m > 0 and footprint.precision in _WITH_RADIUS:
        if footprint.precision is PlacePrecision.EXACT:
            return f"within about {distance(footprint.radius_m)}"
        return f"{words}, within about {distance(footprint.radius_m)}"
    return words


def distance(metres: float) -> str:
    """A length for readers: '300 m', '1.5 km', '20 km'."""
    if metres < 1000:
        return f"{max(50, round(metres / 50) * 50)} m"
    kilometres = metres / 1000
    return f"{kilometres:.1f} km" if kilometres < 3 and round(kilometres, 1) % 1 else f"{round(kilometres):,} km"


def who(incident: Incident) -> str:
    """'North Korea → South Korea', or '' if nobody is named."""
    initiator, target = " and ".join(incident.initiator), " and ".join(incident.target)
    if initiator and target:
        return f"{initiator} → {target}"
    return initiator or (f"→ {target}" if target else "")


def numbers(quantities: Mapping[str, float]) -> str:
    """'330 balloons, 2 soldiers'."""
    return ", ".join(f"{value:,.10g} {noun.replace('_', ' ')}" for noun, value in quantities.items())


def losses(told: Sequence[Loss]) -> str:
    """'Thailand: 5 killed, 2 injured · Cambodia: 14 injured'."""
    return " · ".join(f"{one.side}: {_lost(one)}" for one in told)


def _lost(loss: Loss) -> str:
    fates = (("killed", loss.killed), ("injured", loss.injured))
    return ", ".join(f"{value:,.10g} {fate}" for fate, value in fates if value is not None)


def account(field: str, value: str) -> str:
    """One of the values on which reports differ, as they would write it: '20 balloons', '6 June 2024', 'Paju'."""
    if field.startswith("quantities."):
        return numbers({field.removeprefix("quantities."): float(value)})
    if field.startswith("losses."):
        side, _, fate = field.removeprefix("losses.").rpartition(".")
        return f"{side}: {numbers({fate: float(value)})}"
    if field == "status":
        return STATUS[Status(value)]
    if field == "period":
        start, _, end = value.partition("/")
        return when_briefly(Period(start=date.fromisoformat(start), end=date.fromisoformat(end or start)))
    return value.replace("; ", ", ")


def confidence(value: float) -> str:
    """A confidence in [0, 1] as a word and per cent."""
    share = round(value, 2)
    word = "high" if share >= 0.75 else "fair" if share >= 0.5 else "low"
    return f"{word} ({value:.0%})"


def title(incident: Incident) -> str:
    """One line that names an incident: 'Balloon launch, Paju, 28 May 2024'."""
    return ", ".join(filter(None, [shown_kind(incident.kind).label, incident.place, when_briefly(incident.period)]))
