"""Names and their places on disk: tries of a bounded size, the places of each name behind them.

A trie holds at most a million names or so, which bounds the memory that building one takes. Names with the same first
word are never parted, so that one trie knows all names with which a text can go on from a word.
"""

from __future__ import annotations

import shutil
from array import array
from bisect import bisect_right
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    import marisa_trie
    from numpy.typing import NDArray

LARGEST = 1 << 20  # names from which a trie ends with the first word that it has begun


def trie_file(number: int) -> str:
    """The file name of a trie."""
    return f"names-{number}.marisa" if number else "names.marisa"


def first_word(key: str) -> str:
    """The first word of a key."""
    return key.partition(" ")[0]


class Names:
    """The tries of a folder, mapped into memory; keys are numbered across them."""

    def __init__(self, folder: Path, firsts: list[str]) -> None:
        """Map them.

        Args:
            folder: where they are.
            firsts: the first word of each.
        """
        import marisa_trie

        self._tries = [marisa_trie.Trie().mmap(str(folder / trie_file(number))) for number in range(len(firsts))]
        self._firsts = firsts
        self._starts = np.cumsum([0, *map(len, self._tries)]).tolist()

    def number(self, key: str) -> int | None:
        """The number of a key; None if it is no name."""
        which, trie = self._at(key)
        found = trie.get(key)
        return None if found is None else self._starts[which] + int(found)

    def prefixes(self, key: str) -> list[str]:
        """Names with which a key begins, shortest first; all that end where a word of the key ends are among them."""
        found: list[str] = self._at(key)[1].prefixes(key)
        return found

    def _at(self, key: str) -> tuple[int, marisa_trie.Trie]:
        if len(self._tries) == 1:
            return 0, self._tries[0]
        which = max(0, bisect_right(self._firsts, first_word(key)) - 1)
        return which, self._tries[which]


class NameFiles:
    """Writes names, which come sorted, with the places of each: tries, postings.npy and offsets.npy."""

    def __init__(self, folder: Path) -> None:
        """Begin in an empty folder."""
        self._folder = folder
        self._keys: list[str] = []
        self._postings, self._ends = array("I"), array("I")
        self._firsts: list[str] = []
        self._count = self._written = 0
        self._spools = {name: (folder / f"{name}.spool").open("wb") for name in ("postings", "offsets")}
        self._spools["offsets"].write(np.zeros(1, dtype="<u4").tobytes())

    def add(self, key: str, postings: list[int]) -> None:
        """Take the next name with its places (position · 2, + 1 if it is the main name)."""
        if len(self._keys) >= LARGEST and first_word(key) != first_word(self._keys[-1]):
            self._flush()
        self._keys.append(key)
        self._postings.extend(postings)
        self._ends.append(len(self._postings))

    def close(self) -> tuple[int, list[str]]:
        """Finish the files: how many names there are, and the first word of each trie."""
        if self._keys or not self._firsts:
            self._flush()
        for name, length in (("postings", self._written), ("offsets", self._count + 1)):
            self._spools[name].close()
            spool = self._folder / f"{name}.spool"
            with (self._folder / f"{name}.npy").open("wb") as target, spool.open("rb") as source:
                header = {"descr": "<u4", "fortran_order": False, "shape": (length,)}
                np.lib.format.write_array_header_1_0(target, header)
                shutil.copyfileobj(source, target)
            spool.unlink()
        return self._count, self._firsts

    def _flush(self) -> None:
        """Write the names so far as a trie; it numbers them in an order of its own, and the places follow it."""
        import marisa_trie

        trie = marisa_trie.Trie(self._keys)
        trie.save(str(self._folder / trie_file(len(self._firsts))))
        order = np.empty(len(self._keys), dtype=np.int64)
        order[np.fromiter(map(trie.__getitem__, self._keys), dtype=np.int64, count=len(order))] = np.arange(len(order))
        postings, ends = np.array(self._postings, dtype="<u4"), np.array(self._ends, dtype=np.int64)
        starts = np.concatenate([np.zeros(1, dtype=np.int64), ends[:-1]])[: len(ends)]
        lengths = (ends - starts)[order]
        ends_now = np.cumsum(lengths)
        taken = np.arange(len(postings)) + np.repeat(starts[order] - (ends_now - lengths), lengths)
        self._write("postings", postings[taken])
        self._write("offsets", (ends_now + self._written).astype("<u4"))
        self._firsts.append(first_word(self._keys[0]) if self._keys else "")
        self._count += len(self._keys)
        self._written += len(postings)
        self._keys, self._postings, self._ends = [], array("I"), array("I")

    def _write(self, name: str, values: NDArray[np.uint32]) -> None:
        self._spools[name].write(values.tobytes())
