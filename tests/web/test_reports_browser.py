"""Reading reports and marking by hand in a real browser."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from browsing import PAYLOADS, App, Reader

from geo.model import Report
from geo.pipeline import ingest
from geo.places.own.decisions import read_decisions
from geo.store import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import BrowserContext, Locator, Page

pytestmark = pytest.mark.browser

QUIET = "Farmers 🎈 of Yanggu spoke for a while. Nothing else is known of 3 June 2024. They counted 12 kites."
TOLD = "On 8 June 2024, activists in Paju launched 20 balloons toward North Korea."
HOSTILE = " ".join(PAYLOADS)


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("own-places")


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory, places: Path) -> Iterator[App]:
    path = tmp_path_factory.mktemp("reports") / "incidents.gpkg"
    with open_store(path) as store:
        ingest(Report(text=QUIET, title="Kites", publisher="Quiet Post", published=date(2024, 6, 12)), store)
        ingest(Report(text=TOLD, title="Balloons", publisher="Border Gazette", published=date(2024, 6, 9)), store)
        hostile = Report(
            text=f"{HOSTILE} {TOLD} {HOSTILE}", title=HOSTILE, publisher=HOSTILE, published=date(2024, 6, 1)
        )
        ingest(hostile, store)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BORDERWATCH_PLACES", str(places))
        with App(path) as running:
            yield running


@pytest.fixture
def reader(window: BrowserContext, app: App) -> Iterator[Reader]:
    reader = Reader(window, app)
    yield reader
    reader.close()
    assert reader.outside == []
    assert reader.errors == []


def read(reader: Reader, title: str) -> Page:
    page = reader.open("reports")
    page.locator("button.row", has_text=title).first.click()
    page.locator(".bwp-text").wait_for()
    return page


def save(dialog: Locator) -> None:
    dialog.get_by_role("button", name="Save").click()
    dialog.wait_for(state="detached")


def test_a_sentence_is_marked_by_keyboard_with_what_it_tells_filled_in(reader: Reader, app: App) -> None:
    page = read(reader, "Kites")
    page.locator(".bwp-text").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+ArrowDown")
    page.get_by_text("Selected: Nothing else is known").wait_for()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="How many").first.wait_for()
    passage = "Nothing else is known of 3 June 2024. They counted 12 kites."
    assert dialog.locator(".bw-passage").inner_text() == passage
    assert dialog.get_by_role("textbox", name="What is counted").first.input_value() == "kites"
    assert dialog.get_by_role("textbox", name="How many").first.input_value() == "12"
    dialog.get_by_role("combobox", name="Kind").click()
    page.keyboard.type("Balloon launch")
    page.keyboard.press("Enter")
    save(dialog)
    page.get_by_text("Stored: ").wait_for()
    with open_store(app.store) as store:
        (found,) = [one for one in store.incidents() if one.period.start == date(2024, 6, 3)]
    assert [one.evidence.quote for one in found.citations] == [passage]
    assert found.quantities == {"kites": 12.0}
    assert "Yanggu" in found.place
    page.locator(".bwp-link").first.wait_for()
    page.get_by_role("button", name="Take back").click()
    page.get_by_text("None was found.").wait_for()
    with open_store(app.store) as store:
        assert not [one for one in store.incidents() if one.period.start == date(2024, 6, 3)]


def test_reports_are_searched_by_words(reader: Reader) -> None:
    from playwright.sync_api import expect

    page = reader.open("reports")
    page.locator("button.row", has_text="Kites").wait_for()
    page.get_by_role("textbox", name="Words").fill("border gazette BALLOONS")
    page.keyboard.press("Enter")
    page.locator("button.row", has_text="Kites").wait_for(state="detached")
    page.locator("button.row", has_text="Balloons").first.click()
    page.get_by_role("heading", name="Balloons").wait_for()
    page.get_by_role("button", name="All reports").click()
    field = page.get_by_role("textbox", name="Words")
    expect(field).to_have_value("border gazette BALLOONS")
    field.fill("no such words")
    page.keyboard.press("Enter")
    page.get_by_text("Nothing fits").wait_for()


def test_a_passage_is_selected_with_the_mouse(reader: Reader) -> None:
    page = read(reader, "Kites")
    page.locator(".bwp-text span", has_text="spoke").first.dblclick(position={"x": 30, "y": 8})
    page.get_by_text("Selected: ").wait_for()
    page.get_by_role("button", name="Mark as incident").click()
    dialog = page.get_by_role("dialog")
    assert dialog.locator(".bw-passage").inner_text() in QUIET
    dialog.get_by_role("button", name="Save").click()
    dialog.get_by_text("Choose a kind.").wait_for()
    dialog.get_by_role("button", name="Cancel").click()
    dialog.wait_for(state="detached")


def test_an_incident_without_a_report_needs_a_reason(reader: Reader, app: App) -> None:
    page = reader.open("reports")
    page.get_by_role("button", name="Add an incident without a report").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("combobox", name="Kind").click()
    page.keyboard.type("Shelling")
    page.keyboard.press("Enter")
    dialog.get_by_role("spinbutton").first.click()
    page.keyboard.type("20240701", delay=15)
    page.keyboard.press("Tab")
    field = dialog.get_by_role("textbox", name="Place, border or coordinates")
    field.fill("37.9560 N, 126.6770 E")
    page.keyboard.press("Tab")
    dialog.get_by_text("Point: ").wait_for()
    dialog.get_by_role("button", name="Save").click()
    dialog.get_by_text("needs a reason").wait_for()
    dialog.get_by_role("textbox", name="How is it known").fill(f"A call {HOSTILE}")
    page.keyboard.press("Tab")
    save(dialog)
    page.get_by_text("Stored: ").wait_for()
    with open_store(app.store) as store:
        (found,) = [one for one in store.incidents() if one.period.start == date(2024, 7, 1)]
    assert (found.kind, found.reports, found.footprint.geometry.x) == ("shelling", 0, 126.677)


def test_a_name_gets_another_meaning_here_and_always(reader: Reader, app: App, places: Path) -> None:
    page = read(reader, "Balloons")
    page.locator(".bwp-name", has_text="Paju").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("will be moved").wait_for()
    dialog.get_by_role("textbox", name="Another place").fill("Munsan")
    page.keyboard.press("Tab")
    dialog.get_by_text("Munsan, ").first.click()
    dialog.get_by_text("Always", exact=True).click()
    dialog.get_by_text("From now on").wait_for()
    save(dialog)
    page.locator(".bwp-text").wait_for()
    with open_store(app.store) as store:
        assert "Munsan" in {one.place for one in store.incidents()}
    assert read_decisions(places)["paju"].called == "Munsan"
    page.locator(".bwp-name[title*='Munsan']", has_text="Paju").wait_for()


def test_hostile_reports_run_nothing(reader: Reader) -> None:
    page = read(reader, "onerror")
    page.locator(".bwp-text").get_by_text("onerror").first.wait_for()
    page.locator(".bwp-text").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    dialog.locator(".bw-passage").wait_for()
    dialog.get_by_role("button", name="Cancel").click()
    dialog.wait_for(state="detached")
    page.locator(".bwp-name", has_text="Paju").first.click()
    page.get_by_role("dialog").get_by_text("It means").wait_for()
    assert page.evaluate("window.pwned") is None
