"""Quotations and who is said to speak them: each quotation is drawn whole into the attribution it belongs to.

The order of trust: a cue right behind the quotation (“…,” she said), a cue before it (she said: “…”), the clause that holds it,
a continuation (“…,” she said. “…”). A quotation that none of these reaches has no source in its report.
"""
from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from onrecord.attributions.clauses import cue_words, phrase, sense_of, subject
from onrecord.attributions.cues import cues
from onrecord.attributions.draft import Draft
from onrecord.attributions.marks import Quotation
from onrecord.language import Parsed, Word

# How many words may stand between a quotation and the cue it belongs to (tried 6 to 20 on PolNeAR train: nothing gained past 14).
_REACH = 14
# How many words may follow a cue in its sentence before a continuation (“…,” X said in a statement on Friday. “…”).
_TAIL = 40
_DASHES = {"―", "—", "–", "--", "-"}
_TERMINATORS = {".", "?", "!", ";", ":", "…", "..."}
_SMALL_WORDS = {"a", "an", "and", "the", "of", "in", "on", "for", "to", "at", "with", "or", "by", "from", "is", "as", "but", "nor", "vs", "'s", "’s"}
# A quotation without a cue is taken for somebody's words from this many words on; shorter ones are mostly terms and scare quotes.
_UTTERANCE_WORDS = 6


class Quoting:
    """The quotations of one report beside its words: which word stands in which quotation."""

    def __init__(self, parsed: Parsed, quotations: Iterable[Quotation]) -> None:
        self.parsed = parsed
        self.quotations = [q for q in quotations if q.depth == 0]
        self._starts = [q.outer.start for q in self.quotations]
        self._word_starts = [w.start for w in parsed.words]

    def at(self, word: int) -> Quotation | None:
        """Give the quotation that a word stands in."""
        start = self.parsed.words[word].start
        place = bisect_left(self._starts, start + 1) - 1
        if place >= 0 and start < self.quotations[place].outer.end:
            return self.quotations[place]
        return None

    def words(self, quotation: Quotation) -> range:
        """Give the words between the marks of a quotation."""
        return range(self.place(quotation.inner.start), self.place(quotation.inner.end))

    def place(self, offset: int) -> int:
        """Give the index of the first word at or behind a character."""
        return bisect_left(self._word_starts, offset)

    def after(self, quotation: Quotation) -> list[Word]:
        """Give the words behind a quotation, to the end of the sentence, the next quotation or the paragraph."""
        first = self.place(quotation.outer.end)
        return self._run(range(first, min(first + _REACH + 1, len(self.parsed.words))), quotation)

    def before(self, quotation: Quotation) -> list[Word]:
        """Give the words before a quotation, nearest first, back to the sentence's or the paragraph's beginning."""
        last = self.place(quotation.outer.start) - 1
        return self._run(range(last, max(last - _REACH - 2, -1), -1), quotation)

    def _run(self, places: range, quotation: Quotation) -> list[Word]:
        found: list[Word] = []
        for place in places:
            word = self.parsed.words[place]
            other_block = self.parsed.sentences[word.sentence].block != quotation.block
            if other_block or self.at(place) is not None or (word.text in _TERMINATORS and (found or word.text != ":")):
                break
            found.append(word)
        return found


def attach_quotations(quoting: Quoting, drafts: list[Draft]) -> list[Draft]:
    """Give each quotation to the attribution it belongs to, making new ones where the clauses found none."""
    outer = [d for d in drafts if d.origin == "colon" or d.heart is None or quoting.at(d.heart) is None]
    inner = [d for d in drafts if not any(d is o for o in outer)]
    taken = _draw_in(quoting, outer)
    previous: Draft | None = None
    for quotation in quoting.quotations:
        owner = taken.get(quotation.outer.start)
        beside = _trailing(quoting, quotation)
        if beside is not None and owner is not None and owner.heart == beside.heart:
            _keep_out_other_cues(quoting, owner, quotation, outer)
        elif beside is not None:
            if owner is not None and _quotes_only(owner, quotation):
                outer = [d for d in outer if d is not owner]
            elif owner is not None:
                owner.quotations.remove(quotation)
            owner = _give(quoting, quotation, beside, outer)
        if owner is None:
            beside = _leading(quoting, quotation) or _signed(quoting, quotation) or _announced(quoting, quotation)
            owner = _give(quoting, quotation, beside, outer) if beside is not None else None
        if owner is None and previous is not None and _continues(quoting, previous, quotation):
            previous.quotations.append(quotation)
            owner = previous
        if owner is None and is_utterance(quoting, quotation):
            owner = Draft([], [], list(quoting.words(quotation)), "speech", "quotation", quotations=[quotation])
            outer.append(owner)
        previous = owner if owner is not None else previous
    return outer + inner


