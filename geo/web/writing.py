"""A store that is open for writing for the moment of one action."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.store import open_store
from geo.web.stores import shared_store

if TYPE_CHECKING:
    from geo.store import Store


def writing_store() -> Store:
    """The store of `shared_store`, opened for writing: use it as a context manager.

    Raises:
        StoreError: it is gone (a new one is not made in its place) or damaged.
        StoreReadOnlyError: it may not be written.
    """
    shared_store()
    return open_store()
