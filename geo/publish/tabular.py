"""CSV for spreadsheets: the one schema, with the representative point and the geometry as text."""

from __future__ import annotations

import csv
from typing import IO, TYPE_CHECKING, Any

import orjson

from geo.geodesy import representative_point
from geo.publish.codec import FIELDS, properties
from geo.publish.geometry import DIGITS, tidy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.model import Incident

COLUMNS = (*FIELDS, "lon", "lat", "wkt")
_BOM = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def write_csv(incidents: Iterable[Incident], stream: IO[str]) -> int:
    """Write a table (RFC 4180) and return how many rows; open the stream with `newline=''` and UTF-8.

    It begins with a byte order mark: without one, Excel takes UTF-8 for the local code page and garbles Korean; pandas,
    GDAL, R and LibreOffice skip it. Lists are joined by '; ', quantities and disagreements are JSON, losses
    read 'Thailand: 5 killed, 2 injured'. A text that a
    spreadsheet would take for a formula gets a leading apostrophe; numbers stay numbers.
    """
    stream.write(_BOM)
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    count = 0
    for incident in incidents:
        writer.writerow([_cell(value) for value in _row(incident)])
        count += 1
    return count


def _row(incident: Incident) -> list[Any]:
    values = properties(incident)
    values["initiator"] = "; ".join(values["initiator"])
    values["target"] = "; ".join(values["target"])
    values["quantities"] = orjson.dumps(values["quantities"]).decode()
    values["disagreements"] = orjson.dumps(values["disagreements"]).decode()
    values["losses"] = "; ".join(map(_lost, values["losses"]))
    values["evidence"] = "; ".join(map(_cited, values["evidence"]))
    geometry = tidy(incident.footprint.geometry)
    if geometry is None:
        return [*values.values(), None, None, None]
    import shapely

    lon, lat = representative_point(incident.footprint.geometry)
    lon -= 360 * round(lon / 360) if abs(lon) > 180 else 0
    wkt = shapely.to_wkt(geometry, rounding_precision=DIGITS)
    return [*values.values(), round(lon, DIGITS), round(lat, DIGITS), wkt]


def _lost(loss: dict[str, Any]) -> str:
    told = ", ".join(f"{loss[fate]:.10g} {fate}" for fate in ("killed", "injured") if loss[fate] is not None)
    return f"{loss['side']}: {told}"


def _cited(citation: dict[str, str | None]) -> str:
    origin = ", ".join(filter(None, (citation["publisher"], citation["published"], citation["url"])))
    return f"“{citation['quote']}” ({origin})" if origin else f"“{citation['quote']}”"


def _cell(value: Any) -> Any:
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return value
