"""What geopy's users hand over as a position (latitude first) → (longitude, latitude), with no swap read in silence.

This and what geocoder.py returns are where geopy's order meets ours.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

from geopy.exc import GeocoderQueryError
from geopy.point import Point

from geo.errors import InputError
from geo.places.phrases.angles import check_range

if TYPE_CHECKING:
    from geo.geodesy import LonLat

_ORDER = "give (latitude, longitude) in degrees, a geopy Point, or a text such as '37.956, 126.677'"


def lonlat_of(query: Any) -> LonLat:
    """The position that a geopy query means: a `Point`, (latitude, longitude), or a text with latitude first.

    Longitudes beyond ±180 are brought back into that range, as geopy does; an altitude is left out.

    Raises:
        GeocoderQueryError: it is none; the sentence says so where latitude and longitude look swapped.
    """
    if hasattr(query, "geom_type"):
        raise GeocoderQueryError("A shapely geometry has the longitude first: give (point.y, point.x).")
    try:
        point = _point(query)
        check_range(lon=point.longitude, lat=point.latitude)
    except InputError as error:
        raise GeocoderQueryError(f"{error} The order is (latitude, longitude).") from error
    except (TypeError, ValueError) as error:
        raise GeocoderQueryError(f"{str(query)[:80]!r} is no position ({error}): {_ORDER}.") from error
    return point.longitude, point.latitude


def _point(query: Any) -> Point:
    if isinstance(query, Point):
        return query
    if isinstance(query, str):
        if not query.strip():
            raise TypeError("it is empty")
        with warnings.catch_warnings():
            # geopy says the same in the error that follows
            warnings.simplefilter("ignore", UserWarning)
            return Point(query)
    numbers = [float(number) for number in query]
    if not 2 <= len(numbers) <= 3:
        raise ValueError(f"{len(numbers)} numbers")
    lat, lon = numbers[:2]
    if abs(lat) > 90:
        check_range(lon=lon, lat=lat)
    return Point(lat, lon)
