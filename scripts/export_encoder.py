"""Quantise a trained encoder for onnxruntime: `python -m scripts.export_encoder NAME MINILM_FOLDER [OUT]`.

Reads var/encoder/NAME.pt (scripts/train_encoder.py) and writes encoder.onnx with eight-bit weights, tokenizer.json and
kinds.json to data/weights/encoder, or to another folder. Needs torch, onnx and onnxscript.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from geo.incidents.encoder import FOLDER
from scripts.encoder_net import Net
from scripts.train_encoder import OUT


class Alone(nn.Module):
    """The network for one text at a time: no padding."""

    def __init__(self, net: Net) -> None:
        super().__init__()
        self.net = net

    def forward(self, ids: torch.Tensor) -> tuple[torch.Tensor, ...]:
        """ids: (1, tokens)."""
        return self.net(ids, None)


def main() -> None:
    """Export and quantise."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name")
    parser.add_argument("minilm", type=Path)
    parser.add_argument("out", type=Path, nargs="?", default=FOLDER)
    args = parser.parse_args()
    saved = torch.load(OUT / f"{args.name}.pt", weights_only=True)
    net = Net(len(saved["kinds"]))
    net.load_state_dict(saved["state"])
    net.eval()
    args.out.mkdir(parents=True, exist_ok=True)
    ids = torch.randint(1000, 2000, (1, 64))
    outputs = ["kinds", "status", "queries", "keys"]
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            Alone(net), (ids,), str(whole), input_names=["ids"], output_names=outputs,
            dynamic_axes={name: {1: "tokens"} for name in ["ids", *outputs]}, opset_version=17, dynamo=False,
        )  # fmt: skip
        quantize_dynamic(whole, args.out / "encoder.onnx", weight_type=QuantType.QInt8, per_channel=True)
    shutil.copyfile(args.minilm / "tokenizer.json", args.out / "tokenizer.json")
    (args.out / "kinds.json").write_text(json.dumps(saved["kinds"]) + "\n", encoding="utf-8")
    print(f"{(args.out / 'encoder.onnx').stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
