"""What is raised on ordinary reports and whether it is right, and what is found of planted sentences and of changed headlines.

All reports of the news cluster are looked at three ways, as people put piles together: three of a happening in the order of the file,
the whole happening, and each report alone. Forty of them (drawn by `forty`) were read through; on the others, what was raised was
read. `splices/labels.jsonl` holds one judgement for each finding that was ever raised: the report, the span (none for a headline
outside the text), the kind, whether it is right, and why; no text. A finding without a label counts as wrong and is listed by its
place, so that somebody reads it. Planting and changing measure recall only; nothing is written, planted reports live in memory.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from evaluation.data import CLUSTER, digest, happenings, table
from onrecord.attributions import find_attributions
from onrecord.findings import inspect
from onrecord.findings.headlines import find_unsupported_headlines
from onrecord.findings.pile import gather, sentences_of
from onrecord.findings.splices import find_spliced
from onrecord.language import Parsed, parse
from onrecord.model import Block, Finding, Report, Span
from onrecord.read import read

LABELS = Path(__file__).with_name("splices") / "labels.jsonl"

PILE = 3

# Kinds that need one report alone; the others rest on statements, which have an evaluation of their own.
ALONE = ("spliced", "garbled", "headline-unsupported")

# How many reports were read through, and the seed that drew them.
READ, READ_SEED = 40, 40

# Sentences are planted in reports of so many told sentences (fewer are stubs, more are live tickers) and have so many words.
FEWEST, MOST = 8, 80
SHORTEST, LONGEST = 9, 45

PLANTED, CHANGED = 150, 200
SEED = 7

Key = tuple[str, str, int | None]  # a finding's kind, the name of its report, where it starts
Happenings = dict[str, list[Parsed]]


def main() -> dict[str, Any]:
    """Print what is raised on ordinary reports, and what is found of what was planted, and give the measures."""
    happenings = _happenings()
    wrong = _ordinary(happenings)
    planted = _planted(happenings)
    changed = _changed_headlines([one for several in happenings.values() for one in several if one.report.title])
    print(f"\nheadlines changed for those of other happenings: {100 * changed:.1f} % found")
    return {
        "data": digest([CLUSTER, LABELS]),
        "at_least": {f"planted, {place}": share for place, share in planted.items()} | {"headlines changed": changed},
        "at_most": wrong,
    }


def parse_with_names(report: Report) -> Parsed:
    """Parse a report and find its names."""
    return find_attributions(parse(report)).parsed


def forty(names: Sequence[str]) -> frozenset[str]:
    """Draw the reports that were read through: chance with a seed, from all ids in their order."""
    return frozenset(random.Random(READ_SEED).sample(sorted(names), READ))


def _happenings() -> Happenings:
    """Read the news cluster: the reports of each happening, in the order of the file."""
    happening = happenings()
    found: Happenings = {}
    for parsed in map(parse_with_names, read([CLUSTER]).reports):
        found.setdefault(happening[parsed.report.name], []).append(parsed)
    return dict(sorted(found.items()))


def _threes(happenings: Happenings) -> list[list[Parsed]]:
    return [several[start : start + PILE] for several in happenings.values() for start in range(0, len(several), PILE)]


def _ordinary(happenings: Happenings) -> dict[str, float]:
    """Print what is raised on ordinary reports and how much of it is wrong; give the wrong ones for every ten reports."""
    names = [one.report.name for several in happenings.values() for one in several]
    through, labels = forty(names), read_labels()
    piles = {
        "in threes": _threes(happenings),
        "whole happening": list(happenings.values()),
        "each alone": [[one] for several in happenings.values() for one in several],
    }
    rows, measures, unread = [], {}, set[Key]()
    for way, several in piles.items():
        raised = [_key(pile, finding) for pile in several for finding in _inspect(pile) if finding.kind in ALONE]
        unread |= set(raised) - set(labels)
        for which, held in ((f"the {READ} read through", through), (f"all {len(names)}", frozenset(names))):
            for kind in ALONE:
                here = [key for key in raised if key[0] == kind and key[1] in held]
                wrong = sum(not labels.get(key, False) for key in here)
                rows.append(
                    [f"{kind}, {way}, {which}", len(here), len(here) - wrong, wrong, f"{10 * wrong / len(held):.2f}"]
                )
                measures[f"wrong {kind} on ten, {way}, {which}"] = 10 * wrong / len(held)
    table(["ordinary reports", "raised", "right", "wrong", "wrong on ten"], rows)
    for kind, name, start in sorted(unread, key=str):
        print(f"nobody has read: {kind} in {name} at {start}")
    return measures


def read_labels() -> dict[Key, bool]:
    """Read the judgements: whether a finding of this kind, at this place, is right."""
    lines = map(json.loads, LABELS.read_text(encoding="utf-8").splitlines())
    return {(one["kind"], one["report"], one["span"][0] if one["span"] else None): one["right"] for one in lines}


def _key(pile: Sequence[Parsed], finding: Finding) -> Key:
    name = next(one.report.name for one in pile if one.report.id == finding.report)
    return finding.kind, name, finding.spans[0].start if finding.spans else None


def _inspect(pile: Sequence[Parsed]) -> tuple[Finding, ...]:
    return inspect([one.report for one in pile], pile, (), (), (), ())


def _planted(happenings: Happenings) -> dict[str, float]:
    """Print what is found of planted sentences and give the shares."""
    plain = {
        name: [one for one in several if FEWEST <= len(sentences_of(one)) <= MOST]
        for name, several in happenings.items()
    }
    found = Counter[tuple[str, bool]]()
    for glued, hit in _plantings([pile for pile in _threes(plain) if len(pile) == PILE]):
        found["end of a paragraph" if glued else "own paragraph", hit] += 1
    places = ("end of a paragraph", "own paragraph")
    total = {place: found[place, True] + found[place, False] for place in places}
    shares = {place: found[place, True] / total[place] for place in places}
    print("\nplanted: one sentence of another happening in a report, in memory")
    table(["", "planted", "found", "%"], [[place, total[place], found[place, True], shares[place]] for place in places])
    return shares


def _plantings(piles: Sequence[Sequence[Parsed]]) -> Iterator[tuple[bool, bool]]:
    """Plant sentences: whether at the end of a paragraph (else as one of its own), and whether it was found."""
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
        yield glued, any(finding.report == report.id and finding.spans[0].meets(there) for finding in found)


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
    title = report.title and replace(report.title, span=None)
    return Report(id=identity, name=report.name, text=text, blocks=tuple(blocks), title=title), start


def _changed_headlines(reports: Sequence[Parsed]) -> float:
    """Give a report the headline of a report drawn by chance, and say how often that is found."""
    chance = random.Random(SEED)
    hits = []
    for _ in range(CHANGED):
        one, other = chance.sample(reports, 2)
        title = other.report.title and replace(other.report.title, span=None)
        changed = replace(one, report=replace(one.report, title=title))
        hits.append(any(True for _ in find_unsupported_headlines(gather([changed.report], [changed], (), (), (), ()))))
    return sum(hits) / len(hits)


if __name__ == "__main__":
    main()
