"""Findings about sentences that are broken as English."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from onrecord.attributions.marks import find_quotations
from onrecord.findings.flaws import Flaw, find_flaws
from onrecord.findings.pile import Inside, Pile, listed, sentences_of
from onrecord.language import Parsed, Sentence
from onrecord.model import Finding, Span

# A weak flaw counts only in company: this many weak flaws of different kinds, or one strong one, in the report.
WEAK_KINDS = 2

# A report with more sentences at flaw than this gets one finding for all weak ones: it is the site's style, not a slip.
WEAK_SENTENCES = 8

# The same weak flaw, alone in so many sentences, is told once for the report.
THROUGHOUT = 3


def find_garbled(pile: Pile) -> Iterator[Finding]:
    """Raise each sentence that is broken as English, with a list of what is broken."""
    for report in pile.reports:
        parsed = pile.parsed[report.id]
        quoted = Inside([quotation.outer for quotation in find_quotations(report).quotations])
        broken = [(sentence, flaws) for sentence in sentences_of(parsed) if (flaws := _flaws(parsed, sentence, quoted))]
        strong = any(flaw.strong for _, flaws in broken for flaw in flaws)
        weak = {_kind(flaw) for _, flaws in broken for flaw in flaws if not flaw.strong}
        style = sum(not any(flaw.strong for flaw in flaws) for _, flaws in broken) > WEAK_SENTENCES
        if strong or len(weak) >= WEAK_KINDS:
            yield from _raise(parsed, broken, style)


def _raise(parsed: Parsed, broken: list[tuple[Sentence, list[Flaw]]], style: bool) -> Iterator[Finding]:
    """Raise a finding for each sentence, but one alone for a weak flaw that comes back through the whole report."""
    alone = [flaws[0] for _, flaws in broken if len(flaws) == 1 and not flaws[0].strong]
    often = {says for says, times in Counter(flaw.says for flaw in alone).items() if times >= THROUGHOUT}
    for says in sorted(often):
        spans = tuple(parsed.span(flaw.first, flaw.last) for flaw in alone if flaw.says == says)
        because = f"{says} in {len(spans)} sentences: a wording changed throughout, as programs that reword texts do."
        yield Finding("garbled", parsed.report.id, spans, because[0].upper() + because[1:])
    for _, flaws in broken:
        weak = not any(flaw.strong for flaw in flaws)
        if not (weak and (style or len(flaws) == 1 and flaws[0].says in often)):
            yield _garbled(parsed, flaws)


def _flaws(parsed: Parsed, sentence: Sentence, quoted: Inside) -> list[Flaw]:
    """Find what is broken in a sentence; what may be a speaker's art is left alone within quotation marks."""
    found = find_flaws(parsed.words[sentence.first : sentence.last], parsed.report.text)
    return [flaw for flaw in found if not (flaw.rhetoric and quoted.holds(parsed.words[flaw.first].start))]


def _kind(flaw: Flaw) -> str:
    """Tell weak flaws apart by what is said of them, not by the words they quote."""
    return flaw.says.rpartition("”")[2]


def _garbled(parsed: Parsed, flaws: list[Flaw]) -> Finding:
    spans = tuple(parsed.span(flaw.first, flaw.last) for flaw in flaws)
    says = list(dict.fromkeys(flaw.says for flaw in flaws))
    because = f"This sentence is broken as English: {listed(says)}."
    return Finding("garbled", parsed.report.id, _once(spans), because)


def _once(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    return tuple(dict.fromkeys(spans))
