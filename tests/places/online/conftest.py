from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from fake_nominatim import FakeNominatim, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def nominatim() -> Iterator[FakeNominatim]:
    """A server of the test's own."""
    with serving() as fake:
        yield fake


@pytest.fixture
def switched_on(monkeypatch: pytest.MonkeyPatch, nominatim: FakeNominatim, tmp_path: Path) -> FakeNominatim:
    """The environment in which that server may be asked, with an empty cache; nobody waits for a turn."""
    monkeypatch.setenv("BORDERWATCH_ONLINE_GEOCODER", "nominatim")
    monkeypatch.setenv("BORDERWATCH_ONLINE_CONTACT", "desk@newsroom.example")
    monkeypatch.setenv("BORDERWATCH_ONLINE_SERVER", nominatim.url)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.setattr("geo.places.online.settings.CACHE", tmp_path / "online" / "nominatim.sqlite")
    monkeypatch.setattr("geo.places.online.cache.PAUSE_S", 0.0)
    monkeypatch.setattr("geo.places.online.fallback._silent_until", {})
    return nominatim
