"""Which stretch of a report is headline, body, caption, link elsewhere or page furniture. When in doubt it is body."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from onrecord.model import Block, Span
from onrecord.read.captions import (
    credits_a_picture,
    describes_a_picture,
    ends_with_credit,
    names_people_only,
    says_pictured,
)
from onrecord.read.fields import Mark
from onrecord.read.furniture import furniture
from onrecord.read.headlines import LONGEST_HEADLINE, SHORTEST_HEADLINE, mark_headline
from onrecord.read.lines import Line, look_at
from onrecord.read.links import mark_links
from onrecord.read.page import AMONG, Page, Verdict, make_page
from onrecord.read.pieces import POST, SIGNATURE, Piece, find_pieces

# A subheading has at most so many words (tried 5 to 12; longer ones without a full stop are mostly captions).
LONGEST_CROSSHEAD = 8
# An unfinished line of more words is a sentence whose full stop was lost rather than a caption.
LONGEST_CAPTION = 40
# A caption that ends with a credit, or says what is pictured, may have several sentences, but no more words than this.
LONGEST_CREDITED = 80

# So many paragraphs of one text are judged one by one, at some 70 millionths of a second each; the longest reports have 500.
MOST_JUDGED = 10_000
UNJUDGED = Verdict("body", "one of more paragraphs than are judged one by one")

# Kinds that are no part of the article, whatever element they stand in.
_OUTSIDE = frozenset({"boilerplate", "teaser", "byline", "caption"})
BODY = Verdict("body", "a paragraph of the report")


def mark_blocks(text: str, report: str = "", title: str | None = None, marks: Sequence[Mark] = ()) -> tuple[Block, ...]:
    """Mark what each paragraph of a report is; together the blocks cover all but white space, once and in order.

    `report` is the `Report.id` for the spans; `title` is the headline when the input gave it apart from the text. `marks` are
    stretches whose kind the format knows, in order: a mark decides for the paragraphs that begin in it. Only where it says body, list or
    subheading the paragraph's own words are believed before it when they are those of a button, a byline or a link.
    """
    pieces = find_pieces(text)
    shown = _shown(pieces, marks)
    judged = pieces[:MOST_JUDGED]
    page = make_page(tuple(look_at(text[one.start : one.end]) for one in judged), title)
    verdicts = _judge(page, judged, shown[:MOST_JUDGED]) + [one or UNJUDGED for one in shown[MOST_JUDGED:]]
    return tuple(
        Block(Span(report, one.start, one.end), verdict.kind, verdict.because)
        for one, verdict in zip(pieces, verdicts, strict=True)
    )


def _shown(pieces: Sequence[Piece], marks: Sequence[Mark]) -> list[Verdict | None]:
    """Give for each piece what the mark says that it begins in; both are in order."""
    shown: list[Verdict | None] = []
    place = 0
    for piece in pieces:
        while place < len(marks) and marks[place].end <= piece.start:
            place += 1
        inside = place < len(marks) and marks[place].start <= piece.start
        shown.append(Verdict(marks[place].kind, marks[place].because) if inside else None)
    return shown


def _judge(page: Page, pieces: list[Piece], shown: list[Verdict | None]) -> list[Verdict]:
    """Judge each line by what the format showed and its own words, then by its place on the page."""
    verdicts = [
        _by_mark(mark, one.verdict or _by_words(line), line)
        for one, line, mark in zip(pieces, page.lines, shown, strict=True)
    ]
    _mark_posts(verdicts)
    if not any(mark and mark.kind == "headline" for mark in shown) and (page.title or not any(shown)):
        mark_headline(page, verdicts)
    mark_links(page, verdicts)
    return [
        verdict or mark or _by_place(page, number)
        for number, (verdict, mark) in enumerate(zip(verdicts, shown, strict=True))
    ]


def _by_mark(mark: Verdict | None, words: Verdict | None, line: Line) -> Verdict | None:
    """Weigh what the format showed against what the words say; None where the place on the page may still tell more."""
    if mark is None:
        return words
    if mark.kind in ("body", "list", "crosshead"):
        if words and words.kind == "caption" and line.sentences > 1:
            return None  # captions that stand in the article's own paragraphs are short
        return words if words and (words.kind in _OUTSIDE or mark.kind == "body") else None
    if mark.because == AMONG and words and words.kind in _OUTSIDE:
        return words
    return mark


def _mark_posts(verdicts: list[Verdict | None]) -> None:
    """Mark the line over a signature as the words of the post, unless its own words say what it is."""
    for number in range(1, len(verdicts) - 1):
        if verdicts[number] is None and verdicts[number + 1] == SIGNATURE:
            verdicts[number] = POST


def _by_words(line: Line) -> Verdict | None:
    """Judge a line by what it says; None leaves it to its place."""
    if not line.words:
        return Verdict("boilerplate", "a line without a letter or a figure")
    found = furniture(line.text, line.finished)
    if found and (found.certain or not line.speaks):
        return Verdict(found.kind, found.because)
    return next(filter(None, (rule(line) for rule in _RULES)), None)


def _byline(line: Line) -> Verdict | None:
    if line.names_writer:
        return Verdict("byline", "“By” and a name")
    if line.is_address:
        return Verdict("byline", "a mail address and nothing else")
    return Verdict("byline", "a date and nothing else") if line.is_date else None


def _bracketed_link(line: Line) -> Verdict | None:
    inside = line.text[1:-1]
    bracketed = line.text[0] == "[" and line.text[-1] == "]" and not set("[]") & set(inside)
    if bracketed and SHORTEST_HEADLINE <= line.words <= LONGEST_HEADLINE:
        return Verdict("teaser", "a line in square brackets: the link to another story")
    return None


def _list_item(line: Line) -> Verdict | None:
    if line.bullet and line.text[-1] in "-–—" and line.words <= LONGEST_CROSSHEAD:
        return Verdict("crosshead", "a short line between dashes")
    return Verdict("list", "a line that begins with a bullet or a number") if line.bullet else None


def _caption(line: Line) -> Verdict | None:
    if line.words <= LONGEST_CREDITED and ends_with_credit(line.text):
        return Verdict("caption", "it ends with a label and the credit of a picture")
    if line.words <= LONGEST_CREDITED and not line.quotes and says_pictured(line.text):
        return Verdict("caption", "it says what is pictured")
    if line.said or line.quotes or line.sentences > 1:
        return None
    if line.words <= LONGEST_CROSSHEAD and not line.finished and credits_a_picture(line.text):
        return Verdict("caption", "a name and an agency: the credit of a picture")
    if line.title_case:
        return None
    if describes_a_picture(line.text):
        return Verdict("caption", "one sentence in the present that says what a picture shows")
    if names_people_only(line.text):
        return Verdict("caption", "two full names and no verb, on a line of its own")
    return None


_RULES: tuple[Callable[[Line], Verdict | None], ...] = (_byline, _bracketed_link, _list_item, _caption)


def _by_place(page: Page, number: int) -> Verdict:
    """Judge an ordinary line by its place: an unfinished line among finished ones is a subheading or a caption."""
    line = page.lines[number]
    following = page.lines[number + 1] if number + 1 < len(page.lines) else None
    if not page.finished or line.finished or line.quotes or line.said or line.cut_short or line.sentences > 1:
        return BODY
    if line.lower_start or following is None or following.lower_start or line.text[-1] in ",;":
        return BODY
    if line.text[-1] == ":" and line.has_small_word:
        return BODY
    if line.words <= LONGEST_CROSSHEAD:
        return Verdict("crosshead", "a short line without a full stop, between paragraphs")
    if line.words <= LONGEST_CAPTION:
        return Verdict("caption", "a line without a full stop among finished paragraphs")
    return BODY
