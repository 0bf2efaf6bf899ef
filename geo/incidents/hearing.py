"""What the encoder says of one act: which words are its arguments, and whether it is told as true."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo.incidents.encoder import Encoding
    from geo.incidents.text import Sentence


@dataclass(frozen=True, slots=True)
class Hearing:
    """The encoder's reading of a text, asked about the act told at an offset."""

    encoding: Encoding
    at: int

    @classmethod
    def of(cls, encoding: Encoding | None, sentence: Sentence, kind: str) -> Hearing | None:
        """About the act of a kind that a sentence tells; None where no encoder has read the text or knows the kind."""
        if encoding is None or kind not in encoding.names:
            return None
        first, behind = encoding.tokens(sentence.start, sentence.end)
        return cls(encoding, encoding.word(sentence.start, sentence.end, kind)[0]) if first < behind else None

    def fit(self, argument: str, start: int, end: int) -> float:
        """How well a phrase fits as an argument of the act ('who', 'whom', 'number'), above 'none such' (logit)."""
        first, behind = self.encoding.tokens(start, end)
        offsets = [int(self.encoding.starts[token]) for token in range(first, max(behind, first + 1))]
        return max(self.encoding.match(argument, self.at, offset) for offset in {offsets[0], offsets[-1]})

    def status(self) -> list[float]:
        """The logits of 'reported', 'claimed' and 'disputed'."""
        token = min(self.encoding.tokens(self.at, self.at + 1)[0], len(self.encoding.starts) - 1)
        found: list[float] = self.encoding.status[token].tolist()
        return found
