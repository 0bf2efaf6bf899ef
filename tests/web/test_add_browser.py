"""From a pasted text to an exported file, in a real browser."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from browsing import PAYLOADS, App, Reader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import BrowserContext, Page

pytestmark = pytest.mark.browser

REPORT = """\
North Korea floated some 300 balloons filled with waste paper into the South on 8 June 2024, the South Korean military \
said. Several of them landed in Paju.

On 9 June 2024, around 20 North Korean soldiers crossed the Military Demarcation Line near Cheorwon. South Korean \
troops fired warning shots, and the soldiers turned back.

On 27 July 2024, activists in Ganghwa launched 30 balloons with leaflets toward North Korea.
"""


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    folder = tmp_path_factory.mktemp("add")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BORDERWATCH_PLACES", str(folder / "places"))
        with App(folder / "incidents.gpkg") as running:
            yield running


@pytest.fixture
def reader(window: BrowserContext, app: App) -> Iterator[Reader]:
    reader = Reader(window, app)
    yield reader
    reader.close()
    assert reader.outside == []
    assert reader.errors == []


def fill(page: Page, text: str, **fields: str) -> None:
    page.get_by_role("heading", name="Add a report").wait_for()
    page.get_by_label("Text of the report").fill(text)
    for label, value in fields.items():
        page.get_by_label(label, exact=True).fill(value)


def type_day(page: Page, key: str, day: str) -> None:
    """Date fields take their parts one after another."""
    field = page.locator(f".st-key-{key}")
    field.get_by_role("spinbutton").first.click()
    page.keyboard.type(day.replace("-", ""), delay=15)
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1).click()


def test_paste_find_store_filter_read_export(reader: Reader) -> None:
    page = reader.open("add")
    fill(page, REPORT, Title="Balloons and a crossing", Publisher="Border Gazette", Link="https://example.org/a")
    page.get_by_text("please confirm").wait_for()
    type_day(page, "add_published", "2024-07-28")
    page.get_by_text("please confirm").wait_for(state="hidden")
    page.get_by_role("button", name="Find incidents").click()
    page.get_by_role("heading", name="incidents found").wait_for()
    page.locator(".bw-text mark").nth(2).wait_for()
    page.locator(".bw-text .bw-place").nth(2).wait_for()
    reader.map_drawn()
    page.get_by_role("button", name="Store", exact=True).click()
    page.get_by_text("The report is stored with").wait_for()
    page.get_by_role("button", name="Show on the map").click()
    reader.map_drawn()

    page = reader.open("?since=2024-06-08&until=2024-06-09")
    reader.map_drawn()
    rows = page.locator("button.row")
    rows.first.wait_for()
    shown = {rows.nth(n).get_attribute("data-id") for n in range(rows.count())}
    assert len(shown) >= 2
    rows.filter(has_text="Balloon launch").filter(has_text="Paju").click()
    marked = page.locator(".bw-report mark").inner_text()
    assert "300 balloons" in marked
    assert page.locator(".bw-report a").get_attribute("href") == "https://example.org/a"

    page.get_by_role("button", name="Export").click()
    with page.expect_download() as download:
        page.get_by_text("GeoJSON").click()
    document = json.loads(download.value.path().read_text(encoding="utf-8"))
    assert {feature["id"] for feature in document["features"]} == shown
    evidence = [one["quote"] for feature in document["features"] for one in feature["properties"]["evidence"]]
    assert marked in evidence


def test_storing_twice_changes_nothing(reader: Reader) -> None:
    page = reader.open("add")
    for answer in ("The report is stored with", "stored before; nothing was changed"):
        fill(page, "Guards fired warning shots near Paju on 3 May 2024.")
        page.get_by_text("No date known").click()
        page.get_by_role("button", name="Find incidents").click()
        page.get_by_role("button", name="Store", exact=True).click()
        page.get_by_text(answer).wait_for()
        page.reload()


def test_without_a_date_places_come_and_the_rest_is_listed(reader: Reader) -> None:
    page = reader.open("add")
    fill(page, f"On Tuesday, soldiers fired warning shots near Paju.\n\n{REPORT}")
    page.get_by_text("No date known").click()
    page.get_by_role("button", name="Find incidents").click()
    page.get_by_text("These sentences need a publication date").wait_for()
    assert page.locator(".bw-undated blockquote").count() == 1
    assert page.locator(".bw-text .bw-place").count() >= 2
    page.get_by_role("heading", name="incidents found").wait_for()


@pytest.mark.parametrize(
    ("text", "words"), [("   ", "has no text"), ("a\x00b", "binary"), ("\U0001f388" * 1_250_001, "limit")]
)
def test_what_is_no_report_is_refused_in_a_sentence(reader: Reader, text: str, words: str) -> None:
    page = reader.open("add")
    fill(page, text)
    page.get_by_role("button", name="Find incidents").click()
    page.locator(".bw-card", has_text="This text was not read").get_by_text(words).wait_for()


def test_hostile_text_runs_nothing(reader: Reader) -> None:
    page = reader.open("add")
    hostile = " ".join(PAYLOADS)
    text = (
        f"{hostile}\n\nOn 3 June 2024, activists in Paju launched 20 balloons {hostile} toward North Korea. {hostile}"
    )
    fill(page, text, Title=hostile, Publisher=hostile, Link='https://example.org/"><script>window.pwned=1</script>')
    page.get_by_role("button", name="Find incidents").click()
    page.locator(".bw-text").get_by_text("onerror").first.wait_for()
    page.get_by_role("button", name="Store", exact=True).click()
    page.get_by_text("The report is stored with").wait_for()
    page.get_by_role("button", name="Show on the map").click()
    page.locator(".bw-report, button.row").first.wait_for()
    assert page.evaluate("window.pwned") is None
    assert reader.frame().evaluate("window.pwned") is None


def test_a_text_that_is_not_in_english_is_said_so_and_read_all_the_same_if_asked(reader: Reader) -> None:
    page = reader.open("add")
    fill(page, "Zwei Soldaten überquerten am Montagabend bei Paju die Grenze und kehrten nach Warnschüssen um.")
    page.get_by_role("button", name="Find incidents").click()
    message = page.get_by_text("The language is German (de)")
    message.wait_for()
    page.get_by_role("button", name="Read it as English").click()
    message.wait_for(state="detached")
    page.get_by_role("heading", name="No incident found").wait_for()


def test_names_are_told_with_score_reasons_and_losers(reader: Reader) -> None:
    page = reader.open("add")
    fill(page, "Soldiers met near Goseong in South Korea. Shots fell on the village of Zzyqve at 126.7 N, 37.9 E.")
    page.get_by_role("button", name="Find incidents").click()
    names = page.locator(".bw-names details")
    placed = names.filter(has_text="Goseong (county, Gangwon, South Korea)").first
    placed.get_by_text("% sure").wait_for()
    placed.locator("summary").click()
    placed.get_by_text("the text names its country").wait_for()
    placed.get_by_text("Next best: ").wait_for()
    nil = names.filter(has_text="Zzyqve")
    nil.locator("summary").click()
    nil.get_by_text("No place of the gazetteer has this name.").wait_for()
    page.get_by_text("'126.7 N, 37.9 E' was not read as a position").wait_for()


def test_a_threshold_leaves_names_without_a_place(reader: Reader) -> None:
    page = reader.open("add")
    fill(page, "A bus from Springfield was late.")
    for words, is_placed in (("Always the likeliest place", True), ("At least 90% sure", False)):
        page.get_by_role("combobox", name="How sure must a place be?").click()
        page.get_by_role("option", name=words).click()
        page.get_by_role("button", name="Find incidents").click()
        row = page.locator(".bw-names summary").filter(has_text="Springfield")
        row.filter(has_text="sure" if is_placed else "no place").wait_for()


def test_what_a_name_always_means_is_decided_and_taken_back(reader: Reader) -> None:
    page = reader.open("add")
    fill(page, "Soldiers met near Goseong in South Korea.")
    page.get_by_role("button", name="Find incidents").click()
    row = page.locator(".bw-names summary").filter(has_text="Goseong").first
    row.filter(has_text="Gangwon, South Korea").wait_for()
    page.get_by_text("A name means another place").click()
    page.get_by_test_id("stRadio").get_by_text("Kosong (county, Kangwon, North Korea)").click()
    page.get_by_role("button", name="Always this place").click()
    row.filter(has_text="Kangwon, North Korea").wait_for()
    page.get_by_role("button", name="Let the text decide again").click()
    row.filter(has_text="Gangwon, South Korea").wait_for()
