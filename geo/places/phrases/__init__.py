"""Places that are not names: 'about 20 km north of Cheorwon', 'off Yeonpyeong', 'the Chinese side of the Tumen'.

scene · context · towns       what the text names, which countries it speaks of, who holds which side of a line
words · angles · mgrs         how distances, directions and coordinates are written
borderwords · borderlands     borders told in words, and which line a phrase means
bearings · betweens · nears · alongs · coordinates     the forms
shapes · phrase · find        footprints, the noun of this room, and all forms together
"""

from __future__ import annotations

from geo.places.phrases.angles import check_range
from geo.places.phrases.coordinates import (
    Coordinates,
    RefusedCoordinates,
    find_coordinates,
    format_decimal,
    format_dms,
    parse_coordinates,
)
from geo.places.phrases.find import spatial_phrases
from geo.places.phrases.mgrs import format_mgrs, parse_mgrs
from geo.places.phrases.phrase import SpatialPhrase

__all__ = [
    "Coordinates",
    "RefusedCoordinates",
    "SpatialPhrase",
    "check_range",
    "find_coordinates",
    "format_decimal",
    "format_dms",
    "format_mgrs",
    "parse_coordinates",
    "parse_mgrs",
    "spatial_phrases",
]
