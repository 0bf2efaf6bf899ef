"""What commands print for people."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import click

from geo.kinds import shown_kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.model import Account, Disagreement, Incident, Loss, Period, PlacePrecision, Report, Resolution
    from geo.pipeline import Parsed

WIDTH = 100
_LABEL = 12


def parsed_text(origin: str, parsed: Parsed) -> str:
    """A report's places and incidents, laid out for a terminal."""
    lines = [click.style(heading(origin, parsed.report), bold=True), ""]
    lines += _labelled("places", places_text(parsed.resolutions) or "none found")
    for number, incident in enumerate(parsed.incidents, start=1):
        lines += ["", *incident_lines(number, incident)]
    if not parsed.incidents:
        lines += ["", "  no incidents found"]
    for act in parsed.undated:
        lines += ["", f"  ?  {shown_kind(act.kind).label} · needs the publication day", *quoted(act.quote)]
    return "\n".join([*lines, ""])


def heading(origin: str, report: Report) -> str:
    """Title, publisher, day and origin in one line."""
    day = report.published.isoformat() if report.published else "no date"
    return plain(" · ".join(part for part in (report.title, report.publisher, day, origin) if part))


def places_text(resolutions: list[Resolution]) -> str:
    """The names once each, in order of the text, with the country meant, or '?' for NIL."""
    named: dict[str, str] = {}
    for resolution in resolutions:
        place = resolution.place
        named.setdefault(resolution.toponym.surface, (place.country or "no country") if place else "?")
    return ", ".join(f"{plain(surface)} ({country})" for surface, country in named.items())


def incident_lines(number: int, incident: Incident) -> Iterator[str]:
    """An incident, one labelled line for each thing known of it."""
    title = f"{number:>3}  {shown_kind(incident.kind).label}"
    yield f"{click.style(title, bold=True)} · {period_text(incident.period)} · {place_text(incident)}"
    numbers = ", ".join(f"{value:,g} {plain(noun)}" for noun, value in incident.quantities.items())
    who, losses = who_text(incident), plain(losses_text(incident.losses))
    for label, text in (("who", who), ("numbers", numbers), ("losses", losses), ("status", incident.status.value)):
        if text:
            yield from _labelled(label, text)
    if incident.reports > 1:
        yield from _labelled("sources", sources_text(incident))
    for differing in incident.disagreements:
        yield from _labelled("differ", differing_text(differing, incident))
    for citation in incident.citations:
        yield from quoted(citation.evidence.quote)


def sources_text(incident: Incident) -> str:
    """'2 independent sources in 3 reports'."""
    sources, reports = incident.sources, incident.reports
    return f"{sources} independent source{'s'[: sources != 1]} in {reports} report{'s'[: reports != 1]}"


def losses_text(losses: Sequence[Loss]) -> str:
    """'Thailand 5 killed, 2 injured; Cambodia 14 injured'."""
    return "; ".join(f"{one.side} {_lost(one)}" for one in losses)


def _lost(loss: Loss) -> str:
    fates = (("killed", loss.killed), ("injured", loss.injured))
    return ", ".join(f"{value:,g} {fate}" for fate, value in fates if value is not None)


def differing_text(differing: Disagreement, incident: Incident) -> str:
    """'balloons: 20 (The Gazette, 2024-06-10) or 30 (Evening Post, 2024-06-11)'."""
    told = (f"{plain(one.value)} ({origins_text(one, incident)})" for one in differing.accounts)
    name = differing.field.removeprefix("quantities.").removeprefix("losses.").replace(".", ", ")
    return f"{plain(name)}: {' or '.join(told)}"


def origins_text(account: Account, incident: Incident) -> str:
    """The publishers and days of the reports that tell a value, once each."""
    cited = {one.evidence.report_id: one for one in incident.citations}
    named = (
        ", ".join(filter(None, [plain(one.publisher) or "publisher not named", str(one.published or "")]))
        for one in (cited[report] for report in account.reports if report in cited)
    )
    return "; ".join(dict.fromkeys(named)) or "no report"


def quoted(sentence: str) -> list[str]:
    """A sentence of a report as evidence."""
    return _labelled("evidence", f"“{plain(sentence)}”")


def row(incident: Incident) -> str:
    """An incident in one line of a list."""
    label, place = shown_kind(incident.kind).label, place_text(incident)
    sources = f"{incident.sources} independent" if incident.sources > 1 else ""
    days = period_text(incident.period)
    line = f"{days:<24}  {label:<26}  {place:<36}  {incident.status:<8}  {sources:<14}  {who_text(incident)}"
    return line + ("  (reports differ)" if incident.disagreeing else "")


def period_text(period: Period) -> str:
    """'2024-06-20', or '2024-05-22 to 2024-06-22'."""
    if period.start == period.end:
        return period.start.isoformat()
    return f"{period.start} to {period.end}"


def place_text(incident: Incident) -> str:
    """'Paju, KR', with how exactly it is known where that is less than a town."""
    named = ", ".join(part for part in (plain(incident.place), incident.country) if part)
    return named + _vagueness(incident.footprint.precision)


def who_text(incident: Incident) -> str:
    """'South Korean activists → North Korea'; empty if nobody is named."""
    initiator, target = (plain(", ".join(names)) for names in (incident.initiator, incident.target))
    return f"{initiator or 'unknown'} → {target}" if target else initiator


def plain(text: str) -> str:
    """The text in one line, without what could steer a terminal."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def _vagueness(precision: PlacePrecision) -> str:
    return {"along_line": " (somewhere along it)", "province": " (province)", "country": " (country)"}.get(
        precision, ""
    )


def _labelled(label: str, text: str) -> list[str]:
    lead = f"     {label:<{_LABEL - 3}}"
    return textwrap.wrap(text, WIDTH, initial_indent=lead, subsequent_indent=" " * len(lead), break_long_words=False)
