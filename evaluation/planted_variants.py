"""How many altered copies of real quotations are found, by length and by kind of change; and whether stock phrases stay apart.

The quotations are those of the news cluster, taken by their marks alone. For each kind of change a copy of every quotation is
planted in a report of its own, in memory and of the same story, and put together with the whole cluster. Half of the words around the
original are printed around the copy too, as in a report on the same matter. Each run is made twice: once both reports name the
speaker, once neither does.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from evaluation.data import CLUSTER, digest, happenings, table
from onrecord.attributions import find_quotations
from onrecord.model import Attribution, Report, Resolution, Span, Story
from onrecord.read import read
from onrecord.statements.group import in_rank
from onrecord.statements.grouping import gather
from onrecord.statements.units import ReportWords, Unit, Vocabulary, cut_units
from onrecord.tokens import words

BUCKETS = ((3, 5), (6, 9), (10, 15), (16, 60))
EACH = 60  # quotations of each length, at most
SHUFFLE = 7

# Small words that one report prints for another, and phrases that are common property.
SWAPS = {
    "this": "our", "our": "this", "the": "this", "everyone": "everybody", "everybody": "everyone", "although": "though",
    "though": "although", "a": "one", "and": "but", "that": "which", "is": "was", "are": "were", "will": "would", "we": "they",
    "it": "that", "in": "at", "to": "for", "of": "from", "i": "we",
}  # fmt: skip
STOCK = (
    "no comment", "thoughts and prayers", "I don't know", "we are looking into it", "it is what it is", "the sooner the better",
    "we will see what happens", "I can't believe it", "at the end of the day", "this is a sad day", "safety is our top priority",
    "we take this very seriously",
)  # fmt: skip
SPEAKERS = ("Ann Abel", "Bo Bern", "Cy Dorn", "Di Ekman")

Change = Callable[
    [list[str], random.Random], list[list[str]] | None
]  # the words → the pieces that are printed, or None


class Original(NamedTuple):
    """A real quotation, its words as printed, and the words around it."""

    span: Span
    words: tuple[str, ...]
    around: tuple[str, ...]


def main() -> dict[str, Any]:
    """Print how many planted variants are joined with their original, and give the measures that have floors."""
    reports = in_rank(read([CLUSTER]).reports)
    originals = _choose(reports)
    print(f"news cluster: {len(reports)} reports, {len(originals)} of their quotations planted again, changed")
    measured: dict[str, float] = {}
    for named in (True, False):
        found = {kind: plant(kind, change, reports, originals, named) for kind, change in CHANGES.items()}
        _print(found, named)
        measured |= _measures(found, "named" if named else "unnamed")
    wrong = measured.pop("wrong named") + measured.pop("wrong unnamed")
    joined = sum(_stock(reports, originals, named) for named in (True, False))
    print(
        f"\n{len(STOCK)} stock phrases, said by four people each, once with and once without their names: {joined} were joined"
    )
    return {
        "data": digest([CLUSTER]),
        "at_least": measured,
        "at_most": {"joined with another quotation alone": wrong, "stock phrases joined": float(joined)},
    }


def _choose(reports: Sequence[Report]) -> list[Original]:
    """Take different quotations at random, so many of each length."""
    random_ = random.Random(SHUFFLE)
    found: dict[tuple[str, ...], Original] = {}
    for report in reports:
        for span in _quotations(report):
            printed = tuple(
                report.text[w.start : w.end] for w in words(report.text, span.start, span.end) if not w.clitic
            )
            norms = tuple(word.casefold() for word in printed)
            title = sum(word[0].isupper() for word in printed) > 0.6 * len(printed)
            if not title and norms not in found:
                found[norms] = Original(span, _printed_words(span.text(report)), _around(report, span))
    chosen = []
    for least, most in BUCKETS:
        fitting = [one for _, one in sorted(found.items()) if least <= len(one.words) <= most]
        chosen += random_.sample(fitting, min(EACH, len(fitting)))
    return chosen


def _quotations(report: Report) -> list[Span]:
    return [one.inner for one in find_quotations(report).quotations if one.depth == 0]


def _printed_words(text: str) -> tuple[str, ...]:
    return tuple(word.strip(".,;:!?…—–-\"'“”‘’()[]") for word in text.split() if word.strip(".,;:!?…—–-\"'“”‘’()[]"))


def _around(report: Report, span: Span) -> tuple[str, ...]:
    near = report.text[max(0, span.start - 160) : max(0, span.start - 2)], report.text[span.end + 2 : span.end + 160]
    return tuple(word for side in near for word in _printed_words(side.replace("\n", " ")))[1:-1:2]


def plant(
    kind: str, change: Change, reports: Sequence[Report], originals: Sequence[Original], named: bool
) -> dict[tuple[int, int], Counter[str]]:
    """Plant one kind of change; count by length how many copies are joined with their original, with another only, or with nothing."""
    random_ = random.Random(f"{SHUFFLE} {kind}")
    speakers = {
        one.span: f"Given{n} {chr(65 + n % 26)}family{n * n}" if named else None for n, one in enumerate(originals)
    }
    planted = [
        (original, *_print_in("planted", number, _sides(original), pieces))
        for number, original in enumerate(originals)
        if (pieces := change(list(original.words), random_)) and list(original.words) not in pieces
    ]
    said = [_said((span,), speakers.get(span)) for report in reports for span in _quotations(report)]
    said += [_said(spans, speakers[original.span]) for original, _, spans in planted]
    groups = _gather(
        [*reports, *(report for _, report, _ in planted)], said, _stories(reports, {r.id: o for o, r, _ in planted})
    )
    return _count(groups, {report.id: original for original, report, _ in planted})


def _stories(reports: Sequence[Report], copies: dict[str, Original]) -> list[Story]:
    """Give the happenings of the cluster as stories; a report with a copy belongs to the happening of the original."""
    told = happenings()
    held: dict[str, list[str]] = defaultdict(list)
    event = {report.id: told[report.name] for report in reports}
    for identity in [*event, *copies]:
        held[event[copies[identity].span.report] if identity in copies else event[identity]].append(identity)
    return [
        Story(id=name, number=number, reports=tuple(ids), shares=(), because="the happening")
        for number, (name, ids) in enumerate(sorted(held.items()))
    ]


def _sides(original: Original) -> tuple[str, str]:
    half = len(original.around) // 2
    return " ".join(original.around[:half]), " ".join(original.around[half:])


def _print_in(
    name: str, number: int, sides: tuple[str, str], pieces: Sequence[Sequence[str]]
) -> tuple[Report, tuple[Span, ...]]:
    """Print pieces of a quotation in a report of their own, with words before and after; give their places."""
    report, text = f"{name}-{number}", sides[0] + ": "
    places: list[tuple[int, int]] = []
    for piece in pieces:
        text += ",” he said, “" if places else "“"
        places.append((len(text), len(text) + len(" ".join(piece))))
        text += " ".join(piece)
    return Report(id=report, name=report, text=f"{text}”, {sides[1]}."), tuple(Span(report, *place) for place in places)


def _gather(reports: Sequence[Report], said: Sequence[Attribution], stories: Sequence[Story] = ()) -> list[list[Unit]]:
    held = [ReportWords(report) for report in in_rank(reports)]
    vocabulary = Vocabulary(held)
    return gather(cut_units(held, said, vocabulary, stories), [one.report for one in held], vocabulary).groups


def _said(spans: tuple[Span, ...], speaker: str | None) -> Attribution:
    """Ascribe quoted pieces to a speaker; a source is there even when it names nobody."""
    source = Span(spans[0].report, spans[-1].end, spans[-1].end + 1)
    return Attribution(
        id=f"{spans[0].report}-{spans[0].start}", report=spans[0].report, source=(source,), cue=(), content=spans, quoted=spans,
        form="direct", type="speech", origin="planted", confidence=1.0,
        speaker=Resolution(speaker, "the full name " + speaker if speaker else "unnamed: somebody"),
    )  # fmt: skip


def _count(groups: Iterable[Sequence[Unit]], copies: dict[str, Original]) -> dict[tuple[int, int], Counter[str]]:
    counts: dict[tuple[int, int], Counter[str]] = defaultdict(Counter)
    best: dict[str, str] = {}
    for group in groups:
        held = {unit.span for unit in group}
        texts = {unit.stems for unit in group if unit.span.report not in copies}
        for unit in group:
            if unit.span.report in copies:
                right = copies[unit.span.report].span in held
                found = "joined" if right else "wrong" if texts else "alone"
                best[unit.span.report] = min(
                    best.get(unit.span.report, "z"), found, key=["joined", "wrong", "alone", "z"].index
                )
    for report, found in best.items():
        length = len(copies[report].words)
        bucket = next(bucket for bucket in BUCKETS if bucket[0] <= length <= bucket[1])
        counts[bucket][found] += 1
    return counts


def _print(found: dict[str, dict[tuple[int, int], Counter[str]]], named: bool) -> None:
    print(f"\njoined with the original, in percent, {'both reports name the speaker' if named else 'nobody is named'}")
    rows = []
    for kind, counts in found.items():
        shares = [_share(counts.get(bucket, Counter())) for bucket in BUCKETS]
        rows.append((kind, *shares, sum(c.total() for c in counts.values()), sum(c["wrong"] for c in counts.values())))
    table(("change", *(f"{least}–{most} words" for least, most in BUCKETS), "planted", "with another"), rows)


def _share(counts: Counter[str]) -> float | str:
    return counts["joined"] / counts.total() if counts.total() else "–"


def _measures(found: dict[str, dict[tuple[int, int], Counter[str]]], who: str) -> dict[str, float]:
    """Add up by length; count what was joined with another quotation only."""
    sums: dict[tuple[int, int], Counter[str]] = defaultdict(Counter)
    for counts in found.values():
        for bucket, count in counts.items():
            sums[bucket].update(count)
    shares = {
        f"{least}–{most} words, {who}": sums[least, most]["joined"] / sums[least, most].total()
        for least, most in BUCKETS
    }
    return shares | {f"wrong {who}": float(sum(count["wrong"] for count in sums.values()))}


def _stock(reports: Sequence[Report], originals: Sequence[Original], named: bool) -> int:
    """Count the stock phrases of which any two are joined, said by four people in four reports of different stories."""
    planted = []
    for n, phrase in enumerate(STOCK):
        for k, speaker in enumerate(SPEAKERS):
            number = len(SPEAKERS) * n + k
            before, after = _sides(originals[number])
            sides = (f"{before} {speaker} said", after) if named else (before, after)
            planted.append((speaker if named else None, *_print_in("stock", number, sides, [phrase.split()])))
    said = [_said(spans, speaker) for speaker, _, spans in planted]
    stories = [
        Story(id=r.id, number=n, reports=(r.id,), shares=(), because="planted") for n, (_, r, _) in enumerate(planted)
    ]
    groups = _gather([*reports, *(report for _, report, _ in planted)], said, stories)
    return sum(len(group) > 1 for group in groups)


def _third(words_: list[str]) -> int:
    return max(1, len(words_) // 3)


def _replaced(words_: list[str], places: Iterable[int], random_: random.Random) -> list[list[str]]:
    other = ["granite", "willing", "harvest", "quietly", "northern", "measured", "borrow", "kettle"]
    random_.shuffle(other)
    changed = list(words_)
    for place, word in zip(places, other, strict=False):
        changed[place] = word
    return [changed]


def _inside(words_: list[str], count: int, random_: random.Random) -> list[int]:
    return random_.sample(range(len(words_)), count)


def _named(words_: list[str], random_: random.Random) -> list[list[str]] | None:
    """Change a number, or a name: a word with a capital letter inside the sentence."""
    places = [n for n, word in enumerate(words_) if word[0].isdigit() or (n and word[0].isupper() and len(word) > 2)]
    return _replaced(words_, [random_.choice(places)], random_) if places else None


def _swapped(words_: list[str], random_: random.Random) -> list[list[str]] | None:
    places = [n for n, word in enumerate(words_) if word.casefold() in SWAPS]
    chosen = random_.choice(places) if places else None
    return None if chosen is None else [[SWAPS[w.casefold()] if n == chosen else w for n, w in enumerate(words_)]]


def _split(words_: list[str], random_: random.Random) -> list[list[str]] | None:
    cut = random_.randint(2, len(words_) - 2) if len(words_) >= 5 else 0
    return [words_[:cut], words_[cut:]] if cut else None


CHANGES: dict[str, Change] = {
    "dress only": lambda w, _: [
        [word.upper() if n == 0 else word + ("," if n % 5 == 4 else "") for n, word in enumerate(w)]
    ],
    "clipped start": lambda w, _: [w[_third(w) :]] if len(w) > 3 else None,
    "clipped end": lambda w, _: [w[: -_third(w)]] if len(w) > 3 else None,
    "clipped both": lambda w, _: [w[_third(w) : -_third(w)]] if len(w) > 8 else None,
    "extended": lambda w, _: [
        ["And", "as", "everyone", "here", "remembers", *w, "whatever", "the", "harvest", "brings"]
    ],
    "split": _split,
    "small word swapped": _swapped,
    "number or name": _named,
    "one word": lambda w, r: _replaced(w, _inside(w, 1, r), r),
    "two words": lambda w, r: _replaced(w, _inside(w, 2, r), r) if len(w) > 5 else None,
}


if __name__ == "__main__":
    main()
