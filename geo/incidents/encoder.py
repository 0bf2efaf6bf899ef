"""The sentence encoder: a small transformer that says where a text tells an act, of which kind, and what belongs to it.

MiniLM (six layers of 384) fine-tuned by scripts/train_encoder.py, quantised to eight bits and run by onnxruntime. On
every token it gives a logit for each kind, and a query and a key of places: the place of an act is likely the one whose
key meets the query of the act's word best. What else it was trained to tell (date, doer, numbers, status) made the
models of those fields no better, and is not asked for.
"""

from __future__ import annotations

import functools
import json
import math
import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from geo.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from geo.incidents.text import Sentence

FOLDER = Path(__file__).resolve().parent.parent.parent / "data" / "weights" / "encoder"
WIDTH = 24  # of a query or key; those of places come first
WINDOW_TOKENS = 400
TITLE_TOKENS = 48
CONTEXT_SENTENCES = 2
_LONE = re.compile("[\ud800-\udfff]")  # halves of a character, which the tokenizer refuses
_START, _END = 101, 102  # [CLS] and [SEP] of the vocabulary


@dataclass(frozen=True, slots=True)
class Encoding:
    """What the encoder says of a text. One row a token, in the order of the text.

    Attributes:
        starts, ends: offsets of the tokens in the text, shape (tokens,).
        kinds: logits, shape (tokens, kinds); names: the kinds.
        queries, keys: of places, shape (tokens, WIDTH).
        none: the key that stands for 'no place told' in the token's window, shape (tokens, WIDTH).
    """

    names: tuple[str, ...]
    starts: NDArray[Any]
    ends: NDArray[Any]
    kinds: NDArray[Any]
    queries: NDArray[Any]
    keys: NDArray[Any]
    none: NDArray[Any]

    def tokens(self, start: int, end: int) -> tuple[int, int]:
        """The tokens [first, behind last) of text[start:end]."""
        first = int(self.ends.searchsorted(start, "right"))
        return first, max(first, int(self.starts.searchsorted(end, "left")))

    def sentence(self, start: int, end: int) -> NDArray[Any]:
        """The logits of the kinds for a stretch of text, shape (kinds,): the soft maximum over its tokens."""
        import numpy as np

        first, behind = self.tokens(start, end)
        if first == behind:
            return np.full(len(self.names), -20.0)
        part = self.kinds[first:behind]
        top = part.max(axis=0)
        found: NDArray[Any] = top + np.log(np.exp(part - top).sum(axis=0))
        return found

    def strength(self, start: int, end: int, kind: str) -> float:
        """How much text[start:end] tells the kind: the logit of its strongest token."""
        first, behind = self.tokens(start, end)
        return float(self.kinds[first:behind, self.names.index(kind)].max()) if first < behind else -math.inf

    def word(self, start: int, end: int, kind: str) -> tuple[int, int]:
        """The offsets of the token of text[start:end] that most tells the kind."""
        first, behind = self.tokens(start, end)
        at = first + int(self.kinds[first:behind, self.names.index(kind)].argmax())
        return int(self.starts[at]), int(self.ends[at])

    def fit(self, act: int, offset: int) -> float:
        """How well what stands at an offset fits as the place of the act told at `act`, above 'none told' (logit)."""
        at = self._at(offset)
        return float((self.keys[at] - self.none[at]) @ self.queries[self._at(act)]) / math.sqrt(WIDTH)

    def _at(self, offset: int) -> int:
        return min(int(self.ends.searchsorted(offset, "right")), len(self.ends) - 1)


class Reader(Protocol):
    """Whatever says of a text what an encoder says of it."""

    def encode(self, title: str, text: str, sentences: Sequence[Sentence]) -> Encoding | None:
        """Read a text; None where it holds no word."""
        ...


class Encoder:
    """The tokenizer and the network, loaded once."""

    def __init__(self, folder: Path = FOLDER) -> None:
        try:
            import onnxruntime
            from tokenizers import Tokenizer

            self.names = tuple(json.loads((folder / "kinds.json").read_text(encoding="utf-8")))
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = 1
            self._session = onnxruntime.InferenceSession(
                str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
            )
        except (OSError, ValueError, RuntimeError) as error:
            raise DataError(
                f"The encoder cannot be read ({error}): restore data/weights from the repository."
            ) from error
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    def encode(self, title: str, text: str, sentences: Sequence[Sentence]) -> Encoding | None:
        """Read a text; None where it holds no word. Time grows linearly with the text."""
        import numpy as np

        head = [
            _START,
            *self._tokenizer.encode(_LONE.sub("\ufffd", title), add_special_tokens=False).ids[:TITLE_TOKENS],
            _END,
        ]
        text = _LONE.sub("\ufffd", text)
        whole = self._tokenizer.encode(text, add_special_tokens=False)
        rows: list[tuple[Any, ...]] = []
        for low, first, high in windows([(one.start, one.end) for one in sentences], whole.offsets):
            ids = np.array([[*head, *whole.ids[low:high], _END]], dtype=np.int64)
            kinds, queries, keys = (layer[0] for layer in self._session.run(["kinds", "queries", "keys"], {"ids": ids}))
            part = slice(len(head) + first - low, len(head) + high - low)
            none = np.broadcast_to(keys[:1, :WIDTH], (high - first, WIDTH))
            rows.append(
                (np.array(whole.offsets[first:high]), kinds[part], queries[part, :WIDTH], keys[part, :WIDTH], none)
            )
        if not rows:
            return None
        offsets, kinds, queries, keys, none = (np.concatenate(column) for column in zip(*rows, strict=True))
        return Encoding(self.names, offsets[:, 0], offsets[:, 1], kinds, queries, keys, none)


def windows(sentences: Sequence[tuple[int, int]], offsets: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    """The windows of a text: (first token, first token that counts, behind the last token).

    Whole sentences up to WINDOW_TOKENS, with the CONTEXT_SENTENCES before them for context; a longer one is cut.
    """
    starts = [start for start, _ in offsets]
    bounds = [
        (low, min(low + WINDOW_TOKENS, behind))
        for first, behind in ((bisect_left(starts, start), bisect_left(starts, end)) for start, end in sentences)
        for low in range(first, behind, WINDOW_TOKENS)
    ]
    at = 0
    while at < len(bounds):
        low = bounds[max(0, at - CONTEXT_SENTENCES)][0]
        if bounds[at][1] - low > WINDOW_TOKENS:
            low = bounds[at][0]
        behind = bisect_right(bounds, low + WINDOW_TOKENS, at + 1, len(bounds), key=lambda bound: bound[1])
        yield low, bounds[at][0], bounds[behind - 1][1]
        at = behind


@functools.cache
def default_encoder() -> Encoder:
    """The encoder of data/weights."""
    return Encoder()
