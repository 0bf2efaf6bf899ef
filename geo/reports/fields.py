"""The fields of a report (title, publisher, url, published, language) as front matter, JSON or a form gives them."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from geo.errors import InputError
from geo.model import Report
from geo.reports.language import language as told_by
from geo.reports.text import check

if TYPE_CHECKING:
    from collections.abc import Mapping

_LINKS = ("http://", "https://")


def from_text(
    text: str,
    *,
    title: str = "",
    publisher: str = "",
    url: str = "",
    published: date | str | None = None,
    language: str = "",
) -> Report:
    """A report from a text and what is known of its origin.

    Raises:
        InputError: a field cannot be used; the message names it.
    """
    origin = {"title": title, "publisher": publisher, "url": url, "published": published, "language": language}
    return from_fields(text, origin)


def from_fields(text: str, fields: Mapping[str, object]) -> Report:
    """A report from a text and named fields; fields of other names are left alone.

    A language that is given is believed; where none is, the text tells it ('und' where it does not).

    Raises:
        InputError: a field cannot be used; the message names it.
    """
    return Report(
        text=check(text),
        title=_words(fields, "title"),
        publisher=_words(fields, "publisher"),
        url=_link(fields),
        published=_day(fields.get("published")),
        language=_words(fields, "language") or told_by(text),
    )


def _words(fields: Mapping[str, object], name: str) -> str:
    value = fields.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise InputError(f"The field '{name}' is {value!r}, not text: put it between quotation marks.")
    if not value.isprintable():
        raise InputError(f"The field '{name}' holds a control character: write it on one line.")
    return value.strip()


def _link(fields: Mapping[str, object]) -> str:
    url = _words(fields, "url")
    if url and not url.lower().startswith(_LINKS):
        raise InputError(f"The field 'url' is {url!r}: give a link that starts with https:// or http://.")
    return url


def _day(value: object) -> date | None:
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise InputError(f"The field 'published' is {value!r}, not a day: write it as YYYY-MM-DD.") from error
