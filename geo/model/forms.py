"""The fields of an incident in a form that JSON holds, as edits tell them, and back.

`kind`, `period` {start, end, precision}, `footprint` {geometry (GeoJSON), precision, radius_m}, `place`, `country`,
`initiator`, `target`, `status`, `review`, `confidence`, `sources`, `disagreeing`,
`disagreements`; numbers and losses one by one:
`quantities.balloons` a number, `losses.Thailand` {killed, injured}, each None where there is none.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from geo.errors import InputError
from geo.model.incident import Disagreement, Incident
from geo.model.mention import Loss
from geo.model.period import Period
from geo.model.place import Footprint
from geo.model.words import DatePrecision, PlacePrecision, Review, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

QUANTITY, LOSS = "quantities.", "losses."
Form = dict[str, Any]


def form_of(incident: Incident) -> Form:
    """All fields of an incident; `amended` gives them back exactly."""
    return {
        "kind": incident.kind,
        "period": period_form(incident.period),
        "footprint": footprint_form(incident.footprint),
        "place": incident.place,
        "country": incident.country,
        "initiator": list(incident.initiator),
        "target": list(incident.target),
        **{QUANTITY + noun: value for noun, value in incident.quantities.items()},
        **{LOSS + loss.side: {"killed": loss.killed, "injured": loss.injured} for loss in incident.losses},
        "status": incident.status.value,
        "review": incident.review.value,
        "confidence": incident.confidence,
        "sources": incident.sources,
        "disagreeing": list(incident.disagreeing),
        "disagreements": [_plain(asdict(one)) for one in incident.disagreements],
    }


def changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[Form, Form]:
    """What two forms have different, as before and after; a number that is only in one is None in the other."""
    names = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    return {name: old.get(name) for name in names}, {name: new.get(name) for name in names}


def amended(incident: Incident, fields: Mapping[str, Any]) -> Incident:
    """The incident with these fields set.

    Raises:
        InputError: a field is unknown, or its value cannot be used.
    """
    values: Form = {}
    quantities = dict(incident.quantities)
    losses = {loss.side: loss for loss in incident.losses}
    for name, value in fields.items():
        try:
            if name.startswith(QUANTITY):
                _set(quantities, name.removeprefix(QUANTITY), None if value is None else float(value))
            elif name.startswith(LOSS):
                side = name.removeprefix(LOSS)
                _set(losses, side, None if value is None else Loss(side=side, **value))
            else:
                values |= _READERS[name](value)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise InputError(f"The field {name} of an incident cannot be {value!r} ({error}): give another.") from error
    return replace(incident, quantities=quantities, losses=tuple(losses.values()), **values)


def period_form(period: Period) -> Form:
    """{start, end, precision}, days in ISO 8601."""
    return {
        "start": period.start.isoformat(),
        "end": period.end.isoformat(),
        "precision": period.precision.value,
    }


def period_of(form: Mapping[str, Any]) -> Period:
    """The period of its form."""
    start, end = date.fromisoformat(form["start"]), date.fromisoformat(form["end"])
    return Period(start=start, end=end, precision=DatePrecision(form["precision"]))


def footprint_form(footprint: Footprint) -> Form:
    """{geometry, precision, radius_m}; the geometry is GeoJSON with every bit of its coordinates, Z dropped."""
    import shapely
    from shapely.geometry import mapping

    return {
        "geometry": _plain(mapping(shapely.force_2d(footprint.geometry))),
        "precision": footprint.precision.value,
        "radius_m": footprint.radius_m,
    }


def footprint_of(form: Mapping[str, Any]) -> Footprint:
    """The footprint of its form."""
    from shapely.geometry import shape

    precision = PlacePrecision(form["precision"])
    return Footprint(geometry=shape(form["geometry"]), precision=precision, radius_m=float(form["radius_m"]))


def _set(values: dict[str, Any], name: str, value: object) -> None:
    if value is None:
        values.pop(name, None)
    else:
        values[name] = value


def _plain(value: Any) -> Any:
    """Tuples as lists, all the way down, so that a form equals itself after JSON."""
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value


def _just(name: str, make: Callable[[Any], Any]) -> Callable[[Any], Form]:
    return lambda value: {name: make(value)}


_READERS: dict[str, Callable[[Any], Form]] = {
    "kind": _just("kind", str),
    "period": _just("period", period_of),
    "footprint": _just("footprint", footprint_of),
    "place": _just("place", str),
    "country": _just("country", str),
    "initiator": _just("initiator", tuple),
    "target": _just("target", tuple),
    "status": _just("status", Status),
    "review": _just("review", Review),
    "confidence": _just("confidence", float),
    "sources": _just("sources", int),
    "disagreeing": _just("disagreeing", tuple),
    "disagreements": _just("disagreements", lambda value: tuple(map(Disagreement.of, value))),
}
