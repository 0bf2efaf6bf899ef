"""Processes killed (-9) while they write a store: `python -m bench.crash [N]`.

Each process tells before every write that it begins, and after it what the store has acknowledged; it is killed at a
random moment. What was acknowledged must be there, and in the end `store check` must find nothing wrong. Beside it a
GeoJSON file that is written anew after each edit, as a script or a spreadsheet does.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import shapely

from bench import tables
from bench.processes import context
from bench.program import ROOT
from bench.servers import a_schema
from geo import review
from geo.model import Footprint, Period, PlacePrecision, Report
from geo.store import open_store

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

    from bench.tables import Row
    from geo.store import Store

    Writer = Callable[[str, int, Connection], None]

BEGINS = ""
_LONGEST_S = 0.1  # after the first acknowledgement
_WAIT_S = 60.0
_DAY = Period(start=date(2024, 6, 9), end=date(2024, 6, 9))
_AT = Footprint(geometry=shapely.Point(126.78, 37.76), precision=PlacePrecision.EXACT)
_TEXT = "Guards fired warning shots near Paju on Sunday."


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What became of `kills` processes: kills in the middle of a write, writes acknowledged, and those lost of them."""

    kills: int
    midway: int
    acknowledged: int
    lost: int
    seconds: float

    def row(self, name: str, state: str) -> Row:
        """A row of the table; `state` is what the check says in the end."""
        return {
            "store": name,
            "kills": self.kills,
            "in mid-write": self.midway,
            "acknowledged": self.acknowledged,
            "lost": self.lost,
            "in the end": state,
            "s": f"{self.seconds:.0f}",
        }


def kill_writers(target: str, kills: int, seed: int = 1) -> Outcome:
    """Kill that many processes that write an empty store, one after the other; after each, look for what it said."""
    with open_store(target) as store:
        _edited(store, "first")
    return _killed(write_store, _missing_in_store, target, kills, seed)


def _killed(write: Writer, missing: Callable[[str, set[str]], int], target: str, kills: int, seed: int) -> Outcome:
    dice, started = random.Random(seed), time.perf_counter()  # noqa: S311 - moments, no secrets
    midway = acknowledged = lost = 0
    for number in range(kills):
        told = _one_kill(write, target, number, dice.uniform(0, _LONGEST_S))
        kept = {one for one in told if one != BEGINS}
        midway += told[-1] == BEGINS
        acknowledged += len(kept)
        lost += missing(target, kept)
    return Outcome(
        kills=kills, midway=midway, acknowledged=acknowledged, lost=lost, seconds=time.perf_counter() - started
    )


def _one_kill(write: Writer, target: str, number: int, after_s: float) -> list[str]:
    """What a writer told until it was killed."""
    here, there = context().Pipe(duplex=False)
    process = context().Process(target=write, args=(target, number, there))
    process.start()
    there.close()
    told: list[str] = []
    try:
        while len(told) < 2:  # the first write is acknowledged
            if not here.poll(_WAIT_S):
                raise TimeoutError(f"Writer {number} told nothing in {_WAIT_S:.0f} s: look at what it said above.")
            told.append(here.recv())
        time.sleep(after_s)
        if not process.is_alive():
            raise RuntimeError(f"Writer {number} ended by itself: look at what it said above.")
    finally:
        process.kill()
        process.join()
    while True:
        try:
            told.append(here.recv())
        except EOFError:
            here.close()
            return told


def write_store(target: str, number: int, tell: Connection) -> None:
    """Write all sorts of things, for ever."""
    with open_store(target) as store:
        turn = 0
        while True:
            name = f"{number}.{turn}"
            tell.send(BEGINS)
            (_edited, _added, _told)[turn % 3](store, name)
            tell.send(name)
            turn += 1


def _edited(store: Store, name: str) -> None:
    """An incident and two decisions on it, together."""
    with store.transaction():
        one = review.add_by_hand(store, kind="armed_clash", period=_DAY, footprint=_AT, who=name, why="edited")
        review.confirm(store, one.id, who=name)
        review.edit(store, one.id, place=name, who=name)


def _added(store: Store, name: str) -> None:
    review.add_by_hand(store, kind="armed_clash", period=_DAY, footprint=_AT, place=name, who=name, why="added")


def _told(store: Store, name: str) -> None:
    """A report with a mention and an incident."""
    report = Report(text=f"{_TEXT} {name}", publisher="The Gazette")
    with store.transaction():
        store.add_report(report)
        passage = (0, len(_TEXT))
        review.add_by_hand(
            store, kind="armed_clash", period=_DAY, footprint=_AT, report_id=report.id, passage=passage, who=name
        )


def _missing_in_store(target: str, names: set[str]) -> int:
    """How many of the acknowledged writes are not in the history."""
    with open_store(target) as store:
        return len(names - {edit.who for edit in store.edits_since()})


def kill_rewriters(path: Path, kills: int, seed: int = 1) -> Outcome:
    """The same with a GeoJSON file."""
    path.write_text(json.dumps({"features": [_feature(str(number)) for number in range(1000)]}), encoding="utf-8")
    return _killed(write_file, _missing_in_file, str(path), kills, seed)


def write_file(path: str, number: int, tell: Connection) -> None:
    """Add a feature and write the file anew, for ever."""
    try:
        known = json.loads(Path(path).read_text(encoding="utf-8"))
    except ValueError:  # the one before was killed
        known = {"features": []}
    turn = 0
    while True:
        name = f"{number}.{turn}"
        tell.send(BEGINS)
        known["features"].append(_feature(name))
        with Path(path).open("w", encoding="utf-8") as file:
            json.dump(known, file)
        tell.send(name)
        turn += 1


def _feature(name: str) -> dict[str, object]:
    point = {"type": "Point", "coordinates": [126.78, 37.76]}
    return {"type": "Feature", "geometry": point, "properties": {"name": name, "kind": "armed_clash"}}


def _missing_in_file(path: str, names: set[str]) -> int:
    try:
        features = json.loads(Path(path).read_text(encoding="utf-8"))["features"]
    except ValueError:
        return len(names)
    return len(names - {feature["properties"]["name"] for feature in features})


def checked(target: str) -> str:
    """What `store check` says of a store: the last line."""
    command = [sys.executable, "-m", "geo", "store", "check", "--store", target]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    said = (done.stdout + done.stderr).strip().splitlines()
    return "in order" if done.returncode == 0 else said[0]


def main() -> int:
    """Print the table; 1 if something acknowledged was lost, or a store is not in order."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kills", type=int, nargs="?", default=1000, help="of each store; a tenth of the file")
    kills = parser.parse_args().kills
    rows: list[Row] = []
    whole = True
    with tempfile.TemporaryDirectory() as folder, a_schema() as server:
        targets = {"GeoPackage": str(Path(folder, "store.gpkg"))} | ({"PostGIS": server} if server else {})
        for name, target in targets.items():
            outcome = kill_writers(target, kills)
            state = checked(target)
            whole &= outcome.lost == 0 and state == "in order"
            rows.append(outcome.row(f"**Borderwatch**, {name}", state))
        plain = kill_rewriters(Path(folder, "plain.geojson"), max(1, kills // 10))
        rows.append(plain.row("GeoJSON file, written anew", "not checked"))
    print(tables.markdown(rows))
    return 0 if whole else 1


if __name__ == "__main__":
    sys.exit(main())
