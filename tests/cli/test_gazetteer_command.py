from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from geo.places.rows import Row

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

    Run = Callable[..., Any]

ROWS = [
    Row("curated", 2, "Old Ford", 10.0, 50.0, "crossing", "DE", names=["Old Ford"], slug="old-ford"),
    Row("geonames", 11, "Ford", 10.1, 50.1, "town", "DE", population=900, names=["Ford"]),
]
LINE = "21\tNewford\tNewford\tNeufurt\t50.2\t10.2\tP\tPPL\tDE\t\t\t\t\t\t80\t\t9\tEurope/Berlin\t2024-05-01\n"


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small gazetteer in place of the embedded one, and a folder for what the user adds."""
    monkeypatch.setattr("geo.places.compile.all_rows", lambda _say: ROWS)
    from geo.places.compile import build

    small = build(tmp_path / "gazetteer")
    for module in ("gazetteer", "imports"):
        monkeypatch.setattr(f"geo.places.{module}.DEFAULT_FOLDER", small)
    monkeypatch.setenv("BORDERWATCH_PLACES", str(tmp_path / "places"))
    return tmp_path / "places"


def test_a_gazetteer_is_built_unless_it_is_current(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    built = []
    monkeypatch.setattr("geo.places.compile.build", lambda folder, progress: built.append(folder))
    monkeypatch.setattr("geo.places.compile.is_current", lambda folder: folder == tmp_path / "new")
    for args in (["new", "--if-stale"], ["old", "--if-stale"], ["new"]):
        assert run("gazetteer", "build", "-o", tmp_path / args[0], *args[1:]).status == 0
    assert built == [tmp_path / "old", tmp_path / "new"]


def test_a_dump_is_imported_and_told_of(run: Run, own: Path, tmp_path: Path) -> None:
    dump = tmp_path / "DE.txt"
    dump.write_text(LINE + LINE.replace("21", "22", 1).replace("50.2", "95"), encoding="utf-8")
    result = run("gazetteer", "import", dump)
    assert result.status == 2
    assert "1 places with 2 names were added" in result.err
    assert "DE.txt, line 2: latitude '95'" in result.err
    status = run("gazetteer", "status").out
    assert "DE.txt" in status
    assert "CC BY 4.0, last changed 2024-05-01" in status
    assert run("where", "Neufurt").out.split("\t")[1:4] == ["Newford", "town", "DE"]


def test_a_missing_dump_is_one_sentence(run: Run, own: Path, tmp_path: Path) -> None:
    result = run("gazetteer", "import", tmp_path / "none.zip")
    assert (result.status, result.out) == (2, "")
    assert "none.zip cannot be read" in result.err


def test_what_is_decided_stands_until_it_is_taken_back(run: Run, own: Path) -> None:
    assert run("gazetteer", "always", "the Ford", "curated:old-ford").status == 0
    assert run("where", "--ids", "Ford").out.startswith("curated:old-ford\t")
    assert "always the Ford → curated:old-ford Old Ford" in run("gazetteer", "status").out
    assert run("gazetteer", "forget", "Ford").status == 0
    assert run("where", "--ids", "Ford").out.startswith("geonames:11\t")
    assert json.loads((own / "always.json").read_text(encoding="utf-8")) == {}


def test_what_cannot_be_decided_is_one_sentence(run: Run, own: Path) -> None:
    for args, part in (
        (["always", "Ford", "geonames:999"], "no place with the id 'geonames:999'"),
        (["forget", "Ford"], "Nothing was decided on 'Ford'"),
        (["always", "7", "geonames:11"], "two letters"),
    ):
        result = run("gazetteer", *args)
        assert result.status == 2
        assert part in result.err
        assert result.err.count("\n") == 1


def test_without_a_folder_nothing_is_kept(run: Run, own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BORDERWATCH_PLACES", "")
    for args in (["always", "Ford", "geonames:11"], ["forget", "Ford"], ["import", "DE.txt"]):
        assert "BORDERWATCH_PLACES is empty" in run("gazetteer", *args).err


def test_refused_places_are_listed(run: Run, own: Path) -> None:
    own.mkdir()
    (own / "mine.csv").write_text("name,lat,lon\nPost,50,10\nSwapped,127,37\n", encoding="utf-8")
    result = run("gazetteer", "status")
    assert result.status == 2
    assert "1 mine.csv: 1 in ~DE" in result.out
    assert "mine.csv, line 3: Swapped: lat 127, lon 37 is no position on earth" in result.out
