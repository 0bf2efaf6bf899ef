"""What the Add page does with a pasted text: make a report of it, and store what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.errors import InputError
from geo.pipeline import store_parsed
from geo.reports.fields import from_text
from geo.store import open_store

if TYPE_CHECKING:
    from datetime import date

    from geo.model import Report
    from geo.pipeline import IngestResult, Parsed


def read(fields: dict[str, str], published: date | None, today: date) -> Report:
    """A report from the form's fields.

    Raises:
        InputError: the text is empty, binary or too long, a field cannot be used, or the date lies ahead.
    """
    if published and published > today:
        raise InputError(f"The publication date {published} lies ahead: give the day on which the report appeared.")
    text = fields["text"].replace("\r\n", "\n").replace("\r", "\n")
    return from_text(text, title=fields["title"], publisher=fields["publisher"], url=fields["url"], published=published)


def keep(parsed: Parsed) -> tuple[IngestResult, list[str]]:
    """Store a report with what was found in it; the result, and the ids of the incidents that now cite it.

    Raises:
        StoreError: the store cannot be written.
    """
    with open_store() as store:
        result = store_parsed(parsed, store)
        touched = [one for one in map(store.incident, result.incident_ids) if one]
        ours = {mention.id for mention in parsed.mentions}
        return result, [one.id for one in touched if ours & set(one.mention_ids)]
