"""'Why?': what each field of a mention rests on, as markup. Every word of a report passes `safe`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.incidents.explain import FIELDS, because, likely, quotes
from geo.kinds import shown_kind
from geo.publish.html import safe
from geo.web import wording
from geo.web.highlight import Span, marked

if TYPE_CHECKING:
    from geo.model import Mention, Report

_REACH = 600  # characters of a paragraph that are shown on each side of the evidence


def details(mention: Mention, report: Report | None) -> str:
    """An expander for one mention: its paragraph with the words of each field marked, then field by field why.

    Args:
        mention: what one report says.
        report: that report; None if it is missing, then the reasons stand alone.
    """
    rows = "".join(_row(mention, name, term, report) for name, term in FIELDS.items() if name in mention.reasons)
    if not rows:
        return ""
    text = f"<p>{_paragraph(mention, report)}</p>" if report else ""
    sure = f"<p>{safe(wording.confidence(mention.confidence))}: {safe(likely(mention.confidence))}.</p>"
    return f'<details class="bw-why"><summary>Why?</summary>{text}<dl>{rows}</dl>{sure}</details>'


def _paragraph(mention: Mention, report: Report) -> str:
    """The paragraph around the evidence, the words of each field in a span that names the field on hover."""
    start, end = bounds(report.text, mention.evidence.start, mention.evidence.end)
    spans = [
        Span(start=first - start, end=last - start, wrap=f"bw-why-{name}", hint=FIELDS[name])
        for name, reason in mention.reasons.items()
        if name in FIELDS
        for first, last in reason.spans
        if start <= first < last <= end
    ]
    return marked(report.text[start:end], spans)


def bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """The offsets of the paragraph around [start, end), cut where it is very long."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    return max(first, start - _REACH), min(last if last >= 0 else len(text), end + _REACH)


def _row(mention: Mention, name: str, term: str, report: Report | None) -> str:
    reason = mention.reasons[name]
    told = f"<b>{safe(_value(mention, name))}</b>"
    lines = [told, safe(because(reason))]
    if report:
        start, end = bounds(report.text, mention.evidence.start, mention.evidence.end)
        elsewhere = tuple(span for span in reason.spans if not start <= span[0] < span[1] <= end)
        lines += (
            f"{safe(quote.before)}<mark>{safe(quote.words)}</mark>{safe(quote.after)}"
            for quote in quotes(report.text, elsewhere)
        )
    return f"<dt>{safe(term)}</dt><dd>{'<br>'.join(lines)}</dd>"


def _value(mention: Mention, name: str) -> str:
    values = {
        "kind": shown_kind(mention.kind).label,
        "period": wording.when(mention.period),
        "footprint": f"{mention.place}, {wording.exactness(mention.footprint)}",
        "names": ", ".join(part for part in (mention.place, mention.country) if part),
        "initiator": ", ".join(mention.initiator),
        "target": ", ".join(mention.target),
        "quantities": wording.numbers(mention.quantities),
        "losses": wording.losses(mention.losses),
        "status": wording.STATUS[mention.status],
    }
    return values[name]
