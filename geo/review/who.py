"""Who edits: a person by the name that is set, the machine by the version of its extractor."""

from __future__ import annotations

import getpass
import os

from geo.errors import InputError
from geo.incidents.extract import EXTRACTOR

ENVIRONMENT = "BORDERWATCH_USER"


def user() -> str:
    """The name in BORDERWATCH_USER, else the system's name of whoever runs the program.

    Raises:
        InputError: neither is known.
    """
    if named := os.environ.get(ENVIRONMENT, "").strip():
        return named
    try:
        return getpass.getuser()
    except (OSError, KeyError) as error:
        raise InputError(f"Nobody is named as who edits: set {ENVIRONMENT} to your name.") from error


def machine() -> str:
    """'borderwatch' and the version of the extractor that is installed."""
    return f"borderwatch {EXTRACTOR}"
