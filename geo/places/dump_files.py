"""A file of a GeoNames dump (.txt or .zip) as lines, read from anywhere on with the memory of a line."""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, cast

from geo.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LONGEST_LINE = 1 << 16  # bytes; GeoNames allows some 11,000 characters a row
_SAMPLE = 1 << 20
_NOTES = "readme"


class RawLine(NamedTuple):
    """A line without its end: its number from 1, the offset after it, whether it is too long, or the last and torn."""

    number: int
    text: bytes
    after: int
    is_long: bool
    is_open: bool


def identity(path: Path) -> str:
    """What tells this file from another: a digest of its size and of its first and last megabyte.

    Raises:
        InputError: it cannot be read.
    """
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            size = file.seek(0, io.SEEK_END)
            digest.update(f"{path.name} {size} ".encode())
            for start in (0, max(0, size - _SAMPLE)):
                file.seek(start)
                digest.update(file.read(_SAMPLE))
    except OSError as error:
        raise _unreadable(path, error) from error
    return digest.hexdigest()


@contextmanager
def opened(path: Path) -> Iterator[tuple[BinaryIO, int]]:
    """The table of a dump, unpacked as it is read, and its size in bytes.

    Raises:
        InputError: the file cannot be read, is damaged, or holds no table.
    """
    if path.suffix.lower() == ".zip" and not zipfile.is_zipfile(path):
        raise InputError(f"{path} is no whole zip archive: fetch it again.")
    with ExitStack() as files:
        try:
            raw = files.enter_context(path.open("rb"))
        except OSError as error:
            raise _unreadable(path, error) from error
        try:
            if not zipfile.is_zipfile(raw):
                yield raw, path.stat().st_size
                return
            archive = files.enter_context(zipfile.ZipFile(raw))
            member = _table(archive, path)
            yield cast("BinaryIO", files.enter_context(archive.open(member))), member.file_size
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
            raise InputError(f"{path} is damaged ({error}): fetch it again.") from error


def _unreadable(path: Path, error: OSError) -> InputError:
    return InputError(f"{path} cannot be read ({error.strerror or error}): check its name and its rights.")


def _table(archive: zipfile.ZipFile, path: Path) -> zipfile.ZipInfo:
    tables = [
        one
        for one in archive.infolist()
        if one.filename.lower().endswith(".txt") and not one.filename.rpartition("/")[2].lower().startswith(_NOTES)
    ]
    if len(tables) != 1:
        raise InputError(f"{path} holds {len(tables)} tables (.txt): give a dump of GeoNames such as allCountries.zip.")
    return tables[0]


def lines(file: BinaryIO, offset: int = 0, number: int = 0) -> Iterator[RawLine]:
    """The lines of a table from an offset on, blank ones left out.

    Args:
        file: open, unpacked.
        offset: after a line that was read earlier.
        number: the number of that line.
    """
    file.seek(offset)
    while piece := file.readline(LONGEST_LINE):
        offset += len(piece)
        number += 1
        is_long = len(piece) == LONGEST_LINE and not piece.endswith(b"\n")
        rest = piece
        while is_long and rest and not rest.endswith(b"\n"):
            rest = file.readline(LONGEST_LINE)
            offset += len(rest)
        text = piece.rstrip(b"\r\n")
        if text.strip():
            yield RawLine(number, text, offset, is_long, not rest.endswith(b"\n"))
