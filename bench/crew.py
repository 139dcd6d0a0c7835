"""What worker processes bring, and what they cost: the search of reports for who says what, with one worker and with two.

    ./run python -m bench.crew                 PolNeAR dev where it is beside the project, else the examples
    ./run python -m bench.crew FOLDER          any reports of your own
    ./run python -m bench.crew --workers 4     with four instead of two

All ways take the same reports, by turns, in one run; the best of their rounds counts. Starting workers and loading models is printed
apart. "At best" is what the CPU seconds of the workers allow, whatever else the machine does: those of one worker against those of
the busiest of several. The last line is about jobs in which nothing is done: what is left is the machinery.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

import onrecord
from bench.children import Spent, spending
from bench.piles import PILES, first_of
from onrecord.analysis import LIMITS, TASK
from onrecord.workers import Alone, Crew, Done, Limits

ROUNDS = 2
SMALL_JOBS = 20_000
# What issue 5 asks for: two workers together at least so many times as fast as one.
ASKED = 1.7


def main() -> None:
    """Run all ways by turns and print the comparison."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pile", nargs="?", type=Path, default=first_of(PILES))
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--reports", type=int, help="only so many of them")
    asked = parser.parse_args()
    reports = onrecord.read([asked.pile], workers=0).reports[: asked.reports]
    jobs = [msgspec.msgpack.encode(report) for report in reports]
    print(
        f"{len(jobs)} reports, {sum(map(len, jobs)) / 1e6:.1f} MB: {asked.pile.resolve().parent.name}/{asked.pile.name}"
    )
    print_analysis(jobs, asked.workers, asked.rounds)
    print_machinery(asked.workers)


def print_analysis(jobs: Sequence[bytes], workers: int, rounds: int) -> None:
    """Search the reports in this process, with one worker, and with several."""
    names = ["in this process", "1 worker", f"{workers} workers"]
    with Alone(TASK) as alone, Crew(TASK, 1, LIMITS) as one, Crew(TASK, workers, LIMITS) as several:
        crews: list[Crew | Alone] = [alone, one, several]
        started = [run(crew, jobs[:number]).wall for crew, number in zip(crews, (1, 1, workers), strict=True)]
        turns = [[run(crew, jobs) for crew in crews] for _ in range(rounds)]
    best = [min((turn[way] for turn in turns), key=lambda one: one.wall) for way in range(len(crews))]
    print(
        f"\n{'':18}{'wall s':>8}{'reports/s':>11}{'of 1 worker':>13}{'at best':>9}{'CPU s':>8}{'here':>8}{'started in s':>14}"
    )
    for name, start, way in zip(names, started, best, strict=True):
        times, at_best = best[1].wall / way.wall, best[1].cpu / max(way.here, *way.children)
        print(f"{name:18}{way.wall:8.2f}{len(jobs) / way.wall:11.1f}{times:13.2f}{at_best:9.2f}", end="")
        print(f"{way.cpu:8.2f}{way.here:8.2f}{start:14.1f}")
    print(f"asked for: {ASKED} times one worker with two, on two processors with nothing else to do")


def print_machinery(workers: int) -> None:
    """Time jobs in which nothing is done."""
    small = [b""] * SMALL_JOBS
    with Crew("bench.crew:nothing", workers, Limits(recycle=10 * SMALL_JOBS)) as crew:
        run(crew, small[:workers])
        taken = min((run(crew, small) for _ in range(ROUNDS)), key=lambda one: one.cpu)
    wall, cpu, here = (seconds / SMALL_JOBS * 1e6 for seconds in (taken.wall, taken.cpu, taken.here))
    print(
        f"\nan empty job costs {cpu:.0f} µs of the processor, {here:.0f} of them here, and {wall:.0f} µs by the clock"
    )


def run(crew: Crew | Alone, jobs: Sequence[bytes]) -> Spent:
    """Do all jobs and take the time."""
    with spending() as spent:
        for number, job in enumerate(jobs):
            crew.submit(number, job)
        done = sum(isinstance(one, Done) for one in crew.outcomes())
    assert done == len(jobs), f"{len(jobs) - done} jobs died"
    return spent


def nothing(job: bytes) -> Iterator[bytes]:
    """Do nothing, and say so in one message."""
    yield job


if __name__ == "__main__":
    main()
