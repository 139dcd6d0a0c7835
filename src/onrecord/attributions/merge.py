"""What the network reads and what rules read, made one: the network finds who ascribes what, quotation marks and rules keep it whole.

The network sees one window of paragraphs and no quotation mark is sacred to it; rules know marks, continuations over paragraphs,
transcripts and what stands inside a quotation. Where both see the same attribution the network's spans stand, drawn out to whole
quotations; what only rules see is kept where it is safe, or where it stands inside another's words (then it is nested).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from onrecord.attributions.assemble import finish, outermost_first
from onrecord.attributions.confidence import NESTED
from onrecord.attributions.draft import Draft
from onrecord.attributions.learnt import draft_learnt
from onrecord.attributions.marks import Quotation
from onrecord.attributions.quoting import Quoting
from onrecord.language import Parsed
from onrecord.model import Attribution, Span
from onrecord.tagger import Tagged

# What the page itself says outweighs any reading of it: a transcript's turn ("HOLT: Good evening"), a signed quotation (“…” ― Ann Hale).
_PRINTED = frozenset({"turn", "signed"})
# Rules that are right by themselves more often than not where the network sees nothing (evaluation.attributions --rules).
_TRUSTED = frozenset({"colon", "announced", "quotation", "quotation-first"})
# What a word is to the network's attributions when none of them has it, and when a printed turn or another quotation of one has.
_FREE, _BY_RULE = 0, -1


def merge(
    parsed: Parsed, quotations: Sequence[Quotation], ruled: Sequence[Attribution], tagged: Iterable[Tagged]
) -> tuple[Attribution, ...]:
    """Give one list of attributions, in text order, inner ones flagged `nested`. Linear in the text."""
    reading = _Reading(Quoting(parsed, quotations), ruled)
    drafts = [draft for one in tagged if (draft := reading.draft(one)) is not None]
    reading.take(drafts)
    for draft in drafts:
        reading.complete(draft)
    made = [one for draft in drafts if (one := finish(parsed, draft)) is not None]
    return outermost_first(parsed.report, [*made, *reading.left()])


class _Reading:
    """What the rules found, looked up by the words of their cues, and which words the network's attributions have taken."""

    def __init__(self, quoting: Quoting, ruled: Sequence[Attribution]) -> None:
        self.quoting, self.ruled = quoting, ruled
        self.used: set[int] = set()
        self.read: set[int] = set()  # words of the network's cues and sources
        self.by_cue: dict[int, list[int]] = {}
        self.taken = [_FREE] * len(quoting.parsed.words)
        for number, one in enumerate(ruled):
            for word in self._words(one.cue):
                self.by_cue.setdefault(word, []).append(number)
            if one.origin in _PRINTED:
                for word in self._words((*one.source, *one.cue, *one.content)):
                    self.taken[word] = _BY_RULE - number

    def draft(self, tagged: Tagged) -> Draft | None:
        """Make a draft of what the network sees, unless it only reads again what the page itself ascribes."""
        number = self._same_cue(word for part in tagged.cue for word in range(part.first, part.last))
        one = self.ruled[number] if number is not None else None
        if one is not None and one.origin in _PRINTED:
            return None
        held = frozenset(self._words(one.content)) if one is not None else frozenset()
        draft = draft_learnt(self.quoting, tagged, one, held)
        if draft is None or len(self._owners((*draft.cue, *draft.content))) > 1:
            return None
        return draft

    def take(self, drafts: Iterable[Draft]) -> None:
        """Note whose the words of these drafts are; within a printed turn they stay the turn's."""
        for number, draft in enumerate(drafts, start=1):
            self.read.update((*draft.cue, *draft.source))
            for word in (*draft.content, *draft.cue, *draft.source):
                if self.taken[word] == _FREE:
                    self.taken[word] = number

    def complete(self, draft: Draft) -> None:
        """Give the network's attribution what the rules know beyond its window: further quotations, a source."""
        number = self._same_cue(draft.cue)
        if number is None:
            return
        self.used.add(number)
        one, own = self.ruled[number], self.taken[draft.cue[0]]
        drawn = {quotation.outer.start for quotation in draft.quotations}
        for span in one.quoted:
            quotation = self.quoting.at(self.quoting.place(span.start))
            words = range(0) if quotation is None else self.quoting.words(quotation)
            if quotation is not None and quotation.outer.start not in drawn and self._free(words, own):
                draft.draw_in(quotation, words)
                for word in words:
                    self.taken[word] = _BY_RULE - number
        if not draft.source:
            draft.source = [word for word in self._words(one.source) if self.taken[word] in (_FREE, own)]

    def left(self) -> list[Attribution]:
        """Give what the rules found and the network did not: inside others' words, or where the network saw nothing."""
        standing = [one for number, one in enumerate(self.ruled) if number not in self.used and self._stands(one)]
        return [replace(one, confidence=min(one.confidence, NESTED)) if one.nested else one for one in standing]

    def _stands(self, one: Attribution) -> bool:
        told, cue = self._words(one.content), self._words(one.cue)
        if one.origin in _PRINTED:
            return True
        if cue and self.taken[cue[0]] != _FREE:
            inside = self.read.isdisjoint(cue) and len(self._owners((*cue, *told))) == 1
            return one.nested and inside
        return one.origin in _TRUSTED and self._free(told)

    def _same_cue(self, words: Iterable[int]) -> int | None:
        """Find the rules' attribution that shares most words of its cue with these; the first of equals."""
        shared = Counter(number for word in words for number in self.by_cue.get(word, ()))
        return max(shared, key=lambda number: (shared[number], -number), default=None)

    def _owners(self, words: Iterable[int]) -> set[int]:
        """Say whose these words are; marks that stand at an edge count for nothing."""
        return {self.taken[word] for word in words if self.quoting.parsed.words[word].text[0].isalnum()}

    def _free(self, words: Iterable[int], turn: int = _FREE) -> bool:
        """Say whether nobody has these words yet, or only the printed turn that all this stands in."""
        return self._owners(words) <= {_FREE, min(turn, _FREE)}

    def _words(self, spans: Iterable[Span]) -> list[int]:
        return [word for span in spans for word in self.quoting.within(span)]
