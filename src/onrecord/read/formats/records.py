"""JSON Lines, a JSON list or one JSON object → what each record offers. A bad record costs nothing but itself."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any, BinaryIO

from msgspec.structs import replace

from onrecord.model import Input
from onrecord.read.decoding import decode, is_wide, sample_text
from onrecord.read.fields import Offered, plain
from onrecord.read.files import Unreadable
from onrecord.read.formats.entries import Entry, offer_entry, refuse
from onrecord.read.formats.shapes import (
    DEEPEST_LIST,
    INSIDE,
    LISTS,
    holds_list,
    in_columns,
    is_columns,
    names_text,
    records_in,
)
from onrecord.read.formats.values import LONGEST_VALUE, Disliked, Values, load
from onrecord.read.layouts import LINES_TRIED, is_object
from onrecord.read.source import Source
from onrecord.read.taking import has_text

LINE_SUFFIXES = (".jsonl", ".ndjson", ".jsonlines")
# RFC 7464 begins each record of a sequence with this.
_SEPARATOR = "\x1e"
NAME_COLUMNS = "; save the table so that each value has the name of its column (pandas: orient='records')"
_BLANK = b"\xef\xbb\xbf \t\r\n\x1e"

Given = Offered | Input | Source


def read_json(source: Source) -> Iterator[Given]:
    """Give every record of a JSON file, or the reason why it is none, in the file's order."""
    if _in_lines(source):
        stream: BinaryIO = source.stream
        if is_wide(source.sample):
            stream = io.BytesIO(decode(source.whole()).text.encode("utf-8"))
        yield from _lines(stream, source)
    else:
        yield from _Records(source).read()


def _in_lines(source: Source) -> bool:
    """Say whether each line is a record: the first is one and others follow, or the name says so and no line begins a longer value."""
    text = sample_text(source.sample).lstrip("\ufeff \t\r\n" + _SEPARATOR)
    named = source.name.lower().endswith(LINE_SUFFIXES)
    lines = [line.strip(" \t\r" + _SEPARATOR) for line in text.split("\n")[:LINES_TRIED]]
    if text.startswith("[") and lines[0] != "[]":
        return named and lines[0].endswith("]") and any(is_object(line) for line in lines[1:])
    if is_object(lines[0].rstrip(",")):
        return named or any(lines[1:])
    objects = any(is_object(line) for line in text.split("\n")[1:LINES_TRIED] if line.startswith("{"))
    return objects or (named and lines[0] != "{")


def _lines(stream: BinaryIO, source: Source) -> Iterator[Given]:
    """Read line by line, splitting on the newline byte only: other line separators are legal inside JSON strings."""
    number, offset, seen, wide = 0, 0, False, is_wide(source.sample)
    while line := stream.readline(LONGEST_VALUE):
        number += 1
        entry = Entry(number, None if wide else offset)
        offset += len(line)
        if len(line) == LONGEST_VALUE and not line.endswith(b"\n"):
            while (rest := stream.readline(LONGEST_VALUE)) and not rest.endswith(b"\n"):
                offset += len(rest)
            offset += len(rest)
            seen = True
            yield refuse(f"it is longer than {LONGEST_VALUE // 1_000_000} MB; split it", "too-large", source, entry)
        elif line.strip(_BLANK):
            seen = True
            yield _line(line.strip(_BLANK), source, entry)
    if not seen:
        raise Unreadable("it is empty", "empty")


def _line(line: bytes, source: Source, entry: Entry) -> Given:
    decoded = decode(line)
    entry = Entry(entry.number, entry.offset, decoded.encoding, decoded.flags, digest=sha256(line).hexdigest())
    try:
        text = decoded.text
        return _offer(load(text[:-1] if text.endswith("},") else text)[0], source, entry)
    except Unreadable as reason:
        return refuse(str(reason), reason.code, source, entry)


def _offer(value: Any, source: Source, entry: Entry) -> Given:
    if not isinstance(value, dict):
        advice = NAME_COLUMNS if isinstance(value, list) and len(value) > 1 else ""
        return refuse(f"it is {_kind(value)}, not an object with fields{advice}", "malformed", source, entry)
    return offer_entry(_unwrapped(value), source, entry)


def _unwrapped(record: dict[str, Any]) -> dict[str, Any]:
    """Take the document out of the answer of a search engine (Elasticsearch: `_source`), its id kept."""
    inner = record.get("_source")
    return {"id": record.get("_id"), **inner} if isinstance(inner, dict) else record


