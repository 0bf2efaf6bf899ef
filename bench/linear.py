"""Is the time of the pipeline linear in the text, whatever the text is? `python -m bench.linear [NAME...]`.

For each kind of rubbish: processor seconds at size n and 4 n, the better of three runs, and their quotient.
"""

from __future__ import annotations

import sys
import time
from datetime import date

from bench.rubbish import RUBBISH
from geo.model import Report
from geo.pipeline import parse
from geo.places.gazetteer import Gazetteer

PUBLISHED = date(2024, 6, 22)
TIMES = 4


def seconds(text: str, gazetteer: Gazetteer, runs: int = 3) -> float:
    """Processor time of parsing a text, in seconds, the best of some runs."""
    report, taken = Report(text=text, published=PUBLISHED), []
    for _ in range(runs):
        started = time.process_time()
        parse(report, gazetteer)
        taken.append(time.process_time() - started)
    return min(taken)


def main(names: list[str]) -> None:
    """Print a line for each kind of rubbish."""
    gazetteer = Gazetteer.open()
    for make, size in RUBBISH.items():
        if names and make.__name__ not in names:
            continue
        seconds(make(4), gazetteer, runs=1)
        few, many = (seconds(make(number), gazetteer) for number in (size, size * TIMES))
        print(f"{make.__name__:22} {size:5} {few:8.3f} s {size * TIMES:5} {many:8.3f} s  x{many / few:.1f}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
