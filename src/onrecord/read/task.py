"""One file, read in a process of its own: bytes in, messages out. Nothing here may be trusted not to hang or to crash."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import BinaryIO, cast

import msgspec
from msgspec import Struct, field
from msgspec.structs import replace

from onrecord.model import Input, Report
from onrecord.read.fields import Field, Offered
from onrecord.read.files import Unreadable, open_regular
from onrecord.read.opening import Alive, Closed, Found, Key, Opened, Plan, open_source
from onrecord.read.reports import make_report
from onrecord.read.source import Asked, Source

NO_WORDS = "it holds no words"
CHANGED = "it was changed while it was being read; run the same command again"

# What tells one state of a file from another without reading it: its number on the disk, its size, when it was written.
Stamp = tuple[int, int, int]


class Job(Struct, frozen=True):
    """A file to read and how: what the user asked for, what is known of it (from a web server, say), what was done of it before.

    `stamp` is that of the bytes whose digest was taken: what is read must be the same. None where that does not matter.
    """

    path: str
    locator: str
    asked: Asked
    plan: Plan = field(default_factory=Plan)
    given: Mapping[str, Field] = field(default_factory=dict)
    encoding: str | None = None
    stamp: Stamp | None = None


class OpenedAt(Struct, frozen=True, tag="opened"):
    """A thing in the file is being looked at from here on."""

    key: Key


class ClosedAt(Struct, frozen=True, tag="closed"):
    """All of a thing has been told."""

    key: Key


class Told(Struct, frozen=True, tag="told"):
    """What became of one thing, with the report it holds or the bytes to keep aside.

    `stated` is what the input stated as title, outlet, date and address of a report: the name of the report can be worked out again.
    """

    key: Key
    input: Input
    report: Report | None = None
    payload: bytes | None = None
    stated: tuple[str | None, str | None, str | None, str | None] = (None, None, None, None)


class AliveStill(Struct, frozen=True, tag="alive"):
    """Nothing new, but work goes on."""


class NotInForm(Exception):
    """What a worker said is not in the agreed form."""


Message = OpenedAt | ClosedAt | Told | AliveStill

_END = ClosedAt(())

_JOB = msgspec.msgpack.Decoder(Job)
_MESSAGE = msgspec.msgpack.Decoder(Message)
_ENCODER = msgspec.msgpack.Encoder()


def encode_job(job: Job) -> bytes:
    """Pack a job for the process that does it. A path is written byte by byte: names of files need not be text."""
    return _ENCODER.encode(replace(job, path=os.fsencode(job.path).decode("latin-1")))


def decode_message(payload: bytes) -> Message:
    """Unpack what that process said. Raises NotInForm."""
    try:
        return cast(Message, _MESSAGE.decode(payload))
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise NotInForm(str(error)) from error


def work(job: bytes) -> Iterator[bytes]:
    """Read one file and tell everything found in it, piece by piece (see `onrecord.workers`)."""
    unpacked = _JOB.decode(job)
    return map(_ENCODER.encode, read_file(replace(unpacked, path=os.fsdecode(unpacked.path.encode("latin-1")))))


def read_file(job: Job) -> Iterator[Message]:
    """Read one file and tell everything found in it; what cannot be used is told with its reason. The last word is that it is closed."""
    after = job.plan.after
    if after == ():
        return
    try:
        with os.fdopen(open_regular(job.path), "rb") as stream:
            _must_be_as_it_was(stream, job.stamp)
            for message in _tell(job, stream):
                after = message.key if isinstance(message, Told) else after
                if message != _END:
                    yield message
            _must_be_as_it_was(stream, job.stamp)
    except Unreadable as reason:
        yield Told(behind(after), Input(job.locator, "rejected", str(reason), code=reason.code))
    except OSError as error:
        why = error.strerror or type(error).__name__
        what = Input(job.locator, "rejected", f"it could not be read to its end ({why})", code="unreadable")
        yield Told(behind(after), what)
    yield _END


def stamp_of(stream: BinaryIO) -> Stamp:
    """Give the stamp of an open file."""
    status = os.fstat(stream.fileno())
    return status.st_ino, status.st_size, status.st_mtime_ns


def _must_be_as_it_was(stream: BinaryIO, stamp: Stamp | None) -> None:
    """Raise Unreadable when an open file is no longer what its digest was taken of."""
    if stamp not in (None, stamp_of(stream)):
        raise Unreadable(CHANGED, "changed")


def behind(after: Key | None) -> Key:
    """Give the place of what is told of a whole file when all up to `after` was told before: that must not be written over."""
    return (after[0] + 1,) if after else (0,)


def _tell(job: Job, stream: BinaryIO) -> Iterator[Message]:
    name = job.locator.rsplit("/", 1)[-1]
    size = os.fstat(stream.fileno()).st_size
    source = Source(
        job.locator, name, stream, size=size, asked=job.asked, given=job.given, offset=0, encoding=job.encoding
    )
    for event in open_source(source, job.plan):
        match event:
            case Opened(key):
                yield OpenedAt(key)
            case Closed(key):
                yield ClosedAt(key)
            case Found(key, what, payload):
                yield _settled(key, what, payload)
            case Alive():
                yield AliveStill()


def _settled(key: Key, what: Offered | Input, payload: bytes | None) -> Told:
    """Make the report that an input offers, or say why there is none."""
    if isinstance(what, Input):
        return Told(key, what, None, payload)
    known = Input(what.locator, "stored", offset=what.offset, format=what.format, digest=what.digest)
    if not any(character.isalnum() for character in what.text):
        return Told(key, replace(known, state="rejected", reason=NO_WORDS, code="no-words"))
    report = make_report(what)
    title, outlet, published, url = (
        stated.value if stated else None for stated in (what.title, what.outlet, what.published, what.url)
    )
    return Told(key, replace(known, report=report.id), report, stated=(title, outlet, published, url))
