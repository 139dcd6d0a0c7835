"""Cut the power at every moment of a build, and see that what is on the disk then is enough to end in the same record.

./run python -m evaluation.power               every moment of a first build and of two that take a record's place (two minutes)
./run python -m evaluation.power --states 50   so many of what a disk may hold then, spread over these builds

A build is watched once (`evaluation.seen_disk`). For each moment four disks are made up: one that holds nothing but what had been synced;
one that has every name, but of each file only the bytes synced; one with all bytes under the names synced; and a torn one, where each
4 KiB that was not synced is there or not, by chance. From each of them the same build must end in the same bytes, what the ledger had
kept for good must be in it, and a reader must find no record or a whole one.

What it cannot show: a disk that says it has synced and has not.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from random import Random

from msgspec import Struct

from evaluation.crash import Harness, Kept, harness, held
from evaluation.seen_disk import Durable, Moment, Seen, read_seen
from onrecord.record.folder import WORK

# The steps of a build after which what was kept must last.
LASTING = frozenset({"items-kept", "analyses-kept", "members-kept"})
BLOCK = 4096
# What is read and found is kept so often while a build is watched: at more moments than usual.
BATCH = 2

# What stands in a folder: bytes for a file, None for a folder.
Tree = Mapping[str, bytes | None]


class Disk(Struct):
    """What a disk may hold after the power was cut, when that was, and what the ledger had promised to keep by then."""

    name: str
    tree: Tree
    promised: Tree


def disks(seen: Seen, chance: Random) -> list[Disk]:
    """Give all disks that the power could have left behind, each once, at the last moment when it could."""
    durable = Durable(seen.moments[0])
    latest: dict[int, str] = {}
    promised: Tree = {}
    every: dict[bytes, Disk] = {}
    for number, moment in enumerate(seen.moments):
        latest.update(moment.files)
        if moment.step in LASTING:
            promised = _tree(moment.folders, {one: seen.contents[digest] for one, digest in latest.items()})
        for name, tree in _left(seen, moment, durable, latest, chance):
            mark = sha256(repr(sorted(tree.items())).encode()).digest()
            every[mark] = Disk(f"moment {number} of {len(seen.moments)}, {name}", tree, promised)
        durable.follow(moment)
    return list(every.values())


def _left(
    seen: Seen, moment: Moment, durable: Durable, latest: Mapping[int, str], chance: Random
) -> Iterator[tuple[str, Tree]]:
    """Give what may be left of one moment."""
    now = {one: seen.contents[digest] for one, digest in latest.items()}
    synced = {one: seen.contents[durable.files[one]] if one in durable.files else b"" for one in latest}
    yield "only what was synced", _tree(durable.folders, synced)
    yield "all names", _tree(moment.folders, synced)
    yield "all bytes", _tree(durable.folders, now)
    torn = {one: _torn(synced[one], now[one], chance) for one in latest}
    yield "torn", _tree(chance.choice((moment.folders, durable.folders)), torn)


def _torn(synced: bytes, now: bytes, chance: Random) -> bytes:
    """Mix the blocks of a file that were synced with those that were not."""
    if synced == now:
        return now
    size = chance.choice((len(synced), len(now)))
    blocks = (chance.choice((synced, now))[at : at + BLOCK].ljust(BLOCK, b"\0") for at in range(0, size, BLOCK))
    return b"".join(blocks)[:size]


def _tree(folders: Mapping[int, Mapping[str, int]], files: Mapping[int, bytes]) -> dict[str, bytes | None]:
    tree: dict[str, bytes | None] = {}
    waiting = [("", 0)]
    while waiting:
        path, number = waiting.pop()
        for name, one in folders.get(number, {}).items():
            tree[path + name] = files.get(one)
            if one not in files:
                waiting.append((f"{path}{name}/", one))
    return tree


def _lay_out(tree: Tree, folder: Path) -> None:
    for path, content in sorted(tree.items()):
        if content is None:
            (folder / path).mkdir(parents=True)
        else:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)


def _kept(tree: Tree) -> Kept:
    """Give what the ledger on a disk holds."""
    for folder in ("record", ".record.next"):
        work = f"{folder}/{WORK}/"
        if tree.get(f"{work}ledger.sqlite"):
            with tempfile.TemporaryDirectory() as folder:
                _lay_out(
                    {path.removeprefix(work): tree[path] for path in tree if path.startswith(f"{work}ledger")},
                    Path(folder),
                )
                return held(Path(folder, "ledger.sqlite"))
    return Kept()


def watched(one: Harness, before: Sequence[Path], in_two_steps: bool) -> tuple[Seen, set[bytes]]:
    """Build, after a build of other paths if there are any, and give what was seen, with the databases that a reader may find."""
    one.out.parent.mkdir(exist_ok=True)
    whole = set()
    if before:
        one.run(more={"paths": [str(path) for path in before]})
        whole.add(one.made()[1])
    one.run(more={"seen": str(one.folder / "seen"), "in_two_steps": in_two_steps, "batch": BATCH})
    whole.add(one.made()[1])
    one.clear()
    return read_seen(one.folder / "seen"), whole


def try_disk(one: Harness, disk: Disk, whole: set[bytes]) -> None:
    """Go on with a build from what is left on a disk, and note what is wrong."""
    one.out.parent.mkdir(exist_ok=True)
    _lay_out(disk.tree, one.out.parent)
    faults = one.tally.faults
    promised, kept = _kept(disk.promised), _kept(disk.tree)
    if not (promised.items <= kept.items and promised.analyses <= kept.analyses):
        faults.append(f"{disk.name}: something that was kept is gone")
    if (found := disk.tree.get("record/record.sqlite")) is not None and found not in whole:
        faults.append(f"{disk.name}: a reader finds half a record")
    one.run()
    if one.made()[3] != one.wanted[3]:
        faults.append(f"{disk.name}: bytes that had been kept aside are gone")
    elif one.made() != one.wanted:
        faults.append(f"{disk.name}: the record is not the undisturbed one")
    if (beside := sorted(path.name for path in one.out.parent.iterdir())) != ["record"]:
        faults.append(f"{disk.name}: left behind {beside}")
    one.tally.chains += 1
    one.clear()


def main(arguments: Sequence[str] | None = None) -> int:
    """Try as many disks as asked, and say 1 when anything was lost, different or left behind."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--states", type=int, default=0, help="how many disks, by chance; all when it is left out")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    chance = Random(asked.seed)
    with harness(quick=True) as one:
        first, others = (), (one.pile / "report-000.txt",)
        builds = (
            ("a first build", first, False),
            ("a build in the place of a record", others, False),
            ("the same, where two folders cannot be exchanged in one step", others, True),
        )
        for name, before, in_two_steps in builds:
            seen, whole = watched(one, before, in_two_steps)
            every = disks(seen, chance)
            tried = chance.sample(every, min(asked.states // len(builds), len(every))) if asked.states else every
            for disk in tried:
                try_disk(one, disk, whole)
            print(f"{name}: {len(seen.moments)} moments, {len(every)} disks, {len(tried)} tried", flush=True)
        print(
            "\n".join(one.tally.faults)
            or "0 lost, no half record, every record the undisturbed one, nothing left behind."
        )
        return 1 if one.tally.faults else 0


if __name__ == "__main__":
    sys.exit(main())
