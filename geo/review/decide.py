"""A person's decisions on one incident: confirm, reject, needs work, and its fields."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from geo.errors import InputError
from geo.kinds import kind as known_kind
from geo.model import Action, Edit, Review
from geo.model.forms import LOSS, QUANTITY, amended, changes, footprint_form, form_of, period_form
from geo.review.settle import current, settle
from geo.review.who import user

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.model import Footprint, Incident, Loss, Period, Status
    from geo.store import Store


def confirm(store: Store, incident_id: str, *, who: str = "", why: str = "", version: int | None = None) -> Incident:
    """It happened, as it is told here. It may still gain reports, but no machine parts it or merges it away.

    Args:
        store: where it is kept.
        incident_id: its id, or that of one that was merged into it.
        who: who decides; the user if empty.
        why: a reason, if there is one to tell.
        version: the version that was looked at; the stored one if None.

    Raises:
        ChangedError: somebody else changed it since that version; nothing is written.
        InputError: there is no such incident.
    """
    return _judge(store, incident_id, Action.CONFIRM, Review.CONFIRMED, who, why, version)


def reject(store: Store, incident_id: str, *, who: str = "", why: str = "", version: int | None = None) -> Incident:
    """It is none. It stays rejected, hidden where not asked for, and takes in the same act when it is told again.

    Arguments and errors as for `confirm`.
    """
    return _judge(store, incident_id, Action.REJECT, Review.REJECTED, who, why, version)


def needs_work(store: Store, incident_id: str, *, who: str = "", why: str = "", version: int | None = None) -> Incident:
    """Somebody shall look at it again. Arguments and errors as for `confirm`."""
    return _judge(store, incident_id, Action.NEEDS_WORK, Review.NEEDS_WORK, who, why, version)


def edit(
    store: Store,
    incident_id: str,
    *,
    kind: str | None = None,
    period: Period | None = None,
    footprint: Footprint | None = None,
    place: str | None = None,
    country: str | None = None,
    initiator: Iterable[str] | None = None,
    target: Iterable[str] | None = None,
    quantities: Mapping[str, float | None] | None = None,
    losses: Mapping[str, Loss | None] | None = None,
    status: Status | None = None,
    who: str = "",
    why: str = "",
    version: int | None = None,
) -> Incident:
    """Set fields; those that are not given stay. What a person set no later report changes.

    Args:
        store: where it is kept.
        incident_id: its id, or that of one that was merged into it.
        kind: the id of a kind.
        period: when.
        footprint: where on the map: a point, or a line or area that was drawn.
        place: the name of the place.
        country: its ISO 3166-1 alpha-2 code, two joined by '/' for a shared line.
        initiator: who did it.
        target: to whom.
        quantities: numbers by noun; None takes one away.
        losses: by side; None takes one away.
        status: is it true.
        who: who decides; the user if empty.
        why: a reason, if there is one to tell.
        version: the version that was looked at; the stored one if None.

    Raises:
        ChangedError: somebody else changed it since that version; nothing is written.
        InputError: there is no such incident, or a value cannot be used.
        UnknownKindError: there is no such kind.
    """
    if kind is not None:
        known_kind(kind)
    given: dict[str, Any] = {
        "kind": kind,
        "period": period and period_form(period),
        "footprint": footprint and footprint_form(footprint),
        "place": place,
        "country": country,
        "initiator": None if initiator is None else list(initiator),
        "target": None if target is None else list(target),
        "status": status and status.value,
    }
    fields = {name: value for name, value in given.items() if value is not None}
    fields |= {QUANTITY + noun: _number(noun, value) for noun, value in (quantities or {}).items()}
    fields |= {LOSS + side: _lost(loss) for side, loss in (losses or {}).items()}
    return set_fields(store, incident_id, fields, who=who, why=why, version=version)


def set_fields(
    store: Store,
    incident_id: str,
    fields: Mapping[str, Any],
    *,
    action: Action = Action.EDIT,
    who: str = "",
    why: str = "",
    version: int | None = None,
) -> Incident:
    """Set fields in their JSON form (`geo.model.forms`); what changes nothing is not recorded. Errors as for `edit`."""
    with store.transaction():
        found = current(store, incident_id)
        old, new = form_of(found), form_of(amended(found, fields))
        before, after = changes({name: old.get(name) for name in fields}, {name: new.get(name) for name in fields})
        expected = {} if version is None else {found.id: version}
        if not after and found.version == expected.get(found.id, found.version):
            return found
        event = Edit(incident_id=found.id, action=action, who=who or user(), why=why, before=before, after=after)
        return settle(store, [event], expected=expected)[found.id]


def _judge(
    store: Store, incident_id: str, action: Action, review: Review, who: str, why: str, version: int | None
) -> Incident:
    return set_fields(store, incident_id, {"review": review.value}, action=action, who=who, why=why, version=version)


def _number(noun: str, value: float | None) -> float | None:
    if value is not None and not math.isfinite(value):
        raise InputError(f"The number of {noun} cannot be {value}: give a finite number.")
    return None if value is None else float(value)


def _lost(loss: Loss | None) -> dict[str, float | None] | None:
    return None if loss is None else {"killed": loss.killed, "injured": loss.injured}
