"""When a quotation goes on with what the one before it began: the same speaker, without being named again."""

from __future__ import annotations

from onrecord.attributions.cues import cues
from onrecord.attributions.draft import Draft
from onrecord.attributions.marks import Quotation
from onrecord.attributions.quoting import DASHES, REACH, TERMINATORS, Quoting, fills_block
from onrecord.language import Word

# How many words may follow a cue in its sentence before a continuation (“…,” X said in a statement on Friday. “…”).
_TAIL = 40
# What may lead from a clause to a further quotation in it.
_LINKS = {"and", "but", "or", "of", "to", "as", ",", "then", "with", "for", "by", "in"}


def continues(quoting: Quoting, previous: Draft, quotation: Quotation) -> bool:
    """“…,” she said. “…”: the same speaker goes on, in the same paragraph or in one that takes the quotation up again."""
    if (
        not previous.quotations
        or previous.origin == "quotation"
        and previous.quotations[-1].closed
        and not _touching(quoting, previous, quotation)
    ):
        return False
    last = previous.quotations[-1]
    if last.continues and quotation.block > last.block:
        return True
    if quotation.block == last.block:
        return _touching(quoting, previous, quotation) or _follows_cue(quoting, previous, quotation)
    return (
        quotation.block == last.block + 1 and fills_block(quoting, quotation) and _ends_block(quoting, previous, last)
    )


def runs_on(quoting: Quoting, previous: Draft, quotation: Quotation) -> bool:
    """said that … “…” but “…”: the clause goes on to another quotation where the parse had broken off; takes it in when so."""
    words = quoting.parsed.words
    if previous.heart is None or words[previous.heart].start > quotation.outer.start or not previous.content:
        return False
    last = max(previous.content[-1], previous.reach)
    if last < previous.heart or quoting.parsed.sentence_of(last).block != quotation.block:
        return False
    between = quoting.outside(last + 1, quoting.words(quotation).start, REACH + 1)
    if not between or len(between) > REACH or between[0].lemma not in _LINKS or any(map(_breaks_off, between)):
        return False
    previous.content.extend(w.index for w in between)
    previous.draw_in(quotation, quoting.words(quotation))
    return True


def _breaks_off(word: Word) -> bool:
    """Say whether a word between two quotations ends the clause: a full stop, a dash, another cue, another subject."""
    cue = word.part == "VERB" and cues().introduces_quotation(word.lemma.casefold())
    return cue or word.text in TERMINATORS or word.text in DASHES or word.role in ("nsubj", "nsubjpass")


def _touching(quoting: Quoting, previous: Draft, quotation: Quotation) -> bool:
    gap = quoting.parsed.report.text[previous.quotations[-1].outer.end : quotation.outer.start]
    return not gap.strip(" .,…") and quotation.block == previous.quotations[-1].block


def _follows_cue(quoting: Quoting, previous: Draft, quotation: Quotation) -> bool:
    """Only the rest of the cue's own sentence stands between the two quotations, and the cue came behind the first."""
    words = quoting.parsed.words
    if previous.heart is None or words[previous.heart].start < previous.quotations[0].outer.start:
        return False
    outside = quoting.outside(previous.heart + 1, quoting.words(quotation).start, _TAIL + 1)
    beyond = [w for w in outside if w.sentence != words[previous.heart].sentence and w.text[0].isalnum()]
    closes = (
        not outside
        or outside[-1].text in (".", ",", ":", ";", "—", "–", "--", "?", "!")
        or outside[-1].text.endswith(".")
    )
    return len(outside) <= _TAIL and not beyond and closes


def _ends_block(quoting: Quoting, previous: Draft, last: Quotation) -> bool:
    """The paragraph before ended with “…,” she said, or with a second piece after it."""
    if (
        previous.heart is None
        or previous.origin != "quotation-first"
        and quoting.parsed.words[previous.heart].start < previous.quotations[0].outer.start
    ):
        return False
    end = max(last.outer.end, quoting.parsed.words[previous.heart].end)
    first = quoting.place(end)
    rest = [
        w
        for w in quoting.parsed.words[first : first + _TAIL + 1]
        if quoting.parsed.sentences[w.sentence].block == last.block
    ]
    return len(rest) <= _TAIL and all(
        w.sentence == quoting.parsed.words[previous.heart].sentence or not w.text[0].isalnum() for w in rest
    )
