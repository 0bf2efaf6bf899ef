"""Training reports of our own (data/training): written for this project, marked by hand, one after the other in a file.

A report begins with `=== id | published | style | title`. Its paragraphs follow, one a line. Under a paragraph stand
the incidents that it tells, one a line, each beginning with `@`:

    @ kind | day or start..end | place | by | against | status | numbers | anchor

`place` is a place name as the text has it, `border:KR-KP` for a shared border that nothing pins down, `capital:KR` for
a government's word, or `in:KR` for a country. `by` and `against` are noun phrases of the text, several with `;`, or
empty. `numbers` are `killed=2 balloons=20`, or empty. `anchor` is the few words of the paragraph that tell the act.

`python -m scripts.markup FILES` checks files and counts the incidents of each kind.
"""

from __future__ import annotations

import datetime as dt
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from geo.kinds import kinds
from geo.model import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).resolve().parent.parent / "data" / "training"
STYLES = frozenset("wire roundup chronology analysis brief statement".split())
FIELDS = 8
_NAMELESS = re.compile(r"border:[A-Z]{2}-[A-Z]{2}|(?:capital|in):[A-Z]{2}")


class MarkupError(ValueError):
    """A line of a training file that does not follow the form, named by file and line."""


@dataclass(frozen=True)
class MarkedIncident:
    """One marked incident; `start` and `end` are offsets of its anchor in the text of the report."""

    kind: str
    first_day: dt.date
    last_day: dt.date
    place: str
    initiator: tuple[str, ...]
    target: tuple[str, ...]
    status: str
    quantities: dict[str, float]
    start: int
    end: int


@dataclass(frozen=True)
class MarkedReport:
    """One training report with its incidents."""

    id: str
    published: dt.date
    style: str
    title: str
    text: str
    incidents: tuple[MarkedIncident, ...]


def read(path: Path) -> Iterator[MarkedReport]:
    """The reports of one file. Raises MarkupError at the first line that does not follow the form."""
    block: list[tuple[int, str]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("===") and block:
            yield _report(path, block)
            block = []
        if line.strip():
            block.append((number, line.strip()))
    if block:
        yield _report(path, block)


def read_all(folder: Path = FOLDER) -> list[MarkedReport]:
    """The reports of all files of a folder, in the order of file names."""
    return [report for path in sorted(folder.glob("*.txt")) for report in read(path)]


def _report(path: Path, block: list[tuple[int, str]]) -> MarkedReport:
    number, head = block[0]
    fields = [part.strip() for part in head.removeprefix("===").split("|", 3)]
    if not head.startswith("===") or len(fields) != 4 or fields[2] not in STYLES:
        raise MarkupError(f"{path.name}:{number}: a report begins with '=== id | published | style | title'")
    published = _day(path, number, fields[1])
    paragraphs: list[str] = []
    incidents: list[MarkedIncident] = []
    offset = 0
    for number, line in block[1:]:
        if not line.startswith("@"):
            offset += len(paragraphs[-1]) + 1 if paragraphs else 0
            paragraphs.append(line)
        elif not paragraphs:
            raise MarkupError(f"{path.name}:{number}: an incident stands under the paragraph that tells it")
        else:
            incidents.append(_incident(path, number, line, paragraphs, offset))
    return MarkedReport(fields[0], published, fields[2], fields[3], "\n".join(paragraphs), tuple(incidents))


def _incident(path: Path, number: int, line: str, paragraphs: list[str], offset: int) -> MarkedIncident:
    where = f"{path.name}:{number}"
    fields = [part.strip() for part in line.removeprefix("@").split("|")]
    if len(fields) != FIELDS:
        raise MarkupError(f"{where}: an incident has {FIELDS} fields divided by '|', this one {len(fields)}")
    kind, days, place, by, against, status, numbers, anchor = fields
    if kind not in kinds() or status not in {one.value for one in Status}:
        raise MarkupError(f"{where}: unknown kind {kind!r} or status {status!r}")
    first, _, last = days.partition("..")
    if not _NAMELESS.fullmatch(place) and place not in "\n".join(paragraphs):
        raise MarkupError(f"{where}: the place {place!r} does not stand in the text up to here")
    if paragraphs[-1].count(anchor) != 1:
        raise MarkupError(f"{where}: the anchor {anchor!r} must stand exactly once in the paragraph above")
    start = offset + paragraphs[-1].index(anchor)
    return MarkedIncident(
        kind, _day(path, number, first), _day(path, number, last or first), place, _phrases(by), _phrases(against),
        status, _numbers(where, numbers), start, start + len(anchor),
    )  # fmt: skip


def _day(path: Path, number: int, text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise MarkupError(f"{path.name}:{number}: {text!r} is no date as 2024-06-20") from error


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


def _numbers(where: str, text: str) -> dict[str, float]:
    found = {}
    for part in text.split():
        name, _, value = part.partition("=")
        try:
            found[name] = float(value)
        except ValueError as error:
            raise MarkupError(f"{where}: {part!r} is no number as killed=2") from error
    return found


def main() -> int:
    """Check the files named, or all, and print how many incidents of each kind they hold."""
    paths = [Path(name) for name in sys.argv[1:]] or sorted(FOLDER.glob("*.txt"))
    counts: Counter[str] = Counter()
    total = quiet = failed = 0
    for path in paths:
        try:
            for report in read(path):
                total += 1
                quiet += not report.incidents
                counts.update(one.kind for one in report.incidents)
        except MarkupError as error:
            print(error)
            failed = 1
    print(f"{total} reports, {quiet} without incident, {counts.total()} incidents: {dict(counts.most_common())}")
    return failed


if __name__ == "__main__":
    sys.exit(main())
