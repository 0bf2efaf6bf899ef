"""What a PostgreSQL server refuses, in plain words and without the password."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import quote

import sqlalchemy as sa

from geo.errors import BorderwatchError, StoreError, StoreReadOnlyError
from geo.store.address import shown_url

if TYPE_CHECKING:
    from collections.abc import Iterator

_LOST = "lost its connection to the server: nothing was half written, try again"
_BUSY = "is being written by another program: try again when that has finished"
_FULL = "cannot grow because the disk of the server is full: make room, nothing was lost"
_CROWDED = "cannot be reached because its server has no connection free: close other programs, or raise max_connections"
_STATES = (  # how an SQLSTATE begins, what that means
    ("55P03", _BUSY),
    ("40", _BUSY),
    ("531", _FULL),
    ("53300", _CROWDED),
    ("53", "cannot be served because its server is short of memory: try again later"),
    ("57014", "was stopped by a time limit of the server: ask for less, or raise statement_timeout"),
    ("57P", _LOST),
    ("25P", _LOST),
    ("08", _LOST),
    ("42P01", "lacks a table or one is out of sight: check the search path of the role, or restore the store"),
    ("XX", "is damaged: restore it from a copy"),
)
NOT_ALLOWED = "42501"
_ONLY_READ = "25006"
_DOES_NOT_FIT = "23"
_SAYINGS = (  # a server that refuses a connection gives no SQLSTATE
    (
        "password authentication failed",
        "refuses the role or its password: check both; a password may stand in ~/.pgpass",
    ),
    ("no password supplied", "asks for a password: put it into the address or into ~/.pgpass"),
    ("pg_hba.conf", "lets nobody in from here: allow it in the server's pg_hba.conf"),
    ("permission denied for database", "does not let this role in: grant it CONNECT on the database"),
    ("too many", _CROWDED),
    ("remaining connection slots", _CROWDED),
    ("starting up", "is just starting: try again in a moment"),
    ("shutting down", "is being shut down: try again when it runs"),
    ("no space left", _FULL),
    ("role", "refuses the role: check its name and its right to log in"),
)
_NO_DATABASE = "does not exist: create the database (docs/store.md), or name another one"
_OUT_OF_REACH = "cannot be reached: check that the server runs and that host and port are right"


@contextmanager
def plain_errors(url: sa.URL) -> Iterator[None]:
    """Turn what the server says into one sentence that names the database and says what to do.

    Raises:
        StoreError: reading or writing failed.
        StoreReadOnlyError: the role may not.
    """
    try:
        yield
    except (sa.exc.StatementError, sa.exc.TimeoutError, sa.exc.PendingRollbackError) as error:
        raise meaning(url, error) from error


def meaning(url: sa.URL, error: sa.exc.SQLAlchemyError) -> BorderwatchError:
    """The error of ours that says what one of the server or of the driver means; one of ours stays as it is."""
    name = shown_url(url)
    if isinstance(error, sa.exc.TimeoutError):
        return StoreError(f"All connections of this program to the store {name} are in use: try again in a moment.")
    if not isinstance(error, sa.exc.StatementError):
        return StoreError(f"The store {name} {_LOST}.")
    cause = error.orig
    if isinstance(cause, BorderwatchError):
        return cause
    primary = getattr(getattr(cause, "diag", None), "message_primary", None)
    said = _hidden(_sentence(str(primary or cause or error)), url)
    state = str(getattr(cause, "sqlstate", None) or "")
    if state.startswith(_DOES_NOT_FIT):
        return StoreError(
            f"The store {name} refuses a record that does not fit the others ({said}): add reports before their "
            "mentions, and mentions before their incident."
        )
    if state in (NOT_ALLOWED, _ONLY_READ):
        return StoreReadOnlyError(
            f"The store {name} may not be read or written so by this role ({said}): grant it the right "
            "(docs/store.md), or open it with read_only=True."
        )
    return StoreError(f"The store {name} {_sense(state, said.lower(), error)} ({said}).")


def _sense(state: str, said: str, error: sa.exc.StatementError) -> str:
    for begins, sense in _STATES:
        if state.startswith(begins) and state:
            return sense
    if state:
        return "failed: check the server's log"
    if isinstance(error, sa.exc.DBAPIError) and error.connection_invalidated:
        return _LOST
    if 'database "' in said and "does not exist" in said:
        return _NO_DATABASE
    return next((sense for words, sense in _SAYINGS if words in said), _OUT_OF_REACH)


def _sentence(said: str) -> str:
    """What was said, in one line, each different line once."""
    lines = dict.fromkeys(line.strip() for line in said.splitlines())
    return "; ".join(filter(None, lines)).rstrip(".")


def _hidden(said: str, url: sa.URL) -> str:
    password = str(url.password or "")
    for form in filter(None, (password, quote(password, safe=""), quote(password, safe=" +"))):
        said = said.replace(form, "***")
    return said
