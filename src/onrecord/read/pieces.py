"""Paragraphs in which a page ran two things together: button and caption, post and signature, last sentence and credit."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from onrecord.patterns import IGNORECASE, pattern
from onrecord.read.page import Verdict
from onrecord.read.paragraphs import Paragraph, find_paragraphs

# A signature or a credit stands in the last so many characters of its paragraph (credits of agencies name up to
# twenty people), the buttons over a caption in the first so many.
LONGEST_SIGNATURE, LONGEST_CREDIT, LONGEST_BUTTONS = 220, 500, 300

BUTTONS = Verdict("boilerplate", "buttons and labels that stand over a picture")
UNDER_PICTURE = Verdict("caption", "it stands behind the label of a picture")
POST = Verdict("body", "the words of a post, before its signature")
SIGNATURE = Verdict("byline", "the signature of a post: a name, an account and a date")
CREDIT = Verdict("byline", "a credit in brackets at the end: who reported, wrote or edited")

# “Image copyright Agency Image caption …”: the owner's name ends where the next label begins.
_BUTTON = pattern(
    r"image (?:copyright|source)[ :]{1,2}[^\n]{1,80}?[ \n](?=image caption\b)"
    r"|(?:image caption|media caption|media playback is (?:unsupported|not supported) on your device|enlarge this image"
    r"|toggle caption|hide caption|facebook twitter pinterest)[ :\n]{1,3}",
    IGNORECASE,
)
_FIRST_OF_BUTTONS = frozenset("imethfIMETHF")
_OWNER_ONLY = pattern(r"image (?:copyright|source)[ :]{1,2}[^\n.!?]{1,60}", IGNORECASE)
_DATE = r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}|\d{1,2} [A-Z][a-z]{2,8}\.? \d{4})"
_SIGNATURE = pattern(
    rf"(?:[—―–]|(?<=\s)--?(?=\s)|^--?(?=\s))\s?[^—―–@()\n]{{1,80}} \(@\w{{1,30}}\),? {_DATE}\W{{0,3}}$"
    r"|\bA (?:post|photo|video) (?:shared|posted) by [^@()\n]{1,80} \(@[\w.]{1,30}\) on [^@()\n]{5,40}$"
)
_CREDIT = pattern(
    r"\((?:(?:Additional )?[Rr]eporting|Editing|Writing)(?: and (?:writing|editing|reporting))? by [A-Z][^()]{1,450}\)\W{0,3}$"
)


class Piece(Struct, frozen=True):
    """A stretch of text that is of one kind; `verdict` when the cut itself tells which, else None."""

    start: int
    end: int
    verdict: Verdict | None = None


def find_pieces(text: str) -> list[Piece]:
    """Split a text into paragraphs, and a paragraph that holds two things in two; together they cover all but white space."""
    return [piece for paragraph in find_paragraphs(text) for piece in _cut(text, paragraph)]


def _cut(text: str, paragraph: Paragraph) -> Iterator[Piece]:
    start, end = paragraph.start, paragraph.end
    begun = _after_buttons(text, start, end)
    if begun > start:
        yield from _two(text, start, begun, end, BUTTONS, UNDER_PICTURE)
        return
    for line, reach, before, after in (
        (_SIGNATURE, LONGEST_SIGNATURE, POST, SIGNATURE),
        (_CREDIT, LONGEST_CREDIT, None, CREDIT),
    ):
        tail = text[max(start, end - reach) : end]
        found = line.search(tail) if "(" in tail else None
        if found:
            yield from _two(text, start, max(start, end - reach) + found.start(), end, before, after)
            return
    yield Piece(start, end)


def _after_buttons(text: str, start: int, end: int) -> int:
    """Give the place where the buttons and labels at the start are over: the start itself when there are none."""
    if text[start] not in _FIRST_OF_BUTTONS:
        return start
    if _OWNER_ONLY.fullmatch(text, start, end) and not _BUTTON.match(text, start, end):
        return end
    place, stop = start, min(end, start + LONGEST_BUTTONS)
    while place < end and (found := _BUTTON.match(text, place, stop)):
        place = found.end()
    return place


def _two(text: str, start: int, cut: int, end: int, first: Verdict | None, second: Verdict) -> Iterator[Piece]:
    """Give what stands before the cut and what stands behind it, without the white space between."""
    before = len(text[start:cut].rstrip())
    if before:
        yield Piece(start, start + before, first)
    behind = end - len(text[cut:end].lstrip())
    if behind < end:
        yield Piece(behind, end, second)
