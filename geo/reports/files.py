"""Files and folders in, reports and refusals out: the good is kept, the rest is listed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from geo.errors import InputError, LineError
from geo.reports import front_matter
from geo.reports.fields import from_fields, from_text
from geo.reports.records import Record, Refusal, records, unreadable
from geo.reports.text import LIMIT_BYTES, decode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geo.model import Report

__all__ = ["Record", "Refusal", "files", "from_text", "read", "read_file", "records"]

SUFFIXES = (".txt", ".md", ".jsonl")


def read(paths: Iterable[str | Path]) -> Iterator[Report | Refusal]:
    """The reports of files and folders, in the order given; folders are read through, sorted by name.

    Args:
        paths: `.txt`, `.md` (with or without front matter), `.jsonl`, or folders of such files.

    Yields:
        A report, or a refusal in the place of whatever cannot be used.
    """
    for path in files(paths):
        yield from read_file(path)


def files(paths: Iterable[str | Path]) -> Iterator[Path]:
    """The files that paths stand for; a folder stands for its readable files, or for itself if it has none."""
    for path in map(Path, paths):
        yield from _inside(path) or [path]


def read_file(path: Path) -> Iterator[Report | Refusal]:
    """The reports of one file, or a refusal for each thing in it that cannot be used."""
    if path.suffix.lower() == ".jsonl" and not path.is_dir():
        for record in records(path):
            yield record.report if isinstance(record, Record) else record
        return
    try:
        yield _document(path)
    except OSError as error:
        yield Refusal(where=f"{path}:1", why=unreadable(error))
    except InputError as error:
        line = error.line if isinstance(error, LineError) else 1
        yield Refusal(where=f"{path}:{line}", why=str(error))


def _inside(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    found = (path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file())
    return sorted(path for path in found if not any(part.startswith(".") for part in path.relative_to(folder).parts))


def _document(path: Path) -> Report:
    if path.is_dir():
        raise InputError(f"The folder holds no {', '.join(SUFFIXES)} file: put reports into it.")
    if path.suffix.lower() not in SUFFIXES:
        raise InputError(f"The suffix {path.suffix!r} is not known: use one of {', '.join(SUFFIXES)}.")
    with path.open("rb") as stream:
        document = decode(stream.read(LIMIT_BYTES + 1))
    fields, text = front_matter.split(document) if path.suffix.lower() == ".md" else ({}, document)
    return from_fields(text, fields)
