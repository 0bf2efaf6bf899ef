"""Incidents by hand: from a passage of a report that the extractor missed, or without a report, with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.errors import InputError
from geo.kinds import kind as known_kind
from geo.model import Action, Edit, Evidence, Incident, Mention, Status
from geo.model.edit import new_id
from geo.model.forms import form_of
from geo.review.settle import settle
from geo.review.who import user

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.model import Footprint, Loss, Period, Report
    from geo.store import Store

HUMAN = "human"  # the extractor of a mention that a person made
_ALONE = ("confidence", "sources", "disagreeing", "disagreements", "review")


def add_by_hand(
    store: Store,
    *,
    kind: str,
    period: Period,
    footprint: Footprint,
    place: str = "",
    country: str = "",
    initiator: Iterable[str] = (),
    target: Iterable[str] = (),
    quantities: Mapping[str, float] | None = None,
    losses: Iterable[Loss] = (),
    status: Status = Status.REPORTED,
    report_id: str = "",
    passage: tuple[int, int] | None = None,
    who: str = "",
    why: str = "",
) -> Incident:
    """Store an incident that a person tells.

    With a passage it has a mention like any other, which newer reports of the act join; without a report it has none,
    and the reason is needed. Two of one passage are two incidents.

    Args:
        store: where to keep it.
        kind: the id of its kind.
        period: when.
        footprint: where on the map.
        place: the name of the place.
        country: its ISO 3166-1 alpha-2 code, two joined by '/' for a shared line.
        initiator: who did it.
        target: to whom.
        quantities: numbers by noun.
        losses: by side.
        status: is it true.
        report_id: the stored report that tells it; '' for none.
        passage: where it does: offsets [start, end) in code points of its text.
        who: who adds it; the user if empty.
        why: the reason; needed without a report.

    Raises:
        InputError: the report is not stored, the passage is not in it, or the reason is missing.
        UnknownKindError: there is no such kind.
    """
    told: dict[str, Any] = {
        "kind": known_kind(kind).id,
        "period": period,
        "footprint": footprint,
        "place": place,
        "country": country,
        "initiator": tuple(initiator),
        "target": tuple(target),
        "quantities": dict(quantities or {}),
        "losses": tuple(losses),
        "status": status,
    }
    who = who or user()
    with store.transaction():
        if report_id:
            mention = _mention(store, _report(store, report_id), passage, told)
            store.add_mentions([mention])
            incident_id, after = mention.id, {"mentions": [mention.id]}
        else:
            if not why.strip():
                raise InputError("An incident without a report needs a reason: say how it is known.")
            incident_id = new_id()
            form = form_of(Incident(id=incident_id, **told))
            after = {name: value for name, value in form.items() if name not in _ALONE}
        event = Edit(incident_id=incident_id, action=Action.ADD, who=who, why=why, after=after)
        return settle(store, [event])[incident_id]


def _report(store: Store, report_id: str) -> Report:
    found = store.report(report_id)
    if found is None:
        raise InputError(f"The store holds no report {report_id!r}: ingest it first, then name its id.")
    return found


def _mention(store: Store, report: Report, passage: tuple[int, int] | None, told: dict[str, Any]) -> Mention:
    start, end = passage or (0, 0)
    if not 0 <= start < end <= len(report.text) or not report.text[start:end].strip():
        raise InputError(
            f"The passage [{start}, {end}) is none of report {report.id[:12]}: select some of its {len(report.text)}"
            " characters."
        )
    same = [one for one in store.mentions_in(report.id) if one.extractor == HUMAN and one.trigger[0] == start]
    return Mention(
        report_id=report.id,
        evidence=Evidence(report_id=report.id, start=start, end=end, quote=report.text[start:end]),
        trigger=(start, end),
        extractor=HUMAN,
        ordinal=len(same),
        **told,
    )
