"""'Why?' in a real browser, with a report that would like to be markup."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from browsing import PAYLOADS, App, Reader
from shapely.geometry import Point

from geo.model import Evidence, Footprint, Incident, Mention, Period, PlacePrecision, Reason, Report
from geo.store import open_store

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import BrowserContext

pytestmark = pytest.mark.browser

HOSTILE = " ".join(PAYLOADS)
QUOTE = f"The next day activists sent 20 balloons from Aville. {HOSTILE}"
TEXT = f"Calm ruled on Saturday.\n\n{QUOTE}"


def fill(path: Path) -> None:
    report = Report(text=TEXT, published=date(2024, 6, 4), publisher="Desk")
    start = TEXT.index(QUOTE)
    sent, hostile = TEXT.index("sent"), TEXT.index(HOSTILE)
    told = {
        "kind": "balloon_launch",
        "period": Period(start=date(2024, 6, 2), end=date(2024, 6, 2)),
        "footprint": Footprint(geometry=Point(126.7, 37.7), precision=PlacePrecision.LOCALITY, radius_m=5000),
        "place": "Aville",
        "country": "KR",
    }
    reasons = {
        "kind": Reason(why=HOSTILE, spans=((sent, sent + 4), (hostile, hostile + len(HOSTILE)))),
        "period": Reason(why="the day after 'Saturday'", spans=((14, 22),)),
    }
    evidence = Evidence(report_id=report.id, start=start, end=len(TEXT), quote=QUOTE)
    mention = Mention(report_id=report.id, evidence=evidence, trigger=(sent, sent + 4), reasons=reasons, **told)
    with open_store(path) as store, store.transaction():
        store.add_report(report)
        store.add_mentions([mention])
        store.put_incident(Incident(id="one", mention_ids=(mention.id,), **told))


def test_a_reader_opens_why(window: BrowserContext, tmp_path: Path) -> None:
    path = tmp_path / "incidents.gpkg"
    fill(path)
    with App(path) as app:
        reader = Reader(window, app)
        page = reader.open()
        page.locator("button.row").click()
        assert not page.locator(".bw-why dl").is_visible()
        page.get_by_text("Why?").click()
        page.locator(".bw-why dl").get_by_text("the day after").wait_for()
        assert page.locator(".bw-why .bw-why-kind").first.inner_text() == "sent"
        assert page.locator(".bw-why mark").inner_text() == "Saturday"
        assert page.evaluate("window.pwned") is None
        assert (reader.outside, reader.errors) == ([], [])
        reader.close()
