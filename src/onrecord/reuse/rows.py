"""From the passages of a pile to rows of two reports: which of them prove anything, and what to call them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, groupby, product
from math import inf
from operator import itemgetter
from typing import NamedTuple

import numpy as np

from onrecord.model import Report, Reuse, ReuseKind, Span
from onrecord.reuse.chains import Stretch
from onrecord.reuse.exchanges import find_exchanges
from onrecord.reuse.join import CHANGED, Passages
from onrecord.reuse.pile import BREAK, Flags, Pile, Places

# What a shared passage must be worth, in nats of its equal words less one for each changed word, by how many words are equal: words
# in a row that are the same by chance are rarer than each of them. Of eight words in a row from a report, 98 in 100 weigh more
# than 11, and reports on different happenings hardly ever share that many but in stock wording. Fewer than six are a name with its office
# as a rule.
BARS = ((8, 10.0), (7, 10.5), (6, 16.0))

# A passage of which more than every fifth word differs must be worth more (tried 12 to 20).
REWORDED_NATS = 15.0

# A passage of fewer equal words than this may be a name with its title, or a formula of the trade: its other words must be worth
# something by themselves (tried 2 to 6 nats).
SHORT = 10
TELLING_NATS = 4.0

# A passage of at most so many equal words that stands alone, nothing around it shared, in more than so many other texts is a phrase
# of its day, not a copy ("the bridge is only as sound as").
PHRASE = 12
PHRASE_TEXTS = 5

# Words in quotation marks in both reports are compared on purpose: fewer will do, for they prove no copying.
QUOTED_NATS, QUOTED_WORDS = 16.0, 4

# From this share of words in quotation marks on, a passage is a quotation.
QUOTED = 0.9

# From this share of equal words on a passage is a copy with edits; below, it is reworded. So is one in which words were exchanged one
# for one (“spun”) in more than one place, and a tenth of all.
EDITED = 0.8
SPUN_PLACES, SPUN = 2, 0.1

# A passage of which more than this share is covered by better ones, in both reports, tells nothing new.
ANEW = 0.1

# Of more reports than this with exactly the same words, only so many are paired with every other report.
PAIRED = 80


class _Passage(NamedTuple):
    """A passage of two texts; `phrase` is set when it stands alone in many others too."""

    stretch: Stretch
    phrase: bool


class Side(NamedTuple):
    """One of the two reports of a row: where its words stand, and where they begin in the pile."""

    report: Report
    places: Places
    first: int

    def span(self, start: int, end: int) -> Span:
        """Point at the words at some places of the pile."""
        return self.report.span(int(self.places.start[start - self.first]), int(self.places.end[end - 1 - self.first]))

    def quoted(self, start: int, end: int) -> float:
        """Say what share of some words stands in quotation marks."""
        return float(self.places.quoted[start - self.first : end - self.first].mean())

    def telling(self, start: int, end: int) -> Flags:
        """Mark the words that are neither a name nor a formula of the trade."""
        return self.places.telling[start - self.first : end - self.first]


def rows(pile: Pile, places: Sequence[Places], reports: Sequence[Report], passages: Passages) -> Iterator[Reuse]:
    """Give a row for each pair of reports and each passage that they share.

    Two rows of one pair do not lie on each other in both reports; words that stand twice in one of them have two rows.

    `places` and `reports` are in the order that `pile.holders` counts in.
    """

    def side(text: int, report: int) -> Side:
        return Side(reports[report], places[report], int(pile.first[text]))

    for (one, two), found in _by_texts(pile, passages):
        for a, b in product(pile.holders[one][:PAIRED], pile.holders[two][:PAIRED]):
            yield from _reuses(pile, found, side(one, a), side(two, b))
    for text, holders in enumerate(pile.holders):
        if len(holders) > 1:
            whole = _whole_text(pile, text)
            for a, b in _copies(holders):
                yield from _reuses(pile, whole, side(text, a), side(text, b))


def _by_texts(pile: Pile, passages: Passages) -> Iterator[tuple[tuple[int, int], list[_Passage]]]:
    """Sort passages by the pair of texts that share them."""
    one, two = pile.texts_at(passages.a), pile.texts_at(passages.b)
    phrase = _phrases(passages)
    order = np.lexsort((passages.b, passages.a, two, one))
    texts = zip(one[order].tolist(), two[order].tolist(), strict=True)
    stretches = map(Stretch._make, zip(*(column[order].tolist() for column in passages), strict=True))
    held = map(_Passage, stretches, phrase[order].tolist())
    for pair, together in groupby(zip(texts, held, strict=True), key=itemgetter(0)):
        yield pair, [passage for _, passage in together]


def _phrases(passages: Passages) -> Flags:
    """Mark the short passages that stand alone in many texts; one within a longer shared passage of two of them does not."""
    short = passages.equal <= PHRASE
    starts = np.sort(np.append(passages.a[short], passages.b[short]))
    ends = np.sort(np.append(passages.a_end[short], passages.b_end[short]))
    found = short.copy()
    for start, end in ((passages.a, passages.a_end), (passages.b, passages.b_end)):
        for inside in (start + (end - start) // 4, end - 1 - (end - start) // 4):
            over = np.searchsorted(starts, inside, side="right") - np.searchsorted(ends, inside, side="right")
            found &= over > PHRASE_TEXTS
    return found


def _whole_text(pile: Pile, text: int) -> list[_Passage]:
    """Take a text that several reports have as passages that they share, one for each stretch of it."""
    first = int(pile.first[text])
    words = pile.words[first : int(pile.first[text + 1])]
    ends = np.flatnonzero(words == BREAK).tolist()
    starts = [0, *(end + 1 for end in ends[:-1])]
    return [
        _Passage(
            Stretch(first + i, first + j, first + i, first + j, j - i, _nats(pile, first + i, first + j), j - i), False
        )
        for i, j in zip(starts, ends, strict=True)
        if i < j
    ]


def _nats(pile: Pile, start: int, end: int) -> float:
    return round(float(pile.weights[pile.words[start:end]].sum()), 4)


def _copies(holders: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    """Pair the reports of one text; where they are very many, each with the first only."""
    if len(holders) <= PAIRED:
        return combinations(holders, 2)
    return ((holders[0], other) for other in holders[1:])


def _reuses(pile: Pile, found: Iterable[_Passage], one: Side, two: Side) -> Iterator[Reuse]:
    """Keep the best passages of two reports that prove something and do not lie on better ones on both sides."""
    taken_a, taken_b = (np.zeros(len(side.places.start), np.bool_) for side in (one, two))
    for passage, phrase in sorted(found, key=lambda p: (-p.stretch.weight, p)):
        quoted = one.quoted(passage.a, passage.a_end), two.quoted(passage.b, passage.b_end)
        is_quoted = max(quoted) >= QUOTED
        if (phrase and not is_quoted) or not (_tells(pile, passage, one, two) and _proves(passage, is_quoted)):
            continue
        in_a = taken_a[passage.a - one.first : passage.a_end - one.first]
        in_b = taken_b[passage.b - two.first : passage.b_end - two.first]
        if min(in_a.mean(), in_b.mean()) <= ANEW:
            in_a[:] = in_b[:] = True
            yield _row(pile, passage, one, two, quoted)


def _tells(pile: Pile, passage: Stretch, one: Side, two: Side) -> bool:
    """Say whether a passage is more than a name or a formula of the trade."""
    if passage.equal >= SHORT:
        return True
    told = 0.0
    for side, start, end in ((one, passage.a, passage.a_end), (two, passage.b, passage.b_end)):
        weights = pile.weights[pile.words[start:end]]
        told = max(told, float(weights[side.telling(start, end)].sum()))
    return told >= TELLING_NATS


def _proves(passage: Stretch, is_quoted: bool) -> bool:
    """Say whether a passage is worth more than chance."""
    score = passage.weight - CHANGED * (_longer(passage) - passage.equal)
    bar = next((nats for words, nats in BARS if passage.equal >= words), inf)
    if passage.equal < EDITED * _longer(passage):
        bar = max(bar, REWORDED_NATS)
    return score >= bar or (is_quoted and passage.weight >= QUOTED_NATS and passage.equal >= QUOTED_WORDS)


def _longer(passage: Stretch) -> int:
    return max(passage.a_end - passage.a, passage.b_end - passage.b)


def _row(pile: Pile, passage: Stretch, one: Side, two: Side, quoted: tuple[float, float]) -> Reuse:
    longer, equal, weight = _longer(passage), passage.equal, passage.weight
    kind: ReuseKind = "verbatim" if equal == longer else "edited"
    if kind == "edited":
        words = [pile.words[i:j].tolist() for i, j in ((passage.a, passage.a_end), (passage.b, passage.b_end))]
        found = find_exchanges(*words)
        if found:
            equal, weight = len(found.equal), float(pile.weights[[words[0][n] for n in found.equal]].sum())
        spun = found is not None and found.places >= SPUN_PLACES and found.words >= SPUN * longer
        kind = "reworded" if spun or equal < EDITED * longer else "edited"
    kind = "quotation" if max(quoted) >= QUOTED else kind
    a, b = one.span(passage.a, passage.a_end), two.span(passage.b, passage.b_end)
    because = _because(kind, equal, longer, min(quoted) >= QUOTED)
    return Reuse(min(a, b), max(a, b), kind, equal, round(weight, 2), because)


def _because(kind: ReuseKind, equal: int, longer: int, both: bool) -> str:
    if kind == "quotation":
        where = "both print them as a quotation" if both else "one prints them as a quotation, the other without marks"
        return f"{equal} words are the same; {where}, so two reporters may have heard them."
    if kind == "verbatim":
        return f"{equal} words in a row are the same in both."
    if kind == "edited":
        return f"{equal} of {longer} words are the same in both, in the same order."
    return f"{equal} of {longer} words are the same in both, in the same order; the others were exchanged."
