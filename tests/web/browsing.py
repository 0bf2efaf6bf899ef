"""Test stores, the real server, and a reader with a browser."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from shapely.geometry import LineString, Point

from geo.model import (
    DatePrecision,
    Evidence,
    Footprint,
    Incident,
    Mention,
    Period,
    PlacePrecision,
    Report,
    Status,
)

if TYPE_CHECKING:
    from datetime import date

    from playwright.sync_api import BrowserContext, Frame, Page

    from geo.store import Store

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PAYLOADS = (
    "<script>window.pwned=1</script>",
    '"><img src=x onerror="window.pwned=1">',
    "</script><script>window.pwned=1</script>",
    "{{7*7}}${window.pwned=1}`",
    "javascript:window.pwned=1",
    "[x](javascript:window.pwned=1) <b onclick=window.pwned=1>",
)


@dataclass(frozen=True)
class Told:
    """One incident for a test store, with the sentence that tells it."""

    kind: str
    day: date
    lon: float
    lat: float
    place: str
    end: date | None = None
    precision: PlacePrecision = PlacePrecision.LOCALITY
    radius_m: float = 5000.0
    status: Status = Status.REPORTED
    line: tuple[tuple[float, float], ...] = ()


def put(store: Store, told: Told, number: int, *, words: str = "", publisher: str = "Test Courier") -> Incident:
    sentence = f"On {told.day} something of the sort {told.kind} was seen near {told.place}. {words}".strip()
    text = (
        f"A first paragraph that says little.\n\nThe county was calm at dawn. {sentence} Nobody was hurt.\n\nThe end."
    )
    report = Report(text=text, title=f"Report {number} {words}".strip(), publisher=publisher, published=told.day)
    start = text.index(sentence)
    evidence = Evidence(report_id=report.id, start=start, end=start + len(sentence), quote=sentence)
    geometry = LineString(told.line) if told.line else Point(told.lon, told.lat)
    end = told.end or told.day
    common = {
        "kind": told.kind,
        "period": Period(
            start=told.day, end=end, precision=DatePrecision.DAY if end == told.day else DatePrecision.RANGE
        ),
        "footprint": Footprint(geometry=geometry, precision=told.precision, radius_m=told.radius_m),
        "place": told.place,
        "country": "KR",
        "initiator": ("North Korea",),
        "target": ("South Korea",),
        "quantities": {"balloons": 20.0},
        "status": told.status,
    }
    mention = Mention(report_id=report.id, evidence=evidence, trigger=(start, start + 2), **common)
    incident = Incident(id=f"incident-{number}", mention_ids=(mention.id,), **common)
    store.add_report(report)
    store.add_mentions([mention])
    store.put_incident(incident)
    return incident


class App:
    """The real server in a process of its own, on a free port, with a store of its own."""

    def __init__(self, store: Path, *options: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.store, self.options = store, options
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = store.with_suffix(".log")

    def __enter__(self) -> App:
        command = [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={self.port}", *self.options]
        environment = os.environ | {"BORDERWATCH_STORE": str(self.store)}
        self.output = self.log.open("wb")
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=self.output, stderr=subprocess.STDOUT
        )
        try:
            self.wait()
        except RuntimeError:
            self.__exit__()
            raise
        return self

    def wait(self, prefix: str = "") -> None:
        base = next((o.partition("=")[2] for o in self.options if "baseUrlPath" in o), prefix)
        health = f"{self.url}/{base}/_stcore/health".replace("//_", "/_")
        for _ in range(240):
            if self.process.poll() is not None:
                raise RuntimeError(f"The server did not start:\n{self.log.read_text()}")
            try:
                with urllib.request.urlopen(health, timeout=2):
                    return
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.25)
        raise RuntimeError(f"The server did not answer:\n{self.log.read_text()}")

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(10)
        self.output.close()


class Reader:
    """A person with a page: what it asked of other hosts and what went wrong in it are kept."""

    def __init__(self, window: BrowserContext, app: App, width: int = 1400, height: int = 900) -> None:
        self.app = app
        self.page: Page = window.new_page()
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.set_default_timeout(20_000)
        self.outside: list[str] = []
        self.errors: list[str] = []
        self.page.on("request", lambda request: self._judge(request.url))
        self.page.on("websocket", lambda socket: self._judge(socket.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _judge(self, url: str) -> None:
        own = (self.app.url, self.app.url.replace("http", "ws", 1), "data:", "blob:", "about:")
        if not url.startswith(own):
            self.outside.append(url)

    def open(self, path: str = "") -> Page:
        self.page.goto(f"{self.app.url}/{path}")
        return self.page

    def frame(self) -> Frame:
        """The frame of the map that is in the page now; Streamlit may replace it while a page settles."""
        handle = self.page.wait_for_selector("iframe")
        frame = handle.content_frame()
        assert frame is not None
        return frame

    def map_drawn(self, seconds: float = 30) -> None:
        """Wait until the layer has drawn."""
        from playwright.sync_api import Error

        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            try:
                if self.frame().evaluate("Boolean(window.borderwatch)"):
                    return
            except Error:  # the frame went away under the question
                pass
            self.page.wait_for_timeout(100)
        raise TimeoutError(f"The map was not drawn in {seconds} seconds.")

    def symbols(self) -> list[dict[str, object]]:
        return list(self.frame().evaluate("window.borderwatch.symbols"))

    def close(self) -> None:
        self.page.close()
