"""How the search for shared passages grows: 1,000 to 64,000 reports, CPU seconds and memory for each, and what is found.

    ./run python -m bench.scale                  the real reports beside the project, else the examples, and shuffled ones
    ./run python -m bench.scale 1000 4000        other numbers of reports

The real reports come first; the others have the words of a real one in any order. Each carries three passages of 40 words copied
from reports before it. Every size runs in a process of its own. The texts are given as rows of word numbers: what it takes to cut
text into words is counted apart, and so is laying the pile out.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np

from onrecord.read import read
from onrecord.reuse.join import Passages, join
from onrecord.reuse.pile import BREAK, Numbers, Pile, Words, lay_out, number_words
from onrecord.reuse.runs import read_text
from onrecord.reuse.seeds import find_seeds

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / ".." / "shared" / "data"
REAL = (DATA / "newscluster.jsonl", DATA / "polnear" / "train" / "text", DATA / "polnear" / "dev" / "text")
SIZES = (1_000, 4_000, 16_000, 64_000)
COPIES, LONG = 3, 40  # passages copied into each shuffled report, and their words
# What the issue asks for: four times the reports in at most this times the time; and all of it, at 64,000.
GROWTH, SECONDS, MEGABYTES = 4.6, 20.0, 3_000.0
WIDTHS = (8, 12, 8, 11, 9, 8, 8, 9, 10, 9)

Result = dict[str, Any]


def main() -> None:
    """Run each size in a process of its own and print the comparison."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, metavar="REPORTS", default=SIZES)
    parser.add_argument("--alone", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.alone:
        print(json.dumps(measure(asked.alone)))
        return
    heading = (
        "reports",
        "words",
        "cut s",
        "lay out s",
        "seeds s",
        "join s",
        "growth",
        "peak MB",
        "passages",
        "found %",
    )
    print("".join(name.rjust(width) for name, width in zip(heading, WIDTHS, strict=True)))
    results = [_apart(size) for size in asked.sizes]
    for before, now in pairwise([None, *results]):
        found = "none" if now["found"] is None else f"{100 * now['found']:.2f}"
        growth = f"{now['join'] / before['join']:.2f}" if before else ""
        print(
            f"{now['reports']:8,}{now['words']:12,}{now['cut']:8.1f}{now['lay']:11.1f}{now['seeds']:9.2f}{now['join']:8.2f}"
            f"{growth:>8}{now['peak']:9,.0f}{now['passages']:10,}{found:>9}"
        )
    print(
        f"asked for: growth at most {GROWTH} from size to size of four times; {SECONDS:.0f} s and {MEGABYTES:,.0f} MB at 64,000"
    )


def _apart(size: int) -> Result:
    command = [sys.executable, "-m", "bench.scale", "--alone", str(size)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, cwd=ROOT)
    result: Result = json.loads(done.stdout)
    return result


def measure(size: int) -> Result:
    """Make a pile of so many reports, find what they share, and give the CPU seconds of each step and the peak of memory."""
    real, norms, cut = _real_rows(size)
    started = process_time()
    rows, copied = _with_shuffled(real, size)
    pile = lay_out(rows, [(number,) for number in range(len(rows))], norms)
    lay = process_time() - started
    del rows
    started = process_time()
    seeds = find_seeds(pile)
    at_seeds = process_time() - started
    passages = join(pile, seeds)
    taken = process_time() - started
    return {
        "reports": size,
        "words": int((pile.words >= 0).sum()),
        "cut": cut,
        "lay": lay,
        "seeds": at_seeds,
        "join": taken,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "passages": len(passages.a),
        "found": _found(pile, passages, copied),
    }


def _real_rows(size: int) -> tuple[list[Words], list[str], float]:
    """Cut the real reports into numbered words; give the words and the CPU seconds too."""
    paths = [path for path in REAL if path.exists()] or [ROOT / "examples"]
    reports = sorted(read(paths).reports, key=lambda report: report.id)[:size]
    started = process_time()
    numbers: dict[str, int] = {}
    rows = [number_words(read_text(report), numbers)[0] for report in reports]
    return rows, list(numbers), process_time() - started


def _with_shuffled(real: list[Words], size: int) -> tuple[list[Words], Numbers]:
    """Add shuffled reports up to a size; give also each copy as text and place where it comes from, text and place where it stands."""
    chance = np.random.default_rng(size)
    rows, copied = list(real), []
    while len(rows) < size:
        row = chance.permutation(real[len(rows) % len(real)])
        row = row[row != BREAK]
        pieces, done = [], 0
        for place in sorted(chance.integers(0, len(row) + 1, COPIES).tolist()):
            source = int(chance.integers(0, len(rows)))
            start = int(chance.integers(0, max(1, len(rows[source]) - LONG)))
            passage = rows[source][start : start + LONG]
            if len(passage) == LONG and (passage != BREAK).all():
                pieces += [row[done:place], passage]
                copied.append((source, start, len(rows), sum(map(len, pieces)) - LONG))
                done = place
        rows.append(np.concatenate((*pieces, row[done:], [BREAK])).astype(np.int32))
    return rows, np.array(copied, np.int64).reshape(-1, 4)


def _found(pile: Pile, passages: Passages, copied: Numbers) -> float | None:
    """Give the share of copies of which one passage covers at least half on both sides; None without any."""
    by_texts: dict[tuple[int, int], list[int]] = defaultdict(list)
    for number, texts in enumerate(
        zip(pile.texts_at(passages.a).tolist(), pile.texts_at(passages.b).tolist(), strict=True)
    ):
        by_texts[texts].append(number)
    hits = 0
    for source, start, text, place in copied.tolist():
        a, b = int(pile.first[source]) + start, int(pile.first[text]) + place
        hits += any(
            2 * (min(passages.a_end[n], a + LONG) - max(passages.a[n], a)) >= LONG
            and 2 * (min(passages.b_end[n], b + LONG) - max(passages.b[n], b)) >= LONG
            for n in by_texts[source, text]
        )
    return hits / len(copied) if len(copied) else None


if __name__ == "__main__":
    main()
