"""Scripts of maintainers: they make the files of data/ and train the weights."""

from __future__ import annotations

import os

os.environ.setdefault("BORDERWATCH_PLACES", "")  # not the places of whoever runs them
