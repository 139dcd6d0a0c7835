"""The witnesses of one statement side by side: which of them carry which words of the collation."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from onrecord.model import Report, Span, Statement
from onrecord.patterns import pattern
from onrecord.tokens import norms, words

# So many words are shown on either side of a change; fewer where a sentence begins or ends.
AROUND = 6

_WORD = pattern(r"\S+")

_Reading = tuple[str, ...] | bool  # the words of a witness at some places, or whether it asks there


class Wordings:
    """Answers questions about the columns of one statement. Witnesses are given by their position in the statement."""

    def __init__(self, statement: Statement, reports: Mapping[str, Report]) -> None:
        self.statement, self.reports = statement, reports
        self.places: list[list[int]] = [[] for _ in statement.witnesses]
        for place, column in enumerate(statement.columns):
            for witness, reading in enumerate(column.readings):
                if reading is not None:
                    self.places[witness].append(place)
        self._of_report: dict[str, list[int]] = defaultdict(list)
        for number, own in enumerate(statement.witnesses):
            self._of_report[own.report].append(number)
        self._sides: dict[tuple[tuple[int, ...], bool], Counter[_Reading]] = {}

    def quoted(self, report: str) -> list[int]:
        """Give the witnesses of a report that stand in quotation marks: its headline may quote what its story quotes in full."""
        return [number for number in self._of_report[report] if self.statement.witnesses[number].quoted]

    def shared(self, one: int, other: int) -> int:
        """Count the words that both have at the same place."""
        both = sorted(set(self.places[one]) & set(self.places[other]))
        return sum(len(self._norms(one, [place])) for place in both)

    def agreeing(self, one: int, other: int) -> int:
        """Count the words that both have at the same place and that are the same."""
        both = sorted(set(self.places[one]) & set(self.places[other]))
        ours, theirs = ([self._norms(witness, [place]) for place in both] for witness in (one, other))
        return sum(len(words) for words, others in zip(ours, theirs, strict=True) if words == others)

    def size(self, witness: int) -> int:
        """Count the words of a witness."""
        return len(self._norms(witness, self.places[witness]))

    def holds(self, witness: int, span: Span | None) -> bool:
        """Say whether a span, if there is one, lies within the words of a witness."""
        return span is None or any(own.holds(span) for own in self.statement.witnesses[witness].spans)

    def at_edge(self, full: int, short: int, span: Span) -> bool:
        """Say whether the words of `full` at `span` stand before or after all that it shares with `short`."""
        there, both = self._columns(full, span), set(self.places[full]) & set(self.places[short])
        if not both or not there or max(there) < min(both) or min(there) > max(both):
            return True
        return self._slides(full, short, there, sorted(both))

    def before(self, full: int, short: int, span: Span) -> bool:
        """Say whether the words of `full` at `span` stand before all that it shares with `short`."""
        there, both = self._columns(full, span), set(self.places[full]) & set(self.places[short])
        return bool(there and both) and max(there) < min(both)

    def whole_sentences(self, full: int, short: int, span: Span) -> bool:
        """Say whether the words of `full` at `span` are sentences apart from what it shares with `short`."""
        both = sorted(set(self.places[full]) & set(self.places[short]))
        first, last = (self.statement.columns[place].readings[full] for place in (both[0], both[-1]))
        if first is None or last is None:
            return False
        text = self.reports[span.report].text
        between = (
            text[span.end - 1 : first.start] if self.before(full, short, span) else text[last.end - 1 : span.start]
        )
        return any(mark in between for mark in ".?!")

    def carries(self, report: str, full: int, span: Span) -> bool:
        """Say whether some witness of a report has words where `full` has those at `span`."""
        there = set(self._columns(full, span))
        return any(there & set(self.places[number]) for number in self._of_report[report])

    def around(self, witness: int, other: int, own: Span | None, others: Span | None) -> str:
        """Print what a witness has at a place with a few words on either side; `own` is None where it lacks what `other` has."""
        if own is None:
            there = self._columns(other, others)
            before = [place for place in self.places[witness] if place < min(there, default=0)]
            after = [place for place in self.places[witness] if place > max(there, default=0)]
            beside = (before[-1:] or after[:1])[0]
            near = self.statement.columns[beside].readings[witness]
            assert near is not None
            own = Span(near.report, near.end, near.end) if before else Span(near.report, near.start, near.start)
        piece = next(
            (span for span in self.statement.witnesses[witness].spans if span.start <= own.start <= span.end), own
        )
        text = self.reports[own.report].text
        start, end = _few_before(text, piece.start, own.start), own.end
        if own.start == own.end or not _ends_sentence(text[own.start : own.end]):
            end = _few_after(text, own.end, piece.end)
        opening, closing = "… " * (start > piece.start), " …" * (end < piece.end)
        return opening + " ".join(text[start:end].split()).rstrip(",;") + closing

    def readings_at(self, full: int, span: Span) -> list[tuple[str, ...]]:
        """Give the words that each witness has where `full` has those at `span`, each wording once."""
        there = self._columns(full, span)
        found = [self._norms(number, there) for number in range(len(self.statement.witnesses))]
        return [reading for reading in dict.fromkeys(found) if reading]

    def votes(self, one: int, other: int, one_span: Span | None, other_span: Span | None) -> int:
        """Count the further witnesses that read as `one` does at a place, less those that read as `other` does."""
        there = tuple(sorted({*self._columns(one, one_span), *self._columns(other, other_span)}))
        asked = self._norms(one, there) == self._norms(other, there)  # then only a question mark tells them apart
        ours, theirs = self._read(one, there, asked), self._read(other, there, asked)
        if ours == theirs:
            return 0
        sides = self._sides_taken(there, asked)
        return sides[ours] - self._takes_side(one, there) - sides[theirs] + self._takes_side(other, there)

    def _sides_taken(self, there: tuple[int, ...], asked: bool) -> Counter[_Reading]:
        """Count the witnesses that have each reading at some places, once for all pairs that differ there."""
        if (there, asked) not in self._sides:
            voting = (number for number in range(len(self.places)) if self._takes_side(number, there))
            self._sides[there, asked] = Counter(self._read(number, there, asked) for number in voting)
        return self._sides[there, asked]

    def _takes_side(self, witness: int, there: Sequence[int]) -> bool:
        return self.statement.witnesses[witness].quoted and self._covers(witness, there)

    def _read(self, witness: int, there: Sequence[int], asked: bool) -> _Reading:
        return self._asks(witness, there) if asked else self._norms(witness, there)

    def _slides(self, full: int, short: int, there: Sequence[int], both: Sequence[int]) -> bool:
        """Say whether missing words can as well be taken to follow, or to precede, the piece of quotation they seem to be in.

        “it was there. It is there now” against “it was there”: which “there” is shared cannot be known.
        """
        missing = self._norms(full, there)
        after = self._norms(short, self._same_piece(short, [place for place in both if place > max(there)]))
        before = self._norms(
            short, self._same_piece(short, [place for place in both if place < min(there)][::-1])[::-1]
        )
        return missing[: len(after)] == after or missing[len(missing) - len(before) :] == before

    def _same_piece(self, witness: int, places: Sequence[int]) -> list[int]:
        """Keep the places that lie in the same piece of a quotation as the first of them."""
        readings = [self.statement.columns[place].readings[witness] for place in places]
        pieces = [
            next((span for span in self.statement.witnesses[witness].spans if reading and span.meets(reading)), None)
            for reading in readings
        ]
        return [place for place, piece in zip(places, pieces, strict=True) if piece == pieces[0]]

    def _columns(self, witness: int, span: Span | None) -> list[int]:
        readings = [(place, self.statement.columns[place].readings[witness]) for place in self.places[witness]]
        return [
            place for place, reading in readings if span is not None and reading is not None and reading.meets(span)
        ]

    def _covers(self, witness: int, there: Sequence[int]) -> bool:
        """Say whether a witness has words on both sides of a place, so that it takes a side even by silence."""
        own = self.places[witness]
        return bool(own and there) and own[0] <= there[0] and own[-1] >= there[-1]

    def _asks(self, witness: int, places: Sequence[int]) -> bool:
        """Say whether a witness prints a question mark at some places."""
        readings = [self.statement.columns[place].readings[witness] for place in places]
        return any("?" in self.reports[one.report].text[one.start : one.end] for one in readings if one is not None)

    def _norms(self, witness: int, places: Sequence[int]) -> tuple[str, ...]:
        found: list[str] = []
        for place in places:
            reading = self.statement.columns[place].readings[witness]
            if reading is not None:
                found.extend(norms(words(self.reports[reading.report].text, reading.start, reading.end)))
        return tuple(found)


def _few_before(text: str, start: int, end: int) -> int:
    """Find where the last few words before a place begin, within their sentence."""
    found = [match for match in _WORD.finditer(text, max(start, end - 40 * AROUND), end)][-AROUND:]
    ended = [number for number, match in enumerate(found[:-1]) if _ends_sentence(match[0])]
    found = found[ended[-1] + 1 :] if ended else found
    return found[0].start() if found else end


def _few_after(text: str, start: int, end: int) -> int:
    """Find where the first few words after a place end, within their sentence."""
    last = start
    for match in list(_WORD.finditer(text, start, min(end, start + 40 * AROUND)))[:AROUND]:
        last = match.end()
        if _ends_sentence(match[0]):
            break
    return last


def _ends_sentence(words: str) -> bool:
    return words.rstrip("”’\"'")[-1:] in (".", "?", "!")
