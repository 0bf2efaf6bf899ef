from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from shapely.geometry import LineString, Point

from geo.model import Candidate, Footprint, Place, PlacePrecision

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Run = Callable[..., Any]

TOWN = Footprint(geometry=Point(126.78, 37.76), precision=PlacePrecision.LOCALITY)
LINE = Footprint(geometry=LineString([(126, 38), (128, 38)]), precision=PlacePrecision.ALONG_LINE)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str | None]]:
    """A gazetteer that knows 'Aville' twice and nothing else; gives what it was asked for."""
    questions: list[tuple[str, str | None]] = []
    town = Place(id="1", name="Aville", feature_class="city", countries=("KR",), footprint=TOWN)
    line = Place(id="2", name="Aville border", feature_class="border", countries=("KP", "KR"), footprint=LINE)

    def candidates(name: str, gazetteer: object, country: str | None = None) -> list[Candidate]:
        questions.append((name, country))
        found = [
            Candidate(place=town, score=0.9, reasons=("its main name", "large")),
            Candidate(place=line, score=0.2),
        ]
        return found if name == "Aville" else []

    monkeypatch.setattr("geo.places.candidates.candidates", candidates)
    monkeypatch.setattr("geo.places.gazetteer.Gazetteer.open", lambda path=None: None)
    return questions


def test_candidates_come_best_first_with_lon_lat_and_why(run: Run, asked: list[tuple[str, str | None]]) -> None:
    assert run("where", "Aville").out.splitlines() == [
        "126.78000 37.76000\tAville\tcity\tKR\t0.90; its main name; large",
        "127.00000 38.00000\tAville border\tborder\tKP/KR\t0.20",
    ]
    assert asked == [("Aville", None)]


@pytest.mark.parametrize("country", ["KR", "kr", "South Korea"])
def test_a_country_is_a_code_or_a_name(run: Run, asked: list[tuple[str, str | None]], country: str) -> None:
    assert run("where", "Aville", "--country", country).status == 0
    assert asked == [("Aville", "KR")]


@pytest.mark.usefixtures("asked")
def test_an_unknown_name_or_country_is_one_sentence(run: Run) -> None:
    for args, part in ((["Bville"], "'Bville'"), (["Aville", "--country", "Narnia"], "'Narnia' is no country")):
        result = run("where", *args)
        assert (result.status, result.out) == (2, "")
        assert part in result.err
        assert result.err.count("\n") == 1


@pytest.mark.usefixtures("asked")
def test_ids_come_first_if_asked_for(run: Run) -> None:
    assert [line.split("\t")[0] for line in run("where", "--ids", "Aville").out.splitlines()] == ["1", "2"]


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("37.9,126.7", ["latitude 37.9, longitude 126.7", "`reverse` says what lies there"]),
        ("37.9 126.7", ["latitude 37.9, longitude 126.7"]),
        ("37.9 N, 126.7 E", ["latitude 37.9, longitude 126.7"]),
        ("52SBH9591103478", ["latitude 37.956, longitude 126.677"]),
        ("126.7,37.9", ["latitude first", "look swapped"]),
        ("126.7 N, 37.9 E", ["look swapped"]),
    ],
)
def test_a_position_is_no_name(run: Run, words: str, parts: list[str]) -> None:
    result = run("where", words)
    assert (result.status, result.out) == (2, "")
    assert all(part in result.err for part in parts)


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize("name", ["Highway 60", "District 9", "Hill 881", "5 October Bridge"])
def test_a_name_may_hold_figures(run: Run, name: str) -> None:
    assert "No place is called" in run("where", name).err
