"""axe-core on every page, light and dark: no violation, neither in our own markup nor in what Streamlit draws of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest
from browsing import App, Reader, Told, put

from geo.store import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

_RUN = """async () => {
  const found = await axe.run(document, {resultTypes: ["violations"]});
  const said = (one, node) => [one.id, node.html, node.failureSummary].join(" | ");
  return found.violations.flatMap((one) => one.nodes.map((node) => said(one, node)));
}"""
_PAGES = {
    "": ".bw-count",
    "?incident=incident-1": ".st-key-rv_history",
    "border": "a.mark",
    "review": "button.row",
    "add": "h1",
    "reports": "h1",
    "about": "h1",
}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    path: Path = tmp_path_factory.mktemp("axe") / "incidents.gpkg"
    kinds = ("balloon_launch", "border_crossing", "shelling", "barrier_construction")
    with open_store(path) as store, store.transaction():
        for number, kind in enumerate(kinds):
            told = Told(kind, date(2024, 6, 1 + number), 126.6 + number / 2, 37.9, "Cheorwon")
            store.put_incident(replace(put(store, told, number), confidence=0.3))
    with App(path) as started:
        yield started


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_violation(chromium: Browser, app: App, scheme: str) -> None:
    axe = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    window = chromium.new_context(color_scheme="dark" if scheme == "dark" else "light")
    reader = Reader(window, app)
    for path, sign in _PAGES.items():
        page = reader.open(path)
        page.locator(sign).first.wait_for()
        if path in ("", "review") or "incident" in path:
            reader.map_drawn()
        page.wait_for_timeout(500)  # colours fade in
        for frame in page.frames:
            frame.evaluate(axe)
        assert page.evaluate(_RUN) == [], path or "map"
    window.close()
