"""Who is given which words: PolNeAR dev, 84 political news articles that people annotated.

./run python -m evaluation.attributions              how well they are found
./run python -m evaluation.attributions --origins    how often each rule is right: the confidences come from here
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import onrecord
from evaluation.data import POLNEAR, digest, scorer, table
from onrecord.attributions.assemble import CONFIDENCE

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


def origins() -> None:
    """Print how often an attribution of each origin has content and source right, outermost ones only.

    Right is what `full50` calls right: the source shares a word with the annotators' and the content half of its words.
    Found is right but for the source, and any shared word of the content will do. (The annotators left out what has no source,
    so a quotation without one is never right here.)
    """
    gold = POLNEAR / SPLIT
    tool = scorer("score_attributions")
    articles = tool.load_gold(str(gold))
    found: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for report, attributions in onrecord.attributions([gold / "text"]):
        for one in attributions:
            if not one.nested:
                roles = {role: [(s.start, s.end) for s in getattr(one, role)] for role in tool.ROLES}
                found.setdefault(one.origin, {}).setdefault(report.name, []).append(roles)
    rows = []
    for origin, predicted in sorted(found.items(), key=lambda pair: (-sum(map(len, pair[1].values())), pair[0])):
        score = tool.score(articles, predicted)
        right, touched = score["full50.all"][0], score["found.all"][0]
        rows.append((origin, sum(map(len, predicted.values())), right, touched, str(CONFIDENCE.get(origin, ""))))
    print(f"PolNeAR {SPLIT}: share of each origin's attributions with content and source right; mean over annotators")
    table(["origin", "n", "% right", "% found", "confidence"], rows)


if __name__ == "__main__":
    origins() if sys.argv[1:] == ["--origins"] else main()
