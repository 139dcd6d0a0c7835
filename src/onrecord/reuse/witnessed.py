"""What derivations are drawn from: what each report tells, credits and shares, and the shared passages word by word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from onrecord.model import Direction, Report, Reuse, Span
from onrecord.reuse.credits import find_credits
from onrecord.reuse.fingerprints import find_fingerprints
from onrecord.reuse.matter import Matters
from onrecord.reuse.narration import Narration
from onrecord.reuse.outlets import linked_sites, outlets_of, title_of
from onrecord.reuse.substitutions import Compared, compare

Pair = tuple[str, str]

# What a page shares with so many other pages of its site is the site's furniture (the same stretch to the letter).
FURNITURE = 2
# Unless it is so much of the page: then the pages are copies.
MOST = 0.5
# So many words around quotations may be alike.
AROUND_QUOTED = 5
# So many of a report's partners, those that share most with it first, are asked whether they carry what two others share:
# a wire story in a hundred papers would cost the cube of a hundred.
THIRDS = 12


class Evidence(NamedTuple):
    """One piece: where it points, its weight, and what it says. Weight 0: worth saying, but it decides nothing."""

    points: Direction
    weight: float
    says: str


class Witnessed:
    """What is known of a pile before its reports are weighed in pairs. Dictionaries are keyed by `Report.id`."""

    def __init__(self, reports: Sequence[Report], passages: Iterable[Reuse]) -> None:
        """Read credits and narration, and lay the passages of each pair word by word."""
        self.reports = {report.id: report for report in reports}
        held = [one for one in passages if one.a.report in self.reports and one.b.report in self.reports]
        self.passages: dict[Pair, list[Reuse]] = defaultdict(list)
        for passage in sorted(held, key=lambda one: (one.a, one.b)):
            self.passages[passage.a.report, passage.b.report].append(passage)
        self.outlets = {one: outlets_of(report) for one, report in self.reports.items()}
        self.linked = {one: linked_sites(report.text) for one, report in self.reports.items()}
        present = frozenset(outlet for outlets in self.outlets.values() for outlet in outlets)
        self.credits = {one: find_credits(report, present) for one, report in self.reports.items()}
        self.told = _told(self.reports, held)
        furniture = _furniture(self.passages, self.outlets, self.told)
        self.laid = {pair: self._lay(pair, passages, furniture) for pair, passages in self.passages.items()}
        self.matters = Matters(reports, furniture)
        self.crowded = 0  # reports of which not all partners are asked; known once `partners` is
        self.exchanged = {one.report for one in find_fingerprints(reports, held)}
        self._equal: dict[Pair, frozenset[int]] = {}

    def _lay(self, pair: Pair, passages: Iterable[Reuse], furniture: Mapping[str, set[Span]]) -> list[Compared]:
        one, two = self.reports[pair[0]], self.reports[pair[1]]
        return [
            compare(passage, one, two)
            for passage in passages
            if passage.kind != "quotation" and not (passage.a in furniture[pair[0]] and passage.b in furniture[pair[1]])
        ]

    @cached_property
    def titles(self) -> dict[str, str]:
        """Give the name people know each outlet by; the first by the alphabet of those in use when it is not a known one."""
        used: dict[str, set[str]] = defaultdict(set)
        for one, report in self.reports.items():
            for outlet in self.outlets[one]:
                used[outlet].add(report.outlet.value if report.outlet else outlet)
            for credit in self.credits[one]:
                used[credit.outlet].add(credit.title)
        return {outlet: title_of(outlet, min(names)) for outlet, names in used.items()}

    @cached_property
    def partners(self) -> dict[str, list[str]]:
        """Give for each report those with which it shares narration, most words first, and no more than are asked."""
        found: dict[str, list[str]] = defaultdict(list)
        for one, two in sorted(pair for pair, laid in self.laid.items() if laid):
            found[one].append(two)
            found[two].append(one)
        self.crowded = sum(len(others) > THIRDS for others in found.values())
        return {
            one: sorted(others, key=lambda other: (-len(self.equal(one, other)), other))[:THIRDS]
            for one, others in found.items()
        }

    def equal(self, one: str, other: str) -> frozenset[int]:
        """Give where words of `one` begin that the other prints too, in passages they share."""
        if (one, other) not in self._equal:
            laid = self.laid.get((min(one, other), max(one, other)), ())
            places = (place for held in laid for place in (held.equal_a if one < other else held.equal_b))
            self._equal[one, other] = frozenset(places)
        return self._equal[one, other]

    def differing(self, one: str, other: str) -> set[int]:
        """Give where words of `one` begin in whose place the other prints other words."""
        laid = self.laid.get((min(one, other), max(one, other)), ())
        return {(swap.a if one < other else swap.b).start for held in laid for swap in held.exchanged}

    def told_in_both(self, pair: Pair, laid: Compared) -> tuple[set[int], set[int]]:
        """Give where the equal words of a passage begin that both tell in their own voice, in either report."""
        told = self.told[pair[0]].words, self.told[pair[1]].words
        both = [(a, b) for a, b in zip(laid.equal_a, laid.equal_b, strict=True) if a in told[0] and b in told[1]]
        return {a for a, _ in both}, {b for _, b in both}

    def only_quoted(self, pair: Pair) -> bool:
        """Say whether what two share is quotations, but for a few words around them (“the mayor said”)."""
        told = {place for laid in self.laid.get(pair, ()) for place in self.told_in_both(pair, laid)[0]}
        return pair in self.passages and len(told) <= AROUND_QUOTED

    def told_share(self, one: str, other: str) -> float:
        """Give how much of a report's own narration stands word for word in the other."""
        places = self.equal(one, other)
        return len(self.told[one].told_at(places)) / max(1, len(self.told[one])) if places else 0.0

    def credit_between(self, pair: Pair) -> bool:
        """Say whether one of the two names the other's outlet as a source."""
        return any(c.outlet in self.outlets[other] for one, other in both_ways(pair) for c in self.credits[one])

    def called(self, one: str, other: str) -> str:
        """Name a report so that it is told from the other: by its outlet, its headline or how it begins."""
        ours, theirs = self.reports[one].outlet, self.reports[other].outlet
        if ours and (not theirs or ours.value != theirs.value):
            return f"the report of {ours.value}"
        title = self.reports[one].title
        if title:
            return f"the report headed “{_short(title.value)}”"
        return f"the report that begins “{_short(self.reports[one].text[:200])}”"


