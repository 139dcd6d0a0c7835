"""Turn trained weights into the file that ships: ONNX, eight-bit. `python -m training.export WEIGHTS FOLDER`."""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from onrecord.tagger.network import FILE
from onrecord.tagger.windows import FEATURES
from training.network import Network

# Heads stay in float: they are small, and their rounding costs up to a point.
HEADS = ("roles", "names", "cue", "source")


class OneWindow(nn.Module):
    """The network as it is used: one full window at a time, so nothing is masked."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, features: Tensor) -> tuple[Tensor, ...]:
        """Give roles, names, cues and sources."""
        answers: tuple[Tensor, ...] = self.network(features, torch.ones_like(features[:, 0]))
        return answers


def main() -> None:
    """Export, quantize, and tell the digest."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("folder", type=Path, help="where network.onnx goes")
    options = parser.parse_args()
    network = loaded(options.weights)
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "float.onnx"
        export(network, whole)
        quantize(whole, options.folder / FILE)
    content = (options.folder / FILE).read_bytes()
    print(f"{FILE}: {len(content) / 1e6:.1f} MB, sha256 {hashlib.sha256(content).hexdigest()}")
    print("python -m training.manifest writes the digest of the file that ships")


def loaded(weights: Path) -> Network:
    """Read trained weights."""
    file = torch.load(weights, map_location="cpu", weights_only=True)
    network = Network(file["settings"])
    network.load_state_dict(file["weights"])
    return network.eval()


def export(network: Network, file: Path) -> None:
    """Write the network as ONNX in floats, with its transitions among the metadata."""
    example = torch.ones(1, len(FEATURES), 48, dtype=torch.long)
    torch.onnx.export(
        OneWindow(network),
        (example,),
        str(file),
        dynamo=False,
        opset_version=17,
        input_names=["features"],
        output_names=["roles", "names", "cues", "sources"],
        dynamic_axes={
            "features": {2: "pieces"},
            "roles": {1: "pieces"},
            "names": {1: "pieces"},
            "cues": {1: "pieces", 2: "pieces"},
            "sources": {1: "pieces", 2: "pieces"},
        },
    )
    model = onnx.load(file)
    onnx.helper.set_model_props(
        model, {"transitions": json.dumps(np.round(network.transitions.detach().numpy(), 5).tolist())}
    )
    onnx.save(model, file)


def quantize(source: Path, target: Path) -> None:
    """Store weights in eight bits, by column, but for the heads."""
    nodes = [node.name for node in onnx.load(source).graph.node if node.op_type == "MatMul"]
    quantize_dynamic(
        source,
        target,
        op_types_to_quantize=["MatMul", "Gather"],
        per_channel=True,
        weight_type=QuantType.QInt8,
        nodes_to_exclude=[name for name in nodes if any(f"/{head}/" in name for head in HEADS)],
        extra_options={"MatMulConstBOnly": True},
    )


if __name__ == "__main__":
    main()
