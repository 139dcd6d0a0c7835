"""Let a trained teacher answer for all articles: `python -m training.teach WEIGHTS OUT.npz --kept FOLDER`.

What is kept is the chance of each role of each word, summed over all paths; the small network then aims at them (Hinton et al. 2015).
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from onrecord.tagger.network import Scores
from onrecord.tagger.windows import windows
from training.data import Article, Batch, Example, batch
from training.export import loaded
from training.network import ROLE_COUNT, Network
from training.train import WINDOWS, articles, at_words, log_total


def main() -> None:
    """Write the teacher's answers for everything that is trained on, report by report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--kept", type=Path, default=Path("build/training"))
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    np.savez(options.out, **dict(answers(loaded(options.weights), articles(options.kept))))


def answers(teacher: Network, found: list[Article]) -> Iterator[tuple[str, Scores]]:
    """Give each report's id with the chances of the roles of its words (words × roles)."""
    for article in found:
        chances = np.zeros((len(article.parsed.words), ROLE_COUNT), dtype=np.float32)
        rows = [Example(window, article, None) for window in windows(article.parsed, article.hints)]
        for start in range(0, len(rows), WINDOWS):
            part = rows[start : start + WINDOWS]
            for row, given in zip(part, _chances(teacher, batch(part)).numpy(), strict=True):
                chances[row.window.words] = given[: len(row.window.words)]
        yield article.parsed.report.id, chances


def _chances(teacher: Network, made: Batch) -> Tensor:
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        roles = teacher(torch.from_numpy(made.features), torch.from_numpy(made.present))[0]
    scores = at_words(roles, made).requires_grad_()
    log_total(scores, torch.from_numpy(made.worded).float(), teacher.transitions.detach()).sum().backward()
    assert scores.grad is not None
    return scores.grad


if __name__ == "__main__":
    main()
