"""What the rules for blocks look at, a page of lines, and what they answer: a kind and the rule that says so."""

from __future__ import annotations

from msgspec import Struct

from onrecord.model import BlockKind
from onrecord.read.lines import Line

# How many lines must be finished sentences before an unfinished one says anything about itself, and of how long lines
# it is asked.
FEWEST_FINISHED, FINISHED_SHARE, SENTENCE_WORDS = 3, 0.6, 8

# What a web page shows of text that is no part of its article: such text may be a byline or a caption by its own words where it
# stands among the article's paragraphs; elsewhere it is of no account.
AMONG = "it stands among the paragraphs of the article and is none of them"
ELSEWHERE = "it stands on the page outside of the article"


class Verdict(Struct, frozen=True):
    """What a paragraph is, and the rule that says so."""

    kind: BlockKind
    because: str


class Page(Struct, frozen=True):
    """All lines of a report; its title if the input gave one; whether its sentences are finished, as most reports are."""

    lines: tuple[Line, ...]
    title: str | None
    finished: bool


def make_page(lines: tuple[Line, ...], title: str | None) -> Page:
    """Put the lines of a report together and see whether most of its sentences end with a full stop or the like."""
    finished, sentences = sum(line.finished for line in lines), sum(line.words > SENTENCE_WORDS for line in lines)
    return Page(lines, title, finished >= FEWEST_FINISHED and finished >= FINISHED_SHARE * sentences)
