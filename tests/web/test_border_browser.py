"""The unrolled border in a real browser, against the real server."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from browsing import PAYLOADS, App, Reader, Told, put
from playwright.sync_api import expect

from geo.model import PlacePrecision, Status
from geo.places.alongside import chainage
from geo.store import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import BrowserContext

pytestmark = pytest.mark.browser

HOSTILE = " ".join(PAYLOADS)


def fill(path: Path) -> None:
    line = chainage("mdl")
    west, east = line.at(20), line.at(210)
    told = [
        Told("balloon_launch", date(2024, 6, 1), *west, "Paju"),
        Told("warning_shots", date(2024, 8, 2), *east, "Goseong", status=Status.CLAIMED),
        Told("demolition", date(2024, 9, 1), 0, 0, "the line", end=date(2024, 9, 30), radius_m=0,
             line=tuple(line.line.coords), precision=PlacePrecision.ALONG_LINE),
        Told("shelling", date(2024, 10, 15), *line.at(100), HOSTILE),
        Told("shelling", date(2024, 10, 15), *line.at(101), "Cheorwon"),
    ]  # fmt: skip
    with open_store(path) as store, store.transaction():
        for number, one in enumerate(told):
            put(store, one, number)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    path = tmp_path_factory.mktemp("border") / "incidents.gpkg"
    fill(path)
    with App(path) as running:
        yield running


@pytest.fixture
def reader(window: BrowserContext, app: App) -> Iterator[Reader]:
    reader = Reader(window, app)
    yield reader
    assert reader.page.evaluate("window.pwned") is None
    reader.close()
    assert reader.outside == []
    assert reader.errors == []


def test_marks_stand_where_they_happened_and_open_the_incident(reader: Reader) -> None:
    page = reader.open("border")
    expect(page.locator(".bw-count")).to_have_text("5 incidents beside 236 km")
    west, east = page.locator("a.mark[aria-label*=Paju]"), page.locator("a.mark[aria-label*=Goseong]")
    one, other = west.bounding_box(), east.bounding_box()
    assert one is not None
    assert other is not None
    assert one["x"] < other["x"]
    assert one["y"] < other["y"]
    assert "incident=incident-0" in str(west.get_attribute("href"))
    west.focus()
    page.keyboard.press("ArrowRight")
    expect(east).to_be_focused()
    expect(page.get_by_text("km 205–215, on the line").first).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**incident=incident-1**")
    page.get_by_role("heading", name="Warning shots").wait_for()


def test_what_stands_close_is_one_mark_that_lists_its_incidents(reader: Reader) -> None:
    page = reader.open("border")
    page.get_by_role("button", name="2 incidents").click()
    page.get_by_text("2 incidents here").wait_for()
    expect(page.locator("button.row")).to_have_count(2)
    page.locator("button.row", has_text="Cheorwon").click()
    page.wait_for_url("**incident=incident-4**")


def test_dragging_chooses_days_here_and_on_the_map(reader: Reader) -> None:
    page = reader.open("border")
    mark = page.locator("a.mark[aria-label*=Goseong]").bounding_box()
    assert mark is not None
    x, y = mark["x"] + mark["width"] / 2, mark["y"] - 150
    page.mouse.move(x - 60, y)
    page.mouse.down()
    page.mouse.move(x + 40, y, steps=4)
    page.mouse.up()
    expect(page.locator(".bw-count")).to_have_text("1 incident beside 236 km")
    assert "since=2024-0" in page.url
    assert "border=mdl" in page.url
    page.get_by_role("link", name="Show these on the map").click()
    page.get_by_text("Shown 1 of 5").wait_for()
    assert "since=2024-0" in page.url
    page.get_by_role("link", name="Border", exact=True).click()
    expect(page.locator(".bw-count")).to_have_text("1 incident beside 236 km")


def test_another_border_is_found_by_typing(reader: Reader) -> None:
    page = reader.open("border")
    page.get_by_role("combobox", name="Border").fill("india–pak")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="No incident within 30 km of this border").wait_for()
    page.wait_for_url("**border=IN-PK**")


def test_an_address_restores_the_page_and_what_it_cannot_use_is_said(reader: Reader) -> None:
    page = reader.open("border?border=nowhere&within=31&since=soon&kinds=shelling")
    for words in ("The border ‘nowhere’ was ignored", "The distance ‘31’ was ignored", "‘since’ was ignored"):
        page.get_by_text(words).wait_for()
    expect(page.locator(".bw-count")).to_have_text("2 incidents beside 236 km")
    page = reader.open("border?border=mdl&since=2020-01-01&until=2020-02-01")
    page.get_by_role("heading", name="No incident within 30 km of this border in these days").wait_for()


def test_a_phone_shows_the_chart_and_the_list_below_it(window: BrowserContext, app: App) -> None:
    phone = Reader(window, app, width=390, height=844)
    page = phone.open("border")
    page.locator("a.mark").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    chart, row = page.locator(".unrolled").bounding_box(), page.locator("button.row").first.bounding_box()
    assert chart is not None
    assert row is not None
    assert row["y"] >= chart["y"] + chart["height"] - 1
    phone.close()
    assert phone.outside == []
