"""Build one pile in many ways and see that the record is the same to the byte: `record.sqlite`, its dump, and `record.html`.

./run python -m evaluation.determinism          all ways (some ten minutes on two processors)
./run python -m evaluation.determinism 3        only the first three
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from random import Random

from msgspec import Struct

from evaluation.invented import make

ROOT = Path(__file__).resolve().parents[1]
# The pile lies in so many folders, so that their order can be changed and one can be added to the record of the others.
FOLDERS = 3
LONGEST = 600.0
LONG_AGO = 1_000_000_000  # September 2001


class Way(Struct, frozen=True):
    """One way to build a record.

    `order` is a seed for the order in which the folders are named; `steps` splits them into a build and builds that add to it; `stops` are
    steps at which the last of these is killed first; `killed_first` kills the first of them for good. `elsewhere` copies the pile to
    another place, its files made in another order and long ago; `relative` names the folders as seen from here; `environment` says None
    for what is not to be there; `mask` is that of the files written.
    """

    name: str
    workers: int = 2
    order: int | None = None
    environment: Mapping[str, str | None] = {}
    batch: int | None = None
    stops: tuple[tuple[str, int, float], ...] = ()
    steps: tuple[tuple[int, ...], ...] = ((0, 1, 2),)
    elsewhere: bool = False
    relative: bool = False
    mask: int = -1
    killed_first: bool = False


THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
# What numpy and its BLAS would do without the instructions of the last ten years.
OLDER = {"NPY_DISABLE_CPU_FEATURES": "AVX2 FMA3 AVX512F AVX512CD AVX512_SKX", "OPENBLAS_CORETYPE": "Nehalem"}

WAYS = (
    Way("one worker", workers=1),
    Way("three workers", workers=3),
    Way("folders in another order", order=1),
    Way("killed in the middle and gone on with", stops=(("analyses-kept", 1, 0.0),)),
    Way("one folder, then the others added", steps=((1,), (0, 2))),
    Way("in this process", workers=0),
    Way("hash seed 1", environment={"PYTHONHASHSEED": "1"}),
    Way("hash seed 4242", environment={"PYTHONHASHSEED": "4242"}),
    Way("hash seed 99991, one worker", workers=1, environment={"PYTHONHASHSEED": "99991"}),
    Way("time zone Asia/Tokyo", environment={"TZ": "Asia/Tokyo"}),
    Way("time zone America/Lima", environment={"TZ": "America/Lima"}),
    Way("locale C", environment={"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}),
    Way("locale C.UTF-8", environment={"LC_ALL": "C.UTF-8"}),
    Way("locale that is not installed", environment={"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"}),
    Way("batches of 1", batch=1),
    Way("batches of 8, three workers", batch=8, workers=3),
    Way("batches of 128", batch=128),
    Way("folders in a third order, hash seed 7", order=2, environment={"PYTHONHASHSEED": "7"}),
    Way("another place, files made in another order", elsewhere=True),
    Way("killed while reading", stops=(("items-kept", 1, 0.0),), batch=8),
    Way("killed three times", stops=(("file-kept", 9, 0.0), ("analyses-written", 1, 0.0), ("work-moved", 1, 0.0))),
    Way("two folders, then one added", steps=((2, 0), (1,)), order=1),
    Way("one folder after the other", steps=((0,), (1,), (2,)), workers=1),
    Way("added, and killed while adding", steps=((0,), (1, 2)), stops=(("members-kept", 1, 0.0),)),
    Way("the same folder twice", steps=((0, 1, 2), (1,))),
    Way("optimised Python", environment={"PYTHONOPTIMIZE": "2"}),
    Way("four threads, in this process", workers=0, environment=dict.fromkeys(THREADS, "4")),
    Way("an older processor, in this process", workers=0, environment=OLDER),
    Way("nobody at home", environment=dict.fromkeys(("HOME", "USER", "LOGNAME", "PATH", "TMPDIR", "LANG", "TERM"))),
    Way("nothing for others to read, folders named from here", mask=0o077, relative=True),
    Way("memory filled with noise", environment={"PYTHONMALLOC": "malloc", "MALLOC_PERTURB_": "170"}),
    Way("killed before there was a record, and then added to", steps=((0,), (1, 2)), killed_first=True),
)

Made = tuple[str, bytes, bytes]


def build(way: Way, pile: Path, work: Path) -> Made:
    """Build the record of a pile in one way, in a folder of its own, and give its dump, its database and its page."""
    folder = work / "out"
    out, log = folder / "record", folder / "log"
    folder.mkdir()
    folders = sorted(pile.iterdir())
    stops = list(way.stops)
    for number, numbers in enumerate(way.steps):
        paths = [os.path.relpath(folders[one], ROOT) if way.relative else str(folders[one]) for one in numbers]
        if way.order is not None:
            Random(way.order).shuffle(paths)
        told = {"paths": paths, "out": str(out), "log": str(log), "workers": way.workers, "batch": way.batch}
        if way.killed_first and number == 0:
            _run({**told, "stop": ("items-kept", 1, 0.0)}, way)
            continue
        while True:
            stop = stops[0] if stops and number == len(way.steps) - 1 else None
            status = _run({**told, "add": number > 0, "stop": stop}, way)
            if status != -signal.SIGKILL:
                break
            stops.pop(0)
        if status:
            raise SystemExit(f"{way.name}: the build ended with {status}")
    if stops:
        raise SystemExit(f"{way.name}: the build never reached {stops[0]}")
    made = read_made(out)
    shutil.rmtree(folder)
    return made


def _run(told: Mapping[str, object], way: Way) -> int:
    command = [sys.executable, "-m", "evaluation.stopped", json.dumps(told)]
    around = {name: said for name, said in {**os.environ, **way.environment}.items() if said is not None}
    return subprocess.run(command, cwd=ROOT, env=around, umask=way.mask, timeout=LONGEST, check=False).returncode


def read_made(record: Path) -> Made:
    """Give all that a build made: the dump of the database, the database and the page."""
    database = record / "record.sqlite"
    with closing(sqlite3.connect(f"file:{database}?mode=ro&immutable=1", uri=True)) as connection:
        dump = "\n".join(connection.iterdump())
    return dump, database.read_bytes(), (record / "record.html").read_bytes()


def in_folders(pile: Path, folders: Path, backwards: bool = False) -> Path:
    """Spread a pile over a few folders, in the order of the names or backwards."""
    for number, path in sorted(enumerate(sorted(pile.iterdir())), reverse=backwards):
        folder = folders / f"part-{number % FOLDERS}"
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, folder / path.name)
        if backwards:
            os.utime(folder / path.name, (LONG_AGO, LONG_AGO))
    return folders


def differences(ways: Sequence[Way], texts: int = 10, others: bool = True) -> list[str]:
    """Build in every way, and name those whose record differs from the first record of all."""
    with tempfile.TemporaryDirectory(prefix="determinism-") as folder:
        work = Path(folder)
        made = make(work / "made", texts, others)
        here = in_folders(made, work / "pile")
        elsewhere = in_folders(made, work / "another place" / "pile", backwards=True)
        wanted = build(Way("as usual"), here, work)
        wrong = []
        for way in ways:
            got = build(way, elsewhere if way.elsewhere else here, work)
            parts = [name for name, one, other in zip(PARTS, got, wanted, strict=True) if one != other]
            print(f"{way.name}: {'other ' + ', '.join(parts) if parts else 'the same'}", flush=True)
            if parts:
                wrong.append(way.name)
        return wrong


PARTS = ("dump of record.sqlite", "record.sqlite", "record.html")


def main() -> int:
    """Try all ways, or so many of them, and say 1 when one gives another record."""
    ways = WAYS[: int(sys.argv[1])] if len(sys.argv) > 1 else WAYS
    wrong = differences(ways)
    print(f"{len(ways) - len(wrong)} of {len(ways)} ways give the same bytes as the usual one.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
