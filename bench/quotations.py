"""Measure how fast equal quotations are found, beside comparing each with each by rapidfuzz, on the same quotations in the same run.

    ./run python -m bench.quotations

The quotations are those of at least six words in PolNeAR's articles, taken by their marks alone, in an order shuffled once and for all.
Timed on our side is all that `Matcher` does with them: putting equal wordings together, indexing their words, proposing pairs, aligning
them and judging each with its speaker and surroundings. Not timed, on either side, is reading articles and cutting quotations and their
words out of them. CPU seconds of one process.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from time import process_time

from msgspec import structs
from rapidfuzz import fuzz, process

from onrecord.attributions import find_quotations
from onrecord.model import Attribution, Report, Span
from onrecord.read import read
from onrecord.statements.group import in_rank
from onrecord.statements.matching import Matcher
from onrecord.statements.units import ReportWords, Unit, Vocabulary, cut_units

POLNEAR = Path(__file__).resolve().parents[1] / ".." / "shared" / "data" / "polnear"
SIZES = (1500, 3000, 6000)
# For growth beyond what the articles hold: quotations with the same words in another order, one in ten of them a real one, planted again.
GROWN = (6000, 12000, 24000, 48000)
PLANTED = 10
LEAST_WORDS = 6
# The cutoff under which rapidfuzz may give up on a pair early: from this likeness on (0 to 100) a pair would count as found.
CUTOFF = 70
RUNS = 3


def main() -> None:
    """Print both times for each size, and how ours grows."""
    folders = [POLNEAR / part / "text" for part in ("train", "dev")]
    if not all(folder.is_dir() for folder in folders):
        print("PolNeAR is not beside the project: nothing to measure.")
        return
    reports = in_rank(read(folders).reports)
    words = [ReportWords(report) for report in reports]
    start = process_time()
    vocabulary = Vocabulary(words)
    units = cut_units(words, [one for report in reports for one in quotations(report)], vocabulary)
    long = [unit for unit in units if len(unit.words) >= LEAST_WORDS]
    random.Random(1).shuffle(long)
    print(f"{len(reports)} articles; cutting words and {len(units)} quotations: {process_time() - start:.1f} CPU s")
    print(
        f"\n{'quotations':>10}{'rapidfuzz':>12}{f'cutoff {CUTOFF}':>12}{'ours':>10}{'times':>8}{'times':>8}{'pairs':>8}"
    )
    Matcher(long[:10], vocabulary).find()  # loads numpy
    texts = {report.id: report.text for report in reports}
    for size in SIZES:
        _measure(long[:size], [texts[u.span.report][u.span.start : u.span.end] for u in long[:size]], vocabulary)
    _grow(long, vocabulary)


def _grow(units: Sequence[Unit], vocabulary: Vocabulary) -> None:
    """Print how our time grows with more quotations than there are."""
    random_ = random.Random(2)
    words = [number for unit in units for number in unit.stems]
    print("\nwith quotations of shuffled words, one in ten a real one planted again")
    before = 0.0
    for size in GROWN:
        made = []
        for n in range(size):
            unit = units[n % len(units)]
            stems = tuple(random_.choices(words, k=len(unit.stems))) if n % PLANTED else unit.stems
            weights = tuple(vocabulary.weights[number] for number in stems)
            made.append(
                structs.replace(
                    unit,
                    stems=stems,
                    weights=weights,
                    weight=sum(weights),
                    carrier=str(n),
                    order=(n, 0, 0),
                    span=Span(str(n), 0, 1),
                )
            )
        ours, pairs = min(_ours(made, vocabulary) for _ in range(RUNS))
        print(
            f"{size:10,}{ours:10.3f} s{pairs:8} pairs"
            + (f"{ours / before:8.2f} times the time before" if before else "")
        )
        before = ours


def quotations(report: Report) -> list[Attribution]:
    """Take everything in quotation marks as somebody's words, so that nothing but the marks is needed."""
    outer = [one.inner for one in find_quotations(report).quotations if one.depth == 0]
    return [
        Attribution(
            id=f"{report.id}-{span.start}",
            report=report.id,
            source=(),
            cue=(),
            content=(span,),
            quoted=(span,),
            form="direct",
            type="speech",
            origin="marks",
            confidence=1.0,
        )
        for span in outer
    ]


def _measure(units: Sequence[Unit], texts: Sequence[str], vocabulary: Vocabulary) -> None:
    ours, pairs = min(_ours(units, vocabulary) for _ in range(RUNS))
    full, cut = min(_rapidfuzz(texts, None) for _ in range(RUNS)), min(_rapidfuzz(texts, CUTOFF) for _ in range(RUNS))
    print(f"{len(units):10,}{full:12.2f}{cut:12.2f}{ours:10.3f}{full / ours:8.0f}{cut / ours:8.0f}{pairs:8}")


def _ours(units: Sequence[Unit], vocabulary: Vocabulary) -> tuple[float, int]:
    start = process_time()
    found = Matcher(units, vocabulary).find()
    return process_time() - start, len(found)


def _rapidfuzz(texts: Sequence[str], cutoff: float | None) -> float:
    start = process_time()
    process.cdist(texts, texts, scorer=fuzz.ratio, score_cutoff=cutoff, workers=1)
    return process_time() - start


if __name__ == "__main__":
    main()
