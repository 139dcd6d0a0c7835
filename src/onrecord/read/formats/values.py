"""JSON values one after another out of a stream that may be far larger than memory, strictly read, each with the byte it begins at."""

from __future__ import annotations

import codecs
import json
import math
from hashlib import sha256
from typing import Any, BinaryIO

from onrecord.patterns import pattern
from onrecord.read.decoding import DOUBTFUL, SAMPLE, decode, is_wide, storable
from onrecord.read.files import LARGEST_TEXT, Unreadable

# One value may be longer than its text: every character may be escaped, and there are other fields.
LONGEST_VALUE = 4 * LARGEST_TEXT
# Objects and lists may lie in each other so deep. Python gives up at a depth that depends on who called; this one is always the same.
DEEPEST_JSON = 200
TOO_LARGE = "it holds a number too large to read"
TOO_DEEP = "its JSON is nested too deeply"
# After a broken entry the next one is looked for. All failed attempts together may read so many times what there is.
MOST_ATTEMPTS = 4
# The window is so wide at first, and a value may break off so near to its end for want of more. The window is narrow because Python
# counts the lines before every error it finds.
_PIECE, _NEAR_END = 1 << 16, 16
_SPACE = pattern(r"[ \t\r\n]*+")
_PAIRS = {"{": "}", "[": "]"}
_SIGNS = pattern(r'["\\{}\[\]]')


class Disliked(Unreadable):
    """A value is refused though its brackets and quotation marks are sound."""


class NotPlain(ValueError):
    """Something that Python's reader accepts and JSON does not, or that two readers would understand differently."""


class Values:
    """Reads values from a stream through a window of its text: `text`, in which `place` is where the next one begins.

    `encoding` and `flags` tell how bytes became text; `everything` is the whole text where it is short enough to be had at once.
    """

    def __init__(self, stream: BinaryIO) -> None:
        start = stream.read(LARGEST_TEXT + 1)
        if len(start) > LARGEST_TEXT and is_wide(start[:SAMPLE]):
            raise Unreadable(
                f"it is UTF-16 or UTF-32 and over {LARGEST_TEXT // 1_000_000} MB; save it as UTF-8", "too-large"
            )
        self._stream = stream if len(start) > LARGEST_TEXT else None
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self.encoding, self.place, self.digest, self.text = "utf-8", 0, "", ""
        self.flags: tuple[str, ...] = ()
        self.everything: str | None = None
        if self._stream is None:
            decoded = decode(start)
            self.encoding, self.flags, self._ahead = decoded.encoding, decoded.flags, decoded.text
            self.everything = decoded.text
            exact = not decoded.flags and b"\x00" not in start
        else:
            self._ahead, exact = self._decoder.decode(start).removeprefix("\ufeff"), False
        self._exact = exact  # else a U+FFFD may stand for any byte
        self._offset: int | None = len(start) - len(_unmarked(start))
        self._taken, self._counted, self._passed, self._failed, self._read = 0, 0, 0, 0, 0

    @property
    def position(self) -> int:
        """Give the number of characters before this place."""
        return self._passed + self.place

    def jump(self, position: int) -> None:
        """Go on to a later place of the whole text."""
        while self._passed + len(self.text) < position and self._more():
            self.place = len(self.text)
        self.place = position - self._passed

    def peek(self) -> str:
        """Pass over white space and show the next character; "" at the end."""
        while True:
            self.place = _after_space(self.text, self.place)
            if self.place < len(self.text):
                return self.text[self.place]
            if not self._more():
                return ""

    def skip(self, character: str) -> bool:
        """Pass over the next character if it is this one."""
        if self.peek() != character:
            return False
        self.place += 1
        return True

    def offset(self) -> int | None:
        """Give the byte of this place; None where broken bytes came before, so that it cannot be counted."""
        if self._offset is not None:
            stretch = self.text[self._counted : self.place]
            broken = not self._exact and "\ufffd" in stretch
            self._offset = None if broken else self._offset + len(stretch.encode(self.encoding, "replace"))
            self._counted = self.place
        return self._offset

    def value(self) -> Any:
        """Read the value that stands here and pass over it. Raises Unreadable, and stays here, when there is none."""
        self.peek()
        while True:
            start = self.place  # another after the window has moved
            try:
                value, end = _DECODER.raw_decode(self.text, start)
            except json.JSONDecodeError as error:
                open_string = error.msg.startswith("Unterminated string")
                if (open_string or error.pos >= len(self.text) - _NEAR_END) and self._more():
                    continue
                self._failed += 1 + (len(error.doc) if open_string else error.pos) - start
                raise _not_json(error, start) from None
            except (RecursionError, ValueError) as error:
                raise _not_plain(error) from None
            if end == len(self.text) and self._more():
                continue
            refuse_depth(self.text, self.place, end)
            written = self.text[self.place : end]
            self.digest = sha256(written.encode(self.encoding, "replace")).hexdigest()
            if (
                self.everything is None
            ):  # read piece by piece, so that only the value itself shows whether bytes were broken
                self.flags = (DOUBTFUL,) if "\ufffd" in written else ()
            self.place = end
            return value

    def skip_entry(self, indent: str | None, well_formed: bool) -> bool:
        """Pass over a broken entry: to where its brackets close, or to the next line that begins with `indent` and a bracket.

        The brackets of an entry that is `well_formed`, only not to our liking, can be trusted; those of another only where entries do not
        stand on lines of their own. Says whether there is something to go on with.
        """
        if self._failed > MOST_ATTEMPTS * self._read + _PIECE:
            return False
        if (well_formed or indent is None) and self._skip_to_closing():
            return True
        if indent is not None and self._skip_to_line("\n" + indent + "{"):
            return True
        return not well_formed and indent is not None and self._skip_to_closing()

    def indent(self) -> str | None:
        """Give the white space between the last newline and this place; None when anything else stands there."""
        start = self.text.rfind("\n", 0, self.place) + 1
        before = self.text[start : self.place]
        return before if start and not before.strip(" \t") else None

    def _skip_to_closing(self) -> bool:
        """Pass over what is in brackets here, if they close and what follows fits."""
        while True:
            end = closing(self.text, self.place)
            after = len(self.text) if end is None else _after_space(self.text, end)
            if after < len(self.text):
                break
            self._failed += after - self.place
            if not self._more():
                break
        if end is None or self.text[after : after + 1] not in ("", ",", "]", "{"):
            self._failed += after - self.place
            return False
        self.place = end
        return True

    def _skip_to_line(self, sign: str) -> bool:
        """Pass over everything up to a sign; stay here when it does not come."""
        start = self.place
        while (found := self.text.find(sign, start)) < 0:
            self._failed += len(self.text) - start
            before = len(self.text) - self.place
            if not self._more():
                return False
            start = max(0, before - len(sign))
        self.place = found + len(sign) - 1
        return True

    def _more(self) -> bool:
        """Widen the window, letting go what was passed over. Says whether anything came."""
        wanted = max(_PIECE, len(self.text) - self.place)
        if len(self.text) - self.place > LONGEST_VALUE:
            return False
        if self._taken >= len(self._ahead) and self._stream is not None:
            piece = self._stream.read(LARGEST_TEXT)
            self._ahead, self._taken = self._decoder.decode(piece, final=not piece), 0
            self._stream = self._stream if piece else None
        new = self._ahead[self._taken : self._taken + wanted]
        self._taken += len(new)
        self.offset()
        self._passed += self.place
        self.text, self.place, self._counted = self.text[self.place :] + new, 0, 0
        self._read += len(new)
        return bool(new)


