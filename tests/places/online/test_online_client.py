from __future__ import annotations

import socket
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from fake_nominatim import answer

from geo.errors import OnlineError
from geo.model import PlacePrecision
from geo.places.online.client import ask, remembered
from geo.places.online.settings import Settings, settings

if TYPE_CHECKING:
    from fake_nominatim import FakeNominatim


def chosen() -> Settings:
    """What the environment of the test says."""
    found = settings()
    if found is None:
        pytest.fail("the online geocoder is off")
    return found


def test_a_question_is_the_name_and_countries_alone(switched_on: FakeNominatim) -> None:
    ask("Zorivka  Mala", ["UA", "ru"], chosen())
    ((path, query, agent),) = switched_on.asked
    assert path == "/search"
    assert (query.pop("q"), query.pop("countrycodes")) == ("Zorivka Mala", "ru,ua")
    assert query == {"format": "json", "limit": "5", "addressdetails": "1", "accept-language": "en"}
    assert agent == "borderwatch (desk@newsroom.example)"


def test_an_answer_is_a_place_that_says_whose_it_is(switched_on: FakeNominatim) -> None:
    switched_on.answers["Zorivka"] = [answer("Zorivka", 48.5, 37.25)]
    (place,) = ask("Zorivka", [], chosen())
    assert (place.id, place.name, place.feature_class) == ("osm:node/42", "Zorivka", "village")
    assert (place.countries, place.source) == (("UA",), "nominatim")
    assert place.footprint.geometry.coords[0] == (37.25, 48.5)
    assert place.footprint.precision == PlacePrecision.LOCALITY
    assert 1_000 < place.footprint.radius_m < 2_000
    assert "© OpenStreetMap contributors" in place.basis
    assert datetime.now(UTC).date().isoformat() in place.basis


def test_what_was_asked_is_not_asked_again(switched_on: FakeNominatim) -> None:
    switched_on.answers["Zorivka"] = [answer("Zorivka", 48.5, 37.25)]
    assert remembered("Zorivka", [], chosen()) is None
    first = ask("Zorivka", [], chosen())
    assert ask("zorivka", [], chosen()) == first == remembered("Zorivka", [], chosen())
    assert ask("Nowhere", [], chosen()) == ask("Nowhere", [], chosen()) == []
    assert [query["q"] for _, query, _ in switched_on.asked] == ["Zorivka", "Nowhere"]


def test_shops_and_roads_are_no_places(switched_on: FakeNominatim) -> None:
    shop = answer("Zorivka", 48.5, 37.25, **{"class": "amenity", "type": "restaurant"})
    district = answer("Zorivka", 48.6, 37.2, **{"class": "boundary", "type": "administrative", "place_rank": 14})
    post = answer("Zorivka", 48.7, 37.2, **{"class": "barrier", "type": "border_control"})
    switched_on.answers["Zorivka"] = [shop, district, post]
    assert [place.feature_class for place in ask("Zorivka", [], chosen())] == ["district", "crossing"]


@pytest.mark.parametrize("name", ["", "  ", "123", "x" * 101])
def test_what_is_no_name_is_not_asked(switched_on: FakeNominatim, name: str) -> None:
    assert ask(name, [], chosen()) == []
    assert switched_on.asked == []


@pytest.mark.parametrize(
    "said",
    [
        b"<html>sorry</html>",
        b'[{"name": "Zorivka"}]',
        b"7",
        b'["Zorivka"]',
        b'[{"lat": "x", "lon": "1"}]',
        b'[{"lat": "126.7", "lon": "37.9"}]',
        b'[{"lat": null, "lon": null}]',
        b'{"error": "no"}',
        b"\xff\xfe",
    ],
)
def test_nonsense_is_one_sentence_and_not_kept(switched_on: FakeNominatim, said: Any) -> None:
    switched_on.answers["Zorivka"] = said
    with pytest.raises(OnlineError, match="Zorivka") as told:
        ask("Zorivka", [], chosen())
    assert "\n" not in str(told.value)
    assert remembered("Zorivka", [], chosen()) is None


@pytest.mark.parametrize("status", [403, 429, 500, 503])
def test_a_refusal_is_one_sentence(switched_on: FakeNominatim, status: int) -> None:
    switched_on.status = status
    with pytest.raises(OnlineError, match="could not be asked"):
        ask("Zorivka", [], chosen())


def test_where_nobody_listens_it_is_one_sentence(switched_on: FakeNominatim, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        monkeypatch.setenv("BORDERWATCH_ONLINE_SERVER", f"http://127.0.0.1:{free.getsockname()[1]}")
    with pytest.raises(OnlineError, match=r"127\.0\.0\.1:\d+ could not be asked"):
        ask("Zorivka", [], chosen())
