"""Tables with a header in plain text (CSV and its kin) → each row a report, by the names of its columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import BinaryIO, Literal

from msgspec.structs import replace

from onrecord.cells import restore
from onrecord.model import Input
from onrecord.read.decoding import GUESSED, Decoded, decode, is_wide
from onrecord.read.fields import Offered, is_text_field, plain
from onrecord.read.files import LARGEST_TEXT, Unreadable
from onrecord.read.formats.entries import Entry, offer_entry, refuse
from onrecord.read.formats.parquet import read_parquet as read_parquet
from onrecord.read.layouts import DELIMITERS
from onrecord.read.source import Source

# One row may be so long; a quotation mark that is never closed would else make one row of all the rest.
LONGEST_ROW = 2 * LARGEST_TEXT
# When a quotation mark is not closed, reading starts again at the next line. All rows together may be read so many times over.
MOST_READINGS = 4
# Too many cells or too few are a sign that a delimiter or a quotation mark was lost, and then every cell may be another's.
RAGGED = "it has {} {} where the header has {}; a delimiter or a quotation mark may be amiss"
# What stands between cells while the bytes of a row are decoded together: a control character made for it.
_BETWEEN = "\x1f"
_SHOWN = 120
# How programs that do not double a quotation mark within a cell mark it.
ESCAPED = '\\"'
# Our own export puts an apostrophe before what a spreadsheet would run as a formula (docs/data-format.md). It is taken away again only
# from tables that have these columns of ours; in any other table an apostrophe may be the writer's own.
OWN_COLUMNS = {"siglum", "title_basis", "text"}

Given = Offered | Input | Source


def read_csv(source: Source) -> Iterator[Given]:
    """Give every row of a table whose first row names the columns. Raises Unreadable when no column holds a text."""
    rows = _Rows(source)
    header = rows.header
    own = set(header) >= OWN_COLUMNS
    for number, (row, offset, raw) in enumerate(rows.read(), start=1):
        entry = Entry(
            number,
            None if rows.wide else offset,
            word="row",
            format="csv",
            digest=sha256(raw.encode("latin-1")).hexdigest(),
        )
        if isinstance(row, str):
            yield refuse(row, "malformed", source, entry)
            continue
        cells, decoded = _decoded(row, rows.encoding)
        decoded = rows.wide or decoded
        record: dict[str, str] = {}
        for name, cell in zip(header, cells, strict=True):
            record.setdefault(name, restore(cell) if own else cell)
        guessed = (GUESSED,) if decoded.encoding != "utf-8" and not rows.wide else ()
        flags = tuple(dict.fromkeys((*decoded.flags, *guessed)))
        yield offer_entry(record, source, replace(entry, encoding=decoded.encoding, flags=flags))


class _Rows:
    """The rows of a table. Bytes are read as Latin-1, so that a character is a byte, and decoded row by row."""

    def __init__(self, source: Source) -> None:
        stream: BinaryIO = source.stream
        self.encoding = _odd_encoding(source.sample)
        self.wide: Decoded | None = None
        if is_wide(source.sample):
            decoded = decode(source.whole())
            stream, self.encoding, self.wide = io.BytesIO(decoded.text.encode("utf-8")), "utf-8", decoded
        self._lines = io.TextIOWrapper(stream, "latin-1", newline="")
        self._waiting: list[str] = []
        self._at, self._read, self._again = 0, 0, 0
        first = self._line().removeprefix("\xef\xbb\xbf")
        while first and not first.strip():
            first = self._line()
        if first.lower().startswith("sep=") and len(first.strip()) == 5:  # Excel
            self.delimiter = first[4]
            first = self._line()
            self._choose(first, (self.delimiter,), source)
        else:
            self._choose(first, DELIMITERS, source)

    def _choose(self, first: str, delimiters: tuple[str, ...], source: Source) -> None:
        """Take the delimiter by which the header names a column with the text; of several the one that gives most columns."""
        asked = source.asked.fields.get("text")
        found: list[tuple[int, str, list[str]]] = []
        for delimiter in delimiters:
            row = _parse([first], delimiter)
            if isinstance(row, list):
                names = [name.strip() for name in _decoded(row, self.encoding)[0]]
                if any(plain(name) == plain(asked) if asked else is_text_field(name) for name in names):
                    found.append((len(names), delimiter, names))
        if not found:
            raise Unreadable(_no_text_column(_decoded([first], self.encoding)[0][0], asked), "no-text-field")
        _, self.delimiter, self.header = max(found, key=lambda one: one[0])

    def read(self) -> Iterator[tuple[list[str] | str, int, str]]:
        """Give each row: its cells or what is wrong with it, the byte it begins at, its bytes."""
        while True:
            offset, first = self._at, self._line()
            if not first:
                return
            if not first.strip("\r\n"):
                continue
            row, raw = self._row(first)
            yield row, offset, raw

    def _row(self, first: str) -> tuple[list[str] | str, str]:
        """Read one row, which may go over many lines; one whose quotation marks are broken costs only its first line.

        One that is soundly quoted and has not as many cells as the header ends where it ends: its other lines are no rows.
        """
        lines: list[str] = []
        row = _parse(self._from(first, lines), self.delimiter)
        broken = isinstance(row, str)
        if isinstance(row, list):
            row = self._fitting(row)
        if isinstance(row, str) and self.delimiter == "\t":  # most tables with tabs do not quote at all
            plain_row = _parse([first], "\t", csv.QUOTE_NONE)
            if isinstance(plain_row, list) and len(plain_row) == len(self.header):
                row, broken = plain_row, True
        if broken and self._again <= MOST_READINGS * self._at + LARGEST_TEXT:
            self._give_back(lines)
            row = (self._escaped(first, lines) if ESCAPED in first and isinstance(row, str) else None) or row
        return row, "".join(lines)

    def _escaped(self, first: str, lines: list[str]) -> list[str] | None:
        """Read a row again in which quotation marks are not doubled but have a backslash before them, as Spark and MySQL write them."""
        again: list[str] = []
        row = _parse(self._from(first, again), self.delimiter, escape="\\")
        fitting = self._fitting(row) if isinstance(row, list) else row
        if isinstance(fitting, str):
            self._give_back(again)
            return None
        lines[:] = again
        return fitting

    def _fitting(self, row: list[str]) -> list[str] | str:
        """Say what is wrong with a row that has not a cell for each column; empty cells at its end are no fault."""
        wanted = len(self.header)
        if not any(row[wanted:]):
            row = row[:wanted]
        return row if len(row) == wanted else RAGGED.format(len(row), "cell" if len(row) == 1 else "cells", wanted)

    def _from(self, first: str, lines: list[str]) -> Iterator[str]:
        """Give a line and those after it, as far as one row may go, and note them."""
        line, length = first, 0
        while line and length < LONGEST_ROW:
            lines.append(line)
            length += len(line)
            yield line
            line = self._line()
        if line:
            self._waiting.append(line)
            self._at -= len(line)

    def _give_back(self, lines: list[str]) -> None:
        """Let all lines after the first be read again."""
        again = lines[1:]
        del lines[1:]
        length = sum(map(len, again))
        self._waiting += reversed(again)
        self._at -= length
        self._again += length

    def _line(self) -> str:
        line = self._waiting.pop() if self._waiting else self._lines.readline(LONGEST_ROW)
        self._at += len(line)
        return line


def _parse(
    lines: Iterable[str], delimiter: str, quoting: Literal[0, 3] = csv.QUOTE_MINIMAL, escape: str | None = None
) -> list[str] | str:
    """Read one row strictly; a sentence when it cannot be read."""
    csv.field_size_limit(LONGEST_ROW)
    try:
        return next(csv.reader(lines, delimiter=delimiter, quoting=quoting, escapechar=escape, strict=True), [])
    except csv.Error as error:
        if "end of data" in str(error):
            return "a quotation mark is opened in it and never closed"
        return "a quotation mark in one of its cells is not doubled"


def _decoded(row: list[str], encoding: str) -> tuple[list[str], Decoded]:
    """Turn the cells of a row from bytes into text, all in one encoding."""
    decoded = decode(_BETWEEN.join(row).encode("latin-1"), encoding)
    cells = decoded.text.split(_BETWEEN)
    if len(cells) != len(row):
        cells = [decode(cell.encode("latin-1"), decoded.encoding).text for cell in row]
    return cells, decoded


def _odd_encoding(sample: bytes) -> str:
    """Name the encoding of the rows that are not UTF-8: tables are put together from several sources, and only their rows tell."""
    *lines, last = sample.split(b"\n")
    odd = b"\n".join(line for line in (lines or [last]) if not _is_utf_8(line))
    return decode(odd).encoding


def _is_utf_8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _no_text_column(first: str, asked: str | None) -> str:
    shown = " ".join(first.split())
    shown = shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"
    if asked:
        return f"its first row names no column {asked}, which was to hold the text; it begins: {shown}"
    return f"its first row names no column with the text, such as text or body (it begins: {shown}); name the column with --field text=…"
