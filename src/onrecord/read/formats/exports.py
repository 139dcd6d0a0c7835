"""What a news database exports as text: its documents, each with what the lines around its words say of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import chain

from msgspec import Struct, field
from msgspec.structs import replace

from onrecord.model import BlockKind
from onrecord.patterns import IGNORECASE, MULTILINE, pattern
from onrecord.read.fields import Mark, Offered
from onrecord.read.formats.export_fields import fields_of, headline_of, words_in
from onrecord.read.formats.export_lines import ONLY_BELOW, SURE_LABELS, ExportLine, export_lines

# A paragraph without a label is of the report itself when it has so many words (headlines have up to 22, names of outlets and editions
# few), or when it ends as a sentence does and has a few.
LONG, SENTENCE = 25, 8
# So many different signs (labels, lines of dates, lengths, copyright) make an export of a text that has a sure one among them; without a
# sure one so many labels must stand above the text.
FEWEST_SIGNS = 3
OF_THE_EXPORT = "it belongs to the news database that the report was exported from"
PICTURED = "a label of the news database says that it is about a picture"
SUMMED_UP = "a label of the news database says that it is a summary"
AUTHORED = "it stands where the news database names the author"
HEADLINE = "it stands where the news database writes the headline"

# Only a text with one of these is looked at line by line.
_SIGN = pattern(
    r"^[ \t]{0,80}(?:\d{1,4} of \d{1,4} DOCUMENT|(?:length|word count) ?: ?[\d,]{1,7} words|load-date:|end of document"
    r"|proquest document id:|HD {1,4}\S|document [a-z]{2,8}\d\w{16,24}|(?:title|headline|paper|author/byline|edition) ?:)",
    MULTILINE | IGNORECASE,
)
_STOPS = (".", "!", "?", ".”", "!”", "?”", '."', '!"', '?"', ".'", ".’")
_PICTURES = frozenset({"graphic", "classification"})
_COMPANIES = frozenset("ltd limited inc company co llc plc gmbh corp corporation group the".split())

Lines = Sequence[ExportLine]


class Document(Struct, frozen=True):
    """One document of an export: its own lines, those of the export before and behind it that belong to no document."""

    lines: Lines
    before: Lines = ()
    behind: list[ExportLine] = field(default_factory=list)

    @property
    def start(self) -> int:
        """Give the offset where it begins."""
        return (*self.before, *self.lines)[0].start


def divided(offer: Offered, data: bytes = b"") -> Iterator[Offered]:
    """Give the documents of a text that a news database exported, each as a report; any other text as it is.

    `data` are the bytes of the text, if it is the whole of a file: then each document is given the byte at which it begins.
    """
    documents = _documents(offer.text)
    if not documents:
        yield offer
        return
    starts = [0, *(one.start for one in documents[1:]), len(offer.text)]
    offsets = _offsets(offer, starts, data)
    for number, one in enumerate(documents, start=1):
        start, end = starts[number - 1], starts[number]
        part = replace(
            offer, text=_spaced(offer.text[start:end], one.lines, start), marks=tuple(_marks(offer.text, one, start))
        )
        begins, ends = _bounds(offer.text, one.lines)
        said = fields_of(offer.text, one.lines[:begins], one.lines[ends:])
        stated = {noun: field for noun, field in said.items() if getattr(offer, noun) is None}
        if len(documents) > 1:
            name, locator = f"{offer.name}-{number}", f"{offer.locator}:{number}"
            digest = sha256(part.text.encode()).hexdigest()
            part = replace(part, name=name, locator=locator, offset=offsets[number - 1], digest=digest)
        yield replace(part, **stated)


def _offsets(offer: Offered, starts: Sequence[int], data: bytes) -> list[int | None]:
    """Give the byte at which each document begins; that of the whole text where it cannot be told."""
    byte = len(data) - len(offer.text.encode(offer.encoding, "replace"))
    if not 0 <= byte <= 4:  # a byte-order mark stands before the text
        return [offer.offset] * len(starts)
    found: list[int | None] = []
    for start, end in zip(starts, starts[1:], strict=False):
        found.append(byte)
        byte += len(offer.text[start:end].encode(offer.encoding, "replace"))
    return found


def _documents(text: str) -> list[Document]:
    """Cut an export into its documents; none when it is no export."""
    if not _SIGN.search(text):
        return []
    documents: list[Document] = []
    before: list[ExportLine] = []
    for lines in _cut(export_lines(text)):
        if _is_document(text, lines):
            documents.append(Document(lines, tuple(before)))
            before = []
        elif not documents:
            before += lines
        elif any(_is_prose(text, group) for group in _groups(lines)):
            documents.append(Document(lines))
        else:
            documents[-1].behind.extend(lines)
    if len(documents) == 1 and any(
        _is_prose(text, group) and _is_finished(text, group) for group in _groups(documents[0].before)
    ):
        return []  # a report stands before the only document
    # where none has words of its own, these stand right under the labels, as no database sets them
    return documents if any(begins < ends for begins, ends in (_bounds(text, one.lines) for one in documents)) else []


def _cut(lines: Lines) -> Iterator[Lines]:
    """Cut lines before “2 of 20 DOCUMENTS”, behind the ends of documents and, where ProQuest wrote them, behind ruled lines."""
    ruled = any(line.label == "proquestdocumentid" for line in lines)
    numbers = iter(_in_sequence(lines))
    following = next(numbers, None)
    held: list[ExportLine] = []
    for line in lines:
        if line is following:
            following = next(numbers, None)
            if held:
                yield held
            held = []
        held.append(line)
        if line.kind in ("end", "accession") or (ruled and line.kind == "rule"):
            yield held
            held = []
    if held:
        yield held


def _in_sequence(lines: Lines) -> list[ExportLine]:
    """Give the lines that number the documents one after the other, out of the same number of them."""
    numbered: list[ExportLine] = []
    for line in lines:
        if line.kind == "numbered" and line.number[0] <= line.number[1]:
            if not numbered or line.number == (numbered[-1].number[0] + 1, numbered[-1].number[1]):
                numbered.append(line)
    return numbered


def _is_document(text: str, lines: Lines) -> bool:
    """Say whether lines are a document as a news database writes it."""
    labels = {line.label for line in lines if line.label}
    signs = labels | {line.kind for line in lines if line.kind not in ("words", "label")}
    sure = bool(labels & SURE_LABELS) or any(
        line.kind in ("numbered", "end", "accession") or (line.kind == "length" and line.label) for line in lines
    )
    if sure:
        return len(signs) >= FEWEST_SIGNS
    begins = _text_begins(text, lines)
    return len({line.label for line in lines[:begins] if line.label}) >= FEWEST_SIGNS


def _groups(lines: Lines) -> list[Lines]:
    """Part lines at the empty lines between them."""
    groups: list[list[ExportLine]] = []
    for line in lines:
        if line.gap or not groups:
            groups.append([])
        groups[-1].append(line)
    return [*groups]


def _is_prose(text: str, group: Lines) -> bool:
    """Say whether a paragraph is of the report itself: no line in it has a label or the like, and it reads as sentences."""
    if any(line.kind != "words" for line in group):
        return False
    return words_in(text, group) >= (SENTENCE if _is_finished(text, group) else LONG)


def _is_finished(text: str, group: Lines) -> bool:
    """Say whether a paragraph ends as a sentence does; what was searched for does not, however long it is."""
    return text[group[-1].start : group[-1].end].endswith(_STOPS)


def _bounds(text: str, lines: Lines) -> tuple[int, int]:
    """Give the numbers of the first line of the report's own words and of the line behind them."""
    begins = _text_begins(text, lines)
    ends = _text_ends(text, lines, begins)
    return begins, _before_publisher(text, lines, begins, ends)


