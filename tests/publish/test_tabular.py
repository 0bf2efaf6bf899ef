from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import publish_nouns as nouns
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.model import Loss
from geo.publish.codec import FIELDS
from geo.publish.tabular import write_csv

if TYPE_CHECKING:
    from pathlib import Path

    from geo.model import Incident


def _rows(*incidents: Incident) -> list[dict[str, str]]:
    stream = io.StringIO(newline="")
    assert write_csv(incidents, stream) == len(incidents)
    text = stream.getvalue()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


def test_lists_are_joined_and_quantities_are_json() -> None:
    (row,) = _rows(nouns.INCIDENT)
    assert tuple(row) == (*FIELDS, "lon", "lat", "wkt")
    assert row["initiator"] == "North Korea; Army"
    assert json.loads(row["quantities"]) == {"balloons": 40}
    assert json.loads(row["disagreements"]) == []
    assert (row["lon"], row["lat"], row["wkt"]) == ("126.78", "37.76", "POINT (126.78 37.76)")
    assert row["evidence"] == f"“{nouns.QUOTE}” (The Gazette, 2024-06-10, https://gazette.example/1)"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_a_text_that_would_run_as_a_formula_does_not(text: str) -> None:
    (row,) = _rows(nouns.incident(place=text, initiator=(text, "b"), id=text))
    assert (row["place"], row["id"], row["initiator"]) == ("'" + text, "'" + text, f"'{text}; b")


def test_numbers_stay_numbers_also_below_zero() -> None:
    (row,) = _rows(nouns.incident(geometry=shapely.LineString([(-10, -20), (-12, -20)])))
    assert (float(row["lon"]), float(row["lat"])) == (pytest.approx(-11), pytest.approx(-20))


@given(incidents=st.lists(nouns.incidents, max_size=4))
@settings(deadline=None)
def test_every_incident_is_one_row_and_no_cell_is_a_formula(incidents: list[Incident]) -> None:
    rows = _rows(*incidents)
    assert len(rows) == len(incidents)
    for row in rows:
        told = {name: cell for name, cell in row.items() if name not in ("lon", "lat")}
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in told.values())
        assert -180 <= float(row["lon"]) <= 180


def test_pandas_skips_the_byte_order_mark_and_reads_korean(tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    path = tmp_path / "incidents.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        write_csv([nouns.incident(place="파주시")], stream)
    frame = pandas.read_csv(path)
    assert frame.columns[0] == "id"
    assert frame["place"].tolist() == ["파주시"]
    assert path.read_bytes().startswith(b"\xef\xbb\xbfid,")


def test_losses_read_side_by_side() -> None:
    told = (Loss(side="Laos", killed=3.0, injured=12.0), Loss(side="Thailand", injured=1.0))
    (row,) = _rows(nouns.incident(losses=told))
    assert row["losses"] == "Laos: 3 killed, 12 injured; Thailand: 1 injured"
    (row,) = _rows(nouns.INCIDENT)
    assert row["losses"] == ""
