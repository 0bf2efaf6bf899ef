"""Reports, mentions, incidents, their links and aliases: the first schema. Stores of it exist; nothing leads to it."""

from __future__ import annotations

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Nothing: new stores are laid out with the newest schema."""
