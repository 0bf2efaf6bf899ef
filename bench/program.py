"""The program under test, run as a user runs it: `python -m geo parse --jsonl IN OUT`."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bench.files import read_lines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bench.guide import Json

ROOT = Path(__file__).resolve().parent.parent
_GIVEN = ("id", "text", "published", "title", "language")  # and nothing of the gold


@dataclass(frozen=True)
class Run:
    """What the program found in a set of reports, and the wall time of the whole command in seconds."""

    lines: list[Json]
    seconds: float

    @property
    def per_second(self) -> float:
        """Reports a second, the program's start included."""
        return len(self.lines) / self.seconds

    def found(self, key: str) -> dict[str, list[Json]]:
        """Report id -> the objects under `key`."""
        return {line["id"]: line[key] for line in self.lines}


def run(reports: Iterable[Json]) -> Run:
    """Parse reports; a report is an object with at least "id" and "text".

    Raises:
        RuntimeError: the program failed; the message is what it said.
    """
    with tempfile.TemporaryDirectory() as folder:
        given, out = Path(folder, "in.jsonl"), Path(folder, "out.jsonl")
        lines = (json.dumps({key: report[key] for key in _GIVEN if key in report}) for report in reports)
        given.write_text("\n".join(lines) + "\n", encoding="utf-8")
        command = [sys.executable, "-m", "geo", "parse", "--jsonl", str(given), str(out)]
        started = time.perf_counter()
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        seconds = time.perf_counter() - started
        if done.returncode:
            raise RuntimeError(f"{' '.join(command[1:4])} ended with {done.returncode}: {done.stderr.strip()}")
        return Run(lines=read_lines(out), seconds=seconds)