class _Records:
    """The records of one JSON value: a list, an object that holds one, or an object that is a record."""

    def __init__(self, source: Source) -> None:
        self.source, self.values = source, Values(source.stream)
        self.number, self.lost = 0, False
        self.columns: list[str] = []

    def read(self) -> Iterator[Given]:
        """Give all records; what stands after the value is refused, unless more records follow."""
        first = self.values.peek()
        if first == "[":
            yield from self._list()
            if not self.number:
                raise Unreadable("the list in it is empty", "empty")
        elif first == "{":
            yield from self._object()
        elif first:
            raise Unreadable(f"it is {_kind(self.values.value())}, not an object with fields")
        else:
            raise Unreadable("it is empty", "empty")
        while not self.lost and (self.values.peek() == "{" or (self.values.skip(",") and self.values.peek() == "{")):
            yield from self._entry(None)
        if not self.lost and self.values.peek():
            yield self._refuse("something stands after the end of its JSON that does not belong there", "malformed")

    def _object(self) -> Iterator[Given]:
        """Read an object: as one record when it has a text, else by the records it holds."""
        offset = self.values.offset()
        broken: Unreadable | None = None
        members: dict[str, Any] = {}
        try:
            whole = self._whole_object()
            if whole is not None:
                yield from self._records_of(whole, offset)
                return
        except Unreadable as reason:  # perhaps only one of the records in it is broken
            broken = reason
        try:
            yield from self._members(members, 0)
        except Unreadable as reason:
            if self.number and not self.lost:
                yield self._refuse(str(reason), reason.code)
            broken, self.lost = broken or reason, True
        if not self.number and broken is not None:
            raise broken
        if not self.lost and (not self.number or self._has_text(members)):
            yield from self._records_of(members, offset)

    def _whole_object(self) -> dict[str, Any] | None:
        """Read the object at once and pass over it; None, and nothing is passed over, when its records are better read one by one."""
        values = self.values
        if values.everything is None:
            return None
        start = values.position
        value, end = load(values.everything, start, whole=False)
        if holds_list(value) and not self._has_text(value) and records_in(value) is None:
            return None
        values.jump(end)
        values.digest = sha256(values.everything[start:end].encode(values.encoding, "replace")).hexdigest()
        return value  # type: ignore[no-any-return]

    def _records_of(self, value: dict[str, Any], offset: int | None) -> Iterator[Given]:
        rows = None if self._has_text(value) and not is_columns(value) else records_in(value)
        if rows is None:
            yield self._single(value, offset, self.values.digest)
        else:
            yield from self._rows(rows, offset)

    def _members(self, members: dict[str, Any], depth: int) -> Iterator[Given]:
        """Read an object field by field, so that a list of reports in it need not be in memory; what is no report goes into `members`."""
        values = self.values
        values.skip("{")
        more = not values.skip("}")
        while more and not self.lost:
            key = values.value()
            if not isinstance(key, str) or not values.skip(":"):
                raise Unreadable("it is not JSON (a field without a name or a value)")
            name = plain(key)
            if name in LISTS and values.peek() == "[" and not self._has_text(members):
                yield from self._list(members, key)
            elif name in INSIDE and values.peek() == "{" and depth < DEEPEST_LIST:
                members[key] = {}
                yield from self._members(members[key], depth + 1)
            else:
                members[key] = values.value()
            more = not self.lost and values.skip(",")
            if not more and not self.lost and not values.skip("}"):
                raise Unreadable(
                    "it is not JSON (it breaks off or a comma is missing)", "" if values.peek() else "truncated"
                )

    def _list(self, members: dict[str, Any] | None = None, key: str = "") -> Iterator[Given]:
        """Read a list of records, one after another; a list of anything else goes into `members` whole."""
        values = self.values
        values.skip("[")
        if members is not None and values.peek() != "{":
            members[key] = self._plain_list()
            return
        indent = values.indent() if values.peek() == "{" else None
        while not values.skip("]"):
            if not values.peek():
                self.lost = True
                yield self._refuse("the list is cut off here; what may have followed is lost", "truncated")
                return
            if values.skip(","):
                yield self._refuse("it is not JSON (two commas with nothing between)", "malformed")
                self.number += 1
                continue
            yield from self._entry(indent)
            if self.lost:
                return
            values.skip(",")

    def _plain_list(self) -> list[Any]:
        members: list[Any] = []
        while not self.values.skip("]"):
            members.append(self.values.value())
            if not self.values.skip(",") and self.values.peek() != "]":
                raise Unreadable("it is not JSON (a list breaks off or a comma is missing)")
        return members

    def _entry(self, indent: str | None) -> Iterator[Given]:
        """Read one entry; after a broken one go on at the next that can be made out."""
        values = self.values
        entry = self._next()
        try:
            value = values.value()
        except Unreadable as reason:
            yield refuse(str(reason), reason.code, self.source, entry)
            if not values.skip_entry(indent, isinstance(reason, Disliked)):
                self.lost = True
                if reason.code != "truncated":
                    yield self._refuse(
                        "what follows the broken entry cannot be told apart from it and is lost", "malformed"
                    )
            return
        if entry.number == 1 and isinstance(value, list) and names_text(value):
            self.columns = value  # the first row of a table names its columns
        else:
            row = in_columns(self.columns, value) if self.columns else value
            yield _offer(row, self.source, replace(entry, digest=values.digest, flags=values.flags))

    def _rows(self, rows: Iterable[tuple[str | None, dict[str, Any]]], offset: int | None) -> Iterator[Given]:
        """Give records that are not simply entries of a list: nodes of a graph, objects under their names, columns side by side."""
        for name, row in rows:
            self.number += 1
            entry = Entry(self.number, offset, self.values.encoding, self.values.flags, "entry")
            yield _offer({"id": name, **row} if name else row, self.source, entry)

    def _single(self, record: dict[str, Any], offset: int | None, digest: str) -> Given:
        number = self.number + 1 if self.number or self.values.peek() == "{" else None
        self.number += 1 if number else 0
        entry = Entry(number, offset, self.values.encoding, self.values.flags, "entry", digest=digest)
        return _offer(record, self.source, entry)

    def _next(self) -> Entry:
        self.number += 1
        return Entry(self.number, self.values.offset(), self.values.encoding, self.values.flags, "entry")

    def _refuse(self, reason: str, code: str) -> Input:
        entry = Entry(max(self.number, 1) + 1 if not self.lost else self.number + 1, self.values.offset(), word="entry")
        return refuse(reason, code or "malformed", self.source, entry)

    def _has_text(self, record: dict[str, Any]) -> bool:
        return has_text(_unwrapped(record), self.source.asked.fields)


def _kind(value: Any) -> str:
    names: dict[type, str] = {
        list: "a list",
        str: "a string",
        bool: "true or false",
        int: "a number",
        float: "a number",
    }
    return names.get(type(value), "null")
