"""People decide: confirm, reject, correct, merge, split, add, undo; each decision is an event that stays."""

from geo.review.adding import add_by_hand
from geo.review.decide import confirm, edit, needs_work, reject, set_fields
from geo.review.grouping import merge, split
from geo.review.history import Entry, history
from geo.review.queue import Item, Need, queue
from geo.review.undoing import redo, undo
from geo.review.who import user

__all__ = [
    "Entry",
    "Item",
    "Need",
    "add_by_hand",
    "confirm",
    "edit",
    "history",
    "merge",
    "needs_work",
    "queue",
    "redo",
    "reject",
    "set_fields",
    "split",
    "undo",
    "user",
]
