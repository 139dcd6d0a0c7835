"""Measure every stage and compare with the floors.

./run python -m evaluation.run             print all tables, each measure beside its floor; exit 1 when below
./run python -m evaluation.run variants    only that one
./run python -m evaluation.run --floors    only what has floors, and no tables
./run python -m evaluation.run --raise     afterwards lift the floors to a point under what was reached, never lower
"""

from __future__ import annotations

import argparse
import importlib
import io
import json
import math
import sys
from collections.abc import Sequence
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

from evaluation.data import SHARED, present

FLOORS = Path(__file__).with_name("floors.json")
# In the order of print; "peers" and "slices" are for reading and have no floors.
STAGES = (
    "pages",
    "attributions",
    "peers",
    "slices",
    "speakers",
    "calibration",
    "elsewhere",
    "reuse",
    "independence",
    "stories",
    "speakers_across",
    "variants",
    "planted_variants",
    "alterations",
    "findings",
    "disguised",
    "hostile",
)

# Under what is reached, so that a small change elsewhere is no failure: one point of a hundred.
MARGIN = 0.01

Measured = dict[str, Any]  # {"data": digest, "at_least": {name: value}, "at_most": {name: value}}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the evaluations that were asked for and say 1 when a measure is under its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stage", nargs="*", metavar="STAGE", help=f"one of {', '.join(STAGES)}; all when none is named")
    parser.add_argument("--floors", action="store_true", help="say nothing but the comparison with the floors")
    parser.add_argument("--raise", action="store_true", dest="lift", help="lift floors to just under what was reached")
    asked = parser.parse_args(arguments)
    if unknown := sorted(set(asked.stage) - set(STAGES)):
        parser.error(f"there is no evaluation of {', '.join(unknown)}; there are {', '.join(STAGES)}")
    if not present():
        print(f"Evaluation skipped: the data folder {SHARED.name} is not beside the project.")
        return 0
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    wanted = asked.stage or [stage for stage in STAGES if stage in floors or not asked.floors]
    measured = {stage: found for stage in wanted if (found := measure(stage, quiet=asked.floors)) or stage in floors}
    failures = [line for stage, result in measured.items() for line in compare(stage, result, floors.get(stage, {}))]
    print("\n".join(failures) if failures else "No measure is under its floor.")
    if asked.lift:
        lifted = {stage: lift(result, floors.get(stage, {})) for stage, result in measured.items() if result}
        FLOORS.write_text(json.dumps(floors | lifted, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    return 1 if failures else 0


def measure(stage: str, quiet: bool = False) -> Measured:
    """Run one evaluation: it prints its tables and gives its measures, or nothing when none of them may have a floor."""
    module = importlib.import_module(f"evaluation.{stage}")
    if quiet:
        with redirect_stdout(io.StringIO()):
            return module.main() or {}
    print(f"\n== {stage} ==")
    return module.main() or {}


def compare(stage: str, measured: Measured, floors: Measured) -> list[str]:
    """Print each measure beside its floor or ceiling, and give a line for each that is on the wrong side."""
    if floors and floors["data"] != measured.get("data"):
        return [f"{stage}: the data is not what the floors were measured on"]
    missing = [
        name for side in ("at_least", "at_most") for name in floors.get(side, {}) if name not in measured.get(side, {})
    ]
    failures = [f"{stage} {name}: has a floor and was not measured" for name in missing]
    for side, word in (("at_least", "floor"), ("at_most", "ceiling")):
        for name, value in measured.get(side, {}).items():
            limit = floors.get(side, {}).get(name)
            line = f"{stage} {name}: {value:.3f}, {word} {'none' if limit is None else f'{limit:.3f}'}"
            print(line)
            if limit is not None and (value < limit if side == "at_least" else value > limit):
                failures.append(f"BELOW ITS FLOOR  {line}" if side == "at_least" else f"OVER ITS CEILING  {line}")
    return failures


def lift(measured: Measured, floors: Measured) -> Measured:
    """Give new floors: just under what was reached where that is higher than now; ceilings the other way round."""
    least, most = floors.get("at_least", {}), floors.get("at_most", {})
    return {
        "data": measured["data"],
        "at_least": least
        | {
            name: max(math.floor((value - MARGIN) * 1000) / 1000, least.get(name, 0.0))
            for name, value in measured.get("at_least", {}).items()
        },
        "at_most": most
        | {
            name: min(math.ceil((value + _room(value)) * 1000) / 1000, most.get(name, math.inf))
            for name, value in measured.get("at_most", {}).items()
        },
    }


def _room(value: float) -> float:
    """Give how far over what was reached a ceiling stands: as far as a floor under it for a rate, not at all for a count."""
    return 0.0 if value == int(value) else MARGIN


if __name__ == "__main__":
    sys.exit(main())
