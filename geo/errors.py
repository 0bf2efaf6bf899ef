"""Everything that Borderwatch raises on purpose.

    BorderwatchError
    ├── InputError(ValueError)        a file, record or field that cannot be used
    │   ├── LineError                 ... with the line of the file at which that shows
    │   └── PurgedError               a report that was purged and is not taken in again
    ├── UnknownKindError(ValueError)  a kind that kinds.toml does not define
    ├── PeriodError(ValueError)       a period whose end lies before its start
    ├── GazetteerError(RuntimeError)  the compiled gazetteer is missing or damaged
    ├── OnlineError(RuntimeError)     the online geocoder, where it is switched on, cannot be asked
    ├── StoreError(RuntimeError)      the store cannot be opened, read or written
    │   ├── StoreReadOnlyError        ... because it may not be written
    │   ├── ChangedError              ... because somebody else changed the incident first
    │   └── AlteredError              ... because a report or mention is not what was stored
    └── DataError(RuntimeError)       a data file of the program itself is broken

Every message is one sentence that names the file, record and field and says what to do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence


class BorderwatchError(Exception):
    """Base of all errors that the program raises on purpose."""


class InputError(BorderwatchError, ValueError):
    """A file, record or field that cannot be used."""


class PurgedError(InputError):
    """A report that was purged for good and is not taken in again."""


class LineError(InputError):
    """An input that cannot be used, and the line (counted from 1) at which that shows."""

    def __init__(self, message: str, line: int) -> None:
        """Keep the line beside the message."""
        super().__init__(message)
        self.line = line


class UnknownKindError(BorderwatchError, ValueError):
    """A kind of incident that is not defined."""


class PeriodError(BorderwatchError, ValueError):
    """A period whose end lies before its start."""


class GazetteerError(BorderwatchError, RuntimeError):
    """The compiled gazetteer is missing or damaged."""


class OnlineError(BorderwatchError, RuntimeError):
    """The online geocoder cannot be asked, or what it says cannot be understood."""


class StoreError(BorderwatchError, RuntimeError):
    """The store cannot be opened, read or written."""


class StoreReadOnlyError(StoreError):
    """The store may not be written."""


class ChangedError(StoreError):
    """Somebody else changed an incident first; nothing was written.

    `incident_id` names it, `edits` are what happened to it since (`geo.model.Edit`, oldest first).
    """

    def __init__(self, message: str, incident_id: str = "", edits: Sequence[Any] = ()) -> None:
        """Keep the incident and what happened to it beside the message."""
        super().__init__(message)
        self.incident_id, self.edits = incident_id, tuple(edits)


class AlteredError(StoreError):
    """A report or a mention is gone from the store, or another program changed it: no incident follows from it."""


class DataError(BorderwatchError, RuntimeError):
    """A data file of the program itself is broken."""
