"""First-level divisions of Natural Earth (data/admin1.csv.gz), and newspapers' abbreviations of such divisions."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from geo.places.normalise import normalise
from geo.places.rows import DATA, Row, plain_names, records, spellings, split

if TYPE_CHECKING:
    from collections.abc import Iterator

ABBREVIATIONS_CSV = DATA / "abbreviations.csv"
ADMIN1_CSV = DATA / "admin1.csv.gz"


def division_rows() -> Iterator[Row]:
    """First-level divisions, and regions made of several, from Natural Earth."""
    for number, record in enumerate(records(ADMIN1_CSV), start=2):
        yield Row(
            source="naturalearth",
            key=number,
            name=record["name"],
            lon=float(record["lon"]),
            lat=float(record["lat"]),
            feature_class="region" if record["level"] == "region" else "admin1",
            country=record["country"],
            radius_m=int(float(record["radius_m"])),
            names=spellings(plain_names([record["name"], *split(record["names"])]), record["country"]),
            slug=record["id"].removeprefix("ne:"),
            basis=record["note"],
        )


def shapes_by_code() -> dict[tuple[str, str], Row]:
    """Natural Earth's units by country and ISO 3166-2 code, where only one has it."""
    codes = Counter((record["country"], record["iso"]) for record in records(ADMIN1_CSV) if record["level"] == "unit")
    rows = zip(records(ADMIN1_CSV), division_rows(), strict=True)
    pairs = (((record["country"], record["iso"]), row) for record, row in rows)
    return {code: row for code, row in pairs if code[1] and codes[code] == 1 and row.feature_class == "admin1"}


def unmatched(divisions: list[Row], subdivisions: list[Row]) -> list[Row]:
    """The divisions of Natural Earth that are not among the subdivisions under any of their names."""
    known = {(row.country, normalise(n)) for row in subdivisions if row.feature_class == "admin1" for n in row.names}
    return [row for row in divisions if (row.country, normalise(row.name)) not in known]


def abbreviations() -> dict[str, list[str]]:
    """ISO 3166-2 code → abbreviations of newspapers ('Calif.')."""
    table: dict[str, list[str]] = {}
    for record in records(ABBREVIATIONS_CSV):
        table[record["code"]] = split(record["abbreviations"])
    return table
