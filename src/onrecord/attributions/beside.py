"""The cue beside a quotation: behind it (“…,” she said), before it (she said: “…”), or a name that signs it (“…” — Jane Doe)."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.attributions.cues import cues
from onrecord.attributions.draft import Draft
from onrecord.attributions.grammar import child, cue_words, phrase, sense_of, subject
from onrecord.attributions.marks import Quotation
from onrecord.attributions.quoting import DASHES, REACH, Quoting, fills_block, is_name
from onrecord.language import Parsed, Word

# Verbs that say that somebody spoke, not what: Moss spoke to reporters. / “…”.
_SPEAKING = {"speak", "talk", "respond", "react", "continue", "elaborate", "comment"}
# A name that the parse did not make the subject counts as the speaker up to so many words before the verb.
_NEAR = 3
# What may stand right before a quotation that a verb of saying leads up to: she said, “…”; she said that “…”; she described it as “…”.
_LINKS = {",", "that", "as", "--", "—", "–", "-"}


def trailing_cue(quoting: Quoting, quotation: Quotation) -> Draft | None:
    """“…,” she said; “…”, said the mayor."""
    text, parsed = quoting.parsed.report.text, quoting.parsed
    behind = quoting.after(quotation)
    if not behind or not quotation.closed:
        return None
    last, gap = text[quotation.inner.end - 1], text[quotation.outer.end : behind[0].start + 1].strip()
    ends_sentence = last in ".…" and not gap.startswith(",")
    if (
        last not in ",?!—–-"
        and not gap.startswith((",", "–", "—", "-"))
        and (ends_sentence or not _starts_with_speaker(behind))
    ):
        return None
    verb = next((w for w in behind if _is_verb(w) and w.tag != "VBG"), None)
    if verb is None or _is_passive(parsed, verb) or not _can_close(quoting, quotation, verb):
        return None
    left, right = [w for w in behind if w.index < verb.index], [w for w in behind if w.index > verb.index]
    source = _beside(parsed, verb, left, right, quoting)
    spoken = [w for w in left if w.part not in ("PUNCT", "ADV")]
    if not source or spoken and spoken[0].index not in source and spoken[0].role not in ("aux", "auxpass"):
        return None  # “Steel”, which she has read: something else than the speaker stands behind the quotation
    return _draft(quoting, quotation, verb, source, "quotation-first")


def _can_close(quoting: Quoting, quotation: Quotation, verb: Word) -> bool:
    """Say whether a verb behind a quotation can be its cue: a verb of saying, or (“We go,” she snapped) any deed beside a whole clause."""
    if cues().introduces_quotation(verb.lemma.casefold()):
        return not is_name(quoting, quotation)
    inside = [quoting.parsed.words[w] for w in quoting.words(quotation)]
    clause = any(w.tag in ("VBD", "VBP", "VBZ", "MD") for w in inside) and len(inside) >= 4
    return (
        clause and verb.tag == "VBD" and verb.lemma not in ("be", "have", "do") and inside[-1].text in (",", "?", "!")
    )


def _is_verb(word: Word) -> bool:
    """Leave out auxiliaries and what stands as an adjective: the so-called “…”."""
    return word.part in ("VERB", "AUX") and word.role not in ("aux", "auxpass", "amod")


def _starts_with_speaker(behind: Sequence[Word]) -> bool:
    """“No” she said: no comma, but a pronoun or the verb comes at once."""
    return (
        behind[0].text in ("he", "she", "they", "I", "we")
        or cues().introduces_quotation(behind[0].lemma.casefold())
        and behind[0].tag == "VBD"
    )


def _beside(parsed: Parsed, verb: Word, left: Sequence[Word], right: Sequence[Word], quoting: Quoting) -> list[int]:
    """Find the speaker beside the verb: by the parse, else the noun phrase that stands next to it."""
    who = subject(parsed, verb.index)
    allowed = {w.index for w in (*left, *right)}
    if who is not None and quoting.at(who.index) is None and who.index in allowed:
        return [w for w in phrase(parsed, who.index) if quoting.at(w) is None and w != verb.index]
    nouns = [w for w in left if w.part in ("PROPN", "NOUN", "PRON")] or [
        w for w in right if w.part in ("PROPN", "NOUN", "PRON")
    ][:1]
    if not nouns:
        return []
    head = nouns[-1]
    return [w for w in phrase(parsed, head.index) if w in allowed and quoting.at(w) is None] or [head.index]


def leading_cue(quoting: Quoting, quotation: Quotation) -> Draft | None:
    """She said: “…”; the mayor told reporters, “…”; according to the mayor, “…”."""
    back = quoting.before(quotation)
    verb = _nearest_cue(quoting.parsed, back)
    if verb is None:
        return _leading_according(quoting, quotation, back)
    made = _draft(quoting, quotation, verb, _speaker_before(quoting, verb, back), "quotation-last")
    made.content += _clause_behind(quoting, quotation)
    return made


def _nearest_cue(parsed: Parsed, back: Sequence[Word]) -> Word | None:
    """Give the verb of saying right before a quotation; before a colon any verb will do ("She had this to add: …")."""
    verbs = [w for w in back if _is_verb(w) and not _is_passive(parsed, w)]
    saying = next((w for w in verbs if cues().introduces_quotation(w.lemma.casefold())), None)
    if back and back[0].text == ":":
        return saying or (verbs[-1] if verbs else None)
    if saying is None or saying is not verbs[0]:
        return None
    return saying if back[0].text in _LINKS or back[0] is saying or len(back) > 1 and back[1] is saying else None


def _is_passive(parsed: Parsed, verb: Word) -> bool:
    """“He was told: …” names the hearer, not the speaker."""
    return child(parsed, verb.index, "nsubjpass", "auxpass") is not None


def _speaker_before(quoting: Quoting, verb: Word, back: Sequence[Word]) -> list[int]:
    who = subject(quoting.parsed, verb.index)
    if who is not None and quoting.at(who.index) is None:
        return [w for w in phrase(quoting.parsed, who.index) if quoting.at(w) is None and w != verb.index]
    left = [w for w in back if w.index < verb.index and w.part in ("PROPN", "PRON")]
    return [left[0].index] if left and verb.index - left[0].index <= _NEAR else []


def _leading_according(quoting: Quoting, quotation: Quotation, back: Sequence[Word]) -> Draft | None:
    """According to the mayor, “…”."""
    if len(back) < 4 or back[0].text != "," or back[-1].text.casefold() != "according":
        return None
    cue = [back[-1].index, back[-2].index]
    source = [w.index for w in reversed(back[1:-2])]
    words = list(quoting.words(quotation))
    return Draft(cue, source, words, "speech", "according", quotations=[quotation], heart=cue[0])


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


def signature(quoting: Quoting, quotation: Quotation) -> Draft | None:
    """“…” — Jane Doe: a name behind a dash signs the quotation, when nothing but the name and a role follows."""
    block = quoting.parsed.report.blocks[quotation.block].span
    first = quoting.place(quotation.outer.end)
    rest = [w for w in quoting.parsed.words[first : first + REACH] if w.end <= block.end]
    if (
        len(rest) < 2
        or rest[0].text not in DASHES
        or not rest[1].text[0].isupper()
        or rest[-1].end < len(quoting.parsed.report.text[: block.end].rstrip())
    ):
        return None
    if any(w.part in ("VERB", "AUX") for w in rest):
        return None
    return Draft(
        [rest[0].index],
        [w.index for w in rest[1:] if w.text != "."],
        list(quoting.words(quotation)),
        "speech",
        "signed",
        quotations=[quotation],
        heart=rest[0].index,
    )


def announcement(quoting: Quoting, quotation: Quotation) -> Draft | None:
    """The paragraph before leads up to a quotation that opens this one: The Gazette reports: / “…”; Moss spoke to us. / “…”."""
    parsed = quoting.parsed
    last = quoting.place(quotation.outer.start) - 1
    if last < 1 or quotation.outer.start != parsed.report.blocks[quotation.block].span.start:
        return None
    sentence = parsed.sentence_of(last)
    if sentence.block != quotation.block - 1 or quoting.at(last) is not None:
        return None
    colon = parsed.words[last].text == ":"
    verbs = [w for w in parsed.words[sentence.first : last] if w.part == "VERB" and _announces(parsed, w, colon)]
    who = subject(parsed, verbs[-1].index) if verbs else None
    if not verbs or not colon and (who is None or who.part != "PROPN" or not fills_block(quoting, quotation)):
        return None
    return _draft(quoting, quotation, verbs[-1], phrase(parsed, who.index) if who else [], "announced")


def _announces(parsed: Parsed, verb: Word, colon: bool) -> bool:
    """Before a colon any verb of saying leads up to words; otherwise only a main verb that says somebody spoke."""
    if colon:
        return cues().introduces_quotation(verb.lemma.casefold())
    return verb.role == "ROOT" and verb.lemma in _SPEAKING and child(parsed, verb.index, "neg") is None


def _draft(quoting: Quoting, quotation: Quotation, verb: Word, source: list[int], origin: str) -> Draft:
    return Draft(
        cue_words(quoting.parsed, verb.index),
        source,
        list(quoting.words(quotation)),
        "speech",
        origin,
        sense_of(quoting.parsed, verb.index),
        [quotation],
        verb.index,
    )
