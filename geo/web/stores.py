"""The one open store of this process, shared by pages and routes, read-only."""

from __future__ import annotations

import threading
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.errors import StoreError, StoreReadOnlyError
from geo.store import default_target, is_url, open_store
from geo.store.opening import open_sql
from geo.store.quick import QuickStore

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from geo.store import Store

_lock = threading.Lock()
_open: dict[tuple[str, int], Store] = {}


def shared_store() -> Store:
    """The store that `BORDERWATCH_STORE` or the default names, opened once and again when the file was replaced.

    The first time, a store that does not exist yet is made. Later a missing file is an error: somebody took it away.

    Raises:
        StoreError: it is missing, damaged, out of reach, or cannot be made.
    """
    target = default_target()
    with _lock:
        identity = (target, 0 if is_url(target) else _file(Path(target)))
        if identity not in _open:
            for old in [key for key in _open if key[0] == target]:
                _open.pop(old).close()
            _open[identity] = _opened(target)
        return _open[identity]


@asynccontextmanager
async def opening(_app: Any) -> AsyncIterator[None]:
    """Open the store while the server starts, so that the first visitor does not wait for it."""
    threading.Thread(target=_open_early, name="opening the store", daemon=True).start()
    yield


def _open_early() -> None:
    with suppress(StoreError):  # the page that asks next says what is wrong
        shared_store()


def _file(path: Path) -> int:
    """What tells this file from another one of the same name; a missing one is made, unless it was there before."""
    if not path.exists():
        if any(known == str(path) for known, _ in _open):
            raise StoreError(f"The store {path} is gone: put it back, then load this page again.")
        open_store(path).close()
    return path.stat().st_ino


def _opened(target: str) -> Store:
    if is_url(target):
        with suppress(StoreReadOnlyError):  # somebody else lays it out, then
            open_store(target).close()
    store = QuickStore(open_sql(target, read_only=True).home)
    store.start()
    return store
