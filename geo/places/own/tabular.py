"""Layers as CSV: a header with name, lat and lon, a place a line."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from geo.errors import InputError
from geo.places.own.records import COLUMNS, OwnPlace, Refusal, number, own_place
from geo.places.own.swaps import Towns, check_position

if TYPE_CHECKING:
    from collections.abc import Iterator

_SYNONYMS = {"latitude": "lat", "longitude": "lon", "lng": "lon", "long": "lon", "names": "alternates"}
_NEEDED = ("name", "lat", "lon")


def read_csv(text: str, file: str, layer: str, towns: Towns) -> Iterator[OwnPlace | Refusal]:
    """The places of a table in order, a refusal in the place of each line that cannot be used.

    Args:
        text: the table; ',' ';' or tabs part its columns, further columns are left aside.
        file: its name, for messages.
        layer: what ids of its places begin with.
        towns: to tell whether a place lies in its country.
    """
    head = text.partition("\n")[0]
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count))
    columns = [_column(cell) for cell in next(rows, [])]
    missing = [name for name in _NEEDED if name not in columns]
    if missing or len(set(columns)) < len(columns):
        what = f"has no column {missing[0]!r}" if missing else "has a column twice"
        yield Refusal(f"{file}, line 1", f"The header {what}: begin the file with a line such as {','.join(COLUMNS)}.")
        return
    try:
        for row in rows:
            if any(cell.strip() for cell in row):
                yield _row(columns, row, f"{file}, line {rows.line_num}", layer, towns)
    except csv.Error as error:
        yield Refusal(f"{file}, line {rows.line_num}", f"The rest cannot be read as CSV ({error}): mend this line.")


def _column(cell: str) -> str:
    name = cell.strip().lower()
    return _SYNONYMS.get(name, name)


def _row(columns: list[str], row: list[str], where: str, layer: str, towns: Towns) -> OwnPlace | Refusal:
    if len(row) != len(columns):
        why = f"The line has {len(row)} columns, the header {len(columns)}: put text that has commas into quotes."
        return Refusal(where, why)
    try:
        fields = dict(zip(columns, row, strict=True)) | {"layer": layer}
        lat, lon = (_degrees(fields, name) for name in ("lat", "lon"))
        check_position(lon, lat, "put the latitude into the column lat")
        place = own_place(fields, lon, lat, where)
        towns.check_country(lon, lat, place.countries)
    except InputError as error:
        return Refusal(where, f"{row[columns.index('name')].strip() or 'The line'}: {error}")
    return place


def _degrees(fields: dict[str, str], column: str) -> float:
    value = number(fields[column].strip())
    if value is None:
        raise InputError(f"the {column} {fields[column]!r} is no number: write decimal degrees such as 37.95.")
    return value
