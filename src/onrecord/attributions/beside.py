"""The cue beside a quotation: behind it (“…,” she said), before it (she said: “…”), or a name that signs it (“…” — Jane Doe)."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.attributions.cues import cues
from onrecord.attributions.draft import Draft
from onrecord.attributions.grammar import cue_words, phrase, sense_of, subject
from onrecord.attributions.marks import Quotation
from onrecord.attributions.quoting import DASHES, REACH, Quoting
from onrecord.language import Parsed, Word


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
    if verb is None or not cues().introduces_quotation(verb.lemma.casefold()):
        return None
    source = _beside(
        parsed, verb, [w for w in behind if w.index < verb.index], [w for w in behind if w.index > verb.index], quoting
    )
    return _draft(quoting, quotation, verb, source, "quotation-first") if source else None


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
    """She said: “…”; the mayor told reporters, “…”."""
    parsed, back = quoting.parsed, quoting.before(quotation)
    if not back:
        return None
    according = next((w for w in back if w.text.casefold() == "according"), None)
    if according is not None and back[0].text == "," and back[-1] is according:
        return Draft(
            [according.index, according.index + 1],
            [w.index for w in reversed(back[1:-2])],
            list(quoting.words(quotation)),
            "speech",
            "according",
            quotations=[quotation],
            heart=according.index,
        )
    colon = back[0].text == ":"
    verbs = [w for w in back if _is_verb(w)]
    verb = next((w for w in verbs if cues().introduces_quotation(w.lemma.casefold())), None)
    if verb is not None and verbs.index(verb) > 0 and not colon:
        verb = None  # another verb stands between: the quotation is its object, not the words said
    if verb is None and colon:
        verb = verbs[-1] if verbs else None
    if verb is None:
        return None
    who = subject(parsed, verb.index)
    source = (
        [w for w in phrase(parsed, who.index) if quoting.at(w) is None and w != verb.index]
        if who is not None and quoting.at(who.index) is None
        else []
    )
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
    """The paragraph before ends with a colon that leads up to this one: The Gazette reports: / “…”."""
    parsed = quoting.parsed
    colon = quoting.place(quotation.outer.start) - 1
    if (
        colon < 1
        or parsed.words[colon].text != ":"
        or quotation.outer.start != parsed.report.blocks[quotation.block].span.start
    ):
        return None
    if parsed.sentence_of(colon).block != quotation.block - 1:
        return None
    verbs = [
        w
        for w in parsed.words[parsed.sentence_of(colon).first : colon]
        if cues().introduces_quotation(w.lemma.casefold()) and w.part == "VERB"
    ]
    if not verbs or quoting.at(verbs[-1].index) is not None:
        return None
    who = subject(parsed, verbs[-1].index)
    return _draft(quoting, quotation, verbs[-1], phrase(parsed, who.index) if who else [], "quotation-last")


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
