"""Findings about quotation marks: marks that do not pair, and spoken words that lost theirs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping

from onrecord.attributions.marks import Quotations, find_quotations
from onrecord.findings.pile import Inside, Pile, sentence_span, sentences_of, shorten
from onrecord.findings.prose import is_prose
from onrecord.findings.vocabulary import words_of
from onrecord.language import Parsed, Sentence, Word
from onrecord.model import Finding, Report, Statement, Stretches

# First-person words that a reporter's own telling does not use. “We” and “our” are left out: readers and writers share them.
FIRST_PERSON = frozenset({"I", "my", "mine", "myself"})

# A colon within so many characters of a paragraph's beginning follows a speaker's name; the traces of a post, and what stands
# between two paragraphs, are looked for so far around.
LABEL, NEAR = 60, 300

# A line that begins so is a quotation, a caption or a list, whatever the marks say.
_LEADING = tuple("\"'“‘«—–-*•`")

# What a signature begins with.
_SIGNING = ("—", "–", "―", "@")

# First-person words in more paragraphs than this mean that the writer tells the report: no mark was lost (tried 1 to 3).
TOLD_BY_WRITER = 1

# Somebody's words in the reporter's own voice may mislead; a mark without its partner is worth knowing.
LOST = 2


def find_broken_marks(pile: Pile) -> Iterator[Finding]:
    """Raise each quotation mark without a partner, and each spoken sentence that stands outside quotation marks."""
    for report in pile.reports:
        quotations = find_quotations(report)
        for fault in quotations.faults:
            because = f"There is {fault.because} here, so it is not certain which words are quoted."
            yield Finding("marks-broken", report.id, (fault.span,), because)
        yield from _lost_marks(pile, report, quotations)
    told = {
        report: Stretches((span, None) for one in found for span in one.content)
        for report, found in pile.attributions.items()
    }
    for statement in pile.statements:
        yield from _unquoted(pile, statement, told)


def _unquoted(pile: Pile, statement: Statement, told: Mapping[str, Stretches[None]]) -> Iterator[Finding]:
    """Raise words that a report prints as its own though another has them in quotation marks.

    Words of which the report gives even a part to somebody (`told`) are not printed as its own.
    """
    marked = next((witness for witness in statement.witnesses if witness.quoted), None)
    for witness in statement.witnesses if marked else ():
        if (
            marked
            and witness.attribution is None
            and not witness.quoted
            and witness.report != marked.report
            and not any(told[witness.report].meeting(span) for span in witness.spans)
            and not _is_signed(pile.report(witness.report), witness.spans[-1].end)
        ):
            because = (
                f"Report {pile.sigla[witness.report]} prints these words as its own; "
                f"report {pile.sigla[marked.report]} has them in quotation marks."
            )
            spans = witness.spans + marked.spans
            yield Finding("marks-broken", witness.report, spans, because, statement.id, severity=LOST)


def _is_signed(report: Report, end: int) -> bool:
    """Say whether a dash and a name follow: a post from a social site, which page makers set without quotation marks."""
    return report.text[end : end + NEAR].lstrip(" .!?\n")[:1] in _SIGNING


def _lost_marks(pile: Pile, report: Report, quotations: Quotations) -> Iterator[Finding]:
    parsed = pile.parsed[report.id]
    quoted = Inside([quotation.outer for quotation in quotations.quotations])
    content = Inside([span for one in pile.attributions[report.id] for span in one.content])
    found = [
        (sentence, words)
        for sentence in sentences_of(parsed)
        if (words := _own_voice(parsed, sentence, quoted, content))
    ]
    paragraphs = {sentence.block for sentence, _ in found}
    if len(paragraphs) > TOLD_BY_WRITER or any(_narrates(parsed, words) for _, words in found):
        return
    starts = [block.span.start for block in report.blocks]
    doubtful = {bisect_right(starts, fault.span.start) - 1 for fault in quotations.faults}
    for sentence, words in found:
        if sentence.block in doubtful or not is_prose(parsed.words[sentence.first : sentence.last]):
            continue
        if not _is_spoken_line(parsed, sentence):
            shown = "”, “".join(dict.fromkeys(shorten(word.text) for word in words))
            because = (
                f"“{shown}” stands outside quotation marks in a report that is not told in the first person: "
                "these may be somebody's words that lost their marks."
            )
            yield Finding("marks-broken", report.id, (sentence_span(parsed, sentence),), because, severity=LOST)


def _own_voice(parsed: Parsed, sentence: Sentence, quoted: Inside, content: Inside) -> list[Word]:
    """Give the first-person words of a sentence that stand in nobody's mouth. Capitals elsewhere are titles (“Save Me”)."""
    return [
        word
        for word in parsed.words[sentence.first : sentence.last]
        if word.text in FIRST_PERSON
        and word.tag in {"PRP", "PRP$"}
        and (word.text != "I" or _acts(parsed, word))
        and not quoted.holds(word.start)
        and not content.holds(word.start)
    ]


def _acts(parsed: Parsed, word: Word) -> bool:
    """Tell the speaker's I from a numeral and from a title (“I Would Die”): it has a verb, which is written small."""
    head, before = parsed.words[word.head], parsed.words[max(word.index - 1, 0)]
    if before.part == "PROPN" and before.sentence == word.sentence:  # World War I
        return False
    return word.role in {"nsubj", "nsubjpass"} and head.part in {"VERB", "AUX"} and head.text.islower()


def _narrates(parsed: Parsed, words: list[Word]) -> bool:
    """Say whether the writer of the report steps in: “when I visited the yard”, “told me”."""
    heads = [parsed.words[word.head] for word in words]
    return any(head.lemma in words_of("seams", "reporting") and head.tag in {"VBD", "VBN"} for head in heads)


def _is_spoken_line(parsed: Parsed, sentence: Sentence) -> bool:
    """Tell what needs no marks: a transcript's line, what a colon announces, a reader's question, a post from a social site."""
    report, start = parsed.report, parsed.words[sentence.first].start
    block = report.blocks[sentence.block].span
    words = report.text[max(block.start, start - NEAR) : min(block.end, start + NEAR)]
    ahead = report.text[block.start : min(block.start + LABEL, block.end)]
    before = report.text[max(0, block.start - NEAR) : block.start].rstrip()[-1:]
    after = report.text[block.end : block.end + NEAR].lstrip()[:1]
    question = parsed.words[sentence.last - 1].text == "?"
    post = any(piece in words for piece in words_of("seams", "posted")) or after in {"—", "–", "-", "@"}
    return question or post or ":" in ahead or before == ":" or ahead[:1] in _LEADING or report.text[start] in _LEADING
