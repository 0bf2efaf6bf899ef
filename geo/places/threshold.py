"""How sure a place must be: a name whose best place scores less stays without one (NIL).

Without a threshold the ranker judges alone: a name is NIL where 'none of these' is likelier than its best place. A
number takes the place of that judgement, both ways: 0 always takes the best place, 0.9 only what is nearly sure.
"""

from __future__ import annotations

import os

from geo.errors import InputError

VARIABLE = "BORDERWATCH_LEAST_PLACE_SCORE"


def least_score(given: float | None = None) -> float | None:
    """The threshold in force: what is given, else what the environment says; None for the ranker's own judgement.

    Raises:
        InputError: it is no number from 0 to 1.
    """
    said = os.environ.get(VARIABLE, "").strip()
    if given is None and not said:
        return None
    named = f"{VARIABLE} is {said!r}, which" if given is None else f"{given!r}"
    try:
        value = float(said if given is None else given)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise InputError(
            f"{named} is no least score of a place: give a number from 0 to 1, such as 0.7, or leave it out."
        )
    return value
