from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import marisa_trie
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.places import tries
from geo.places.layout import RECORD, SOURCES
from geo.places.normalise import normalise
from geo.places.rows import Row
from geo.places.tries import Names
from geo.places.writing import join, write_batch

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pytest
    from numpy.typing import NDArray

WORDS = ["Ford", "Old Ford", "New Ford", "Fürth", "San", "San Marco", "San Marco Sud", "Santa Fe", "Yeon-ri", "연평도"]
CLASSES = ["site", "town"]


def rows() -> st.SearchStrategy[list[Row]]:
    name = st.sampled_from(WORDS)
    row = st.builds(
        Row, source=st.sampled_from(SOURCES), key=st.integers(0, 99), name=name, lon=st.floats(-180, 180),
        lat=st.floats(-90, 90), feature_class=st.sampled_from(CLASSES), country=st.sampled_from(["KR", "KP/KR", ""]),
        population=st.integers(0, 0xFFFFFFFF), names=st.lists(name, max_size=4), admin1=st.integers(-1, 3),
    )  # fmt: skip
    return st.lists(row, min_size=1, max_size=12)


def untouched(_table: NDArray[Any]) -> None:
    """Leave subdivisions as they are."""


def written(given_rows: Sequence[Row], folder: Path, size: int, most: int | None = None) -> Path:
    """The files of rows that are written in batches of a size."""
    batches, target = folder / "batches", folder / "target"
    batches.mkdir()
    target.mkdir()
    starts = range(0, len(given_rows), size)
    for number, start in enumerate(starts):
        write_batch(given_rows[start : start + size], start, batches, number, CLASSES)
    join(batches, len(starts), target, untouched, most)
    return target


def plainly(given_rows: Sequence[Row], folder: Path) -> None:
    """The same files made in memory, as the gazetteer was compiled at first."""
    table, strings = np.zeros(len(given_rows), dtype=np.dtype(RECORD)), b""
    pairs: dict[str, dict[int, int]] = {}
    for position, row in enumerate(given_rows):
        table[position] = (
            round(row.lon * 1e6), round(row.lat * 1e6), row.population, row.radius_m, row.key, len(strings), row.admin1,
            row.admin2, row.country.encode(), SOURCES.index(row.source), len(row.names),
            CLASSES.index(row.feature_class),
        )  # fmt: skip
        strings += "\t".join((row.name, row.slug, row.basis)).encode() + b"\n"
        for name in {*row.names, row.name}:
            key = normalise(name)
            pairs.setdefault(key, {})[position] = int(key == normalise(row.name))
    trie = marisa_trie.Trie(sorted(pairs))
    trie.save(str(folder / "names.marisa"))
    rank = np.lexsort((-table["population"].astype(np.int64), table["source"] > 0)).tolist()
    postings, offsets = [], [0]
    for key in sorted(pairs, key=trie.__getitem__):
        postings += [owner * 2 + pairs[key][owner] for owner in sorted(pairs[key], key=rank.index)]
        offsets.append(len(postings))
    np.save(folder / "places.npy", table)
    np.save(folder / "postings.npy", np.array(postings, dtype="<u4"))
    np.save(folder / "offsets.npy", np.array(offsets, dtype="<u4"))
    (folder / "strings.bin").write_bytes(strings)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@settings(deadline=None, max_examples=30)
@given(given_rows=rows(), size=st.integers(1, 13))
def test_batches_give_the_bytes_of_a_compiler_in_memory(given_rows: list[Row], size: int) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        (folder / "plain").mkdir()
        plainly(given_rows, folder / "plain")
        assert contents(written(given_rows, folder, size)) == contents(folder / "plain")


def test_several_tries_know_what_one_knows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tries, "LARGEST", 2)
    given_rows = [Row("geonames", n, name, 0, 0, "town", "KR", names=[name]) for n, name in enumerate(WORDS)]
    batches = tmp_path / "batches"
    batches.mkdir()
    write_batch(given_rows, 0, batches, 0, CLASSES)
    firsts = join(batches, 1, tmp_path, untouched).tries
    assert firsts == ["ford", "new", "san", "santa", "연평도"]  # 'san', 'san marco' and 'san marco sud' share a trie
    names = Names(tmp_path, firsts)
    numbers = [names.number(normalise(name)) for name in WORDS]
    assert sorted(numbers) == list(range(len(WORDS)))
    assert names.prefixes("san marco sud est") == ["san", "san marco", "san marco sud"]
    assert names.number("nowhere") is None


def test_a_name_keeps_its_first_places(tmp_path: Path) -> None:
    given_rows = [Row("geonames", n, "Ford", 0, 0, "town", "KR", population=n) for n in range(9)]
    folder = written(given_rows, tmp_path, 4, most=3)
    assert [posting >> 1 for posting in np.load(folder / "postings.npy").tolist()] == [8, 7, 6]
