"""Findings about sentences that are broken as English."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from onrecord.attributions.marks import find_quotations
from onrecord.findings.flaws import Flaw, find_flaws
from onrecord.findings.pile import Inside, Pile, listed, sentences_of
from onrecord.language import Parsed, Sentence
from onrecord.model import Finding, Span
from onrecord.reuse.fingerprints import Fingerprint, find_fingerprints

# A weak flaw counts only in company: this many weak flaws of different kinds, or one strong one, in the report.
WEAK_KINDS = 2

# In a report with more sentences at flaw than this, weak flaws are the site's style, not slips.
WEAK_SENTENCES = 8

# A sentence that is surely broken may mislead, a slip is worth knowing.
BROKEN, SLIP = 2, 1


def find_garbled(pile: Pile) -> Iterator[Finding]:
    """Raise what a program that rewords texts left behind, and each sentence that is broken as English with what is broken in it."""
    fingerprints: dict[str, list[Fingerprint]] = defaultdict(list)
    for fingerprint in find_fingerprints(pile.reports, pile.reuse):
        fingerprints[fingerprint.report].append(fingerprint)
    for report in pile.reports:
        left = fingerprints.get(report.id, [])
        yield from map(_reworded, left)
        yield from _broken(pile.parsed[report.id], Inside([span for one in left for span in one.spans]), bool(left))


def _reworded(fingerprint: Fingerprint) -> Finding:
    because = f"{fingerprint.because}: a wording changed throughout, as programs that reword texts do."
    return Finding("garbled", fingerprint.report, fingerprint.spans, because[0].upper() + because[1:])


def _broken(parsed: Parsed, told: Inside, reworded: bool) -> Iterator[Finding]:
    """Raise the broken sentences of one report. What the fingerprints have `told` already is left out."""
    quoted = Inside([quotation.outer for quotation in find_quotations(parsed.report).quotations])
    found = [(sentence, _flaws(parsed, sentence, quoted, told)) for sentence in sentences_of(parsed)]
    broken = [flaws for _, flaws in found if flaws]
    strong = any(flaw.strong for flaws in broken for flaw in flaws)
    weak = {_kind(flaw) for flaws in broken for flaw in flaws if not flaw.strong}
    style = sum(not any(flaw.strong for flaw in flaws) for flaws in broken) > WEAK_SENTENCES
    if strong or reworded or len(weak) >= WEAK_KINDS:
        for flaws in broken:
            if any(flaw.strong for flaw in flaws) or not style:
                yield _garbled(parsed, flaws)


def _flaws(parsed: Parsed, sentence: Sentence, quoted: Inside, told: Inside) -> list[Flaw]:
    """Find what is broken in a sentence; what may be a speaker's art is left alone within quotation marks."""
    found = find_flaws(parsed.words[sentence.first : sentence.last], parsed.report.text)
    return [
        flaw
        for flaw in found
        if not (flaw.rhetoric and quoted.holds(parsed.words[flaw.first].start))
        and (flaw.strong or not told.holds(parsed.words[flaw.last - 1].start))
    ]


def _kind(flaw: Flaw) -> str:
    """Tell weak flaws apart by what is said of them, not by the words they quote."""
    return flaw.says.rpartition("”")[2]


def _garbled(parsed: Parsed, flaws: list[Flaw]) -> Finding:
    spans = tuple(parsed.span(flaw.first, flaw.last) for flaw in flaws)
    says = list(dict.fromkeys(flaw.says for flaw in flaws))
    because = f"This sentence is broken as English: {listed(says)}."
    return Finding(
        "garbled",
        parsed.report.id,
        _once(spans),
        because,
        severity=BROKEN if any(flaw.strong for flaw in flaws) else SLIP,
    )


def _once(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    return tuple(dict.fromkeys(spans))
