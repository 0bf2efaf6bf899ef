"""What decided each field of a mention, with the words of the report that it came from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.kinds import kind as kind_of
from geo.model import Loss, Mention, Reason

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.incidents.quantities import Counted
    from geo.incidents.rivals import Act
    from geo.incidents.roles import Roles
    from geo.incidents.text import Sentence
    from geo.incidents.triggers import Trigger
    from geo.incidents.when import When
    from geo.incidents.where import Where

_OF_TWO_TELLINGS = (
    "initiator",
    "target",
    "quantities",
    "losses",
)  # what the fuller telling takes over from the other one


def reasons(
    text: str,
    act: Act,
    when: When,
    where: Where,
    roles: Roles,
    numbers: Sequence[Counted],
    losses: Sequence[Loss],
    status: Reason,
) -> dict[str, Reason]:
    """For each field of a mention that has a value, what decided it."""
    found = {
        "kind": _kind(text, act),
        "period": Reason(why=when.reason, spans=_span(when.start, when.surface)),
        "footprint": Reason(
            why=where.reason, spans=_span(where.offset, where.surface), score=where.score, others=where.losers
        ),
        "status": status,
    }
    if roles.initiator:
        found["initiator"] = Reason(why=roles.reason, spans=roles.initiator_spans)
    if roles.target:
        found["target"] = Reason(why=f"the other side: {roles.target_reason}", spans=roles.target_spans)
    if numbers:
        spans = tuple((one.start, one.end) for one in numbers)
        told = ", ".join(f"'{text[one.start : one.end]}' counts {one.noun}" for one in numbers)
        found["quantities"] = Reason(why=told, spans=spans)
    if losses:
        spans = tuple(span for one in losses for span in one.spans)
        found["losses"] = Reason(why=", ".join(_lost(text, one) for one in losses), spans=spans)
    return found


def of_both(best: Mention, other: Mention, narrow: Mention) -> dict[str, Reason]:
    """The reasons of one act told twice: what only the other telling says has that one's reason."""
    joined: dict[str, Reason] = dict(best.reasons)
    _take(joined, "period", narrow.reasons)
    for name in _OF_TWO_TELLINGS:
        if not getattr(best, name):
            _take(joined, name, other.reasons)
    return joined


def _take(joined: dict[str, Reason], name: str, reasons: Mapping[str, Reason]) -> None:
    if name in reasons:
        joined[name] = reasons[name]


def _lost(text: str, loss: Loss) -> str:
    """'two of its men', 'Israeli' are losses of Israel."""
    told = ", ".join(f"'{text[start:end]}'" for start, end in loss.spans)
    return f"{told} tell{'s' if len(loss.spans) == 1 else ''} of losses of {loss.side}"


def _kind(text: str, act: Act) -> Reason:
    trigger, label = act.trigger, kind_of(act.kind).label.lower()
    words = text[trigger.start : trigger.end]
    near = near_span(act.sentence, trigger)
    beside = f" beside '{text[near[0] : near[1]]}'" if near else ""
    spans = ((trigger.start, trigger.end), *([near] if near else []))
    return Reason(why=f"'{words}'{beside} tells of: {label}", spans=spans, score=act.probability)


def near_span(sentence: Sentence, trigger: Trigger) -> tuple[int, int] | None:
    """Where the words stand that the rule of a trigger wants near it, or None if it wants none."""
    if not trigger.near:
        return None
    first = trigger.last + trigger.distance if trigger.near_after else trigger.first - trigger.distance
    last = first + len(trigger.near.split()) - 1
    if not 0 <= first <= last < len(sentence.words):
        return None
    return sentence.words[first].start, sentence.words[last].end


def _span(start: int, surface: str) -> tuple[tuple[int, int], ...]:
    return ((start, start + len(surface)),) if start >= 0 and surface else ()
