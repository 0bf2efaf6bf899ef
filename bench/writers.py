"""Many processes that edit one store at once: `python -m bench.writers [--processes N] [--edits N]`.

Each of them counts: it reads an incident, and sets its number of edits to one more, of the version that it saw. Where
somebody else was quicker, it looks again. In the end the numbers must add up to what was counted, and every edit must
stand in the history. Beside it a table of SQLite alone, where each process reads a number and writes it back plus one.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import shapely

from bench import tables
from bench.processes import context
from bench.servers import a_schema
from geo import review
from geo.errors import BorderwatchError, ChangedError
from geo.model import Footprint, Period, PlacePrecision
from geo.store import open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bench.tables import Row
    from geo.store import Store

    Told = Counter[str]
    Work = Callable[[str, int, int, Sequence[str]], Told]

INCIDENTS = 200
NOUN = "edits"
_WHO = "writer"
_DAY = date(2024, 6, 9)
_BUSY_S = 30.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What became of `wanted` edits.

    `lost`: how many fewer the numbers tell; `history`: rows of it; `refused`: somebody was quicker, and the writer
    looked again; `failed`: errors that no program could go on from, by their sentence.
    """

    wanted: int
    lost: int
    history: int
    refused: int
    failed: Counter[str]
    seconds: float

    def row(self, name: str) -> Row:
        """A row of the table."""
        return {
            "store": name,
            "edits": self.wanted,
            "lost": self.lost,
            "failed": self.failed.total(),
            "rows of history": self.history if self.history >= 0 else "none",
            "changed by another, done again": self.refused,
            "edits/s": f"{self.wanted / self.seconds:.0f}",
        }


def by_the_store(target: str, processes: int, edits: int, incidents: int = INCIDENTS) -> Outcome:
    """That many processes, each with so many edits, on an empty store."""
    with open_store(target) as store, store.transaction():
        ids = [_incident(store, number) for number in range(incidents)]
    told, seconds = _together(count_in_store, target, processes, edits, ids)
    with open_store(target, read_only=True) as store:
        counted = sum(one.quantities.get(NOUN, 0) for one in store.incidents())
        history = sum(edit.who.startswith(_WHO) for edit in store.edits_since())
    return _outcome(told, processes * edits, int(counted), history, seconds)


def by_hand(path: Path, processes: int, edits: int, incidents: int = INCIDENTS) -> Outcome:
    """The same with a plain table of SQLite: read, then write."""
    ids = [str(number) for number in range(incidents)]
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.execute("PRAGMA journal_mode = WAL")
        file.execute("CREATE TABLE incidents (id TEXT PRIMARY KEY, edits INTEGER)")
        file.executemany("INSERT INTO incidents VALUES (?, 0)", [(one,) for one in ids])
        told, seconds = _together(count_in_table, str(path), processes, edits, ids)
        (counted,) = file.execute("SELECT sum(edits) FROM incidents").fetchone()
    return _outcome(told, processes * edits, counted, -1, seconds)


def count_in_store(target: str, number: int, edits: int, ids: Sequence[str]) -> Told:
    """What one process does to the store, and what it met."""
    told: Told = Counter()
    with open_store(target) as store:
        for incident_id in _drawn(number, edits, ids):
            try:
                while not _one_more(store, incident_id, f"{_WHO} {number}"):
                    told["refused"] += 1
            except BorderwatchError as error:
                told[f"failed: {error}"] += 1
    return told


def count_in_table(path: str, number: int, edits: int, ids: Sequence[str]) -> Told:
    """What one process does to the plain table."""
    told: Told = Counter()
    with closing(sqlite3.connect(path, timeout=_BUSY_S, isolation_level=None)) as file:
        for one in _drawn(number, edits, ids):
            try:
                (seen,) = file.execute("SELECT edits FROM incidents WHERE id = ?", (one,)).fetchone()
                file.execute("UPDATE incidents SET edits = ? WHERE id = ?", (seen + 1, one))
            except sqlite3.OperationalError as error:
                told[f"failed: {error}"] += 1
    return told


def _drawn(number: int, edits: int, ids: Sequence[str]) -> Iterator[str]:
    return iter(random.Random(number).choices(ids, k=edits))  # noqa: S311 - which incidents are edited


def _one_more(store: Store, incident_id: str, who: str) -> bool:
    seen = store.incident(incident_id)
    if seen is None:
        raise LookupError(incident_id)
    number = seen.quantities.get(NOUN, 0) + 1
    try:
        review.edit(store, incident_id, quantities={NOUN: number}, who=who, version=seen.version)
    except ChangedError:
        return False
    return True


def _together(work: Work, target: str, processes: int, edits: int, ids: Sequence[str]) -> tuple[Told, float]:
    """Run it in that many processes at once; what they met, and the seconds from the first start to the last end."""
    with context().Pool(processes) as pool:
        pool.map(abs, range(processes))  # they are there
        started = time.perf_counter()
        told = pool.starmap(work, [(target, number, edits, ids) for number in range(processes)], chunksize=1)
        return sum(told, Counter()), time.perf_counter() - started


def _outcome(told: Told, wanted: int, counted: int, history: int, seconds: float) -> Outcome:
    failed = Counter({name.removeprefix("failed: "): count for name, count in told.items() if name != "refused"})
    done = wanted - failed.total()
    return Outcome(
        wanted=wanted,
        lost=done - counted,
        history=history,
        refused=told["refused"],
        failed=failed,
        seconds=seconds,
    )


def _incident(store: Store, number: int) -> str:
    return review.add_by_hand(
        store,
        kind="armed_clash",
        period=Period(start=_DAY, end=_DAY),
        footprint=Footprint(geometry=shapely.Point(126 + number / 1000, 38), precision=PlacePrecision.EXACT),
        who="bench",
        why="to be edited",
    ).id


def main() -> int:
    """Print the table; 1 if an edit was lost or failed in a store of ours."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--processes", type=int, default=8)
    parser.add_argument("--edits", type=int, default=1000, help="of each process")
    given = parser.parse_args()
    rows, whole = table(given.processes, given.edits)
    print(tables.markdown(rows))
    return 0 if whole else 1


def table(processes: int, edits: int) -> tuple[list[Row], bool]:
    """A row for each store, PostGIS if a server is named; and whether those of ours are whole."""
    with tempfile.TemporaryDirectory() as folder, a_schema() as server:
        targets = {"GeoPackage": str(Path(folder, "store.gpkg"))} | ({"PostGIS": server} if server else {})
        ours = {f"**Borderwatch**, {name}": by_the_store(one, processes, edits) for name, one in targets.items()}
        plain = by_hand(Path(folder, "plain.db"), processes, edits)
    for outcome in (*ours.values(), plain):
        for sentence, count in outcome.failed.most_common(3):
            print(f"{count} times: {sentence}", file=sys.stderr)
    rows = [outcome.row(name) for name, outcome in ours.items()]
    rows.append(plain.row("plain SQLite, read then write"))
    return rows, all(one.lost == one.failed.total() == 0 and one.history == one.wanted for one in ours.values())


if __name__ == "__main__":
    sys.exit(main())
