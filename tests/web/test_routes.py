from __future__ import annotations

import csv
import gzip
import io
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import anyio
import pytest
from browsing import Told, put
from starlette.requests import Request

from geo.model import PlacePrecision, Status
from geo.web import routes

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.responses import Response

    from geo.store import Store

KOREA = "124,33,132,43"
MDL = ((126.7, 37.8), (127.1, 38.2), (128.3, 38.6))


def ask(
    handler: routes.Handler, path: dict[str, str] | None = None, *, gzipped: bool = False, **query: object
) -> Response:
    headers = [(b"accept-encoding", b"gzip")] if gzipped else []
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/",
        "headers": headers,
        "path_params": path or {},
        "query_string": urlencode(query).encode(),
    }
    return routes.answering(handler)(Request(scope))


def body(response: Response) -> Any:
    return json.loads(response.body)


def streamed(response: Any) -> bytes:
    async def collect() -> bytes:
        return b"".join([chunk async for chunk in response.body_iterator])

    with ThreadPoolExecutor(1) as pool:  # the browser tests leave a loop running in this thread
        return pool.submit(anyio.run, collect).result()


@pytest.fixture
def filled(store: Store) -> Store:
    put(store, Told("balloon_launch", date(2024, 6, 1), 126.78, 37.76, "Paju"), 1)
    put(store, Told("shelling", date(2024, 6, 5), 129.3, 36.0, "Pohang", status=Status.CLAIMED), 2)
    put(store, Told("demolition", date(2024, 6, 1), 0, 0, "MDL", end=date(2024, 6, 30), line=MDL, radius_m=0,
                    precision=PlacePrecision.ALONG_LINE), 3)  # fmt: skip
    return store


def test_symbols_of_a_view_carry_what_is_drawn(filled: Store) -> None:
    marks = body(ask(routes.symbols, bbox=KOREA, z=9))["symbols"]
    assert len(marks) == 3
    pohang = next(mark for mark in marks if mark["id"] == "incident-2")
    assert pohang | {"group": "armed", "status": "claimed", "precision": "locality", "n": 1} == pohang
    assert pohang["radius"] == 5000
    assert "Pohang" in pohang["title"]
    assert "5 Jun 2024" in pohang["title"]


def test_symbols_obey_filters_and_tell_uncertain_dates(filled: Store) -> None:
    asked = {"bbox": KOREA, "z": 9, "since": "2024-06-01", "until": "2024-06-02"}
    marks = body(ask(routes.symbols, **asked))["symbols"]
    assert {mark["id"]: mark["uncertain"] for mark in marks} == {"incident-1": False, "incident-3": True}
    assert len(body(ask(routes.symbols, **asked, certain=1))["symbols"]) == 1
    assert len(body(ask(routes.symbols, bbox=KOREA, z=9, groups="armed"))["symbols"]) == 1


def test_lines_come_as_shapes(filled: Store) -> None:
    shapes = body(ask(routes.shapes, bbox=KOREA, z=9))["shapes"]
    assert [shape["id"] for shape in shapes] == ["incident-3"]
    assert shapes[0]["geometry"]["type"] == "LineString"
    assert body(ask(routes.shapes, bbox="127,38,127,38", z=9))["shapes"] == []


def test_members_of_a_spot_and_of_a_line(filled: Store) -> None:
    put(filled, Told("shelling", date(2024, 7, 1), 126.78, 37.76, "Paju"), 4)
    put(filled, Told("threat", date(2024, 7, 2), 0, 0, "MDL", line=MDL, precision=PlacePrecision.ALONG_LINE), 5)
    assert body(ask(routes.members, bbox="126.78,37.76,126.78,37.76"))["ids"] == ["incident-4", "incident-1"]
    assert body(ask(routes.members, bbox="126.78,37.76,126.78,37.76", groups="armed"))["ids"] == ["incident-4"]
    assert set(body(ask(routes.members, incident="incident-3"))["ids"]) == {"incident-3", "incident-5"}


def test_whereabouts_of_one_incident(filled: Store) -> None:
    found = body(ask(routes.incident, {"id": "incident-1"}))
    assert (found["lon"], found["lat"]) == (126.78, 37.76)
    assert found["bbox"][0] < 126.78 < found["bbox"][2]
    assert body(ask(routes.incident, {"id": "incident-3"}))["geometry"]["type"] == "LineString"
    assert ask(routes.incident, {"id": "nobody"}).status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"bbox": "1,2,3", "z": 4},
        {"bbox": "a,b,c,d", "z": 4},
        {"bbox": "0,10,10,0", "z": 4},
        {"bbox": "inf,0,1,1", "z": 4},
        {"bbox": KOREA, "z": "high"},
        {"bbox": KOREA, "z": "nan"},
        {"bbox": KOREA, "z": 99},
        {"bbox": KOREA, "z": 4, "since": "1.6.2024"},
        {"bbox": KOREA, "z": 4, "kinds": "<script>"},
        {"bbox": KOREA, "z": 4, "since": "2024-06-02", "until": "2024-06-01"},
    ],
)
def test_bad_parameters_are_refused_in_one_sentence(store: Store, query: dict[str, Any]) -> None:
    for handler in (routes.symbols, routes.shapes, routes.members):
        response = ask(handler, **query)
        assert response.status_code == 400
        assert body(response)["error"].count(". ") == 0


def test_exports_hold_exactly_what_the_filters_keep(filled: Store) -> None:
    asked = {"since": "2024-06-01", "until": "2024-06-02", "certain": 1}
    document = json.loads(streamed(ask(routes.export_geojson, **asked)))
    assert [feature["id"] for feature in document["features"]] == ["incident-1"]
    table = streamed(ask(routes.export_csv, **asked)).decode("utf-8-sig")
    assert [row["id"] for row in csv.DictReader(io.StringIO(table))] == ["incident-1"]


def test_exports_are_named_after_their_days(filled: Store) -> None:
    response = ask(routes.export_geojson, since="2024-06-01", until="2024-06-02")
    assert response.headers["content-disposition"] == 'attachment; filename="borderwatch-2024-06-01-2024-06-02.geojson"'
    assert response.headers["content-type"] == "application/geo+json"
    streamed(response)
    assert ask(routes.export_csv, kinds="none_such").status_code == 400


def test_an_export_of_nothing_is_still_a_collection(store: Store) -> None:
    assert json.loads(streamed(ask(routes.export_geojson)))["features"] == []


def test_a_damaged_store_is_said(store_path: Path, store: Store) -> None:
    store.close()
    store_path.write_bytes(b"no database at all")
    response = ask(routes.symbols, bbox=KOREA, z=5)
    assert response.status_code == 503
    assert "no GeoPackage" in body(response)["error"]


def test_a_store_that_was_taken_away_is_said_and_found_again(store_path: Path, filled: Store) -> None:
    assert ask(routes.symbols, bbox=KOREA, z=5).status_code == 200
    away = store_path.with_suffix(".away")
    store_path.rename(away)
    assert ask(routes.symbols, bbox=KOREA, z=5).status_code == 503
    away.rename(store_path)
    assert ask(routes.symbols, bbox=KOREA, z=5).status_code == 200


def test_the_basemap_is_sent_compressed_and_plain() -> None:
    plain, packed = ask(routes.ground), ask(routes.ground, gzipped=True)
    assert packed.headers["content-encoding"] == "gzip"
    assert json.loads(gzip.decompress(packed.body)) == body(plain)
