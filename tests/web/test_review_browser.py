"""The review desk in a real browser: keys, two tabs at once, a store that goes away, reports that would like to run."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from browsing import PAYLOADS, App, Reader, Told, put

from geo.model import Action, Review
from geo.review import confirm
from geo.store import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import BrowserContext, Page

pytestmark = pytest.mark.browser

HOSTILE = " ".join(PAYLOADS)


def fill(path: Path) -> None:
    """Three unsure incidents far apart, the least sure first, and a sure one."""
    with open_store(path) as store, store.transaction():
        for number, (place, sure) in enumerate((("Paju", 0.2), ("Yanggu", 0.3), ("Goseong", 0.4), ("Sokcho", 0.9))):
            found = put(
                store, Told("warning_shots", date(2024, 6, 1 + 7 * number), 126.5 + number, 37.8, place), number
            )
            store.put_incident(replace(found, confidence=sure))


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[App]:
    monkeypatch.setenv("BORDERWATCH_USER", "Kim")
    path = tmp_path / "incidents.gpkg"
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


def desk(reader: Reader, tail: str = "") -> Page:
    page = reader.open(f"review{tail}")
    page.locator('[class*="st-key-rv_confirm"] button').first.wait_for()
    page.locator("button.row").first.wait_for()
    ready(reader)
    return page


def ready(reader: Reader) -> None:
    """The map is drawn and the keys are listened to."""
    reader.map_drawn()
    reader.page.locator(".live").wait_for(state="attached")


def shows(page: Page, place: str) -> None:
    page.locator(".st-key-rv_read .bw-lead", has_text=place).wait_for()


def decided(app: App) -> dict[str, Review]:
    with open_store(app.store, read_only=True) as store:
        return {f"incident-{number}": store.incident(f"incident-{number}").review for number in range(4)}


def test_a_queue_is_worked_through_with_keys_alone(reader: Reader, app: App) -> None:
    page = desk(reader)
    shows(page, "Paju")
    page.keyboard.press("j")
    shows(page, "Yanggu")
    page.keyboard.press("k")
    shows(page, "Paju")
    page.keyboard.press("c")
    shows(page, "Yanggu")
    page.locator(".bw-said", has_text="Confirmed: Warning shots, Paju").wait_for()
    page.keyboard.press("r")
    shows(page, "Goseong")
    page.keyboard.press("u")
    shows(page, "Yanggu")
    page.get_by_text("Kim took back that Kim rejected it").wait_for()
    page.keyboard.press("U")
    page.locator(".bw-said", has_text="Done again").wait_for()
    shows(page, "Goseong")
    page.keyboard.press("w")
    page.locator(".bw-said", has_text="Marked as needing work").wait_for()
    assert list(decided(app).values()) == [Review.CONFIRMED, Review.REJECTED, Review.NEEDS_WORK, Review.NEW]
    page.keyboard.press("?")
    page.get_by_role("dialog").get_by_text("the next one, the previous one").wait_for()
    page.keyboard.press("c")  # nothing happens under a dialog
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="detached")
    assert decided(app)["incident-2"] is Review.NEEDS_WORK


def test_the_form_opens_with_a_key_and_undo_takes_the_edit_back(reader: Reader, app: App) -> None:
    page = desk(reader)
    page.keyboard.press("e")
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("Nothing is changed yet.").wait_for(timeout=60_000)  # the gazetteer is opened first
    dialog.get_by_label("Why (a source, a photo, a call …)").fill("seen")
    dialog.get_by_label("How many", exact=True).first.fill("25")
    page.keyboard.press("Tab")
    dialog.get_by_role("cell", name="25").wait_for()
    dialog.get_by_role("button", name="Save").click()
    page.locator(".bw-said", has_text="Edited: Warning shots, Paju").wait_for()
    page.locator(".bw-event", has_text="Kim set balloons to 25").wait_for()
    page.keyboard.press("u")
    page.locator(".bw-event", has_text="Kim took back that Kim set balloons to 25").wait_for()


def test_keys_are_letters_while_somebody_types(reader: Reader, app: App) -> None:
    page = desk(reader)
    page.get_by_role("button", name="As Kim").click()
    page.get_by_label("Your name, as the history shows it").fill("")
    page.keyboard.type("rcjum")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="As rcjum").wait_for()
    page.keyboard.press("Escape")
    assert set(decided(app).values()) == {Review.NEW}


def test_the_focus_stays_on_the_button_that_was_pressed(reader: Reader) -> None:
    page = desk(reader)
    page.get_by_role("button", name="Confirm c").focus()
    page.keyboard.press("Enter")
    shows(page, "Yanggu")
    page.wait_for_function("document.activeElement.textContent.includes('Confirm')")


def test_of_two_tabs_the_second_is_told_what_the_first_did(reader: Reader, window: BrowserContext, app: App) -> None:
    other = Reader(window, app)
    mine, theirs = desk(reader), desk(other)
    theirs.keyboard.press("w")
    theirs.locator(".bw-said", has_text="Marked as needing work").wait_for()
    with open_store(app.store) as store:
        confirm(store, "incident-0", who="Ana")
    mine.keyboard.press("r")
    message = mine.get_by_role("alert")
    message.get_by_text("Ana confirmed it").wait_for()
    message.get_by_text("You wanted: Reject. Nothing of that was done yet.").wait_for()
    assert decided(app)["incident-0"] is Review.CONFIRMED
    mine.get_by_role("button", name="Do mine again").click()
    shows(mine, "Yanggu")
    assert decided(app)["incident-0"] is Review.REJECTED
    with open_store(app.store, read_only=True) as store:
        assert [edit.action.value for edit in store.edits("incident-0")][-3:] == ["needs_work", "confirm", "reject"]
    other.close()


def test_theirs_can_be_taken(reader: Reader, app: App) -> None:
    page = desk(reader)
    with open_store(app.store) as store:
        confirm(store, "incident-0", who="Ana")
    page.keyboard.press("r")
    page.get_by_role("button", name="Take theirs").click()
    page.get_by_role("alert").wait_for(state="detached")
    assert decided(app)["incident-0"] is Review.CONFIRMED


def test_two_are_put_side_by_side_and_merged(reader: Reader, app: App) -> None:
    with open_store(app.store) as store:
        found = put(store, Told("warning_shots", date(2024, 6, 2), 126.9, 37.9, "Munsan"), 7, words="Again.")
        store.put_incident(replace(found, confidence=0.1))
    page = desk(reader)
    shows(page, "Munsan")
    page.keyboard.press("m")
    dialog = page.get_by_role("dialog")
    dialog.locator(".bw-two tr.bw-other", has_text="Paju (KR)").wait_for()
    dialog.get_by_role("button", name="Merge into this one").click()
    page.locator(".bw-said", has_text="Merged: Warning shots").wait_for()
    with open_store(app.store, read_only=True) as store:
        assert store.incident("incident-0").id == "incident-7"


def test_a_name_is_asked_once_and_outlives_a_reload(
    chromium: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BORDERWATCH_USER", raising=False)
    path = tmp_path / "nameless.gpkg"
    fill(path)
    with App(path) as app:
        context = chromium.new_context()
        reader = Reader(context, app)
        page = desk(reader)
        page.keyboard.press("c")
        page.get_by_role("dialog").get_by_label("Your name").fill("Ana Ruiz")
        page.keyboard.press("Enter")
        shows(page, "Yanggu")
        page.wait_for_function("localStorage.getItem('borderwatch.name') === 'Ana Ruiz'")
        page.reload()
        page.get_by_role("button", name="As Ana Ruiz").wait_for()
        with open_store(path, read_only=True) as store:
            assert store.edits("incident-0")[-1].who == "Ana Ruiz"
        context.close()


def test_an_empty_queue_and_a_store_that_is_gone_are_told(reader: Reader, app: App) -> None:
    page = desk(reader)
    away = app.store.rename(app.store.with_suffix(".away"))
    page.keyboard.press("c")
    page.get_by_text("is gone").first.wait_for()
    away.rename(app.store)
    page = desk(reader)
    for place in ("Yanggu", "Goseong"):
        page.keyboard.press("c")
        shows(page, place)
    page.keyboard.press("c")
    page.get_by_text("All done").wait_for()
    page.get_by_text("Nothing waits").wait_for()


def test_the_map_leads_to_the_desk_and_hides_the_rejected(reader: Reader) -> None:
    page = reader.open("?incident=incident-3")
    page.get_by_role("link", name="Review this").click()
    shows(page, "Sokcho")
    ready(reader)
    page.keyboard.press("r")
    page.locator(".bw-said", has_text="Rejected").wait_for()
    page = reader.open()
    page.get_by_text("Shown 3 of").wait_for()
    page = reader.open("?review=rejected")
    page.get_by_text("Shown 1 of").wait_for()


def test_decisions_are_made_and_taken_back_beside_the_map(reader: Reader, app: App) -> None:
    page = reader.open("?incident=incident-3")
    past = page.locator(".st-key-rv_history")
    past.get_by_role("heading", name="History").wait_for()  # the last thing that is drawn
    page.get_by_role("button", name="Confirm").click()
    page.locator(".bw-badge", has_text="Confirmed").wait_for()
    page.locator(".bw-said", has_text="Confirmed: ").wait_for()
    past.get_by_text("Kim confirmed it").wait_for()
    page.locator(".st-key-rv_said").get_by_role("button", name="Undo").click()
    page.locator(".bw-badge").wait_for(state="detached")
    with open_store(app.store) as store:
        assert [(edit.action, edit.who) for edit in store.edits("incident-3")][-2:] == [
            (Action.CONFIRM, "Kim"),
            (Action.UNDO, "Kim"),
        ]
        confirm(store, "incident-3", who="Lee")
    past.get_by_text("Kim took back").wait_for()
    page.get_by_role("button", name="Needs work").click()
    page.get_by_text("It was changed while you looked at it").wait_for()
    page.get_by_role("button", name="Do mine again").click()
    page.locator(".bw-badge", has_text="Needs work").wait_for()
    past.get_by_text("Lee confirmed it").wait_for()


def test_on_a_phone_reading_deciding_and_the_map_follow_each_other(window: BrowserContext, app: App) -> None:
    phone = Reader(window, app, width=390, height=844)
    page = desk(phone)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    last = page.locator(".bw-panel blockquote, .bw-panel .bw-evidence, .bw-panel details").last
    decide, where = page.locator(".st-key-rv_decide"), page.locator(".st-key-rv_map")
    last.wait_for()
    assert page.viewport_size
    edge = decide.bounding_box()
    assert edge
    assert edge["y"] + edge["height"] <= page.viewport_size["height"]
    where.scroll_into_view_if_needed()
    boxes = [found.bounding_box() for found in (last, decide, where)]
    assert all(boxes)
    tops = [box["y"] for box in boxes if box]
    ends = [box["y"] + box["height"] for box in boxes if box]
    assert ends[0] <= tops[1] + 1
    assert ends[1] <= tops[2] + 1
    phone.close()


def test_hostile_words_run_nothing(reader: Reader, app: App) -> None:
    with open_store(app.store) as store:
        for number in (8, 9):
            told = Told("threat", date(2024, 7, number), 127.5, 36.9, HOSTILE)
            found = put(store, told, number, words=HOSTILE, publisher=HOSTILE)
            hostile = replace(found, confidence=0.01 * number, initiator=(HOSTILE,), quantities={HOSTILE: 2.0})
            store.put_incident(hostile)
        confirm(store, "incident-1", who=HOSTILE, why=HOSTILE)
    page = desk(reader)
    page.locator(".bw-panel").get_by_text("onerror").first.wait_for()
    page.keyboard.press("m")
    page.get_by_role("dialog").locator(".bw-two").wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="detached")
    page.keyboard.press("w")
    page.locator(".bw-said").get_by_text("onerror").wait_for()
    page = desk(reader, "?incident=incident-1")
    page.locator(".bw-event").get_by_text("onerror").first.wait_for()
    assert page.evaluate("window.pwned") is None
    assert reader.frame().evaluate("window.pwned") is None
