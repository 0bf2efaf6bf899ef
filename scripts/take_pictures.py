"""Take the pictures of docs/images: `python -m scripts.take_pictures [NAME...]`, with Chromium installed.

A store of its own is filled with the seeds, the app is started on it, and every page is taken in light, dark and on a
phone; colours are cut to a palette, which makes a picture a third as large.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from geo.store import Query, open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "images"
EXAMPLE = ROOT / "docs" / "examples" / "a-night-at-the-line.md"
LOOKS: dict[str, tuple[str, int, int]] = {
    "light": ("light", 1400, 900),
    "dark": ("dark", 1400, 900),
    "phone": ("light", 390, 844),
}
_START_S = 60


def main(names: list[str]) -> None:
    """Take all pictures, or those of the pages named."""
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "incidents.gpkg"
        environment = os.environ | {"BORDERWATCH_STORE": str(store)}
        subprocess.run([sys.executable, "-m", "geo", "seed"], cwd=ROOT, env=environment, check=True)
        pages = _pages(store)
        with _app(environment) as url, _chromium() as browser:
            for name in names or list(pages):
                for look in LOOKS:
                    _take(browser, url, name, look, *pages[name])


def _pages(store: Path) -> dict[str, tuple[str, str, Callable[[Page], None]]]:
    """By name of a picture: the address, what stands on the page when it is whole, what to do there first."""
    with open_store(store) as held:
        balloons = Query(kinds=frozenset({"balloon_launch"}))
        incident = max(held.incidents(balloons), key=lambda one: (len(one.mention_ids), one.id)).id
        report = next(iter(held.reports())).id
    return {
        "map": ("", ".bw-count", _settle),
        "incident": (f"?incident={incident}", ".bw-panel", _settle),
        "border": ("border", "a.mark", _settle),
        "review": ("review", "button.row", _settle),
        "add": ("add", "textarea", _add),
        "reports": ("reports", "button.row", _settle),
        "report": (f"reports?report={report}", ".bw-reporttitle", _settle),
        "about": ("about", "h1", _settle),
    }


def _settle(page: Page) -> None:
    if page.locator("iframe").count():
        page.frame_locator("iframe").locator(".leaflet-marker-icon").first.wait_for()
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1500)  # colours fade in, the map's layers are drawn


def _add(page: Page) -> None:
    page.locator("textarea").first.fill(EXAMPLE.read_text(encoding="utf-8").split("+++")[2].strip())
    page.get_by_role("button", name="Find incidents").click()
    page.locator("h2").first.wait_for()
    _settle(page)
    page.locator("h2").first.evaluate("found => found.scrollIntoView()")


def _take(browser: Browser, url: str, name: str, look: str, path: str, sign: str, act: Callable[[Page], None]) -> None:
    from PIL import Image

    scheme, width, height = LOOKS[look]
    page = browser.new_page(
        viewport={"width": width, "height": height}, color_scheme="dark" if scheme == "dark" else "light"
    )
    page.goto(f"{url}/{path}")
    page.locator(sign).first.wait_for(timeout=60_000)
    act(page)
    target = FOLDER / f"{name}-{look}.png"
    page.screenshot(path=target)
    page.close()
    with Image.open(target) as taken:
        taken.convert("RGB").quantize(192, dither=Image.Dither.NONE).save(target, optimize=True)
    sys.stdout.write(f"{target.relative_to(ROOT)} {target.stat().st_size // 1024} kB\n")


@contextmanager
def _app(environment: dict[str, str]) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "geo", "serve", "--port", str(port)]
    server = subprocess.Popen(command, cwd=ROOT, env=environment)  # noqa: S603 -- our own program, a port that we chose
    try:
        until = time.monotonic() + _START_S
        while True:
            try:
                with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2):  # noqa: S310 -- our own server
                    break
            except (urllib.error.URLError, TimeoutError) as error:
                if time.monotonic() > until:
                    raise SystemExit(f"The app did not start within {_START_S} s.") from error
                time.sleep(0.25)
        yield url
    finally:
        server.terminate()
        server.wait(10)


@contextmanager
def _chromium() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        raise SystemExit("No Chromium was found: install one to take pictures.")
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
