"""Distances and directions as they are written: 'about twenty kilometres', 'a few hundred metres', 'north-east'."""

from __future__ import annotations

import re
from typing import NamedTuple

_SMALL = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_VALUES = {
    **{word: float(number) for number, word in enumerate(_SMALL, 1)},
    **{word: 10.0 * number for number, word in enumerate(_TENS, 2)},
    "a": 1.0, "an": 1.0, "hundred": 100.0, "thousand": 1000.0,
}  # fmt: skip
# what these words stand for is our choice, and a distance told with one of them is good to half its value
_VAGUE = {"a few": 3.0, "several": 5.0, "some": 3.0, "a couple": 2.0}
_PLURAL = 2.0
_SCALES = {"hundred": 100.0, "thousand": 1000.0, "dozen": 12.0, "tens": 10.0}
_METRES = {"k": 1000.0, "mi": 1609.344, "n": 1852.0, "s": 1852.0, "y": 0.9144, "f": 0.3048, "m": 1.0}

_TEEN = "|".join(sorted(_SMALL, key=len, reverse=True))
_COUNT = rf"(?:(?:{'|'.join(_TENS)})(?:[-\s](?:{_TEEN}))?|{_TEEN})"
_NUMBER = (
    rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,5}}(?:\.\d{{1,3}})?|{_COUNT}\sand\sa\shalf"
    rf"|(?:{_COUNT}|an?)(?:\s(?:hundred|thousand))?)"
)
_LOOSE = (
    r"(?:(?:an?\s(?:few|couple)(?:\sof)?|several|some)\s(?:(?:hundred|thousand|dozen)\s)?"
    r"|(?:hundreds|dozens|tens|thousands)\sof\s|(?:(?:an?|one|two|three)\s)?dozen\s"
    r"|(?:half|a\squarter(?:\sof)?)\san?\s)"
)
_UNIT = (
    r"(?:kilomet(?:er|re)s?|kms?|(?:nautical|sea)[-\s]miles?|nmi|miles?|mi|met(?:er|re)s?|m|yards?|yds?|feet|foot|ft)\b"
)
_HEDGES = (
    r"about|around|some|roughly|nearly|almost|approximately|approx\.|an\sestimated|circa|ca\.|just\sunder|just\sover|"
    r"just|barely|only|under|over|more\sthan|less\sthan|fewer\sthan|up\sto|within|at\sleast|at\smost|as\slittle\sas"
)
DISTANCE = (
    rf"(?:(?P<hedge>{_HEDGES})\s)?(?:(?P<loose>{_LOOSE})|(?P<low>{_NUMBER})"
    rf"(?:\s?(?:-|–|to|or)\s?(?P<high>{_NUMBER}))?[-\s]?)(?P<unit>{_UNIT})(?:\s\([^()]{{1,25}}\))?"
)
_WAYS = {
    "north": 0.0, "north-northeast": 22.5, "northeast": 45.0, "east-northeast": 67.5, "east": 90.0,
    "east-southeast": 112.5, "southeast": 135.0, "south-southeast": 157.5, "south": 180.0, "south-southwest": 202.5,
    "southwest": 225.0, "west-southwest": 247.5, "west": 270.0, "west-northwest": 292.5, "northwest": 315.0,
    "north-northwest": 337.5,
}  # fmt: skip
_LETTERS = {"".join(word[0] for word in re.findall("north|south|east|west", way)).upper(): way for way in _WAYS}
_STEP = {1: 45.0, 2: 45.0, 3: 22.5}  # degrees from one way to the next, by how many words name it
_POINT = r"(?:(?:north|south|east|west)[-\s]?)?(?:north|south)[-\s]?(?:east|west)|north|south|east|west"
WAY_WORD = rf"(?i:(?:{_POINT})(?:ern(?:most)?|erly|wards?)?)"
WAY = rf"(?:{WAY_WORD}|[NS]?[NS][EW]|[EW][NS][EW]|[NSEW])"


class Distance(NamedTuple):
    """A distance in metres, and how much it may be off, in metres; `words` as a reader would say it."""

    metres: float
    error_m: float
    words: str


class Way(NamedTuple):
    """A direction: degrees clockwise from north, how much it may be off to either side, and its name."""

    bearing_deg: float
    error_deg: float
    name: str


def read_distance(match: re.Match[str]) -> Distance:
    """The distance of a match of DISTANCE.

    Off by a tenth as it stands, by a fifth if it is hedged ('about'), by half if it is vague ('several'); a range is
    its middle, off by half its width at least.
    """
    unit = match["unit"].lower()
    scale = _METRES["mi" if unit.startswith("mi") else "n" if unit.startswith("nau") else unit[0]]
    if match["loose"]:
        metres, share = _loose(match["loose"].lower()) * scale, 0.5
    else:
        low, high = _number(match["low"]), _number(match["high"] or match["low"])
        metres, share = (low + high) / 2 * scale, 0.2 if match["hedge"] else 0.1
        share = max(share, abs(high - low) / (low + high)) if low + high else share
    words = f"{metres / 1000:.3g} km" if metres >= 1000 else f"{metres:.0f} m"
    return Distance(metres, share * metres, words)


def read_way(words: str) -> Way:
    """The direction that a match of WAY names, up to sixteen points of the compass."""
    if words.isupper() and words in _LETTERS:
        name = _LETTERS[words]
    else:
        parts = re.findall("north|south|east|west", words.lower())
        name = parts[0] + "-" + "".join(parts[1:]) if len(parts) == 3 else "".join(parts)
    half_step = _STEP[len(re.findall("north|south|east|west", name))] / 2
    return Way(_WAYS.get(name, 0.0), half_step, name)


def _number(words: str) -> float:
    if words[0].isdigit():
        return float(words.replace(",", ""))
    total, half = 0.0, words.lower().endswith("and a half")
    for part in re.split(r"[-\s]+", words.lower().removesuffix("and a half").strip()):
        value = _VALUES[part]
        total = (total or 1.0) * value if value >= 100 else total + value
    return total + (0.5 if half else 0.0)


def _loose(words: str) -> float:
    if words.startswith("half"):
        return 0.5
    if words.startswith("a quarter"):
        return 0.25
    scale = next((value for word, value in _SCALES.items() if word in words), 1.0)
    vague = next((value for word, value in _VAGUE.items() if words.startswith(word)), None)
    first = words.split()[0]
    return scale * (vague or (_PLURAL if first.endswith("s") else _VALUES.get(first, 1.0) if first != "dozen" else 1.0))
