"""Findings about seams: sentences that look pasted in from another story.

No single weak sign proves a seam: each adds points, and only enough of them raise a finding.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from onrecord.attributions.marks import find_quotations
from onrecord.findings.cohesion import names_in, weave
from onrecord.findings.pile import Inside, Pile, sentence_span
from onrecord.findings.prose import is_prose
from onrecord.findings.seams import SIGNS, Scene
from onrecord.model import Finding

# So many points make a finding (tried 2 to 4: at 2, one ordinary report in three has one).
ENOUGH = 3.0

# In a shorter report there is nothing to hang together with (in told sentences).
SHORTEST_REPORT = 6


def find_spliced(pile: Pile) -> Iterator[Finding]:
    """Raise each sentence that several signs, or one strong one, show to be pasted in from another story."""
    names = {report.id: names_in(pile.parsed[report.id]) for report in pile.reports}
    holders = Counter(name for held in names.values() for name in held)
    for report in pile.reports:
        elsewhere = {name for name in names[report.id] if holders[name] > 1}
        woven = weave(pile.parsed[report.id], elsewhere)
        if len(woven.sentences) < SHORTEST_REPORT:
            continue
        quoted = Inside([quotation.outer for quotation in find_quotations(report).quotations])
        for place in range(len(woven.sentences)):
            yield from _look(Scene(woven, place, quoted))


def _look(scene: Scene) -> Iterator[Finding]:
    """Add up the signs of one sentence."""
    if not is_prose(scene.words):
        return
    signs = [sign for look in SIGNS for sign in look(scene)]
    if sum(sign.points for sign in signs) >= ENOUGH:
        report = scene.parsed.report
        span = sentence_span(scene.parsed, scene.weave.sentences[scene.place])
        says = "; ".join(sign.says for sign in signs)
        yield Finding(
            "spliced",
            report.id,
            (span, *dict.fromkeys(sign.span for sign in signs)),
            f"This may be pasted in from another story: {says}.",
        )
