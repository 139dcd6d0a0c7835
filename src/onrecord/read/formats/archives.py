"""Web archives (WARC and ARC, plain or packed): every page, text, feed and document that a crawler brought home."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from onrecord.model import Input
from onrecord.read.fields import Field, Offered, bare_name
from onrecord.read.files import LARGEST_TEXT, Unreadable
from onrecord.read.formats.digests import has_its_digest
from onrecord.read.formats.http import Answer, body_of, is_proved
from onrecord.read.formats.pages import DATA, is_data, look_at, suffix_of
from onrecord.read.formats.passing import PassedOver, wordless
from onrecord.read.formats.units import units
from onrecord.read.formats.web_records import Arc, Fault, Format, Record, Warc, records
from onrecord.read.recognise import web_archive
from onrecord.read.source import DEEPEST, Source
from onrecord.read.window import Window

Given = Offered | Input | Source

# Altered bytes may unpack to wrong words for long before an error or the checksum at the end shows it. A packed member is looked through so
# far ahead of the record in hand: nearly always to its end, since tools pack each record for itself.
SUSPECT = 1 << 24


def read_warc(source: Source) -> Iterator[Given]:
    """Give every page of a WARC file."""
    return read_archive(source, Warc(), None)


def read_arc(source: Source) -> Iterator[Given]:
    """Give every page of an ARC file."""
    return read_archive(source, Arc(), None)


def archive_format(sample: bytes) -> Format | None:
    """Say which kind of web archive begins with these bytes; None for anything else."""
    kind = web_archive(sample)
    return Warc() if kind == "warc" else Arc() if kind == "arc" else None


def read_archive(source: Source, form: Format, packing: str | None) -> Iterator[Given]:
    """Give every page of an archive, in its order, and say what else stands in it; a damaged record costs nothing but itself.

    `packing` is how the archive is packed (gzip, zstd); `source` is then the packed file.
    """
    if source.depth >= DEEPEST:
        raise Unreadable(f"archives are nested in it more than {DEEPEST} deep; unpack them first", "too-deep")
    return _Archive(source, form, packing).read()


# Headers that say that not all of a page is in its record: the crawler cut it, or went on in another record.
_SHORTENED = {"warc-truncated", "warc-segment-number"}


class _Archive:
    """One archive that is being read: how many records it had so far, and what was passed over."""

    def __init__(self, source: Source, form: Format, packing: str | None) -> None:
        self._source, self._form, self._packing = source, form, packing
        self._passed, self._number = PassedOver(source.locator), 0
        self._refused = self._begins = 0
        self._damaged = False

    def read(self) -> Iterator[Given]:
        """Give all that it holds."""
        for unit, begins in units(self._source, self._form, self._packing):
            self._begins = begins
            if isinstance(unit, Window):
                yield from self._unit(unit)
            else:
                yield self._damage(unit)
        if not self._number:
            raise Unreadable("it holds no records", "empty")
        yield from self._passed.told()

    def _unit(self, unit: Window) -> Iterator[Given]:
        """Give the records of a stretch; when it could not be read to its end, the last of them is what the damage fell on."""
        refused = self._refused
        for one in records(unit, self._form):
            self._number += 1
            refused = self._refused
            unit.look_ahead(SUSPECT if self._packing else 0)
            at_end = unit.fault if unit.is_at_end else None
            self._damaged = unit.fault is not None and unit.fault.code != "truncated"
            if isinstance(one, Fault):
                yield self._refuse(at_end or Unreadable(one.reason, one.code), one.start)
            elif at_end and at_end.code != "truncated":
                yield self._refuse(at_end, one.start)
            else:
                yield from self._record(one)
        if unit.fault and refused == self._refused:
            yield self._damage(unit.fault)

    def _record(self, record: Record) -> Iterator[Given]:
        """Give the page of a record, or count it among what was passed over, and say when bytes of it are missing."""
        whole = record.whole
        try:
            held: Answer | Source | str = look_at(record)
            if isinstance(held, Answer):
                whole = whole or is_proved(held)
                held = self._page(record, held, whole)
            yield from [held] if isinstance(held, Source) else self._passed.add(held)
        except Unreadable as reason:
            yield self._refuse(reason, record.start)
            return
        if not whole and record.held < record.length:  # where it is longer than it says, what follows tells
            sizes = f"it has {record.held:,} bytes and says {record.length:,}"
            short = Unreadable(f"the record is cut or its length is wrong: {sizes}", "truncated")
            yield self._refuse(short, record.start)

    def _page(self, record: Record, answer: Answer, whole: bool) -> Source | str:
        """Give the page that a web server answered with, or say what it is instead. Raises Unreadable when it cannot be unpacked."""
        if record.large:
            raise Unreadable(f"it is larger than {LARGEST_TEXT // 1_000_000} MB, too large for one report", "too-large")
        body, complete = body_of(answer)
        complete = complete and whole
        kind = wordless(body) if complete else None
        partial = not complete or answer.status == 206 or bool(_SHORTENED & record.headers.keys())
        url = record.headers.get("warc-target-uri", "").strip("<> ")
        page = self._source.member(
            self._locator(),
            f"{bare_name(self._source.name)}-{self._number}{suffix_of(answer.type)}",
            BytesIO(body),
            size=len(body),
            given={"url": Field("WARC-Target-URI", url)} if url else None,
            offset=self._offset(record.start),
            encoding=answer.charset,
            flags=_flags(partial, has_its_digest(record, body), self._damaged),
        )
        return kind or (DATA if is_data(answer, page, body) else page)

    def _damage(self, fault: Unreadable) -> Input:
        self._number += 1
        return self._refuse(fault, 0)

    def _refuse(self, fault: Unreadable, start: int) -> Input:
        self._refused += 1
        return Input(self._locator(), "rejected", str(fault), code=fault.code, offset=self._offset(start))

    def _locator(self) -> str:
        return f"{self._source.locator}:{self._number}"

    def _offset(self, start: int) -> int | None:
        """Give the byte of the file where a record, or the packed member it lies in, begins; inside other archives that means nothing."""
        if self._source.depth:
            return self._source.offset
        return self._begins if self._packing else start


def _flags(partial: bool, sound: bool | None, damaged: bool) -> tuple[str, ...]:
    """Mark a page that lost its end, that is not what the crawler wrote, or that stands near damage without a digest to clear it."""
    found = {"partial": partial, "digest-mismatch": sound is False, "damaged": damaged and sound is None}
    return tuple(flag for flag, holds in found.items() if holds)