def _after_space(text: str, place: int) -> int:
    found = _SPACE.match(text, place)
    return found.end() if found else place


def load(text: str, start: int = 0, whole: bool = True) -> tuple[Any, int]:
    """Read one JSON value strictly, and say where it ends; nothing may follow it where it is `whole`. Raises Unreadable."""
    try:
        value, end = _DECODER.raw_decode(text, start)
    except json.JSONDecodeError as error:
        raise _not_json(error, start) from None
    except (RecursionError, ValueError) as error:
        raise _not_plain(error) from None
    refuse_depth(text, start, end)
    if whole and text[end:].strip(" \t\r\n"):
        raise Unreadable(f"it is not JSON (something stands after its end, at character {end + 1})")
    return value, end


def _not_plain(error: Exception) -> Unreadable:
    """Say what is wrong with a value that is well-formed; ValueError comes from the hooks below or from thousands of digits."""
    if isinstance(error, RecursionError):
        return Disliked(TOO_DEEP, "too-deep")
    return Disliked(str(error) if isinstance(error, NotPlain) else TOO_LARGE)


def _not_json(error: json.JSONDecodeError, start: int) -> Unreadable:
    said = f"it is not JSON ({error.msg.removesuffix(' at')} at character {error.pos - start + 1})"
    cut_off = error.msg.startswith("Unterminated string") or not error.doc[error.pos : error.pos + 9].strip()
    return Unreadable(said, "truncated" if cut_off else "malformed")


def _unmarked(data: bytes) -> bytes:
    """Leave out a byte-order mark."""
    for mark in (codecs.BOM_UTF8, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        if data.startswith(mark):
            return data[len(mark) :]
    return data


def refuse_depth(text: str, start: int, end: int) -> None:
    """Raise Unreadable when brackets between these places lie in each other too deep."""
    if text.count("[", start, end) + text.count("{", start, end) <= DEEPEST_JSON:
        return
    if closing(text, start, end, DEEPEST_JSON) is None:
        raise Disliked(TOO_DEEP, "too-deep")


def closing(text: str, start: int, end: int | None = None, deepest: int | None = None) -> int | None:
    """Find where the bracket that opens here closes, strings passed over; None when it does not, or not within that depth."""
    opened: list[str] = []
    quoted, escaped = False, -1
    for sign in _SIGNS.finditer(text, start, len(text) if end is None else end):
        place, character = sign.start(), sign[0]
        if place == escaped:
            continue
        if quoted:
            if character == "\\":
                escaped = place + 1
            quoted = character != '"'
        elif character == '"':
            quoted = True
        elif character in _PAIRS:
            opened.append(_PAIRS[character])
            if deepest is not None and len(opened) > deepest:
                return None
        elif character in "}]":
            if not opened or opened.pop() != character:
                return None
            if not opened:
                return place + 1
    return end if deepest is not None else None


def _no_constant(word: str) -> float:
    raise NotPlain(f"it holds {word}, which is not JSON")


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise NotPlain(TOO_LARGE)
    return number


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) == len(pairs):
        return fields
    seen: set[str] = set()
    for key, _ in pairs:
        if key in seen:
            raise NotPlain(f"the field “{storable(key[:40])}” stands in it twice")
        seen.add(key)
    return fields


_DECODER = json.JSONDecoder(parse_constant=_no_constant, parse_float=_finite, object_pairs_hook=_unique)
