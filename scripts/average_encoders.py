"""Average the weights of encoders fine-tuned from one start: `python -m scripts.average_encoders OUT IN...`.

A 'model soup' (Wortsman et al. 2022): one network, no slower than one, that errs less than each of its parts. Reads and
writes files of scripts/train_encoder.py. Needs torch.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import torch


def average(parts: list[dict[str, Any]]) -> dict[str, Any]:
    """The mean of the weights. Raises ValueError where the encoders know different kinds."""
    if len({tuple(part["kinds"]) for part in parts}) != 1:
        raise ValueError("these encoders know different kinds: train them anew")
    names = parts[0]["state"]
    mean = {name: torch.stack([part["state"][name] for part in parts]).mean(0) for name in names}
    return {"state": mean, "kinds": parts[0]["kinds"]}


def main() -> None:
    """Average."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("parts", type=Path, nargs="+")
    args = parser.parse_args()
    torch.save(average([torch.load(path, weights_only=True) for path in args.parts]), args.out)


if __name__ == "__main__":
    main()
