from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.model import PlacePrecision
from geo.places.own.geojson import read_geojson
from geo.places.own.records import OwnPlace, Refusal
from geo.places.own.swaps import Towns
from geo.places.own.tabular import read_csv

if TYPE_CHECKING:
    from geo.places.gazetteer import Gazetteer


@pytest.fixture(scope="session")
def towns(gazetteer: Gazetteer) -> Towns:
    return Towns(gazetteer.embedded)


def taken(items: list[OwnPlace | Refusal]) -> list[OwnPlace]:
    assert not [item for item in items if isinstance(item, Refusal)]
    return [item for item in items if isinstance(item, OwnPlace)]


def table(text: str, towns: Towns) -> list[OwnPlace | Refusal]:
    return list(read_csv(text, "mine.csv", "mine", towns))


def features(*given_features: dict[str, Any], **more: Any) -> str:
    return json.dumps({"type": "FeatureCollection", "features": list(given_features), **more})


def feature(geometry: Any, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": {"name": "Camp", **properties}}


def layer(text: str, towns: Towns) -> list[OwnPlace | Refusal]:
    return list(read_geojson(text, "mine.geojson", "mine", towns))


@pytest.mark.parametrize(
    "text",
    [
        "name,lat,lon\nCamp Three,38.2,127.1\n",
        "name,lat,lon\nCamp Three,38.2,127.1",
        "Name;Latitude;Longitude\r\nCamp Three;38.2;127.1\r\n",
        "lon\tlat\tname\tremark\n127.1\t38.2\tCamp Three\tx\n",
    ],
)
def test_a_table_needs_name_lat_and_lon(text: str, towns: Towns) -> None:
    (place,) = taken(table(text, towns))
    assert (place.id, place.name, place.lon, place.lat) == ("own:mine/camp-three", "Camp Three", 127.1, 38.2)
    assert (place.where, place.feature_class) == ("mine.csv, line 2", "site")


def test_every_column_is_read(towns: Towns) -> None:
    (place,) = taken(
        table(
            "name,lat,lon,alternates,class,country,radius_km,population,basis,id\n"
            'Camp Three,38.2,127.1,Third Camp|제3초소,post,KP/South Korea,2.5,80,"a map, 2023",c3\n',
            towns,
        )
    )
    assert place.names == ("Camp Three", "Third Camp", "제3초소")
    assert (place.id, place.feature_class, place.countries) == ("own:mine/c3", "post", ("KP", "KR"))
    assert (place.radius_m, place.population, place.basis) == (2500, 80, "a map, 2023")
    made = place.place()
    assert made.footprint.precision is PlacePrecision.EXACT
    assert made.basis == "mine.csv, line 2, a map, 2023"


@pytest.mark.parametrize(
    ("row", "part"),
    [
        ("Camp,127.1,38.2,,", "swapped: put the latitude into the column lat"),
        ("Camp,138.1,200,,", "degrees run to ±90 and ±180"),
        ("Camp,38.2,,,", "the lon '' is no number"),
        ('Camp,"38,2",127.1,,', "write decimal degrees such as 37.95"),
        ("Camp,inf,127.1,,", "the lat 'inf' is no number"),
        ("Camp,38.2,127.1,KR", "The line has 4 columns, the header 5"),
        ("Camp,38.2,127.1,Narnia,", "the country 'Narnia' is not known"),
        ("Camp,38.2,127.1,,castle", "the class 'castle' is not known"),
        (",38.2,127.1,,", "the name '' cannot be found"),
        ("7,38.2,127.1,,", "the name '7' cannot be found"),
        ("Camp,35.2,48.5,UA,", "the other way round it would lie"),
        ("Camp,33.6,34.9,CY,", "the other way round it would lie"),
        ("Camp,48.5,-35.2,UA,", "correct the position or the country"),
    ],
)
def test_a_bad_row_is_one_sentence(row: str, part: str, towns: Towns) -> None:
    (item,) = table(f"name,lat,lon,country,class\n{row}\n", towns)
    assert isinstance(item, Refusal)
    assert item.where == "mine.csv, line 2"
    assert part in item.why
    assert item.why.endswith(".")


@pytest.mark.parametrize(
    ("lat", "lon", "country"),
    [(37.96, 124.67, "KR"), (35.0, 33.0, "CY"), (44.5, 33.0, "UA"), (15.15, 117.76, "PH"), (38.2, 127.1, "KP/KR")],
)
def test_islands_and_waters_off_a_country_are_kept(lat: float, lon: float, country: str, towns: Towns) -> None:
    assert len(taken(table(f"name,lat,lon,country\nCamp,{lat},{lon},{country}\n", towns))) == 1


def test_the_example_of_the_documents_is_read(towns: Towns) -> None:
    page = (Path(__file__).resolve().parents[3] / "docs" / "gazetteer.md").read_text(encoding="utf-8")
    (place,) = taken(table(page.partition("```csv\n")[2].partition("```")[0], towns))
    assert (place.id, place.radius_m) == ("own:mine/c3", 500)


def test_good_rows_are_kept_beside_bad_ones(towns: Towns) -> None:
    items = table("name,lat,lon\nOne,38,127\nTwo,127,38\n\nThree,38.1,127\n", towns)
    assert [item.where for item in items] == ["mine.csv, line 2", "mine.csv, line 3", "mine.csv, line 5"]
    assert [isinstance(item, OwnPlace) for item in items] == [True, False, True]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "no column 'name'"),
        ("name,x,y\nCamp,1,2\n", "no column 'lat'"),
        ("name,lat,lon,lng\nCamp,1,2,2\n", "a column twice"),
        ('name,lat,lon\n"Camp,1,2\n' + "x" * 200_000, "The rest cannot be read as CSV"),
    ],
)
def test_a_table_that_cannot_be_read_says_why(text: str, part: str, towns: Towns) -> None:
    (item,) = (item for item in table(text, towns) if isinstance(item, Refusal))
    assert part in item.why