def _told(reports: Mapping[str, Report], passages: Iterable[Reuse]) -> dict[str, Narration]:
    """Read what reports tell that share anything; words that another prints in quotation marks are spoken, not told."""
    spoken: dict[str, list[Span]] = defaultdict(list)
    for passage in passages:
        for span in (passage.a, passage.b):
            spoken[span.report] += [span] if passage.kind == "quotation" else []
    return {one: Narration(reports[one], spans) for one, spans in sorted(spoken.items())}


def _furniture(
    passages: Mapping[Pair, Sequence[Reuse]], outlets: Mapping[str, frozenset[str]], told: Mapping[str, Narration]
) -> dict[str, set[Span]]:
    """Find what pages of one site share with two other pages of it and more: notices, not the news, if it is not most of the page."""
    held: dict[Span, set[str]] = defaultdict(set)
    for (one, two), shared in passages.items():
        for passage in shared if outlets[one] & outlets[two] else ():
            held[passage.a].add(two)
            held[passage.b].add(one)
    found: dict[str, set[Span]] = defaultdict(set)
    for span, others in sorted(held.items()):
        if len(others) >= FURNITURE and told[span.report].held([span]) < MOST:
            found[span.report].add(span)
    return found


def _short(words: str) -> str:
    parts = words.split()
    return " ".join(parts[:8]) + (" …" if len(parts) > 8 else "")


def drawn_from(source: str, pair: Pair) -> Direction:
    """Say which way it went when this report of the pair is the source."""
    return "a-to-b" if source == pair[0] else "b-to-a"


def both_ways(pair: Pair) -> Iterator[Pair]:
    """Give the pair and the pair turned round."""
    yield pair
    yield pair[1], pair[0]
