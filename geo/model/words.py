"""Closed lists of words: how exactly, is it true, what a person decided."""

from __future__ import annotations

from enum import StrEnum


class PlacePrecision(StrEnum):
    """How exactly a footprint stands for the where, most exact first (follows UCDP `where_prec`)."""

    EXACT = "exact"
    LOCALITY = "locality"
    ON_LINE = "on_line"
    DISTRICT = "district"
    PROVINCE = "province"
    ALONG_LINE = "along_line"
    COUNTRY = "country"

    @property
    def rank(self) -> int:
        """0 for the most exact class."""
        return list(PlacePrecision).index(self)


class DatePrecision(StrEnum):
    """How exactly a period stands for the when (follows UCDP `date_prec`)."""

    DAY = "day"
    NIGHT = "night"
    RANGE = "range"
    MONTH = "month"
    OPEN = "open"


class Status(StrEnum):
    """Is it true: what the reports themselves say of it."""

    REPORTED = "reported"
    CLAIMED = "claimed"
    DISPUTED = "disputed"


class Review(StrEnum):
    """What a person decided about it."""

    NEW = "new"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    NEEDS_WORK = "needs_work"
