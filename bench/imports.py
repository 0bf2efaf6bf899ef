"""How an import of a GeoNames dump fares: `python -m bench.imports ROWS`.

A dump is made by a script with a fixed seed: every place has the name of an embedded one, or one made of syllables, and
up to three further names; one row in a thousand is flawed. It is imported once in one go, once by a process that is
killed after a third and another that takes it up; both must give the same bytes. Time, memory, size are printed.
"""

from __future__ import annotations

import hashlib
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from geo.places.gazetteer import Gazetteer
from geo.places.layout import DEFAULT_FOLDER, imported_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

SEED = 20_241_123
_FIRST_ID = 20_000_000
_CODES = (
    ("P", "PPL"),
    ("P", "PPL"),
    ("P", "PPLX"),
    ("H", "STM"),
    ("T", "HLL"),
    ("S", "SCH"),
    ("S", "HTL"),
    ("A", "ADM3"),
)
_COUNTRIES = ("KR", "KP", "CN", "UA", "PL", "IN", "PK", "US", "VN", "TR")
_SYLLABLES = "ba cho dan el fu gar hin ir jo kal lom mu nar os pir qua ran shi tor ul ven wan xi yor zel".split()


def rows(count: int, seed: int = SEED) -> Iterator[str]:
    """Lines of a dump, without line ends; one in a thousand lacks a column or lies nowhere."""
    chance, known = random.Random(seed), Gazetteer.open(DEFAULT_FOLDER)  # noqa: S311 - no secret
    size = len(known)
    for number in range(count):
        name = known.name_at(chance.randrange(size)) if chance.random() < 0.3 else _made(chance)
        others = ",".join(_made(chance) for _ in range(chance.randrange(4)))
        letter, code = chance.choice(_CODES)
        people = chance.randrange(500) if letter == "P" and chance.random() < 0.3 else 0
        lat, lon = chance.uniform(-60, 75), chance.uniform(-180, 180)
        lat += 200 * (chance.random() < 0.0005)
        cells = [
            str(_FIRST_ID + number), name, name, others, f"{lat:.5f}", f"{lon:.5f}", letter, code,
            chance.choice(_COUNTRIES), "", f"{chance.randrange(20):02}", "", "", "", str(people), "", "10", "",
            "2024-11-23",
        ]  # fmt: skip
        yield "\t".join(cells[: -1 if chance.random() < 0.0005 else None])


def _made(chance: random.Random) -> str:
    return "".join(chance.choices(_SYLLABLES, k=chance.randrange(2, 6))).capitalize()


def _start(dump: Path, folder: Path) -> subprocess.Popen[bytes]:
    environment = os.environ | {"BORDERWATCH_PLACES": str(folder)}
    return subprocess.Popen([sys.executable, "-m", "geo", "gazetteer", "import", str(dump)], env=environment)


def _imported(dump: Path, folder: Path) -> float:
    """Seconds of an import to its end."""
    started = time.perf_counter()
    _start(dump, folder).wait()
    return time.perf_counter() - started


def _killed(dump: Path, folder: Path, notes: int) -> None:
    """Start an import and kill it (-9) as soon as so many batches are on disk."""
    process = _start(dump, folder)
    while process.poll() is None and len(list(folder.glob(".importing-*/*.json"))) < notes:
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.wait()


def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted((imported_folder(folder) or folder).iterdir()):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def main(arguments: list[str]) -> int:
    """Make, import, kill, take up, compare; 1 if the bytes differ."""
    count = int(arguments[0]) if arguments else 100_000
    with tempfile.TemporaryDirectory() as temporary:
        dump, whole, torn = (Path(temporary) / name for name in ("dump.txt", "whole", "torn"))
        with dump.open("w", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in rows(count))
        took = _imported(dump, whole)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        size = sum(path.stat().st_size for path in (imported_folder(whole) or whole).iterdir()) / 1e6
        torn.mkdir()
        _killed(dump, torn, max(1, count // 300_000))
        again = _imported(dump, torn)
        same = _digest(whole) == _digest(torn)
        print("| rows | dump MB | import s | peak RSS MB | files MB | after a kill s | same bytes |")
        print("|---|---|---|---|---|---|---|")
        print(
            f"| {count:,} | {dump.stat().st_size / 1e6:.0f} | {took:.0f} | {peak:.0f} | {size:.0f} | {again:.0f} | "
            f"{'yes' if same else 'no'} |"
        )
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
