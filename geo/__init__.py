"""Borderwatch: news text in, evidenced border incidents on a map out.

Names are handed on lazily, so that `import geo` costs nothing until one is used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geo.model import Incident, Mention, Period, Report
    from geo.pipeline import parse
    from geo.publish.frames import to_geodataframe
    from geo.store import open_store

__version__ = "0.1.0"

_HOMES = {
    "Incident": "geo.model",
    "Mention": "geo.model",
    "Period": "geo.model",
    "Report": "geo.model",
    "open_store": "geo.store",
    "parse": "geo.pipeline",
    "to_geodataframe": "geo.publish.frames",
}

__all__ = ["Incident", "Mention", "Period", "Report", "open_store", "parse", "to_geodataframe"]


def __getattr__(name: str) -> Any:
    """Import the home of a public name when it is first used."""
    if name not in _HOMES:
        raise AttributeError(f"module 'geo' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)
