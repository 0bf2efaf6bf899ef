"""From a feature class to a footprint: how exactly a point stands for a place of this class."""

from __future__ import annotations

from geo.model import Footprint, PlacePrecision

_EXACT = frozenset({"post", "crossing", "bridge", "base", "site", "pass", "camp", "tunnel", "station"})
_LOCALITY = frozenset({"town", "capital", "village", "quarter"})
_COUNTRY = frozenset({"country", "continent"})
# metres: how far a named thing of the class reaches if nobody says
DEFAULT_RADIUS_M = {"town": 3_000, "capital": 15_000, "village": 1_500, "post": 500, "crossing": 500, "bridge": 500}
_DISTRICT_M, _PROVINCE_M = 45_000, 350_000


def precision_of(feature_class: str, radius_m: float) -> PlacePrecision:
    """The precision that a point of this class and radius has."""
    if feature_class in _COUNTRY:
        return PlacePrecision.COUNTRY
    if feature_class in _EXACT:
        return PlacePrecision.EXACT
    if feature_class in _LOCALITY:
        return PlacePrecision.LOCALITY
    if feature_class == "admin1":
        return PlacePrecision.PROVINCE
    if feature_class == "admin2" or radius_m <= _DISTRICT_M:
        return PlacePrecision.DISTRICT
    return PlacePrecision.PROVINCE if radius_m <= _PROVINCE_M else PlacePrecision.COUNTRY


def point_footprint(lon: float, lat: float, feature_class: str, radius_m: float) -> Footprint:
    """A point (degrees) with the precision of its class and a radius in metres."""
    import shapely

    radius_m = radius_m or DEFAULT_RADIUS_M.get(feature_class, 1_000)
    return Footprint(
        geometry=shapely.points([lon, lat]), precision=precision_of(feature_class, radius_m), radius_m=float(radius_m)
    )
