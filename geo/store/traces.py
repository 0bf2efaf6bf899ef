"""What the history of incidents holds of a report, and how it is taken out.

Events are otherwise never changed. What is taken out is what was in force before an edit, what a program took over as a
whole, and texts that repeat a passage of the report, its title, address or publisher. Who did what and when stays, and
which mentions came and went.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from geo.model import Action
from geo.model.edit import MEMBERSHIP
from geo.store.kept import rewritable
from geo.store.tables import edits, mentions
from geo.store.words import index_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from geo.model import Report

GONE = "(purged)"
_PASSAGE = 5  # words in a row: no chance any more
_KEPT = (*MEMBERSHIP, "review")
_CHUNK = 1000
_WHOLE = frozenset({"kind", "period", "footprint"})
_FOLLOWING = (Action.LOAD, Action.UNDO, Action.REDO)  # what they set follows from elsewhere
_FOUND_OUT = (Action.FOUND, Action.JOIN, Action.LEAVE, Action.REEXTRACT)  # they hold ids alone


class Traces:
    """What gives a report away in another text."""

    def __init__(self, report: Report, quotes: Collection[str] = (), names: Collection[str] = ()) -> None:
        """Learn its passages, and the names that it alone tells."""
        self._passages = {passage for text in (report.text, report.title, *quotes) for passage in _passages(text)}
        known = {_words(name) for name in (report.title, report.publisher, *names)} - {""}
        self._names = [f" {name} " for name in known]
        self._url = report.url

    def cleaned(self, value: Any, *, closely: bool = False) -> Any:
        """The value without the texts that give it away; `closely`: title, publisher and names do so too."""
        if isinstance(value, dict):
            kept = {name: one for name, one in value.items() if not self._are_in(name, closely)}
            return {name: self.cleaned(one, closely=closely) for name, one in kept.items()}
        if isinstance(value, list):
            return [self.cleaned(one, closely=closely) for one in value]
        return GONE if isinstance(value, str) and self._are_in(value, closely) else value

    def _are_in(self, text: str, closely: bool) -> bool:
        if (self._url and self._url in text) or not self._passages.isdisjoint(_passages(text)):
            return True
        words = f" {_words(text)} "
        return closely and any(name in words for name in self._names)


def names_alone(connection: sa.Connection, report: Report) -> set[str]:
    """The names that a report tells and no other one in the store: places, doers, sides, and words with a capital.

    Each as its index words, with blanks between them.
    """
    told = mentions.c
    asked = sa.select(told.fid, told.place, told.quote, told.initiator, told.target, told.losses)
    names = _capitals(f"{report.title} {report.text} {report.publisher}")
    for row in connection.execute(asked.where(told.report_id == report.id)):
        names |= {_words(name) for name in (row.place, *_who(row))}
    names -= {""}
    last = 0
    others = asked.where(told.report_id != report.id).order_by(told.fid).limit(_CHUNK)
    while names and (chunk := connection.execute(others.where(told.fid > last)).all()):
        for row in chunk:
            text = f" {_words(' '.join((row.quote, row.place, *_who(row))))} "
            names = {name for name in names if f" {name} " not in text}
        last = chunk[-1].fid
    return names


def _capitals(text: str) -> set[str]:
    """Words of four letters or more that stand with a capital and never without."""
    written = re.findall(r"\w{4,}", text)
    return {word.lower() for word in written if word[0].isupper()} - set(written)


def _who(row: Any) -> list[str]:
    return [*row.initiator, *row.target, *(loss["side"] for loss in row.losses)]


def _words(text: str) -> str:
    return " ".join(index_words(text))


def _passages(text: str) -> Iterator[tuple[str, ...]]:
    words = list(index_words(text))
    for at in range(len(words) - _PASSAGE + 1):
        yield tuple(words[at : at + _PASSAGE])


def scrub(connection: sa.Connection, traces: Traces, mention_ids: Collection[str]) -> None:
    """Take a report out of the history, inside the caller's transaction.

    Args:
        connection: of a writer.
        traces: what gives the report away.
        mention_ids: the mentions of the report: incidents that ever had one are looked at closely.
    """
    touched = _touched(connection, set(mention_ids))
    asked = sa.select(edits.c.sequence, edits.c.incident_id, edits.c.action, edits.c.before, edits.c.after, edits.c.why)
    asked = asked.where(sa.or_(edits.c.action.not_in(_FOUND_OUT), edits.c.why != "")).order_by(edits.c.sequence)
    last = 0
    with rewritable(connection, "edits"):
        while chunk := connection.execute(asked.where(edits.c.sequence > last).limit(_CHUNK)).all():
            for row in chunk:
                cleaned = _cleaned(row, traces, closely=row.incident_id in touched)
                if cleaned != {"before": row.before, "after": row.after, "why": row.why}:
                    connection.execute(edits.update().where(edits.c.sequence == row.sequence).values(cleaned))
            last = chunk[-1].sequence


def _cleaned(row: Any, traces: Traces, *, closely: bool) -> dict[str, Any]:
    before, after = row.before, row.after
    if closely:
        before = _ids_alone(before)
        after = _ids_alone(after) if row.action in _FOLLOWING and not _stands_alone(row) else after
    clean = {"before": before, "after": after, "why": row.why}
    return {name: traces.cleaned(value, closely=closely) for name, value in clean.items()}


def _stands_alone(row: Any) -> bool:
    """Was a whole incident taken over without a mention? Then nothing else says what it is."""
    return row.action == Action.LOAD and row.after.keys() >= _WHOLE and "mentions" not in row.after


def _ids_alone(form: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in form.items() if name in _KEPT}


def _touched(connection: sa.Connection, mention_ids: set[str]) -> set[str]:
    """The incidents that have or had one of the mentions, or took over one that had."""
    touched: set[str] = set()
    asked = sa.select(edits.c.sequence, edits.c.incident_id, edits.c.before, edits.c.after)
    asked = asked.order_by(edits.c.sequence)
    last = 0
    while chunk := connection.execute(asked.where(edits.c.sequence > last).limit(_CHUNK)).all():
        for row in chunk:
            named = {*row.before.get("mentions", ()), *row.after.get("mentions", ())}
            if not mention_ids.isdisjoint(named):
                touched.add(row.incident_id)
        last = chunk[-1].sequence
    return touched
