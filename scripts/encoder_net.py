"""The encoder in torch: MiniLM's layers with our heads, and a report as the windows of tokens that it reads.

The network is BERT (Devlin et al. 2019) of six layers of 384 (Wang et al. 2020, 'MiniLM'). On every token it gives
the logit of each kind ('here an act of this kind is told'), of each status, and for each argument (place, date, doer,
the one done to, number) a query and a key: the argument of an act is where its token's query meets the key best. The
key of the first token stands for 'none'.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import nn

from geo.incidents.encoder import TITLE_TOKENS, WIDTH
from geo.incidents.encoder import windows as cut

if TYPE_CHECKING:
    from pathlib import Path

ARGUMENTS = ("place", "date", "who", "whom", "number")  # the place first: it alone is asked for
STATUSES = ("reported", "claimed", "disputed")


class Layer(nn.Module):
    """One transformer layer."""

    def __init__(self, size: int, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value = (nn.Linear(size, size) for _ in range(3))
        self.out, self.up, self.down = nn.Linear(size, size), nn.Linear(size, inner), nn.Linear(inner, size)
        self.norm1, self.norm2 = nn.LayerNorm(size, eps=1e-12), nn.LayerNorm(size, eps=1e-12)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: torch.Tensor, mask: torch.Tensor | None) -> torch.Tensor:
        """x: (batch, tokens, size); mask: (batch, 1, 1, tokens), 0 where there is a token, very negative elsewhere."""
        batch, length, size = x.shape

        def split(y: torch.Tensor) -> torch.Tensor:
            return y.view(batch, length, self.heads, size // self.heads).transpose(1, 2)

        q, k, v = split(self.query(x)), split(self.key(x)), split(self.value(x))
        mixed = nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        mixed = mixed.transpose(1, 2).reshape(batch, length, size)
        x = self.norm1(x + self.out(mixed))
        return self.norm2(x + self.drop(self.down(nn.functional.gelu(self.up(x)))))


class Net(nn.Module):
    """The encoder with its heads."""

    def __init__(
        self, kinds: int, *, layers: int = 6, size: int = 384, heads: int = 12, inner: int = 1536, dropout: float = 0.1
    ) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, size)
        self.places = nn.Embedding(512, size)
        self.types = nn.Parameter(torch.zeros(size))
        self.norm = nn.LayerNorm(size, eps=1e-12)
        self.drop = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(size, heads, inner, dropout) for _ in range(layers))
        self.kinds = nn.Linear(size, kinds)
        self.status = nn.Linear(size, len(STATUSES))
        self.queries = nn.Linear(size, WIDTH * len(ARGUMENTS))
        self.keys = nn.Linear(size, WIDTH * len(ARGUMENTS))
        nn.init.constant_(self.kinds.bias, -7.0)

    def forward(self, ids: torch.Tensor, present: torch.Tensor | None) -> tuple[torch.Tensor, ...]:
        """ids, present: (batch, tokens). Gives kinds, status, queries and keys, each (batch, tokens, …)."""
        at = torch.arange(ids.shape[1], device=ids.device)
        x = self.drop(self.norm(self.words(ids) + self.places(at) + self.types))
        mask = None if present is None else (1.0 - present[:, None, None, :].to(x.dtype)) * -1e4
        for layer in self.layers:
            x = layer(x, mask)
        x = self.drop(x)
        return self.kinds(x), self.status(x), self.queries(x), self.keys(x)

    def load_minilm(self, path: Path) -> None:
        """Take the weights of the sentence encoder all-MiniLM-L6-v2."""
        found = load_file(str(path))
        names = {
            "words.weight": "embeddings.word_embeddings.weight",
            "places.weight": "embeddings.position_embeddings.weight",
        }
        for ours, theirs in (("norm", "embeddings.LayerNorm"),):
            names |= {f"{ours}.{part}": f"{theirs}.{part}" for part in ("weight", "bias")}
        inside = {
            "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
            "out": "attention.output.dense", "norm1": "attention.output.LayerNorm", "up": "intermediate.dense",
            "down": "output.dense", "norm2": "output.LayerNorm",
        }  # fmt: skip
        for number in range(len(self.layers)):
            for ours, theirs in inside.items():
                for part in ("weight", "bias"):
                    names[f"layers.{number}.{ours}.{part}"] = f"encoder.layer.{number}.{theirs}.{part}"
        state: dict[str, Any] = {ours: found[theirs] for ours, theirs in names.items()}
        state["types"] = found["embeddings.token_type_embeddings.weight"][0]
        left = self.load_state_dict(state, strict=False)
        if left.unexpected_keys or any(
            not key.startswith(("kinds", "status", "queries", "keys")) for key in left.missing_keys
        ):
            raise ValueError(f"not the weights of MiniLM: {left}")


@dataclass
class Window:
    """A stretch of a report as tokens: ids, offsets in the text ((-1, -1) for title and marks), which are scored."""

    lesson: int
    ids: list[int]
    starts: list[int]
    ends: list[int]
    first: int  # first scored sentence
    last: int  # behind the last scored sentence


def tokenizer(folder: Path) -> Tokenizer:
    """The WordPiece tokenizer, without padding and truncation."""
    made = Tokenizer.from_file(str(folder / "tokenizer.json"))
    made.no_padding()
    made.no_truncation()
    return made


def windows(number: int, title: str, text: str, sentences: list[list[int]], tok: Tokenizer) -> list[Window]:
    """The windows of one report, as the encoder will read them."""
    head = [101, *tok.encode(title, add_special_tokens=False).ids[:TITLE_TOKENS], 102]
    whole = tok.encode(text, add_special_tokens=False)
    made = []
    for low, first, high in cut([(start, end) for start, end in sentences], whole.offsets):
        offsets = whole.offsets[low:high]
        covered = [
            i for i, (start, end) in enumerate(sentences) if start < offsets[-1][1] and whole.offsets[first][0] < end
        ]
        made.append(
            Window(
                number, [*head, *whole.ids[low:high], 102],
                [-1] * len(head) + [a for a, _ in offsets] + [-1],
                [-1] * len(head) + [b for _, b in offsets] + [-1],
                covered[0], covered[-1] + 1,
            )
        )  # fmt: skip
    return made


def read_lessons(path: Path) -> list[dict[str, Any]]:
    """The lessons that scripts/encoder_data.py wrote."""
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return found
