"""The records of a web archive, one after the other: where each begins and ends, and how to go on after one that is damaged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from msgspec import Struct

from onrecord.patterns import pattern_of_bytes
from onrecord.read.files import LARGEST_TEXT, Unreadable
from onrecord.read.formats.http import LONGEST_HEAD, parse_headers, split_head
from onrecord.read.window import Window

# The largest record that is looked into: a page of the largest size, and its headers. What is larger is passed over unread.
LARGEST_RECORD = LARGEST_TEXT + LONGEST_HEAD
# What may stand between two records: the lines that part them, and the zeros of a tape.
# What stands behind a record whose length is right, whatever follows.
_LINE_ENDS = (b"\r", b"\n", b"")
_BLANK = b"\r\n\x00 \t"

# So much rubbish is passed over before something is said: a second of work at worst.
MOST_PASSED = 1 << 22
# By so many bytes the beginning of a record can be told.
_REACH = 1 << 13


class Record(Struct, frozen=True):
    """One record: its headers under the names of WARC in lower case, and its content.

    `start` is the byte of its stretch where it begins, `length` what its headers say of its size, `held` how much of that is there;
    `whole` says that the two agree. A record larger than `LARGEST_RECORD` shows the first bytes of its content only.
    """

    start: int
    headers: Mapping[str, str]
    block: bytes
    length: int
    held: int
    whole: bool = True

    @property
    def large(self) -> bool:
        """Say whether it is too large to be looked into."""
        return self.length > LARGEST_RECORD and len(self.block) < self.held


class Fault(Struct, frozen=True):
    """A stretch of an archive that is no record."""

    start: int
    reason: str
    code: str = "malformed"


class Format(Protocol):
    """How records of one kind of archive begin."""

    @property
    def name(self) -> str:
        """Give the name of the kind."""

    def begins(self, ahead: bytes) -> bool:
        """Say whether a record begins with these bytes."""

    def find(self, block: bytes) -> int:
        """Give the place of the first record that begins in a stretch of bytes; -1 when none does."""

    def head(self, window: Window) -> tuple[Mapping[str, str], int]:
        """Take the headers of the record that begins here, and give them with the length of its content. Raises Unreadable."""


class Warc:
    """Records that begin with `WARC/1.0` and headers (ISO 28500)."""

    name = "WARC"
    # What opens a record wherever it stands: the version, and a header with a name on the next line.
    _START = pattern_of_bytes(rb"WARC/[0-9]\.[0-9]{1,2}[ \t]{0,8}\r?\n(?=[A-Za-z][A-Za-z-]{1,40}:)")

    def begins(self, ahead: bytes) -> bool:
        """Say whether a record begins with these bytes."""
        return self._START.match(ahead) is not None

    def find(self, block: bytes) -> int:
        """Give the place of the first record that begins in a stretch of bytes; -1 when none does."""
        found = self._START.search(block)
        return found.start() if found else -1

    def head(self, window: Window) -> tuple[Mapping[str, str], int]:
        """Take the headers of the record that begins here, and give them with the length of its content. Raises Unreadable."""
        ahead = window.peek(_REACH)
        parts = split_head(ahead)
        if parts is None:
            ahead = window.peek(LONGEST_HEAD)
            parts = split_head(ahead)
        if parts is None:
            window.take(1)
            if len(ahead) < LONGEST_HEAD:
                raise Unreadable("its headers are cut", "truncated")
            raise Unreadable(f"its headers do not end within {LONGEST_HEAD:,} bytes")
        head, rest = parts
        if (next_one := self.find(head[1:])) >= 0:
            window.take(next_one + 1)
            raise Unreadable("its headers break off")
        window.take(len(ahead) - len(rest))
        headers = parse_headers(head.partition(b"\n")[2])
        return headers, _number(headers.get("content-length", ""))


class Arc:
    """Records that begin with one line: address, IP address, time, type, length (ARC, versions 1 and 2, of the Internet Archive)."""

    name = "ARC"
    # What addresses in archives begin with. Any word before a colon will not do: `ttp://` is an address that has lost its first letter.
    _SCHEME = pattern_of_bytes(
        rb"(?:https?|ftps?|file|filedesc|dns|whois|ntp|nntp|news|gopher|rtsps?|mms|about|mailto|urn|warcinfo|metadata|screenshot):"
    )
    # How such a line ends, which is the rarer part of it; it is read back from there.
    _END = pattern_of_bytes(rb" [0-9A-Fa-f.:]{2,45} [0-9]{8,20} [^\n]{1,400}\n")
    _STARTS = (b"http://", b"https://", b"ftp://", b"dns:", b"filedesc://")
    _LONGEST_LINE = _REACH

    def begins(self, ahead: bytes) -> bool:
        """Say whether a record begins with these bytes."""
        return self._fields(ahead) is not None

    def find(self, block: bytes) -> int:
        """Give the place of the first record that begins in a stretch of bytes; -1 when none does."""
        for end in self._END.finditer(block):
            for place in self._starts(block, end.start()):
                if self._SCHEME.match(block, place) and self._fields(block[place : place + self._LONGEST_LINE]):
                    return place
        return -1

    def _starts(self, block: bytes, end: int) -> Iterator[int]:
        """Say where a line may begin of which the end is known: at a line's beginning or, where that is lost, at an address."""
        line = block.rfind(b"\n", max(end - self._LONGEST_LINE, 0), end) + 1
        yield line
        yield from (place for start in self._STARTS if (place := block.rfind(start, line, end)) >= 0)

    def head(self, window: Window) -> tuple[Mapping[str, str], int]:
        """Take the headers of the record that begins here, and give them with the length of its content. Raises Unreadable."""
        ahead = window.peek(self._LONGEST_LINE)
        window.take(ahead.find(b"\n") + 1)
        address, kind, length = self._fields(ahead) or (b"", b"", b"")
        headers = {
            "warc-type": "warcinfo" if address.startswith(b"filedesc:") else "response",
            "warc-target-uri": address.decode("utf-8", "replace"),
            "content-type": kind.decode("utf-8", "replace"),
        }
        return headers, _number(length.decode("ascii", "replace"))

    def _fields(self, ahead: bytes) -> tuple[bytes, bytes, bytes] | None:
        """Take the line apart from its end, since addresses may hold spaces; version 2 has five fields more."""
        line, newline, _ = ahead[: self._LONGEST_LINE].partition(b"\n")
        if not newline or not self._SCHEME.match(line):
            return None
        for fields in (5, 10):
            parts = line.rstrip(b"\r").rsplit(b" ", fields - 1)
            if len(parts) == fields and parts[2].isdigit() and 8 <= len(parts[2]) <= 20:
                return parts[0], parts[3], parts[-1]
        return None


