"""A store of a million made-up incidents, side by side with the naive way: `python -m bench.store [COUNT]`.

Everything is measured in one run, so that the ratios hold on a busy machine, too. The store lies in a temporary folder
that is removed in the end (COUNT=1,000,000 needs 4 GB there and some minutes).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from bench import tables
from bench.store_load import fill, fill_row_by_row, one_insert
from bench.store_read import listing, read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.tables import Row
    from geo.store import Symbol

_SAMPLE = 300  # incidents that are inserted row by row


def row(figure: str, ours: float, naive: float, target: float, *, more: bool = False) -> Row:
    """A row of the table: seconds, or with `more` rows a second, and their ratio beside the one to reach."""
    ratio = ours / naive
    reached = ratio >= target if more else ratio <= target
    return {
        "figure": figure,
        "Borderwatch": f"{ours:,.0f} rows/s" if more else f"{1000 * ours:,.1f} ms",
        "naive": f"{naive:,.0f} rows/s" if more else f"{1000 * naive:,.1f} ms",
        "ratio": _shown(ratio),
        "to reach": f"{'at least' if more else 'at most'} {_shown(target)}",
        "reached": "yes" if reached else "no",
    }


def _shown(ratio: float) -> str:
    return f"{ratio:.1f}" if ratio >= 1 else f"1/{1 / ratio:.1f}"


def measure(folder: Path, count: int) -> list[Row]:
    """The table, with a store of that many incidents in a folder."""
    path = folder / "made.gpkg"
    print(f"making and loading {count:,} incidents", file=sys.stderr)
    many, few = fill(path, count), fill_row_by_row(folder / "rows.gpkg", min(count, _SAMPLE))
    print(f"{many.rows:,} rows in {many.seconds:.0f} s, {path.stat().st_size / 1e6:,.0f} MB", file=sys.stderr)
    (box, join), (cells, by_tree, by_columns) = read(path)
    told, imports = listing(path)
    insert, bare, logged = one_insert(folder, path)
    return [
        row(f"box, period and kinds: {len(box[1]):,} rows; plain join", box[0], join[0], 1 / 20),
        row(f"cells of the world, filtered: {_inside(cells[1]):,}; grid, R-tree", cells[0], by_tree[0], 1 / 4),
        row("the same; grid over columns of positions", cells[0], by_columns[0], 1 / 4),
        row("bulk load; row by row", many.rows / many.seconds, few.rows / few.seconds, 20, more=True),
        row("one incident, durable; one row in plain SQLite", insert, bare, 3),
        row("the same; one row in plain SQLite with a write-ahead log", insert, logged, 3),
        row(f"`list` of one day: {len(told[1]):,} incidents; imports alone", told[0], imports[0], 2),
    ]


def _inside(marks: Sequence[Symbol]) -> int:
    return sum(mark.count for mark in marks)


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, nargs="?", default=1_000_000)
    with tempfile.TemporaryDirectory() as folder:
        print(tables.markdown(measure(Path(folder), parser.parse_args().count)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
