"""Where two reports that share a passage print different words in it, word by word."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import Indel

from onrecord.model import Report, Reuse, ReuseKind, Span
from onrecord.tokens import Token, words

# At most so many words in a row stand in for each other; longer stretches are rewritten, not exchanged.
LONGEST = 4

# So many words are laid against each other at once: aligning takes the square of that in time and memory. Of a longer passage the
# last REALIGNED words of each part are laid again with what follows them.
ALIGNED, REALIGNED = 4_000, 1_000

Step = tuple[int, int, int]  # words equal in both: first and after the last in the first wording, first in the second


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
    one, two = (_words_of(report, span) for report, span in ((a, passage.a), (b, passage.b)))
    equal = list(equal_steps([token.norm for token in one], [token.norm for token in two]))
    return Compared(
        passage.kind,
        tuple(one[i].start for start, end, _ in equal for i in range(start, end)),
        tuple(two[at + i].start for start, end, at in equal for i in range(end - start)),
        tuple(_exchanged(one, two, equal, a, b)),
    )


def equal_steps(one: Sequence[str], two: Sequence[str]) -> Iterator[Step]:
    """Align two wordings that are nearly the same, a part at a time: the words that are equal, in order."""
    at_one = at_two = 0
    while at_one < len(one) and at_two < len(two):
        ends = at_one + ALIGNED >= len(one) and at_two + ALIGNED >= len(two)
        steps = Indel.opcodes(one[at_one : at_one + ALIGNED], two[at_two : at_two + ALIGNED])
        equal = [(s.src_start, s.src_end, s.dest_start) for s in steps if s.tag == "equal"]
        reach = ALIGNED if ends else ALIGNED - REALIGNED
        kept = [(start, min(end, reach), at) for start, end, at in equal if start < reach]
        yield from ((at_one + start, at_one + end, at_two + at) for start, end, at in kept)
        if ends or not kept:
            return
        start, end, at = kept[-1]
        at_one, at_two = at_one + end, at_two + at + end - start


@lru_cache(maxsize=1024)  # a report shares passages with many others: it is cut into words once
def _words(text: str) -> tuple[tuple[Token, ...], tuple[int, ...]]:
    found = words(text)
    return found, tuple(token.start for token in found)


def _words_of(report: Report, span: Span) -> tuple[Token, ...]:
    found, starts = _words(report.text)
    return found[bisect_left(starts, span.start) : bisect_left(starts, span.end)]


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
