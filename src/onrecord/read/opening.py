"""What a file holds, thing by thing, whatever its format and however many archives lie around it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from importlib import import_module
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from onrecord.model import Input
from onrecord.read.fields import Offered
from onrecord.read.files import LARGEST_TEXT, Unreadable
from onrecord.read.recognise import recognise
from onrecord.read.source import Source

# What a reader of one format gives: reports, refusals, and things that must be looked at for themselves.
Given = Offered | Input | Source
Reader = Callable[[Source], Iterator[Given]]

# The reader of each format, imported when the first file of that format comes.
READERS = {
    "text": "onrecord.read.formats.text:read_text",
    "markdown": "onrecord.read.formats.markdown:read_markdown",
    "html": "onrecord.read.formats.html:read_html",
    "json": "onrecord.read.formats.records:read_json",
    "csv": "onrecord.read.formats.tables:read_csv",
    "parquet": "onrecord.read.formats.tables:read_parquet",
    "feed": "onrecord.read.formats.feeds:read_feed",
    "mail": "onrecord.read.formats.mail:read_mail",
    "pdf": "onrecord.read.formats.documents:read_pdf",
    "docx": "onrecord.read.formats.documents:read_docx",
    "warc": "onrecord.read.formats.archives:read_warc",
    "arc": "onrecord.read.formats.archives:read_arc",
    "gzip": "onrecord.read.formats.packed:read_gzip",
    "zstd": "onrecord.read.formats.packed:read_zstd",
    "bzip2": "onrecord.read.formats.packed:read_bzip2",
    "xz": "onrecord.read.formats.packed:read_xz",
    "zip": "onrecord.read.formats.folders:read_zip",
    "tar": "onrecord.read.formats.folders:read_tar",
}

DEGRADED = "degraded"
# So many refusals of one kind in a row are told one by one; after that so many at a time by their count. (A table that is none gives
# a refusal for every line, and there may be millions of lines.)
MOST_ALIKE, FLOOD = 1_000, 10_000
# Going on with a large archive, so many things are passed over before the next sign of life: some tenths of a second.
SIGN_OF_LIFE = 1_000

# The place of a thing in its file: the number of each thing on the way to it. () is the file itself.
Key = tuple[int, ...]


class Opened(Struct, frozen=True):
    """A thing is being looked at from here on, until `Closed` comes for it."""

    key: Key
    locator: str


class Closed(Struct, frozen=True):
    """All of a thing has been given."""

    key: Key


class Found(Struct, frozen=True):
    """A report or a refusal, with its place in the file; `payload` are the bytes of a thing that is to be quarantined."""

    key: Key
    what: Offered | Input
    payload: bytes | None = None


class Alive(Struct, frozen=True):
    """Nothing new, but work goes on: things that were given before are being passed over."""


Event = Opened | Closed | Found | Alive


class Plan(Struct, frozen=True):
    """How to go on with a file that was begun before.

    What comes up to `after` was given already; the things in `careful` are read the plain way, and so is all that begins behind `after`
    and before `plain_before`; those in `dropped` are not read at all, and the reason says what happened when they were.
    """

    after: Key | None = None
    careful: frozenset[Key] = frozenset()
    dropped: Mapping[Key, tuple[str, str]] = field(default_factory=dict)
    plain_before: Key | None = None

    def is_plain(self, key: Key) -> bool:
        """Say whether a thing is to be read the plain way."""
        if key in self.careful:
            return True
        return self.plain_before is not None and key < self.plain_before and (self.after is None or key > self.after)


def open_source(source: Source, plan: Plan | None = None) -> Iterator[Event]:
    """Give all that a source holds, depth first, each with its place.

    What is wrong with a thing becomes a rejected input and costs nothing but that thing. A fault of a reader itself is raised: whoever
    asked tries again with another plan.
    """
    plan = plan or Plan()
    return iter(()) if plan.after == () else _open(source, (), plan)  # (): the end of the file itself was told


def _open(source: Source, key: Key, plan: Plan) -> Iterator[Event]:
    yield Opened(key, source.locator)
    source.careful = source.careful or plan.is_plain(key)
    number = -1
    try:
        if key in plan.dropped:
            raise Quarantined(*plan.dropped[key])
        for number, given in _folded(_reader(source)(source)):
            here = (*key, number)
            if _is_done(here, plan.after):
                if number % SIGN_OF_LIFE == 0:
                    yield Alive()
                continue
            if isinstance(given, Source):
                yield from _open(given, here, plan)
            else:
                yield Found(here, _told(given, source))
        if number < 0:  # a table with a first row and no other: even that is told
            raise Unreadable("there is nothing in it that could be a report", "empty")
    except Unreadable as reason:
        here = (*key, _last_given(key, number, plan) + 1)
        if not _is_done(here, plan.after):
            yield Found(here, *_refused(source, reason))
    yield Closed(key)


def _last_given(key: Key, number: int, plan: Plan) -> int:
    """Give the number of the last thing that a container gave when it is given up: an earlier try may have come further than this one.

    One that gave its last thing just here was given up here before, and that was told.
    """
    after = plan.after or ()
    if len(after) <= len(key) or after[: len(key)] != key:
        return number
    further = after[len(key)]
    came_further = key in plan.dropped or len(after) > len(key) + 1 or number + 1 < further
    return max(number, further) if came_further else number


def _folded(given: Iterator[Given]) -> Iterator[tuple[int, Given]]:
    """Number what a reader gives, and tell a flood of refusals of one kind in a row by their count, so that it drowns nothing."""
    alike, flood, code, number = 0, [], "", -1
    try:
        for number, one in enumerate(given):
            alike = alike + 1 if isinstance(one, Input) and one.code == code else 0
            code = one.code if isinstance(one, Input) else ""
            if isinstance(one, Input) and alike >= MOST_ALIKE:
                flood.append(one)
                if len(flood) < FLOOD:
                    continue
            elif not flood:
                yield number, one
                continue
            yield (number if alike else number - 1), _flood(flood)
            flood = []
            if not alike:
                yield number, one
    except Unreadable:
        if flood:  # what came before the reader gave up counts
            yield number, _flood(flood)
        raise
    if flood:
        yield number, _flood(flood)


def _flood(flood: list[Input]) -> Input:
    """Tell many refusals as one."""
    first, last = flood[0], flood[-1]
    reason = (
        f"{first.reason} (and {len(flood) - 1:,} more of the same kind, up to {last.locator})"
        if flood[1:]
        else first.reason
    )
    return replace(first, reason=reason)


class Quarantined(Unreadable):
    """A thing that failed each time it was read is kept aside."""


def _refused(source: Source, reason: Unreadable) -> tuple[Input, bytes | None]:
    """Say why a thing could not be read; the bytes of one that is quarantined go along, as far as they can be had."""
    payload, state = None, "rejected"
    if isinstance(reason, Quarantined):
        state = "quarantined"
        with suppress(Exception):
            payload = source.first(LARGEST_TEXT)
    what = Input(
        source.locator,
        state,  # type: ignore[arg-type]
        str(reason),
        code=reason.code,
        offset=source.offset,
        format=source.format,
        digest=source.digest,
    )
    return what, payload


def _told(given: Offered | Input, source: Source) -> Offered | Input:
    """Add to a report or a refusal what its source knows of it: the flags, the digest of the bytes, where they began."""
    flags = (*source.flags, DEGRADED) if source.careful else source.flags
    changes: dict[str, Any] = {}
    if isinstance(given, Offered) and not set(flags) <= set(given.flags):
        changes["flags"] = tuple(dict.fromkeys((*given.flags, *flags)))
    if given.digest is None and source.digest:
        changes["digest"] = source.digest
    if given.offset is None and source.offset is not None:
        changes["offset"] = source.offset
    return replace(given, **changes) if changes else given


def _is_done(key: Key, after: Key | None) -> bool:
    """Say whether this was given before: all that comes before `after`, but for the things that `after` itself lies in."""
    return after is not None and key <= after and (key == after or after[: len(key)] != key)


def _reader(source: Source) -> Reader:
    source.format = source.format or recognise(source)
    module, function = READERS[source.format].split(":")
    return getattr(import_module(module), function)  # type: ignore[no-any-return]
