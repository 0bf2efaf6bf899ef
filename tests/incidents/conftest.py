from __future__ import annotations

import pytest

from geo.places.gazetteer import Gazetteer


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """The compiled gazetteer that `make setup` builds."""
    return Gazetteer.open()
