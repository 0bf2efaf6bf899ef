"""Rows, batch by batch, into the files of a gazetteer (layout.py), with the memory of one batch.

A batch leaves its records, strings and names on disk, the names sorted; at the end the records are joined and the names
are merged (an external sort). The embedded gazetteer and an imported dump are written by this one code.
"""

from __future__ import annotations

import shutil
from contextlib import ExitStack
from heapq import merge
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from geo.errors import GazetteerError
from geo.places.layout import RECORD, SOURCES
from geo.places.normalise import normalise
from geo.places.tries import NameFiles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from geo.places.rows import Row

BATCH = 100_000
_MOST_PEOPLE = 0xFFFFFFFF
_LONGEST = 1 << 32  # bytes of strings.bin: records point into it with 32 bits
_OWNER = slice(10, 18)


class Counts(NamedTuple):
    """How many places and names were written, and the first name (a word) of each trie."""

    places: int
    names: int
    tries: list[str]


def write_batch(rows: Sequence[Row], first: int, folder: Path, number: int, classes: Sequence[str]) -> None:
    """Leave a batch on disk for `join`.

    Args:
        rows: the batch; `admin1` and `admin2` are written as they are, for `join` to translate.
        first: the position of its first row in the whole gazetteer.
        folder: where.
        number: which batch it is.
        classes: all feature classes, in the order in which records number them.
    """
    numbers = {name: place for place, name in enumerate(classes)}
    table = np.zeros(len(rows), dtype=np.dtype(RECORD))
    strings = bytearray()
    names: list[bytes] = []
    for position, row in enumerate(rows):
        table[position] = (
            round(row.lon * 1e6), round(row.lat * 1e6), row.population, row.radius_m, row.key, len(strings),
            row.admin1, row.admin2, row.country.encode(), SOURCES.index(row.source), min(255, len(row.names)),
            numbers[row.feature_class],
        )  # fmt: skip
        strings += "\t".join((row.name, row.slug, row.basis)).encode() + b"\n"
        names += _name_lines(row, first + position)
    names.sort()
    np.save(folder / f"{number:06}.npy", table)
    (folder / f"{number:06}.strings").write_bytes(strings)
    (folder / f"{number:06}.names").write_bytes(b"".join(names))


def _name_lines(row: Row, position: int) -> Iterator[bytes]:
    """A line for each key: they sort by key, curated places first, then the more populous, then as they were given."""
    main = normalise(row.name)
    tier = int(row.source != "curated")
    for key in {normalise(name) for name in (*row.names, row.name)}:
        if len(key) > 1 and not key.isdigit():
            order = f"{tier}{_MOST_PEOPLE - row.population:08x}{row.weight:x}{position:08x}{int(key == main)}"
            yield f"{key}\t{order}\n".encode()


def join(
    folder: Path, batches: int, target: Path, parents: Callable[[NDArray[Any]], None], most: int | None = None
) -> Counts:
    """Write the files of a gazetteer from the batches in a folder.

    Args:
        folder: where the batches are, numbered from 0.
        batches: how many there are.
        target: the folder to write to.
        parents: translates admin1 and admin2 of a batch of records in place.
        most: how many places a name may have at most, the first ones being kept; None for all.

    Raises:
        GazetteerError: there is more text than records can point to.
    """
    places = _join_records(folder, batches, target, parents)
    with ExitStack() as files:
        streams = [files.enter_context((folder / f"{number:06}.names").open("rb")) for number in range(batches)]
        names = NameFiles(target)
        for key, group in groupby(merge(*streams), key=lambda line: line.partition(b"\t")[0]):
            names.add(key.decode(), [_posting(line) for line in group][:most])
    count, tries = names.close()
    return Counts(places, count, tries)


def _posting(line: bytes) -> int:
    order = line.rpartition(b"\t")[2]
    return int(order[_OWNER], 16) * 2 + (order[_OWNER.stop] - ord("0"))


def _join_records(folder: Path, batches: int, target: Path, parents: Callable[[NDArray[Any]], None]) -> int:
    """Write places.npy and strings.bin; the number of places."""
    tables = [folder / f"{number:06}.npy" for number in range(batches)]
    total = sum(len(np.load(path, mmap_mode="r")) for path in tables)
    header = {"descr": np.lib.format.dtype_to_descr(np.dtype(RECORD)), "fortran_order": False, "shape": (total,)}
    with (target / "places.npy").open("wb") as records, (target / "strings.bin").open("wb") as strings:
        np.lib.format.write_array_header_1_0(records, header)
        for path in tables:
            table = np.load(path)
            start = strings.tell()
            with path.with_suffix(".strings").open("rb") as own:
                shutil.copyfileobj(own, strings)
            if strings.tell() >= _LONGEST:
                raise GazetteerError("The places have more than 4 GB of names: import fewer of them.")
            table["text"] += np.uint32(start)
            parents(table)
            records.write(table.tobytes())
    return total
