"""The gazetteer as a geopy geocoder: offline, with geopy's conventions, latitude first in and out."""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from geopy.exc import GeocoderParseError, GeocoderQueryError, GeocoderUnavailable
from geopy.geocoders.base import Geocoder as GeopyGeocoder

from geo.errors import DataError, GazetteerError, InputError
from geo.places.candidates import candidates
from geo.places.countries import countries
from geo.places.gazetteer import Gazetteer
from geo.places.latlon import lonlat_of
from geo.places.locations import location_named, locations_near
from geo.places.positions import check_no_position
from geo.places.surroundings import surroundings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geopy.location import Location

    from geo.model import Candidate

_NEARBY = 5


class Geocoder(GeopyGeocoder):  # type: ignore[misc] # geopy publishes no types
    """Geocode names, and name positions, with the compiled gazetteer; no request leaves the machine.

    >>> geocoder = Geocoder()
    >>> geocoder.geocode("Panmunjom").address
    'Panmunjom, Kaeseong, North Korea / South Korea'
    >>> geocoder.reverse((37.7, 126.8)).raw["border"]["side"]
    'KR'
    """

    def __init__(self, gazetteer: Gazetteer | None = None, **geopy_options: Any) -> None:
        """Use this gazetteer, or the compiled one of the project.

        Args:
            gazetteer: where names are looked up.
            geopy_options: what every geopy geocoder takes (timeout, user_agent …); of no effect without a network.

        Raises:
            GeocoderUnavailable: the compiled gazetteer is missing or damaged.
        """
        super().__init__(**geopy_options)
        with _geopy_errors():
            self.gazetteer = gazetteer or Gazetteer.open()

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        timeout: Any = None,  # noqa: ARG002 - part of geopy's interface
        limit: int | None = None,
        country_codes: str | Sequence[str] | None = None,
    ) -> Location | list[Location] | None:
        """Places of a name ('Paju', 'the DMZ', 'Goseong, Gangwon'), best first.

        Args:
            query: the name; after a comma, the region or country it lies in.
            exactly_one: the best alone, else a list.
            timeout: as in geopy; nothing here waits.
            limit: the most to return where `exactly_one` is False.
            country_codes: ISO 3166-1 alpha-2 code(s), in capitals or not; only places there.

        Returns:
            A `Location` (or a list); None if there is no such place. `raw` is described in docs/places.md.

        Raises:
            GeocoderQueryError: the query is empty, no text or a position, a limit is below 1, or no country has a code.
            GeocoderParseError: a data file of the program is broken.
        """
        if not isinstance(query, str) or not query.strip():
            raise GeocoderQueryError(f"{query!r} is no query: give the name of a place.")
        wanted, most = _codes(country_codes), _limit(limit)
        with _geopy_errors():
            check_no_position(query)
            found = [c for c in self._candidates(query) if not wanted or wanted & set(c.place.countries)]
            if not found:
                return None
            if exactly_one:
                return location_named(found[0])
            return [location_named(candidate) for candidate in found[:most]]

    def reverse(
        self,
        query: Any,
        *,
        exactly_one: bool = True,
        timeout: Any = None,  # noqa: ARG002 - part of geopy's interface
        limit: int | None = None,
    ) -> Location | list[Location] | None:
        """The named place nearest to a position, and where the position lies: country, border, distances.

        Args:
            query: a geopy `Point`, (latitude, longitude) in degrees, or a text such as '37.956, 126.677'.
            exactly_one: the nearest place alone, else a list, nearest first.
            timeout: as in geopy; nothing here waits.
            limit: the most to return where `exactly_one` is False; otherwise 5.

        Returns:
            A `Location` at the place (or a list). `raw` is described in docs/places.md.

        Warns:
            UserWarning: latitude and longitude look swapped; `raw["note"]` says why.

        Raises:
            GeocoderQueryError: the query is no position, or a limit below 1.
            GeocoderParseError: a data file of the program is broken.
        """
        lon, lat = lonlat_of(query)
        most = 1 if exactly_one else _limit(limit) or _NEARBY
        with _geopy_errors():
            around = surroundings(lon=lon, lat=lat, gazetteer=self.gazetteer, most=most)
            found = locations_near(around)
        if around.note:
            warnings.warn(around.note, UserWarning, stacklevel=2)
        return found[0] if exactly_one else found

    def _candidates(self, query: str) -> list[Candidate]:
        """Candidates for the whole query, or for what stands before its first comma, in the place named after it."""
        whole = candidates(query, self.gazetteer)
        name, _, container = query.partition(",")
        if whole or not container.strip():
            return whole
        return [c for c in candidates(name, self.gazetteer) if _lies_in(c, container.strip(), self.gazetteer)]


@contextmanager
def _geopy_errors() -> Iterator[None]:
    """Our errors as those that geopy's users catch."""
    try:
        yield
    except InputError as error:
        raise GeocoderQueryError(str(error)) from error
    except GazetteerError as error:
        raise GeocoderUnavailable(str(error)) from error
    except DataError as error:
        raise GeocoderParseError(str(error)) from error


def _codes(given: str | Sequence[str] | None) -> set[str]:
    codes = {code.strip().upper() for code in ([given] if isinstance(given, str) else given or ())}
    unknown = sorted(codes - countries().keys())
    if unknown:
        raise GeocoderQueryError(f"No country has the code {unknown[0]!r}: give ISO 3166-1 alpha-2 codes such as KR.")
    return codes


def _limit(given: int | None) -> int | None:
    if given is not None and given < 1:
        raise GeocoderQueryError(f"A limit of {given} leaves nothing: give 1 or more.")
    return given


def _lies_in(candidate: Candidate, container: str, gazetteer: Gazetteer) -> bool:
    for place in gazetteer.lookup(container):
        if place.feature_class == "country" and set(place.countries) & set(candidate.place.countries):
            return True
        same_region = place.name == candidate.place.admin1 and place.countries == candidate.place.countries
        if place.feature_class in ("admin1", "region") and same_region:
            return True
    return False
