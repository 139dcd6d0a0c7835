"""Which reports belong together: one story for each happening, with the words that say why."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from onrecord.corrections import Corrections, Settled, settle
from onrecord.language import Parsed
from onrecord.model import Limit, Report, Reuse, Story
from onrecord.stories.decisions import decide, touched
from onrecord.stories.headline import best_headline
from onrecord.stories.linkage import Pair, link
from onrecord.stories.reasons import Closest, because, shared_words
from onrecord.stories.telling import Telling, tell

if TYPE_CHECKING:
    from onrecord.stories.likeness import Likeness

# Two groups of reports are one story when their pairs are this much alike on average. On either half of the news cluster's happenings
# the score hardly moves between .05 and .09 (`python -m evaluation.stories`).
JOINED = 0.075


class Grouped(NamedTuple):
    """The stories of a pile, in the order of their first report, and what was left out to find them."""

    stories: tuple[Story, ...]
    limits: tuple[Limit, ...]


class _Pile(NamedTuple):
    """The reports, the texts they deliver (each once, in an order that no name of a file decides), and how alike the texts are."""

    reports: dict[str, Report]
    texts: tuple[Telling, ...]
    text_of: dict[str, int]
    likeness: Likeness


def group_stories(
    reports: Sequence[Report],
    parsed: Sequence[Parsed],
    passages: Iterable[Reuse],
    corrections: Corrections | None = None,
    joined: float = JOINED,
) -> Grouped:
    """Group a pile into stories: reports that share telling words, weighed by rarity, most of all in headline and first paragraph.

    `passages` and dates are further evidence; `corrections` are a reader's decisions and are always kept. Raises InputError when
    they name a report that is not there, or contradict each other.
    """
    settled = settle(corrections or Corrections(), reports)
    pile = _pile(reports, parsed, passages)
    found = _expand(link(len(pile.texts), pile.likeness.pairs, joined), pile)
    alike = _alike(touched(found, settled), pile)
    place = {report.id: position for position, report in enumerate(reports)}
    decided = [sorted(ids, key=place.__getitem__) for ids in decide(found, settled, alike)]
    decided.sort(key=lambda ids: place[ids[0]])
    teller = _Teller(pile, decided, settled, corrections or Corrections(), joined)
    return Grouped(tuple(teller.story(number) for number in range(len(decided))), _limits(pile.likeness))


def _pile(reports: Sequence[Report], parsed: Sequence[Parsed], passages: Iterable[Reuse]) -> _Pile:
    """Read each report and compare the texts. A text delivered twice counts once, or copies would outvote the others."""
    from onrecord.stories.likeness import compare  # late: numpy is slow to load, and not every command needs it

    known = {one.report.id: one for one in parsed}
    by_key: dict[str, Telling] = {}
    keys: dict[str, str] = {}
    for report in sorted(reports, key=lambda report: report.id):
        telling = tell(report, known.get(report.id))
        keys[report.id] = _key(telling)
        by_key.setdefault(keys[report.id], telling)
    number = {key: position for position, key in enumerate(sorted(by_key))}
    text_of = {identity: number[key] for identity, key in keys.items()}
    texts = tuple(by_key[key] for key in number)
    shared = _shared(passages, text_of, texts)
    return _Pile({report.id: report for report in reports}, texts, text_of, compare(texts, shared))


def _key(telling: Telling) -> str:
    """Digest what is compared of a report."""
    content = repr((sorted(telling.whole.items()), sorted(telling.head.items()), telling.days))
    return hashlib.blake2b(content.encode("utf-8", "replace"), digest_size=16).hexdigest()


def _shared(passages: Iterable[Reuse], text_of: Mapping[str, int], texts: Sequence[Telling]) -> dict[Pair, float]:
    """Measure how much of the shorter text of a pair stands in the other."""
    words: dict[tuple[str, str], int] = {}
    for passage in passages:
        pair = passage.a.report, passage.b.report
        words[pair] = words.get(pair, 0) + passage.words
    shared: dict[Pair, float] = {}
    for (a, b), count in words.items():
        one, other = sorted((text_of[a], text_of[b]))
        shorter = min(texts[one].whole.total(), texts[other].whole.total())
        if one != other and shorter:
            shared[one, other] = max(shared.get((one, other), 0.0), min(1.0, count / shorter))
    return shared


def _expand(groups: Sequence[Sequence[int]], pile: _Pile) -> list[list[str]]:
    """Turn groups of texts into groups of reports. Texts without any telling word are alike in nothing, even when they are the same."""
    holders: dict[int, list[str]] = {}
    for identity, text in sorted(pile.text_of.items()):
        holders.setdefault(text, []).append(identity)
    found: list[list[str]] = []
    for group in groups:
        if len(group) == 1 and not pile.likeness.vectors.row(group[0])[0].size:
            found += [[identity] for identity in holders[group[0]]]
        else:
            found.append([identity for text in group for identity in holders[text]])
    return found


def _alike(stories: Iterable[Sequence[str]], pile: _Pile) -> dict[tuple[str, str], float]:
    """Give the likeness of the reports in stories that have to be parted; two that deliver one text are wholly alike."""
    alike: dict[tuple[str, str], float] = {}
    for ids in stories:
        for one, other in combinations(ids, 2):
            first, second = sorted((pile.text_of[one], pile.text_of[other]))
            value = 1.0 if first == second else pile.likeness.pairs.get((first, second))
            if value is not None:
                alike[one, other] = value
    return alike


class _Teller:
    """Tells each story: its title, what its reports share, and why they are together."""

    def __init__(
        self, pile: _Pile, stories: Sequence[Sequence[str]], settled: Settled, corrections: Corrections, joined: float
    ) -> None:
        self._pile, self._stories, self._joined = pile, stories, joined
        self._decided: dict[str, list[int]] = {}
        for number, ids in enumerate(settled.named):
            for identity in ids:
                self._decided.setdefault(identity, []).append(number)
        self._decisions = corrections.decisions
        self._members = [sorted({pile.text_of[identity] for identity in ids}) for ids in stories]
        self._titles = [best_headline([pile.reports[identity] for identity in ids]) for ids in stories]
        self._story_of = {text: number for number, members in enumerate(self._members) for text in members}
        self._partners: dict[int, dict[int, float]] = {members[0]: {} for members in self._members if len(members) == 1}
        for (one, other), value in sorted(pile.likeness.pairs.items()):
            self._partners.get(one, {})[other] = value
            self._partners.get(other, {})[one] = value

    def story(self, number: int) -> Story:
        """Tell the story of this number, counted from 0."""
        ids, members = self._stories[number], self._members[number]
        texts = [self._pile.texts[member] for member in members]
        shares = shared_words(texts, self._pile.likeness.vectors.common(members)) if len(ids) > 1 else ()
        decisions = sorted({decision for identity in ids for decision in self._decided.get(identity, ())})
        return Story(
            id="story-" + hashlib.blake2b("\n".join(sorted(ids)).encode(), digest_size=6).hexdigest(),
            number=number + 1,
            reports=tuple(ids),
            shares=shares,
            because=because(len(ids), shares, self._closest(number), [self._decisions[one] for one in decisions]),
            title=self._titles[number],
        )

    def _closest(self, number: int) -> Closest | None:
        """Find the story that comes closest, on average, to a text that stands alone; of equals, the first."""
        sums: dict[int, float] = {}
        for partner, value in self._partners.get(self._members[number][0], {}).items():
            story = self._story_of[partner]
            sums[story] = sums.get(story, 0.0) + value
        sums.pop(number, None)
        if not sums:
            return None
        value, before = max((value / len(self._members[story]), -story) for story, value in sums.items())
        name = self._titles[-before] or self._pile.reports[self._stories[-before][0]].name
        return Closest(1 - before, name, value, self._joined)


def _limits(likeness: Likeness) -> tuple[Limit, ...]:
    from onrecord.stories.likeness import HOT_WORD  # late, as above

    if not likeness.hot:
        return ()
    words = "word stands" if likeness.hot == 1 else "words stand"
    because = (
        f"{likeness.hot:,} telling {words} in more than {HOT_WORD} reports each. They count when two reports are compared, "
        "but only reports that share a rarer word as well were compared."
    )
    return (Limit("stories", because),)
