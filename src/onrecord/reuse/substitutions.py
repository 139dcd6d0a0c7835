"""Where two reports that share a passage print different words in it, word by word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rapidfuzz.distance import Indel

from onrecord.model import Report, Reuse, ReuseKind, Span
from onrecord.tokens import Token, words

# At most so many words in a row stand in for each other; longer stretches are rewritten, not exchanged.
LONGEST = 4


class Substitution(NamedTuple):
    """Words of one report (`a`) and what the other prints in their place (`b`), with the normal forms of both."""

    a: Span
    b: Span
    said: tuple[str, ...]
    instead: tuple[str, ...]


class Compared(NamedTuple):
    """A shared passage word by word: offsets of the words that are equal in both, and what was exchanged."""

    kind: ReuseKind
    equal_a: tuple[int, ...]
    equal_b: tuple[int, ...]
    exchanged: tuple[Substitution, ...]


def compare(passage: Reuse, a: Report, b: Report) -> Compared:
    """Lay the two wordings of a passage against each other."""
    one, two = (words(report.text, span.start, span.end) for report, span in ((a, passage.a), (b, passage.b)))
    steps = Indel.opcodes([token.norm for token in one], [token.norm for token in two])
    equal = [(s.src_start, s.src_end, s.dest_start) for s in steps if s.tag == "equal"]
    return Compared(
        passage.kind,
        tuple(one[i].start for start, end, _ in equal for i in range(start, end)),
        tuple(two[at + i].start for start, end, at in equal for i in range(end - start)),
        tuple(_exchanged(one, two, equal, a, b)),
    )


def _exchanged(
    one: tuple[Token, ...], two: tuple[Token, ...], equal: Iterable[tuple[int, int, int]], a: Report, b: Report
) -> Iterator[Substitution]:
    """Find the gaps between equal stretches in which both print words, and other ones."""
    last: tuple[int, int] | None = None
    for start, end, at in equal:
        if last and last[0] < start <= last[0] + LONGEST and last[1] < at <= last[1] + LONGEST:
            left, right = one[last[0] : start], two[last[1] : at]
            yield Substitution(
                a.span(left[0].start, left[-1].end),
                b.span(right[0].start, right[-1].end),
                tuple(token.norm for token in left),
                tuple(token.norm for token in right),
            )
        last = end, at + end - start
