from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Point

from geo.model import Candidate, Footprint, Place, PlacePrecision, Resolution, Toponym
from geo.places.grounds import grounds, label, reason, why
from geo.places.recognise import recognise
from geo.places.resolve import resolve

if TYPE_CHECKING:
    from geo.places.gazetteer import Gazetteer

TEXT = "Mines were laid near Goseong in South Korea. Shots fell on the village of Zzyqve, and Goseong heard them."


def place(name: str, feature_class: str = "town", admin1: str = "") -> Place:
    footprint = Footprint(geometry=Point(127, 38), precision=PlacePrecision.LOCALITY)
    return Place(
        id=f"test:{name}", name=name, feature_class=feature_class, countries=("KR",), footprint=footprint, admin1=admin1
    )


def resolution(chosen: Candidate | None, *losers: Candidate, method: str = "ranked") -> Resolution:
    return Resolution(
        toponym=Toponym(surface="Aville", start=0, end=6), chosen=chosen, losers=tuple(losers), method=method
    )


def test_a_place_is_told_with_what_it_is_and_where() -> None:
    assert label(place("Aville", admin1="Gangwon")) == "Aville (town, Gangwon, South Korea)"
    assert label(place("Gangwon", "admin1", admin1="Gangwon")) == "Gangwon (province, South Korea)"
    assert label(place("South Korea", "country")) == "South Korea (country)"


def test_what_decided_is_one_clause() -> None:
    chosen = Candidate(place=place("Aville"), score=0.8, reasons=("town, 1,200 people", "its main name"))
    bare = Candidate(place=place("Aville"), score=0.8, reasons=("town",))
    assert why(resolution(chosen)) == "1,200 people, its main name"
    assert why(resolution(bare)) == "the only place of this name"
    assert why(resolution(bare, chosen)) == "the likeliest place of this name"
    parent = Candidate(place=place("Bville"), score=0.3, reasons=("unknown itself, it lies in Bville",))
    assert why(resolution(parent, method="parent")) == "unknown itself, it lies in Bville"


def test_why_a_name_has_no_place() -> None:
    assert why(resolution(None, method="no candidate")) == "no place of the gazetteer has this name"
    loser = Candidate(place=place("Aville", admin1="Gangwon"), score=0.2)
    told = "no place of this name is likely enough, not even Aville (town, Gangwon, South Korea)"
    assert why(resolution(None, loser, method="none fits")) == told


def test_each_name_is_told_once(gazetteer: Gazetteer) -> None:
    found = grounds(resolve(TEXT, recognise(TEXT, gazetteer), gazetteer))
    goseong, korea, unknown = found
    assert (goseong.surface, len(goseong.starts)) == ("Goseong", 2)
    assert goseong.others
    assert all(goseong.chosen and other.score < goseong.chosen.score for other in goseong.others)
    assert korea.told == "South Korea (country)"
    assert (unknown.surface, unknown.told, unknown.others) == ("Zzyqve", "no place", ())


def test_an_incidents_place_is_told_with_the_names_beside_it_that_have_none(gazetteer: Gazetteer) -> None:
    resolutions = resolve(TEXT, recognise(TEXT, gazetteer), gazetteer)
    start = TEXT.rindex("Goseong")
    told = reason(resolutions, start, start + 7, TEXT.index("Shots"), len(TEXT))
    assert told is not None
    assert told.why.startswith("'Goseong' means Goseong (county, Gangwon, South Korea): ")
    assert "'Zzyqve' stays without a place: no place of the gazetteer has this name" in told.why
    assert [TEXT[first:last] for first, last in told.spans] == ["Zzyqve", "Goseong"]
    assert told.score is not None
    assert told.score > 0.5
    assert all("Goseong" in name or "Kosong" in name for name, _ in told.others)


def test_a_place_without_names_has_no_reason(gazetteer: Gazetteer) -> None:
    resolutions = resolve(TEXT, recognise(TEXT, gazetteer), gazetteer)
    assert reason(resolutions, -1, 0, 0, TEXT.index("Shots")) is None
    assert reason(resolutions, -1, 0, TEXT.index("Shots"), len(TEXT)) is not None


@settings(deadline=None)
@given(start=st.integers(-1, 110), length=st.integers(0, 60), first=st.integers(0, 110), size=st.integers(0, 110))
def test_spans_are_names_of_the_text(gazetteer: Gazetteer, start: int, length: int, first: int, size: int) -> None:
    resolutions = resolve(TEXT, recognise(TEXT, gazetteer), gazetteer)
    told = reason(resolutions, start, start + length, first, first + size)
    names = {(one.toponym.start, one.toponym.end) for one in resolutions}
    assert told is None or (told.spans and set(told.spans) <= names)
