"""Measure `onrecord attributions` and a whole build beside spaCy's bare small pipeline on the same text, in the same run.

    ./run python -m bench              PolNeAR dev where it is beside the project, else the examples
    ./run python -m bench FOLDER       any reports of your own

Each side runs in a process of its own, one after the other, and counts CPU seconds (of all threads), so that a busy
machine does not change the ratio. Loading the models is left out on all sides and printed by itself.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

from bench.piles import PILES, ROOT, first_of
from bench.sides import SIDES, Result

# What the language models themselves cost is compared with what these stages cost (`find_attributions` itself, without the rules and
# the merge, which are counted apart, is the look with the network).
LANGUAGE_WORK = ("parse", "find_attributions", "with_names")


def main() -> None:
    """Run all sides in processes of their own and print the comparison."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pile", nargs="?", type=Path, default=first_of(PILES))
    parser.add_argument("--side", choices=SIDES, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.side:
        print(json.dumps(SIDES[asked.side](asked.pile)))
        return
    _print(asked.pile, {side: _apart(side, asked.pile) for side in SIDES})


def _apart(side: str, pile: Path) -> Result:
    command = [sys.executable, "-m", "bench", str(pile), "--side", side]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, cwd=ROOT)
    result: Result = json.loads(done.stdout)
    return result


def _print(pile: Path, sides: dict[str, Result]) -> None:
    bare, models, attributions, whole = sides.values()
    words = bare["words"]
    print(f"{whole['reports']} reports, {words:,} words: {pile.resolve().parent.name}/{pile.name}, as one pile")
    print(", ".join(f"{count:,} {noun}" for noun, count in whole["found"].items()))
    print(f"\n{'':32}{'CPU s':>8}{'words/CPU s':>14}{'of bare':>9}{'peak MB':>10}")
    for name, side in (
        ("spaCy's bare small pipeline", bare),
        ("our models, bare", models),
        ("onrecord attributions", attributions),
        ("onrecord build, written", whole),
    ):
        ratio = bare["cpu"] / side["cpu"]
        print(f"{name:32}{side['cpu']:8.2f}{words / side['cpu']:14,.0f}{ratio:9.2f}{side['peak']:10.0f}")
    spent = sum(attributions["stages"].get(stage, 0.0) for stage in LANGUAGE_WORK)
    print(
        f"\nour language work runs at {models['cpu'] / spent:.2f} of the speed of its bare models;"
        f" loading them takes {whole['load']:.1f} CPU s, once, {whole['network']:.2f} of it our own network;"
        f" the build does {whole['reports'] / whole['wall']:.1f} reports per second of wall time"
    )
    for name, side in (("onrecord attributions", attributions), ("onrecord build", whole)):
        _print_stages(name, side)
    print("\n" + ", ".join(f"{name} {size / 1e6:.1f} MB" for name, size in whole["sizes"].items()))


def _print_stages(name: str, side: Result) -> None:
    print(f"\n{name + ': where the time goes':48}{'CPU s':>8}{'share':>8}")
    stages = {**side["stages"], "the rest": side["cpu"] - sum(side["stages"].values())}
    for stage, seconds in sorted(stages.items(), key=lambda item: -item[1]):
        print(f"{stage:48}{seconds:8.2f}{seconds / side['cpu']:8.1%}")


if __name__ == "__main__":
    main()
