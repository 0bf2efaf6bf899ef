"""What the held-out encoders said of the train set, recorded so that benches and training need neither them nor torch.

`python -m scripts.recorded` reads the train set with the encoders in var/encoder that were not trained on a report and
writes bench/gold/encodings.npz: logits of the kinds to an eighth, queries and keys of places to a hundredth of their
range. A report is found by the hash of its text.
"""

from __future__ import annotations

import functools
import hashlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from geo.incidents.encoder import Encoding

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from geo.incidents.text import Sentence

FILE = Path(__file__).resolve().parent.parent / "bench" / "gold" / "encodings.npz"
EIGHTHS, LIMIT = 8.0, 127


class Recorded:
    """Stands in for an encoder: reads only the texts that were recorded."""

    def __init__(self, path: Path = FILE) -> None:
        with np.load(path, allow_pickle=False) as file:
            self._arrays: dict[str, NDArray[Any]] = {name: file[name] for name in file.files}
        self._places = {str(digest): at for at, digest in enumerate(self._arrays["digests"])}

    def knows(self, text: str) -> bool:
        """Was this text recorded?"""
        return digest(text) in self._places

    def encode(self, title: str, text: str, sentences: Sequence[Sentence]) -> Encoding:  # noqa: ARG002 - as Encoder
        """What was recorded of a text. Raises KeyError for any other."""
        at = self._places[digest(text)]
        rows = slice(*(int(one) for one in self._arrays["bounds"][at : at + 2]))
        scale = float(self._arrays["scale"])
        return Encoding(
            tuple(str(one) for one in self._arrays["names"]),
            self._arrays["starts"][rows].astype(np.int64),
            self._arrays["ends"][rows].astype(np.int64),
            self._arrays["kinds"][rows] / EIGHTHS,
            self._arrays["queries"][rows] * scale,
            self._arrays["keys"][rows] * scale,
            self._arrays["none"][rows] * scale,
        )


@functools.cache
def recorded() -> Recorded:
    """The recording of the repository."""
    return Recorded()


def digest(text: str) -> str:
    """By what a text is found again."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def write(found: Iterable[tuple[str, Encoding]], path: Path = FILE) -> None:
    """Record what encoders said of texts."""
    texts, encodings = zip(*found, strict=True)
    places = [np.concatenate([one.queries, one.keys, one.none]) for one in encodings]
    scale = max(float(np.abs(one).max()) for one in places) / LIMIT

    def small(values: NDArray[Any], unit: float) -> NDArray[Any]:
        return np.clip(np.rint(values / unit), -LIMIT, LIMIT).astype(np.int8)

    np.savez_compressed(
        path,
        digests=np.array([digest(text) for text in texts]),
        names=np.array(encodings[0].names),
        bounds=np.cumsum([0, *(len(one.starts) for one in encodings)]),
        starts=np.concatenate([one.starts for one in encodings]).astype(np.uint16),
        ends=np.concatenate([one.ends for one in encodings]).astype(np.uint16),
        kinds=np.concatenate([small(one.kinds, 1 / EIGHTHS) for one in encodings]),
        queries=np.concatenate([small(one.queries, scale) for one in encodings]),
        keys=np.concatenate([small(one.keys, scale) for one in encodings]),
        none=np.concatenate([small(one.none, scale) for one in encodings]),
        scale=np.float32(scale),
    )


def main() -> int:
    """Record the train set."""
    from scripts.training import examples, trained_encoder

    found = examples(encoder=trained_encoder)
    write((one.report.text, one.reading.encoding) for one in found if one.reading.encoding)
    print(f"{FILE.name}: {FILE.stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
