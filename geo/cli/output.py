"""Where a command's data goes: stdout, or a file that appears only when it is complete."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from geo.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

STDOUT = "-"


@contextmanager
def output(target: str) -> Iterator[IO[bytes]]:
    """A binary stream to a file, or to stdout for '-'.

    The file is written under a temporary name beside it and then takes the place of an older one, so that the input
    of a command may also be its output and an interrupted run leaves nothing half done.

    Raises:
        InputError: the file cannot be written.
    """
    if target == STDOUT:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    path = Path(target)
    if path.exists() and not path.is_file():
        raise InputError(f"{target} is not a file that can be written: name another one.")
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        with unfinished.open("wb") as stream:
            yield stream
        unfinished.replace(path)
    except OSError as error:
        raise InputError(f"{target} cannot be written ({error.strerror or error}): name another file.") from error
    finally:
        unfinished.unlink(missing_ok=True)
