from __future__ import annotations

from browsing import PAYLOADS
from shapely.geometry import Point

from geo.model import Candidate, Footprint, Place, PlacePrecision, Resolution, Toponym
from geo.web import names


def candidate(name: str, score: float, source: str = "geonames", reasons: tuple[str, ...] = ("town",)) -> Candidate:
    footprint = Footprint(geometry=Point(127, 38), precision=PlacePrecision.LOCALITY)
    place = Place(id=name, name=name, feature_class="town", countries=("KR",), footprint=footprint, source=source)
    return Candidate(place=place, score=score, reasons=reasons)


def resolution(surface: str, chosen: Candidate | None, *losers: Candidate, method: str = "ranked") -> Resolution:
    toponym = Toponym(surface=surface, start=0, end=len(surface))
    return Resolution(toponym=toponym, chosen=chosen, losers=losers, method=method)


def test_a_name_has_its_place_score_reasons_losers_and_credit() -> None:
    best = candidate("Aville", 0.71, reasons=("town, 900 people", "its main name"))
    markup = names.listed([resolution("Aville", best, candidate("Bville", 0.2))])
    assert "<b>Aville</b> Aville (town, South Korea) <span>71% sure</span>" in markup
    assert "<p>900 people, its main name.</p>" in markup
    assert "<p>Next best: Bville (town, South Korea), 20%.</p>" in markup
    assert "<p>Position: © GeoNames, CC BY 4.0.</p>" in markup


def test_nothing_is_surer_than_99_in_100() -> None:
    assert "over 99% sure" in names.listed([resolution("Aville", candidate("Aville", 0.9999))])


def test_a_place_that_was_found_online_is_credited() -> None:
    online = candidate("Aville", 0.5, source="nominatim", reasons=("village, not in the gazetteer",))
    assert "© OpenStreetMap contributors, ODbL 1.0" in names.listed([resolution("Aville", online, method="nominatim")])


def test_why_a_name_has_no_place() -> None:
    markup = names.listed([resolution("Aville", None)])
    assert "<b>Aville</b> no place" in markup
    assert "No place of the gazetteer has this name." in markup


def test_without_names_there_is_nothing() -> None:
    assert names.listed([]) == ""


def test_hostile_names_stay_words() -> None:
    for payload in PAYLOADS:
        markup = names.listed([resolution(payload, candidate(payload, 0.4), candidate(payload + "2", 0.3))])
        assert "<script" not in markup
        assert "<img" not in markup
        assert "<b onclick" not in markup
