"""The articles of PolNeAR dev with all that is made of them once and asked for by several evaluations."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from evaluation.data import POLNEAR, digest, scorer
from onrecord.attributions import find_attributions
from onrecord.language import Parsed, parse_all
from onrecord.read import read

SPLIT = POLNEAR / "dev"

# What one system finds: by article, attributions as the scorer takes them, {"source": [[start, end], …], "cue": …, "content": …}.
Found = dict[str, list[dict[str, Any]]]
# What people marked: by article, its text, and by annotator their attributions and the spans to be left out of account.
Annotated = dict[str, tuple[str, dict[str, tuple[list[dict[str, Any]], list[tuple[int, int]]]]]]


@cache
def tool() -> ModuleType:
    """Load the scorer of attributions."""
    return scorer("score_attributions")


def texts() -> list[Path]:
    """Give the files of the articles, in the order of their names."""
    return sorted((SPLIT / "text").glob("*.txt"))


@cache
def annotated() -> Annotated:
    """Read what people marked in each article."""
    return tool().load_gold(str(SPLIT))  # type: ignore[no-any-return]


@cache
def data() -> str:
    """Digest the articles and their annotations."""
    return digest(SPLIT.rglob("*.*"))


@cache
def parsed() -> dict[str, Parsed]:
    """Parse each article and find its names."""
    return {one.report.name: find_attributions(one).parsed for one in parse_all(read(texts()).reports)}


@cache
def predicted() -> Found:
    """Give what `onrecord attributions` prints for each article, nested ones left out."""
    with tempfile.TemporaryDirectory() as folder:
        return tool().read_pred(str(_predict(texts(), Path(folder))))  # type: ignore[no-any-return]


@cache
def scores(protocol: str, draws: int) -> dict[str, Any]:
    """Score what On Record finds, with intervals from so many draws of the articles."""
    return tool().score(annotated(), predicted(), "mean", protocol, draws)  # type: ignore[no-any-return]


def _predict(paths: list[Path], folder: Path) -> Path:
    """Run `onrecord attributions` on the texts, one process for each half, and give the file with all its lines."""
    halves = [(paths[start::2], folder / f"{start}.jsonl") for start in range(2)]
    with ThreadPoolExecutor(len(halves)) as pool:
        list(pool.map(lambda half: _run(*half), halves))
    together = folder / "attributions.jsonl"
    together.write_bytes(b"".join(part.read_bytes() for _, part in halves))
    return together


def _run(paths: list[Path], out: Path) -> None:
    with out.open("wb") as stream:
        done = subprocess.run([sys.executable, "-m", "onrecord", "attributions", *paths], stdout=stream, check=False)
    if done.returncode:
        raise SystemExit(f"onrecord attributions answered {done.returncode}; see above")
