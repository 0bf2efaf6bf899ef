"""`explain`: why an incident says what it says; and why the sentences of a text tell incidents or none."""

from __future__ import annotations

import itertools
import textwrap
from typing import TYPE_CHECKING

import click

from geo.cli.options import store_option
from geo.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geo.incidents.explain import Joining, Verdict
    from geo.model import Incident, Mention, Report, Resolution
    from geo.pipeline import Parsed
    from geo.places.grounds import Grounds

WIDTH = 100
_LEAD = 18


@click.command("explain", short_help="Show what an incident rests on, field by field.")
@click.argument("incident_id", metavar="ID")
@store_option
def explain_command(*, incident_id: str, store: str | None) -> None:
    """Show, for each report of the incident ID, the words that each field came from and what decided.

    `list --ids` shows the ids.
    """
    from geo.store import open_store

    with open_store(store, read_only=True) as opened:
        incident = opened.incident(incident_id)
        if incident is None:
            raise InputError(f"There is no incident {incident_id!r} in the store: take an id from `list --ids`.")
        mentions = opened.mentions_of(incident.id)
        found = {one.report_id: opened.report(one.report_id) for one in mentions}
    reports = {report_id: report for report_id, report in found.items() if report}
    click.echo("\n".join(incident_lines(incident, mentions, reports)))


def incident_lines(incident: Incident, mentions: list[Mention], reports: Mapping[str, Report]) -> Iterator[str]:
    """The incident, then each of its mentions with its reasons, then why they are one incident."""
    from geo.cli.show import period_text, place_text
    from geo.incidents.explain import joinings, likely
    from geo.kinds import shown_kind

    title = f"{shown_kind(incident.kind).label} · {period_text(incident.period)} · {place_text(incident)}"
    yield click.style(title, bold=True)
    yield from _labelled("sure", f"{incident.confidence:.0%}: {likely(incident.confidence)}")
    if not mentions:
        yield from _labelled("", "Entered by hand: no report tells of it.")
    joined = {one.mention.id: one for one in joinings(mentions)} if len(mentions) > 1 else {}
    for number, mention in enumerate(mentions, start=1):
        yield ""
        yield from _mention_lines(number, mention, reports.get(mention.report_id), joined.get(mention.id))


def _mention_lines(number: int, mention: Mention, report: Report | None, joining: Joining | None) -> Iterator[str]:
    from geo.cli.show import heading, plain
    from geo.incidents.explain import FIELDS, because, quotes

    yield click.style(f"{number:>3}  {heading('', report) if report else 'a report that was removed'}", bold=True)
    yield from _labelled("evidence", f"“{plain(mention.evidence.quote)}”")
    for name, term in FIELDS.items():
        reason = mention.reasons.get(name)
        if reason is None:
            continue
        yield from _labelled(term.lower(), _value(mention, name))
        for quote in quotes(report.text, reason.spans) if report else ():
            yield from _labelled("", plain(f"“{quote.before}[{quote.words}]{quote.after}”"))
        yield from _labelled("", plain(because(reason)))
    if joining:
        yield from _labelled("same act", _joining_text(joining))


def _value(mention: Mention, name: str) -> str:
    from geo.cli.show import losses_text, period_text, plain
    from geo.kinds import shown_kind

    values = {
        "kind": shown_kind(mention.kind).label,
        "period": f"{period_text(mention.period)} ({mention.period.precision})",
        "footprint": f"{mention.place}, {mention.country} ({mention.footprint.precision.replace('_', ' ')})",
        "names": ", ".join(part for part in (mention.place, mention.country) if part),
        "initiator": ", ".join(mention.initiator),
        "target": ", ".join(mention.target),
        "quantities": ", ".join(f"{value:,g} {noun}" for noun, value in mention.quantities.items()),
        "losses": losses_text(mention.losses),
        "status": mention.status.value,
    }
    return plain(values[name])


def _joining_text(joining: Joining) -> str:
    grounds = f": {', '.join(joining.grounds)}" if joining.grounds else ""
    return f"as told above, {joining.probability:.0%} likely{grounds}"


def names_text(resolutions: Sequence[Resolution]) -> str:
    """For each name of a parsed report what it means and how sure that is, why, and the next best places; NIL too."""
    from geo.places.grounds import grounds

    lines = ["", click.style("     Why, name by name", bold=True)]
    for one in grounds(resolutions):
        lines += ["", *_named_lines(one)]
    if len(lines) == 2:
        lines += ["", *_labelled("", "No name of a place was found.")]
    return "\n".join([*lines, ""])


def _named_lines(one: Grounds) -> Iterator[str]:
    from geo.cli.show import plain
    from geo.places.grounds import label

    score = f", {one.chosen.score:.2f}" if one.chosen else ""
    times = f" ({len(one.starts)} times)" if len(one.starts) > 1 else ""
    yield f"     {plain(one.surface)}{times}"
    yield from _labelled("means", plain(one.told + score))
    yield from _labelled("", plain(one.why))
    if one.others:
        others = "; ".join(f"{label(other.place)}, {other.score:.2f}" for other in one.others)
        yield from _labelled("next best", plain(others))


def verdict_text(parsed: Parsed) -> str:
    """For each sentence of a parsed report with a word of some kind, why it became an incident or did not."""
    from geo.cli.show import plain
    from geo.incidents.explain import verdicts

    lines = ["", click.style("     Why, sentence by sentence", bold=True)]
    found = verdicts(parsed.report, parsed.resolutions, parsed.mentions)
    for sentence, group in itertools.groupby(found, key=lambda one: one.sentence):
        lines += ["", *_labelled("", f"“{plain(sentence)}”")]
        for verdict in sorted(group, key=lambda one: (bool(one.why), -one.probability)):
            lines += _labelled("no" if verdict.why else "incident", _verdict_line(verdict))
    if not found:
        lines += ["", *_labelled("", "No sentence has a word of any kind of incident.")]
    return "\n".join([*lines, ""])


def _verdict_line(verdict: Verdict) -> str:
    from geo.cli.show import plain
    from geo.kinds import shown_kind

    told = f"{shown_kind(verdict.kind).label}: '{verdict.words}', {verdict.probability:.2f}"
    return plain("; ".join(filter(None, [told, verdict.why, ", ".join(verdict.signs)])))


def _labelled(label: str, text: str) -> list[str]:
    lead = f"     {label:<{_LEAD - 5}}"
    return textwrap.wrap(text, WIDTH, initial_indent=lead, subsequent_indent=" " * len(lead), break_long_words=False)