def _draw_in(quoting: Quoting, drafts: Sequence[Draft]) -> dict[int, Draft]:
    """Let each clause draw in whole the quotations it touches; of several clauses the one whose cue stands nearest keeps it."""
    taken: dict[int, Draft] = {}
    for draft in drafts:
        touched = {q.outer.start: q for w in draft.content if (q := quoting.at(w)) is not None}
        for start, quotation in sorted(touched.items()):
            if any(quoting.at(w) is quotation for w in draft.cue):
                continue
            draft.quotations.append(quotation)
            if start not in taken or _distance(quoting, draft, quotation) < _distance(quoting, taken[start], quotation):
                taken[start] = draft
        draft.source = [w for w in draft.source if (q := quoting.at(w)) is None or q.outer.start not in touched]
    return taken


def _distance(quoting: Quoting, draft: Draft, quotation: Quotation) -> int:
    inside = quoting.words(quotation)
    heart = draft.heart if draft.heart is not None else inside.start
    return min(abs(heart - inside.start), abs(heart - inside.stop))


def _quotes_only(draft: Draft, quotation: Quotation) -> bool:
    """Say whether a clause had nothing but this quotation."""
    return draft.quotations == [quotation]


def _give(quoting: Quoting, quotation: Quotation, beside: Draft, drafts: list[Draft]) -> Draft:
    """Add a quotation to the draft with the same cue, or make the new one stand."""
    for draft in drafts:
        if draft.heart == beside.heart:
            draft.quotations.append(quotation)
            draft.content = sorted({*draft.content, *beside.content} - {*draft.cue, *draft.source}) if draft.type == "speech" else list(beside.content)
            draft.type = "speech"
            draft.source = draft.source or beside.source
            return draft
    drafts.append(beside)
    return beside


def _keep_out_other_cues(quoting: Quoting, owner: Draft, quotation: Quotation, drafts: Sequence[Draft]) -> None:
    """X described …, and “…”, he said: what another cue before the quotation governs is not his."""
    told = [w for w in owner.content if quoting.at(w) is None]
    if told and any(d is not owner and d.source and d.heart in told and d.source[0] in told and quotation not in d.quotations for d in drafts):
        owner.content = list(quoting.words(quotation))


def _trailing(quoting: Quoting, quotation: Quotation) -> Draft | None:
    """“…,” she said; “…”, said the mayor."""
    text, parsed = quoting.parsed.report.text, quoting.parsed
    behind = quoting.after(quotation)
    if not behind or not quotation.closed:
        return None
    last, gap = text[quotation.inner.end - 1], text[quotation.outer.end : behind[0].start + 1].strip()
    ends_sentence = last in ".…" and not gap.startswith(",")
    if last not in ",?!—–-" and not gap.startswith((",", "–", "—", "-")) and (ends_sentence or not _starts_with_speaker(behind)):
        return None
    verb = next((w for w in behind if w.part in ("VERB", "AUX") and w.role not in ("aux", "auxpass") and w.tag != "VBG"), None)
    if verb is None or not cues().introduces_quotation(verb.lemma.casefold()):
        return None
    source = _beside(parsed, verb, [w for w in behind if w.index < verb.index], [w for w in behind if w.index > verb.index], quoting)
    return _draft(quoting, quotation, verb, source, "quotation-first") if source else None


def _starts_with_speaker(behind: Sequence[Word]) -> bool:
    """“No” she said: no comma, but a pronoun or the verb comes at once."""
    return behind[0].text in ("he", "she", "they", "I", "we") or cues().introduces_quotation(behind[0].lemma.casefold()) and behind[0].tag == "VBD"