def records(window: Window, form: Format) -> Iterator[Record | Fault]:
    """Give the records of a stretch of an archive, and what in it is none."""
    while _pass_blank(window):
        start = window.position
        if not form.begins(window.peek(_REACH)):
            passed = _to_next(window, form)
            yield Fault(start, f"{passed:,} bytes stand here that belong to no record")
            continue
        try:
            headers, length = form.head(window)
        except Unreadable as reason:
            _to_next(window, form)
            yield Fault(start, f"it is a broken {form.name} record: {reason}", reason.code)
        else:
            take = _large if length > LARGEST_RECORD else _record
            record = take(window, form, start, headers, length)
            window.anchor = None
            yield record


def _record(window: Window, form: Format, begins: int, headers: Mapping[str, str], length: int) -> Record:
    """Take the content of a record. Where the length proves false, it ends at the beginning of the next record."""
    start = window.anchor = window.position
    block = window.take(length)
    if len(block) == length and _ends_well(window, form):
        return Record(begins, headers, block, length, length)
    follows = window.peek(1)
    next_one = form.find(block + window.peek(_REACH))
    if not 0 <= next_one < length:
        return Record(begins, headers, block, length, len(block), len(block) == length and follows in _LINE_ENDS)
    window.back_to(start + next_one)
    held = _without_end(block[:next_one])
    return Record(begins, headers, held, length, len(held), False)


def _ends_well(window: Window, form: Format) -> bool:
    """Say whether a record ends here: nothing follows, or the next one does."""
    ahead = window.peek(2 * _REACH).lstrip(_BLANK)
    return not ahead or form.begins(ahead)


def _large(window: Window, form: Format, begins: int, headers: Mapping[str, str], length: int) -> Record:
    """Pass over a record too large to be looked into; when its length is false, it does not take the next ones with it."""
    first, passed = window.peek(min(length, LONGEST_HEAD)), 0
    while passed < length and (piece := window.peek(2 * LONGEST_HEAD)):
        place = form.find(piece)
        if 0 <= place < length - passed:
            window.take(place)
            return Record(begins, headers, first[: passed + place], length, passed + place, False)
        step = len(piece) - LONGEST_HEAD if len(piece) > LONGEST_HEAD else len(piece)
        passed += len(window.take(min(step, length - passed)))
    return Record(begins, headers, first, length, passed, passed == length)


def _pass_blank(window: Window) -> bool:
    """Go on to what follows the blank lines between two records; False at the end."""
    while ahead := window.peek(512):
        left = len(ahead.lstrip(_BLANK))
        window.take(len(ahead) - left)
        if left:
            return True
    return False


def _to_next(window: Window, form: Format) -> int:
    """Go to the beginning of the next record, or on by `MOST_PASSED`, or to the end, and say how many bytes that was."""
    start, size = window.position, 2 * _REACH
    while window.position - start < MOST_PASSED and (piece := window.peek(size)):
        place = form.find(piece)
        if place >= 0:
            window.take(place)
            break
        window.take(len(piece) - _REACH if len(piece) > _REACH else len(piece))
        size = min(2 * size, 2 * LONGEST_HEAD)
    return window.position - start


def _without_end(block: bytes) -> bytes:
    """Cut off the empty lines that part a record from the next one."""
    return block[:-4] if block.endswith(b"\r\n\r\n") else block


def _number(length: str) -> int:
    if not (length.isascii() and length.isdigit() and len(length) < 19):
        raise Unreadable(f"its length is {'missing' if not length else 'no number'}")
    return int(length)
