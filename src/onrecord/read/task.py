"""One file, read in a process of its own: bytes in, messages out. Nothing here may be trusted not to hang or to crash."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import BinaryIO, cast

import msgspec
from msgspec import Struct, field

from onrecord.model import Input, Report
from onrecord.read.fields import Field, Offered
from onrecord.read.files import Unreadable, open_regular
from onrecord.read.opening import Alive, Closed, Found, Key, Opened, Plan, open_source
from onrecord.read.reports import make_report
from onrecord.read.source import Asked, Source

NO_WORDS = "it holds no words"


class Job(Struct, frozen=True):
    """A file to read and how: what the user asked for, what is known of it (from a web server, say), what was done of it before."""

    path: str
    locator: str
    asked: Asked
    plan: Plan = field(default_factory=Plan)
    given: Mapping[str, Field] = field(default_factory=dict)
    encoding: str | None = None


class OpenedAt(Struct, frozen=True, tag="opened"):
    """A thing in the file is being looked at from here on."""

    key: Key


class ClosedAt(Struct, frozen=True, tag="closed"):
    """All of a thing has been told."""

    key: Key


class Told(Struct, frozen=True, tag="told"):
    """What became of one thing, with the report it holds or the bytes to keep aside."""

    key: Key
    input: Input
    report: Report | None = None
    payload: bytes | None = None


class AliveStill(Struct, frozen=True, tag="alive"):
    """Nothing new, but work goes on."""


Message = OpenedAt | ClosedAt | Told | AliveStill

_JOB = msgspec.msgpack.Decoder(Job)
_MESSAGE = msgspec.msgpack.Decoder(Message)
_ENCODER = msgspec.msgpack.Encoder()


def encode_job(job: Job) -> bytes:
    """Pack a job for the process that does it."""
    return _ENCODER.encode(job)


def decode_message(payload: bytes) -> Message:
    """Unpack what that process said."""
    return cast(Message, _MESSAGE.decode(payload))


def work(job: bytes) -> Iterator[bytes]:
    """Read one file and tell everything found in it, piece by piece (see `onrecord.workers`)."""
    return map(_ENCODER.encode, read_file(_JOB.decode(job)))


def read_file(job: Job) -> Iterator[Message]:
    """Read one file and tell everything found in it; what cannot be used is told with its reason."""
    try:
        with os.fdopen(open_regular(job.path), "rb") as stream:
            yield from _tell(job, stream)
    except Unreadable as reason:
        yield Told((0,), Input(job.locator, "rejected", str(reason), code=reason.code))
    except OSError as error:
        why = error.strerror or type(error).__name__
        yield Told((0,), Input(job.locator, "rejected", f"it could not be read to its end ({why})", code="unreadable"))


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
        return Told(key, msgspec.structs.replace(known, state="rejected", reason=NO_WORDS, code="no-words"))
    report = make_report(what)
    return Told(key, msgspec.structs.replace(known, report=report.id), report)
