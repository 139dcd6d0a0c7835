"""Train the network on PolNeAR: `python -m training.train --base FOLDER --out FOLDER [--seed 1] [--epochs 8]`."""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from evaluation.data import CLUSTER, POLNEAR
from torch import Tensor
from torch.nn import functional as F

from onrecord.tagger import Hints
from onrecord.tagger.windows import LENGTH, Numbers, windows
from training.data import NOTHING, Article, Batch, Example, batch, load
from training.network import ROLE_COUNT, Network, from_base

ELSEWHERE = Path(__file__).resolve().parents[1] / "evaluation" / "elsewhere"

RATE, HEAD_RATE, DECAY, WARM_UP = 2e-4, 1e-3, 0.01, 0.06
WINDOWS = 10  # in one step
LINK_WEIGHT, NAME_WEIGHT = 0.5, 0.3
# How much of what is aimed at is the teacher's opinion where an annotator has one too.
TEACHER_SHARE = 0.5
# The share of windows that are shown without the rules' opinion, so that the network learns to read by itself too.
UNRULED = 0.15
# The share of the articles nobody annotated that each epoch looks at.
UNLABELLED = 0.4


def main() -> None:
    """Train, and write the weights after each epoch."""
    options = _options()
    torch.set_num_threads(options.threads)
    random.seed(options.seed)
    np.random.seed(options.seed)
    torch.manual_seed(options.seed)
    network = from_base(options.base, dropout=0.1)
    if options.begin:
        network.load_state_dict(torch.load(options.begin, weights_only=True)["weights"])
    train(network, articles(options.kept, options.taught), options)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, required=True, help="folder with config.json and model.safetensors")
    parser.add_argument("--begin", type=Path, help="go on from these weights instead of the base's")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--kept", type=Path, default=Path("build/training"), help="where parsed articles are kept")
    parser.add_argument("--taught", type=Path, help="what a teacher answers (training/teach.py)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=float, default=7)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--rate", type=float, default=RATE)
    return parser.parse_args()


def articles(kept: Path, taught: Path | None = None) -> list[Article]:
    """Give what is trained on: PolNeAR's training split, and the news cluster, from which names and the teacher's answers are learnt."""
    found = load((POLNEAR / "train" / "text").glob("*.txt"), POLNEAR / "train" / "attributions", kept / "train.pickle")
    found += load(_cluster(kept), None, kept / "cluster.pickle")
    if taught is not None:
        answers = np.load(taught)
        found = [replace(one, taught=answers[one.parsed.report.id]) for one in found]
    return found


def _cluster(folder: Path) -> Iterator[Path]:
    """Write the reports of the news cluster as text files, but for those of the second evaluation set."""
    folder = folder / "cluster"
    folder.mkdir(parents=True, exist_ok=True)
    set_aside = {json.loads(line)["id"] for file in ELSEWHERE.glob("*.jsonl") for line in file.open(encoding="utf-8")}
    for number, line in enumerate(CLUSTER.read_text(encoding="utf-8").splitlines()):
        if json.loads(line)["id"] in set_aside:
            continue  # measured on, never trained on
        file = folder / f"{number:03}.txt"
        file.write_text(json.loads(line)["text"], encoding="utf-8")
        yield file


