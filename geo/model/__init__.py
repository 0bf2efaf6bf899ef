"""The nouns: frozen dataclasses that every room shares, checked when they are made.

Coordinates are longitude first, WGS 84 (EPSG:4326). Offsets are `[start, end)` in code points of the report's text.
Days are plain `date`s in the local calendar of the event; timestamps are aware and in UTC.
"""

from __future__ import annotations

from geo.model.edit import GIS, Action, Edit, now
from geo.model.incident import Account, Disagreement, Incident
from geo.model.mention import Loss, Mention, Reason
from geo.model.period import Period
from geo.model.place import Candidate, Footprint, Place, Resolution, Toponym
from geo.model.report import Citation, Evidence, Report
from geo.model.words import DatePrecision, PlacePrecision, Review, Status

__all__ = [
    "GIS",
    "Account",
    "Action",
    "Candidate",
    "Citation",
    "DatePrecision",
    "Disagreement",
    "Edit",
    "Evidence",
    "Footprint",
    "Incident",
    "Loss",
    "Mention",
    "Period",
    "Place",
    "PlacePrecision",
    "Reason",
    "Report",
    "Resolution",
    "Review",
    "Status",
    "Toponym",
    "now",
]
