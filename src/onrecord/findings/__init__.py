"""What a person should look at: one small function for each kind of finding, each with its reason and its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from onrecord.findings.cuts import find_clipped
from onrecord.findings.furniture import find_boilerplate
from onrecord.findings.garbled import find_garbled
from onrecord.findings.headlines import find_unsupported_headlines
from onrecord.findings.kinds import KINDS, Kind, sign_of, weight_of
from onrecord.findings.pile import Pile, gather
from onrecord.findings.quoting import find_broken_marks
from onrecord.findings.sayings import uncompared
from onrecord.findings.splices import find_spliced
from onrecord.findings.variants import find_altered
from onrecord.findings.voices import find_misattributed, find_speaker_conflicts, find_unattributed
from onrecord.language import Parsed
from onrecord.model import Attribution, Edit, Finding, FindingKind, Report, Reuse, Speaker, Statement, Story

__all__ = ["KINDS", "MOST_OF_A_KIND", "Kind", "inspect", "rank", "sign_of", "uncompared", "weight_of"]

# What one report can hold without end by itself: an unpaired mark in every word. More of a kind than anybody looks at are counted
# together. (Of 42 real reports none has more than 6 of one kind.)
_WITHOUT_END: frozenset[FindingKind] = frozenset({"marks-broken", "unattributed", "garbled"})
MOST_OF_A_KIND = 200

_FINDERS: tuple[Callable[[Pile], Iterator[Finding]], ...] = (
    find_misattributed,
    find_speaker_conflicts,
    find_altered,
    find_spliced,
    find_clipped,
    find_unsupported_headlines,
    find_unattributed,
    find_broken_marks,
    find_garbled,
    find_boilerplate,
)


def inspect(
    reports: Sequence[Report],
    parsed: Sequence[Parsed],
    attributions: Sequence[Attribution],
    statements: Sequence[Statement],
    edits: Sequence[Edit],
    reuse: Sequence[Reuse],
    speakers: Sequence[Speaker] = (),
    stories: Sequence[Story] = (),
) -> tuple[Finding, ...]:
    """Find what a person should look at in a pile of reports, in the order of the reports and of their text.

    Without `stories`, the whole pile is taken for one.
    """
    pile = gather(reports, parsed, attributions, statements, edits, reuse, speakers, stories)
    found = [finding for find in _FINDERS for finding in find(pile)]
    place = {report.id: number for number, report in enumerate(reports)}
    ordered = sorted(
        found,
        key=lambda finding: (
            place[finding.report],
            finding.spans[0].start if finding.spans else -1,
            finding.kind,
            finding.spans,
            finding.because,
        ),
    )
    return tuple(_counted(ordered))


def _counted(found: Iterable[Finding]) -> Iterator[Finding]:
    """Give the findings; of those that one report has without end the first ones, and at the next place how many more there are."""
    found = list(found)
    number = Counter((finding.report, finding.kind) for finding in found)
    given: Counter[tuple[str, FindingKind]] = Counter()
    for finding in found:
        key = finding.report, finding.kind
        given[key] += 1
        rest = number[key] - MOST_OF_A_KIND
        if finding.kind not in _WITHOUT_END or given[key] <= MOST_OF_A_KIND or rest == 1:
            yield finding
        elif given[key] == MOST_OF_A_KIND + 1:
            because = f"The report has {rest:,} more places of this kind from here on, too many to list."
            yield Finding(finding.kind, finding.report, finding.spans, because, severity=finding.severity)


def rank(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Put findings in the order a reader should take them: by how much they matter, then the weightiest kind, else as they stood."""
    return tuple(sorted(findings, key=lambda finding: (-finding.severity, -weight_of(finding.kind))))
