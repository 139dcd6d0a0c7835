"""Runs the cases in lots, counts what became of them, and fails on every crash, hang, loss or gap in the account."""

from __future__ import annotations

import argparse
import resource
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from time import monotonic

from evaluation.data import digest, table
from evaluation.hostile.bombs import bombs
from evaluation.hostile.cases import Case
from evaluation.hostile.documents import documents
from evaluation.hostile.mutations import mutations
from evaluation.hostile.samples import FOLDER, pages, samples
from evaluation.hostile.trial import Outcome, attempt
from onrecord.workers import close_crews

FAULTS = ("crash", "hang", "lost good report", "unaccounted", "lost in silence", "unsound text")
# What CI runs: every bomb, a part of every list of samples, and mutations for the rest.
IN_CI, SEED = 5_000, 1
LOT = 20


def main(count: int = IN_CI, seed: int = SEED) -> dict[str, object]:
    """Run so many cases, print what became of them, and give the counts of faults, each of which must be none."""
    begun, outcome, families = monotonic(), Outcome(), Counter[str]()
    for lot in _lots(islice(cases(count, seed), count)):
        families.update(case.family for case in lot)
        outcome.add(attempt(lot))
        _tell(families.total(), count, outcome)
    close_crews()
    heaviest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"seed {seed}: {families.total():,} cases, each between good reports, in {monotonic() - begun:.0f} s")
    table(("kind of case", "cases"), sorted(families.items()))
    table(("how it ended", "cases"), sorted(outcome.ended.items()))
    print(
        f"largest worker {heaviest:.0f} MB, this process {own:.0f} MB; the slowest lot {outcome.slowest[0]:.1f} s {outcome.slowest[1]}"
    )
    counts = Counter(kind for kind, _ in outcome.faults)
    table(("fault", "cases"), [(kind, counts[kind]) for kind in FAULTS])
    for kind, name in outcome.faults[:50]:
        print(f"{kind}: {name!r}")
    return {
        "data": digest(path for path in FOLDER.rglob("*") if path.is_file()),
        "at_least": {"hostile cases": families.total()},
        "at_most": {
            "hostile megabytes of the largest worker": round(heaviest),
            **{f"hostile {kind}": counts[kind] for kind in FAULTS},
        },
    }


def cases(count: int, seed: int) -> Iterator[Case]:
    """Give the cases of a run: all bombs, then samples (all of them in a long run, else evenly chosen), then mutations."""
    given = list(samples())
    room = max(0, count * 3 // 5)
    step = max(1, -(-len(given) // room)) if room else 1
    return chain(bombs(), given[::step], mutations(count, seed, documents(), pages()))


def _lots(given: Iterable[Case]) -> Iterator[list[Case]]:
    """Put cases together, each bomb by itself."""
    lot: list[Case] = []
    for case in given:
        if case.family.endswith("bombs"):
            yield [case]
            continue
        lot.append(case)
        if len(lot) == LOT:
            yield lot
            lot = []
    if lot:
        yield lot


def _tell(done: int, of: int, outcome: Outcome) -> None:
    if sys.stderr.isatty():
        print(f"\r{done:,} of {of:,}, {len(outcome.faults)} faults", end="", file=sys.stderr)


def command(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line; 1 when there was a fault."""
    parser = argparse.ArgumentParser(description="Hostile files between good reports.")
    parser.add_argument("--cases", type=int, default=IN_CI, help="how many (default %(default)s)")
    parser.add_argument("--seed", type=int, default=SEED, help="for the mutations (default %(default)s)")
    asked = parser.parse_args(arguments)
    measured = main(asked.cases, asked.seed)
    at_most = measured["at_most"]
    assert isinstance(at_most, dict)
    return 1 if any(at_most[f"hostile {kind}"] for kind in FAULTS) else 0
