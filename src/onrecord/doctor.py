"""What is installed, whether it is what it should be, what is missing, and what to do about it. Nothing is sent anywhere."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution, requires, version
from pathlib import Path
from typing import Literal

from msgspec import Struct

from onrecord.errors import DONE, NO_OUTPUT, OnRecordError
from onrecord.manifest import PartName, manifest, verified
from onrecord.record import check_output
from onrecord.record.search import full_text_search
from onrecord.workers import Crew, Message

State = Literal["good", "optional", "doubtful", "wrong"]

# What each extra is for, in the words of somebody who has such files.
EXTRAS = {"documents": "reads PDF files", "tables": "reads Parquet tables"}

# The least free space for a record: one of 1,000 reports takes about 40 MB, and it is written beside the old one.
_SPACE = 200_000_000
# The least memory for a build: two workers with the language model (0.4 GB each) and the program beside them.
_MEMORY = 2_000_000_000

_CGROUPS = ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")


class Check(Struct, frozen=True):
    """One thing that was looked at.

    `state` is good; optional (not there, and only needed for some reports); doubtful (works, but look at it); wrong (no record can be
    made). `found` says what there is, `advice` what to do, empty when there is nothing to do.
    """

    about: str
    name: str
    state: State
    found: str
    advice: str = ""


class Health(Struct, frozen=True):
    """All that the doctor looked at, in the order of the report."""

    checks: tuple[Check, ...]

    @property
    def exit_code(self) -> int:
        """Give 4 when no record can be made here, else 0; a missing extra is no fault."""
        return NO_OUTPUT if any(check.state == "wrong" for check in self.checks) else DONE


def doctor(out: str | Path = "record") -> Health:
    """Look at the program, its libraries, its models and this machine. `out` is where a record would be written.

    Needs no network and changes nothing. Takes about a second.
    """
    return Health((*_program(), *_models(), *_libraries(), *_machine(Path(out))))


def _program() -> Iterator[Check]:
    yield Check("program", "On Record", "good", version("onrecord"))
    yield Check("program", "Python", "good", f"{platform.python_version()} ({platform.machine()}, {sys.platform})")
    release, searches = full_text_search()
    if searches:
        yield Check("program", "SQLite", "good", f"{release} with full-text search")
    else:
        advice = "Use a Python whose SQLite has FTS5, such as the one from python.org or your system's package manager."
        yield Check("program", "SQLite", "wrong", f"{release} without full-text search (FTS5)", advice)
    yield _workers()


def answer(job: bytes) -> Iterator[bytes]:
    """Give back what came: the least that a worker can do. The doctor's own worker runs it."""
    yield job


def _workers() -> Check:
    """Start a worker process under the limits of every other, and have it answer."""
    advice = "Reports are read in processes of their own, under limits: allow the program to start some."
    try:
        with Crew("onrecord.doctor:answer", 1) as crew:
            crew.submit("hello", b"hello")
            outcomes = list(crew.outcomes())
    except (OnRecordError, OSError) as fault:
        return Check("program", "workers", "wrong", f"none could be started: {fault}", advice)
    if Message("hello", b"hello") in outcomes:
        return Check("program", "workers", "good", "one was started and answered")
    return Check("program", "workers", "wrong", "one was started, and did not answer", advice)


def _models() -> Iterator[Check]:
    parts: tuple[PartName, ...] = ("language-model", "network")
    for part in parts:
        name = manifest()[part].name
        try:
            verified(part)
        except OnRecordError as fault:
            yield Check("models", name, "wrong", *_two(str(fault).removeprefix(name).lstrip(), manifest()[part].again))
        else:
            yield Check("models", name, "good", f"all {len(manifest()[part].files)} files verified")


def _two(sentence: str, advice: str) -> tuple[str, str]:
    """Part what is wrong from what to do."""
    return sentence.removesuffix(advice).strip(), advice


class _Wanted(Struct, frozen=True):
    """One library that the program asks for: its name, and the extra that asks, empty for those that are always needed."""

    name: str
    extra: str


def _libraries() -> Iterator[Check]:
    locked = _locked()
    wanted = list(_wanted(requires("onrecord") or ()))
    yield from (_library(one.name, locked) for one in wanted if not one.extra)
    for extra in dict.fromkeys(one.extra for one in wanted if one.extra):
        yield from _extra(extra, [one.name for one in wanted if one.extra == extra], locked)


def _wanted(lines: Iterable[str]) -> Iterator[_Wanted]:
    """Read the requirements of the installed program; one for another Python is left out."""
    for line in lines:
        asked, _, marker = line.partition(";")
        name = asked.strip()
        for position, sign in enumerate(name):
            if not (sign.isalnum() or sign in "-_."):
                name = name[:position]
                break
        before = _quoted_after(marker, "python_version <")
        if before and sys.version_info >= tuple(map(int, before.split("."))):
            continue
        yield _Wanted(name, _quoted_after(marker, "extra =="))


