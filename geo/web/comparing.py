"""Two incidents side by side, and which ones may be the same as a given one."""

from __future__ import annotations

from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING

from geo.geodesy import distance_m, representative_point
from geo.kinds import shown_kind
from geo.model import Review
from geo.publish.html import safe
from geo.store import Query
from geo.web import panel, wording

if TYPE_CHECKING:
    from geo.model import Incident
    from geo.store import Store

_DAYS = 3
_LOOKED_AT = 400
_OFFERED = 20


def candidates(store: Store, found: Incident, twin: str = "") -> list[Incident]:
    """Incidents that may tell the same act: the suspected one, then those of about the same days, nearest first.

    At most 20; of the same group of kinds, and no rejected ones.
    """
    days = timedelta(days=_DAYS)
    group = shown_kind(found.kind).group.id
    near = Query(since=found.period.start - days, until=found.period.end + days, groups=_groups(group))
    at = representative_point(found.footprint.geometry)
    others = [
        one
        for one in islice(store.incidents(near), _LOOKED_AT)
        if one.id not in (found.id, twin) and one.review is not Review.REJECTED
    ]
    others.sort(key=lambda one: (distance_m(at, representative_point(one.footprint.geometry)), one.id))
    suspected = store.incident(twin) if twin else None
    return ([suspected] if suspected and suspected.id != found.id else []) + others[:_OFFERED]


def table(left: Incident, right: Incident) -> str:
    """Both, field by field; what differs is marked."""
    rows = "".join(_row(term, one, other) for term, one, other in _fields(left, right))
    head = "".join(f"<th scope='col'>{safe(name)}</th>".replace("'", '"') for name in ("This one", "The other one"))
    return f'<table class="bw-two"><thead><tr><td></td>{head}</tr></thead><tbody>{rows}</tbody></table>'


def told(store: Store, found: Incident) -> str:
    """What the reports of one say, as cards."""
    reports = {one.evidence.report_id: store.report(one.evidence.report_id) for one in found.citations}
    cards = "".join(panel.evidence(one, reports[one.evidence.report_id]) for one in found.citations)
    return f'<div class="bw-panel bw-side">{cards or "<p>Entered by hand.</p>"}</div>'


def _row(term: str, one: str, other: str) -> str:
    if not one and not other:
        return ""
    mark = ' class="bw-other"' if one != other else ""
    return f'<tr{mark}><th scope="row">{safe(term)}</th><td>{safe(one or "–")}</td><td>{safe(other or "–")}</td></tr>'


def _fields(left: Incident, right: Incident) -> list[tuple[str, str, str]]:
    both = (left, right)
    values = {
        "What": [shown_kind(one.kind).label for one in both],
        "When": [wording.when(one.period) for one in both],
        "Where": [" ".join(filter(None, [one.place, one.country and f"({one.country})"])) for one in both],
        "How exactly": [wording.exactness(one.footprint) for one in both],
        "Who → whom": [wording.who(one) for one in both],
        "Numbers": [wording.numbers(one.quantities) for one in both],
        "Who lost how many": [wording.losses(one.losses) for one in both],
        "Status": [wording.STATUS[one.status] for one in both],
        "Review": [wording.REVIEW[one.review] for one in both],
        "Reports": [str(one.reports) for one in both],
    }
    return [(term, one, other) for term, (one, other) in values.items()]


def _groups(group: str) -> frozenset[str]:
    from geo.kinds import groups

    return frozenset({group}) & frozenset(groups())
