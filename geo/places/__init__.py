"""Places: from names in a text to positions, lines and zones.

gazetteer · recognise · candidates · resolve · borders · geocoder; `geo.places.Geocoder` is handed on lazily.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geo.places.geocoder import Geocoder

__all__ = ["Geocoder"]


def __getattr__(name: str) -> Any:
    """Import geopy only for those who geocode."""
    if name != "Geocoder":
        raise AttributeError(f"module 'geo.places' has no attribute {name!r}")
    from geo.places.geocoder import Geocoder

    return Geocoder
