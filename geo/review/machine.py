"""The machine's own decisions as events: which mentions tell of which incident."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.model import Action, Edit
from geo.review.who import machine

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.model import Mention


def regrouped(
    incident_id: str, cluster: Sequence[Mention], held: Mapping[str, Sequence[Mention]], merged: Sequence[str]
) -> list[Edit]:
    """The events that make a cluster of mentions one incident; none if it was just that.

    Args:
        incident_id: its id.
        cluster: the mentions.
        held: the mentions of each incident before it.
        merged: the incidents that end in it.
    """
    were, are = [one.id for one in held.get(incident_id, ())], [one.id for one in cluster]
    came, went = [one for one in are if one not in were], [one for one in were if one not in are]
    events = [_swallowed(other, [one.id for one in held[other]], incident_id) for other in merged]
    if incident_id not in held:
        events.append(_event(incident_id, Action.FOUND, {}, {"mentions": are}))
    elif came or went or merged:
        after: dict[str, Any] = {"mentions": came} if came else {}
        after |= {"incidents": list(merged)} if merged else {}
        before = {"mentions": went} if went else {}
        events.append(_event(incident_id, Action.JOIN if came else Action.LEAVE, before, after))
    return events


def _swallowed(incident_id: str, mentions: list[str], into: str) -> Edit:
    return _event(incident_id, Action.LEAVE, {"mentions": mentions}, {"into": into})


def _event(incident_id: str, action: Action, before: dict[str, Any], after: dict[str, Any]) -> Edit:
    return Edit(incident_id=incident_id, action=action, who=machine(), before=before, after=after)
