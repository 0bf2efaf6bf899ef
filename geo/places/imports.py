"""A GeoNames dump made into a layer of the gazetteer, in the form of the embedded one and beside it.

It is read in batches (batches.py) and joined at the end (writing.py). What was imported before stays in force until
the new files are whole: then one small file, replaced at once, points to them. The same dump gives the same bytes.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import shutil
from collections import Counter
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np

from geo.errors import GazetteerError, InputError
from geo.places.batches import LISTED, TORN, Reading
from geo.places.compile import code_fingerprint
from geo.places.dump import CLASSES
from geo.places.dump_files import identity, lines, opened
from geo.places.homes import Homes
from geo.places.layout import DEFAULT_FOLDER, FORMAT, POINTER, imported_folder, own_folder
from geo.places.mapped import Mapped, by_number
from geo.places.writing import BATCH, Counts, join

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from geo.places.compile import Progress

MOST = 40  # places that a name keeps: as many as are weighed for a name of a text (candidates.py)
_CODE = (
    "imports",
    "batches",
    "dump",
    "homes",
    "dump_files",
    "rows",
    "writing",
    "tries",
    "layout",
    "normalise",
    "romanise",
)


def import_dump(
    paths: Sequence[Path], folder: Path | None = None, progress: Progress | None = None, batch: int = BATCH
) -> dict[str, Any]:
    """Import a dump, in place of what was imported before; a run that was killed is taken up where it was.

    Args:
        paths: allCountries.zip, KR.txt …: one file or several, which are read as one.
        folder: of what the user adds; default: var/places, or what BORDERWATCH_PLACES names.
        progress: called with a short line now and then.
        batch: lines that are read before they are left on disk.

    Returns:
        The manifest of what was imported: counts, what could not be taken, the first such lines.

    Raises:
        InputError: a file cannot be read, or nothing in it is a place.
        GazetteerError: the embedded gazetteer is missing, or the folder cannot be written.
    """
    target = folder or own_folder()
    if target is None:
        raise InputError("BORDERWATCH_PLACES is empty, so that nothing is imported: name a folder, or unset it.")
    table = Mapped.open(DEFAULT_FOLDER).table
    known, homes = by_number(table)[0], Homes(table)
    say = progress or (lambda _line: None)
    name = _digest(paths, known, batch)
    try:
        target.mkdir(parents=True, exist_ok=True)
        with _alone(target):
            current = imported_folder(target)
            if current and current.name == f"imported-{name}" and current.is_dir():
                say("This very dump is imported already.")
            else:
                part = target / f".importing-{name}"
                part.mkdir(exist_ok=True)
                reading = _read(paths, Reading(part, known, homes), batch, say)
                if current and current.is_dir():
                    _check_whole(reading, paths, target / POINTER, say)
                _finish(reading, paths, name, target, say)
            return Mapped.open(target / f"imported-{name}").manifest
    except OSError as error:
        raise GazetteerError(f"The dump cannot be imported to {target} ({error}): free some space.") from error


def _digest(paths: Sequence[Path], known: NDArray[Any], batch: int) -> str:
    """What the files of an import follow from: the dump, the code, the embedded places, the size of batches."""
    digest = hashlib.sha256(f"{FORMAT} {batch} {code_fingerprint(_CODE)}".encode())
    digest.update(known.tobytes())
    for path in paths:
        digest.update(identity(path).encode())
    return digest.hexdigest()[:16]


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    with (folder / ".import.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise GazetteerError(f"Another import to {folder} is running: wait until it has ended.") from error
        yield


def _read(paths: Sequence[Path], reading: Reading, batch: int, say: Progress) -> Reading:
    """Read what has not been read yet."""
    if reading.notes:
        say(f"import: taken up after {reading.places:,} places")
    for number, path in enumerate(paths):
        notes = [note for note in reading.notes if note.file == number]
        line, offset = (notes[-1].line, notes[-1].offset) if notes else (0, 0)
        with opened(path) as (file, size):
            left = lines(file, offset, line)
            while taken := list(islice(left, batch)):
                reading.add(taken, number, path.name)
                last = reading.notes[-1]
                say(f"import 1/2: {path.name}, {last.line:,} lines ({100 * last.offset // max(1, size)} %)")
    if not reading.places:
        listed = next((flaw for note in reading.notes for flaw in note.listed), "it is empty, or all is known already")
        raise InputError(
            f"{', '.join(map(str, paths))} holds no new place ({listed.rstrip('.')}): give a dump of GeoNames."
        )
    return reading


def _check_whole(reading: Reading, paths: Sequence[Path], pointer: Path, say: Progress) -> None:
    """Do nothing if what was read may take the place of what is in force.

    Raises:
        InputError: the dump is torn, or more of it was refused than taken.
    """
    judged = _judged(reading)
    refused, taken = sum(judged["flaws"].values()), reading.places + judged["known"]
    is_torn = TORN in judged["flaws"]
    if not is_torn and refused <= taken:
        return
    from geo.places.status import flaw_lines

    for line in flaw_lines(judged):
        say(line)
    what = "ends inside a line" if is_torn else f"has {refused:,} lines that were refused, and {taken:,} that were not"
    raise InputError(
        f"{', '.join(map(str, paths))} {what}, so what was imported before stays in force: fetch it again, or remove "
        f"{pointer} first to import it all the same."
    )


def _finish(reading: Reading, paths: Sequence[Path], name: str, target: Path, say: Progress) -> None:
    say(f"import 2/2: joining {reading.places:,} places and their names")
    whole = reading.folder / "whole"
    shutil.rmtree(whole, ignore_errors=True)
    whole.mkdir()
    heads = reading.heads()

    def parents(table: NDArray[Any]) -> None:
        for column in ("admin1", "admin2"):
            table[column] = heads[table[column]]

    counts = join(reading.folder, len(reading.notes), whole, parents, MOST)
    _write_keys(whole)
    manifest = _manifest(reading, paths, counts)
    (whole / "manifest.json").write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    final = target / f"imported-{name}"
    shutil.rmtree(final, ignore_errors=True)
    whole.rename(final)
    pointer = target / f".{POINTER}-fresh"
    pointer.write_text(f"{final.name}\n", encoding="utf-8")
    pointer.replace(target / POINTER)
    for old in (*target.glob("imported-*"), *target.glob(".importing-*")):
        if old != final:
            shutil.rmtree(old, ignore_errors=True)


def _write_keys(folder: Path) -> None:
    """keys.npy: numbers and positions in order of the numbers, sorted in place as one array of 64 bits."""
    table = np.load(folder / "places.npy", mmap_mode="r")
    pairs = table["key"].astype("<u8") << np.uint64(32)
    pairs |= np.arange(len(table), dtype="<u8")
    pairs.sort()
    keys = np.lib.format.open_memmap(folder / "keys.npy", mode="w+", dtype="<u4", shape=(2, len(pairs)))
    keys[0] = pairs >> np.uint64(32)
    keys[1] = pairs & np.uint64(0xFFFFFFFF)
    keys.flush()


def _manifest(reading: Reading, paths: Sequence[Path], counts: Counts) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "files": [{"name": path.name, "bytes": path.stat().st_size} for path in paths],
        "date": max((note.newest for note in reading.notes), default=""),
        "licence": "GeoNames, CC BY 4.0",
        "places": counts.places,
        "names": counts.names,
        "sources": {"geonames": counts.places},
        **_judged(reading),
        "classes": CLASSES,
        "tries": counts.tries,
    }


def _judged(reading: Reading) -> dict[str, Any]:
    """What was left out: places that are known, flawed lines by kind, the first of them as sentences."""
    flaws: Counter[str] = Counter()
    for note in reading.notes:
        flaws.update(note.flaws)
    return {
        "known": sum(len(note.known) for note in reading.notes),
        "flaws": dict(sorted(flaws.items())),
        "listed": [sentence for note in reading.notes for sentence in note.listed][:LISTED],
    }
