from __future__ import annotations

import os

import pytest

from geo.places.compile import build, is_current
from geo.places.gazetteer import Gazetteer

os.environ["BORDERWATCH_KINDS"] = ""  # not the kinds of whoever runs the tests
os.environ["BORDERWATCH_PLACES"] = ""  # nor their places
os.environ.pop("BORDERWATCH_ONLINE_GEOCODER", None)  # and nothing is asked online


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """The compiled gazetteer of the project, built (in under a minute) if it is missing or stale."""
    if not is_current():
        build()
    return Gazetteer.open()
