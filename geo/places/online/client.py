"""One question to the online geocoder: a name, and the countries in which it may lie. Nothing else leaves the machine.

The request is geopy's (`geopy.geocoders.Nominatim`), once a second at most; what was answered is not asked again.
"""

from __future__ import annotations

from http.client import HTTPException
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from geo.errors import OnlineError
from geo.places.online.answers import place_of, row_of
from geo.places.online.cache import Cache

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.model import Place
    from geo.places.online.cache import Kept
    from geo.places.online.settings import Settings

TIMEOUT_S = 10.0
_MOST = 5
_LONGEST = 100


def ask(name: str, countries: Sequence[str], settings: Settings, cache: Cache | None = None) -> list[Place]:
    """The places of a name that the online geocoder knows, best first; none if it knows none.

    Args:
        name: the name alone, as written.
        countries: ISO 3166-1 alpha-2 codes; only places there. None: anywhere.
        settings: whom to ask, and on whose behalf.
        cache: what was asked before; default: the file that the settings name.

    Raises:
        OnlineError: it could not be asked, or what it said cannot be understood.
    """
    cache = cache or Cache(settings.cache)
    known = remembered(name, countries, settings, cache)
    if known is not None:
        return known
    wanted, codes = _question(name, countries)
    cache.take_turn(settings.server)
    return _places(cache.keep(settings.server, wanted, codes, _answer(wanted, codes, settings)), settings)


def remembered(
    name: str, countries: Sequence[str], settings: Settings, cache: Cache | None = None
) -> list[Place] | None:
    """What `ask` gives without a request; None if it would have to make one.

    Raises:
        OnlineError: the cache cannot be used.
    """
    wanted, codes = _question(name, countries)
    if not any(map(str.isalpha, wanted)) or len(wanted) > _LONGEST:
        return []
    kept = (cache or Cache(settings.cache)).kept(settings.server, wanted, codes)
    return None if kept is None else _places(kept, settings)


def _question(name: str, countries: Sequence[str]) -> tuple[str, list[str]]:
    """All that a request tells: the name in one line, and codes of countries."""
    return " ".join(name.split()), sorted({code.upper() for code in countries})


def _answer(name: str, codes: list[str], settings: Settings) -> list[dict[str, Any]]:
    from geopy.exc import GeopyError

    try:
        found = _geocoder(settings).geocode(
            name,
            exactly_one=False,
            limit=_MOST,
            country_codes=[code.lower() for code in codes],
            addressdetails=True,
            language="en",
        )
        return [row_of(location.raw) for location in found or ()]
    except (GeopyError, OSError, HTTPException) as error:
        why = " ".join(str(error).split())[:120] or type(error).__name__
        raise OnlineError(
            f"{_host(settings)} could not be asked for {name!r} ({why}): try again later, or check your connection and"
            " the address of the server; the name stays unresolved."
        ) from error
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        # geopy takes the shape of an answer for granted
        raise OnlineError(
            f"What {_host(settings)} said of {name!r} is no answer of Nominatim's ({error}): check the address of the"
            " server; the name stays unresolved."
        ) from error


def _geocoder(settings: Settings) -> Any:
    from geopy.adapters import URLLibAdapter
    from geopy.geocoders import Nominatim

    parts = urlsplit(settings.server)
    return Nominatim(
        domain=parts.netloc + parts.path,
        scheme=parts.scheme,
        user_agent=settings.user_agent,
        timeout=TIMEOUT_S,
        adapter_factory=URLLibAdapter,
    )


def _places(kept: Kept, settings: Settings) -> list[Place]:
    return [place for row in kept.rows if (place := place_of(row, kept.asked, _host(settings)))]


def _host(settings: Settings) -> str:
    return urlsplit(settings.server).netloc
