"""Processes of the program that start at once: they are forked from one that has read all modules."""

from __future__ import annotations

import multiprocessing
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext

_READ = ["geo.review", "geo.pipeline", "geo.store.geopackage", "geo.store.postgis"]


def context() -> ForkServerContext:
    """How to start them; no store is open in the process that they are forked from."""
    made = multiprocessing.get_context("forkserver")
    made.set_forkserver_preload(_READ)
    return made
