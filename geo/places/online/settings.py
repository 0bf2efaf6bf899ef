"""Whether names may be asked of an online geocoder: three variables of the environment, nothing else.

BORDERWATCH_ONLINE_GEOCODER  `nominatim` switches it on; without it no request is ever made
BORDERWATCH_ONLINE_CONTACT   an e-mail or web address of the user, for the service's operators; it must be given
BORDERWATCH_ONLINE_SERVER    another server that speaks Nominatim's language; default: that of OpenStreetMap
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from geo.errors import InputError
from geo.places.layout import DEFAULT_FOLDER

if TYPE_CHECKING:
    from pathlib import Path

SERVICE = "BORDERWATCH_ONLINE_GEOCODER"
CONTACT = "BORDERWATCH_ONLINE_CONTACT"
SERVER = "BORDERWATCH_ONLINE_SERVER"
NOMINATIM = "nominatim"
PUBLIC_SERVER = "https://nominatim.openstreetmap.org"
CACHE = DEFAULT_FOLDER.with_name("online") / "nominatim.sqlite"
ADVICE = f"set {SERVICE}={NOMINATIM}, and {CONTACT} to an e-mail or web address of yours"
_REACHABLE = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+|https?://[^\s/]+\.\S+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """That names may be asked, of whom, and on whose behalf.

    Attributes:
        contact: the user's address, part of the user agent.
        server: scheme and host, and a path if there is one, without a slash at the end.
        cache: the file that keeps what was answered.
    """

    contact: str
    server: str = PUBLIC_SERVER
    cache: Path = CACHE

    @property
    def user_agent(self) -> str:
        """Who asks: the program and the contact."""
        return f"borderwatch ({self.contact})"


def settings() -> Settings | None:
    """What the environment says; None if it does not switch the online geocoder on.

    Raises:
        InputError: a variable cannot be used, or the contact is missing.
    """
    service = os.environ.get(SERVICE, "").strip()
    if not service:
        return None
    if service.lower() != NOMINATIM:
        raise InputError(f"{SERVICE} is {service!r}, which is not known: set it to {NOMINATIM}, or leave it out.")
    return Settings(contact=_contact(), server=_server(), cache=CACHE)


def _contact() -> str:
    contact = os.environ.get(CONTACT, "").strip()
    if not _REACHABLE.fullmatch(contact) or not contact.isascii() or not contact.isprintable():
        said = f"is {contact!r}" if contact else "is not set"
        raise InputError(
            f"{CONTACT} {said}: set it to an e-mail or web address at which the geocoder's operators can reach you, or"
            f" leave {SERVICE} out."
        )
    return contact


def _server() -> str:
    server = os.environ.get(SERVER, "").strip().rstrip("/") or PUBLIC_SERVER
    parts = urlsplit(server)
    if (
        parts.scheme not in ("http", "https")
        or not parts.netloc
        or parts.query
        or parts.fragment
        or "@" in parts.netloc
    ):
        raise InputError(f"{SERVER} is {server!r}, which is no web address: write it like {PUBLIC_SERVER}.")
    return server
