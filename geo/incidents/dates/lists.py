"""Dates in a list that belong to one word: 'on the 9th, the 18th and the 20th', 'near Bado on Friday and on Sunday'."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.incidents.dates.use import SHORT_DAYS
from geo.model import DatePrecision, Period

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.incidents.dates.rules import DateExpression

_LINK = re.compile(
    r"(?:,|(?:,|;)?\s(?:and|then)(?:\s(?:again|also|once more))?|\sas well as)\s"
    r"(?:(?:(?:a|yet)\s)?(?:further|another|more|others|\d[\d,]*|one|two|three)(?:\s(?!on\b)[\w-]+)?\s)?"
    r"(?:(?:at|in|near|off|outside|over|around)\s[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+){0,2}\s)?"
    r"(?:(?:on|early|late|the|again|in)\s){0,3}"
)
_LAST_LINK = re.compile(r"\b(?:and|then|as well as)\b")
_BARE_AND = re.compile(r"\sand\s(?:the\s)?")
_NO_CLAUSE = re.compile(
    r"\s*(?:$|[.,;:)—–\"”]|(?:and|to|in|at|near|off|when|while|as|from|by|with|after|before|for|over|against|towards?)\b)"
)


def list_of(
    text: str, here: Sequence[DateExpression], position: int, offset: int, tells: Callable[[DateExpression], bool]
) -> Sequence[DateExpression]:
    """The expressions of a sentence that stand in one list with the one at a position, itself included.

    Args:
        text: the report's text.
        here: the expressions of the sentence, in order.
        position: index of the expression that the act at `offset` takes.
        offset: where the act's word stands; a list after it ends where a new clause begins ('and on Sunday it sank').
        tells: whether an expression tells when something happened.
    """

    def linked(a: DateExpression, b: DateExpression) -> bool:
        return tells(a) and tells(b) and bool(_LINK.fullmatch(text, a.end, b.start))

    first = last = position
    while first and linked(here[first - 1], here[first]):
        first -= 1
    while last + 1 < len(here) and linked(here[last], here[last + 1]):
        last += 1
    end = here[last]
    if first == last or not _LAST_LINK.search(text, here[last - 1].end, end.start):
        return here[position : position + 1]
    if offset < end.start and not _NO_CLAUSE.match(text[end.end : end.end + 12]):
        return here[position : position + 1]
    return here[first : last + 1]


def both_days(text: str, listed: Sequence[DateExpression]) -> Period | None:
    """'On Tuesday and Wednesday' as one period; None for days further apart, or with words between them."""
    if len(listed) != 2 or not _BARE_AND.fullmatch(text, listed[0].end, listed[1].start):
        return None
    a, b = (one.period for one in listed)
    if a is None or b is None or not 0 < (b.end - a.start).days <= SHORT_DAYS:
        return None
    return Period(start=a.start, end=b.end, precision=DatePrecision.RANGE)
