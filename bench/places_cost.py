"""What reading place names costs: articles a second on one core, memory, and the start of the library.

usage: python -m bench.places_cost CORPUS.jsonl [MOST]     prints one line of JSON

Run by bench.places in a process of its own, so that nothing else is in its memory.
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from geo.places.gazetteer import Gazetteer
from geo.places.layout import DEFAULT_FOLDER
from geo.places.recognise import recognise
from geo.places.resolve import resolve

if TYPE_CHECKING:
    from bench.guide import Json

ROOT = Path(__file__).resolve().parent.parent
STARTS = 5
_START = (
    "from geo.places.gazetteer import Gazetteer\n"
    "from geo.places.recognise import recognise\n"
    "from geo.places.resolve import resolve\n"
    "text = 'Soldiers crossed the river near Paju on Monday.'\n"
    "gazetteer = Gazetteer.open()\n"
    "resolve(text, recognise(text, gazetteer), gazetteer)\n"
)
_STATUS = Path("/proc/self/status")


def cost(corpus: Path, most: int | None) -> Json:
    """The figures of a corpus, measured in a new process, and the middle one of a few starts of the library.

    Raises:
        RuntimeError: the process failed; the message is what it said.
    """
    told = _python("-m", "bench.places_cost", str(corpus), *([str(most)] if most else []))
    starts = []
    for _ in range(STARTS):
        began = time.perf_counter()
        _python("-c", _START)
        starts.append(time.perf_counter() - began)
    return {**json.loads(told), "cold_start_s": statistics.median(starts), "cold_start_best_s": min(starts)}


def _python(*args: str) -> str:
    done = subprocess.run([sys.executable, *args], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"python {' '.join(args[:2])} ended with {done.returncode}: {done.stderr.strip()}")
    return done.stdout


def read_through(texts: list[tuple[str, str]]) -> Json:
    """Recognise and resolve in every (text, title), after a first one that loads the weights."""
    gazetteer = Gazetteer.open(DEFAULT_FOLDER)
    resolve(texts[0][0], recognise(texts[0][0], gazetteer), gazetteer)
    began = time.process_time()
    for text, title in texts:
        resolve(text, recognise(text, gazetteer), gazetteer, title)
    seconds = time.process_time() - began
    return {"docs_per_cpu_second": len(texts) / seconds, "peak_rss_mb": _peak_bytes() / 1e6}


def _peak_bytes() -> int:
    """The most memory that this process has held (on Linux getrusage would count what its parent held, too)."""
    if _STATUS.exists():
        line = next(line for line in _STATUS.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def main() -> int:
    """Print the figures."""
    path, most = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else None
    lines = path.read_text(encoding="utf-8").strip().split("\n")[:most]
    records = [json.loads(line) for line in lines]
    print(json.dumps(read_through([(one["text"], one.get("title") or "") for one in records])))
    return 0


if __name__ == "__main__":
    sys.exit(main())
