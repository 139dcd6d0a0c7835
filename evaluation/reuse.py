"""Passages that reports share: copies planted in real reports, pairs that share a tenth of their words, rows where nothing is copied.

    ./run python -m evaluation.reuse

Planted copies measure what is found; they say nothing of what is found wrongly. For that, reports on different happenings of the
news cluster are compared as they are: what they share is stock wording, the furniture of a site, or a paragraph used again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from random import Random
from typing import Any

from evaluation.data import CLUSTER, POLNEAR, digest, happenings, table
from evaluation.planting import Planted, Words, body_words, plant
from onrecord.model import Report, Reuse, Span
from onrecord.read import read
from onrecord.reuse import find_reuse
from onrecord.reuse.runs import read_text

DEV = POLNEAR / "dev" / "text"
LENGTHS = range(8, 16)  # words of a short planted stretch
ROUNDS = 6  # each plants in half of the reports
LONG = 40  # words of one of the passages that make up a tenth of a report
SHARED_WORDS, TENTH = 8, 0.1

Rows = dict[tuple[str, str], list[Reuse]]


def main() -> dict[str, Any]:
    """Print what is found of planted and of real copies, and give the measures that have floors."""
    reports = read([CLUSTER]).reports
    events = happenings()
    least = {
        "planted verbatim": _short_copies(reports, events, changed=False),
        "planted, one word changed": _short_copies(reports, events, changed=True),
        "a tenth planted": _tenth_planted(reports, exchanged=0),
        "a tenth planted, every 6th word exchanged": _tenth_planted(reports, exchanged=6),
        "a tenth shared": _tenth_shared([*reports, *read([DEV]).reports]),
    }
    return {
        "data": digest([CLUSTER, *DEV.iterdir()]),
        "at_least": least,
        "at_most": {"rows per 1000 pairs of different happenings": _between_happenings(reports, events)},
    }


def _short_copies(reports: Sequence[Report], events: dict[str, str], changed: bool) -> float:
    """Plant 8 to 15 words in reports, and print the share that is found: a row over at least half of it on both sides."""
    hits: dict[str, list[bool]] = defaultdict(list)
    for turn in range(ROUNDS):
        chance = Random(turn)
        donors, hosts = _halves(reports, chance)
        planted = []
        for host in hosts:
            length = chance.choice(LENGTHS)
            one = plant(
                _donor(donors, host, events, chance),
                host,
                length,
                chance,
                _one_of(length, changed, chance),
                turn % 2 > 0,
            )
            planted += [one] if one and not _stood_there(one, host) else []
        rows = _by_pair(find_reuse([*donors, *(one.host for one in planted)], ()).passages)
        for one in planted:
            happening = "same happening" if events[one.donor.name] == events[one.host.name] else "other happening"
            for group in ("all", f"{len(one.here):2} words", happening, *one.traits):
                hits[group].append(_is_found(one, rows))
    print(f"\nplanted in a pile of {len(reports)}, {'one word changed' if changed else 'verbatim'}")
    table(
        ("", "planted", "found %"),
        [(group, len(found), sum(found) / len(found)) for group, found in sorted(hits.items())],
    )
    return sum(hits["all"]) / len(hits["all"])


def _halves(reports: Sequence[Report], chance: Random) -> tuple[list[Report], list[Report]]:
    mixed = chance.sample(reports, len(reports))
    return mixed[::2], mixed[1::2]


def _donor(donors: Sequence[Report], host: Report, events: dict[str, str], chance: Random) -> Report:
    """Choose a donor of the same happening in every other case."""
    same = [donor for donor in donors if events[donor.name] == events[host.name]]
    return chance.choice(same if same and chance.random() < 0.5 else donors)


def _one_of(length: int, changed: bool, chance: Random) -> list[int]:
    return [chance.randrange(length)] if changed else []


def _stood_there(one: Planted, host: Report) -> bool:
    """Say whether the host had six of the planted words in a row before."""
    own = _grams([word.norm for word in read_text(host).words], 6)
    words = [word.norm for word in body_words(one.donor) if one.there[0][0] <= word.start < one.there[-1][1]]
    return bool(own & _grams(words, 6))


def _grams(norms: Sequence[str], length: int) -> set[tuple[str, ...]]:
    return {tuple(norms[n : n + length]) for n in range(len(norms) - length + 1)}


def _by_pair(passages: Iterable[Reuse]) -> Rows:
    found: Rows = defaultdict(list)
    for row in passages:
        found[row.a.report, row.b.report].append(row)
        found[row.b.report, row.a.report].append(Reuse(row.b, row.a, row.kind, row.words, row.weight, row.because))
    return found


def _is_found(one: Planted, rows: Rows) -> bool:
    return any(
        2 * _held(row.a, one.there) >= len(one.there) and 2 * _held(row.b, one.here) >= len(one.here)
        for row in rows.get((one.donor.id, one.host.id), ())
    )


def _held(span: Span, words: Words) -> int:
    return sum(span.start <= start and end <= span.end for start, end in words)


def _tenth_planted(reports: Sequence[Report], exchanged: int) -> float:
    """Plant passages until they are a tenth of a report; print the share of reports in which half of their words is found."""
    chance = Random(exchanged)
    donors, hosts = _halves(reports, chance)
    planted: list[list[Planted]] = []
    for host in hosts:
        donor, copies, size = chance.choice(donors), list[Planted](), len(read_text(host).words)
        while LONG * len(copies) < TENTH * size:
            swaps = range(chance.randrange(exchanged), LONG, exchanged) if exchanged else ()
            one = plant(donor, copies[-1].host if copies else host, LONG, chance, swaps, apart=True)
            if one is None:
                break
            copies.append(one)
        planted += [copies] if copies else []
    rows = _by_pair(find_reuse([*donors, *(copies[-1].host for copies in planted)], ()).passages)
    hits = [_covered(copies, rows) >= 0.5 for copies in planted]
    kinds = Counter(row.kind for copies in planted for row in rows.get((copies[0].donor.id, copies[-1].host.id), ()))
    print(f"\na tenth of a report planted, {f'every {exchanged}th word exchanged' if exchanged else 'verbatim'}")
    table(("", "pairs", "found %"), [("", len(hits), sum(hits) / len(hits))])
    print(", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items())))
    return sum(hits) / len(hits)


def _covered(copies: Sequence[Planted], rows: Rows) -> float:
    """Give the share of the donor's words that are covered by rows between the two reports."""
    found = rows.get((copies[0].donor.id, copies[-1].host.id), ())
    words = {word for copy in copies for word in copy.there}
    return sum(any(row.a.start <= start and end <= row.a.end for row in found) for start, end in words) / len(words)


