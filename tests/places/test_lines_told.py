"""Borders and lines in sentences: every spelling means its line, and words that only sound like one mean none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from line_sentences import AREAS, SILENT, TELLING

from geo.model import PlacePrecision
from geo.places import border_files, borders
from geo.places.combining import combining_spans
from geo.places.lines import line_meant, line_names, lines_named
from geo.places.phrases import spatial_phrases
from geo.places.phrases.linewords import told_lines
from geo.places.phrases.scene import Scene
from geo.places.recognise import recognise
from geo.places.resolve import resolve

if TYPE_CHECKING:
    from geo.places.gazetteer import Gazetteer

DRAWN = [key for key, row in border_files.named_rows().items() if "within_km" in border_files.members()[row["border"]]]


def lines_in(text: str, gazetteer: Gazetteer) -> set[str]:
    """The ids of all lines that a text tells, by their names or in words."""
    scene = Scene(text, resolve(text, recognise(text, gazetteer), gazetteer), gazetteer)
    told = [*scene.names, *told_lines(scene)]
    return {one.place.id for one in told if one.is_line or one.place.feature_class == "line"}


@pytest.mark.parametrize(("text", "line_id"), TELLING)
def test_a_sentence_tells_its_line_and_no_other(text: str, line_id: str, gazetteer: Gazetteer) -> None:
    assert lines_in(text, gazetteer) == {line_id}


@pytest.mark.parametrize(("text", "place_id"), AREAS)
def test_an_area_in_dispute_is_a_place_with_a_radius(text: str, place_id: str, gazetteer: Gazetteer) -> None:
    found = resolve(text, recognise(text, gazetteer), gazetteer)
    (place,) = [one.place for one in found if one.place and one.place.id == place_id]
    assert place.footprint.radius_m >= 30_000
    assert place.basis


@pytest.mark.parametrize("text", SILENT)
def test_words_that_only_sound_like_a_border_tell_none(text: str, gazetteer: Gazetteer) -> None:
    assert lines_in(text, gazetteer) == set()


def test_there_are_enough_of_both() -> None:
    assert len(TELLING) >= 150
    assert len(SILENT) >= 30
    assert len({text for text, _ in TELLING}) == len(TELLING)


@pytest.mark.parametrize(("text", "line_id"), [row for row in TELLING if "contact" in row[0] or "38th" in row[0]])
def test_a_line_told_in_small_letters_is_drawn(text: str, line_id: str, gazetteer: Gazetteer) -> None:
    found = spatial_phrases(text, resolve(text, recognise(text, gazetteer), gazetteer), gazetteer)
    drawn = {one.place.id for one in found} | lines_in(text, gazetteer)
    assert line_id in {place_id.partition("#")[0] for place_id in drawn}


@pytest.mark.parametrize(
    ("name", "line_id"),
    [
        ("Thai-Cambodian border", "border:KH-TH"),
        ("the Indo-Bangladesh frontier", "border:BD-IN"),
        ("Franco–Italian border", "border:FR-IT"),
        ("Pak-Afghan border", "border:AF-PK"),
        ("Polish and Belarusian border", "border:BY-PL"),
        ("Poland’s eastern border with Belarus", "border:BY-PL"),
        ("boundary of Haiti and the Dominican Republic", "border:DO-HT"),
        ("India–Pakistan international border", "border:IN-PK"),
        ("inter-Korean border", "mdl"),
        ("Rio Bravo", "rio-grande"),
        ("Oder–Neisse line", "oder-neisse"),
        ("the eastern end of the Durand Line", "durand#eastern-end"),
    ],
)
def test_a_name_alone_means_its_line(name: str, line_id: str) -> None:
    assert [place.id for place in lines_named(name)] == [line_id]


def test_a_name_of_several_lines_means_the_one_that_the_text_is_about() -> None:
    assert {place.id for place in lines_named("the Green Line")} == {"green-line", "cyprus-green-line"}
    for text, line_id in (
        ("Palestinians crossed the Green Line near Jenin.", "green-line"),
        ("Nicosia is parted by the Green Line.", "cyprus-green-line"),
    ):
        place = line_meant("the Green Line", text)
        assert place is not None
        assert place.id == line_id
    assert line_meant("the Green Line", "The Green Line was late.") is None


def test_the_38th_parallel_is_not_the_demarcation_line() -> None:
    parallel = borders.line("parallel-38")
    assert {lat for _, lat in parallel.footprint.geometry.coords} == {38.0}
    assert "not the Military Demarcation Line" in parallel.basis


@pytest.mark.parametrize("line_id", DRAWN)
def test_a_line_drawn_by_hand_says_how_coarse_it_is(line_id: str) -> None:
    place = borders.zone(line_id) if line_id == "undof" else borders.line(line_id)
    assert place.source == border_files.DRAWN
    assert place.footprint.radius_m > 0
    assert place.footprint.precision is PlacePrecision.ALONG_LINE
    assert "approximate" in place.basis or line_id == "parallel-38"
    assert place.footprint.geometry.is_valid


@pytest.mark.parametrize("line_id", ["lac", "loc", "agpl", "mcmahon", "alpha-line", "berm", "green-line", "blue-line"])
def test_a_disputed_line_is_approximate(line_id: str) -> None:
    assert borders.line(line_id).basis.startswith("approximate")


def test_rivers_keep_to_their_part_of_the_border() -> None:
    yalu, tumen = (borders.line(key).footprint.geometry for key in ("yalu", "tumen"))
    assert yalu.bounds[3] < tumen.bounds[1]
    whole = borders.line("border:CN-KP").footprint.geometry
    assert yalu.length + tumen.length == pytest.approx(whole.length, rel=0.05)


def test_names_are_keys_that_point_to_lines() -> None:
    for key, ids in line_names().items():
        assert key == key.lower()
        assert {one.line_id for one in ids} <= set(border_files.named_rows())


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(["Indo", "Franco", "Russo", "Sino", "Greco"]), st.sampled_from(["-", "–"]), st.text(max_size=20))
def test_a_combining_form_is_found_where_it_stands(form: str, dash: str, before: str) -> None:
    text = f"{before} {form}{dash}Xish talks"
    assert (len(before) + 1, len(before) + 1 + len(form)) in {span[:2] for span in combining_spans(text)}


@pytest.mark.parametrize("text", ["the Indo-Pacific", "Franco spoke", "Indo-European roots", "a Sino film"])
def test_other_words_are_no_combining_forms(text: str) -> None:
    assert combining_spans(text) == []
