from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from shapely import Point

from geo.errors import OnlineError
from geo.model import Footprint, Place, PlacePrecision

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., Any]

FOUND = Place(
    id="osm:node/42",
    name="Zorivka",
    feature_class="village",
    countries=("UA",),
    footprint=Footprint(geometry=Point(37.25, 48.5), precision=PlacePrecision.LOCALITY),
    source="nominatim",
    basis="© OpenStreetMap contributors, ODbL 1.0; asked of nominatim.example on 2026-11-23",
)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, list[str]]]:
    """An empty gazetteer, and a geocoder that is switched on and knows 'Zorivka'; gives what it was asked."""
    questions: list[tuple[str, list[str]]] = []

    def ask(name: str, countries: list[str], settings: object) -> list[Place]:
        questions.append((name, countries))
        if name == "Down":
            raise OnlineError("The server could not be asked: try again later.")
        return [FOUND] if name == "Zorivka" else []

    monkeypatch.setattr("geo.places.candidates.candidates", lambda name, gazetteer, country=None: [])
    monkeypatch.setattr("geo.places.gazetteer.Gazetteer.open", lambda path=None: None)
    monkeypatch.setattr("geo.places.online.client.ask", ask)
    monkeypatch.setenv("BORDERWATCH_ONLINE_GEOCODER", "nominatim")
    monkeypatch.setenv("BORDERWATCH_ONLINE_CONTACT", "desk@newsroom.example")
    return questions


def test_with_online_a_name_is_asked_once(run: Run, asked: list[tuple[str, list[str]]]) -> None:
    result = run("where", "--online", "Zorivka", "--country", "UA", "--ids")
    columns = result.out.rstrip("\n").split("\t")
    assert columns[:5] == ["osm:node/42", "37.25000 48.50000", "Zorivka", "village", "UA"]
    assert "© OpenStreetMap contributors" in columns[5]
    assert asked == [("Zorivka", ["UA"])]


def test_without_the_option_nothing_is_asked(run: Run, asked: list[tuple[str, list[str]]]) -> None:
    assert run("where", "Zorivka").status == 2
    assert asked == []


def test_switched_off_the_option_says_how_to_switch_it_on(
    run: Run, asked: list[tuple[str, list[str]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BORDERWATCH_ONLINE_GEOCODER")
    result = run("where", "--online", "Zorivka")
    assert (result.status, result.out, asked) == (2, "", [])
    assert "BORDERWATCH_ONLINE_GEOCODER=nominatim" in result.err


@pytest.mark.parametrize(("name", "said"), [("Nowhere", "the online geocoder"), ("Down", "could not be asked")])
@pytest.mark.usefixtures("asked")
def test_what_is_not_found_or_fails_is_one_sentence(run: Run, name: str, said: str) -> None:
    result = run("where", "--online", name)
    assert (result.status, result.out) == (2, "")
    assert said in result.err
    assert result.err.count("\n") == 1
