"""Reading a GeoNames dump in batches: each is judged line by line and left on disk with a note of how far it came.

The note is written last and under its final name at once, so that a reader who was killed goes on after the last note.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from geo.places.countries import countries
from geo.places.dump import CLASSES, COUNTRY_CODES, FlawError, day_of, read_line
from geo.places.writing import write_batch

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from numpy.typing import NDArray

    from geo.places.dump import Line
    from geo.places.dump_files import RawLine
    from geo.places.homes import Homes
    from geo.places.rows import Row

LISTED = 20  # flawed lines that are listed in full
TORN = "torn last line"
_HEADS = ("ADM1", "ADM2")


@dataclass(slots=True)
class Note:
    """How far a batch came, and what was found in it.

    Attributes:
        file, line, offset: number of the input file, the last line read of it, and the offset after that.
        rows: places in the batch.
        known: GeoNames' numbers of places that the gazetteer has already.
        flaws: how many lines could not be taken, by what is wrong with them.
        listed: the first of them, each as a sentence.
        codes: codes of subdivisions met for the first time; they are numbered through all batches.
        heads: number of a code, and GeoNames' number of the subdivision that has it.
        newest: the latest day on which a line was changed.
    """

    file: int = 0
    line: int = 0
    offset: int = 0
    rows: int = 0
    known: list[int] = field(default_factory=list)
    flaws: dict[str, int] = field(default_factory=dict)
    listed: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    heads: list[list[int]] = field(default_factory=list)
    newest: str = ""


class Ids:
    """A set of numbers below 2³¹, a bit each, in pages that are made when they are needed."""

    _PAGE = 1 << 16

    def __init__(self) -> None:
        """Begin empty."""
        self._pages: dict[int, bytearray] = {}

    def add(self, number: int) -> bool:
        """Put a number in; was it new?"""
        page = self._pages.setdefault(number // self._PAGE, bytearray(self._PAGE // 8))
        byte, bit = divmod(number % self._PAGE, 8)
        is_new = not page[byte] >> bit & 1
        page[byte] |= 1 << bit
        return is_new

    def __contains__(self, number: int) -> bool:
        """Is a number in?"""
        page = self._pages.get(number // self._PAGE)
        byte, bit = divmod(number % self._PAGE, 8)
        return page is not None and bool(page[byte] >> bit & 1)

    def update(self, numbers: Iterable[int]) -> None:
        """Put numbers in."""
        for number in numbers:
            self.add(number)


class Reading:
    """What has been read so far, from this run or an earlier one: batches in a folder."""

    def __init__(self, folder: Path, known: NDArray[Any], homes: Homes | None = None) -> None:
        """Take up the batches of a folder.

        Args:
            folder: where they are.
            known: GeoNames' numbers of the places that the embedded gazetteer has.
            homes: where countries have places, to tell swapped coordinates; None: nobody looks.
        """
        self.folder, self.homes = folder, homes
        self.notes: list[Note] = []
        self.places = 0
        self._known, self._seen = Ids(), Ids()
        self._known.update(known.tolist())
        self._codes: dict[str, int] = {}
        while (path := folder / f"{len(self.notes):06}.json").exists():
            self._take_up(Note(**json.loads(path.read_text(encoding="utf-8"))))

    def _take_up(self, note: Note) -> None:
        table = np.load(self.folder / f"{len(self.notes):06}.npy")
        self._seen.update(table["key"].tolist())
        self._seen.update(note.known)
        for code in note.codes:
            self._codes.setdefault(code, len(self._codes))
        self.places += note.rows
        self.notes.append(note)

    def add(self, lines: Iterable[RawLine], file: int, name: str) -> None:
        """Judge a batch of lines and leave it on disk.

        Args:
            lines: at least one.
            file: number of the input file.
            name: its name, for messages.
        """
        note, rows = Note(file=file), []
        flaws: Counter[str] = Counter()
        for line in lines:
            note.line, note.offset = line.number, line.after
            try:
                row = self._row(line, note)
            except FlawError as flaw:
                flaws[flaw.kind] += 1
                if len(note.listed) < LISTED:
                    note.listed.append(f"{name}, line {line.number}: {flaw}.")
            else:
                rows += [row] if row else []
        note.rows, note.flaws = len(rows), dict(flaws)
        write_batch(rows, self.places, self.folder, len(self.notes), CLASSES)
        path = self.folder / f"{len(self.notes):06}.json"
        fresh = path.with_suffix(".fresh")
        fresh.write_text(json.dumps(asdict(note)), encoding="utf-8")
        fresh.replace(path)
        self.places += note.rows
        self.notes.append(note)

    def _row(self, line: RawLine, note: Note) -> Row | None:
        """The row of a line, None if the gazetteer has the place already.

        Raises:
            FlawError: it cannot be taken.
        """
        if line.is_long:
            raise FlawError("wrong columns", "the line is too long to be a place")
        try:
            found = read_line(line.text)
        except FlawError as flaw:
            if line.is_open:
                raise FlawError(TORN, f"the file ends inside the line ({flaw}): fetch it again") from flaw
            raise
        self._check_country(found.row)
        number = found.row.key
        if not self._seen.add(number):
            raise FlawError("duplicate id", f"the id {number} is there already")
        note.newest = max(note.newest, day_of(line.text))
        found.row.admin1, found.row.admin2 = (self._code(code, note) for code in (found.admin1, found.admin2))
        self._note_head(found, note)
        is_country = found.code in COUNTRY_CODES and found.row.country in countries()
        if is_country or number in self._known:
            note.known.append(number)
            return None
        return found.row

    def _check_country(self, row: Row) -> None:
        if self.homes and self.homes.is_swapped(row.lon, row.lat, row.country):
            raise FlawError(
                "swapped coordinates",
                f"latitude {row.lat:g}, longitude {row.lon:g} lies outside {row.country}, the other way round inside; "
                "latitude and longitude look swapped",
            )

    def _note_head(self, found: Line, note: Note) -> None:
        if found.code in _HEADS:
            number = found.row.admin1 if found.code == "ADM1" else found.row.admin2
            if number >= 0:
                note.heads.append([number, found.row.key])

    def _code(self, code: str, note: Note) -> int:
        """The number of a code; a new one is noted. -1 for none."""
        if not code:
            return -1
        if code not in self._codes:
            self._codes[code] = len(self._codes)
            note.codes.append(code)
        return self._codes[code]

    def heads(self) -> NDArray[np.int32]:
        """GeoNames' number of the subdivision of each code, -1 where the dump has none."""
        numbers = np.full(len(self._codes) + 1, -1, dtype="<i4")
        for note in reversed(self.notes):
            for code, number in reversed(note.heads):
                numbers[code] = number
        return numbers
