"""The one open store of this process, shared by pages and routes, read-only."""

from __future__ import annotations

import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from geo.errors import StoreError, StoreReadOnlyError
from geo.store import default_target, is_url, open_store

if TYPE_CHECKING:
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
    return open_store(target, read_only=True)
