from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import InputError
from geo.places.candidates import candidates
from geo.places.gazetteer import Gazetteer
from geo.places.geocoder import Geocoder
from geo.places.own.decisions import Decision, decide, forget, read_decisions, write_decisions
from geo.places.recognise import recognise
from geo.places.resolve import resolve

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from geo.model import Resolution

    Open = Callable[..., Gazetteer]

TEXT = "Guards at Qzorvat fired into the air on Monday. Two hours later shots were heard near Paju, north of the DMZ."


@pytest.fixture
def opened(gazetteer: Gazetteer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens the gazetteer with files of the user's."""
    monkeypatch.setenv("BORDERWATCH_PLACES", str(tmp_path))

    def open_it(**files: str) -> Gazetteer:
        for name, text in files.items():
            (tmp_path / name.replace("_", ".")).write_text(text, encoding="utf-8")
        return Gazetteer.open()

    return open_it


def read(text: str, gazetteer: Gazetteer) -> dict[str, Resolution]:
    return {one.toponym.surface: one for one in resolve(text, recognise(text, gazetteer), gazetteer)}


def test_a_place_of_ones_own_is_found_in_a_text(opened: Open) -> None:
    known = opened(mine_csv="name,lat,lon,country,class\nQzorvat,38.2,127.1,KR,post\n")
    found = read(TEXT, known)["Qzorvat"]
    assert found.place is not None
    assert (found.place.id, found.place.country, found.method) == ("own:mine/qzorvat", "KR", "own")
    assert found.chosen is not None
    assert (found.chosen.score, found.chosen.reasons) == (1.0, ("your own place (mine.csv, line 2)",))
    assert known.place("own:mine/qzorvat") == found.place
    assert known.name_at(known.entries("qzorvat")[0].position) == "Qzorvat"


def test_it_wins_over_the_embedded_gazetteer_and_over_lines(opened: Open) -> None:
    known = opened(mine_csv="name,lat,lon,alternates\nPaju,-30,20,the DMZ\n")
    found = read(TEXT, known)
    assert {found[name].place.id for name in ("Paju", "DMZ")} == {"own:mine/paju"}  # type: ignore[union-attr]
    assert [place.id for place in known.lookup("Paju")] == ["own:mine/paju"]
    assert [place.id for place in known.lookup("the DMZ")] == ["own:mine/paju"]
    assert [one.place.id for one in candidates("PAJU", known)] == ["own:mine/paju"]
    assert Geocoder(known).geocode("Paju").latitude == -30


def test_where_no_country_is_given_the_nearest_is_told(opened: Open) -> None:
    gazetteer = opened(camps_csv="name,lat,lon,country\nCamp Three,35.2,48.5,\nCamp Four,38.2,127.1,KR\n")
    assert gazetteer.own_reason("Camp Three") == (
        "your own place (camps.csv, line 2; no country given, the nearest town is in IR)"
    )
    assert gazetteer.own_reason("Camp Four") == "your own place (camps.csv, line 3)"


def test_among_places_of_ones_own_the_text_decides(opened: Open) -> None:
    known = opened(mine_csv="name,lat,lon,country,id\nQzorvat,38.2,127.1,KR,a\nQzorvat,50.2,36.1,UA,b\n")
    text = "In Ukraine, near Kharkiv, the Ukrainian guards at Qzorvat fired. Belgorod in Russia heard it."
    found = read(text, known)["Qzorvat"]
    assert found.place is not None
    assert found.place.country == "UA"
    assert len(found.losers) == 1


def test_lines_and_areas_are_places(opened: Open) -> None:
    known = opened(
        fence_geojson='{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"Qzorvat Fence"},'
        '"geometry":{"type":"LineString","coordinates":[[127.0,38.2],[127.2,38.3]]}}]}'
    )
    found = read("They cut the wire of the Qzorvat Fence on Friday.", known)["Qzorvat Fence"]
    assert found.place is not None
    assert found.place.footprint.geometry.geom_type == "LineString"


def test_a_decision_wins_over_everything(opened: Open, tmp_path: Path) -> None:
    other = candidates("Paju", opened(), "KR")[0].place.id
    write_decisions(tmp_path, decide(decide({}, "Qzorvat", other), "the Paju", "mdl"))
    known = opened(mine_csv="name,lat,lon\nQzorvat,38.2,127.1\n")
    found = read(TEXT, known)
    assert found["Qzorvat"].place is not None
    assert found["Qzorvat"].place.id == other
    assert found["Paju"].place is not None
    assert found["Paju"].place == known.place("mdl")
    assert found["Paju"].chosen is not None
    assert found["Paju"].chosen.reasons == ("always this place, as you decided",)
    write_decisions(tmp_path, forget(read_decisions(tmp_path), "Paju"))
    assert read(TEXT, opened())["Paju"].place.id == other  # type: ignore[union-attr]


def test_without_files_everything_is_as_before(opened: Open, gazetteer: Gazetteer) -> None:
    known = opened()
    assert known.own is None
    assert read(TEXT, known) == read(TEXT, gazetteer)


def test_what_was_refused_is_told_once_and_the_rest_is_kept(opened: Open, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        known = opened(
            a_csv="name,lat,lon\nOne,127,38\nTwo,38,127\nTwo,38.5,127\n",
            b_geojson="{",
            always_json='{"gone":{"name":"Gone","place":"geonames:1"}}',
        )
    assert known.own is not None
    assert [refusal.where for refusal in known.own.refusals] == [
        "a.csv, line 2", "a.csv, line 4", "b.geojson", "always.json, 'Gone'",
    ]  # fmt: skip
    assert known.own.layers == {"a.csv": 1, "b.geojson": 0}
    (message,) = caplog.messages
    assert "a.csv, line 2" in message
    assert "3 more" in message


def test_a_file_that_is_not_utf_8_is_refused(opened: Open, tmp_path: Path) -> None:
    (tmp_path / "latin.csv").write_bytes("name,lat,lon\nMünd,38,127\n".encode("latin-1"))
    own = opened().own
    assert own is not None
    assert "save it again as UTF-8" in own.refusals[0].why


def test_a_damaged_file_of_decisions_says_so(opened: Open) -> None:
    with pytest.raises(InputError, match=r"always.json cannot be read"):
        opened(always_json="[]")


names = st.text(min_size=2, max_size=12, alphabet="abcdefgh")


@given(st.dictionaries(names, names), names, names)
def test_forgetting_undoes_deciding(known: dict[str, str], name: str, place: str) -> None:
    decisions: dict[str, Decision] = {}
    for one, other in known.items():
        decisions = decide(decisions, one, other)
    others = forget(decisions, name) if name in known else decisions
    assert forget(decide(decisions, name, place), name) == others


def test_deciding_changes_nothing_that_was_given() -> None:
    before: dict[str, Decision] = {}
    after = decide(before, "The Gap", "mdl", "Military Demarcation Line")
    assert before == {}
    assert after == {"gap": Decision(name="The Gap", place="mdl", called="Military Demarcation Line")}
    assert decide(after, "GAP", "dmz")["gap"].place == "dmz"


def test_decisions_are_kept(tmp_path: Path) -> None:
    made = decide(decide({}, "연평도", "curated:yeonpyeong"), "The Gap", "mdl")
    write_decisions(tmp_path / "new", made)
    assert read_decisions(tmp_path / "new") == made
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["always.json"]
    assert read_decisions(tmp_path) == {}
