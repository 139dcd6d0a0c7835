"""Which stretch of a report is headline, body, caption, link elsewhere or page furniture. When in doubt it is body."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from onrecord.model import Block, BlockKind, Span
from onrecord.read.captions import credits_a_picture, describes_a_picture, names_people_only
from onrecord.read.furniture import furniture, plain
from onrecord.read.lines import Line, look_at
from onrecord.read.paragraphs import find_paragraphs

# A headline has 3 to 25 words (the longest of 279 real ones has 22); it stands within the first lines, or there is
# none.
SHORTEST_HEADLINE, LONGEST_HEADLINE, LINES_TO_HEADLINE = 3, 25, 12
# A subheading has at most so many words (tried 5 to 12; longer ones without a full stop are mostly captions).
LONGEST_CROSSHEAD = 8
# Links at the end of a page are headlines of at most so many words; longer lines are likelier sentences cut short.
SHORTEST_LINK, LONGEST_LINK = 4, 16
# Many headlines in a row are links to other stories. Captions of a gallery come in rows too, but they are longer (13
# to 16 words on average; headlines of links 9).
LONGEST_IN_RUN, SHORTEST_RUN = 13, 5
# An unfinished line of more words is a sentence whose full stop was lost rather than a caption.
LONGEST_CAPTION = 40
# How many lines must be finished sentences before an unfinished one says anything about itself, and of how long lines
# it is asked.
FEWEST_FINISHED, FINISHED_SHARE, SENTENCE_WORDS = 3, 0.6, 8


class Verdict(Struct, frozen=True):
    """What a paragraph is, and the rule that says so."""

    kind: BlockKind
    because: str


BODY = Verdict("body", "a paragraph of the report")
ROW = Verdict("list", "one of many short lines with figures in a row: a list or a table")
LINK_AMONG_LINKS = Verdict("teaser", "one of many headlines in a row: links to other stories")
CLOSING_LINK = Verdict("teaser", "a headline at the very end: the link to another story")
_PASSED_OVER: frozenset[BlockKind] = frozenset({"boilerplate", "teaser", "byline"})


class _Page(Struct, frozen=True):
    """All lines of a report; its title if the input gave one; whether its sentences are finished, as most reports are."""

    lines: tuple[Line, ...]
    title: str | None
    finished: bool


def mark_blocks(text: str, report: str = "", title: str | None = None) -> tuple[Block, ...]:
    """Mark what each paragraph of a report is; together the blocks cover all but white space, once and in order.

    `report` is the `Report.id` for the spans; `title` is the headline when the input gave it apart from the text.
    """
    paragraphs = find_paragraphs(text)
    lines = tuple(look_at(text[one.start : one.end]) for one in paragraphs)
    finished, sentences = sum(line.finished for line in lines), sum(line.words > SENTENCE_WORDS for line in lines)
    verdicts = _judge(_Page(lines, title, finished >= FEWEST_FINISHED and finished >= FINISHED_SHARE * sentences))
    return tuple(
        Block(Span(report, one.start, one.end), verdict.kind, verdict.because)
        for one, verdict in zip(paragraphs, verdicts, strict=True)
    )


def _judge(page: _Page) -> list[Verdict]:
    """Judge each line by its own words, then by its place on the page."""
    verdicts = [_by_words(line) for line in page.lines]
    headline = _headline(page, verdicts)
    if headline is not None:
        verdicts[headline] = Verdict(
            "headline",
            "the first line, and it reads as a headline"
            if page.title is None
            else "it repeats the title that the input gave",
        )
    _mark_runs_of_links(page, verdicts)
    _mark_closing_links(page, verdicts)
    return [verdict or _by_place(page, number) for number, verdict in enumerate(verdicts)]


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


def _headline(page: _Page, verdicts: list[Verdict | None]) -> int | None:
    """Find the headline: the first line that is not furniture, if it reads as one."""
    for number, line in enumerate(page.lines[:LINES_TO_HEADLINE]):
        if page.title is not None:
            if _same_words(line.text, page.title):
                return number
        elif verdicts[number] is None:
            return number if _reads_as_headline(page, number) else None
    return None


def _same_words(one: str, other: str) -> bool:
    return plain(one).strip(" .") == plain(other).strip(" .")


def _reads_as_headline(page: _Page, number: int) -> bool:
    line = page.lines[number]
    if not SHORTEST_HEADLINE <= line.words <= LONGEST_HEADLINE or number + 1 == len(page.lines) or line.sentences > 1:
        return False
    if line.text[-1] in ",;:" or line.cut_short:
        return False
    following = page.lines[number + 1]
    return not line.finished or line.title_case or following.names_writer or following.dateline


def _mark_runs_of_links(page: _Page, verdicts: list[Verdict | None]) -> None:
    """Mark many headlines one after another, as in lists of other stories."""
    run: list[int] = []
    for number in range(len(page.lines) + 1):
        if number < len(page.lines) and verdicts[number] is None and _is_link(page.lines[number], LONGEST_IN_RUN):
            run.append(number)
            continue
        if len(run) >= SHORTEST_RUN and sum(line.finished for line in page.lines) >= FEWEST_FINISHED:
            rows = 2 * sum(page.lines[place].figures for place in run) > len(run)
            for place in run:
                verdicts[place] = ROW if rows else LINK_AMONG_LINKS
        run = []


def _mark_closing_links(page: _Page, verdicts: list[Verdict | None]) -> None:
    """Mark headlines at the very end, passing over page furniture."""
    for number in reversed(range(len(verdicts))):
        verdict = verdicts[number]
        if verdict is not None and verdict.kind in _PASSED_OVER:
            continue
        if verdict is not None or not page.finished or not _is_link(page.lines[number], LONGEST_LINK):
            break
        verdicts[number] = CLOSING_LINK


def _is_link(line: Line, longest: int) -> bool:
    """Say whether a line reads as a headline and not as a sentence that was cut short."""
    if line.finished or not SHORTEST_LINK <= line.words <= longest or line.sentences > 1 or line.text[-1] in ",;:":
        return False
    if line.cut_short or line.lower_start or line.said or line.starts_as_prose:
        return False
    return line.title_case or not line.quotes


def _by_place(page: _Page, number: int) -> Verdict:
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
