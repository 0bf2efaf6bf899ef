from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geo.store import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.store import Store


@pytest.fixture(autouse=True)
def user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BORDERWATCH_USER", "Kim")


@pytest.fixture
def store(target: str) -> Iterator[Store]:
    """An open, empty store, on a GeoPackage and on PostGIS."""
    with open_store(target) as opened:
        yield opened