def _tenth_shared(reports: Sequence[Report]) -> float:
    """Count all pairs of which a tenth of the shorter one stands in rows of eight equal words; give the share that is found."""
    rows = _by_pair(find_reuse(reports, ()).passages)
    texts = {report.id: [word.norm for word in read_text(report).words] for report in reports}
    grams = {name: _grams(norms, SHARED_WORDS) for name, norms in texts.items()}
    hits, missed = [], []
    for one, two in combinations(reports, 2):
        short, long = sorted((one, two), key=lambda report: (len(texts[report.id]), report.id))
        shared = grams[short.id] & grams[long.id]
        if not shared:
            continue
        size = len(texts[short.id])
        if _in_grams(texts[short.id], shared) >= TENTH * size:
            covered = sum(
                any(row.a.start <= word.start < row.a.end for row in rows.get((short.id, long.id), ()))
                for word in read_text(short).words
            )
            hits.append(covered >= TENTH * size)
            missed += [] if hits[-1] else [(short.name, long.name)]
    print(f"\npairs that share a tenth of the shorter report, counted over all pairs of {len(reports)} reports")
    table(("", "pairs", "found %"), [("", len(hits), sum(hits) / len(hits))])
    print("\n".join(f"missed: {one} {two}" for one, two in missed[:20]))
    return sum(hits) / len(hits)


def _in_grams(norms: Sequence[str], shared: set[tuple[str, ...]]) -> int:
    held = {
        at
        for first in range(len(norms) - SHARED_WORDS + 1)
        if tuple(norms[first : first + SHARED_WORDS]) in shared
        for at in range(first, first + SHARED_WORDS)
    }
    return len(held)


def _between_happenings(reports: Sequence[Report], events: dict[str, str]) -> float:
    """Print how many rows there are between reports on different happenings, and give them per thousand pairs."""
    names = {report.id: events[report.name] for report in reports}
    pairs = sum(names[one.id] != names[two.id] for one, two in combinations(reports, 2))
    found = [row for row in find_reuse(reports, ()).passages if names[row.a.report] != names[row.b.report]]
    kinds = Counter(row.kind for row in found)
    print(f"\n{pairs:,} pairs of reports on different happenings, as they are")
    table(("", "rows", "per 1,000 pairs"), [(k, n, f"{1000 * n / pairs:.2f}") for k, n in sorted(kinds.items())])
    return 1000 * len(found) / pairs


if __name__ == "__main__":
    main()
