"""What the Add page does with a pasted text: read it, say what needs a date, store it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo.errors import InputError
from geo.reports.fields import from_text

if TYPE_CHECKING:
    from datetime import date

    from geo.model import Report
    from geo.pipeline import IngestResult, Parsed
    from geo.places.gazetteer import Gazetteer


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """What was found in a text, and the sentences whose acts need a publication date to be placed in time."""

    parsed: Parsed
    undated: tuple[str, ...] = ()


def read(fields: dict[str, str], published: date | None, today: date) -> Report:
    """A report from the form's fields.

    Raises:
        InputError: the text is empty, binary or too long, a field cannot be used, or the date lies ahead.
    """
    if published and published > today:
        raise InputError(f"The publication date {published} lies ahead: give the day on which the report appeared.")
    text = fields["text"].replace("\r\n", "\n").replace("\r", "\n")
    return from_text(text, title=fields["title"], publisher=fields["publisher"], url=fields["url"], published=published)


def find(report: Report, gazetteer: Gazetteer, today: date) -> Finding:
    """Parse a report. Without a publication date, what would come with one is listed by its sentence."""
    from geo.pipeline import parse

    parsed = parse(report, gazetteer)
    if report.published:
        return Finding(parsed=parsed)
    known = {mention.evidence.start for mention in parsed.mentions}
    dated = parse(replace(report, published=today), gazetteer)
    missing = (mention.evidence for mention in dated.mentions if mention.evidence.start not in known)
    return Finding(parsed=parsed, undated=tuple(dict.fromkeys(evidence.quote for evidence in missing)))


def keep(report: Report, gazetteer: Gazetteer) -> tuple[IngestResult, list[str]]:
    """Store a report with its incidents; the result, and the ids of the incidents that now cite it, newest first.

    Raises:
        StoreError: the store cannot be written.
    """
    from geo.pipeline import ingest
    from geo.store import open_store

    with open_store() as store:
        result = ingest(report, store, gazetteer)
        cited = [one.id for one in store.incidents() if any(c.evidence.report_id == report.id for c in one.citations)]
    return result, cited
