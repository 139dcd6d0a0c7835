"""What is found of sentences planted from other stories, and what is raised on ordinary reports, in piles of three.

Planting measures recall only. Ordinary reports measure false alarms: hardly one of them is really spliced, so each splice
raised there counts as false. Nothing is written; planted reports live in memory.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from evaluation.data import CLUSTER, digest, table
from onrecord.attributions import find_attributions
from onrecord.findings import inspect
from onrecord.findings.pile import gather, sentences_of
from onrecord.findings.splices import find_spliced
from onrecord.language import Parsed, parse
from onrecord.model import Block, Finding, Report, Span
from onrecord.read import read

PILE = 3

# Reports of fewer or more told sentences are stubs and live tickers.
FEWEST, MOST = 8, 80

# Words of a sentence that is planted: a whole sentence, and none that a list or a menu ran into.
SHORTEST, LONGEST = 9, 45

PLANTED = 150
SEED = 7

# Kinds that need one report alone; the others rest on statements, which have an evaluation of their own.
ALONE = ("spliced", "garbled", "headline-unsupported")


def main() -> dict[str, Any]:
    """Print what is found of planted sentences and what is raised on ordinary reports, and give the measures."""
    piles = _piles()
    reports = sum(map(len, piles))
    raised = Counter(finding.kind for pile in piles for finding in _inspect(pile))
    print(f"ordinary: {reports} reports in {len(piles)} piles of {PILE}, findings on every ten reports")
    table(["", "findings", "on ten"], [[kind, raised[kind], f"{10 * raised[kind] / reports:.2f}"] for kind in ALONE])
    found = Counter[str]()
    for planted, glued, hit in _plantings(piles):
        found[f"{'end of a paragraph' if glued else 'own paragraph'} planted"] += planted
        found[f"{'end of a paragraph' if glued else 'own paragraph'} found"] += hit
    print("\nplanted: one sentence of another story in a report, in memory")
    places = ("end of a paragraph", "own paragraph")
    shares = {place: found[f"{place} found"] / found[f"{place} planted"] for place in places}
    table(
        ["", "planted", "found", "%"],
        [[place, found[f"{place} planted"], found[f"{place} found"], shares[place]] for place in places],
    )
    return {
        "data": digest([CLUSTER]),
        "at_least": {f"planted, {place}": share for place, share in shares.items()},
        "at_most": {f"{kind} on ten ordinary reports": 10 * raised[kind] / reports for kind in ALONE},
    }


def parse_with_names(report: Report) -> Parsed:
    """Parse a report and find its names."""
    return find_attributions(parse(report)).parsed


def _piles() -> list[list[Parsed]]:
    """Read the news cluster and put three reports of one happening together, in the order of the file."""
    by_story: dict[str, list[Parsed]] = {}
    stories = _stories()
    for parsed in map(parse_with_names, read([CLUSTER]).reports):
        if FEWEST <= len(sentences_of(parsed)) <= MOST:
            by_story.setdefault(stories[parsed.report.name], []).append(parsed)
    return [
        several[start : start + PILE]
        for _, several in sorted(by_story.items())
        for start in range(0, len(several) - PILE + 1, PILE)
    ]


def _stories() -> dict[str, str]:
    """Give the happening of each report of the cluster."""
    with CLUSTER.open(encoding="utf-8", newline="\n") as file:
        return {row["id"]: row["event"] for row in map(json.loads, file)}


def _inspect(pile: Sequence[Parsed]) -> tuple[Finding, ...]:
    return inspect([one.report for one in pile], pile, (), (), (), ())


def _plantings(piles: Sequence[Sequence[Parsed]]) -> Iterator[tuple[int, bool, bool]]:
    """Plant sentences: 1, whether at the end of a paragraph (else as one of its own), whether it was found."""
    chance = random.Random(SEED)
    for number in range(PLANTED):
        pile, other = piles[number % len(piles)], chance.choice(piles)
        sentences = list(_whole(chance.choice(other)))
        paragraphs = [place for place, block in enumerate(pile[0].report.blocks) if block.kind == "body"]
        if other is pile or not sentences or not paragraphs:
            continue
        words, glued = chance.choice(sentences), number % 2 == 0
        report, start = plant(pile[0].report, chance.choice(paragraphs), words, glued)
        planted = [parse_with_names(report), *pile[1:]]
        found = find_spliced(gather([one.report for one in planted], planted, (), (), (), ()))
        there = report.span(start, start + len(words))
        yield 1, glued, any(finding.report == report.id and finding.spans[0].meets(there) for finding in found)


def _whole(parsed: Parsed) -> Iterator[str]:
    """Give the sentences of a report that can stand in another one."""
    for sentence in sentences_of(parsed):
        words = parsed.words[sentence.first : sentence.last]
        text = parsed.span(sentence.first, sentence.last).text(parsed.report)
        verb = any(word.tag in {"VBD", "VBZ", "VBP", "MD"} for word in words)
        if SHORTEST <= len(words) <= LONGEST and verb and text[-1] in '.”"' and "\n" not in text and "http" not in text:
            yield text


def plant(report: Report, paragraph: int, words: str, glued: bool) -> tuple[Report, int]:
    """Put a sentence behind a paragraph of a report, within it or as a new one.

    Gives the new report and the offset at which the sentence starts.
    """
    end = report.blocks[paragraph].span.end
    start, shift = end + 1, len(words) + 1
    identity = f"{report.id}+"
    text = report.text[:end] + (" " if glued else "\n") + words + report.text[end:]
    blocks = []
    for number, block in enumerate(report.blocks):
        first, last = (place + (shift if number > paragraph else 0) for place in (block.span.start, block.span.end))
        last += shift if number == paragraph and glued else 0
        blocks.append(Block(Span(identity, first, last), block.kind, block.because))
        if number == paragraph and not glued:
            blocks.append(Block(Span(identity, start, start + len(words)), "body", "planted"))
    title = None if report.title is None else type(report.title)(report.title.value, report.title.basis)
    return Report(id=identity, name=report.name, text=text, blocks=tuple(blocks), title=title), start


if __name__ == "__main__":
    main()
