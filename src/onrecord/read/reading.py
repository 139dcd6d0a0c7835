"""Paths → reports, and for everything that was offered what became of it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from time import monotonic

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from onrecord.ledger import Kept, Ledger, Member
from onrecord.model import Input, Report
from onrecord.read.arriving import Arrival, arrivals
from onrecord.read.files import Found, Unreadable, look_again, open_regular
from onrecord.read.opening import Plan
from onrecord.read.source import Asked
from onrecord.read.supervision import read_files
from onrecord.read.task import Job, Stamp, Told, stamp_of
from onrecord.workers import Limits, crew_for

Progress = Callable[[str, int, int], None]  # stage, done, of how many

TASK = "onrecord.read.task:work"
# A real page takes under a second (20 MB of text under three); with three tries nothing holds a build up for more than ten.
LIMITS = Limits(seconds=4.0, silence=10.0, recycle=6_000)
# What was read is kept in the ledger when so many things have come, or after so many seconds: all that a crash can cost.
BATCH, BATCH_SECONDS = 200, 2.0
PIECE = 1 << 20
# What stands for the digest of something that could not be read at all, before the reason.
REFUSED = "refused: "
NOT_AT_HAND = (
    "it was not read to its end, or by another version of On Record, and is not at hand to be read again; name it again"
)


class Reading(Struct, frozen=True):
    """The reports that were read, and what became of every input.

    seen = stored + duplicate + rejected + quarantined + pending; nothing is pending once reading has ended.
    """

    reports: tuple[Report, ...]
    inputs: tuple[Input, ...]


def read(
    paths: Iterable[str | Path] | str | Path,
    progress: Progress | None = None,
    *,
    fields: Mapping[str, str] | None = None,
    fetch: bool = False,
    workers: int | None = None,
) -> Reading:
    """Read all reports in these files and folders; what cannot be used is listed with its reason and stops nothing.

    `-` is standard input; an address (https://…) is fetched only with `fetch`. Each file is opened in a worker process with limits on
    memory and time, never in this one; `workers` says how many (as many as there are processors when None; 0: in this process,
    without protection). `fields` maps a noun (text, title, outlet, published, byline, agency, url, language, name) to the field that
    holds it in JSON and in tables.

    Never raises for a bad input, a missing path included: `errors.nothing_readable` is for when nothing was left.
    """
    with Ledger.open(None, "") as ledger:
        files: list[int] = []
        gather(paths, ledger, files, progress, fields=fields, fetch=fetch, workers=workers)
        return settle(ledger, files)


def gather(
    paths: Iterable[str | Path] | str | Path,
    ledger: Ledger,
    files: list[int],
    progress: Progress | None = None,
    *,
    also: Sequence[Member] = (),
    fields: Mapping[str, str] | None = None,
    fetch: bool = False,
    workers: int | None = None,
) -> None:
    """Read into a ledger what it does not hold yet.

    `files` is filled with the numbers of the files in the ledger, in a fixed order, before anything is read. `also` are files that the
    ledger knows from before: what was read of them counts. One that was named again, or must be read again, counts as it is now.
    What is asked for is noted in the ledger before anything is looked at.
    """
    from onrecord.fetch import fetch as get  # late: most runs fetch nothing

    asked = Asked(dict(fields or {}))
    books = _Books(ledger)
    jobs: dict[int, Job] = {}
    order: dict[int, Member] = {}
    with arrivals([paths] if isinstance(paths, str | Path) else paths, get if fetch else None) as came:
        named = {(one.found.locator, one.identity): "" for one in came}
        also = [member for member in also if (member.locator, member.path) not in named]
        ledger.ask([*((*one, digest) for one, digest in named.items()), *map(_named, also)])
        for member in also:
            if ledger.begin(member.locator, member.path, member.digest, _is_at_hand(member)).finished:
                order[member.file] = member
            else:  # another version read it, or nobody to its end
                came.append(_as_it_is_now(member))
        for arrival in came:
            begun, job = _begin(arrival, asked, books)
            order[begun.file] = begun
            if job:
                jobs[begun.file] = job
        books.write()
        for moved in _moved(also, order):
            del order[moved]
        # by their bytes, not by where on this machine they lie
        members = sorted(order.values(), key=lambda member: (member.locator, member.digest))
        ledger.ask(map(_named, members))
        files.extend(member.file for member in members)
        _read(jobs, books, workers, progress)


def _named(member: Member) -> tuple[str, str, str]:
    return member.locator, member.path, member.digest


def _moved(before: Iterable[Member], order: Mapping[int, Member]) -> list[int]:
    """Give the files of before that are no more where they lay, and were named again in another place, with the same bytes."""
    known = {one.file: one for one in before if one.file in order}
    again = {(one.locator, one.digest) for one in order.values() if one.file not in known}
    return [
        number for number, one in known.items() if (one.locator, one.digest) in again and not os.path.lexists(one.path)
    ]


def _as_it_is_now(member: Member) -> Arrival:
    """Have something looked at again that a record is made of, or was to be made of."""
    was_read = member.digest and not member.digest.startswith(REFUSED)
    if _is_at_hand(member) or (_is_file(member) and not was_read):
        return Arrival(look_again(member.locator, member.path), member.path)
    return Arrival(Found(member.locator, member.path, NOT_AT_HAND, "missing"), member.path)


def _is_file(member: Member) -> bool:
    """Say whether this has a place on the disk; standard input and what came from the web have none."""
    return os.path.isabs(member.path)


def _is_at_hand(member: Member) -> bool:
    return _is_file(member) and os.path.lexists(member.path)


def _begin(arrival: Arrival, asked: Asked, books: _Books) -> tuple[Member, Job | None]:
    """Look a file up in the ledger: how it stands there, and the job if something of it is left to read."""
    file = arrival.found
    try:
        if file.reason:
            raise Unreadable(file.reason, file.code)
        digest, stamp = _digest(arrival, asked)
    except Unreadable as reason:
        digest = f"{REFUSED}{reason}"
        begun = books.ledger.begin(file.locator, arrival.identity, digest)
        if not begun.finished:
            books.told(begun.file, Told((0,), Input(file.locator, "rejected", str(reason), code=reason.code)))
            books.finished(begun.file)
        return Member(begun.file, file.locator, arrival.identity, digest), None
    begun = books.ledger.begin(file.locator, arrival.identity, digest)
    job = Job(file.path, file.locator, asked, Plan(after=begun.after), arrival.given, arrival.encoding, stamp)
    return Member(begun.file, file.locator, arrival.identity, digest), None if begun.finished else job


def _digest(arrival: Arrival, asked: Asked) -> tuple[str, Stamp]:
    """Name the bytes of a file and how they are to be read, with its stamp. Raises Unreadable when it cannot be read to its end."""
    stated = [(noun, field.value) for noun, field in arrival.given.items()]
    digest = hashlib.sha256(msgspec.json.encode([sorted(asked.fields.items()), sorted(stated), arrival.encoding]))
    try:
        with os.fdopen(open_regular(arrival.found.path), "rb") as stream:
            stamp = stamp_of(stream)
            while piece := stream.read(PIECE):
                digest.update(piece)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise Unreadable(f"it could not be read to its end ({why})", "unreadable") from error
    return digest.hexdigest(), stamp


def _read(jobs: dict[int, Job], books: _Books, workers: int | None, progress: Progress | None) -> None:
    """Read the files that are left, in worker processes."""
    if not jobs:
        return
    done = 0

    def show() -> None:
        if progress:
            progress("reading files", done, len(jobs))

    def each() -> None:
        nonlocal done
        done += 1
        show()

    books.shown = show
    try:
        with crew_for(TASK, workers, LIMITS) as crew:
            read_files(jobs, crew, books, each)
    finally:
        books.write()


class _Books:
    """Writes what is read into the ledger, some at a time, each file in its order.

    The last thing of a file is written together with the note that it was the last. It may be the end that trouble put to the file; were it
    found alone after a crash, going on behind it would lose what the trouble hid, or meet the same trouble and tell of it a second time.

    `shown` is called each time: a single file may hold a hundred thousand reports, and whoever waits should see that work goes on.
    """

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.shown: Callable[[], None] = lambda: None
        self._waiting: dict[int, list[Kept]] = {}
        self._over: list[int] = []
        self._count, self._since = 0, monotonic()

    def told(self, file: int, told: Told) -> None:
        """Take one thing that was found."""
        what = told.input
        if told.payload is not None:
            what = replace(what, digest=self.ledger.quarantine(told.payload))
        self._waiting.setdefault(file, []).append(Kept(told.key, what, told.report))
        self._count += 1
        if self._count >= BATCH or monotonic() - self._since > BATCH_SECONDS:
            self.write()
            self.shown()

    def finished(self, file: int) -> None:
        """All of this file has been told."""
        self._over.append(file)

    def write(self) -> None:
        """Put all that is waiting into the ledger, in one transaction, but for what may be the last thing of a file."""
        held = {file: kept.pop() for file, kept in self._waiting.items() if kept and file not in self._over}
        self.ledger.keep(self._waiting, self._over)
        self._waiting, self._over = {file: [last] for file, last in held.items()}, []
        self._count, self._since = 0, monotonic()


def settle(ledger: Ledger, files: Iterable[int]) -> Reading:
    """Take what was read out of the ledger: every report with a name of its own, a report for the second time as a duplicate."""
    first: dict[str, Kept] = {}
    inputs: list[Input] = []
    for one in (kept for file in files for kept in ledger.kept(file)):
        if one.report is None:
            inputs.append(one.input)
            continue
        earlier = first.setdefault(one.report.id, one)
        same = earlier is not one
        inputs.append(
            replace(
                one.input, state="duplicate", reason=f"the same report as {earlier.input.locator}", code="duplicate"
            )
            if same
            else one.input
        )
    reports = {identity: one.report for identity, one in first.items() if one.report}
    names = _unique_names({identity: report.name for identity, report in reports.items()})
    named = tuple(replace(report, name=names[identity]) for identity, report in reports.items())
    return Reading(named, tuple(inputs))


def _unique_names(names: dict[str, str]) -> dict[str, str]:
    """Give each report a name of its own: of several with one name the smallest digest keeps it, in any order of files."""
    taken = set(names.values())
    chosen: dict[str, str] = {}
    last: dict[str, int] = {}
    for name, identity in sorted((name, identity) for identity, name in names.items()):
        unique, number = name, last.get(name, 0) + 1
        if number > 1:
            while (unique := f"{name}-{number}") in taken:
                number += 1
            taken.add(unique)
        last[name] = number
        chosen[identity] = unique
    return chosen
