"""The lines of a PDF's pages, and the paragraphs they make: a PDF knows no paragraphs, only where letters stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from statistics import median
from typing import Any

from msgspec import Struct

from onrecord.patterns import pattern
from onrecord.read.files import Unreadable
from onrecord.read.formats.pdf_lines import PdfLine, lines_of

# A report of more pages is a book or an archive; at some 10 ms a page these take two seconds.
MOST_PAGES = 200
# A page of print has some 5,000 characters, a page of a newspaper 30,000; so many take some two seconds.
MOST_CHARACTERS = 1_000_000
# Two lines belong to one paragraph when their distance is at most so much of what is usual on the page (leading varies by a tenth, the
# space before a paragraph is mostly half a line or more).
USUAL_LEADING = 1.35
# A line that ends so far before the right edge of its neighbours (in letter heights), and with a full stop, ends a paragraph.
SHORT_BY = 4.0
# One that fills no more than this share of its column ends one even without (a name, a place); lines of ragged text fill four fifths.
SHORT_LINE = 0.6
# A line that begins so far right of the one before (in letter heights) begins a paragraph, if it is not another column.
INDENT, COLUMN = (0.8, 4.0), 5.0
# Letters that differ in height by so much are of another kind: a heading over its text.
OTHER_SIZE = 1.15
# A line is a running head or a page number when it stands among the first or last so many lines of this share of the pages.
EDGE_LINES, ON_MOST_PAGES, FEWEST_PAGES = 3, 0.6, 2
_BULLET = pattern(r"[•·▪●◦‣–—*-] |\(?\d{1,2}[.)] ")
_HYPHENS = "\x02\ufffe\xad"
# The first parts of words that keep their hyphen wherever the line ends: “twenty-first”, “self-employed”.
_BEFORE_HYPHENS = frozenset("twenty thirty forty fifty sixty seventy eighty ninety self ex vice well".split())
_DIGITS = pattern(r"\d{1,9}|\b[ivxlc]{1,7}\b")
_FINISHED = (".", "!", "?", ":", ".”", '."', ".’", "!”", "?”", '."', '?"', '!"', ".)", "…")


class PdfParagraph(Struct, frozen=True):
    """Lines that belong together; `running` when they are the head or foot of most pages."""

    text: str
    running: bool = False


def read_lines(data: bytes) -> tuple[list[PdfLine], dict[str, str], bool]:
    """Give the lines of the first pages, what the document says of itself, and whether these are all its pages.

    Raises Unreadable when it is encrypted or broken, or when the library for it is not installed.
    """
    try:
        import pypdfium2  # late: an extra, and slow to load
    except ImportError as error:
        advice = "reading PDF needs one more library; install it with: pip install 'onrecord[documents]'"
        raise Unreadable(advice, "extra-missing") from error
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise Unreadable("the PDF is encrypted; save it without its password first", "encrypted") from error
        raise Unreadable("it is a damaged PDF, or none") from error
    try:
        lines, whole = _all_lines(document)
        return lines, document.get_metadata_dict(), whole
    finally:
        document.close()


def _all_lines(document: Any) -> tuple[list[PdfLine], bool]:
    """Give the lines of all pages that can be read, within the limits, and whether that is all there is."""
    lines: list[PdfLine] = []
    whole, letters = len(document) <= MOST_PAGES, 0
    for number in range(min(len(document), MOST_PAGES)):
        page = _page_lines(document, number)
        lines += page or ()
        letters += sum(len(line.text) for line in page or ())
        whole = whole and page is not None
        if letters >= MOST_CHARACTERS:
            return lines, False
    return lines, whole


def _page_lines(document: Any, number: int) -> list[PdfLine] | None:
    """Give the lines of one page; None when it is damaged, which costs no other."""
    import pypdfium2

    try:
        with closing(document[number]) as page:
            page.set_rotation(0)  # turned the other way its lines would come in another order
            with closing(page.get_textpage()) as text:
                return lines_of(text.raw, number, MOST_CHARACTERS)
    except pypdfium2.PdfiumError:
        return None


def paragraphs_of(lines: Sequence[PdfLine]) -> list[PdfParagraph]:
    """Join lines to paragraphs; heads and feet of the pages follow the paragraph that they would cut in two."""
    running = _running(lines)
    usual, right = _leading(lines), _right_edges(lines)
    words = Counter(word for line in lines for word in line.text.lower().split())
    given: list[PdfParagraph] = []
    waiting: list[PdfParagraph] = []
    paragraph: list[PdfLine] = []
    for number, line in enumerate(lines):
        if number in running:
            waiting.append(PdfParagraph(_plain(line.text), True))
            continue
        if paragraph and _begins(paragraph, line, usual.get(line.page, 0.0), right):
            given += [PdfParagraph(_flow(paragraph, words)), *waiting]
            paragraph, waiting = [], []
        if not paragraph:
            given += waiting
            waiting = []
        paragraph.append(line)
    return given + ([PdfParagraph(_flow(paragraph, words))] if paragraph else []) + waiting


def _running(lines: Sequence[PdfLine]) -> set[int]:
    """Find the lines that stand at the edge of most pages, the same but for their figures."""
    pages: dict[int, list[int]] = {}
    for number, line in enumerate(lines):
        pages.setdefault(line.page, []).append(number)
    if len(pages) < FEWEST_PAGES:
        return set()
    edges = [number for on in pages.values() for number in dict.fromkeys((*on[:EDGE_LINES], *on[-EDGE_LINES:]))]
    seen = Counter(dict.fromkeys((_shape(lines[number].text), lines[number].page) for number in edges))
    often = Counter(text for text, _ in seen)
    running = {
        number for number in edges if often[_shape(lines[number].text)] >= max(FEWEST_PAGES, ON_MOST_PAGES * len(pages))
    }
    return running if len(running) < len(lines) else set()  # pages of nothing else are no pages


def _shape(text: str) -> str:
    return _DIGITS.sub("#", text.lower())


def _leading(lines: Sequence[PdfLine]) -> dict[int, float]:
    """Measure the usual distance of two lines on each page, in letter heights."""
    gaps: dict[int, list[float]] = {}
    for line, after in zip(lines, lines[1:], strict=False):
        gap = (line.base - after.base) / line.size
        if line.page == after.page and 0.5 < gap < 3:
            gaps.setdefault(line.page, []).append(gap)
    return {page: median(some) for page, some in gaps.items()}


def _column(line: PdfLine) -> tuple[int, int]:
    return line.page, int(line.left // (COLUMN * 10))


def _right_edges(lines: Sequence[PdfLine]) -> dict[tuple[int, int], float]:
    """Measure how far the lines of each column reach."""
    edges: dict[tuple[int, int], float] = {}
    for line in lines:
        edges[_column(line)] = max(edges.get(_column(line), 0.0), line.right)
    return edges


def _begins(paragraph: list[PdfLine], line: PdfLine, usual: float, right: dict[tuple[int, int], float]) -> bool:
    """Say whether a line begins a new paragraph."""
    last = paragraph[-1]
    if not 1 / OTHER_SIZE < line.size / last.size < OTHER_SIZE or _BULLET.match(line.text):
        return True
    finished = last.text.endswith(_FINISHED)
    down = last.base - line.base
    if line.page != last.page or down < -last.size:  # on the next page, or in the next column
        return finished
    if down < 0.3 * last.size:  # beside it: the cells of a table
        return True
    if usual and down > USUAL_LEADING * usual * last.size:
        return True
    indent = (line.left - last.left) / last.size
    hanging = len(paragraph) == 1 and _BULLET.match(last.text)
    if INDENT[0] < indent < INDENT[1] and not hanging:
        return True
    edge = right[_column(last)]
    if last.right - last.left < SHORT_LINE * (edge - last.left) and not line.text[:1].islower():
        return True
    return finished and last.right < edge - SHORT_BY * last.size


def _flow(paragraph: list[PdfLine], words: Counter[str]) -> str:
    """Join the lines of a paragraph; a word that was broken at the end of a line is put together."""
    text = ""
    for line in paragraph:
        broken = text[-1:] in _HYPHENS or (text.endswith("-") and text[-2:-1].isalpha() and line.text[:1].islower())
        if text and broken:
            head, tail = text[:-1].rsplit(" ", 1)[-1], line.text.split(" ", 1)[0]
            text = text[:-1] + ("-" if _is_compound(head, tail, words) else "") + line.text
        else:
            text = f"{text} {line.text}" if text else line.text
    return _plain(text)


def _is_compound(head: str, tail: str, words: Counter[str]) -> bool:
    """Say whether a word broken at its hyphen has that hyphen in the middle of a line too, or begins its second part with a capital."""
    joined, parted = f"{head}{tail}".lower(), f"{head}-{tail}".lower()
    if not tail[:1].islower() or words[parted] != words[joined]:
        return words[parted] > words[joined] or not tail[:1].islower()
    return head.lower().strip("“\"'‘(") in _BEFORE_HYPHENS


def _plain(text: str) -> str:
    """Write the marks of a hyphen at the end of a line as the hyphen that stands there."""
    return text.translate({ord(mark): "-" for mark in _HYPHENS})
