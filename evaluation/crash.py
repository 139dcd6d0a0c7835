"""Kill builds, at every step and at random moments, and see that the same command again ends in the same record.

./run python -m evaluation.crash                    every step at its first, middle and last time, then 200 random kills (about an hour)
./run python -m evaluation.crash --kills 20         fewer random kills
./run python -m evaluation.crash --seed 7           other random moments

A build is killed a few times in a row and then left to end: what it made is compared byte for byte with a record that nobody
disturbed. After each kill the ledger is looked into without being touched: what was kept once must be there, once.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from random import Random
from time import monotonic, sleep

from msgspec import Struct

import onrecord
from evaluation import unreadable
from evaluation.determinism import read_made
from evaluation.invented import make
from evaluation.stopped import build
from onrecord.analysis import BATCH
from onrecord.steps import STEPS

ROOT = Path(__file__).resolve().parents[1]
# A build of the pile takes some ten seconds; one that takes so long has hung.
LONGEST = 300.0

# The exit code of a build that could not write (docs/commands.md): the disk harness looks for it.
OUTPUT_REFUSED = 4

Stop = tuple[str, int, float]


class Kept(Struct, frozen=True):
    """What a ledger holds: the things of files, and the keys of analyses."""

    items: frozenset[tuple[str, bytes]] = frozenset()
    analyses: frozenset[str] = frozenset()


class Tally(Struct):
    """What the harness has seen so far."""

    kills: int = 0
    chains: int = 0
    searched: int = 0
    redone: int = 0
    faults: list[str] = []


class Harness:
    """One pile, one undisturbed record of it, and as many disturbed ones as wished."""

    def __init__(self, folder: Path, quick: bool = False) -> None:
        pile = make(folder / "pile", 3, others=False) if quick else make(folder / "pile", 8)
        unreadable.make(pile, 1 if quick else 3)
        if quick:  # so that everything a build loads is there when it is forked
            onrecord.build([pile / "report-000.txt", pile / "report-001.txt"], workers=0)
        self.folder, self.pile, self.out, self.quick = folder, pile, folder / "out" / "record", quick
        self.log, self.said = folder / "log", ""
        self.tally = Tally()
        began = monotonic()
        self.run()
        self.seconds = monotonic() - began
        self.wanted, self.steps = self.made(), [line for line in self._logged() if line != "searched"]
        self.reports = self._logged().count("searched")
        self.whole = self.kept()
        self.clear()

    def run(
        self,
        stop: Stop | None = None,
        after: float | None = None,
        worker: float | None = None,
        more: Mapping[str, object] | None = None,
    ) -> int:
        """Build once; killed at a step, or after so many seconds, or robbed of a worker after so many. Gives the exit status.

        `more` is told to `evaluation.stopped`; what the build says is in `said` afterwards.
        """
        told = {"paths": [str(self.pile)], "out": str(self.out), "log": str(self.log), "stop": stop, **(more or {})}
        status = self._forked(told, after) if self.quick else self._apart(told, after, worker)
        if status not in (0, OUTPUT_REFUSED, -signal.SIGKILL):
            self.tally.faults.append(f"a build ended with {status}: {self.said.strip()[-300:]}")
        return status

    def _apart(self, told: Mapping[str, object], after: float | None, worker: float | None) -> int:
        """Build as everybody does: in a program of its own, with workers."""
        command = [sys.executable, "-W", "error", "-m", "evaluation.stopped", json.dumps(told)]
        with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, start_new_session=True) as process:
            try:
                if worker is not None:
                    _kill_one_worker(process, worker)
                _, self.said = process.communicate(timeout=after or LONGEST)
            except subprocess.TimeoutExpired:
                process.kill()
                _, self.said = process.communicate()
                if after is None:
                    self.tally.faults.append("a build hung")
            self._nobody_is_left(process.pid)
        return process.returncode

    def _forked(self, told: Mapping[str, object], after: float | None) -> int:
        """Build in a fork of this process, where everything is loaded, and without workers: much quicker."""
        words = self.folder / "said"
        if child := os.fork():
            if after is not None:
                sleep(after)
                os.kill(child, signal.SIGKILL)
            status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            self.said = words.read_text(encoding="utf-8")
            return status
        try:
            os.dup2(os.open(words, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 2)
            os._exit(build({**told, "workers": 0}))
        except BaseException as fault:
            print(repr(fault), file=sys.stderr, flush=True)
            os._exit(1)

    def chain(self, kills: Sequence[tuple[Stop | None, float | None]], name: str) -> None:
        """Kill a build at these moments, one after the other, then let it end, and compare."""
        before = Kept()
        killed = 0
        for stop, after in kills:
            killed += self.run(stop, after) == -signal.SIGKILL
            now = self.kept()
            if not (before.items <= now.items and before.analyses <= now.analyses):
                self.tally.faults.append(f"{name}: something that was kept is gone")
            before = now
        self.finish(name, killed)

    def finish(self, name: str, killed: int) -> None:
        """Let a build end, and hold everything it made against the undisturbed one."""
        self.run()
        done = self._logged().count("searched")
        self.tally.kills += killed
        self.tally.chains += 1
        self.tally.searched += done
        self.tally.redone += max(0, done - self.reports)
        if done > self.reports + killed * BATCH:
            self.tally.faults.append(f"{name}: {done - self.reports} reports were searched again after {killed} kills")
        if self.made() != self.wanted:
            self.tally.faults.append(f"{name}: the record is not the undisturbed one")
        if self.kept() != self.whole:
            self.tally.faults.append(f"{name}: the ledger does not hold what the undisturbed one holds")
        if (beside := sorted(os.listdir(self.out.parent))) != ["record"]:
            self.tally.faults.append(f"{name}: left behind {beside}")
        self.clear()

    def clear(self) -> None:
        """Make room for the next build."""
        shutil.rmtree(self.out.parent, ignore_errors=True)
        self.log.unlink(missing_ok=True)

    def kept(self) -> Kept:
        """Look into the ledger, wherever the build left it, by way of a copy: the next build must find it as it was left."""
        places = [self.out / "work", self.out.with_name(f".{self.out.name}.next") / "work"]
        work = next((place for place in places if (place / "ledger.sqlite").exists()), None)
        if work is None:
            return Kept()
        with tempfile.TemporaryDirectory() as copy:
            for file in work.glob("ledger.sqlite*"):
                shutil.copy(file, copy)
            return held(Path(copy) / "ledger.sqlite")

    def made(self) -> tuple[str, bytes, bytes, tuple[tuple[str, bytes], ...]]:
        """Give all that a build made: the dump of the database, the database, the page, and what was kept aside."""
        if not (self.out / "record.sqlite").exists():
            return "", b"", b"", ()
        aside = tuple((path.name, path.read_bytes()) for path in sorted((self.out / "work" / "quarantine").glob("*")))
        return *read_made(self.out), aside

    def _logged(self) -> list[str]:
        return self.log.read_text(encoding="utf-8").splitlines() if self.log.exists() else []

    def _nobody_is_left(self, session: int) -> None:
        """See that no worker outlives its program for long."""
        for _ in range(50):
            if not (left := _processes(session)):
                return
            sleep(0.1)
        self.tally.faults.append(f"workers outlived their program: {left}")
        for number in left:
            os.kill(number, signal.SIGKILL)


def held(database: Path) -> Kept:
    """Look into a ledger that no build uses. Raises AssertionError when it is damaged."""
    with closing(sqlite3.connect(database)) as connection:
        try:
            (verdict,) = connection.execute("PRAGMA integrity_check").fetchone()
            if verdict != "ok":
                raise AssertionError(f"the ledger is damaged: {verdict}")
            items = connection.execute("SELECT locator, place FROM items JOIN files USING (file)").fetchall()
            analyses = connection.execute("SELECT key FROM analyses").fetchall()
        except sqlite3.OperationalError:  # killed before the tables were made
            return Kept()
    assert len(set(items)) == len(items)
    return Kept(frozenset(items), frozenset(key for (key,) in analyses))


def _processes(session: int) -> list[int]:
    """Give the living processes of a session."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, _, owner = stat.read_text().rpartition(")")[2].split()[:4]
        except (OSError, ValueError):
            continue
        if int(owner) == session and state != "Z":
            found.append(int(stat.parent.name))
    return found


