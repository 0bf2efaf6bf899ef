from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest
from browsing import CHROMIUM

from geo.store import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext

    from geo.store import Store


@pytest.fixture
def store_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty store that the whole process takes for its own."""
    path = tmp_path / "incidents.gpkg"
    monkeypatch.setenv("BORDERWATCH_STORE", str(path))
    open_store(path).close()
    return path


@pytest.fixture
def store(store_path: Path) -> Iterator[Store]:
    with open_store(store_path) as opened:
        yield opened


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A Chromium that asks nobody anything by itself."""
    required = os.environ.get("BORDERWATCH_REQUIRE_BROWSER") == "1"
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    playwright = None if required else pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if path is None:
        reason = "no Chromium was found: install one to run the browser tests"
        if required:
            pytest.fail(reason)
        pytest.skip(reason)
    if playwright is None:
        from playwright import sync_api as playwright
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=path, args=CHROMIUM)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def window(chromium: Browser) -> Iterator[BrowserContext]:
    """One browser window for all tests: scripts and styles are read once, each test has a tab of its own."""
    context = chromium.new_context(accept_downloads=True, color_scheme="light")
    yield context
    context.close()
