"""Packed files (gzip, zstd, bzip2, xz): what is in them, read as if it lay there unpacked."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO, cast

from onrecord.model import Input
from onrecord.read.ahead import Ahead
from onrecord.read.fields import Offered
from onrecord.read.files import Unreadable
from onrecord.read.formats.archives import archive_format, read_archive
from onrecord.read.formats.web_records import Warc
from onrecord.read.inflate import Members, Rubbish, Unpacked
from onrecord.read.recognise import recognise
from onrecord.read.source import Source

Given = Offered | Input | Source
_ENDINGS = {
    ".gz": "",
    ".gzip": "",
    ".tgz": ".tar",
    ".zst": "",
    ".zstd": "",
    ".tzst": ".tar",
    ".bz2": "",
    ".tbz2": ".tar",
    ".xz": "",
    ".txz": ".tar",
}
# Formats that are one report a file: of a file cut in the middle, that report has lost its end. Others find for themselves what is cut.
_ONE_REPORT = {"text", "markdown", "html", "mail", "pdf", "docx"}
# How a zstd file begins that has a dictionary for its members: only web archives have one.
_DICTIONARY = b"\x5d\x2a\x4d\x18"
# Packed archives of which each record is a member for itself, so that damage to one leaves the others whole.
_BY_MEMBERS = {"gzip", "zstd"}


def read_gzip(source: Source) -> Iterator[Given]:
    """Give what a gzip file holds."""
    return _read(source, "gzip")


def read_zstd(source: Source) -> Iterator[Given]:
    """Give what a zstd file holds."""
    return _read(source, "zstd")


def read_bzip2(source: Source) -> Iterator[Given]:
    """Give what a bzip2 file holds."""
    return _read(source, "bzip2")


def read_xz(source: Source) -> Iterator[Given]:
    """Give what an xz file holds."""
    return _read(source, "xz")


def _read(source: Source, kind: str) -> Iterator[Given]:
    """Give the one thing that is packed; of a damaged file what could be unpacked, and then say what is wrong with it."""
    form = archive_format(_first(source.sample, kind))
    if source.sample.startswith(_DICTIONARY):
        form = Warc()
    if form and kind in _BY_MEMBERS:
        yield from read_archive(source, form, kind)
        return
    ahead = Ahead(cast(BinaryIO, Unpacked(Members(source.stream, kind))))
    if ahead.fault and (ahead.fault.code == "bomb" or not ahead.data):
        raise ahead.fault
    member = source.member(source.locator, _unpacked_name(source.name), ahead.stream, size=ahead.size)
    if ahead.fault:
        member.flags = (*member.flags, *damage_flags(member, ahead.fault))
    yield member
    if ahead.fault:
        reason = f"{ahead.fault}; what could be unpacked was read"
        yield Input(source.locator, "rejected", reason, code=ahead.fault.code, offset=source.offset)


def _first(sample: bytes, kind: str) -> bytes:
    """Unpack the first bytes of a packed sample."""
    try:
        members = Members(BytesIO(sample), kind)
        return members.read(512) if members.next() else b""
    except Unreadable:
        return b""


def _unpacked_name(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    instead = _ENDINGS.get(dot + ending.lower())
    return name if instead is None or not stem else stem + instead


def damage_flags(member: Source, fault: Unreadable) -> tuple[str, ...]:
    """Say what a reader must know of reports out of a damaged file: a cut is felt by a single report only, altered bytes by any."""
    if isinstance(fault, Rubbish):
        return ()
    if fault.code != "truncated":
        return ("damaged",)
    try:
        return ("partial",) if recognise(member) in _ONE_REPORT else ()
    except Unreadable:
        return ()
