"""Which reports derive from one origin, and how many independent reports that leaves."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from onrecord.model import Family, Independence, Report, Reuse
from onrecord.reuse.passages import narrated_words, words_covered

# Shared narration from this share of the shorter report's narration on makes two reports one family (reuse.md: ECB+ gives 746 families
# of 982 reports at .1, 833 at .2, 919 at .5).
COPIED = 0.10

# A shorter report than this has no share worth naming: two briefs on one event have little else to say.
SHORT = 40

# From this share on, shared narration is a doubt, though not a copy (tried .02 to .07).
TRACE = 0.05

# Two reports of one outlet are one voice on one happening: when they share any wording, or stand within so many days.
OUTLET_DAYS = 3

# How a report says of itself that it comes from somewhere else; the name of the other outlet must follow at once.
_REPUBLISHED = re.compile(
    r"\b(?:originally|first) (?:appeared|published|reported)\b"
    r"|\b(?:republished|reprinted|reproduced|syndicated) (?:here )?(?:from|with|by|courtesy)\b",
    re.IGNORECASE,
)
_NAME_FOLLOWS = 80  # characters


class _Join(NamedTuple):
    """Why two reports are one family. `sure` is False when the evidence is weak."""

    a: str
    b: str
    sure: bool
    because: str


def group_families(reports: Sequence[Report], reuse: Sequence[Reuse]) -> tuple[Family, ...]:
    """Put every report into exactly one family, in the order of the reports.

    Shared narration of at least a tenth of the shorter report, a shared agency credit with shared text, and one outlet join
    two reports. A family joined only by weak evidence, and a report of unknown outlet and date, is not certain.
    """
    by_id = {report.id: report for report in reports}
    joins = sorted(
        [*_by_copying(by_id, reuse), *_by_credit(by_id, reuse), *_by_outlet(by_id, reuse), *_by_own_word(by_id)],
        key=lambda join: (not join.sure, join),
    )
    parent = {report.id: report.id for report in reports}
    used: dict[str, list[_Join]] = defaultdict(list)
    for join in joins:
        one, two = sorted((_root(parent, join.a), _root(parent, join.b)))
        if one != two and join.sure:
            parent[two] = one
            used[one] = [*used[one], join, *used.pop(two, [])]
    members: dict[str, list[str]] = defaultdict(list)
    for report in reports:
        members[_root(parent, report.id)].append(report.id)
    doubts = [join for join in joins if not join.sure and _root(parent, join.a) != _root(parent, join.b)]
    return tuple(_family(held, used.get(root, []), doubts, by_id) for root, held in members.items())


def _root(parent: dict[str, str], report: str) -> str:
    while parent[report] != report:
        parent[report] = parent[parent[report]]
        report = parent[report]
    return report


def _narration(by_id: dict[str, Report], reuse: Iterable[Reuse]) -> dict[tuple[str, str], list[Reuse]]:
    """Collect the shared passages of each pair of reports that are not quotations."""
    shared: dict[tuple[str, str], list[Reuse]] = defaultdict(list)
    for passage in reuse:
        if passage.kind != "quotation" and passage.a.report in by_id and passage.b.report in by_id:
            shared[passage.a.report, passage.b.report].append(passage)
    return shared


def _by_copying(by_id: dict[str, Report], reuse: Iterable[Reuse]) -> Iterator[_Join]:
    """Join reports that share a tenth of the shorter one; note those that share half as much."""
    for (a, b), passages in sorted(_narration(by_id, reuse).items()):
        sizes = narrated_words(by_id[a]), narrated_words(by_id[b])
        share = max(
            words_covered([p.a for p in passages], by_id[a]) / max(sizes[0], SHORT),
            words_covered([p.b for p in passages], by_id[b]) / max(sizes[1], SHORT),
        )
        because = f"they share {share:.0%} of the shorter report's words outside quotation marks"
        named = _named(by_id[a], by_id[b]) or _named(by_id[b], by_id[a]) if share >= TRACE else None
        if named:
            yield _Join(a, b, True, f"{because}, and one names the other's source, {named}")
        elif share >= TRACE:
            yield _Join(a, b, share >= COPIED, because)


def _named(report: Report, other: Report) -> str | None:
    """Give the agency or outlet of the other report when this report's text names it."""
    for source in (other.agency, other.outlet):
        if source and len(source.value) > 2 and re.search(rf"\b{re.escape(source.value)}\b", report.text):
            return source.value
    return None


