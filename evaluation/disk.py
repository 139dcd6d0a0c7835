"""Fill the disk, and let it fail, at many moments of a build: a sentence and exit code 4, and the same command again ends well.

./run python -m evaluation.disk              50 moments of a failing disk (EIO, ENOSPC), 25 of a small disk that is really full
./run python -m evaluation.disk --moments 5  fewer

The small disk is a tmpfs of 8 MiB, which only root may mount; without that it is left out, and said so.
"""

from __future__ import annotations

import argparse
import errno
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random

from evaluation.crash import OUTPUT_REFUSED, Harness, harness

SMALL = 8 << 20


def failing(one: Harness, moments: int, chance: Random) -> None:
    """Let the disk fail from one operation on, at moments spread over the whole build."""
    one.run(more={"fail": [0, 0]})
    operations = int(one.said.split()[-1])
    one.clear()
    for moment in range(moments):
        first = 1 + int((moment + chance.random()) * operations / moments)
        number = chance.choice((errno.EIO, errno.ENOSPC))
        status = one.run(more={"fail": [first, number]})
        _judge(one, status, f"{errno.errorcode[number]} from operation {first} of {operations} on")


def full(one: Harness, moments: int, chance: Random) -> None:
    """Leave so little room on a small disk that it is full at some moment of the build."""
    _, database, page, _ = one.wanted
    needed = 2 * (len(database) + len(page))  # the record, the ledger, and what SQLite writes beside them
    with small_disk(one.folder / "small") as disk:
        one.out = disk / "out" / "record"
        one.out.parent.mkdir()
        for moment in range(moments):
            room = int((moment + chance.random()) * needed / moments)
            filler = disk / "filler"
            filler.write_bytes(bytes(SMALL - (64 << 10) - room))
            status = one.run()
            filler.unlink()
            _judge(one, status, f"{room >> 10} KiB of room")
            one.out.parent.mkdir(exist_ok=True)


def _judge(one: Harness, status: int, name: str) -> None:
    """See that the build said what is wrong, or ended well; then that the same command ends well."""
    told = one.said.strip()
    lines = told.splitlines()
    print(f"{name}: exit {status}. {lines[-1] if lines else ''}", flush=True)
    if status not in (0, OUTPUT_REFUSED) or "Traceback" in told:
        one.tally.faults.append(f"{name}: exit {status}, {told[-300:]}")
    if status == OUTPUT_REFUSED and not re.search("run the same command again", told, re.IGNORECASE):
        one.tally.faults.append(f"{name}: the sentence does not say what to do: {told}")
    one.finish(name, 1)


@contextmanager
def small_disk(place: Path) -> Iterator[Path]:
    """Mount a small disk. Raises PermissionError where that is not allowed."""
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SMALL}", "tmpfs", str(place)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        raise PermissionError("a small disk cannot be mounted here")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Try as many moments as asked, and say 1 when one does not end as it should."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--moments", type=int, default=50, help="how many moments of a failing disk; half as many of a full one"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--quick", action="store_true", help="a tiny pile and no workers; for the tests")
    asked = parser.parse_args(arguments)
    chance = Random(asked.seed)
    with harness(asked.quick) as one:
        failing(one, asked.moments, chance)
        try:
            full(one, asked.moments // 2, chance)
        except PermissionError as reason:
            print(f"The full disk is left out: {reason}.")
        print("\n".join(one.tally.faults) or "Every build said what was wrong, and ended well when it was run again.")
        return 1 if one.tally.faults else 0


if __name__ == "__main__":
    sys.exit(main())