def _kill_one_worker(process: subprocess.Popen[str], after: float) -> None:
    """Kill one process that the build started, so many seconds after the first of them was there."""
    while len(_processes(process.pid)) < 2 and process.poll() is None:
        sleep(0.02)
    sleep(after)
    if workers := [one for one in _processes(process.pid) if one != process.pid]:
        with suppress(ProcessLookupError):
            os.kill(Random(int(after * 1000)).choice(workers), signal.SIGKILL)


def at_every_step(steps: Sequence[str], most: int) -> Iterator[tuple[str, int]]:
    """Give the first, the middle and the last time that a build reaches each step, or fewer of these."""
    for step in STEPS:
        times = steps.count(step)
        for time in sorted({1, (times + 1) // 2, times} - {0})[:most]:
            yield step, time


@contextmanager
def harness(quick: bool = False) -> Iterator[Harness]:
    """Give a harness in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="crash-") as folder:
        yield Harness(Path(folder), quick)


def random_kills(one: Harness, kills: int, chance: Random) -> None:
    """Kill builds at random: half at any moment, half within 50 milliseconds of any step; one to six kills in a row."""
    while kills > 0:
        row: list[tuple[Stop | None, float | None]] = []
        for _ in range(min(kills, chance.randint(1, 6))):
            if chance.random() < 0.5:
                row.append((None, chance.uniform(0.0, one.seconds)))
            else:
                step = chance.choice(one.steps)
                row.append(((step, chance.randint(1, one.steps.count(step)), chance.choice((0.0, 0.002, 0.05))), None))
        before = one.tally.kills
        one.chain(row, f"random {row}")
        kills -= max(1, one.tally.kills - before)
        print(f"{one.tally.kills} kills, {len(one.tally.faults)} faults", flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Kill as often as asked, and say 1 when anything was lost, doubled, different or left behind."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200, help="how many random kills")
    parser.add_argument("--workers", type=int, default=20, help="how many builds lose a worker")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--quick", action="store_true", help="a tiny pile, no workers, each step once; for the tests")
    parser.add_argument("--no-steps", action="store_true", help="leave out the kills at every step")
    asked = parser.parse_args(arguments)
    chance = Random(asked.seed)
    with harness(asked.quick) as one:
        missing = set(STEPS) - set(one.steps)
        if missing:
            one.tally.faults.append(f"never reached: {sorted(missing)}")
        for step, times in () if asked.no_steps else at_every_step(one.steps, 1 if asked.quick else 3):
            one.chain([((step, times, 0.0), None)], f"{step}, time {times}")
        random_kills(one, asked.kills, chance)
        for _ in range(0 if asked.quick else asked.workers):
            one.run(worker=chance.uniform(0, one.seconds / 2))
            one.finish("a worker was killed", 1)
        tally = one.tally
        print(
            f"{tally.kills} kills in {tally.chains} builds of {len(one.whole.items)} things, seed {asked.seed}: "
            f"{tally.redone} reports searched again ({tally.redone / max(1, tally.kills):.1f} for each kill, {BATCH} allowed)"
        )
        print("\n".join(tally.faults) or "0 lost, 0 doubled, every record the undisturbed one, nothing left behind.")
        return 1 if tally.faults else 0


if __name__ == "__main__":
    sys.exit(main())
