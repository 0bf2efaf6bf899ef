"""The map in a real browser, against the real server."""

from __future__ import annotations

import json
import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest
from browsing import PAYLOADS, App, Reader, Told, put

from geo.model import PlacePrecision, Status
from geo.store import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import BrowserContext

pytestmark = pytest.mark.browser

MDL = ((126.7, 37.8), (127.1, 38.2), (127.6, 38.3), (128.3, 38.6))
HOSTILE = " ".join(PAYLOADS)


def fill(path: Path) -> None:
    told = [
        Told("balloon_launch", date(2024, 6, 1), 126.78, 37.76, "Paju"),
        Told("warning_shots", date(2024, 6, 2), 128.1, 38.05, "Yanggu", status=Status.CLAIMED),
        Told("demolition", date(2024, 6, 1), 0, 0, "the line", end=date(2024, 6, 30), line=MDL, radius_m=0,
             precision=PlacePrecision.ALONG_LINE),
        Told("missile_launch", date(2024, 9, 12), 125.75, 39.03, "Pyongyang", precision=PlacePrecision.PROVINCE,
             radius_m=40_000),
    ]  # fmt: skip
    with open_store(path) as store, store.transaction():
        for number, one in enumerate(told):
            put(store, one, number)
        for number in range(4, 10):
            put(store, Told("shelling", date(2024, 8, number), 125.7, 37.66, "Yeonpyeong Island"), number)
        put(store, Told("threat", date(2024, 7, 1), 127.5, 36.9, HOSTILE), 10, words=HOSTILE, publisher=HOSTILE)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    path = tmp_path_factory.mktemp("web") / "incidents.gpkg"
    fill(path)
    with App(path) as running:
        yield running


@pytest.fixture
def reader(window: BrowserContext, app: App) -> Iterator[Reader]:
    reader = Reader(window, app)
    yield reader
    reader.close()
    assert reader.outside == []
    assert reader.errors == []


def test_the_first_map_shows_the_incidents_and_fills_the_window(reader: Reader) -> None:
    page = reader.open()
    reader.map_drawn()
    assert sum(int(symbol["n"]) for symbol in reader.symbols()) == 11
    page.get_by_text("Shown 11 of 11, 0 of uncertain date").wait_for()
    box = page.locator("iframe").bounding_box()
    assert box is not None
    assert box["width"] * box["height"] >= 1400 * 900 * 2 / 3
    assert page.locator("button.row").count() == 11


def test_no_page_asks_another_host(reader: Reader) -> None:
    page = reader.open()
    reader.map_drawn()
    for name in ("Add", "About"):
        page.get_by_role("link", name=name, exact=True).click()
        page.get_by_role("heading", level=1).wait_for()
    reader.open("about")
    page.get_by_text("Natural Earth draws them").wait_for()


def test_a_mark_opens_the_incident_with_its_evidence(reader: Reader) -> None:
    page = reader.open("?groups=propaganda")
    reader.map_drawn()
    mark = page.frame_locator("iframe").locator(".bw-one")
    assert "Balloon launch, Paju, 1 Jun 2024" in (mark.get_attribute("aria-label") or "")
    mark.focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Balloon launch").wait_for()
    assert page.locator(".bw-report mark").inner_text().startswith("On 2024-06-01")
    assert "incident=incident-0" in page.url
    page.get_by_role("button", name="All incidents").click()
    page.locator("button.row").first.wait_for()


def test_a_cluster_that_no_zoom_takes_apart_is_listed(reader: Reader) -> None:
    page = reader.open("?kinds=shelling")
    reader.map_drawn()
    mark = page.frame_locator("iframe").locator(".bw-many")
    assert mark.get_attribute("aria-label") == "6 incidents: 6 armed violence"
    mark.click()
    page.get_by_text("6 incidents here").wait_for()
    assert page.locator("button.row").count() == 6


