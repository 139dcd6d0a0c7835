"""Average the weights of several stages of one training: `python -m training.average OUT WEIGHTS…`.

Stages that went on from one another stand close together, and their mean reads better than any of them (Wortsman et al. 2022).
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def main() -> None:
    """Write the mean of the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("weights", type=Path, nargs="+")
    options = parser.parse_args()
    files = [torch.load(file, weights_only=True) for file in options.weights]
    mean = {name: sum(file["weights"][name].float() for file in files) / len(files) for name in files[0]["weights"]}
    torch.save({"weights": mean, "settings": files[0]["settings"]}, options.out)


if __name__ == "__main__":
    main()
