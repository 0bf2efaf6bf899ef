"""What a date of a text is told for: an act, the day somebody spoke of it, a count, or the dateline."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo.incidents.dates.rules import DateExpression

SHORT_DAYS = 3  # a longer period is no day on which something happened
_LOOK_BACK = 60
_DATELINE_CHARS = 80
_SAYING = (
    r"(?:said|says|say|told|announced|announces|reported|reports|stated|declared|confirmed|disclosed|admitted|"
    r"acknowledged|added|wrote|claimed|warned|denied|revealed|quoted|explained|testified|insisted|noted|posted|tweeted|"
    r"published|statement|bulletin|communiqué|communique|briefing|press conference|made known|learnt|learned|spoke|"
    r"conceded|maintained|alleged|officials|spokesman|spokeswoman|ministry said|decided|ruled)"
)
_SAID_BEFORE = re.compile(rf"\b{_SAYING}(?:\s\w+){{0,4}}?\s?(?:on|late|early|in a|at a)?\s?(?:\w+\s)?$", re.I)
_WORD = r"\s(?!(?:on|at|from|since|until|by)\b)[\w-]+"
_COUNTED = re.compile(
    r"\b(?:(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\d+(?:st|nd|rd|th)"
    rf"|latest|only)(?:{_WORD}){{0,4}}|last(?:{_WORD}){{1,4}}|once|twice|\w+ times)\s(?:in\s|within\s|of\s)?$",
    re.I,
)
_DATELINE = re.compile(r"[A-Z][^a-z\n]*(?:[A-Z][\w.'’-]+[,\s]+){0,3}(?:\([^)\n]*\)[,\s]*)?")
_DASH = re.compile(r"(?:,?\s\d{4})?\s?(?:\([^)\n]*\)\s?)?(?:[—–:]|-{1,2}\s)")
_UNTIL = re.compile(r"\b(?:until|till|through|up to|before|by)\s(?:\w+\s){0,2}$", re.I)


def is_usable(expression: DateExpression) -> bool:
    """Does the expression name a time at or before publication?"""
    return expression.period is not None and not expression.future and not expression.history


def is_attribution(text: str, expression: DateExpression) -> bool:
    """Does the date say when somebody spoke of it, rather than when it happened ('officials said on Monday')?"""
    return bool(_SAID_BEFORE.search(text[max(0, expression.start - _LOOK_BACK) : expression.start]))


def is_count(text: str, expression: DateExpression) -> bool:
    """Does the date only say over what time something is counted ('for the third time this month')?"""
    if expression.period is None or expression.period.days <= SHORT_DAYS:
        return False
    return bool(_COUNTED.search(text[max(0, expression.start - _LOOK_BACK) : expression.start]))


def is_dateline(text: str, expression: DateExpression) -> bool:
    """Does the date stand in the dateline of the text ('BEIJING, Jan 6 —')?"""
    return (
        expression.start <= _DATELINE_CHARS
        and bool(_DATELINE.fullmatch(text, 0, expression.start))
        and bool(_DASH.match(text, expression.end))
    )


def is_limit(text: str, expression: DateExpression) -> bool:
    """Does the date only say by when something happened or ended ('by Monday', 'until Monday')?"""
    return bool(_UNTIL.search(text[max(0, expression.start - 24) : expression.start]))
