"""The parts of a web archive that stand or fall alone: each packed member that begins with a record, or the whole of a plain file."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from onrecord.read.files import Unreadable
from onrecord.read.formats.http import LONGEST_HEAD
from onrecord.read.formats.web_records import Format
from onrecord.read.inflate import Members, altered
from onrecord.read.source import Source
from onrecord.read.window import Window

# How far a record that is being read may be gone back: its headers, and what follows it. Its content is kept by itself.
_NEAR = 4 * LONGEST_HEAD
# How much of a member is looked at to see whether it begins with a record.
_FIRST = 8_192


class PackedUnits:
    """The units of a packed archive. A record that runs over several members, as some tools write them, keeps these together."""

    def __init__(self, members: Members, form: Format) -> None:
        self._members, self._form = members, form
        self._first = b""
        self._fault: Unreadable | None = None
        self._late: Unreadable | None = None
        self._more = self._ended = False

    def __iter__(self) -> Iterator[tuple[Window | Unreadable, int]]:
        """Give each unit, or why there is none, with the byte of the packed file where it begins.

        A unit must have been read to its end, or to its fault, before the next is asked for.
        """
        self._go_on(self._members.next)
        while self._more or self._fault:
            begins = self._members.begins
            if self._fault:
                yield self._fault, begins
                self._resume()
                continue
            self._ended = False
            window = Window(self._read, _NEAR)
            yield window, begins

    def _read(self, size: int) -> bytes:
        """Unpack on, up to the member that begins with the next record. Raises Unreadable at damage."""
        while not self._ended:
            piece, self._first = self._first, b""
            try:
                if not piece and self._late:
                    raise self._late
                piece = piece or self._members.read(size)
            except Unreadable as reason:
                raise self._after(reason) from reason
            if piece:
                return piece
            self._go_on(self._members.next)
            self._ended = not self._more or self._form.begins(self._first)
        return b""

    def _resume(self) -> None:
        """After damage, go to the next member that begins with a record."""
        self._go_on(lambda: self._members.look_for(self._form.begins, _FIRST))

    def _after(self, reason: Unreadable) -> Unreadable:
        """Go on after damage. A member that seemed cut and yet has another behind it was altered, so that its end was not seen."""
        self._ended = True
        self._resume()
        return altered() if reason.code == "truncated" and self._more else reason

    def _go_on(self, step: Callable[[], bool]) -> None:
        """Go to another member and look at its first bytes; damage behind them is told when they have been read."""
        self._fault, self._late, self._first = None, None, b""
        try:
            self._more = step()
        except Unreadable as reason:
            self._more, self._fault = False, reason
            return
        try:
            while self._more and len(self._first) < _FIRST and (piece := self._members.read(_FIRST)):
                self._first += piece
        except Unreadable as reason:
            self._late = reason
            if not self._form.begins(self._first):
                self._more, self._fault = False, reason


def units(source: Source, form: Format, packing: str | None) -> Iterator[tuple[Window | Unreadable, int]]:
    """Give the units of an archive, or why there is none, with the byte where each begins."""
    if packing is None:
        yield Window(source.stream.read, _NEAR), 0
    else:
        yield from PackedUnits(Members(source.stream, packing), form)
