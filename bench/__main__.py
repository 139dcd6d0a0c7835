"""Measure a whole build beside spaCy's bare pipeline on the same text, in the same run.

    ./run python -m bench              PolNeAR dev where it is beside the project, else the examples
    ./run python -m bench FOLDER       any reports of your own

Each side runs in a process of its own, one after the other, and counts CPU seconds (of all threads), so that a busy
machine does not change the ratio. Loading the model is left out on both sides and printed by itself.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import onrecord
from bench.stages import timed_build
from onrecord.language import pipeline

ROOT = Path(__file__).resolve().parents[1]
PILES = (ROOT / ".." / "shared" / "data" / "polnear" / "dev" / "text", ROOT / "examples")

Result = dict[str, Any]


def main() -> None:
    """Run both sides in processes of their own and print the comparison."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pile", nargs="?", type=Path, default=next(pile for pile in PILES if pile.is_dir()))
    parser.add_argument("--side", choices=SIDES, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.side:
        print(json.dumps(SIDES[asked.side](asked.pile)))
        return
    bare, whole = (_apart(side, asked.pile) for side in SIDES)
    _print(asked.pile, bare, whole)


def bare_pipeline(pile: Path) -> Result:
    """Run spaCy's small pipeline over the text that the build parses, block by block, and nothing else."""
    from onrecord.language import READ

    blocks = [
        block.span.text(report)
        for report in onrecord.read([pile]).reports
        for block in report.blocks
        if block.kind in READ
    ]
    load = _loaded()
    started = process_time()
    words = sum(sum(not token.is_space for token in document) for document in pipeline().pipe(blocks, batch_size=32))
    return {"cpu": process_time() - started, "words": words, "load": load, "peak": _peak()}


def whole_build(pile: Path) -> Result:
    """Build and write the record, with the CPU seconds of each stage."""
    load = _loaded()
    started, clock = process_time(), perf_counter()
    with timed_build() as watch, tempfile.TemporaryDirectory() as folder:
        record = onrecord.build([pile])
        with watch.running("write_record"):
            written = onrecord.write_record(record, Path(folder) / "record")
        sizes = {path.name: path.stat().st_size for path in sorted(written.iterdir())}
    return {
        "cpu": process_time() - started,
        "wall": perf_counter() - clock,
        "load": load,
        "peak": _peak(),
        "sizes": sizes,
        "stages": dict(watch.seconds),
        "reports": len(record.reports),
        "found": {noun: len(getattr(record, noun)) for noun in ("attributions", "statements", "reuse", "findings")},
    }


SIDES: dict[str, Callable[[Path], Result]] = {"bare": bare_pipeline, "whole": whole_build}


def _apart(side: str, pile: Path) -> Result:
    command = [sys.executable, "-m", "bench", str(pile), "--side", side]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, cwd=ROOT)
    result: Result = json.loads(done.stdout)
    return result


def _loaded() -> float:
    """Load the model, and let it run once, so that neither is counted; give the CPU seconds it took."""
    started = process_time()
    pipeline()("One sentence to begin with.")
    return process_time() - started


def _peak() -> float:
    """Give this process's peak memory in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)


def _print(pile: Path, bare: Result, whole: Result) -> None:
    words = bare["words"]
    print(f"{whole['reports']} reports, {words:,} words: {pile.resolve().parent.name}/{pile.name}, as one pile")
    print(", ".join(f"{count:,} {noun}" for noun, count in whole["found"].items()))
    print(f"\n{'':24}{'CPU s':>8}{'words/CPU s':>14}{'peak MB':>10}")
    for name, side in (("spaCy's bare pipeline", bare), ("whole build, written", whole)):
        print(f"{name:24}{side['cpu']:8.2f}{words / side['cpu']:14,.0f}{side['peak']:10.0f}")
    print(
        f"\nthe whole build runs at {bare['cpu'] / whole['cpu']:.2f} of the bare pipeline's speed,"
        f" {whole['reports'] / whole['wall']:.1f} reports per second of wall time;"
        f" loading the model takes {bare['load']:.1f} CPU s more, once"
    )
    print(f"\n{'where the time goes':24}{'CPU s':>8}{'share':>8}")
    stages = {**whole["stages"], "the rest": whole["cpu"] - sum(whole["stages"].values())}
    for stage, seconds in sorted(stages.items(), key=lambda item: -item[1]):
        print(f"{stage:24}{seconds:8.2f}{seconds / whole['cpu']:8.1%}")
    print("\n" + ", ".join(f"{name} {size / 1e6:.1f} MB" for name, size in whole["sizes"].items()))


if __name__ == "__main__":
    main()