def _beside(parsed: Parsed, verb: Word, left: Sequence[Word], right: Sequence[Word], quoting: Quoting) -> list[int]:
    """Find the speaker beside the verb: by the parse, else the noun phrase that stands next to it."""
    who = subject(parsed, verb.index)
    allowed = {w.index for w in (*left, *right)}
    if who is not None and quoting.at(who.index) is None and who.index in allowed:
        return [w for w in phrase(parsed, who.index) if quoting.at(w) is None and w != verb.index]
    nouns = [w for w in left if w.part in ("PROPN", "NOUN", "PRON")] or [w for w in right if w.part in ("PROPN", "NOUN", "PRON")][:1]
    if not nouns:
        return []
    head = nouns[-1]
    return [w for w in phrase(parsed, head.index) if w in allowed and quoting.at(w) is None] or [head.index]


def _leading(quoting: Quoting, quotation: Quotation) -> Draft | None:
    """She said: “…”; the mayor told reporters, “…”."""
    parsed, back = quoting.parsed, quoting.before(quotation)
    if not back:
        return None
    colon = back[0].text == ":"
    verbs = [w for w in back if w.part in ("VERB", "AUX") and w.role not in ("aux", "auxpass")]
    verb = next((w for w in verbs if cues().introduces_quotation(w.lemma.casefold())), None)
    if verb is not None and verbs.index(verb) > 0 and not colon:
        verb = None  # another verb stands between: the quotation is its object, not the words said
    if verb is None and colon:
        verb = verbs[-1] if verbs else None
    if verb is None:
        return None
    who = subject(parsed, verb.index)
    source = [w for w in phrase(parsed, who.index) if quoting.at(w) is None and w != verb.index] if who is not None and quoting.at(who.index) is None else []
    if not source:
        left = [w for w in back if w.index < verb.index and w.part in ("PROPN", "PRON")]
        source = [left[0].index] if left and verb.index - left[0].index <= 3 else []
    made = _draft(quoting, quotation, verb, source, "quotation-last")
    made.content += _clause_behind(quoting, quotation)
    return made


def _clause_behind(quoting: Quoting, quotation: Quotation) -> list[int]:
    """X says “some agreement” with Y: a fragment in marks goes on, in the reporter's words, to the end of the clause."""
    inside = [quoting.parsed.words[w] for w in quoting.words(quotation)]
    if not inside or not inside[0].text[0].islower() or any(w.part in ("VERB", "AUX") for w in inside):
        return []
    found: list[int] = []
    for word in quoting.after(quotation):
        if word.text in {",", "—", "–", "-", "(", ")"}:
            break
        found.append(word.index)
    return found


def _signed(quoting: Quoting, quotation: Quotation) -> Draft | None:
    """“…” — Jane Doe: a name behind a dash signs the quotation, when nothing but the name and a role follows."""
    block = quoting.parsed.report.blocks[quotation.block].span
    first = quoting.place(quotation.outer.end)
    rest = [w for w in quoting.parsed.words[first : first + _REACH] if w.end <= block.end]
    if len(rest) < 2 or rest[0].text not in _DASHES or rest[1].part != "PROPN" or rest[-1].end < len(quoting.parsed.report.text[: block.end].rstrip()):
        return None
    if any(w.part in ("VERB", "AUX") for w in rest):
        return None
    return Draft([rest[0].index], [w.index for w in rest[1:] if w.text != "."], list(quoting.words(quotation)), "speech", "signed", quotations=[quotation], heart=rest[0].index)


def _announced(quoting: Quoting, quotation: Quotation) -> Draft | None:
    """The paragraph before ends with a colon that leads up to this one: The Gazette reports: / “…”."""
    parsed = quoting.parsed
    colon = quoting.place(quotation.outer.start) - 1
    if colon < 1 or parsed.words[colon].text != ":" or quotation.outer.start != parsed.report.blocks[quotation.block].span.start:
        return None
    if parsed.sentence_of(colon).block != quotation.block - 1:
        return None
    verbs = [w for w in parsed.words[parsed.sentence_of(colon).first : colon] if cues().introduces_quotation(w.lemma.casefold()) and w.part == "VERB"]
    if not verbs or quoting.at(verbs[-1].index) is not None:
        return None
    who = subject(parsed, verbs[-1].index)
    return _draft(quoting, quotation, verbs[-1], phrase(parsed, who.index) if who else [], "quotation-last")


