"""What a person gives, as values of the model: days, a place's name, a shape that was drawn."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from geo.errors import InputError
from geo.model import DatePrecision, Footprint, Period, PlacePrecision

if TYPE_CHECKING:
    from datetime import date

    from shapely.geometry.base import BaseGeometry

    from geo.model import Place

_SPANS_M = ((10_000.0, PlacePrecision.LOCALITY), (100_000.0, PlacePrecision.DISTRICT))  # an area no wider is one
_KINDS = ("Point", "LineString", "MultiLineString", "Polygon", "MultiPolygon")


def period(start: date | None, end: date | None = None, old: Period | None = None) -> Period:
    """The days from one to the other; what is not given is that of the old period, whose single day moves as one.

    Raises:
        PeriodError: it would end before it starts.
        InputError: nothing is given.
    """
    single = old is None or old.days == 1
    first = start or (old.start if old else end)
    last = end or (first if single and start else old.end if old else first)
    if first is None or last is None:
        raise InputError("No day is given: name the day on which it happened, or the first and the last.")
    if first != last:
        return Period(start=first, end=last, precision=DatePrecision.RANGE)
    night = old is not None and old.days == 1 and old.precision is DatePrecision.NIGHT
    return Period(start=first, end=last, precision=DatePrecision.NIGHT if night else DatePrecision.DAY)


def drawn(geometry: BaseGeometry) -> Footprint:
    """The footprint of what a person drew: a point is exact, a line is that line, an area as precise as it is wide.

    Raises:
        InputError: it is no point, line or area, is empty, crosses itself, or lies beyond the world.
    """
    from geo.geodesy import distance_m

    if geometry.geom_type not in _KINDS or geometry.is_empty or not geometry.is_valid:
        raise InputError(
            f"The shape {geometry.wkt[:60]} is no point, line or area to be used: draw it without crossing itself."
        )
    if geometry.has_z or geometry.has_m:
        raise InputError(f"The shape {geometry.wkt[:60]} has heights or measures: give two numbers for each point.")
    west, south, east, north = geometry.bounds
    if not all(map(math.isfinite, (west, south, east, north))) or abs(south) > 90 or abs(north) > 90:
        raise InputError(f"The shape {geometry.wkt[:60]} lies beyond a pole: give longitude first, then latitude.")
    if max(abs(west), abs(east)) > 180:
        raise InputError(f"The shape {geometry.wkt[:60]} lies beyond ±180° of longitude: draw it within.")
    if geometry.geom_type == "Point":
        return Footprint(geometry=geometry, precision=PlacePrecision.EXACT)
    if "Line" in geometry.geom_type:
        return Footprint(geometry=geometry, precision=PlacePrecision.ON_LINE)
    wide_m = distance_m((west, south), (east, north))
    precision = next((one for most_m, one in _SPANS_M if wide_m <= most_m), PlacePrecision.PROVINCE)
    return Footprint(geometry=geometry, precision=precision)


def named(name: str, country: str | None = None) -> Place:
    """The likeliest place of a name, as it is understood without a text around it.

    Args:
        name: as written; lines and zones too.
        country: ISO 3166-1 alpha-2 code; only places of this country.

    Raises:
        InputError: no place is called so.
        GazetteerError: the compiled gazetteer is missing.
    """
    from geo.places.candidates import candidates
    from geo.places.gazetteer import Gazetteer

    found = candidates(name, Gazetteer.open(), country)
    if not found:
        inside = f" in {country}" if country else ""
        raise InputError(f"No place{inside} is called {name!r}: check the spelling, or give its position.")
    return found[0].place
