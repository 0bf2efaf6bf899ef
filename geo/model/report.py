"""Reports, and what is cited from them."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.errors import InputError

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """One piece of text with its origin."""

    text: str
    title: str = ""
    publisher: str = ""
    url: str = ""
    published: date | None = None
    language: str = "en"

    def __post_init__(self) -> None:
        """Refuse a report without text."""
        if not self.text.strip():
            raise InputError("The report has no text: give it at least one sentence.")

    @property
    def id(self) -> str:
        """sha256 of the NFC text, the url (or else the publisher) and the publication date."""
        day = self.published.isoformat() if self.published else ""
        parts = (unicodedata.normalize("NFC", self.text), self.url or self.publisher, day)
        return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """The sentence(s) of a report that say so: offsets into its text, and the quote itself."""

    report_id: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Citation:
    """Evidence together with the origin of its report: what is shown and exported."""

    evidence: Evidence
    publisher: str
    url: str
    published: date | None
    title: str = ""
