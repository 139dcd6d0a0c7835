"""Findings about seams: sentences that look pasted in from another story.

No single weak sign proves a seam: each adds points, and only enough of them raise a finding.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from onrecord.attributions.marks import find_quotations
from onrecord.findings import dangling, seams
from onrecord.findings.cohesion import Weave, names_in, weave
from onrecord.findings.flaws import find_flaws
from onrecord.findings.pile import Inside, Pile, sentence_span
from onrecord.findings.prose import is_prose
from onrecord.findings.scene import Scene, Sign
from onrecord.findings.vocabulary import words_of
from onrecord.model import Finding

SIGNS: tuple[Callable[[Scene], Iterator[Sign]], ...] = (
    seams.foreign,
    seams.foreign_quotation,
    seams.stranger_in_quotation,
    seams.two_voices,
    dangling.no_such_person,
    dangling.points_nowhere,
    dangling.unheard,
    dangling.which_one,
    dangling.unknown_person,
    dangling.introduced_again,
    dangling.other_hand,
    seams.mid_talk,
    seams.unjoined,
)

# So many points make a finding (tried 2 to 4: at 2, one ordinary report in three has one).
ENOUGH = 3.0

# So many sentences that are surely broken as English make a damaged report (of 380 ordinary ones none has two), and so many points
# are enough there.
BROKEN_SENTENCES, ENOUGH_WHERE_DAMAGED = 2, 2.0

OTHERWISE_BROKEN = "and the report is broken in other places too"

# The last sign of a whole sentence.
ENDINGS = frozenset(".!?…”’\"'»)")

# A pasted quotation has somebody say something on a matter that he was not asked about; pasted telling is only out of place.
# In a report that is not damaged otherwise most alarms are false (docs/accuracy.md), so there it weighs one less.
WORDS, TELLING = 3, 2

# In a shorter report there is nothing to hang together with (in told sentences).
SHORTEST_REPORT = 6


def find_spliced(pile: Pile) -> Iterator[Finding]:
    """Raise each sentence that several signs, or one strong one, show to be pasted in from another story."""
    names = {report.id: names_in(pile.parsed[report.id]) for report in pile.reports}
    holders = Counter((pile.story.get(identity), name) for identity, held in names.items() for name in held)
    for report in pile.reports:
        elsewhere = {name for name in names[report.id] if holders[pile.story.get(report.id), name] > 1}
        woven = weave(pile.parsed[report.id], elsewhere)
        if len(woven.sentences) < SHORTEST_REPORT:
            continue
        quoted = Inside([quotation.outer for quotation in find_quotations(report).quotations])
        damaged = _is_damaged(woven)
        for place in range(len(woven.sentences)):
            yield from _look(Scene(woven, place, quoted, damaged))


def _is_damaged(woven: Weave) -> bool:
    """Say whether several sentences of a report are broken as English."""
    words = woven.parsed.words
    broken = sum(
        any(
            flaw.strong and not flaw.rhetoric
            for flaw in find_flaws(words[one.first : one.last], woven.parsed.report.text)
        )
        for one in woven.sentences
    )
    return broken >= BROKEN_SENTENCES


def _look(scene: Scene) -> Iterator[Finding]:
    """Add up the signs of one sentence."""
    if not is_prose(scene.words) or not _is_whole(scene) or _is_of_the_page(scene):
        return
    signs = [sign for look in SIGNS for sign in look(scene)]
    points = sum(sign.points for sign in signs)
    if points >= ENOUGH or scene.damaged and points >= ENOUGH_WHERE_DAMAGED:
        report = scene.parsed.report
        span = sentence_span(scene.parsed, scene.weave.sentences[scene.place])
        says = "; ".join([*(sign.says for sign in signs), *([OTHERWISE_BROKEN] if scene.damaged else [])])
        yield Finding(
            "spliced",
            report.id,
            (span, *dict.fromkeys(sign.span for sign in signs)),
            f"This may be pasted in from another story: {says}.",
            severity=(WORDS if scene.said() else TELLING) - (not scene.damaged),
        )


def _is_whole(scene: Scene) -> bool:
    """Say whether the sentence comes to an end: a line that breaks off, or a title, hangs together with nothing by nature."""
    return scene.words[-1].text[-1] in ENDINGS


def _is_of_the_page(scene: Scene) -> bool:
    """Say whether the sentence speaks of the page it stands on (“contributed to this report”)."""
    text = scene.at(scene.words[0], scene.words[-1]).text(scene.parsed.report).lower()
    return any(phrase in text for phrase in words_of("seams", "of_the_page"))
