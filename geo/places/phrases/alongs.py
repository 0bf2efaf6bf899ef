"""Lines, their stretches, their sides: 'along the DMZ near Paju', 'the Chinese side of the Tumen', 'Poonch sector'."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from geo.places.borders import shared_border, stretch, stretch_near
from geo.places.countries import country_name, country_of
from geo.places.phrases.borderlands import apart_m, geometry_of, line_at, line_of, side_of
from geo.places.phrases.phrase import km, phrase
from geo.places.phrases.scene import Anchor
from geo.places.phrases.shapes import side, spot, strip, swept
from geo.places.phrases.words import WAY_WORD, read_way

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.model import Place
    from geo.places.phrases.phrase import Drawn, SpatialPhrase
    from geo.places.phrases.scene import Approach, Scene

SIDE_M = 10_000.0
SECTOR_M = 15_000.0
BESIDE_HALF_M = 5_000.0  # of a line beside a town, to either side
_FAR_M = 60_000.0  # a place told with a border that lies farther off does not say where on it
_ALONG = re.compile(
    r"(?<!\w)(?:(?:all\s)?along(?:side)?|the\s(?:whole\s|entire\s|full\s)?length\sof|on|at|across|over|up\sand\sdown)\s$",
    re.I,
)
_AT = re.compile(r"\s(?:near|at|in|around|outside|opposite|close\sto|by|not\sfar\sfrom)\s")
_PART = re.compile(
    rf"(?<!\w)(?i:the\s)?(?P<part>(?:{WAY_WORD}|(?i:central|middle|mid))[\s-](?i:front\sline|frontline|front|sector|section|end|"
    r"half|third|part|stretch|segment|portion|tip|edge|reaches))\s(?i:of|on|along)\s$"
)
_FRONT = re.compile(
    r"\b(?:[Tt]he\s)?(?P<way>(?:mid-?|north-?|south-?)?(?:western|eastern)|central|northern|southern|Western|Eastern|Central|Northern|Southern)"
    r"\s(?P<what>[Ff]ront(?:\s?line)?|[Ss]ector)\b(?!\sof\s)"
)
_SIDE = re.compile(
    rf"(?<!\w)(?i:the\s)?(?:(?P<way>{WAY_WORD})|(?P<who>(?:[A-Z][\w.]+\s){{0,2}}[A-Z][\w.]+)(?:[’']s?)?)\s"
    r"(?i:sides?|banks?|shores?|half)\s(?i:of|along)\s$"
)
_SECTOR = re.compile(r"\s(?:sub-?sector|sector|front|axis|direction)\b(?!\s(?:of|man|men|page|runner))")


def alongs(scene: Scene, anchor: Anchor, to: Approach) -> Iterator[SpatialPhrase]:
    """Along a line: all of it, or the stretch beside the place that is told with it."""
    line = line_of(anchor)
    if line is None:
        return
    match = _ALONG.search(to.head)
    start = to.start + match.start() if match else anchor.start
    town = _town_behind(scene, anchor, line)
    if town:
        yield phrase(scene.text, start, town.end, "along", _beside(line, town), anchor, town)
    elif anchor.in_words or (match and "along" in match[0].lower()):
        why = f"Somewhere along the {line.name}: the text does not say where."
        yield phrase(scene.text, start, anchor.end, "along", (line, why), anchor)


def _town_behind(scene: Scene, anchor: Anchor, line: Place) -> Anchor | None:
    behind = _AT.match(scene.text, anchor.end)
    town = scene.led_from(behind.end()) if behind else None
    if town is None or town.is_line or town.is_coarse:
        return None
    return town if apart_m(line, town) <= max(_FAR_M, 1.5 * town.place.footprint.radius_m) else None


def _beside(line: Place, town: Anchor) -> Drawn:
    reach = math.hypot(apart_m(line, town), max(BESIDE_HALF_M, town.place.footprint.radius_m))
    cut = stretch_near(line, *town.point, reach)
    why = f"The stretch of the {line.name} that runs past {town.place.name}."
    return replace(cut, name=f"the {line.name} near {town.place.name}"), why


def parts(scene: Scene, anchor: Anchor, to: Approach) -> Iterator[SpatialPhrase]:
    """'The eastern end of the DMZ', 'the central sector of the Line of Control'."""
    match = _PART.search(to.head)
    line = line_of(anchor) if match else None
    cut = _stretch(line, match["part"].lower()) if line and match else None
    if cut and match and line:
        why = f"The {match['part'].lower()} of the {line.name}: cut by its shape and length."
        yield phrase(scene.text, to.start + match.start(), anchor.end, "front", (cut, why), anchor)


def fronts(scene: Scene) -> Iterator[SpatialPhrase]:
    """'The central front', 'the eastern sector' without a line: that part of the border that the text is about."""
    for match in _FRONT.finditer(scene.text):
        pair = scene.context.pair(match.start())
        line = shared_border(pair[0].code, pair[1].code) if pair else None
        cut = _stretch(line, match["way"].lower() + " front") if line else None
        if pair and line and cut:
            rests = tuple((told.start, told.end) for told in pair)
            anchor = Anchor(match.start(), match.end(), line, rests, in_words=True)
            name = f"{match['way'].lower()} {match['what'].lower()}, {line.name}"
            why = f"The {match[0].lower().removeprefix('the ')} of the {line.name}, the border that the text speaks of."
            drawn = replace(cut, name=name), why
            yield phrase(scene.text, match.start(), match.end(), "front", drawn, anchor)


def sides(scene: Scene, anchor: Anchor, to: Approach) -> Iterator[SpatialPhrase]:
    """'The Chinese side of the Tumen', 'the northern side of the DMZ'."""
    match = _SIDE.search(to.head)
    line = line_of(anchor) if match else None
    if not match or line is None:
        return
    drawn = _side_by_way(anchor, line, match["way"]) if match["way"] else _side_of(scene, anchor, line, match["who"])
    if drawn:
        yield phrase(scene.text, to.start + match.start(), anchor.end, "side", drawn, anchor)


def _side_of(scene: Scene, anchor: Anchor, line: Place, who: str) -> Drawn | None:
    code = country_of(who) or country_of(who.split()[-1])
    if code is None:
        return None
    if code not in line.countries and anchor.in_words:
        told = scene.context.partner(code, anchor.start)
        line = (shared_border(code, told.code) if told else None) or line
    if code not in line.countries:
        return None
    which = side_of(scene, line, code)
    if not which:
        return None
    area = side(geometry_of(line), which * SIDE_M)
    name = f"side of {country_name(code)}, {line.name}"
    why = f"The strip within {km(SIDE_M)} of the {line.name} on the side of {country_name(code)}."
    return strip(anchor.place, area, name, f"side-{code}", (code,)), why


def _side_by_way(anchor: Anchor, line: Place, words: str) -> Drawn:
    way = read_way(words)
    area = swept(geometry_of(line), way.bearing_deg, SIDE_M)
    why = f"The strip within {km(SIDE_M)} of the {line.name} on its {way.name} side."
    return strip(anchor.place, area, f"{way.name} side of the {line.name}", f"side-{way.bearing_deg:g}"), why


def sectors(scene: Scene, anchor: Anchor, _to: Approach) -> Iterator[SpatialPhrase]:
    """'Poonch sector', 'the Kupiansk front': the stretch of a border beside a town, else the country around it."""
    if anchor.is_line or anchor.is_coarse:
        return
    behind = _SECTOR.match(scene.text, anchor.end)
    if behind or scene.text[anchor.start : anchor.end].lower().endswith(" sector"):
        end = behind.end() if behind else anchor.end
        yield phrase(scene.text, anchor.start, end, "sector", _sector(scene, anchor), anchor)


def _sector(scene: Scene, anchor: Anchor) -> Drawn:
    line, name = line_at(scene, anchor), f"{anchor.place.name} sector"
    radius = max(SECTOR_M, anchor.place.footprint.radius_m)
    if line is None:
        why = f"The sector named after {anchor.place.name}, which lies at no border: all within {km(radius)} of it."
        return spot(anchor.place, anchor.point, radius, name, "sector", anchor.place.countries), why
    cut = stretch_near(line, *anchor.point, radius)
    why = f"The stretch of the {line.name} beside {anchor.place.name}, after which the sector is named."
    return replace(cut, name=name), why


def _stretch(line: Place, words: str) -> Place | None:
    return stretch(line, re.sub(r"front ?line", "front", words))
