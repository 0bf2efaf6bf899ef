"""A newer extractor reads the stored reports anew: what it would change is shown first, and people's decisions stay."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from geo.model import Action, Edit, Incident, Mention
from geo.model.forms import changes, form_of
from geo.model.telling import value_text
from geo.review.adding import HUMAN
from geo.review.joining import decided, join
from geo.review.matching import content, matched
from geo.review.settle import settle
from geo.review.who import machine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from geo.model import Report
    from geo.store import Store

_QUIET = ("confidence", "sources", "disagreeing", "disagreements")  # what follows alone is no difference to tell


@dataclass(frozen=True, kw_only=True, slots=True)
class Rereading:
    """What reading a report anew changes, as lines of words by incident.

    `added` and `gone` are incidents, `changed` tells fields, `kept` where the new reading differs from what a person
    decided on.
    """

    report_id: str
    added: dict[str, str] = field(default_factory=dict)
    gone: dict[str, str] = field(default_factory=dict)
    changed: dict[str, str] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)

    @property
    def is_quiet(self) -> bool:
        """Is there nothing to tell?"""
        return not (self.added or self.gone or self.changed or self.kept)


class _OnlyLookingError(Exception):
    """Ends a transaction of which nothing shall stay."""


def reextract(
    store: Store, read: Callable[[Report], Sequence[Mention]], extractor: str, *, apply: bool = False
) -> Iterator[Rereading]:
    """Read anew every report that another version of the extractor read last.

    Each report is a transaction of its own, so that a run that was stopped goes on where it was. What is only looked at
    is shown report by report, as if each were the only one.

    Args:
        store: where the reports are.
        read: the extractor that is installed.
        extractor: its version.
        apply: write it; otherwise nothing changes.

    Yields:
        What each report changes, in the order in which they came.
    """
    for report in store.unread(extractor):
        told = read(report)
        if apply:
            with store.transaction():
                done = _reread(store, report, told)
                store.mark_read(report.id, extractor)
            yield done
        else:
            yield _look(store, report, told)


def _look(store: Store, report: Report, told: Sequence[Mention]) -> Rereading:
    found: list[Rereading] = []
    try:
        with store.transaction():
            found.append(_reread(store, report, told))
            raise _OnlyLookingError  # noqa: TRY301 - the only way to take back what was written
    except _OnlyLookingError:
        return found[0]


def _reread(store: Store, report: Report, told: Sequence[Mention]) -> Rereading:
    known = [one for one in store.mentions_in(report.id) if one.extractor != HUMAN]
    homes = store.home_of([one.id for one in known])
    old = [one for one in known if one.id in homes]
    fixed = decided(store, set(homes.values()))
    pairs, added, gone = matched(old, [one for one in told if one.id not in homes], told)
    kept = _kept(pairs, gone, homes, fixed)
    replaced = [(was, is_) for was, is_ in pairs if homes[was.id] not in fixed]
    lost = [one for one in gone if homes[one.id] not in fixed]
    new = [*(is_ for _, is_ in replaced), *added]
    before = _states(store, set(homes.values()))
    store.add_mentions(new)
    settle(store, _replacing(replaced, lost, homes))
    moved = [is_ for was, is_ in replaced if content(was) != content(is_)]
    touched = join([*moved, *added], report, store)
    after = _states(store, set(before) | touched | set(store.home_of([one.id for one in new]).values()))
    return _compared(report, before, after, kept)


def _kept(
    pairs: Sequence[tuple[Mention, Mention]], gone: Sequence[Mention], homes: dict[str, str], fixed: set[str]
) -> dict[str, str]:
    """What the new reading tells otherwise of incidents that a person decided on."""
    told: dict[str, list[str]] = {}
    for was, is_ in pairs:
        if homes[was.id] in fixed and (text := _difference(_as_incident(was), _as_incident(is_))):
            told.setdefault(homes[was.id], []).append(f"would change {text}")
    for one in gone:
        if homes[one.id] in fixed:
            told.setdefault(homes[one.id], []).append(f"is not found any more in “{one.evidence.quote[:80]}”")
    return {one: "; ".join(lines) for one, lines in told.items()}


def _replacing(
    replaced: Sequence[tuple[Mention, Mention]], lost: Sequence[Mention], homes: dict[str, str]
) -> list[Edit]:
    """For each incident one event: the mentions of the report that are superseded, and those in their place."""
    before: dict[str, list[str]] = {}
    after: dict[str, list[str]] = {}
    for was in chain((was for was, _ in replaced), lost):
        before.setdefault(homes[was.id], []).append(was.id)
    for was, is_ in replaced:
        after.setdefault(homes[was.id], []).append(is_.id)
    return [
        Edit(
            incident_id=one,
            action=Action.REEXTRACT,
            who=machine(),
            before={"mentions": superseded},
            after={"mentions": after[one]} if one in after else {},
        )
        for one, superseded in before.items()
    ]


def _states(store: Store, ids: set[str]) -> dict[str, Incident]:
    return {found.id: found for one in ids if (found := store.incident(one)) and found.id == one}


def _compared(
    report: Report, before: dict[str, Incident], after: dict[str, Incident], kept: dict[str, str]
) -> Rereading:
    both = {one: _difference(before[one], after[one]) for one in sorted(before.keys() & after.keys())}
    return Rereading(
        report_id=report.id,
        added={one: _brief(after[one]) for one in sorted(after.keys() - before.keys())},
        gone={one: _brief(before[one]) for one in sorted(before.keys() - after.keys())},
        changed={one: text for one, text in both.items() if text},
        kept=kept,
    )


def _difference(old: Incident, new: Incident) -> str:
    before, after = changes(form_of(old), form_of(new))
    return ", ".join(
        f"{name} {value_text(before[name])} → {value_text(after[name])}" for name in after if name not in _QUIET
    )


def _as_incident(mention: Mention) -> Incident:
    return Incident(
        id=mention.id,
        kind=mention.kind,
        period=mention.period,
        footprint=mention.footprint,
        place=mention.place,
        country=mention.country,
        initiator=mention.initiator,
        target=mention.target,
        quantities=mention.quantities,
        losses=mention.losses,
        status=mention.status,
    )


def _brief(incident: Incident) -> str:
    days = incident.period.start.isoformat()
    return f"{incident.kind}, {incident.place}, {days}"
