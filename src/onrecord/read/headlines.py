"""Which line is the headline, and which line above it is a masthead."""

from __future__ import annotations

from onrecord.patterns import IGNORECASE, pattern
from onrecord.read.furniture import plain
from onrecord.read.lines import Line
from onrecord.read.mastheads import MASTHEAD, could_be_masthead, outlet_on, vouched_for
from onrecord.read.page import Page, Verdict

# A headline has 3 to 25 words (the longest of 279 real ones has 22); it stands within the first lines, or there is
# none.
SHORTEST_HEADLINE, LONGEST_HEADLINE, LINES_TO_HEADLINE = 3, 25, 12
# A headline that ends in a full stop has at most so many words and most of its words come again in the report; what
# follows it, or follows its second line, is a paragraph of at least so many words.
LONGEST_WITH_STOP, SHARE_COMING_AGAIN, PARAGRAPH_WORDS, LONGEST_SECOND_LINE = 12, 0.6, 18, 16
# So much of a report is searched for the words of its headline.
SEARCHED = 20_000

BY_PLACE = Verdict("headline", "the first line, and it reads as a headline")
BY_TITLE = Verdict("headline", "it repeats the title that the input gave")
BY_STYLE = Verdict("headline", "a short first line in the style of headlines, whose words come again in the report")

_LONG_WORD = pattern(r"[^\W\d_]{4,}")
# What a first sentence has and a headline leaves out: articles, auxiliaries, the past and the person who speaks; days.
_PROSE = pattern(
    r"\b(?:the|a|an|is|are|am|was|were|be|been|has|have|had|did|does|do|said|says|would|could|can|may|might|will|this|that"
    r"|these|those|there|it|its|he|she|they|we|you|i|me|my|his|her|their|our|your|who|which|when|how|what"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today|tonight)\b|['’](?:s (?:a|the|been|not)|re|ve|ll|m)\b"
    r"|n['’]t\b|\b[a-z]{2,20}(?:ed|id|ke)\b",
    IGNORECASE,
)


def mark_headline(page: Page, verdicts: list[Verdict | None]) -> None:
    """Mark the headline, if there is one, and the masthead above it."""
    first = _first_free(page, verdicts)
    if page.title is not None:
        repeated = _repeated_title(page, page.title)
        if repeated is not None:
            verdicts[repeated] = BY_TITLE
            if first is not None and first < repeated and could_be_masthead(page, first):
                verdicts[first] = MASTHEAD
        return
    if first is not None and _is_masthead(page, verdicts, first):
        verdicts[first] = MASTHEAD
        first = _first_free(page, verdicts)
    if first is not None:
        verdicts[first] = _reads_as_headline(page, first)


def _first_free(page: Page, verdicts: list[Verdict | None], start: int = 0) -> int | None:
    """Find the first line from `start` on that is not furniture by its own words."""
    places = range(start, min(LINES_TO_HEADLINE, len(page.lines)))
    return next((place for place in places if verdicts[place] is None), None)


def _repeated_title(page: Page, title: str) -> int | None:
    lines = page.lines[:LINES_TO_HEADLINE]
    return next((place for place, line in enumerate(lines) if _same_words(line.text, title)), None)


def _same_words(one: str, other: str) -> bool:
    return plain(one).strip(" .") == plain(other).strip(" .")


def _is_masthead(page: Page, verdicts: list[Verdict | None], number: int) -> bool:
    """Say whether a first line is the name of the outlet: a headline must come after it, or at least a date."""
    if not could_be_masthead(page, number):
        return False
    below = _first_free(page, verdicts, number + 1)
    if below is not None and _reads_as_headline(page, below) == BY_PLACE:
        return True
    dated = number + 1 < len(page.lines) and page.lines[number + 1].is_date
    return dated and (outlet_on(page.lines[number].text).isupper() or vouched_for(page, number))


def _reads_as_headline(page: Page, number: int) -> Verdict | None:
    line = page.lines[number]
    if not SHORTEST_HEADLINE <= line.words <= LONGEST_HEADLINE or number + 1 == len(page.lines) or line.sentences > 1:
        return None
    if line.text[-1] in ",:" or line.cut_short:
        return None
    following = page.lines[number + 1]
    if line.text[-1] != ";" and (not line.finished or line.title_case or following.names_writer or following.dateline):
        return BY_PLACE
    return BY_STYLE if _has_style_of_headline(page, number) else None


def _has_style_of_headline(page: Page, number: int) -> bool:
    """Say whether a short line with a full stop or a semicolon is a headline: no prose, and its words come again."""
    line = page.lines[number]
    if line.words > LONGEST_WITH_STOP or line.said or line.quotes or line.dateline or line.starts_as_prose:
        return False
    if _PROSE.search(line.text) or not _stands_over_paragraph(page.lines[number + 1 :]):
        return False
    own = {_stem(word) for word in _LONG_WORD.findall(line.text)}
    rest = " ".join(other.text[:SEARCHED] for other in page.lines[number + 1 :])[:SEARCHED]
    return len(own) >= 2 and len(own & {_stem(word) for word in _LONG_WORD.findall(rest)}) >= SHARE_COMING_AGAIN * len(
        own
    )


def _stands_over_paragraph(below: tuple[Line, ...]) -> bool:
    """Say whether a long paragraph follows, at once or after one short line."""
    if below[0].words >= PARAGRAPH_WORDS:
        return True
    return len(below) > 1 and below[0].words <= LONGEST_SECOND_LINE and below[1].words >= PARAGRAPH_WORDS


def _stem(word: str) -> str:
    """Cut a word to what its forms share, roughly: enough to see that it comes again."""
    return word.lower()[:5]
