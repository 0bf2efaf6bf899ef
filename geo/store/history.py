"""The events of what is put into a store as it is: by a program that brings whole incidents, not by a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.model import Action, Edit
from geo.model.forms import changes, form_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.model import Incident

PROGRAM = "borderwatch"


def taken_over(
    known: Incident | None, incident: Incident, homes: Mapping[str, str], *, back: bool = False
) -> list[Edit]:
    """The events of putting an incident over the one that is stored; none if nothing differs.

    Args:
        known: the stored one.
        incident: the new one.
        homes: for each mention that belongs to an incident now, the id of that incident.
        back: its id led to another incident until now.
    """
    before, after = changes(form_of(known), form_of(incident)) if known else ({}, form_of(incident))
    if back and known is None:
        after["into"] = None
    mine = known.mention_ids if known else ()
    if came := [one for one in incident.mention_ids if one not in mine]:
        after["mentions"] = came
    if went := [one for one in mine if one not in incident.mention_ids]:
        before["mentions"] = went
    lost: dict[str, list[str]] = {}
    for mention_id in came:
        if mention_id in homes:
            lost.setdefault(homes[mention_id], []).append(mention_id)
    events = [left(other, gone) for other, gone in lost.items()]
    if before or after:
        events.append(Edit(incident_id=incident.id, action=Action.LOAD, who=PROGRAM, before=before, after=after))
    return events


def left(incident_id: str, mention_ids: Sequence[str], into: str = "") -> Edit:
    """Mentions left an incident; `into` is the incident that it was merged into."""
    after: dict[str, Any] = {"into": into} if into else {}
    return Edit(
        incident_id=incident_id, action=Action.LEAVE, who=PROGRAM, before={"mentions": list(mention_ids)}, after=after
    )
