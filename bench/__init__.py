"""Gold sets, the guide they follow, and the scorers: independent of the library that they judge.

`python -m bench` prints the tables of docs/benchmarks.md.
"""

from __future__ import annotations

import os

os.environ.setdefault("BORDERWATCH_PLACES", "")  # not the places of whoever runs it
