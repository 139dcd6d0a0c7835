"""Which reports of one outlet or agency are on the same matter: by the rare words that open them, not by their dates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations

from onrecord.model import Report, Span, Stretches
from onrecord.patterns import pattern
from onrecord.rarity import Rarity

# A report says in its first words what it is about (in characters: headline and some paragraphs).
OPENING = 1500
# Words that count: names and telling words. In nats of the list for English news: the pile's own counts would let a report that is
# added to it change what two others have in common (tried 3.5 to 5).
TELLING_NATS = 4.0
# Two openings may be on one matter when they share this much of what the shorter one's telling words weigh, and so many nats at least;
# from the higher share on they are. Pairs of one outlet in the news cluster, 46 of one happening: .20 finds 36, 29 of them right and 3
# more on one rocket; .25 finds 26, 22 right and those 3 (tried .12 to .30, 15 and 25 nats).
MATTER_SHARE, SURE_SHARE, MATTER_NATS = 0.20, 0.25, 15.0
# A shorter opening than this (in nats) has no share worth naming.
SHORT_OPENING = 60.0
# Openings alike, but dated further apart than this, are on another matter of the same kind. A date never joins two reports.
APART_DAYS = 45
# A word that opens more reports of a group than this proposes nobody; it counts between reports that a rarer word proposes.
HOT_WORD = 60

# Words as the list of rarities has most of them; openings are too many for finer ones.
_WORD = pattern(r"[^\W_]+")


class Matters:
    """Tells which reports of a pile are on one matter. `hot` collects the words that proposed nobody."""

    def __init__(self, reports: Sequence[Report], furniture: Mapping[str, Collection[Span]] | None = None) -> None:
        """Take in the opening words of the reports. `furniture` are stretches of a report that its site prints on many pages."""
        left_out = furniture or {}
        self.hot: set[str] = set()
        openings = {report.id: frozenset(_opening(report, left_out.get(report.id, ()))) for report in reports}
        self._days = {report.id: _day(report) for report in reports}
        self._rarity = Rarity()
        self._telling = {
            one: sorted(word for word in words if self._rarity(word) >= TELLING_NATS) for one, words in openings.items()
        }
        self._total = {one: max(SHORT_OPENING, self._rarity.total(words)) for one, words in self._telling.items()}

    def pairs(self, group: Iterable[str]) -> dict[tuple[str, str], bool]:
        """List the pairs of a group of reports (`Report.id`) that may be on one matter, and whether they surely are.

        Not all pairs are compared: only reports that share a telling word come together.
        """
        holders: dict[str, list[str]] = defaultdict(list)
        for one in sorted(set(group)):
            for word in self._telling[one]:
                holders[word].append(one)
        shared: dict[tuple[str, str], float] = defaultdict(float)
        for word in sorted(holders):
            if 1 < len(holders[word]) <= HOT_WORD:
                for pair in combinations(holders[word], 2):
                    shared[pair] += self._rarity(word)
        hot = {word for word, held in holders.items() if len(held) > HOT_WORD}
        self.hot |= hot
        for one, other in shared if hot else ():
            shared[one, other] += self._rarity.total(sorted(hot.intersection(self._telling[one], self._telling[other])))
        return {
            pair: nats >= SURE_SHARE * self._smaller(pair)
            for pair, nats in shared.items()
            if nats >= max(MATTER_NATS, MATTER_SHARE * self._smaller(pair)) and not self._far_apart(*pair)
        }

    def _far_apart(self, one: str, other: str) -> bool:
        """Say whether two reports are dated so far apart that like words are a like matter, not the same one."""
        days = self._days[one], self._days[other]
        return days[0] is not None and days[1] is not None and abs((days[0] - days[1]).days) > APART_DAYS

    def _smaller(self, pair: tuple[str, str]) -> float:
        return min(self._total[pair[0]], self._total[pair[1]])


def _day(report: Report) -> date | None:
    try:
        return date.fromisoformat(report.published.value[:10]) if report.published else None
    except ValueError:
        return None


def _opening(report: Report, left_out: Iterable[Span]) -> Iterator[str]:
    """Give the words of the first paragraphs that are the report's own, and of its headline."""
    furniture = Stretches((span, None) for span in left_out)
    left = OPENING
    if report.title and not report.title.span:
        yield from _WORD.findall(report.title.value.casefold())
    blocks = [block.span for block in report.blocks if block.kind in ("headline", "body")]
    for span in blocks or [report.span(0, len(report.text))]:
        if left <= 0:
            return
        part = report.span(span.start, min(span.end, span.start + left))
        left -= part.end - part.start
        if not furniture.meeting(part):
            yield from _WORD.findall(part.text(report).casefold())
