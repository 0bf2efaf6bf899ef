"""List the words that English writes small: `python -m scripts.count_words --corpora DIR`.

Every word of the train set and of DIR/*.jsonl that stands in small letters at least three times goes into
data/weights/words.txt: such a word at the beginning of a sentence is seldom a place, whatever gazetteers say.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "bench" / "gold" / "train.jsonl"
WORDS = ROOT / "data" / "weights" / "words.txt"
LEAST = 3
WORD = re.compile(r"[^\W\d_]+")


def main() -> None:
    """Count and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True, help="folder with lgl, gwn and event_location .jsonl")
    args = parser.parse_args()
    counts: Counter[str] = Counter()
    for path in (GOLD, *sorted(args.corpora.glob("*.jsonl"))):
        for line in path.read_text(encoding="utf-8").strip().split("\n"):
            record = json.loads(line)
            text = f"{record.get('title') or ''} {record['text']}"
            counts.update(word for word in WORD.findall(text) if word.islower())
    kept = sorted(w for w, times in counts.items() if times >= LEAST and len(w) > 1 and w.isascii())
    WORDS.write_text("\n".join(kept) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
