"""Where a store lives, and what a store asks of the place: the one thing that differs between file and server."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    import sqlalchemy as sa

    from geo.store.search import WordIndex


@dataclass(frozen=True, kw_only=True, slots=True)
class Home:
    """An engine whose schema is in place.

    `name`: the file or address, without its password. `plain_errors`: turns what the database says into one of our
    errors. `touch`: what is to be noted with each change. `words`: the index of full text. A connection with the
    option `WRITING` is the only writer.
    """

    engine: sa.Engine
    name: str
    read_only: bool
    plain_errors: Callable[[], AbstractContextManager[None]]
    touch: Callable[[sa.Connection], None]
    words: WordIndex


WRITING = "borderwatch_writing"