def _quoted_after(marker: str, words: str) -> str:
    """Give what stands in quotation marks after some words of a requirement's condition."""
    _, found, rest = marker.partition(words)
    return rest.strip()[1:].partition(rest.strip()[0])[0] if found else ""


def _library(name: str, locked: dict[str, set[str]]) -> Check:
    try:
        found = distribution(name)
    except PackageNotFoundError:
        return Check("libraries", name, "wrong", "not installed", f"pip install {name}")
    return _compared(name, found, locked)


def _compared(name: str, found: Distribution, locked: dict[str, set[str]]) -> Check:
    """Say which version there is, and whether it is the one that the lock of a checkout names."""
    known = locked.get(_plain(name))
    if known is None:
        return Check("libraries", name, "good", found.version)
    if found.version in known:
        return Check("libraries", name, "good", f"{found.version}, as locked")
    advice = "pip install --require-hashes -r requirements.lock (or ./run) installs what was tested."
    return Check("libraries", name, "doubtful", f"{found.version}; tested was {' or '.join(sorted(known))}", advice)


def _extra(extra: str, names: list[str], locked: dict[str, set[str]]) -> Iterator[Check]:
    checks = [_library(name, locked) for name in names]
    title, purpose = f"extra {extra}", EXTRAS.get(extra, "")
    missing = [check.name for check in checks if check.state == "wrong"]
    if missing:
        told = f"not installed ({', '.join(missing)}): {purpose}"
        yield Check("extras", title, "optional", told, f'pip install "onrecord[{extra}]"')
        return
    worst = next((check for check in checks if check.state == "doubtful"), None)
    told = ", ".join(f"{check.name} {check.found}" for check in checks)
    yield Check("extras", title, worst.state if worst else "good", f"{told}: {purpose}", worst.advice if worst else "")


def _locked() -> dict[str, set[str]]:
    """Read the lock beside the source, where there is one; an installed program has none."""
    lock = Path(__file__).resolve().parents[2] / "requirements.lock"
    found: dict[str, set[str]] = {}
    if lock.is_file():
        for line in lock.read_text(encoding="utf-8").split("\n"):
            name, pinned, rest = line.partition("==")
            if pinned and not line.startswith((" ", "#")):
                found.setdefault(_plain(name), set()).add(rest.split()[0])
    return found


def _plain(name: str) -> str:
    return name.lower().replace("_", "-").replace(".", "-")


def _machine(out: Path) -> Iterator[Check]:
    yield Check("machine", "processors", "good", str(_processors()))
    memory = _memory()
    if memory is not None:
        low = memory < _MEMORY
        advice = "Build with one worker (--workers 1), or give the program more memory." if low else ""
        yield Check("machine", "memory", "doubtful" if low else "good", f"{_bytes(memory)} usable", advice)
    yield _space(out)


def _processors() -> int:
    """Count the processors this program may use, which may be fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _memory() -> int | None:
    """Give the memory this program may use: the machine's, or less where a limit is set; None where nobody says."""
    asked: tuple[Callable[[], int | None], ...] = (
        _of_machine,
        _of_process,
        *(lambda f=file: _of(f) for file in _CGROUPS),
    )
    return min((limit for ask in asked if (limit := ask()) is not None), default=None)


def _of_machine() -> int | None:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, OSError, ValueError):
        return None  # Windows has no sysconf


def _of_process() -> int | None:
    try:
        from resource import RLIM_INFINITY, RLIMIT_AS, getrlimit  # not on Windows
    except ImportError:
        return None
    limit = getrlimit(RLIMIT_AS)[0]
    return None if limit == RLIM_INFINITY else limit


def _of(file: str) -> int | None:
    """Read a limit that a container sets; `max` is none."""
    try:
        return int(Path(file).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None


def _space(out: Path) -> Check:
    name = f"free space for {out}"
    try:
        check_output(out)
        there = next(folder for folder in (out.absolute(), *out.absolute().parents) if folder.exists())
        free = shutil.disk_usage(there).free
    except OnRecordError as fault:
        return Check("machine", name, "doubtful", str(fault).partition(". ")[0], "Name another place with --out.")
    except OSError as fault:
        told = f"nobody can say: {fault.strerror or fault}"
        return Check("machine", name, "doubtful", told, "Name another place with --out.")
    low = free < _SPACE
    advice = "Free some, or name another place with --out." if low else ""
    return Check("machine", name, "doubtful" if low else "good", _bytes(free), advice)


def _bytes(number: int) -> str:
    return f"{number / 1e9:,.1f} GB" if number >= 1e9 else f"{number / 1e6:,.0f} MB"
