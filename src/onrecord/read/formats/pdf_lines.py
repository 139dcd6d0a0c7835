"""The lines of one page of a PDF, which knows only where letters stand: measured along the way they run, columns one after the other."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from msgspec import Struct

from onrecord.read.decoding import storable

# Fonts that do not say what their letters are mostly have those of Windows-1252; as C1 controls they would mean nothing.
_C1 = {code: bytes([code]).decode("cp1252", "replace") for code in range(0x80, 0xA0)}
# What the library puts at the end of a line, and where it saw a hyphen there.
_ENDS, _HYPHENS = (10, 13, 2, 0xFFFE), (2, 0xFFFE)
# A space so wide (in letter heights) may be that between two columns (it has 12 to 25 points; words of spaced lines stand up to one height
# apart). It is, where so many lines that follow each other have it at the same place, and each column reads as text: it has so many words
# a line, and no more of its lines begin as sentences and names do (of texts a fourth to a half, in German too; in tables and beside the
# names of those who speak all of them).
GUTTER, FEWEST_ROWS, WORDS_IN_COLUMN, BEGUN = 1.5, 4, 3.0, 0.7
# A page of a newspaper has some eight columns.
MOST_COLUMNS = 12
# The first line of a paragraph begins so far to the right of its column at most (in letter heights), some lines a little to the left.
INDENTED, HANGING = 4.0, 1.0


class PdfLine(Struct, frozen=True):
    """One line: its words, the page it is on, its edges and baseline in points from the lower left corner, the size of its letters."""

    text: str
    page: int
    left: float
    right: float
    base: float
    size: float


class _Row(Struct, frozen=True):
    """One line as the library gives it, and the parts of it that stand far apart."""

    whole: PdfLine
    parts: tuple[PdfLine, ...]


def lines_of(page: Any, number: int, most: int) -> list[PdfLine]:
    """Give the lines of a page, of its first so many letters at most, those of one column after those of the other."""
    return list(_in_columns(list(_rows(page, number, most))))


def _rows(page: Any, number: int, most: int) -> Iterator[_Row]:
    """Cut the letters of a page into lines, where the library put line ends and where it saw a hyphen at one."""
    import pypdfium2.raw as pdfium

    count = min(pdfium.FPDFText_CountChars(page), most)
    codes = [pdfium.FPDFText_GetUnicode(page, index) for index in range(count)]
    begun = 0
    for index in range(count + 1):
        if index < count and codes[index] not in _ENDS:
            continue
        end = index + 1 if index < count and codes[index] in _HYPHENS else index
        whole = _line(page, number, codes, begun, end)
        if whole:
            cuts = _cuts(page, codes, begun, end, whole.size)
            edges = pairwise((begun - 1, *cuts, end)) if 0 < len(cuts) < MOST_COLUMNS else ()
            parts = (_line(page, number, codes, left + 1, right) for left, right in edges)
            yield _Row(whole, tuple(filter(None, parts)) or (whole,))
        begun = index + 1


def _cuts(page: Any, codes: list[int], begun: int, end: int, size: float) -> list[int]:
    """Find the spaces of a line that may be those between columns."""
    spaces = (place for place in range(begun + 1, end - 1) if codes[place] == 32)
    between = (place for place in spaces if codes[place - 1] > 32 and codes[place + 1] > 32)
    return [place for place in between if _box(page, place + 1)[0] - _box(page, place - 1)[1] > GUTTER * size]


def _line(page: Any, number: int, codes: list[int], begun: int, end: int) -> PdfLine | None:
    """Measure one line; None when nothing stands in it."""
    import pypdfium2.raw as pdfium

    seen = [index for index in range(begun, end) if codes[index] > 32]
    if not seen:
        return None
    letters = "".join(chr(code) if code < 0x110000 else "\ufffd" for code in codes[begun:end])
    words = storable(letters.translate(_C1).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"))
    size = pdfium.FPDFText_GetFontSize(page, seen[len(seen) // 2])
    edges = _edges(page, seen[0], seen[-1])
    return PdfLine(" ".join(words.split(" ")).strip(), number, *edges, max(size, 1.0))


def _edges(page: Any, first: int, last: int) -> tuple[float, float, float]:
    """Give the left and the right end of a line and its baseline, as seen by whoever turns the page so that it can be read."""
    begin, end, start, stop = _box(page, first), _box(page, last), _origin(page, first), _origin(page, last)
    across, up = stop[0] - start[0], stop[1] - start[1]
    if abs(across) >= abs(up):
        return begin[0], end[1], start[1]
    return (begin[2], end[3], -start[0]) if up > 0 else (-begin[3], -end[2], start[0])


def _box(page: Any, index: int) -> tuple[float, float, float, float]:
    """Give the left, right, lower and upper edge of a letter."""
    import pypdfium2.raw as pdfium

    box = [ctypes.c_double() for _ in range(4)]
    pdfium.FPDFText_GetCharBox(page, index, *box)
    return box[0].value, box[1].value, box[2].value, box[3].value


def _origin(page: Any, index: int) -> tuple[float, float]:
    """Give the point at which a letter stands on its baseline."""
    import pypdfium2.raw as pdfium

    place = [ctypes.c_double() for _ in range(2)]
    pdfium.FPDFText_GetCharOrigin(page, index, *place)
    return place[0].value, place[1].value


def _in_columns(rows: Sequence[_Row]) -> Iterator[PdfLine]:
    """Give the lines of columns that were drawn row by row one column after the other; all other lines as they come."""
    place = 0
    while place < len(rows):
        lefts = _columns_at(rows, place)
        end = place
        while lefts and end < len(rows) and _columns_of(rows[end], lefts):
            end += 1
        if not lefts or not _are_columns(rows[place:end], len(lefts)):
            end = max(end if lefts else place, place + 1)
            yield from (row.whole for row in rows[place:end])
        else:
            held = [(column, part) for row in rows[place:end] for column, part in _columns_of(row, lefts)]
            yield from (part for number in range(len(lefts)) for column, part in held if column == number)
        place = end


def _columns_at(rows: Sequence[_Row], place: int) -> tuple[float, ...]:
    """Say where the columns begin in which a row stands, if it is one of several parts."""
    return tuple(part.left for part in rows[place].parts) if len(rows[place].parts) > 1 else ()


def _columns_of(row: _Row, lefts: tuple[float, ...]) -> list[tuple[int, PdfLine]]:
    """Say in which column each part of a row stands; none when a part stands in none, or reaches into the next."""
    found: list[tuple[int, PdfLine]] = []
    for part in row.parts:
        near = [
            column
            for column, left in enumerate(lefts)
            if -HANGING * part.size < part.left - left < INDENTED * part.size
            and (column + 1 == len(lefts) or part.right < lefts[column + 1])
        ]
        if not near:
            return []
        found.append((near[-1], part))
    return found


def _are_columns(rows: Sequence[_Row], many: int) -> bool:
    """Say whether rows are lines of text in columns, and not those of a table or of a talk with the names beside it."""
    full = [row for row in rows if len(row.parts) == many]
    return len(full) >= FEWEST_ROWS and all(
        _reads_on([row.parts[column].text for row in full]) for column in range(many)
    )


def _reads_on(lines: Sequence[str]) -> bool:
    """Say whether lines below each other read as text that goes on from one to the next."""
    words = sum(len(line.split()) for line in lines)
    begun = sum(line.lstrip("“‘\"'(«„")[:1].isupper() or line[:1].isdigit() for line in lines)
    return words >= WORDS_IN_COLUMN * len(lines) and begun <= BEGUN * len(lines)