def _draft(quoting: Quoting, quotation: Quotation, verb: Word, source: list[int], origin: str) -> Draft:
    return Draft(cue_words(quoting.parsed, verb.index), source, list(quoting.words(quotation)), "speech", origin,
                 sense_of(quoting.parsed, verb.index), [quotation], verb.index)


def _continues(quoting: Quoting, previous: Draft, quotation: Quotation) -> bool:
    """“…,” she said. “…”: the same speaker goes on, in the same paragraph or in one that takes the quotation up again."""
    if not previous.quotations or previous.origin == "quotation" and previous.quotations[-1].closed and not _touching(quoting, previous, quotation):
        return False
    last = previous.quotations[-1]
    if last.continues and quotation.block > last.block:
        return True
    if quotation.block == last.block:
        return _touching(quoting, previous, quotation) or _follows_cue(quoting, previous, quotation)
    return quotation.block == last.block + 1 and _fills_block(quoting, quotation) and _ends_block(quoting, previous, last)


def _touching(quoting: Quoting, previous: Draft, quotation: Quotation) -> bool:
    gap = quoting.parsed.report.text[previous.quotations[-1].outer.end : quotation.outer.start]
    return not gap.strip(" .,…") and quotation.block == previous.quotations[-1].block


def _follows_cue(quoting: Quoting, previous: Draft, quotation: Quotation) -> bool:
    """Only the rest of the cue's own sentence stands between the two quotations, and the cue came behind the first."""
    words = quoting.parsed.words
    if previous.heart is None or words[previous.heart].start < previous.quotations[0].outer.start:
        return False
    between = range(previous.heart + 1, quoting.words(quotation).start)
    outside = [words[w] for w in between if quoting.at(w) is None]
    beyond = [w for w in outside if w.sentence != words[previous.heart].sentence and w.text[0].isalnum()]
    closes = not outside or outside[-1].text in (".", ",", ":", ";", "—", "–", "--", "?", "!") or outside[-1].text.endswith(".")
    return len(outside) <= _TAIL and not beyond and closes


def _fills_block(quoting: Quoting, quotation: Quotation) -> bool:
    block = quoting.parsed.report.blocks[quotation.block].span
    return quotation.outer.start == block.start and quotation.outer.end >= block.end - 1


def _ends_block(quoting: Quoting, previous: Draft, last: Quotation) -> bool:
    """The paragraph before ended with “…,” she said, or with a second piece after it."""
    if previous.heart is None or previous.origin != "quotation-first" and quoting.parsed.words[previous.heart].start < previous.quotations[0].outer.start:
        return False
    end = max(last.outer.end, quoting.parsed.words[previous.heart].end)
    first = quoting.place(end)
    rest = [w for w in quoting.parsed.words[first : first + _TAIL + 1] if quoting.parsed.sentences[w.sentence].block == last.block]
    return len(rest) <= _TAIL and all(w.sentence == quoting.parsed.words[previous.heart].sentence or not w.text[0].isalnum() for w in rest)


def is_utterance(quoting: Quoting, quotation: Quotation) -> bool:
    """Say whether a quotation without a cue is somebody's words rather than a term, a title, a slogan or a scare quote."""
    words = [quoting.parsed.words[w] for w in quoting.words(quotation)]
    spoken = [w for w in words if w.text[0].isalnum()]
    if not spoken or _is_title(spoken):
        return False
    finite = any(w.tag in ("VBD", "VBP", "VBZ", "MD") for w in words)
    ends = quoting.parsed.report.text[quotation.inner.end - 1] in ".?!,"
    return len(spoken) >= _UTTERANCE_WORDS or finite and len(spoken) >= 4 or (ends or finite) and len(spoken) >= 3 and _fills_block(quoting, quotation)


def _is_title(words: Sequence[Word]) -> bool:
    """“Meet the Press”: every word of weight has a capital."""
    weighty = [w for w in words if w.text.casefold() not in _SMALL_WORDS and w.text[0].isalpha()]
    return len(weighty) >= 2 and all(w.text[0].isupper() for w in weighty)
