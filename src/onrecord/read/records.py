"""JSON Lines, a JSON array or one JSON object → what each record offers. A bad line costs nothing but itself."""

from __future__ import annotations

import io
import json
import math
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from onrecord.model import Input
from onrecord.read.decoding import Decoded, decode, is_wide
from onrecord.read.fields import Offered, offered
from onrecord.read.files import LARGEST_TEXT, Unreadable

# A line of JSON may be longer than its text: every character may be escaped, and there are other fields.
LONGEST_LINE = 4 * LARGEST_TEXT
LINE_SUFFIXES = frozenset({".jsonl", ".ndjson", ".jsonlines"})
SUFFIXES = LINE_SUFFIXES | {".json"}
# How many lines are tried before a file that starts like JSON, but has no JSON suffix, counts as plain text.
LINES_TRIED = 20
TOO_LARGE = "it holds a number too large to read"


def looks_like_records(name: str, sample: bytes) -> bool:
    """Say whether a file is JSON: by its suffix, or because it begins as an object with fields or a list of such."""
    text = decode(sample).text.lstrip()
    if PurePosixPath(name).suffix.lower() in SUFFIXES:
        return True
    if not text.startswith(("{", "[")):
        return False
    if re.match(r'\{\s*"(?:[^"\\\n]|\\.){0,200}"\s*:|\[\s*\{\s*"', text):
        return True
    return any(_is_object(line) for line in text.split("\n")[:LINES_TRIED])


def read_records(locator: str, stream: BinaryIO, size: int) -> Iterator[Offered | Input]:
    """Give every record of a JSON file, or the reason why it is none, in the file's order."""
    start = stream.read(4096)
    stream.seek(0)
    if is_wide(start) or (size <= LARGEST_TEXT and start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"[", b"{"))):
        if size > LARGEST_TEXT:
            raise Unreadable("it is UTF-16 and over 20 MB; save it as UTF-8")
        data = stream.read(LARGEST_TEXT + 1)
        whole = _whole(data, locator)
        if whole is not None:
            yield from _entries(whole, decode(data), locator)
            return
        stream = io.BytesIO(decode(data).text.encode("utf-8")) if is_wide(start) else io.BytesIO(data)
    yield from _lines(stream, locator)


def _whole(data: bytes, locator: str) -> list[Any] | dict[str, Any] | None:
    """Read a file as one JSON value; None when it is JSON Lines. Raises Unreadable for one value that is broken."""
    text, lines = decode(data).text, PurePosixPath(locator).suffix.lower() in LINE_SUFFIXES
    try:
        value = _loads(text)
    except Unreadable:
        if lines or any(_is_object(line) for line in text.split("\n")[:LINES_TRIED]):
            return None
        raise
    return value if isinstance(value, list) or (isinstance(value, dict) and not lines) else None


def _entries(value: list[Any] | dict[str, Any], decoded: Decoded, locator: str) -> Iterator[Offered | Input]:
    stem = PurePosixPath(locator).stem
    if isinstance(value, dict):
        yield _offer(value, locator, (locator, 0), stem, decoded)
        return
    if not value:
        raise Unreadable("the list in it is empty")
    for number, entry in enumerate(value, start=1):
        yield _offer(entry, f"{locator}:{number}", (locator, number), f"{stem}-{number}", decoded)


def _lines(stream: BinaryIO, locator: str) -> Iterator[Offered | Input]:
    """Read line by line, splitting on the newline byte only: other line separators are legal inside JSON strings."""
    stem, number, seen = PurePosixPath(locator).stem, 0, False
    while line := stream.readline(LONGEST_LINE):
        number += 1
        place = f"{locator}:{number}"
        if len(line) == LONGEST_LINE and not line.endswith(b"\n"):
            while (rest := stream.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
                pass
            yield Input(place, "rejected", f"line {number} is longer than {LONGEST_LINE // 1_000_000} MB; split it")
            seen = True
        elif line.strip(b"\xef\xbb\xbf \t\r\n"):
            seen = True
            yield _line(decode(line.rstrip(b"\r\n")), place, (locator, number), f"{stem}-{number}")
    if not seen:
        raise Unreadable("it is empty")


def _line(decoded: Decoded, place: str, order: tuple[str, int], name: str) -> Offered | Input:
    try:
        value = _loads(decoded.text)
    except Unreadable as reason:
        return Input(place, "rejected", f"line {order[1]}: {reason}")
    return _offer(value, place, order, name, decoded)


def _offer(value: Any, place: str, order: tuple[str, int], name: str, decoded: Decoded) -> Offered | Input:
    try:
        if not isinstance(value, dict):
            raise Unreadable(f"it is {_kind(value)}, not an object with fields")
        return offered(value, place, order, name, decoded.encoding, decoded.flags)
    except Unreadable as reason:
        return Input(place, "rejected", f"line {order[1]}: {reason}" if order[1] else str(reason))


def _loads(text: str) -> Any:
    """Read JSON strictly. Raises Unreadable with a plain reason."""
    try:
        return json.loads(text, parse_constant=_no_constant, parse_float=_finite, object_pairs_hook=_unique)
    except RecursionError:
        raise Unreadable("its JSON is nested too deeply") from None
    except json.JSONDecodeError as error:
        raise Unreadable(f"it is not JSON ({error.msg} at character {error.pos + 1})") from error
    except ValueError as error:  # from the hooks below, or a whole number of thousands of digits
        raise Unreadable(str(error) if isinstance(error, _NotPlain) else TOO_LARGE) from error


class _NotPlain(ValueError):
    """Something that Python's reader accepts and JSON does not, or that two readers would understand differently."""


def _no_constant(word: str) -> float:
    raise _NotPlain(f"it holds {word}, which is not JSON")


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise _NotPlain(TOO_LARGE)
    return number


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for key, value in pairs:
        if key in fields:
            raise _NotPlain(f"the field “{key[:40]}” stands in it twice")
        fields[key] = value
    return fields


def _is_object(line: str) -> bool:
    try:
        return isinstance(_loads(line), dict)
    except Unreadable:
        return False


def _kind(value: Any) -> str:
    names: dict[type, str] = {
        list: "a list",
        str: "a string",
        bool: "true or false",
        int: "a number",
        float: "a number",
    }
    return names.get(type(value), "null")
