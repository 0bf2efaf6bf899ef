"""Every test that asks for `store` or `shared_target` runs on a GeoPackage and on PostGIS (see tests/conftest.py)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geo.store import Store, open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture
def store(target: str) -> Iterator[Store]:
    """An open, empty store."""
    with open_store(target) as opened:
        yield opened


@pytest.fixture(scope="module")
def shared_target(targets: Callable[[], str]) -> str:
    """A target that the tests of a module share."""
    return targets()
