from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import InputError
from geo.places.dump import CLASSES, CODES, FlawError, read_line
from geo.places.dump_files import identity, lines, opened

if TYPE_CHECKING:
    from pathlib import Path

CELLS = {
    "id": "21", "name": "Newford", "plain": "Newford", "others": "Neufurt,NWF", "lat": "50.2", "lon": "10.2",
    "letter": "P", "code": "PPL", "country": "DE", "others_cc": "", "admin1": "02", "admin2": "094", "admin3": "",
    "admin4": "", "people": "80", "height": "", "dem": "9", "zone": "Europe/Berlin", "day": "2024-05-01",
}  # fmt: skip


def line(**changed: str) -> bytes:
    return "\t".join((CELLS | changed).values()).encode()


def test_a_line_is_a_row() -> None:
    found = read_line(line())
    row = found.row
    assert (row.key, row.name, row.lon, row.lat, row.population) == (21, "Newford", 10.2, 50.2, 80)
    assert row.names == ["Newford", "Newford", "Neufurt"]  # a code of capitals is no name
    assert (row.feature_class, row.country, found.admin1, found.admin2) == ("town", "DE", "DE.02", "DE.02.094")


@pytest.mark.parametrize(
    ("letter", "code", "feature_class"),
    [
        ("P", "PPLX", "quarter"),
        ("A", "ADM1", "admin1"),
        ("H", "STM", "river"),
        ("S", "PSTB", "post"),
        ("S", "", "site"),
    ],
)
def test_feature_codes_are_classes(letter: str, code: str, feature_class: str) -> None:
    assert read_line(line(letter=letter, code=code)).row.feature_class == feature_class


def test_every_class_is_numbered() -> None:
    assert set(CODES.values()) <= set(CLASSES)


@pytest.mark.parametrize(
    ("changed", "kind", "part"),
    [
        ({"day": "2024-05-01\tmore"}, "wrong columns", "20 columns"),
        ({"day": "2024-0"}, "wrong columns", "no day"),
        ({"lat": "127.0", "lon": "37.5"}, "bad coordinates", "look swapped"),
        ({"lat": "127.0", "lon": "137.5"}, "bad coordinates", "no position on earth"),
        ({"lon": "1_0.2"}, "bad coordinates", "'1_0.2'"),
        ({"lat": "５0.2"}, "bad coordinates", "no position"),
        ({"lat": "50,2"}, "bad coordinates", "'50,2'"),
        ({"name": "New\x1bford"}, "control characters", "steer a terminal"),
        ({"others": "a\x00b"}, "control characters", "steer a terminal"),
        ({"lon": "east"}, "bad coordinates", "'east'"),
        ({"lat": "nan"}, "bad coordinates", "'nan'"),
        ({"id": "0"}, "bad id", "'0'"),
        ({"id": "9999999999999"}, "bad id", "no number"),
        ({"id": "-3"}, "bad id", "'-3'"),
        ({"name": " "}, "no name", "no name"),
        ({"country": "GER"}, "bad country", "'GER'"),
        ({"people": "many"}, "bad population", "'many'"),
        ({"people": "99999999999"}, "bad population", "99999999999"),
    ],
)
def test_a_flaw_is_named(changed: dict[str, str], kind: str, part: str) -> None:
    with pytest.raises(FlawError, match=part) as caught:
        read_line(line(**changed))
    assert caught.value.kind == kind


def test_marks_of_direction_are_no_part_of_a_name() -> None:
    assert read_line(line(name="\u202eNewford\u202c", plain="\ufeffNewford")).row.name == "Newford"


def test_text_must_be_utf_8() -> None:
    with pytest.raises(FlawError, match="UTF-8"):
        read_line(b"\xff" + line())


@given(st.binary(max_size=300))
def test_whatever_a_line_holds_it_is_a_row_or_a_flaw(raw: bytes) -> None:
    with suppress(FlawError):
        assert read_line(raw).row.key > 0


@given(st.lists(st.binary(max_size=20).map(lambda raw: raw.replace(b"\n", b"")), max_size=8), st.data())
def test_reading_goes_on_from_any_line(given_lines: list[bytes], data: st.DataObject) -> None:
    whole = list(lines(io.BytesIO(b"\n".join(given_lines))))
    cut = data.draw(st.integers(0, len(whole)))
    start = whole[cut - 1] if cut else None
    rest = lines(io.BytesIO(b"\n".join(given_lines)), start.after if start else 0, start.number if start else 0)
    assert list(rest) == whole[cut:]


def test_a_very_long_line_is_one_line() -> None:
    found = list(lines(io.BytesIO(b"a" * 200_000 + b"\nb\n")))
    assert [(one.number, one.is_long) for one in found] == [(1, True), (2, False)]
    assert found[1].text == b"b"


def test_only_the_last_line_is_open() -> None:
    assert [one.is_open for one in lines(io.BytesIO(b"a\n\nb\nc"))] == [False, False, True]


def test_a_zip_is_read_without_its_notes(tmp_path: Path) -> None:
    path = tmp_path / "DE.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "notes")
        archive.writestr("DE.txt", "a\nb\n")
    with opened(path) as (file, size):
        assert ([one.text for one in lines(file)], size) == ([b"a", b"b"], 4)
    with opened(path) as (file, _):
        assert [one.text for one in lines(file, 2, 1)] == [b"b"]


def test_a_damaged_or_strange_zip_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "DE.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("DE.txt", "".join(f"{number}\n" for number in range(9999)))
    whole = path.read_bytes()
    path.write_bytes(whole[:200] + bytes(40) + whole[240:])
    with pytest.raises(InputError, match=r"DE\.zip is damaged"), opened(path) as (file, _):
        list(lines(file))
    path.write_bytes(whole[:-30])
    with pytest.raises(InputError, match="no whole zip"), opened(path):
        pass
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("picture.png", "")
    with pytest.raises(InputError, match="holds 0 tables"), opened(path):
        pass


def test_files_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "DE.txt"
    path.write_bytes(line())
    before = identity(path)
    assert identity(path) == before
    path.write_bytes(line(people="81"))
    assert identity(path) != before
