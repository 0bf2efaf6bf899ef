"""People decide: confirm, reject, correct, merge, split, add, undo; each decision is an event that stays."""

from geo.review.decide import confirm, edit, needs_work, reject, set_fields
from geo.review.grouping import merge, split
from geo.review.undoing import redo, undo
from geo.review.who import user

__all__ = ["confirm", "edit", "merge", "needs_work", "redo", "reject", "set_fields", "split", "undo", "user"]
