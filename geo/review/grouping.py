"""A person says which accounts tell one act: incidents merged into one, mentions split off as another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.errors import ChangedError, InputError
from geo.model import Action, Edit
from geo.model.edit import new_id
from geo.model.forms import form_of
from geo.model.telling import told
from geo.review.replay import replay
from geo.review.settle import current, settle
from geo.review.who import user

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.model import Incident
    from geo.review.replay import Course
    from geo.store import Store


def merge(
    store: Store, ids: Sequence[str], *, who: str = "", why: str = "", versions: Mapping[str, int] | None = None
) -> Incident:
    """Make one incident of several: the first one stays, and the ids of the others lead to it.

    What a person set on the others is kept where nothing was set on the first. No machine parts them again.

    Args:
        store: where they are kept.
        ids: at least two.
        who: who decides; the user if empty.
        why: a reason, if there is one to tell.
        versions: the versions that were looked at; those in the store if None.

    Raises:
        ChangedError: somebody else changed one of them; nothing is written.
        InputError: they are not at least two that exist.
    """
    with store.transaction():
        _refuse_gone(store, versions or {})
        found = list(dict.fromkeys(current(store, one).id for one in ids))
        if len(found) < 2 <= len(set(ids)):
            raise InputError(f"They are one incident already, {found[0]}: its history says who merged them.")
        if len(found) < 2:
            raise InputError("A merge needs at least two incidents: name another one.")
        kept, *others = found
        past = {one: replay(edits) for one, edits in store.edits_of(found).items()}
        who = who or user()
        carried = _carried(past, kept, others)
        now = form_of(current(store, kept))
        members = [mention for one in others for mention in past[one].members]
        before = {name: now.get(name) for name in carried}
        after = {"mentions": members, "incidents": others, **carried}
        lead = Edit(incident_id=kept, action=Action.MERGE, who=who, why=why, before=before, after=after)
        events = [lead, *(merged_into(kept, one, past[one].members, lead) for one in others)]
        return settle(store, events, expected=versions)[kept]


def _refuse_gone(store: Store, versions: Mapping[str, int]) -> None:
    """Refuse what somebody looked at and somebody else merged into another incident since."""
    for one, version in versions.items():
        if current(store, one).id != one:
            since = [edit for edit in store.edits_of([one])[one] if edit.version > version]
            raise ChangedError(
                f"Nothing was written: incident {one} was {'; '.join(map(told, since[-3:]))}. Look at it again and "
                "repeat what still holds.",
                one,
                since,
            )


def merged_into(kept: str, other: str, members: Sequence[str], lead: Edit) -> Edit:
    """The part of a merge (or of its redoing) that an incident has which is no more after it."""
    before = {"mentions": list(members)}
    return Edit(
        incident_id=other,
        action=Action.MERGE,
        who=lead.who,
        why=lead.why,
        before=before,
        after={"into": kept},
        of=lead.id,
    )


def _carried(past: Mapping[str, Course], kept: str, others: Sequence[str]) -> dict[str, Any]:
    """What people set on the others and nobody on the one that stays; the first one counts."""
    after: dict[str, Any] = {}
    for other in others:
        for decision in past[other].decisions:
            if decision.action is not Action.ADD:
                after |= {
                    name: past[other].fields[name]
                    for name in decision.fields
                    if name not in after and name != "review" and name not in past[kept].decided
                }
    return after


def split(
    store: Store,
    incident_id: str,
    mention_ids: Sequence[str],
    *,
    who: str = "",
    why: str = "",
    version: int | None = None,
) -> tuple[Incident, Incident]:
    """Make another incident of some of an incident's mentions: (what stays, what is new). No machine joins the two.

    Args:
        store: where it is kept.
        incident_id: its id.
        mention_ids: some of its mentions, not all.
        who: who decides; the user if empty.
        why: a reason, if there is one to tell.
        version: the version that was looked at; the stored one if None.

    Raises:
        ChangedError: somebody else changed it since that version; nothing is written.
        InputError: a mention is not one of its, or none would stay.
    """
    with store.transaction():
        found = current(store, incident_id)
        leaving = [one for one in found.mention_ids if one in set(mention_ids)]
        if unknown := set(mention_ids) - set(leaving):
            raise InputError(f"The mention {min(unknown)} is none of incident {found.id}: name some of its own.")
        if not leaving or len(leaving) == len(found.mention_ids):
            raise InputError(f"A split of incident {found.id} leaves one part empty: name some of its mentions.")
        fresh = _fresh(store, leaving)
        who = who or user()
        lead = Edit(
            incident_id=found.id,
            action=Action.SPLIT,
            who=who,
            why=why,
            before={"mentions": leaving},
            after={"incidents": [fresh]},
        )
        part = Edit(
            incident_id=fresh,
            action=Action.SPLIT,
            who=who,
            why=why,
            before={"incidents": [found.id]},
            after={"mentions": leaving},
            of=lead.id,
        )
        made = settle(store, [lead, part], expected={} if version is None else {found.id: version})
        return made[found.id], made[fresh]


def _fresh(store: Store, mention_ids: Sequence[str]) -> str:
    """An id for an incident of these mentions: that of the first one, unless an incident ever had it."""
    first = mention_ids[0]
    return new_id() if store.edits_of([first])[first] else first
