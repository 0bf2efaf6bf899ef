"""What people decide: the queue, judgements, corrections, merges, splits, undo, history (docs/review.md)."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from geo.cli.editing import fields, passage_of, told
from geo.cli.options import filters, store_option
from geo.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geo.model import Incident
    from geo.review.queue import Item
    from geo.store import Store
    from geo.store.query import Query

_NEEDS = {
    "needs_work": "marked as needing work",
    "duplicate": "maybe the same as another one",
    "disagreement": "reports differ",
    "low_confidence": "unsure",
}
why_option = click.option("--why", default="", metavar="TEXT", help="The reason, kept in the history.")


@contextmanager
def opened(target: str | None) -> Iterator[Store]:
    """The store to write to, with what a GIS wrote to it taken in."""
    from geo.review.rebuild import take_in
    from geo.store import open_store

    with open_store(target) as store:
        take_in(store)
        yield store


@click.command("review", short_help="List what needs somebody to look at it.")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1), help="At most so many.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, with all fields of the incident.")
@filters
def review_command(*, limit: int, as_json: bool, query: Query, store: str | None) -> None:
    """List the incidents that need somebody, the greatest need first.

    Marked as needing work, maybe told twice, told differently by reports, or unsure. What is confirmed or rejected
    is not among them; --review has no effect here.
    """
    from geo.review.queue import queue
    from geo.store import open_store

    with open_store(store, read_only=True) as reading:
        items = queue(reading, query, limit)
    for item in items:
        click.echo(_json(item) if as_json else _line(item))
    click.echo(f"{len(items)} incidents need somebody.", err=True)


def _line(item: Item) -> str:
    from geo.cli.show import plain, row

    needs = [_NEEDS[need] for need in item.needs]
    needs += [f"in {', '.join(item.differing)}"] if item.differing else []
    needs += [f"{item.likeness:.0%} alike: {item.twin}"] if item.twin else []
    return f"{item.incident.id}  {row(item.incident)}\n    {plain('; '.join(needs))}"


def _json(item: Item) -> str:
    import json

    from geo.publish.codec import properties

    needed = {"needs": list(item.needs), "score": round(item.score, 4), "differing": list(item.differing)}
    twin = {"twin": item.twin, "likeness": round(item.likeness, 4)} if item.twin else {"twin": None, "likeness": None}
    return json.dumps({**properties(item.incident), **needed, **twin}, ensure_ascii=False)


def _judging(name: str, action: str, help_: str) -> click.Command:
    @click.command(name, help=help_)
    @click.argument("ids", nargs=-1, required=True, metavar="ID...")
    @why_option
    @store_option
    def judge(*, ids: tuple[str, ...], why: str, store: str | None) -> None:
        from geo import review

        with opened(store) as writing, writing.transaction():
            for one in ids:
                _say(getattr(review, action)(writing, one, why=why))

    return judge


confirm_command = _judging("confirm", "confirm", "Confirm incidents: they happened as they are told.")
reject_command = _judging("reject", "reject", "Reject incidents: they are hidden and stay rejected.")
needs_work_command = _judging("needs-work", "needs_work", "Mark incidents for somebody to look at again.")


@click.command("edit", short_help="Correct an incident.")
@click.argument("incident_id", metavar="ID")
@fields
@why_option
@click.option("--version", type=int, help="Only if it still has this version.")
@store_option
def edit_command(*, incident_id: str, given: dict[str, Any], why: str, version: int | None, store: str | None) -> None:
    """Correct fields of an incident. What a person sets no later report changes; `undo` takes it back."""
    from geo import review

    if not given:
        raise InputError("Nothing to correct is given: see `edit --help` for the fields.")
    with opened(store) as writing:
        old = _known(writing, incident_id)
        _say(review.edit(writing, old.id, **told(given, old.period), why=why, version=version))


@click.command("add", short_help="Add an incident by hand.")
@fields
@click.option("--report", "report_id", default="", metavar="ID", help="The stored report that tells it.")
@click.option("--quote", default="", metavar="TEXT", help="The passage of the report that tells it, word for word.")
@why_option
@store_option
def add_command(*, given: Mapping[str, Any], report_id: str, quote: str, why: str, store: str | None) -> None:
    """Add an incident: from a passage of a stored report, or without a report and with a reason (--why)."""
    from geo import review

    meant = told(dict(given))
    for name, option in (("kind", "--kind"), ("period", "--start"), ("footprint", "--place or --point")):
        if name not in meant:
            raise InputError(f"The incident has no {name}: give {option}.")
    meant["quantities"] = {noun: value for noun, value in meant.get("quantities", {}).items() if value is not None}
    meant["losses"] = [loss for loss in meant.get("losses", {}).values() if loss]
    with opened(store) as writing:
        report = writing.report(report_id) if report_id else None
        passage = passage_of(report.text, quote) if report else None
        _say(review.add_by_hand(writing, **meant, report_id=report_id, passage=passage, why=why))


@click.command("merge", short_help="Make one incident of several.")
@click.argument("ids", nargs=-1, required=True, metavar="ID ID...")
@why_option
@store_option
def merge_command(*, ids: tuple[str, ...], why: str, store: str | None) -> None:
    """Make one incident of several. The first one stays, the ids of the others lead to it."""
    from geo import review

    with opened(store) as writing:
        _say(review.merge(writing, ids, why=why))


@click.command("split", short_help="Split accounts off an incident.")
@click.argument("incident_id", metavar="ID")
@click.option(
    "--report", "reports", multiple=True, required=True, metavar="ID", help="Whose accounts; may be given again."
)
@why_option
@store_option
def split_command(*, incident_id: str, reports: tuple[str, ...], why: str, store: str | None) -> None:
    """Make another incident of what some reports tell. `history` and exports show the ids of reports."""
    from geo import review

    with opened(store) as writing:
        found = _known(writing, incident_id)
        mentions = [one.id for one in writing.mentions_of(found.id) if one.report_id.startswith(reports)]
        for part in review.split(writing, found.id, mentions, why=why):
            _say(part)


def _turning(name: str, help_: str) -> click.Command:
    @click.command(name, help=help_)
    @click.argument("incident_id", metavar="ID")
    @click.option("--edit", "edit_id", default="", metavar="EDIT", help="This edit; `history` shows their ids.")
    @why_option
    @store_option
    def turn(*, incident_id: str, edit_id: str, why: str, store: str | None) -> None:
        from geo import review

        with opened(store) as writing:
            found = getattr(review, name)(writing, incident_id, edit_id, why=why)
            if found:
                _say(found)
            else:
                click.echo(f"{incident_id} is no more; `redo {incident_id}` brings it back.", err=True)

    return turn


undo_command = _turning("undo", "Take back the last decision on an incident, or the one named by --edit.")
redo_command = _turning("redo", "Make the decision stand again that was undone last, or the one named by --edit.")


@click.command("history", short_help="Tell what happened to an incident.")
@click.argument("incident_id", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, with all that each event changed.")
@store_option
def history_command(*, incident_id: str, as_json: bool, store: str | None) -> None:
    """Tell who did what to an incident, when and why, oldest first."""
    import json

    from geo.cli.show import plain
    from geo.review import history
    from geo.store import open_store

    with open_store(store, read_only=True) as reading:
        entries = history(reading, incident_id)
    if not entries:
        raise InputError(f"The store knows no incident {incident_id!r}: take an id from an export or the list.")
    for entry in entries:
        edit = entry.edit
        if as_json:
            form = {
                name: getattr(edit, name) for name in ("id", "incident_id", "who", "why", "of", "sequence", "version")
            }
            form |= {"action": edit.action.value, "at": edit.at.isoformat(), "text": entry.text, "undone": entry.undone}
            click.echo(json.dumps({**form, "before": dict(edit.before), "after": dict(edit.after)}, ensure_ascii=False))
        else:
            click.echo(f"{edit.id}  {plain(entry.text)}{'  (taken back)' if entry.undone else ''}")


def _known(store: Store, incident_id: str) -> Incident:
    from geo.review.settle import current

    return current(store, incident_id)


def _say(incident: Incident) -> None:
    from geo.cli.show import row

    click.echo(f"{incident.id}  {incident.review.value:<10}  {row(incident)}")


COMMANDS = (
    review_command,
    confirm_command,
    reject_command,
    needs_work_command,
    edit_command,
    add_command,
    merge_command,
    split_command,
    undo_command,
    redo_command,
    history_command,
)
