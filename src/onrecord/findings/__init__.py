"""What a person should look at: one small function for each kind of finding, each with its reason and its place."""
from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from onrecord.findings.furniture import find_boilerplate
from onrecord.findings.garbled import find_garbled
from onrecord.findings.headlines import find_unsupported_headlines
from onrecord.findings.pile import Pile, gather
from onrecord.findings.quoting import find_broken_marks
from onrecord.findings.splices import find_spliced
from onrecord.findings.variants import find_altered, find_clipped
from onrecord.findings.voices import find_misattributed, find_speaker_conflicts, find_unattributed
from onrecord.language import Parsed
from onrecord.model import Attribution, Edit, Finding, FindingKind, Report, Reuse, Statement

__all__ = ["KINDS", "inspect", "rank", "sign_of", "weight_of"]

# Each kind of finding: the function that raises it, its weight for a reader (10 is read first), its sign in a margin.
KINDS: dict[FindingKind, tuple[Callable[[Pile], Iterator[Finding]], int, str]] = {
    "misattributed": (find_misattributed, 10, "↪"),
    "speaker-conflict": (find_speaker_conflicts, 9, "⇄"),
    "altered": (find_altered, 8, "≠"),
    "spliced": (find_spliced, 7, "⋈"),
    "clipped": (find_clipped, 6, "✂"),
    "headline-unsupported": (find_unsupported_headlines, 5, "!"),
    "unattributed": (find_unattributed, 4, "?"),
    "marks-broken": (find_broken_marks, 3, "”"),
    "garbled": (find_garbled, 2, "~"),
    "boilerplate-removed": (find_boilerplate, 1, "−"),
}


def inspect(
    reports: Sequence[Report], parsed: Sequence[Parsed], attributions: Sequence[Attribution],
    statements: Sequence[Statement], edits: Sequence[Edit], reuse: Sequence[Reuse],
) -> tuple[Finding, ...]:
    """Find what a person should look at in a pile of reports, in the order of the reports and of their text."""
    pile = gather(reports, parsed, attributions, statements, edits, reuse)
    found = [finding for find, _, _ in KINDS.values() for finding in find(pile)]
    place = {report.id: number for number, report in enumerate(reports)}
    return tuple(sorted(found, key=lambda finding: (
        place[finding.report], finding.spans[0].start if finding.spans else -1, finding.kind, finding.spans,
        finding.because)))


def weight_of(kind: FindingKind) -> int:
    """Say how much a kind of finding matters to a reader, from 1 (page furniture) to 10 (the wrong speaker)."""
    return KINDS[kind][1]


def sign_of(kind: FindingKind) -> str:
    """Give the sign that stands for a kind of finding in a margin."""
    return KINDS[kind][2]


def rank(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Put findings in the order a reader should take them: the weightiest kind first, else as they stood."""
    return tuple(sorted(findings, key=lambda finding: -weight_of(finding.kind)))