def _text_begins(text: str, lines: Lines) -> int:
    """Give the number of the line with which the report's own words begin, behind the labels above them."""
    begins = place = 0
    for group in _groups(lines):
        for number, line in enumerate(group, start=place):
            if line.names("text"):
                return number
        place += len(group)
        first = group[0]
        if first.label in ONLY_BELOW or first.kind in ("accession", "end") or _is_prose(text, group):
            break
        if any(line.kind != "words" for line in group):
            begins = place
    return begins


def _text_ends(text: str, lines: Lines, begins: int) -> int:
    """Give the number of the line behind the report's own words, where the labels below them begin."""
    below = place = begins
    groups = _groups(lines[begins:])
    dated = max((number for number, line in enumerate(lines) if line.label == "loaddate"), default=0)
    for group in groups:
        if group[0].label in _PICTURES and place < dated:
            break
        place += len(group)
        if _is_prose(text, group) or any(line.names("text") for line in group):
            below = place
    return next((number for number, line in enumerate(lines[below:], start=below) if line.is_below), len(lines))


def _marks(text: str, document: Document, start: int) -> Iterator[Mark]:
    """Mark what the news database wrote around the words of a report."""
    lines = document.lines
    begins, ends = _bounds(text, lines)
    titled = headline_of(text, lines[:begins])
    kind: BlockKind = "boilerplate"
    because = OF_THE_EXPORT
    for line in document.before:
        yield Mark(line.start - start, line.end - start, "boilerplate", OF_THE_EXPORT)
    for number, line in enumerate(lines):
        if line.kind != "words":
            kind, because = _kind_of(line)
        if line in titled:
            yield Mark(line.start - start, line.end - start, "headline", HEADLINE)
        elif not begins <= number < ends:
            yield Mark(line.start - start, line.end - start, kind, because)
        elif line.names("text"):
            yield Mark(line.start - start, line.value - start, "boilerplate", OF_THE_EXPORT)
    for line in document.behind:
        yield Mark(line.start - start, line.end - start, "boilerplate", OF_THE_EXPORT)


def _kind_of(line: ExportLine) -> tuple[BlockKind, str]:
    """Say what a line with a label is, and the lines below it up to the next label."""
    if line.names("caption"):
        return "caption", PICTURED
    if line.names("teaser"):
        return "teaser", SUMMED_UP
    return ("byline", AUTHORED) if line.names("byline") or line.kind == "byline" else ("boilerplate", OF_THE_EXPORT)


def _before_publisher(text: str, lines: Lines, begins: int, ends: int) -> int:
    """Leave out the name of the publisher that Factiva writes over its own number for the document."""
    if not begins < ends < len(lines) or lines[ends].kind != "accession" or not lines[ends - 1].gap:
        return ends
    head = " ".join(text[line.start : line.end] for line in lines[:begins]).lower()
    known = {word.strip(".,;()©") for word in head.split()} | _COMPANIES
    name = text[lines[ends - 1].start : lines[ends - 1].end].lower().split()
    return ends - 1 if all(word.strip(".,;()©") in known for word in name) else ends


def _spaced(part: str, lines: Lines, start: int) -> str:
    """Give the words behind a label such as “Full text:” a line of their own: the space between becomes the end of a line."""
    cuts = [line.value - start - 1 for line in lines if line.names("text") and line.value < line.end]
    pieces = zip([0, *(cut + 1 for cut in cuts)], [*cuts, len(part)], strict=True)
    return "\n".join(chain(part[begun:end] for begun, end in pieces))