def train(network: Network, articles: Sequence[Article], options: argparse.Namespace) -> None:
    """Run all epochs with AdamW, warming up and then cooling down in a straight line."""
    optimizer = _optimizer(network, options.rate)
    rates = [group["lr"] for group in optimizer.param_groups]
    trained = [weight for weight in network.parameters() if weight.requires_grad]
    steps = round(len(_epoch(articles)) * options.epochs)
    began, step, losses = time.process_time(), 0, []
    while step < steps:
        for rows in _epoch(articles):
            if step >= steps:
                break
            scale = min(1, (step + 1) / (WARM_UP * steps)) * (1 - step / steps)
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * scale
            network.train()
            parts = losses_of(network, batch(rows))
            (parts[0] + LINK_WEIGHT * (parts[1] + parts[2]) + NAME_WEIGHT * parts[3]).backward()
            torch.nn.utils.clip_grad_norm_(trained, 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            losses.append([part.item() for part in parts])
            step += 1
            if step % 50 == 0:
                print(
                    step,
                    steps,
                    np.round(np.mean(losses[-50:], 0), 4),
                    f"{time.process_time() - began:.0f} s",
                    flush=True,
                )
        options.out.mkdir(parents=True, exist_ok=True)
        torch.save({"weights": network.state_dict(), "settings": network.settings}, options.out / "network.pt")


def _optimizer(network: Network, rate: float) -> torch.optim.Optimizer:
    fresh = ("told", "roles", "names", "cue", "source", "transitions")
    named = [(name, weight) for name, weight in network.named_parameters() if weight.requires_grad]
    heads = [weight for name, weight in named if name.startswith(fresh)]
    body = [weight for name, weight in named if not name.startswith(fresh)]
    groups = [
        {"params": [weight for weight in body if weight.dim() > 1], "lr": rate, "weight_decay": DECAY},
        {"params": [weight for weight in body if weight.dim() <= 1], "lr": rate, "weight_decay": 0.0},
        {"params": heads, "lr": HEAD_RATE, "weight_decay": DECAY},
    ]
    return torch.optim.AdamW(groups, fused=True)


def _epoch(articles: Sequence[Article]) -> list[list[Example]]:
    """Cut all articles anew, each with a first window of another length, and group windows of like length."""
    rows: list[Example] = []
    for article in articles:
        if not article.golds and random.random() > UNLABELLED:
            continue
        for gold in article.golds or (None,):
            hints = _silenced(article.hints) if random.random() < UNRULED else article.hints
            opening = random.randint(40, LENGTH)
            rows += [Example(window, article, gold) for window in windows(article.parsed, hints, LENGTH, opening)]
    random.shuffle(rows)
    batches: list[list[Example]] = []
    for start in range(0, len(rows), 20 * WINDOWS):
        alike = sorted(rows[start : start + 20 * WINDOWS], key=lambda row: row.window.features.shape[1])
        batches += [alike[at : at + WINDOWS] for at in range(0, len(alike), WINDOWS)]
    random.shuffle(batches)
    return batches


def _silenced(hints: Hints) -> Hints:
    silent = [0] * len(hints.role)
    return Hints(hints.quoted, silent, silent)


def losses_of(network: Network, made: Batch) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """How wrong the answers are: roles (a conditional random field over words), cues, sources, names; each per word."""
    features, present = torch.from_numpy(made.features), torch.from_numpy(made.present)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        roles, names, cues, sources = network(features, present)
    scores = at_words(roles, made)
    worded = torch.from_numpy(made.worded).float()
    counted = worded * torch.from_numpy(np.maximum(made.labelled[:, None], made.schooled)).float()
    aim, tags = _aim(made)
    field = field_loss(scores, aim, tags, worded, network.transitions) * (counted.sum(1) > 0)
    name_loss = F.cross_entropy(
        at_words(names, made).flatten(0, 1), torch.from_numpy(made.names).flatten(), ignore_index=NOTHING
    )
    links = [_link_loss(*pair, present) for pair in ((cues, made.links), (sources, made.sources))]
    return field.sum() / counted.sum().clamp(min=1), links[0], links[1], name_loss


def at_words(scores: Tensor, made: Batch) -> Tensor:
    """Give the scores of each word's first piece."""
    first = torch.from_numpy(made.first)[:, :, None]
    return scores.float().gather(1, first.expand(-1, -1, scores.shape[2]))


def _aim(made: Batch) -> tuple[Tensor, Tensor]:
    """Give the chances aimed at for each word, and one path through them: the annotator's where there is one."""
    roles, taught = torch.from_numpy(made.roles), torch.from_numpy(made.taught)
    labelled = torch.from_numpy(made.labelled)[:, None]
    share = torch.from_numpy(made.schooled).float() * torch.where(labelled > 0, TEACHER_SHARE, 1.0)
    gold = F.one_hot(roles, ROLE_COUNT).float()
    return gold + share[:, :, None] * (taught - gold), torch.where(labelled > 0, roles, taught.argmax(2))


def _link_loss(scores: Tensor, targets: Numbers, present: Tensor) -> Tensor:
    aimed = torch.from_numpy(targets)
    masked = scores.float().masked_fill(present[:, None, :] == 0, -1e4)
    chosen = aimed != NOTHING
    return F.cross_entropy(masked[chosen], aimed[chosen]) if chosen.any() else scores.sum() * 0.0


def field_loss(scores: Tensor, aim: Tensor, tags: Tensor, worded: Tensor, transitions: Tensor) -> Tensor:
    """Give the negative log likelihood of what is aimed at under a linear-chain conditional random field (Lafferty et al. 2001)."""
    wanted = ((scores * aim).sum(2) * worded).sum(1)
    wanted = wanted + (transitions[tags[:, :-1], tags[:, 1:]] * worded[:, 1:]).sum(1)
    return log_total(scores, worded, transitions) - wanted


def log_total(scores: Tensor, worded: Tensor, transitions: Tensor) -> Tensor:
    """Sum over all paths, in logarithms; its gradient by the scores is the chance of each role of each word."""
    reached = scores[:, 0]
    for word in range(1, scores.shape[1]):
        onward = torch.logsumexp(reached[:, :, None] + transitions, 1) + scores[:, word]
        reached = torch.where(worded[:, word, None] > 0, onward, reached)
    return torch.logsumexp(reached, 1)


if __name__ == "__main__":
    main()
