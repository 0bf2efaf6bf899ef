"""The stored reports as rows of a list, and what one of them tells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.reports.language import ENGLISH, name
from geo.web import wording
from geo.web.passages import Told

if TYPE_CHECKING:
    from geo.model import Report
    from geo.store import Store
    from geo.store.protocol import ReportPage

_GREY = "#6b7682"
_MOST_DIGITS = 99


def told(store: Store, report: Report) -> list[Told]:
    """The incidents that a report tells, in the order of its text; what was superseded or split away is left out."""
    mentions = store.mentions_in(report.id)
    homes = store.home_of([one.id for one in mentions])
    found = {one: store.incident(one) for one in dict.fromkeys(homes.values())}
    return [Told(incident=home, mention=one) for one in mentions if one.id in homes and (home := found[homes[one.id]])]


def listed(page: ReportPage) -> list[dict[str, Any]]:
    """The rows of one page of reports, as `listing.show` draws them."""
    return [row(one, page.told.get(one.id, 0)) for one in page.reports]


def row(report: Report, count: int) -> dict[str, Any]:
    """What a row of the list shows."""
    number = f"{count} incident{'' if count == 1 else 's'}" if count else "no incident"
    return {
        "id": report.id,
        "label": heading(report),
        "place": report.publisher or "Publisher not named",
        "when": wording.day(report.published) if report.published else "no date",
        "who": f"{number} · {language(report.language)}",
        "colour": _GREY,
        "glyph": str(count) if count <= _MOST_DIGITS else "…",
        "group": number,
        "uncertain": False,
        "status": "reported",
        "sources": "",
        "differ": "",
    }


def heading(report: Report) -> str:
    """The title of a report; without one, how its text begins."""
    return report.title or first_words(report.text)


def language(code: str) -> str:
    """'English', 'Korean (ko)'."""
    return "English" if code == ENGLISH else name(code)


def first_words(text: str, most: int = 90) -> str:
    """How a text begins, cut at a word."""
    line = " ".join(text[: 4 * most].split())
    return line if len(line) <= most else line[:most].rpartition(" ")[0] + " …"
