"""Correcting an incident in a real browser."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from browsing import PAYLOADS, App, Reader, Told, put

from geo.review import edit, history
from geo.store import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import BrowserContext, Locator, Page

    from geo.model import Incident

pytestmark = pytest.mark.browser
COUNT = 8


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    path = tmp_path_factory.mktemp("editing") / "incidents.gpkg"
    with open_store(path) as store:
        for number in range(1, COUNT + 1):
            told = Told(kind="balloon_launch", day=date(2024, 6, number), lon=126.78, lat=37.76, place="Paju")
            put(store, told, number)
    with App(path) as running:
        yield running


@pytest.fixture
def reader(window: BrowserContext, app: App) -> Iterator[Reader]:
    reader = Reader(window, app)
    yield reader
    reader.close()
    assert reader.outside == []
    assert reader.errors == []


def stored(path: Path, number: int) -> Incident:
    with open_store(path) as store:
        found = store.incident(f"incident-{number}")
    assert found is not None
    return found


def begin(reader: Reader, number: int) -> Locator:
    page = reader.open(f"?incident=incident-{number}")
    page.get_by_role("button", name="Correct").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("Nothing is changed yet.").wait_for()
    dialog.get_by_role("textbox", name="Name of the place").wait_for()
    return dialog


def fill(page: Page, field: Locator, text: str) -> None:
    field.fill(text)
    page.keyboard.press("Tab")


def save(page: Page, dialog: Locator) -> None:
    dialog.get_by_role("button", name="Save").click()
    dialog.wait_for(state="detached")
    page.locator(".bw-panel").wait_for()


def test_a_typed_place_and_a_number_are_saved_as_one_edit_of_what_changed(reader: Reader, app: App) -> None:
    dialog = begin(reader, 1)
    page = reader.page
    dialog.get_by_text("Type it").click()
    fill(page, dialog.get_by_role("textbox", name="Place, border or coordinates"), "Goseong, Gangwon")
    dialog.get_by_text("Kosong, Kangwon, North Korea").wait_for()
    fill(page, dialog.get_by_role("textbox", name="How many").first, "25")
    changed = dialog.locator(".bw-changes")
    changed.get_by_text("25").wait_for()
    assert "Paju" in changed.inner_text()
    fill(page, dialog.get_by_role("textbox", name="Why"), "The editor called")
    save(page, dialog)
    found = stored(app.store, 1)
    assert (found.place, found.country, found.quantities) == ("Goseong", "KR", {"balloons": 25.0})
    with open_store(app.store) as store:
        last = history(store, "incident-1")[-1].edit
    assert (last.why, set(last.after)) == ("The editor called", {"place", "footprint", "quantities.balloons"})


def test_a_line_is_drawn_by_clicks_and_ended_by_a_double_click(reader: Reader, app: App) -> None:
    dialog = begin(reader, 2)
    dialog.get_by_text("Draw it on the map").click()
    frame = dialog.locator("iframe").element_handle().content_frame()
    frame.get_by_role("button", name="Line").click()
    area = frame.locator("#map_div")
    area.click(position={"x": 200, "y": 200})
    area.click(position={"x": 320, "y": 160})
    area.dblclick(position={"x": 430, "y": 230})
    frame.wait_for_function("window.borderwatchDrawing && !window.borderwatchDrawing.open")
    dialog.locator(".bw-changes").get_by_text("a drawn line").wait_for()
    save(reader.page, dialog)
    drawn = stored(app.store, 2).footprint
    assert drawn.geometry.geom_type == "LineString"
    assert len(drawn.geometry.coords) == 3


def test_a_point_is_set_by_keyboard_alone(reader: Reader, app: App) -> None:
    dialog = begin(reader, 3)
    dialog.get_by_text("Draw it on the map").click()
    frame = dialog.locator("iframe").element_handle().content_frame()
    frame.get_by_role("button", name="Point").press("Enter")
    reader.page.keyboard.press("ArrowRight")
    frame.wait_for_timeout(600)
    reader.page.keyboard.press("Enter")
    frame.wait_for_function("window.borderwatchDrawing && !window.borderwatchDrawing.open")
    dialog.locator(".bw-changes").get_by_text("How exactly").wait_for()
    save(reader.page, dialog)
    assert stored(app.store, 3).footprint.geometry.x > 126.8


def test_an_edit_of_somebody_else_is_shown_and_the_own_one_can_be_applied_on_it(reader: Reader, app: App) -> None:
    dialog = begin(reader, 4)
    with open_store(app.store) as store:
        edit(store, "incident-4", place="Munsan", who="Kim", why="a photo")
    fill(reader.page, dialog.get_by_role("textbox", name="How many").first, "31")
    dialog.get_by_role("button", name="Save").click()
    told = dialog.locator(".bw-conflict")
    told.get_by_text("Kim named its place Munsan").wait_for()
    assert dialog.get_by_role("textbox", name="How many").first.input_value() == "31"
    dialog.get_by_role("button", name="Apply my change all the same").click()
    dialog.wait_for(state="detached")
    found = stored(app.store, 4)
    assert (found.place, found.quantities) == ("Munsan", {"balloons": 31.0})


def test_what_cannot_be_saved_is_said_and_nothing_typed_is_lost(reader: Reader, app: App) -> None:
    dialog = begin(reader, 5)
    fill(reader.page, dialog.get_by_role("textbox", name="How many").first, "many")
    dialog.get_by_text("‘many’ is no number").wait_for()
    dialog.get_by_role("button", name="Save").click()
    dialog.get_by_text("‘many’ is no number").wait_for()
    assert dialog.get_by_role("textbox", name="How many").first.input_value() == "many"
    assert stored(app.store, 5).quantities == {"balloons": 20.0}


def test_cancel_changes_nothing(reader: Reader, app: App) -> None:
    dialog = begin(reader, 6)
    fill(reader.page, dialog.get_by_role("textbox", name="Name of the place"), "Elsewhere")
    dialog.get_by_text("Elsewhere").wait_for()
    dialog.get_by_role("button", name="Cancel").click()
    dialog.wait_for(state="detached")
    assert stored(app.store, 6).place == "Paju"


def test_hostile_text_runs_nothing(reader: Reader, app: App) -> None:
    dialog = begin(reader, 7)
    page = reader.page
    hostile = " ".join(PAYLOADS)[:190]
    fill(page, dialog.get_by_role("textbox", name="Name of the place"), hostile)
    fill(page, dialog.get_by_role("textbox", name="What is counted").first, hostile)
    fill(page, dialog.get_by_role("textbox", name="Why"), hostile)
    dialog.get_by_text("Who lost how many").click()
    fill(page, dialog.get_by_role("textbox", name="Side").first, hostile)
    fill(page, dialog.get_by_role("textbox", name="Killed").first, "2")
    dialog.locator(".bw-changes").get_by_text("onerror").first.wait_for()
    save(page, dialog)
    page.get_by_role("button", name="Correct").click()
    dialog.get_by_role("textbox", name="Name of the place").wait_for()
    assert page.evaluate("window.pwned") is None
    assert stored(app.store, 7).place == hostile
