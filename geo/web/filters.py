"""The filters as an address has them: `?since=2024-06-01&until=2024-06-30&groups=armed&certain=1`.

Pages read them with `read`, which leaves out what it cannot use and says so; routes with `strict`, which refuses.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from geo.errors import InputError
from geo.kinds import groups, kinds
from geo.model import Review, Status
from geo.store import Query
from geo.store.region import Near, check_corners

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

NAMES = (
    *("since", "until", "certain", "kinds", "groups", "review", "bbox", "words"),
    *("status", "near", "area", "actor", "publisher", "sources", "confidence"),
)
LONGEST_NAME = 100
MOST_SOURCES = 99
_SHOWN = 40


def read(params: Mapping[str, str]) -> tuple[Query, list[str]]:
    """The query of these parameters, and a sentence for each one that was ignored. Other names are left alone."""
    notes: list[str] = []
    fields: dict[str, Any] = {}
    for name in NAMES:
        if params.get(name):
            try:
                fields[_FIELD.get(name, name)] = _READERS[name](params[name])
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
    return None, [f"The view was ignored: {_short(text)} is none: give longitude,latitude,zoom."]


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


def box(text: str) -> tuple[float, float, float, float]:
    """West, south, east, north in degrees from `W,S,E,N`.

    Raises:
        InputError: it is none.
    """
    from geo.store.query import check_box

    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        raise InputError(f"{_short(text)} is no box: give west,south,east,north in degrees.") from None
    check_box((west, south, east, north))
    if max(abs(west), abs(east)) > 1080:
        raise InputError(f"{_short(text)} lies beyond the map: give longitudes between -180 and 180.")
    return west, south, east, north


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(f"{_short(text)} is no date: write it as 2024-06-30.") from None


def _switch(text: str) -> bool:
    if text not in ("0", "1"):
        raise InputError(f"{_short(text)} is neither 0 nor 1.")
    return text == "1"


def _names(known: Callable[[], Mapping[str, Any]], noun: str) -> Callable[[str], frozenset[str]]:
    def read_names(text: str) -> frozenset[str]:
        names = frozenset(part for part in text.split(",") if part)
        if unknown := names - set(known()):
            raise InputError(f"there is no {noun} {_short(min(unknown))}.")
        return names

    return read_names


def near(text: str) -> Near:
    """A point and the kilometres around it from `LON,LAT,KM`.

    Raises:
        InputError: it is none.
    """
    try:
        lon, lat, km = (float(part) for part in text.split(","))
    except ValueError:
        raise InputError(f"{_short(text)} is no point with a distance: give longitude,latitude,km.") from None
    return Near(lon, lat, km)


def area(text: str) -> tuple[tuple[float, float], ...]:
    """The corners of an area from `LON LAT,LON LAT,…`.

    Raises:
        InputError: they are none.
    """
    try:
        corners = [tuple(map(float, corner.split())) for corner in text.split(",")]
        pairs = tuple((lon, lat) for lon, lat in corners)
    except ValueError:
        raise InputError(f"{_short(text)} is no area: give its corners as longitude latitude,….") from None
    check_corners(pairs)
    return pairs


def _name(text: str) -> str:
    if len(text) > LONGEST_NAME or not text.strip():
        raise InputError(f"{_short(text)} is no name: give 1 to {LONGEST_NAME} characters.")
    return text.strip()


def _least_sources(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= MOST_SOURCES):
        raise InputError(f"{_short(text)} is no number of sources: give 1 to {MOST_SOURCES}.")
    return int(text) if int(text) > 1 else 0


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise InputError(f"{_short(text)} is no confidence: give 0 to 1.")
    return share


def _statuses(text: str) -> frozenset[Status]:
    names = [part for part in text.split(",") if part]
    for name in names:
        if name not in list(Status):
            raise InputError(f"there is no status {_short(name)}: use {', '.join(Status)}.")
    return frozenset(map(Status, names))


def _reviews(text: str) -> frozenset[Review]:
    names = [part for part in text.split(",") if part]
    for name in names:
        if name not in list(Review):
            raise InputError(f"there is no review {_short(name)}: use {', '.join(Review)}.")
    return frozenset(map(Review, names))


def _search(text: str) -> str:
    from geo.store.words import parse_search

    parse_search(text)
    return text


def _short(text: str) -> str:
    return f"‘{text[:_SHOWN]}{'…' if len(text) > _SHOWN else ''}’"


_FIELD = {"certain": "certain_dates", "status": "statuses"}
_READERS: dict[str, Callable[[str], Any]] = {
    "since": _day,
    "until": _day,
    "certain": _switch,
    "kinds": _names(kinds, "kind"),
    "groups": _names(groups, "group"),
    "review": _reviews,
    "bbox": box,
    "words": _search,
    "status": _statuses,
    "near": near,
    "area": area,
    "actor": _name,
    "publisher": _name,
    "sources": _least_sources,
    "confidence": _share,
}