def _by_credit(by_id: dict[str, Report], reuse: Iterable[Reuse]) -> Iterator[_Join]:
    """Join reports that credit the same agency and share a passage of it."""
    for a, b in sorted(_narration(by_id, reuse)):
        one, two = by_id[a].agency, by_id[b].agency
        if one and two and _plain(one.value) == _plain(two.value):
            yield _Join(a, b, True, f"both credit {one.value} and share some of its wording")


def _by_outlet(by_id: dict[str, Report], reuse: Iterable[Reuse]) -> Iterator[_Join]:
    """Join reports of one outlet that are on one matter."""
    share = {(p.a.report, p.b.report) for p in reuse if p.a.report in by_id and p.b.report in by_id}
    by_name: dict[str, list[Report]] = defaultdict(list)
    for report in by_id.values():
        if report.outlet:
            by_name[_plain(report.outlet.value)].append(report)
    for held in by_name.values():
        ordered = sorted(held, key=lambda report: (_day(report) or "", report.id))
        for one, two in zip(ordered, ordered[1:], strict=False):
            pair = (min(one.id, two.id), max(one.id, two.id))
            if pair in share or _near(_day(one), _day(two)):
                yield _Join(*pair, True, f"both come from {one.outlet.value if one.outlet else ''}")
    for a, b in sorted(share):
        ours, theirs = by_id[a].outlet, by_id[b].outlet
        if ours and theirs and _plain(ours.value) == _plain(theirs.value):
            yield _Join(a, b, True, f"both come from {ours.value}")


def _day(report: Report) -> str | None:
    return report.published.value[:10] if report.published else None


def _near(one: str | None, two: str | None) -> bool:
    """Say whether two dates lie within a few days. A date that is unknown or not exact to the day may be any day."""
    try:
        return (
            one is None or two is None or abs((date.fromisoformat(one) - date.fromisoformat(two)).days) <= OUTLET_DAYS
        )
    except ValueError:
        return True


def _by_own_word(by_id: dict[str, Report]) -> Iterator[_Join]:
    """Join a report that says it was taken over from another outlet with the reports of that outlet."""
    outlets = [(report, _plain(report.outlet.value)) for report in by_id.values() if report.outlet]
    for report in by_id.values():
        for found in _REPUBLISHED.finditer(report.text):
            credit = _plain(report.text[found.end() : found.end() + _NAME_FOLLOWS])
            for other, name in outlets:
                if other is not report and len(name) > 3 and name in credit:
                    because = (
                        f"one says of itself that it was taken over from {other.outlet.value if other.outlet else ''}"
                    )
                    yield _Join(min(report.id, other.id), max(report.id, other.id), True, because)


def _plain(name: str) -> str:
    """Level a name of an outlet or agency: case, “the”, “www.” and punctuation do not count."""
    return re.sub(r"^(the|www)\b|[^\w]", "", name.casefold())


def _family(
    members: Sequence[str], joins: Sequence[_Join], doubts: Sequence[_Join], by_id: dict[str, Report]
) -> Family:
    doubt = next((d for d in doubts if d.a in members or d.b in members), None)
    unknown = len(members) == 1 and by_id[members[0]].outlet is None and by_id[members[0]].published is None
    reasons = [join.because for join in joins[:3]] or [
        "shares no passage with another report that would make it a copy"
    ]
    because = "; ".join(dict.fromkeys(reasons))
    if doubt:
        because += f"; but it may belong with another report: {doubt.because}"
    if unknown:
        because += "; outlet and date are unknown"
    digest = hashlib.blake2b("\n".join(sorted(members)).encode(), digest_size=6).hexdigest()
    return Family(f"f-{digest}", tuple(members), not doubt and not unknown, because[0].upper() + because[1:] + ".")


def count_independent(families: Sequence[Family], reports: Collection[str]) -> Independence:
    """Count the families among some reports (`Report.id`). The low end takes it that no uncertain family has its own origin."""
    wanted = set(reports)
    present = [family for family in families if wanted.intersection(family.reports)]
    certain = sum(family.certain for family in present)
    low, high = max(min(1, len(present)), certain), len(present)
    rule = (
        "Reports count as one when they share a tenth of the shorter one's words outside quotation marks, "
        "credit the same agency for shared wording, or come from one outlet."
    )
    if low != high:
        rule += (
            f" For {high - certain} of {high} it cannot be said for sure that no other is behind it (outlet and date unknown, "
            "or some shared wording): the low end leaves these out."
        )
    return Independence(low, high, rule)
