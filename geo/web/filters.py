"""The filters as an address has them: `?since=2024-06-01&until=2024-06-30&groups=armed&certain=1`.

Pages read them with `read`, which leaves out what it cannot use and says so; routes with `strict`, which refuses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.errors import InputError
from geo.kinds import groups, kinds
from geo.model import Review, Status
from geo.store import Query
from geo.web.parameters import READERS, short

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMES = (
    *("since", "until", "certain", "kinds", "groups", "review", "bbox", "words"),
    *("status", "near", "area", "actor", "publisher", "sources", "confidence"),
)
_FIELD = {"certain": "certain_dates", "status": "statuses"}


def read(params: Mapping[str, str]) -> tuple[Query, list[str]]:
    """The query of these parameters, and a sentence for each one that was ignored. Other names are left alone."""
    notes: list[str] = []
    fields: dict[str, Any] = {}
    for name in NAMES:
        if params.get(name):
            try:
                fields[_FIELD.get(name, name)] = READERS[name](params[name])
            except ValueError as error:
                notes.append(f"The filter ‘{name}’ was ignored: {error}")
    if "since" in fields and "until" in fields and fields["until"] < fields["since"]:
        fields.pop("since"), fields.pop("until")
        notes.append("The filters ‘since’ and ‘until’ were ignored: the range ends before it starts.")
    return Query(**fields), notes


def strict(params: Mapping[str, str]) -> Query:
    """The query of these parameters.

    Raises:
        InputError: one of them cannot be used.
    """
    query, notes = read(params)
    if notes:
        raise InputError(notes[0].replace("was ignored", "cannot be used").replace("were ignored", "cannot be used"))
    return query


def view(params: Mapping[str, str]) -> tuple[tuple[float, float, float] | None, list[str]]:
    """Longitude, latitude and zoom of the map from `view=LON,LAT,ZOOM`, and a sentence if they cannot be used."""
    text = params.get("view", "")
    if not text:
        return None, []
    try:
        lon, lat, zoom = (float(part) for part in text.split(","))
    except ValueError:
        lon = lat = zoom = float("nan")
    if abs(lon) <= 540 and abs(lat) <= 90 and 0 <= zoom <= 22:
        return (lon, lat, zoom), []
    return None, [f"The view was ignored: {short(text)} is none: give longitude,latitude,zoom."]


def write(query: Query) -> dict[str, str]:
    """The parameters that `read` turns into this query; what filters nothing is left out."""
    pairs = {
        "since": query.since.isoformat() if query.since else "",
        "until": query.until.isoformat() if query.until else "",
        "certain": "1" if query.certain_dates else "",
        "kinds": ",".join(kind for kind in kinds() if kind in query.kinds),
        "groups": ",".join(group for group in groups() if group in query.groups),
        "review": ",".join(review for review in Review if review in query.review),
        "bbox": ",".join(f"{side:.7g}" for side in query.bbox) if query.bbox else "",
        "words": query.words,
        "status": ",".join(status for status in Status if status in query.statuses),
        "near": ",".join(map(repr, (query.near.lon, query.near.lat, query.near.km))) if query.near else "",
        "area": ",".join(f"{lon!r} {lat!r}" for lon, lat in query.area),
        "actor": query.actor,
        "publisher": query.publisher,
        "sources": str(query.sources) if query.sources > 1 else "",
        "confidence": repr(query.confidence) if query.confidence else "",
    }
    return {name: value for name, value in pairs.items() if value}
