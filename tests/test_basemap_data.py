"""The files of data/basemap are what the map's layer reads."""

from __future__ import annotations

import csv
import gzip
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import shapely

DATA = Path(__file__).resolve().parent.parent / "data"
KEYS = {
    "world": {"land", "borders", "disputed", "labels"},
    "detail": {"land", "provinces", "labels"},
    "borders": {"borders", "disputed"},
}


@cache
def document(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(gzip.decompress((DATA / "basemap" / f"{name}.json.gz").read_bytes()))
    return found


def land(name: str) -> shapely.MultiPolygon:
    found = shapely.from_geojson(json.dumps(document(name)["land"]))
    assert isinstance(found, shapely.MultiPolygon)
    return found


@pytest.mark.parametrize("name", KEYS)
def test_each_file_holds_its_layers(name: str) -> None:
    assert set(document(name)) == KEYS[name]
    for key, value in document(name).items():
        if key != "labels":
            west, south, east, north = shapely.from_geojson(json.dumps(value)).bounds
            assert -180 <= west < east <= 180
            assert -90 <= south < north <= 90


def test_the_first_look_is_small() -> None:
    sizes = {name: (DATA / "basemap" / f"{name}.json.gz").stat().st_size for name in KEYS}
    assert sizes["world"] < 200_000
    assert sizes["detail"] + sizes["borders"] < 2_100_000


@pytest.mark.parametrize("name", ["world", "detail"])
def test_land_is_land_and_sea_is_sea(name: str) -> None:
    whole = shapely.make_valid(land(name))
    on_land = {
        "Seoul": (127, 37.55),
        "Lapland": (25, 66),
        "Chukotka": (-175, 66.5),
        "Yakutia": (125, 65),
        "pole": (0, -85),
    }
    at_sea = {"Pacific": (-150, 0), "Bering Sea": (179, 58), "Null Island": (0, 0), "Yellow Sea": (123.5, 36)}
    assert [place for place, spot in on_land.items() if not shapely.intersects_xy(whole, *spot)] == []
    assert [place for place, spot in at_sea.items() if shapely.intersects_xy(whole, *spot)] == []


def test_the_islands_at_the_northern_limit_line_are_drawn() -> None:
    whole = land("detail")
    for lon, lat in ((124.68, 37.96), (125.70, 37.66)):
        assert whole.distance(shapely.Point(lon, lat)) < 0.03


def test_labels_name_countries_as_the_program_does() -> None:
    labels = [label for label in document("world")["labels"] if label["kind"] == "country"]
    names = {label["name"] for label in labels}
    with (DATA / "countries.csv").open(encoding="utf-8", newline="") as file:
        known = {row["name"] for row in csv.DictReader(file)}
    assert {"North Korea", "South Korea", "India", "Kosovo"} <= names
    assert len(names - known) < 25
    assert all(label["from"] <= label["to"] for label in labels)


def test_the_disputed_lines_hold_the_korean_one() -> None:
    lines = shapely.from_geojson(json.dumps(document("borders")["disputed"]))
    assert lines.distance(shapely.Point(126.68, 37.95)) < 0.05


def test_divisions_have_points_radii_and_codes() -> None:
    with gzip.open(DATA / "admin1.csv.gz", "rt", encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    assert len(rows) > 4_500
    gyeonggi = next(row for row in rows.values() if row["iso"] == "KR-41")
    assert (gyeonggi["name"], gyeonggi["name_ko"], gyeonggi["country"]) == ("Gyeonggi", "경기도", "KR")
    assert all(-180 <= float(row["lon"]) <= 180 and -90 <= float(row["lat"]) <= 90 for row in rows.values())
    assert all(len(row["country"]) in {0, 2} and float(row["radius_m"]) > 0 for row in rows.values())
    assert rows["ne:RUS-283"]["country"] == "UA"
