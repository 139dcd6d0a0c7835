"""A stream of bytes of which those ahead can be looked at, and of those behind so many as were agreed taken back."""

from __future__ import annotations

from collections.abc import Callable

from onrecord.patterns import Pattern
from onrecord.read.files import Unreadable

# How many bytes are asked for at a time.
PIECE = 1 << 16


class Window:
    """The bytes of a stream around the place that is being read. `kept` bytes behind it are at hand to go back to.

    While `anchor` is a place, all from there on is kept. A stream that cannot be read on ends there; `fault` then says why.
    """

    def __init__(self, read: Callable[[int], bytes], kept: int = 0) -> None:
        self._read, self._kept = read, kept
        self._bytes = bytearray()
        self._start = self._at = 0
        self._ended = False
        self.anchor: int | None = None
        self.fault: Unreadable | None = None

    @property
    def position(self) -> int:
        """Give the number of bytes between the beginning of the stream and here."""
        return self._start + self._at

    @property
    def is_at_end(self) -> bool:
        """Say whether nothing is left, or nothing but what parts records and fills tapes (empty lines, zeros)."""
        return not self.peek(1 << 12).strip(b"\r\n\x00 \t")

    def peek(self, size: int) -> bytes:
        """Show the next bytes without taking them; fewer than `size` only at the end."""
        self.look_ahead(size)
        return bytes(self._bytes[self._at : self._at + size])

    def look_ahead(self, size: int) -> None:
        """Have so many bytes at hand, and know of a fault among them."""
        while len(self._bytes) - self._at < size and self._more():
            pass

    def take(self, size: int) -> bytes:
        """Take the next bytes; fewer than `size` only at the end."""
        taken = self.peek(size)
        self._at += len(taken)
        return taken

    def skip(self, size: int) -> int:
        """Pass over so many bytes, however many, and say how many there were."""
        passed = 0
        while passed < size and (piece := self.take(min(size - passed, PIECE))):
            passed += len(piece)
        return passed

    def ends_with(self, mark: bytes) -> bool:
        """Say whether the bytes just before this place are these; so many must have been kept."""
        return self._at >= len(mark) and self._bytes[self._at - len(mark) : self._at] == mark

    def back_to(self, position: int) -> None:
        """Go back to an earlier place, or as near to it as the kept bytes reach."""
        self._at = max(position - self._start, 0)

    def seek(self, mark: bytes | Pattern[bytes], longest: int = 16) -> bool:
        """Go to the next place where the mark stands, of at most `longest` bytes; False when it does not come before the end."""
        while True:
            ahead = self.peek(PIECE)
            place = _place(mark, ahead)
            if place >= 0:
                self._at += place
                return True
            if len(ahead) < PIECE:
                self._at += len(ahead)
                return False
            self._at += PIECE - longest

    def _more(self) -> bool:
        if self._ended:
            return False
        self._let_go()
        try:
            piece = self._read(PIECE)
        except Unreadable as reason:
            piece, self.fault = b"", reason
        self._bytes += piece
        self._ended = not piece
        return bool(piece)

    def _let_go(self) -> None:
        """Forget what lies too far behind, but only when it is more than half, so that the cost stays linear."""
        gone = self._at - self._kept
        if self.anchor is not None:
            gone = min(gone, self.anchor - self._start)
        if gone > PIECE and 2 * gone > len(self._bytes):
            del self._bytes[:gone]
            self._start, self._at = self._start + gone, self._at - gone


def _place(mark: bytes | Pattern[bytes], ahead: bytes) -> int:
    if isinstance(mark, bytes):
        return ahead.find(mark)
    found = mark.search(ahead)
    return found.start() if found else -1
