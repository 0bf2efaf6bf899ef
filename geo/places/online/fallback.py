"""The names of a report that the gazetteer does not place, asked online: if the user has switched that on, else never.

A question is the name alone, with the codes of the countries that the report's other places lie in; no word of the text
leaves the machine. What fails is told in one sentence of the log, and nothing is asked for a while.
"""

from __future__ import annotations

import logging
import time
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from geo.errors import OnlineError
from geo.model import Candidate
from geo.places.online.settings import NOMINATIM, settings
from geo.places.parents import METHOD as PARENT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.model import Place, Resolution
    from geo.places.online.settings import Settings

SCORE = 0.5
_MOST = 20
_HINTS = 5
_SILENT_S = 300.0
_log = logging.getLogger("borderwatch.places")
_silent_until: dict[str, float] = {}


def with_online(resolutions: list[Resolution], least: float | None = None) -> list[Resolution]:
    """The resolutions, with places of the online geocoder for names that have none; as they are if it is off.

    A name that was only put into what is around it is asked for, too. A place found so has the method and the source
    'nominatim', the score 0.5 (nobody has calibrated it), and the attribution as its basis.

    Args:
        resolutions: of one report.
        least: NIL below this score: above 0.5 nothing is asked.

    Raises:
        InputError: a setting cannot be used.
    """
    chosen = settings()
    nil = dict.fromkeys(one.toponym.surface for one in resolutions if _is_open(one) and not one.toponym.metonym)
    if chosen is None or not nil or (least or 0.0) > SCORE:
        return resolutions
    found = _asked(list(nil), _hints(resolutions), chosen)
    return [_resolved(one, found.get(one.toponym.surface, [])) for one in resolutions]


def _is_open(resolution: Resolution) -> bool:
    return resolution.place is None or resolution.method == PARENT


def _hints(resolutions: Sequence[Resolution]) -> list[str]:
    """The countries in which most of the places lie that the gazetteer knows."""
    codes = Counter(code for one in resolutions if one.place for code in one.place.countries)
    return sorted(code for code, _ in codes.most_common(_HINTS))


def _asked(names: Sequence[str], hints: Sequence[str], chosen: Settings) -> dict[str, list[Place]]:
    """The places of each name; after a failure only those that were asked before."""
    from geo.places.online.client import ask, remembered

    found: dict[str, list[Place]] = {}
    try:
        known = {name: remembered(name, hints, chosen) for name in names}
        found = {name: places for name, places in known.items() if places is not None}
        new = [name for name in names if name not in found]
        if time.monotonic() < _silent_until.get(chosen.server, 0.0):
            return found
        for name in new[:_MOST]:
            found[name] = ask(name, hints, chosen)
    except OnlineError as error:
        _silent_until[chosen.server] = time.monotonic() + _SILENT_S
        _log.warning("%s Nothing more is asked for %d minutes.", error, _SILENT_S // 60)
    else:
        if len(new) > _MOST:
            _log.warning("Of %d unknown names the first %d were asked online: read it again for more.", len(new), _MOST)
    return found


def _resolved(resolution: Resolution, places: Sequence[Place]) -> Resolution:
    if not (_is_open(resolution) and places):
        return resolution
    first, *others = places
    chosen = Candidate(place=first, score=SCORE, reasons=(why(first),))
    around = [resolution.chosen] if resolution.chosen else []
    losers = (Candidate(place=place, score=0.0, reasons=(why(place),)) for place in others)
    return replace(resolution, chosen=chosen, losers=(*around, *losers, *resolution.losers), method=NOMINATIM)


def why(place: Place) -> str:
    """What speaks for a place that was found online."""
    return f"{place.feature_class}, not in the gazetteer; found online by Nominatim ({place.basis})"
