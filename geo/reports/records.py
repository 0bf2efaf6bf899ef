"""JSON Lines: one report a line, with an id of the sender's."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.errors import InputError
from geo.reports.fields import from_fields

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from geo.model import Report

_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """A report under the id that its sender gave it."""

    id: str
    report: Report


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusal:
    """An input that was not taken: `where` is 'file:line', `why` one sentence that says what to do."""

    where: str
    why: str


def records(path: Path) -> Iterator[Record | Refusal]:
    """The records of a JSON Lines file in order, a refusal in the place of each line that cannot be used.

    A line is `{"id", "text", optional "published", "title", "publisher", "url", "language"}`. Blank lines are skipped.
    """
    try:
        with path.open("rb") as stream:
            yield from _lines(path, stream)
    except OSError as error:
        yield Refusal(where=f"{path}:1", why=unreadable(error))


def unreadable(error: OSError) -> str:
    """Why a file could not be read, as a sentence."""
    return f"The file cannot be read ({error.strerror or error}): check its name and its rights."


def _lines(path: Path, stream: Iterator[bytes]) -> Iterator[Record | Refusal]:
    number = filled = 0
    for number, line in enumerate(stream, start=1):
        raw = line.removeprefix(_MARK) if number == 1 else line
        if not raw.strip():
            continue
        filled += 1
        try:
            yield _record(raw)
        except InputError as error:
            yield Refusal(where=f"{path}:{number}", why=str(error))
    if not filled:
        yield Refusal(where=f"{path}:{max(number, 1)}", why="The file is empty: give it one JSON object a line.")


def _record(raw: bytes) -> Record:
    fields = _object(raw)
    rid, text = fields.get("id"), fields.get("text")
    if not isinstance(rid, str) or not rid.strip():
        raise InputError(f"The field 'id' is {rid!r}: give each record an id, as text.")
    if not isinstance(text, str):
        raise InputError(f"The record {rid!r} has no field 'text' of the type text: put the report's words there.")
    try:
        return Record(id=rid, report=from_fields(text, fields))
    except InputError as error:
        raise InputError(f"Record {rid!r}: {error}") from error


def _object(raw: bytes) -> dict[str, object]:
    try:
        fields = json.loads(raw.decode())
    except UnicodeDecodeError as error:
        raise InputError(f"The byte 0x{raw[error.start]:02x} is no UTF-8: save the file as UTF-8.") from error
    except json.JSONDecodeError as error:
        raise InputError(
            f"The line is no JSON ({error.msg}, column {error.colno}): write one object a line."
        ) from error
    except RecursionError as error:
        raise InputError("The line is nested too deeply: write one flat object a line.") from error
    if not isinstance(fields, dict):
        raise InputError('The line is no JSON object: write {"id": ..., "text": ..., "published": ...}.')
    return fields
