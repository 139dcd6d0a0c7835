"""Which reports belong together: the 295 reports of the news cluster against the happening that each was collected for.

The threshold is chosen on one half of the happenings (drawn with a fixed seed) and measured on the other, both ways.

./run python -m evaluation.stories     also how long piles of up to 16,000 reports take (a minute or two)
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from evaluation.data import CLUSTER, SHARED, digest, happenings, table
from onrecord.model import Report, Reuse, Stated, in_order
from onrecord.rarity import Rarity
from onrecord.read import read
from onrecord.reuse import find_reuse
from onrecord.stories import group_stories
from onrecord.stories.group import JOINED
from onrecord.tokens import tokenise

SEED = 0
DRAWINGS = 10  # of halves, to see what chance the drawing is
THRESHOLDS = (0.03, 0.04, 0.05, 0.06, 0.07, JOINED, 0.08, 0.09, 0.1, 0.12)

# Reports in the piles that are timed: the cluster's own, and then again and again with new names and rare words, so that the number
# of stories grows with the pile as it does in life.
SIZES = (1_000, 4_000, 16_000)

Score = tuple[float, float, float]  # precision, recall, F1


def main() -> dict[str, Any]:
    """Print how well reports are grouped, and give the measures that have floors."""
    cluster = in_order(read([CLUSTER]).reports)
    seeds = read([SHARED / "seeds"]).reports
    events = _events(cluster)
    passages = find_reuse((*cluster, *seeds), ()).passages
    whole = score(cluster, passages, events, JOINED)
    one, other = halves(cluster, events)
    directions = [chosen(a, b, passages, events) for a, b in ((one, other), (other, one))]
    at_default = [score(half, passages, events, JOINED) for half in (one, other)]
    table(
        ("B-cubed", "reports", "threshold", "precision", "recall", "F1"),
        [
            ("all happenings", len(cluster), f"{JOINED:.3f}", *whole),
            ("first half", len(one), f"{JOINED:.3f}", *at_default[0]),
            ("second half", len(other), f"{JOINED:.3f}", *at_default[1]),
            ("second half, chosen on the first", len(other), f"{directions[0][0]:.3f}", *directions[0][1]),
            ("first half, chosen on the second", len(one), f"{directions[1][0]:.3f}", *directions[1][1]),
        ],
    )
    print("\nF1 over thresholds")
    _plateau(cluster, one, other, passages, events)
    drawn = [score(half, passages, events, JOINED)[2] for n in range(DRAWINGS) for half in halves(cluster, events, n)]
    print(
        f"\n{len(drawn)} halves at the default: mean F1 {100 * sum(drawn) / len(drawn):.1f}, lowest {100 * min(drawn):.1f}"
    )
    together = _seeds_together(cluster, seeds, passages)
    print(f"\nboth seed reports in one story of their own, among the {len(cluster)}: {'yes' if together else 'NO'}")
    return {
        "data": digest([CLUSTER]),
        "at_least": {
            "B-cubed F1": whole[2],
            "precision": whole[0],
            "held-out half 1": directions[0][1][2],
            "held-out half 2": directions[1][1][2],
            "lowest half": min(drawn),
            "seeds in one story": float(together),
        },
    }


def _events(reports: Iterable[Report]) -> dict[str, str]:
    """Give for each report the happening it was collected for, by `Report.id`."""
    event = happenings()
    return {report.id: event[report.name] for report in reports}


def halves(reports: Sequence[Report], events: dict[str, str], seed: int = SEED) -> tuple[list[Report], list[Report]]:
    """Draw half of the happenings; give the reports of these, and of the others."""
    names = sorted(set(events.values()))
    drawn = set(random.Random(seed).sample(names, len(names) // 2))
    return [r for r in reports if events[r.id] in drawn], [r for r in reports if events[r.id] not in drawn]


def chosen(
    tuned: Sequence[Report], held_out: Sequence[Report], passages: Sequence[Reuse], events: dict[str, str]
) -> tuple[float, Score]:
    """Choose the threshold on one half (the middle one of the best) and measure it on the other."""
    reached = {t: round(score(tuned, passages, events, t)[2], 3) for t in THRESHOLDS}
    best = [t for t, value in reached.items() if value == max(reached.values())]
    threshold = best[len(best) // 2]
    return threshold, score(held_out, passages, events, threshold)


def score(reports: Sequence[Report], passages: Sequence[Reuse], events: dict[str, str], joined: float) -> Score:
    """Group a pile and compare with the happenings: B-cubed precision, recall and F1 (Bagga and Baldwin 1998)."""
    return b_cubed(_stories(reports, passages, joined), events)


def _stories(reports: Sequence[Report], passages: Sequence[Reuse], joined: float) -> list[tuple[str, ...]]:
    known = {report.id for report in reports}
    among = [one for one in passages if one.a.report in known and one.b.report in known]
    return [story.reports for story in group_stories(reports, (), among, joined=joined).stories]


def b_cubed(stories: Iterable[Sequence[str]], events: dict[str, str]) -> Score:
    """Average over reports: how much of its story is of its happening, and how much of its happening is in its story."""
    precision, recall = [], []
    groups = [list(ids) for ids in stories]
    sizes = Counter(events[identity] for ids in groups for identity in ids)
    for ids in groups:
        for event, count in Counter(events[identity] for identity in ids).items():
            precision += [count / len(ids)] * count
            recall += [count / sizes[event]] * count
    p, r = sum(precision) / len(precision), sum(recall) / len(recall)
    return p, r, 2 * p * r / (p + r)


def _plateau(
    cluster: Sequence[Report],
    one: Sequence[Report],
    other: Sequence[Report],
    passages: Sequence[Reuse],
    events: dict[str, str],
) -> None:
    piles = (("all", cluster), ("first half", one), ("second half", other))
    rows = [(name, *(score(pile, passages, events, t)[2] for t in THRESHOLDS)) for name, pile in piles]
    table(("", *(f"{threshold:.3f}" for threshold in THRESHOLDS)), rows)


def _seeds_together(cluster: Sequence[Report], seeds: Sequence[Report], passages: Sequence[Reuse]) -> bool:
    stories = _stories(in_order((*cluster, *seeds)), passages, JOINED)
    return {report.id for report in seeds} in [set(ids) for ids in stories]


def show_runtime() -> None:
    """Time the grouping of growing piles in processor seconds; reading and parsing are left out."""
    cluster = in_order(read([CLUSTER]).reports)
    pieces = [(_pieces(report.title.value if report.title else ""), _pieces(report.text)) for report in cluster]
    rows: list[tuple[object, ...]] = []
    before = 0.0
    for size in SIZES:
        pile = [_renewed(cluster[n % len(cluster)], n, *pieces[n % len(cluster)]) for n in range(size)]
        start = time.process_time()
        grouped = group_stories(pile, (), ())
        seconds = time.process_time() - start
        growth = f"{seconds / before:.2f}" if before else ""
        rows.append((f"{size:,} reports", len(grouped.stories), f"{seconds:.1f}", growth, len(grouped.limits)))
        before = seconds
    table(("", "stories", "seconds", "of the one before", "limits told"), rows)


def _pieces(text: str) -> list[tuple[str, bool]]:
    """Cut a text before each word, and say of each piece whether it begins with a name or rare word: one that the list does not hold."""
    rarity = Rarity()
    rare = rarity("a word that no list holds")
    starts = [(token.end, token.word and rarity(token.norm) == rare) for token in tokenise(text)]
    cuts = [0, *(end for end, _ in starts)]
    found = [(text[a:b], rare_word) for a, b, (_, rare_word) in zip(cuts, cuts[1:], starts, strict=False)]
    return [*found, (text[cuts[-1] :], False)]


def _renewed(
    report: Report, number: int, title: Sequence[tuple[str, bool]], text: Sequence[tuple[str, bool]]
) -> Report:
    """Make a report of another happening: each name and rare word gets letters that no other round has."""
    mark = "".join("abcdefghij"[int(digit)] for digit in str(number // 295))

    def joined(pieces: Sequence[tuple[str, bool]]) -> str:
        return "".join(piece + mark if rare else piece for piece, rare in pieces)

    return Report(
        id=f"{number:06}",
        name=str(number),
        text=joined(text),
        title=Stated(joined(title), "test"),
        published=report.published,
    )


if __name__ == "__main__":
    main()
    show_runtime()
