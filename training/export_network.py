"""Write a trained network as the package ships it: encoder.onnx in 8 bits, heads.npz, tokenizer.json."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import torch
from network import Encoder, Network, pretrained
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

OPSET = 17
SHOWN = (1, 77)  # the size of the input that is traced; any other length runs as well


class Traced(nn.Module):
    """The encoder for one window, without what only training needs."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, ids: Tensor) -> Tensor:
        return self.encoder(ids)[0]


def export(network: Network, out: Path) -> None:
    """Write the three files; the encoder is about 23 MB."""
    network.eval()
    whole = out / "encoder.f32.onnx"
    torch.onnx.export(
        Traced(network.enc).eval(),
        (torch.ones(SHOWN, dtype=torch.long),),
        str(whole),
        input_names=["ids"],
        output_names=["words"],
        dynamic_axes={"ids": {1: "pieces"}, "words": {0: "pieces"}},
        dynamo=False,
        opset_version=OPSET,
    )
    quantize_dynamic(
        whole,
        out / "encoder.onnx",
        weight_type=QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=["MatMul", "Gather"],
    )
    whole.unlink()
    heads = {name: value for name, value in network.state_dict().items() if not name.startswith("enc.")}
    np.savez_compressed(
        out / "heads.npz", **{name: value.float().numpy().astype(np.float16) for name, value in heads.items()}
    )
    shutil.copy(pretrained() / "tokenizer.json", out / "tokenizer.json")