def test_a_row_of_the_list_opens_the_incident_and_moves_the_map(reader: Reader) -> None:
    page = reader.open()
    reader.map_drawn()
    page.locator("button.row", has_text="Pyongyang").click()
    page.get_by_text("somewhere in this province, within about 40 km").wait_for()
    page.frame_locator("iframe").locator(".bw-ring").wait_for()


def test_lines_are_drawn_and_vague_dates_hollow(reader: Reader) -> None:
    page = reader.open("?since=2024-06-01&until=2024-06-02")
    reader.map_drawn()
    page.get_by_text("Shown 3 of 11, 1 of uncertain date").wait_for()
    inside = page.frame_locator("iframe")
    assert inside.locator(".leaflet-bw-shapes-pane path").count() >= 2
    assert [symbol["id"] for symbol in reader.symbols() if symbol.get("uncertain")] == ["incident-2"]
    page.get_by_role("button", name="1 Jun – 2 Jun 2024").click()
    page.get_by_text("Certain dates only").click()
    page.get_by_text("Shown 2 of 11").wait_for()
    assert "certain=1" in page.url


def test_a_filter_keeps_the_view_and_the_map(reader: Reader) -> None:
    page = reader.open()
    reader.map_drawn()
    reader.frame().evaluate("window.map.setView([37.5, 126.2], 9, {animate: false}); window.same = 1")
    page.get_by_role("button", name="Any day").click()
    page.get_by_text("30 days").click()
    page.get_by_text("Shown 1 of 11").wait_for()
    assert reader.frame().evaluate("[window.same, window.map.getZoom()]") == [1, 9]


def test_words_filter_list_map_and_address(reader: Reader) -> None:
    page = reader.open()
    reader.map_drawn()
    field = page.get_by_label("Words in evidence, titles or places")
    field.fill("yeonpyeong OR paju -calm")
    field.press("Enter")
    page.get_by_text("Shown 7 of 11").wait_for()
    reader.frame().wait_for_function("window.borderwatch.symbols.reduce((sum, one) => sum + one.n, 0) === 7")
    assert "words=yeonpyeong" in page.url
    field.fill('""')
    field.press("Enter")
    page.get_by_text("names no word: write at least one").wait_for()


def test_the_export_holds_what_is_shown(reader: Reader) -> None:
    page = reader.open("?since=2024-08-04&until=2024-08-05")
    page.get_by_text("Shown 2 of 11").wait_for()
    page.get_by_role("button", name="Export").click()
    with page.expect_download() as download:
        page.get_by_text("GeoJSON").click()
    document = json.loads(download.value.path().read_text(encoding="utf-8"))
    assert {feature["id"] for feature in document["features"]} == {"incident-4", "incident-5"}


def test_garbage_in_the_address_is_ignored_with_a_note(reader: Reader) -> None:
    page = reader.open("?since=junk&groups=%3Cscript%3Ealert(1)%3C/script%3E&incident=nobody")
    page.get_by_text("The filter ‘since’ was ignored").wait_for()
    page.get_by_text("Not there any more").wait_for()
    page.get_by_text("Shown 11 of 11").wait_for()


def test_hostile_reports_run_nothing(reader: Reader) -> None:
    page = reader.open("?kinds=threat")
    reader.map_drawn()
    mark = page.frame_locator("iframe").locator(".bw-one")
    mark.hover()
    page.frame_locator("iframe").locator(".bw-tip").get_by_text("<script>").wait_for()
    mark.click()
    page.locator(".bw-report").get_by_text("onerror").first.wait_for()
    assert page.evaluate("window.pwned") is None
    assert reader.frame().evaluate("window.pwned") is None
    links = page.locator(".bw-panel a")
    assert [links.nth(i).get_attribute("href") for i in range(links.count())] == []


def test_two_readers_do_not_share_filters(window: BrowserContext, app: App, reader: Reader) -> None:
    other = Reader(window, app)
    page = reader.open("?groups=armed")
    page.get_by_text("Shown 7 of 11").wait_for()
    other.open().get_by_text("Shown 11 of 11").wait_for()
    page.get_by_role("button", name="Any day").click()
    page.get_by_text("Certain dates only").click()
    other.page.reload()
    other.page.get_by_text("Shown 11 of 11").wait_for()
    assert "groups" not in other.page.url
    other.close()


