"""The words around place names."""

from __future__ import annotations

import pytest
from incident_nouns import place
from shapely import Point

from geo.incidents import surroundings
from geo.model import Footprint, Place, PlacePrecision


def area(name: str, radius_m: float, country: str = "KR") -> Place:
    return Place(
        id=f"test:{name}",
        name=name,
        feature_class="admin2",
        countries=(country,),
        footprint=Footprint(geometry=Point(126.8, 37.8), precision=PlacePrecision.DISTRICT, radius_m=radius_m),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("shells fell near Paju", "near"),
        ("shells fell in the hills Paju", "in"),
        ("boats off Paju", "off"),
        ("Paju", "none"),
        ("shells hit Paju", "none"),
    ],
)
def test_the_preposition_that_leads_to_a_name(text: str, expected: str) -> None:
    assert surroundings.preposition(text, text.index("Paju")) == expected


def test_the_words_beside_a_name() -> None:
    text = "an officer of Paju's garrison"
    assert list(surroundings.words_around(text, 14, 18)) == ["word before:of", "word mark:'s", "word behind:garrison"]
    assert list(surroundings.words_around("Paju", 0, 4)) == ["word mark:", "word behind:"]


@pytest.mark.parametrize(
    ("text", "speaks"),
    [("An official in Paju said so.", True), ("Guns hit Paju at noon.", False)],
)
def test_somebody_speaks_beside_it(text: str, speaks: bool) -> None:
    at = text.index("Paju")
    assert surroundings.speech_beside(text, at, at + 4) is speaks


@pytest.mark.parametrize("between", [", in the ", " in ", ", ", " district of ", "'s ", ", a village in the "])
def test_words_that_lead_from_a_place_to_its_district(between: str) -> None:
    assert surroundings.is_chained(between)


@pytest.mark.parametrize("between", [". Later, ", " and then shelled ", "; ", " x" * 40])
def test_words_that_do_not(between: str) -> None:
    assert not surroundings.is_chained(between)


def test_a_district_holds_a_town_but_not_the_other_way() -> None:
    town, district = place("Paju", 126.78, 37.76), area("Gyeonggi", 60_000)
    assert surroundings.may_hold(district, town)
    assert not surroundings.may_hold(town, district)
    assert not surroundings.may_hold(area("Elsewhere", 60_000, "JP"), town)
    assert not surroundings.may_hold(area("Gyeonggi", 60_000), place("Busan", 129.04, 35.1))


def test_a_country_holds_its_towns() -> None:
    country = place("South Korea", 127.8, 36.4, feature_class="country")
    assert surroundings.may_hold(country, place("Paju", 126.78, 37.76))


def test_definite_nouns_mean_classes_of_places() -> None:
    text = "Both crossings were shut, and the river rose in a town."
    meant = surroundings.classes_meant(text, 0, len(text))
    assert {"crossing", "river"} <= meant
    assert "town" not in meant
