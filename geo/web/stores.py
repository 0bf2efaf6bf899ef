"""The one open store of this process, shared by pages and routes, read-only."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from geo.errors import StoreError
from geo.store import default_target, open_store

if TYPE_CHECKING:
    from geo.store import Store

_lock = threading.Lock()
_open: dict[tuple[Path, int], Store] = {}


def shared_store() -> Store:
    """The store that `BORDERWATCH_STORE` or the default names, opened once and again when the file was replaced.

    The first time, a store that does not exist yet is made. Later a missing file is an error: somebody took it away.

    Raises:
        StoreError: it is missing, damaged, or cannot be made.
    """
    path = Path(default_target())
    with _lock:
        if not path.exists():
            if any(known == path for known, _ in _open):
                raise StoreError(f"The store {path} is gone: put it back, then load this page again.")
            open_store(path).close()
        identity = (path, path.stat().st_ino)
        if identity not in _open:
            for old in [key for key in _open if key[0] == path]:
                _open.pop(old).close()
            _open[identity] = open_store(path, read_only=True)
        return _open[identity]
