"""What the stages of reading a report cost, in one run on one core: `python -m bench.stages`.

The places stage (recognise, resolve) and the incidents stage (all that geo.incidents.extract does), with the encoder's
part of it, over the reports of the test fold, each once after a first report that loads the weights.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bench import tables
from bench.files import read_lines
from geo.incidents import Models, extract
from geo.incidents.encoder import Encoding, default_encoder
from geo.places.gazetteer import Gazetteer
from geo.places.recognise import recognise
from geo.places.resolve import resolve
from scripts.training import read_report

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.incidents.text import Sentence
    from geo.model import Report

GOLD = Path(__file__).parent / "gold" / "test.jsonl"


class Timed:
    """The encoder, with the CPU seconds that it has taken."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def encode(self, title: str, text: str, sentences: Sequence[Sentence]) -> Encoding | None:
        """Read a text and count the time."""
        began = time.process_time()
        found = default_encoder().encode(title, text, sentences)
        self.seconds += time.process_time() - began
        return found


def measure(reports: Sequence[Report], gazetteer: Gazetteer) -> tuple[float, float, float]:
    """CPU seconds of places, of incidents, and of the encoder in these."""
    encoder, places, incidents = Timed(), 0.0, 0.0
    for report in reports:
        began = time.process_time()
        found = resolve(report.text, recognise(report.text, gazetteer), gazetteer, title=report.title)
        between = time.process_time()
        extract(report, found, gazetteer, Models(encoder=encoder))
        places, incidents = places + between - began, incidents + time.process_time() - between
    return places, incidents, encoder.seconds


def main() -> int:
    """Print the table."""
    reports = [read_report(row) for row in read_lines(GOLD)]
    gazetteer = Gazetteer.open()
    measure(reports[:1], gazetteer)
    places, incidents, encoder = measure(reports, gazetteer)
    rows: list[tables.Row] = [
        {"stage": name, "ms a report": 1000 * seconds / len(reports), "of the places stage": seconds / places}
        for name, seconds in (("places", places), ("incidents", incidents), ("the encoder in it", encoder))
    ]
    print(tables.markdown(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
