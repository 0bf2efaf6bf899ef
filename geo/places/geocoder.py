"""The gazetteer as a geopy geocoder: offline, with geopy's conventions (latitude first in what it returns)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geopy.exc import GeocoderQueryError
from geopy.geocoders.base import Geocoder as GeopyGeocoder
from geopy.location import Location

from geo.geodesy import representative_point
from geo.places.candidates import candidates
from geo.places.gazetteer import Gazetteer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.model import Candidate


class Geocoder(GeopyGeocoder):  # type: ignore[misc] # geopy publishes no types
    """Geocode names with the compiled gazetteer; no request leaves the machine.

    >>> Geocoder().geocode("Panmunjom").address
    'Panmunjom, North Korea / South Korea'
    """

    def __init__(self, gazetteer: Gazetteer | None = None, **geopy_options: Any) -> None:
        """Use this gazetteer, or the compiled one of the project.

        Args:
            gazetteer: where names are looked up.
            geopy_options: what every geopy geocoder takes (timeout, user_agent …); of no effect without a network.

        Raises:
            GazetteerError: the compiled gazetteer is missing.
        """
        super().__init__(**geopy_options)
        self.gazetteer = gazetteer or Gazetteer.open()

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        timeout: float | None = None,  # noqa: ARG002 - part of geopy's interface
        limit: int | None = None,
        country_codes: str | Sequence[str] | None = None,
    ) -> Location | list[Location] | None:
        """Places of a name ('Paju', 'the DMZ', 'Goseong, Gangwon'), best first.

        Args:
            query: the name; after a comma, the region or country it lies in.
            exactly_one: the best alone, else a list.
            timeout: as in geopy; nothing here waits.
            limit: the most to return where `exactly_one` is False.
            country_codes: ISO 3166-1 alpha-2 code(s); only places there.

        Returns:
            A `Location` (or a list); None if there is no such place. `raw` holds id, class, country, radius, score.

        Raises:
            GeocoderQueryError: the query is empty.
        """
        if not query.strip():
            raise GeocoderQueryError("The query is empty: give the name of a place.")
        wanted = {country_codes.upper()} if isinstance(country_codes, str) else {c.upper() for c in country_codes or ()}
        found = self._candidates(query)
        found = [c for c in found if not wanted or wanted & set(c.place.countries)][:limit]
        if not found:
            return None
        return _location(found[0]) if exactly_one else [_location(candidate) for candidate in found]

    def _candidates(self, query: str) -> list[Candidate]:
        """Candidates for the whole query, or for what stands before its first comma, in the place named after it."""
        whole = candidates(query, self.gazetteer)
        name, _, container = query.partition(",")
        if whole or not container.strip():
            return whole
        return [c for c in candidates(name, self.gazetteer) if _lies_in(c, container.strip(), self.gazetteer)]


def _lies_in(candidate: Candidate, container: str, gazetteer: Gazetteer) -> bool:
    for place in gazetteer.lookup(container):
        if place.feature_class == "country" and set(place.countries) & set(candidate.place.countries):
            return True
        same_region = place.name == candidate.place.admin1 and place.countries == candidate.place.countries
        if place.feature_class in ("admin1", "region") and same_region:
            return True
    return False


def _location(candidate: Candidate) -> Location:
    """The candidate as geopy has it: address, (latitude, longitude) in degrees, raw."""
    from geo.places.countries import country_name

    place = candidate.place
    lon, lat = representative_point(place.footprint.geometry)
    where = " / ".join(country_name(code) for code in place.countries)
    address = ", ".join(dict.fromkeys(part for part in (place.name, place.admin1, where) if part))
    raw = {
        "id": place.id,
        "name": place.name,
        "class": place.feature_class,
        "country": place.country,
        "radius_m": place.footprint.radius_m,
        "score": candidate.score,
        "reasons": list(candidate.reasons),
    }
    return Location(address, (lat, lon), raw)
