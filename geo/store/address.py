"""The address of a store: a file, or a PostGIS database. A password in it is never shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.errors import StoreError

if TYPE_CHECKING:
    from pathlib import Path

    import sqlalchemy as sa

_NAMES = ("postgresql", "postgres", "postgresql+psycopg")
_FORM = "postgresql://ROLE@HOST:PORT/DATABASE"


def is_url(target: str | Path) -> bool:
    """Is the target an address, not a file?"""
    return "://" in str(target)


def shown(target: str | Path) -> str:
    """The target as people may see it: an address without its password.

    Raises:
        StoreError: it is an address that cannot be read.
    """
    return shown_url(parsed(str(target))) if is_url(target) else str(target)


def shown_url(url: sa.URL) -> str:
    """An address as people may see it."""
    public = url.set(drivername="postgresql").difference_update_query(["sslpassword"])
    return public.render_as_string(hide_password=True)


def parsed(target: str) -> sa.URL:
    """The address of a PostGIS database; a `password` among its parameters is taken as that of the address.

    Raises:
        StoreError: it cannot be read (its text is not told: a password may stand anywhere in it), or it is an address
            of something else.
    """
    import sqlalchemy as sa

    scheme = target.partition("://")[0]
    if scheme not in _NAMES:
        raise StoreError(
            f"The store's address begins with {scheme!r}: name a GeoPackage file, or a PostGIS database as {_FORM}."
        )
    try:
        url = sa.make_url(target)
    except (sa.exc.ArgumentError, ValueError):
        url = None
    if url is None or not url.database or target.count("@") > 1:
        raise StoreError(
            f"The store's address cannot be read: write it as {_FORM}, and in a password %40 for @ and %25 for %."
        )
    password = url.query.get("password")
    if isinstance(password, str):
        url = url.set(password=password).difference_update_query(["password"])
    return url.set(drivername="postgresql+psycopg")
