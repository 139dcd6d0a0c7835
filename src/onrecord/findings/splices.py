"""Findings about seams: sentences that look pasted in from another story.

No single weak sign proves a seam: each adds points, and only enough of them raise a finding.
"""
from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.attributions.marks import find_quotations
from onrecord.findings.cohesion import COMMON_WORD, names_in, weave
from onrecord.findings.pile import Pile, sentence_span
from onrecord.findings.quoting import Inside
from onrecord.findings.seams import SIGNS, Scene
from onrecord.language import Word
from onrecord.model import Finding
from onrecord.rarity import Rarity

# So many points make a finding (tried 2 to 4: at 2, one ordinary report in three has one).
ENOUGH = 3.0

# A shorter sentence shares nothing with anything (in words).
SHORTEST = 7

# In a shorter report there is nothing to hang together with (in told sentences).
SHORTEST_REPORT = 6

# Menus of other stories shout; a sentence of English has its common words (in German ones, less than one in ten is known).
SHOUTED = 3
COMMON_SHARE = 0.2

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def find_spliced(pile: Pile) -> Iterator[Finding]:
    """Raise each sentence that several signs, or one strong one, show to be pasted in from another story."""
    names = {report.id: names_in(pile.parsed[report.id]) for report in pile.reports}
    for report in pile.reports:
        elsewhere = {name for other in pile.reports if other.id != report.id for name in names[other.id]}
        woven = weave(pile.parsed[report.id], elsewhere)
        if len(woven.sentences) < SHORTEST_REPORT:
            continue
        quoted = Inside([quotation.outer for quotation in find_quotations(report).quotations])
        for place in range(len(woven.sentences)):
            yield from _look(Scene(woven, place, quoted))


def _is_prose(words: Sequence[Word]) -> bool:
    """Tell a whole English sentence of the report from a scrap, a menu, a post, an aside and another language."""
    if len(words) < SHORTEST or words[0].text in {"(", "["} or not any(word.tag in _FINITE for word in words):
        return False
    if any("@" in word.text or "http" in word.text for word in words):
        return False
    shouted = sum(word.text.isupper() and len(word.text) > 3 for word in words)
    common = sum(Rarity()(word.text.lower()) < COMMON_WORD for word in words)
    return shouted < SHOUTED and common >= len(words) * COMMON_SHARE


def _look(scene: Scene) -> Iterator[Finding]:
    """Add up the signs of one sentence."""
    if not _is_prose(scene.words):
        return
    signs = [sign for look in SIGNS for sign in look(scene)]
    if sum(sign.points for sign in signs) >= ENOUGH:
        report = scene.parsed.report
        span = sentence_span(scene.parsed, scene.weave.sentences[scene.place])
        says = "; ".join(sign.says for sign in signs)
        yield Finding("spliced", report.id, (span, *dict.fromkeys(sign.span for sign in signs)),
                      f"This may be pasted in from another story: {says}.")
