"""The incident panel as markup. Every word of a report passes `safe`; what is not escaped here is our own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.incidents.explain import because
from geo.kinds import shown_kind
from geo.model import Review
from geo.publish.html import safe
from geo.web import why, wording

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.model import Account, Citation, Disagreement, Incident, Mention, Report

_PARAGRAPH = re.compile(r"\n\s*\n")
_MAX_PARAGRAPH = 900
_FIELDS: dict[str, tuple[str, Callable[[Mention], str]]] = {
    "period": ("When", lambda m: wording.when(m.period)),
    "footprint": ("Where", lambda m: m.place),
    "place": ("Where", lambda m: m.place),
    "initiator": ("Who", lambda m: ", ".join(m.initiator)),
    "target": ("Against whom", lambda m: ", ".join(m.target)),
    "quantities": ("Numbers", lambda m: wording.numbers(m.quantities)),
    "losses": ("Who lost how many", lambda m: wording.losses(m.losses)),
    "status": ("Status", lambda m: wording.STATUS[m.status]),
}


def incident(found: Incident, reports: dict[str, Report], mentions: Sequence[Mention] = ()) -> str:
    """The whole panel.

    Args:
        found: what to show.
        reports: the cited reports by id; one that is missing is shown by its quote alone.
        mentions: what each report says, and why.
    """
    what = shown_kind(found.kind)
    lead = " · ".join([found.place or "Place not named", wording.when_briefly(found.period)])
    head = (
        f'<header><p class="bw-eyebrow"><span class="bw-dot" style="background:{what.group.colour}">'
        f"{safe(what.group.glyph)}</span>{safe(what.group.label)}{decided(found)}</p><h2>{safe(what.label)}</h2>"
        f'<p class="bw-lead">{safe(lead)}</p></header>'
    )
    body = facts(found, mentions) + _differing(found, mentions) + _evidence(found, reports, mentions)
    return f'<article class="bw-panel">{head}{body}</article>'


def decided(found: Incident) -> str:
    """A badge that says what people decided; nothing for a new incident."""
    if found.review is Review.NEW:
        return ""
    mark = "✓ " if found.review is Review.CONFIRMED else ""
    return f'<span class="bw-badge bw-{found.review}">{mark}{safe(wording.REVIEW[found.review])}</span>'


def facts(found: Incident, mentions: Sequence[Mention] = ()) -> str:
    """The fields as a list of terms; empty ones are left out. Days and place with what they were read from."""
    place = " ".join(filter(None, [found.place, f"({found.country})" if found.country else ""]))
    rows = [
        ("When", wording.when(found.period)),
        ("Where", place),
        ("How exactly", wording.exactness(found.footprint)),
        ("Who → whom", wording.who(found)),
        ("Numbers", wording.numbers(found.quantities)),
        ("Who lost how many", wording.losses(found.losses)),
        ("Status", wording.STATUS[found.status]),
        ("Review", wording.REVIEW[found.review]),
        ("Confidence", wording.confidence(found.confidence)),
        ("Sources", _sources(found)),
    ]
    from_where = {
        "When": _because(mentions, "period", lambda one: one.period == found.period),
        "Where": _because(mentions, "footprint", lambda one: one.footprint == found.footprint),
    }
    items = "".join(
        f"<dt>{safe(term)}</dt><dd>{safe(value)}{from_where.get(term, '')}</dd>" for term, value in rows if value
    )
    return f'<dl class="bw-facts">{items}</dl>'


def _because(mentions: Sequence[Mention], name: str, agrees: Callable[[Mention], bool]) -> str:
    """The reason of the first mention that says what the incident says; none if a person set it."""
    found = next((one.reasons[name] for one in mentions if agrees(one) and name in one.reasons), None)
    return f"<small>{safe(because(found))}</small>" if found else ""


def _sources(found: Incident) -> str:
    reports = f"{found.reports} report{'s' if found.reports != 1 else ''}"
    if found.reports <= 1:
        return reports
    return f"{reports}, {found.sources} independent source{'s' if found.sources != 1 else ''}"


def _differing(found: Incident, mentions: Sequence[Mention]) -> str:
    """Each field on which the reports differ, with every value and who tells it."""
    told = {one.field: _accounts(one, found) for one in found.disagreements}
    rows = "".join(
        f"<li><b>{safe(_term(name))}</b>{told.get(name) or _values(name, mentions)}</li>" for name in found.disagreeing
    )
    return f'<section class="bw-differ"><h3>The reports differ</h3><ul>{rows}</ul></section>' if rows else ""


def _accounts(differing: Disagreement, found: Incident) -> str:
    return "".join(
        f"<p>{safe(wording.account(differing.field, one.value))} <span>{safe(_origins(one, found))}</span></p>"
        for one in differing.accounts
    )


def _origins(account: Account, found: Incident) -> str:
    cited = {one.evidence.report_id: one for one in found.citations}
    named = [cited[report].publisher or "Publisher not named" for report in account.reports if report in cited]
    return ", ".join(dict.fromkeys(named))


def _term(name: str) -> str:
    field = name.partition(".")[0]
    return _FIELDS[field][0] if field in _FIELDS else name


def _values(name: str, mentions: Sequence[Mention]) -> str:
    """What the mentions say, for an incident that was stored before it was kept who says what."""
    _, value = _FIELDS.get(name.partition(".")[0], _FIELDS["quantities"])
    return f" {safe(' · '.join(dict.fromkeys(filter(None, map(value, mentions)))))}"


def _evidence(found: Incident, reports: dict[str, Report], mentions: Sequence[Mention]) -> str:
    told = {one.evidence: one for one in mentions}
    cards = "".join(
        evidence(citation, reports.get(citation.evidence.report_id), told.get(citation.evidence))
        for citation in found.citations
    )
    return f'<section class="bw-evidence"><h3>Evidence</h3>{cards or "<p>Entered by hand.</p>"}</section>'


def evidence(citation: Citation, report: Report | None, mention: Mention | None = None) -> str:
    """One report's sentence, marked in its paragraph, with publisher, date and link, and why it is read so."""
    quote = citation.evidence
    before, said, after = paragraph(report.text, quote.start, quote.end) if report else ("", quote.quote, "")
    published = wording.day(citation.published) if citation.published else "no date"
    source = " · ".join(filter(None, [safe(citation.publisher or "Publisher not named"), safe(published)]))
    title = f'<p class="bw-title">{safe(citation.title)}</p>' if citation.title else ""
    reasons = why.details(mention, report) if mention else ""
    return (
        f'<figure class="bw-report">{title}<blockquote>{safe(before)}<mark>{safe(said)}</mark>'
        f"{safe(after)}</blockquote>"
        f"<figcaption>{source}{link(citation.url)}</figcaption>{reasons}</figure>"
    )


def link(url: str) -> str:
    """A link to a report, or nothing: only http and https lead anywhere."""
    if not url.lower().startswith(("http://", "https://")):
        return ""
    return f' · <a href="{safe(url)}" target="_blank" rel="noopener noreferrer">Open the report</a>'


def paragraph(text: str, start: int, end: int) -> tuple[str, str, str]:
    """What stands before, in and after [start, end) in the paragraph around it; a very long one is cut at words."""
    breaks = [0, *(match.end() for match in _PARAGRAPH.finditer(text)), len(text)]
    first = max(mark for mark in breaks if mark <= start)
    last = min(mark for mark in breaks if mark >= end)
    before, after = text[first:start].lstrip(), text[end:last].rstrip()
    room = max(120, (_MAX_PARAGRAPH - (end - start)) // 2)
    if len(before) > room:
        before = "… " + before[-room:].partition(" ")[2]
    if len(after) > room:
        after = after[:room].rpartition(" ")[0] + " …"
    return before, text[start:end], after
