from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import publish_nouns as nouns
import shapely

from geo.publish.codec import FIELDS
from geo.publish.frames import to_geodataframe


def test_one_row_an_incident_with_dates_and_lists() -> None:
    frame = to_geodataframe([nouns.INCIDENT, nouns.incident(id="two", geometry=shapely.Point(1, 2))])
    assert tuple(frame.columns) == (*FIELDS, "geometry")
    assert frame.crs.to_epsg() == 4326
    assert str(frame["start"].dtype).startswith("datetime64[")
    assert frame["start"].dt.tz is None
    assert frame["end"].dt.date.tolist() == [date(2024, 6, 9)] * 2
    assert frame["initiator"].iloc[0] == ["North Korea", "Army"]
    assert frame["quantities"].iloc[0] == {"balloons": 40.0}
    assert frame.geometry.iloc[1] == shapely.Point(1, 2)


def test_no_incidents_make_an_empty_frame_of_the_same_columns() -> None:
    frame = to_geodataframe([])
    assert (len(frame), tuple(frame.columns)) == (0, (*FIELDS, "geometry"))
    assert str(frame["start"].dtype).startswith("datetime64[")
    assert frame.crs.to_epsg() == 4326


def test_geopandas_is_imported_only_when_it_is_used() -> None:
    check = "import sys, geo.publish.frames, geo.publish.geojson; print('geopandas' in sys.modules)"
    project = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", check], cwd=project, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
