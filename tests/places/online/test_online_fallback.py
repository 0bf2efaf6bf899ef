from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Any

import pytest
from fake_nominatim import answer
from shapely import Point

from geo.model import Candidate, Footprint, Place, PlacePrecision, Report, Resolution, Toponym
from geo.pipeline import parse
from geo.places.online.fallback import with_online

if TYPE_CHECKING:
    from fake_nominatim import FakeNominatim

    from geo.places.gazetteer import Gazetteer

TOWN = Place(
    id="1",
    name="Aville",
    feature_class="town",
    countries=("UA",),
    footprint=Footprint(geometry=Point(37, 48), precision=PlacePrecision.LOCALITY),
)


def resolution(surface: str, place: Place | None = None, *, metonym: bool = False, start: int = 0) -> Resolution:
    toponym = Toponym(surface=surface, start=start, end=start + len(surface), metonym=metonym)
    return Resolution(toponym=toponym, chosen=Candidate(place=place, score=0.9) if place else None, method="ranked")


@pytest.fixture
def sockets(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """No socket may connect and no host be looked up; gives what tried to."""
    tried: list[Any] = []

    def refuse(*args: Any, **_: Any) -> None:
        tried.append(args)
        raise OSError("no network in this test")

    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    return tried


def test_without_the_setting_nothing_is_asked(
    gazetteer: Gazetteer, sockets: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BORDERWATCH_ONLINE_GEOCODER", raising=False)
    given = [resolution("Zorivka")]
    assert with_online(given) is given
    parse(Report(text="Drones struck the village of Qzorivkamala, near Kharkiv, on Monday."), gazetteer)
    assert sockets == []


def test_a_name_without_a_place_gets_one_that_is_marked(switched_on: FakeNominatim) -> None:
    switched_on.answers["Zorivka"] = [answer("Zorivka", 48.5, 37.25), answer("Zorivka", 50.1, 30.2, osm_id=43)]
    known, found = with_online([resolution("Aville", TOWN), resolution("Zorivka", start=20)])
    assert known == resolution("Aville", TOWN)
    assert found.toponym == resolution("Zorivka", start=20).toponym
    assert found.chosen is not None
    assert (found.method, found.chosen.place.source, found.chosen.score) == ("nominatim", "nominatim", 0.5)
    assert "© OpenStreetMap contributors" in found.chosen.reasons[0]
    assert [one.place.id for one in found.losers] == ["osm:node/43"]


def test_each_name_is_asked_once_with_the_countries_of_the_others(switched_on: FakeNominatim) -> None:
    given = [resolution("Zorivka"), resolution("Aville", TOWN), resolution("Zorivka", start=30)]
    assert with_online(given) == given
    assert [(query["q"], query["countrycodes"]) for _, query, _ in switched_on.asked] == [("Zorivka", "ua")]


def test_the_text_of_a_report_never_leaves_the_machine(
    switched_on: FakeNominatim, gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "Shells fell on Rykivka near Kharkiv, a source told our reporter in secret on Monday."
    toponyms = [
        Toponym(surface=name, start=text.index(name), end=text.index(name) + len(name))
        for name in ("Rykivka", "Kharkiv")
    ]
    monkeypatch.setattr("geo.pipeline.recognise", lambda text, gazetteer: toponyms)
    switched_on.answers["Rykivka"] = [answer("Rykivka", 49.9, 36.4)]
    parsed = parse(Report(text=text, title="A secret title", publisher="The Gazette"), gazetteer)
    assert [one.method for one in parsed.resolutions] == ["nominatim", "ranked"]
    ((_, query, _),) = switched_on.asked
    assert query == {
        "q": "Rykivka",
        "countrycodes": "ua",
        "format": "json",
        "limit": "5",
        "addressdetails": "1",
        "accept-language": "en",
    }


def test_governments_are_not_asked_for(switched_on: FakeNominatim) -> None:
    with_online([resolution("Zorivka", metonym=True)])
    assert switched_on.asked == []


def test_a_failure_is_told_once_and_ends_the_questions(
    switched_on: FakeNominatim, caplog: pytest.LogCaptureFixture
) -> None:
    switched_on.answers["Old"] = [answer("Old", 48.5, 37.25)]
    with_online([resolution("Old")])
    switched_on.status = 503
    given = [resolution("Zorivka"), resolution("Bivka", start=20)]
    assert with_online(given) == given
    assert with_online(given) == given
    assert [query["q"] for _, query, _ in switched_on.asked] == ["Old", "Zorivka"]
    assert len(caplog.messages) == 1
    assert "could not be asked for 'Zorivka'" in caplog.messages[0]
    (still,) = with_online([resolution("Old")])
    assert still.place is not None


def test_one_report_asks_for_twenty_names_at_most(switched_on: FakeNominatim, caplog: pytest.LogCaptureFixture) -> None:
    given = [resolution(f"Place {chr(65 + number)}", start=20 * number) for number in range(26)]
    with_online(given)
    assert len(switched_on.asked) == 20
    assert "20" in caplog.messages[0]
    with_online(given)
    assert len(switched_on.asked) == 26
