"""What a person should look at: one small function for each kind of finding, each with its reason and its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

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
from onrecord.model import Attribution, Edit, Finding, Report, Reuse, Speaker, Statement, Story

__all__ = ["KINDS", "Kind", "inspect", "rank", "sign_of", "uncompared", "weight_of"]

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
    return tuple(
        sorted(
            found,
            key=lambda finding: (
                place[finding.report],
                finding.spans[0].start if finding.spans else -1,
                finding.kind,
                finding.spans,
                finding.because,
            ),
        )
    )


def rank(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Put findings in the order a reader should take them: by how much they matter, then the weightiest kind, else as they stood."""
    return tuple(sorted(findings, key=lambda finding: (-finding.severity, -weight_of(finding.kind))))
