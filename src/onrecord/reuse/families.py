"""Which reports derive from one origin, and how many independent reports that leaves."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from onrecord.model import Derivation, Family, Independence, Report

# So many reasons are told for one family.
REASONS = 3

RULE = (
    "Reports count as one when they share a tenth of the shorter one's words outside quotation marks, when both come from one outlet, or "
    "are signed by, taken from or resting on one agency or outlet."
)


def group_families(reports: Sequence[Report], derivations: Iterable[Derivation]) -> tuple[Family, ...]:
    """Put every report into exactly one family, in the order of the reports.

    What is certain joins two reports. A family that may belong with another one, and a report of unknown outlet and date, is not
    certain.
    """
    parent = {report.id: report.id for report in reports}
    held = [one for one in derivations if one.because and one.a in parent and one.b in parent]
    used: dict[str, list[Derivation]] = defaultdict(list)
    for derivation in sorted((one for one in held if one.certain), key=lambda one: (-one.share, one.a, one.b)):
        first, last = sorted((_root(parent, derivation.a), _root(parent, derivation.b)))
        if first != last:
            parent[last] = first
            used[first] += [derivation, *used.pop(last, [])]
    members: dict[str, list[Report]] = defaultdict(list)
    for report in reports:
        members[_root(parent, report.id)].append(report)
    doubts: dict[str, Derivation] = {}
    for derivation in sorted((one for one in held if not one.certain), key=lambda one: (-one.share, one.a, one.b)):
        ends = {_root(parent, derivation.a), _root(parent, derivation.b)}
        for root in ends if len(ends) > 1 else ():
            doubts.setdefault(root, derivation)
    return tuple(_family(group, used.get(root, []), doubts.get(root)) for root, group in members.items())


def _root(parent: dict[str, str], one: str) -> str:
    while parent[one] != one:
        parent[one] = parent[parent[one]]
        one = parent[one]
    return one


def _family(members: Sequence[Report], joins: Sequence[Derivation], doubt: Derivation | None) -> Family:
    unknown = len(members) == 1 and members[0].outlet is None and members[0].published is None
    reasons = list(dict.fromkeys(reason for join in joins for reason in join.because[:1]))[:REASONS]
    because = "; ".join(reasons) or "shares no passage with another report that would make it a copy"
    if doubt:
        because += f"; but it may belong with another report: {doubt.because[0]}"
    if unknown:
        because += "; outlet and date are unknown"
    identities = sorted(report.id for report in members)
    digest = hashlib.blake2b("\n".join(identities).encode(), digest_size=6).hexdigest()
    certain = not doubt and not unknown
    return Family(
        f"f-{digest}", tuple(report.id for report in members), certain, because[0].upper() + because[1:] + "."
    )


def count_independent(
    families: Sequence[Family],
    reports: Collection[str],
    derivations: Iterable[Derivation] = (),
    credited: Mapping[str, str] | None = None,
) -> Independence:
    """Count the families among some reports (`Report.id`), as a range with its rule.

    The high end is the number of families. The low end takes it that every doubt holds: families that `derivations` join in doubt
    count as one, and a report of unknown outlet and date has no origin of its own. Without `derivations` no family that is not certain has.
    `credited` names, for a single statement, the outlet to which a report credits it: reports that credit one outlet count as one.
    """
    wanted = set(reports)
    present = [family for family in families if wanted.intersection(family.reports)]
    of = {report: family.id for family in present for report in family.reports}
    told = _united(present, _credits(credited or {}, of, wanted))
    doubts = [one for one in derivations if one.because and not one.certain]
    doubted = {end for one in doubts for end in (one.a, one.b)}
    between = [(of[one.a], of[one.b]) for one in doubts if one.a in of and one.b in of]
    low_groups = _united(present, [*_credits(credited or {}, of, wanted), *between])
    placed = {low_groups[f.id] for f in present if f.certain or doubted.intersection(f.reports)}
    high = len(set(told.values()))
    low = max(min(1, high), len(placed))
    return Independence(low, high, _rule(low, high, bool(credited) and high < len(present)))


def _credits(credited: Mapping[str, str], of: Mapping[str, str], wanted: set[str]) -> list[tuple[str, str]]:
    """Pair the families whose reports credit one outlet with the words in question."""
    first: dict[str, str] = {}
    pairs = []
    for report in sorted(wanted & set(credited) & set(of)):
        pairs.append((first.setdefault(credited[report], of[report]), of[report]))
    return pairs


def _united(present: Sequence[Family], pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Give for each family the one that stands for its group when these pairs are one."""
    parent = {family.id: family.id for family in present}
    for one, other in pairs:
        first, last = sorted((_root(parent, one), _root(parent, other)))
        parent[last] = first
    return {family.id: _root(parent, family.id) for family in present}


def _rule(low: int, high: int, by_credit: bool) -> str:
    rule = RULE
    if by_credit:
        rule += " Reports that credit these words to one outlet count as one here."
    if low != high:
        rule += (
            f" For {high - low} of {high} it cannot be said for sure that no other is behind it (outlet and date unknown, "
            "some shared wording, or a source in common): the low end leaves these out."
        )
    return rule
