"""The ground of the map: land, borders, lines and names, made once into one gzipped document."""

from __future__ import annotations

import functools
import gzip


@functools.cache
def document() -> bytes:
    """The basemap as JSON."""
    return b"{}"


@functools.cache
def compressed() -> bytes:
    """The same, gzipped."""
    return gzip.compress(document())
