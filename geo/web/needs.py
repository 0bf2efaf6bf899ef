"""The review queue for readers: how many have each need, what is said of it, and which one comes next."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from geo.review.queue import Need
from geo.web import wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.review.queue import Item

LABELS = {
    Need.MARKED: "Needs work",
    Need.TWIN: "Told twice?",
    Need.DIFFER: "Reports differ",
    Need.UNSURE: "Not sure",
}
_FIELDS = {
    "period": "when",
    "footprint": "where",
    "place": "where",
    "initiator": "who",
    "target": "against whom",
    "quantities": "numbers",
    "losses": "who lost how many",
    "status": "whether it is true",
}


def counts(found: Iterable[Item]) -> dict[Need, int]:
    """How many have each need; needs that nothing has are left out."""
    told = Counter(need for one in found for need in one.needs)
    return {need: told[need] for need in LABELS if told[need]}


def kept(found: Iterable[Item], need: str) -> list[Item]:
    """Those with this need; '' keeps all."""
    return [one for one in found if not need or need in one.needs]


def neighbour(ids: Sequence[str], current: str, step: int) -> str:
    """The id `step` places on; at an end it stays; from one that is not listed it is the first."""
    if not ids:
        return current
    if current not in ids:
        return ids[0]
    return ids[min(max(ids.index(current) + step, 0), len(ids) - 1)]


def still_there(order: Sequence[str], wanted: str, ids: Sequence[str]) -> str:
    """The wanted id, or else the next of the earlier order that is still listed, or else the nearest before it."""
    if wanted in ids or not ids:
        return wanted if wanted in ids else ""
    at = order.index(wanted) if wanted in order else 0
    known = set(ids)
    later = (one for one in order[at:] if one in known)
    earlier = (one for one in reversed(order[:at]) if one in known)
    return next(later, next(earlier, ids[0]))


def briefly(one: Item) -> str:
    """Why it needs a look, in a few words for the list."""
    more = {Need.UNSURE: f" ({one.incident.confidence:.0%})", Need.DIFFER: f": {_differing(one)}"}
    return " · ".join(LABELS[need] + more.get(need, "") for need in LABELS if need in one.needs)


def reasons(one: Item, twin: str = "") -> list[str]:
    """Why it needs a look, a sentence each. `twin` is the title of the incident that may be the same."""
    sentences = {
        Need.MARKED: "Somebody marked it as needing work.",
        Need.TWIN: f"It may be the same as ‘{twin}’." if twin else "It may be told twice.",
        Need.DIFFER: f"Its reports differ: {_differing(one)}.",
        Need.UNSURE: f"The program is not sure of its reading: confidence "
        f"{wording.confidence(one.incident.confidence)}.",
    }
    return [sentences[need] for need in LABELS if need in one.needs]


def _differing(one: Item) -> str:
    return ", ".join(dict.fromkeys(_FIELDS.get(name.partition(".")[0], name) for name in one.differing))
