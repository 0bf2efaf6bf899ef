"""A line of a GeoNames dump → a row for the gazetteer, or why it cannot be one.

The form is that of https://download.geonames.org/export/dump/readme.txt: 19 columns parted by tabs, UTF-8, no header.
"""

from __future__ import annotations

import math
import re
import unicodedata
from typing import NamedTuple

from geo.places.rows import Row, settlement_names

COLUMNS = 19
LARGEST_ID = (1 << 31) - 1
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_DEGREES = re.compile(r"[-+]?(?:\d{1,3}(?:\.\d*)?|\.\d+)", re.ASCII)  # float() would take '3_7' and other digits, too
_INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")  # marks of direction and the like
_LARGEST_POPULATION = 0xFFFFFFFF
COUNTRY_CODES = frozenset({"PCL", "PCLD", "PCLF", "PCLI", "PCLIX", "PCLS", "TERR"})
# by feature code, else by feature class; codes that are not named here are sites
_OF_CODE = {
    "admin1": "ADM1 ADM1H", "admin2": "ADM2 ADM2H", "district": "ADM3 ADM4 ADM5 ADMD ADM3H ADM4H", "capital": "PPLC",
    "quarter": "PPLX", "village": "PPLL PPLF", "river": "STM STMS STMA STMI STMM STMX WAD ESTY DLTA",
    "lake": "LK LKS LKI LKN LKO RSV RSVI LGN LGNS PND", "sea": "SEA OCN GULF BAY BAYS BGHT COVE HBR ANCH",
    "strait": "STRT CHN CHNM SD NRWS", "canal": "CNL CNLI DTCH", "shoal": "SHOL RF RFC BNK BAR ATOL",
    "island": "ISL ISLS ISLET ISLF ISLX RK RKS", "pass": "PASS GAP", "cape": "CAPE PT PEN HDLD SPIT",
    "region": "RGN RGNE RGNH AREA PRK RES VAL VALS DSRT PLN BSN FRST PLAT COAST",
    "base": "MILB INSM AIRB NVB ANS FT", "camp": "CMP CMPRF CMPMN", "post": "PSTB PSTP GRP",
    "crossing": "CSTM PSTC BDRY", "bridge": "BDG", "tunnel": "TNL TNLRD TNLRR", "dam": "DAM", "road": "RD HWY ST RDJCT",
    "station": "RSTN RSTP BUSTN AIRP AIRF AIRH",
}  # fmt: skip
CODES = {code: name for name, codes in _OF_CODE.items() for code in codes.split()}
_OF_CLASS = {
    "P": "town", "A": "district", "H": "river", "T": "mountain", "L": "region", "R": "road", "V": "region", "U": "sea",
}  # fmt: skip
CLASSES = tuple(sorted({*_OF_CODE, *_OF_CLASS.values(), "site"}))
# among places of one name and population: settlements, areas, relief and water, the rest
_WEIGHTS = {"P": 0, "A": 1, "T": 2, "H": 3, "L": 4}
_LAST = 5
# how far a place reaches, in metres, where no source says
_RADIUS_M = {
    "admin1": 60_000, "admin2": 20_000, "district": 8_000, "region": 10_000, "sea": 20_000, "river": 10_000,
    "island": 3_000, "lake": 3_000, "strait": 10_000, "mountain": 3_000, "road": 5_000, "cape": 2_000,
}  # fmt: skip


class FlawError(ValueError):
    """Why a line cannot be taken: `kind` for counting, the message for reading."""

    def __init__(self, kind: str, message: str) -> None:
        """Keep the kind beside the message."""
        super().__init__(message)
        self.kind = kind


class Line(NamedTuple):
    """A row, its feature code, and the codes of its first and second order subdivision ('KR.06', 'KR.06.4211')."""

    row: Row
    code: str
    admin1: str
    admin2: str


def read_line(raw: bytes) -> Line:
    """A line of a dump, without its line end.

    Raises:
        FlawError: it cannot be taken.
    """
    try:
        cells = raw.decode().split("\t")
    except UnicodeDecodeError as error:
        raise FlawError("not UTF-8", "the text is not UTF-8") from error
    if len(cells) != COLUMNS:
        raise FlawError("wrong columns", f"{len(cells)} columns where there should be {COLUMNS}")
    number, name, plain, others, lat, lon, letter, code, country, _, first, second, *_, people, _, _, _, day = cells
    if not (number.isascii() and number.isdigit() and 0 < int(number[:12]) <= LARGEST_ID):
        raise FlawError("bad id", f"the id {number[:20]!r} is no number up to {LARGEST_ID:,}")
    if not _DAY.fullmatch(day) and day:
        raise FlawError("wrong columns", f"the last column, {day[:20]!r}, is no day")
    lon_deg, lat_deg = position(lon, lat)
    name, plain, others = (_INVISIBLE.sub("", cell) for cell in (name, plain, others))
    if not name.strip():
        raise FlawError("no name", "the place has no name")
    if any(unicodedata.category(letter) == "Cc" for letter in name + plain + others):
        raise FlawError("control characters", f"the name {name[:40]!r} holds characters that steer a terminal")
    if not (country == "" or (len(country) == 2 and country.isascii() and country.isalpha())):
        raise FlawError("bad country", f"the country {country[:20]!r} is no code of two letters")
    feature_class = CODES.get(code) or _OF_CLASS.get(letter, "site")
    row = Row(
        source="geonames",
        key=int(number),
        name=name,
        lon=lon_deg,
        lat=lat_deg,
        feature_class=feature_class,
        country=country.upper(),
        population=_people(people),
        radius_m=_RADIUS_M.get(feature_class, 0),
        names=settlement_names(name, [other for other in (plain, *others.split(",")) if other], country.upper()),
        weight=_WEIGHTS.get(letter, _LAST),
        basis="",
    )
    admin1 = f"{country}.{first}" if first and first != "00" else ""
    return Line(row, code, admin1, f"{admin1}.{second}" if admin1 and second else "")


def day_of(raw: bytes) -> str:
    """The day on which a good line was last changed, '' if it says none."""
    return raw.rpartition(b"\t")[2].decode()


def position(lon: str, lat: str) -> tuple[float, float]:
    """Degrees from two cells.

    Raises:
        FlawError: they are no position.
    """
    are_numbers = _DEGREES.fullmatch(lon) and _DEGREES.fullmatch(lat)
    east, north = (float(lon), float(lat)) if are_numbers else (math.nan, math.nan)
    if -180 <= east <= 180 and -90 <= north <= 90:
        return east, north
    swapped = "; latitude and longitude look swapped" if -90 <= east <= 90 and -180 <= north <= 180 else ""
    raise FlawError(
        "bad coordinates", f"latitude {lat[:20]!r}, longitude {lon[:20]!r} is no position on earth{swapped}"
    )


def _people(cell: str) -> int:
    if not cell:
        return 0
    if not (cell.isascii() and cell.isdigit() and int(cell[:12]) <= _LARGEST_POPULATION):
        raise FlawError("bad population", f"the population {cell[:20]!r} is no number of people")
    return int(cell)
