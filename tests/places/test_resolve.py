from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geo.model import Toponym
from geo.places.recognise import recognise
from geo.places.resolve import resolve

if TYPE_CHECKING:
    from geo.model import Resolution
    from geo.places.gazetteer import Gazetteer


def resolved(text: str, gazetteer: Gazetteer, title: str = "") -> dict[str, Resolution]:
    resolutions = resolve(text, recognise(text, gazetteer), gazetteer, title)
    return {resolution.toponym.surface: resolution for resolution in resolutions}


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("A flood hit Paris, Texas, after the rain in Dallas.", "Paris", "US"),
        ("French police searched a flat in Paris and one in Lyon.", "Paris", "FR"),
        ("Guards in Yanggu and Inje heard the loudspeakers of North Korea.", "Yanggu", "KR"),
        ("Residents of Dandong saw smoke over Sinuiju across the Yalu.", "Yalu", "CN/KP"),
        ("Troops left Tripoli for the coast road to Misrata, Libya said.", "Tripoli", "LY"),
        ("The army of Lebanon sealed a street in Tripoli and one in Sidon.", "Tripoli", "LB"),
        ("Ukraine said that drones hit Sumy and the Sumy region.", "Sumy", "UA"),
    ],
)
def test_the_text_decides(text: str, name: str, country: str, gazetteer: Gazetteer) -> None:
    place = resolved(text, gazetteer)[name].place
    assert place is not None
    assert place.country == country


def test_a_place_word_decides_between_town_and_region(gazetteer: Gazetteer) -> None:
    found = resolved("Ukraine said that drones hit Sumy, and villages in the Sumy region.", gazetteer)
    town, region = found["Sumy"].place, found["Sumy region"].place
    assert town is not None
    assert region is not None
    assert (town.feature_class, region.feature_class) == ("town", "admin1")


def test_lines_and_zones_come_as_they_are(gazetteer: Gazetteer) -> None:
    found = resolved("South Korea sent drones over the DMZ and along the Northern Limit Line.", gazetteer)
    kinds = {
        name: resolution.place.footprint.geometry.geom_type for name, resolution in found.items() if resolution.place
    }
    assert kinds["DMZ"] in ("Polygon", "MultiPolygon")
    assert kinds["Northern Limit Line"] in ("LineString", "MultiLineString")


def test_resolutions_stand_in_the_order_of_the_toponyms(gazetteer: Gazetteer) -> None:
    text = "Seoul, Paju, Seoul again, and the village of Zzyqville: all quiet in South Korea."
    toponyms = recognise(text, gazetteer)
    resolutions = resolve(text, toponyms, gazetteer)
    assert [resolution.toponym for resolution in resolutions] == toponyms


def test_scores_and_losers_are_kept(gazetteer: Gazetteer) -> None:
    resolution = resolved("A bus from Goseong was late.", gazetteer)["Goseong"]
    assert resolution.chosen is not None
    assert 0 < resolution.chosen.score <= 1
    assert resolution.losers
    assert all(loser.score <= resolution.chosen.score for loser in resolution.losers)
    assert resolution.chosen.reasons


def test_what_no_gazetteer_knows_is_nil(gazetteer: Gazetteer) -> None:
    found = resolved("Soldiers searched the village of Zzyqville in Georgia.", gazetteer)
    assert found.get("Zzyqville") is None or found["Zzyqville"].place is None


def test_nothing_to_resolve(gazetteer: Gazetteer) -> None:
    assert resolve("No names here.", [], gazetteer) == []


def test_an_unknown_name_takes_the_small_area_named_after_it(gazetteer: Gazetteer) -> None:
    text = "A mine went off in Zzyqville-ri in Yeoncheon county, South Korea's army said."
    start = text.index("Zzyqville-ri")
    unknown = Toponym(surface="Zzyqville-ri", start=start, end=start + len("Zzyqville-ri"))
    county = text.index("Yeoncheon")
    known = Toponym(surface="Yeoncheon", start=county, end=county + len("Yeoncheon"))
    child, parent = resolve(text, [unknown, known], gazetteer)
    assert child.method == "parent"
    assert child.place == parent.place
    assert child.chosen is not None
    assert parent.chosen is not None
    assert child.chosen.score < parent.chosen.score