@settings(deadline=None, max_examples=60)
@given(text=st.text(max_size=200))
def test_any_text_gives_places_or_refusals(text: str, towns: Towns) -> None:
    for item in (*table("name,lat,lon\n" + text, towns), *layer(text, towns)):
        assert item.where


@settings(deadline=None, max_examples=40)
@given(lat=st.floats(-90, 90), lon=st.floats(90.001, 180))
def test_a_swap_east_of_90_degrees_is_always_told(lat: float, lon: float, towns: Towns) -> None:
    (item,) = table(f"name,lat,lon\nCamp,{lon},{lat}\n", towns)
    assert isinstance(item, Refusal)
    assert "swapped" in item.why


POINT = {"type": "Point", "coordinates": [127.1, 38.2, 80]}
LINE = {"type": "LineString", "coordinates": [[127.0, 38.2], [127.2, 38.3]]}
AREA = {"type": "Polygon", "coordinates": [[[127.0, 38.0], [127.2, 38.0], [127.2, 38.2], [127.0, 38.0]]]}


@pytest.mark.parametrize(
    ("geometry", "kind", "feature_class", "precision"),
    [
        (POINT, "Point", "site", PlacePrecision.DISTRICT),
        (LINE, "LineString", "line", PlacePrecision.ALONG_LINE),
        (AREA, "Polygon", "zone", PlacePrecision.DISTRICT),
    ],
)
def test_points_lines_and_areas(
    geometry: dict[str, Any], kind: str, feature_class: str, precision: PlacePrecision, towns: Towns
) -> None:
    (place,) = taken(layer(features(feature(geometry, country="KR", names=["Third Camp"])), towns))
    made = place.place()
    assert made.footprint.geometry.geom_type == kind
    assert place.names == ("Camp", "Third Camp")
    assert made.feature_class == feature_class
    assert made.footprint.precision in (precision, PlacePrecision.EXACT)


def test_an_area_reaches_as_far_as_it_is_drawn(towns: Towns) -> None:
    (place,) = taken(layer(features(feature(AREA)), towns))
    assert 12_000 < place.radius_m < 16_000


@pytest.mark.parametrize(
    ("given_feature", "part"),
    [
        (feature({"type": "Point", "coordinates": [38.2, 127.1]}), "GeoJSON has the longitude first"),
        (feature({"type": "Point", "coordinates": [48.5, 35.2]}, country="UA"), "the other way round"),
        (feature({"type": "LineString", "coordinates": [[36.1, 50.2], [50.1, 36.0]]}, country="UA"), "the other way"),
        (feature(LINE, name="Camp\x1b[2J"), "control characters"),
        (feature({"type": "Point", "coordinates": ["1", 2]}), "not [longitude, latitude]"),
        (feature({"type": "Point", "coordinates": []}), "coordinates are empty"),
        (feature({"type": "GeometryCollection", "geometries": []}), "'GeometryCollection'"),
        (feature(None), "'missing'"),
        (feature({"type": "LineString", "coordinates": [[1, 2]]}), "cannot be drawn"),
        (feature({"type": "LineString", "coordinates": [[1, 2], [1, 2]]}), "not valid"),
        (feature({"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]}), "not valid"),
        (feature(POINT, name=None), "the name ''"),
        (feature(POINT, radius_km=-1), "the radius_km '-1'"),
        ({"type": "Feature", "geometry": POINT}, "no properties"),
        (3, "no properties"),
    ],
)
def test_a_bad_feature_is_one_sentence(given_feature: Any, part: str, towns: Towns) -> None:
    good = feature(POINT, id="good")
    bad, kept = layer(features(given_feature, good), towns)
    assert isinstance(bad, Refusal)
    assert bad.where == "mine.geojson, feature 1"
    assert part in bad.why
    assert isinstance(kept, OwnPlace)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("{", "no JSON"),
        ("[]", "no FeatureCollection"),
        ('{"type": "Topology"}', "no FeatureCollection"),
        (features(crs={"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::5179"}}), "EPSG::5179"),
    ],
)
def test_a_layer_that_is_no_geojson_says_so(text: str, part: str, towns: Towns) -> None:
    (item,) = layer(text, towns)
    assert isinstance(item, Refusal)
    assert part in item.why


def test_one_feature_is_a_layer(towns: Towns) -> None:
    assert len(taken(layer(json.dumps(feature(POINT)), towns))) == 1
