"""Quotations and who is said to speak them: each quotation is drawn whole into the attribution it belongs to.

The order of trust: a cue right behind the quotation (“…,” she said), the clause that holds it, a cue before it (she said: “…”),
a continuation (“…,” she said. “…”). A quotation that none of these reaches has no source in its report.
"""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.attributions.beside import announcement, leading_cue, signature, trailing_cue
from onrecord.attributions.continuation import continues, runs_on
from onrecord.attributions.draft import Draft, Standing
from onrecord.attributions.marks import Quotation
from onrecord.attributions.quoting import Quoting, is_name, is_nickname, is_utterance


def attach_quotations(quoting: Quoting, drafts: list[Draft]) -> list[Draft]:
    """Give each quotation to the attribution it belongs to, making new ones where the clauses found none."""
    outer = Standing(d for d in drafts if d.origin == "turn" or d.heart is None or quoting.at(d.heart) is None)
    inner = [_clipped(quoting, d) for d in drafts if d not in outer]
    taken = _draw_in(quoting, outer)
    previous: Draft | None = None
    for quotation in quoting.quotations:
        owner = _behind(quoting, quotation, taken.get(quotation.outer.start), outer)
        owner = owner or _before(quoting, quotation, outer) or _carried_on(quoting, quotation, previous)
        if owner is None and is_utterance(quoting, quotation):
            owner = Draft([], [], list(quoting.words(quotation)), "speech", "quotation", quotations=[quotation])
            outer.add(owner)
        previous = owner or previous
    return [d for d in outer if not _only_names(quoting, d)] + inner


def _behind(quoting: Quoting, quotation: Quotation, owner: Draft | None, drafts: Standing) -> Draft | None:
    """Let a cue right behind the quotation have it, whichever clause had drawn it in before."""
    beside = trailing_cue(quoting, quotation)
    if beside is None:
        return owner
    if owner is not None and owner.heart == beside.heart:
        _keep_out_other_cues(quoting, owner, quotation, drafts)
        return owner
    if owner is not None and owner.quotations == [quotation]:
        drafts.drop(owner)
    elif owner is not None:
        owner.quotations.remove(quotation)
    return _give(quoting, quotation, beside, drafts)


def _before(quoting: Quoting, quotation: Quotation, drafts: Standing) -> Draft | None:
    beside = leading_cue(quoting, quotation) or signature(quoting, quotation) or announcement(quoting, quotation)
    return None if beside is None else _give(quoting, quotation, beside, drafts)


def _carried_on(quoting: Quoting, quotation: Quotation, previous: Draft | None) -> Draft | None:
    if previous is None or runs_on(quoting, previous, quotation):
        return previous
    if continues(quoting, previous, quotation):
        previous.draw_in(quotation, quoting.words(quotation))
        return previous
    return None


def _only_names(quoting: Quoting, draft: Draft) -> bool:
    """A film called “Steel and Salt”, a banner reading “BRIDGE NOW”, a street they call “the Cut”: titles, slogans and
    nicknames are no statements."""
    if draft.origin not in ("naming", "quotation-last", "object") or not draft.quotations:
        return False
    told = [
        w for w in draft.content if quoting.at(w) is None and quoting.parsed.words[w].part in ("VERB", "NOUN", "ADJ")
    ]
    nicknames = draft.origin == "naming" and all(is_nickname(quoting, q) for q in draft.quotations)
    return nicknames or not told and all(is_name(quoting, q) for q in draft.quotations)


def _clipped(quoting: Quoting, draft: Draft) -> Draft:
    """A cue inside a quotation governs nothing outside it, whatever the parse says."""
    quotation = quoting.at(draft.heart) if draft.heart is not None else None
    draft.content = [w for w in draft.content if quoting.at(w) is quotation]
    draft.source = [w for w in draft.source if quoting.at(w) is quotation]
    return draft


def _draw_in(quoting: Quoting, drafts: Iterable[Draft]) -> dict[int, Draft]:
    """Let each clause draw in whole the quotations it touches; of several clauses the one whose cue stands nearest keeps it."""
    taken: dict[int, Draft] = {}
    for draft in drafts:
        if draft.origin == "hearsay":
            continue  # what a report passes on as hearsay is told in its own words; marks in it are its own reserve
        touched = {q.outer.start: q for w in draft.content if (q := quoting.at(w)) is not None}
        for start, quotation in sorted(touched.items()):
            if draft.origin == "turn":
                # What is quoted within a turn is another's words, unless the turn itself stands in the marks.
                if any(quoting.at(w) is quotation for w in draft.cue):
                    taken[start] = draft
                continue
            draft.draw_in(quotation, quoting.words(quotation))
            if start not in taken or _distance(quoting, draft, quotation) < _distance(quoting, taken[start], quotation):
                taken[start] = draft
        if draft.origin != "turn":
            draft.source = [w for w in draft.source if (q := quoting.at(w)) is None or q.outer.start not in touched]
    return taken


def _distance(quoting: Quoting, draft: Draft, quotation: Quotation) -> int:
    inside = quoting.words(quotation)
    heart = draft.heart if draft.heart is not None else inside.start
    return min(abs(heart - inside.start), abs(heart - inside.stop))


def _give(quoting: Quoting, quotation: Quotation, beside: Draft, drafts: Standing) -> Draft:
    """Add a quotation to the draft with the same cue, or make the new one stand."""
    draft = drafts.around(beside.heart)
    if draft is None:
        drafts.add(beside)
        return beside
    draft.draw_in(quotation, quoting.words(quotation))
    draft.content = (
        sorted({*draft.content, *beside.content} - {*draft.cue, *draft.source})
        if draft.type == "speech"
        else list(beside.content)
    )
    draft.type = "speech"
    draft.source = draft.source or beside.source
    return draft


def _keep_out_other_cues(quoting: Quoting, owner: Draft, quotation: Quotation, drafts: Standing) -> None:
    """X described …, and “…”, he said: what another cue before the quotation governs is not his."""
    told = [w for w in owner.content if quoting.at(w) is None]
    others = [d for w in told if (d := drafts.around(w)) is not None and d is not owner]
    if any(d.source and d.source[0] in told and quotation not in d.quotations for d in others):
        owner.content = list(quoting.words(quotation))
