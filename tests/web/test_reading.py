from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from browsing import Told, put

from geo.errors import InputError
from geo.model import Report
from geo.places.gazetteer import Gazetteer
from geo.places.own.decisions import read_decisions
from geo.web import always, passages, reading, toponyms
from geo.web.locating import choice_of
from geo.web.suggesting import resolutions

if TYPE_CHECKING:
    from pathlib import Path

    from geo.store import Store

PAJU = Told(kind="balloon_launch", day=date(2024, 6, 1), lon=126.78, lat=37.76, place="Paju")


@pytest.fixture
def filled(store: Store) -> Store:
    put(store, PAJU, 1)
    store.add_report(Report(text="Quiet days in Seoul.", publisher="Quiet Post", published=date(2024, 7, 1)))
    store.add_report(Report(text="조용한 날", publisher="새 신문", language="ko"))
    return store


def test_rows_tell_title_origin_and_how_many_incidents(filled: Store) -> None:
    rows = reading.listed(filled.report_page())
    assert [row["label"] for row in rows] == ["조용한 날", "Quiet days in Seoul.", "Report 1"]
    assert [row["glyph"] for row in rows] == ["0", "0", "1"]
    assert rows[0]["when"] == "no date"
    assert "Korean" in rows[0]["who"]
    assert rows[2]["who"] == "1 incident · English"


@pytest.mark.parametrize(("text", "heading"), [("Short.", "Short."), ("word " * 40, "word " * 17 + "word …")])
def test_a_report_without_a_title_is_called_by_its_first_words(text: str, heading: str) -> None:
    assert reading.heading(Report(text=text)) == heading


def test_the_pieces_of_a_text_are_the_text(filled: Store) -> None:
    report = next(iter(filled.reports()))
    told = reading.told(filled, report)
    drawn = passages.data(report, told, resolutions(report, Gazetteer.open()))
    assert "".join(piece["text"] for piece in drawn["pieces"]) == report.text
    assert all(report.text[p["start"] :].startswith(p["text"]) for p in drawn["pieces"])
    marked = "".join(piece["text"] for piece in drawn["pieces"] if piece["colours"])
    assert marked == told[0].mention.evidence.quote
    assert [m["href"] for p in drawn["pieces"] for m in p["marks"]] == ["/?incident=incident-1"]


def test_a_name_is_corrected_in_the_incidents_that_rest_on_it(filled: Store) -> None:
    gazetteer = Gazetteer.open()
    report = next(iter(filled.reports()))
    told = reading.told(filled, report)
    named = [one for one in resolutions(report, gazetteer) if one.toponym.surface == "Paju"]
    resting = toponyms.resting([one.mention for one in told], named[0])
    assert [one.place for one in resting] == ["Paju"]
    munsan = choice_of(gazetteer.lookup("Munsan")[0])
    assert toponyms.moved(filled, [told[0].incident], munsan, "Kim", "the map says so") == 1
    found = filled.incident("incident-1")
    assert found is not None
    assert found.place == munsan.name
    assert filled.edits("incident-1")[-1].why == "the map says so"


def test_a_name_that_always_means_a_place_is_kept_for_the_gazetteer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BORDERWATCH_PLACES", str(tmp_path / "own"))
    place = Gazetteer.open().lookup("Munsan")[0]
    always.decided("Paju", place.id, place.name)
    assert read_decisions(tmp_path / "own")["paju"].place == place.id
    monkeypatch.setenv("BORDERWATCH_PLACES", "")
    with pytest.raises(InputError, match="name a folder"):
        always.decided("Paju", place.id, place.name)