def test_a_phone_shows_map_and_list_without_scrolling_sideways(window: BrowserContext, app: App) -> None:
    reader = Reader(window, app, width=390, height=844)
    page = reader.open()
    reader.map_drawn()
    box = page.locator("iframe").bounding_box()
    assert box is not None
    assert box["width"] >= 380
    assert box["height"] >= 350
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator("button.row", has_text="Paju").click()
    page.get_by_role("heading", name="Balloon launch").wait_for()
    assert reader.outside == []
    reader.close()


def test_a_store_that_goes_away_is_said_and_all_works_under_a_base_path(window: BrowserContext, tmp_path: Path) -> None:
    path = tmp_path / "gone.gpkg"
    with App(path, "--server.baseUrlPath=watch") as app:
        reader = Reader(window, app)
        page = reader.open("watch/")
        page.get_by_text("No incidents yet").wait_for()
        for left_over in tmp_path.glob("gone.gpkg*"):
            left_over.unlink()
        page.reload()
        page.get_by_text("The store of incidents cannot be used").wait_for()
        assert "Traceback" not in page.content()
        fill(tmp_path / "new.gpkg")
        shutil.copy(tmp_path / "new.gpkg", path)
        page.get_by_role("button", name="Try again").click()
        page.get_by_text("Shown 11 of 11").wait_for()
        reader.map_drawn()
        assert sum(int(symbol["n"]) for symbol in reader.symbols()) == 11
        reader.close()


def test_the_brush_of_the_timeline_sets_the_days_and_the_menu_shows_them(reader: Reader) -> None:
    page = reader.open("?kinds=shelling")
    reader.map_drawn()
    bars = page.locator(".st-key-time canvas, .st-key-time svg").first
    bars.wait_for()
    box = bars.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.55, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 12, box["y"] + 20, steps=6)
    page.mouse.up()
    page.wait_for_url("**since=2024-08-0*")
    page.get_by_test_id("stPopoverButton").filter(has_text="Aug 2024").wait_for()
    page.get_by_role("button", name="Clear", exact=True).click()
    page.get_by_text("Shown 11 of 11").wait_for()


def test_near_a_place_and_what_sources_say(reader: Reader) -> None:
    page = reader.open("?near=126.78,37.76,30&actor=nobody")
    page.get_by_text("Shown 0 of 11").wait_for()
    page.get_by_text("Nothing fits these filters").wait_for()
    page.get_by_role("button", name="nobody").click()
    field = page.get_by_label("A side is called")
    field.fill("")
    field.press("Enter")
    page.get_by_role("button", name="Within 30 km of 37.76, 126.78").wait_for()
    reader.frame().wait_for_function("window.borderwatch.symbols.length > 0")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Within 30 km").click()
    page.get_by_role("button", name="Anywhere").click()
    page.get_by_text("Shown 11 of 11").wait_for()


def test_a_link_restores_filters_and_view(reader: Reader, window: BrowserContext, app: App) -> None:
    window.grant_permissions(["clipboard-read", "clipboard-write"])
    page = reader.open("?kinds=shelling")
    reader.map_drawn()
    reader.frame().evaluate("void window.map.setView([37.5, 126.2], 9, {animate: false})")
    page.get_by_role("button", name="Copy link").click()
    page.get_by_role("button", name="Copied").wait_for()
    link = page.evaluate("navigator.clipboard.readText()")
    other = Reader(window, app)
    other.open(link.removeprefix(app.url).lstrip("/"))
    other.map_drawn()
    other.page.get_by_text("Shown 6 of 11").wait_for()
    centre = other.frame().evaluate("[window.map.getCenter().lat, window.map.getCenter().lng, window.map.getZoom()]")
    assert centre == pytest.approx([37.5, 126.2, 9], abs=0.02)
    other.close()
