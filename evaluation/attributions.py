"""Who is given which words: PolNeAR dev, 84 political news articles that people annotated."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from evaluation.data import POLNEAR, digest, scorer, table

SPLIT = "dev"

# Rows of the printed table; the scorer explains each (`score_attributions.py --help`).
ROWS = (
    "found.all",
    "full.all",
    "full50.all",
    "full50.direct",
    "full50.mixed",
    "full50.indirect",
    "token.source",
    "token.cue",
    "token.content",
    "token.macro",
    "overlap.content",
    "overlap.all",
    "exact.all",
)

# Times the articles are drawn anew for the interval; the scorer draws the same ones every time.
DRAWS = 300

# What has a floor: the F1 of these rows, by protocol. "statements" leaves wishes, beliefs and feelings uncounted.
FLOORED = {
    "full": (
        "found.all",
        "full50.all",
        "full50.direct",
        "full50.mixed",
        "full50.indirect",
        "token.macro",
        "overlap.content",
    ),
    "statements": ("full50.all",),
}


def main() -> dict[str, Any]:
    """Print how well attributions are found on PolNeAR dev, and give the measures that have floors."""
    gold = POLNEAR / SPLIT
    tool = scorer("score_attributions")
    articles = tool.load_gold(str(gold))
    with tempfile.TemporaryDirectory() as folder:
        predicted = tool.read_pred(str(predict(sorted((gold / "text").glob("*.txt")), Path(folder))))
    results = {protocol: tool.score(articles, predicted, "mean", protocol, DRAWS) for protocol in FLOORED}
    print(
        f"PolNeAR {SPLIT}: {len(articles)} articles; precision, recall, F1 and its 95 % interval over articles; "
        "mean over annotators"
    )
    for protocol, result in results.items():
        print(f"\nprotocol {protocol}: {result['n_gold']:.0f} gold, {result['n_pred']:.0f} found")
        table(["", "P", "R", "F1", "95 %"], [[row, *result[row], _interval(result, row)] for row in ROWS])
    measures = {f"{protocol}.{row}": results[protocol][row][2] for protocol, rows in FLOORED.items() for row in rows}
    return {"data": digest(gold.rglob("*.*")), "at_least": measures}


def _interval(result: dict[str, Any], row: str) -> str:
    low, high = result["ci95"].get(row, (None, None))
    return "" if low is None else f"{100 * low:.1f}–{100 * high:.1f}"


def predict(texts: list[Path], folder: Path) -> Path:
    """Run `onrecord attributions` on the texts, one process for each half, and give the file with all its lines."""
    halves = [(texts[start::2], folder / f"{start}.jsonl") for start in range(2)]
    with ThreadPoolExecutor(len(halves)) as pool:
        list(pool.map(lambda half: _run(*half), halves))
    together = folder / "attributions.jsonl"
    together.write_bytes(b"".join(part.read_bytes() for _, part in halves))
    return together


def _run(texts: list[Path], out: Path) -> None:
    with out.open("wb") as stream:
        done = subprocess.run([sys.executable, "-m", "onrecord", "attributions", *texts], stdout=stream, check=False)
    if done.returncode:
        raise SystemExit(f"onrecord attributions answered {done.returncode}; see above")


if __name__ == "__main__":
    main()
