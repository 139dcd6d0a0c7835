"""Attributions by a verb: a cue with its subject and what it governs (said that …, promised to …, called X a Y)."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.attributions.cues import cues
from onrecord.attributions.draft import Draft, Sense
from onrecord.attributions.grammar import (
    RELATIVE,
    agent,
    below,
    child,
    cue_words,
    is_marked,
    phrase,
    sense_of,
    source_of,
    trim,
)
from onrecord.attributions.phrases import (
    content_clause,
    draft_according,
    draft_adjective,
    draft_closing_cues,
    draft_hearsay,
    draft_noun,
)
from onrecord.language import Parsed, Word

# A "sentence" of more words than this is a table, a list or an attack; its parse means nothing, and clauses nested in it
# would cost time in the square of its length. Quotations in it are still found by their marks. (The longest in PolNeAR: 187.)
_LONGEST_SENTENCE = 250
# “…, the harbour master of the old port said in a letter to the council on Monday, …”: longer asides are misread clauses.
_LONGEST_INTERJECTION = 25


def draft_clauses(parsed: Parsed) -> list[Draft]:
    """Find every cue of the vocabulary with its content by the parse, in text order; nested ones included."""
    drafts: list[Draft] = []
    readable = (
        word
        for s in parsed.sentences
        if s.last - s.first <= _LONGEST_SENTENCE
        for word in parsed.words[s.first : s.last]
    )
    for word in readable:
        if word.text.casefold() == "according":
            drafts.extend(draft_according(parsed, word))
        elif word.part in ("VERB", "AUX"):
            drafts.extend(_verb(parsed, word))
        elif word.part == "NOUN":
            drafts.extend(draft_noun(parsed, word))
        elif word.part == "ADJ":
            drafts.extend(draft_adjective(parsed, word))
        elif word.lemma.casefold() in cues().hearsay:
            drafts.extend(draft_hearsay(parsed, word))
    known = {draft.heart for draft in drafts}
    return drafts + [draft for draft in draft_closing_cues(parsed) if draft.heart not in known]


def _verb(parsed: Parsed, verb: Word) -> Iterator[Draft]:
    here, lemma = verb.index, verb.lemma.casefold()
    if verb.tag == "VBN" and (
        child(parsed, here, "nsubjpass", "auxpass") is not None or _is_passive_participle(parsed, verb)
    ):
        yield from _passive(parsed, verb, lemma)
        return
    for frame, content in _frames(parsed, verb):
        kind = cues().type_of(lemma, frame)
        if kind is not None and content:
            cue = sorted({*cue_words(parsed, here), *_preposition(parsed, here, frame, content)})
            yield Draft(cue, source_of(parsed, here, content), content, kind, frame, sense_of(parsed, here), heart=here)
            return


def _is_passive_participle(parsed: Parsed, verb: Word) -> bool:
    """Asked by a reporter whether …, she replied: the one who asked is not she."""
    return verb.role in ("advcl", "acl") and child(parsed, verb.index, "aux", "nsubj") is None


def _preposition(parsed: Parsed, verb: int, frame: str, content: list[int]) -> list[int]:
    """Give the preposition that governs the content ("called for"): it belongs to the cue."""
    governing = [c for c in parsed.children[verb] if parsed.words[c].lemma == frame and parsed.words[c].role == "prep"]
    return [c for c in governing if c < content[0]][-1:]


def _frames(parsed: Parsed, verb: Word) -> Iterator[tuple[str, list[int]]]:
    """Give each frame that the verb's dependents fill, with the content words it would make; the likeliest first."""
    here = verb.index
    clause = _clause_of(parsed, verb)
    if clause:
        yield "clause", clause
    yield "naming", _naming(parsed, here)
    to = child(parsed, here, "xcomp", "ccomp")
    if to is not None and child(parsed, to.index, "aux") is not None and to.index > here:
        addressed = child(parsed, here, "dobj")
        yield (
            "infinitive",
            sorted(
                {
                    *below(parsed, to.index, here),
                    *(parsed.subtree(addressed.index) if addressed and here < addressed.index < to.index else ()),
                }
            ),
        )
    for dependent in map(parsed.words.__getitem__, parsed.children[here]):
        if dependent.role == "prep" and dependent.lemma in ("about", "for", "of", "to", "on", "at", "out"):
            inside = below(parsed, dependent.index, here)
            yield dependent.lemma, trim(parsed, [w for w in inside if w != dependent.index])
    thing = child(parsed, here, "dobj") or next(
        (
            parsed.words[c]
            for c in parsed.children[here]
            if parsed.words[c].tag == "VBG" and parsed.words[c].role == "xcomp"
        ),
        None,
    )
    if thing is not None and thing.text.casefold() not in RELATIVE and content_clause(parsed, thing) is None:
        yield "object", below(parsed, thing.index, here)


def _clause_of(parsed: Parsed, verb: Word) -> list[int]:
    """Give the clause a verb of saying governs, wherever it stands: after, before, or around it."""
    for dependent in map(parsed.words.__getitem__, parsed.children[verb.index]):
        if dependent.role == "ccomp" and _is_finite(parsed, dependent):
            return _from_that(parsed, verb, below(parsed, dependent.index, verb.index) + _second_clause(parsed, verb))
    if verb.role in ("parataxis", "ccomp") and _is_interjected(parsed, verb):
        return _rest_of(parsed, verb)
    if verb.role == "advcl" and _opened_by_as(parsed, verb) and child(parsed, verb.index, "dobj", "xcomp") is None:
        return _rest_of(parsed, verb)
    return []


def _from_that(parsed: Parsed, verb: Word, content: list[int]) -> list[int]:
    """Start the clause at the "that" behind the cue, where the parse hung its first words elsewhere."""
    if not content or content[0] < verb.index:
        return content
    that = next(
        (
            w
            for w in range(verb.index + 1, content[0])
            if parsed.words[w].text == "that" and parsed.words[w].tag in ("IN", "WDT")
        ),
        None,
    )
    return content if that is None else sorted({*range(that, content[0]), *content})


def _second_clause(parsed: Parsed, verb: Word) -> list[int]:
    """Give a second clause that the parse hung on the cue itself: "said that … but that …"."""
    return [
        w
        for c in parsed.children[verb.index]
        if parsed.words[c].role == "conj" and is_marked(parsed, c)
        for w in parsed.subtree(c)
    ]


def _is_finite(parsed: Parsed, head: Word) -> bool:
    """Say whether a complement is a clause with a verb of its own: not "to go", not "found herself nodding"."""
    helpers = [
        parsed.words[c]
        for c in parsed.children[head.index]
        if parsed.words[c].role in ("aux", "auxpass", "mark", "cop")
    ]
    if any(word.text.casefold() == "to" for word in helpers):
        return False
    return head.tag != "VBG" or bool(helpers)  # a clause without any verb (“A disgrace,” she said) is as good as finite


def _is_interjected(parsed: Parsed, verb: Word) -> bool:
    """Say whether the saying hangs on the said, set off, with a subject of its own: "The bridge, she said, is safe"."""
    inside = trim(parsed, parsed.subtree(verb.index))
    who = child(parsed, verb.index, "nsubj")
    before = parsed.words[inside[0] - 1].text if inside[0] else ""
    return (
        who is not None
        and len(inside) <= _LONGEST_INTERJECTION
        and (before in {",", "”", '"', "''", "’", "—", "–", "-"} or inside[0] == parsed.sentence_of(verb.index).first)
        and child(parsed, verb.index, "dobj", "ccomp", "xcomp", "mark") is None
    )


def _opened_by_as(parsed: Parsed, verb: Word) -> bool:
    first = parsed.words[parsed.subtree(verb.index)[0]]
    return first.text.casefold() == "as" and first.head == verb.index


def _rest_of(parsed: Parsed, verb: Word) -> list[int]:
    """Give the clause that the cue hangs on, without the cue's own part."""
    own = set(parsed.subtree(verb.index))
    return trim(parsed, [w for w in parsed.subtree(verb.head) if w not in own])


def _naming(parsed: Parsed, verb: int) -> list[int]:
    """Give what is named and its name: "called the plan a mistake", "described it as safe"."""
    thing = next(
        (parsed.words[c] for c in parsed.children[verb] if c > verb and parsed.words[c].role in ("dobj", "nsubj")), None
    )
    name = child(parsed, verb, "oprd", "acomp", "attr") or next(
        (
            parsed.words[c]
            for c in parsed.children[verb]
            if parsed.words[c].text.casefold() == "as" and parsed.words[c].role == "prep" and c > verb
        ),
        None,
    )
    inner = (
        child(parsed, verb, "ccomp", "xcomp") if name is None else None
    )  # "called it a lie" is often read as a small clause
    if (
        inner is not None
        and inner.tag not in ("VB", "VBG")
        and inner.part in ("NOUN", "PROPN", "ADJ")
        and inner.index > verb
    ):
        return below(parsed, inner.index, verb)
    if name is None or name.index < verb:
        if thing is not None:
            inside = parsed.subtree(thing.index)
            if any(parsed.words[w].text.casefold() == "as" and parsed.words[w].head == thing.index for w in inside):
                return trim(parsed, inside)
        return []
    words = parsed.subtree(name.index)
    if thing is not None:
        words = parsed.subtree(thing.index) + words
    return trim(parsed, sorted(set(words) - {verb}))


def _passive(parsed: Parsed, verb: Word, lemma: str) -> Iterator[Draft]:
    """Draft a passive: "is said to be safe", "it is understood that …", "was described as reckless by the union"."""
    who = agent(parsed, verb.index)
    source = phrase(parsed, who.index) if who else []
    inner = child(parsed, verb.index, "xcomp", "ccomp")
    above = child(parsed, verb.index, "nsubjpass", "nsubj")
    told = below(parsed, inner.index, verb.index) if inner else []
    if inner is not None and lemma in cues().passive:
        subject_words = phrase(parsed, above.index) if above and above.text.casefold() != "it" else []
        sense: Sense = "negated" if child(parsed, verb.index, "neg") else "plain" if source else "hedged"
        yield Draft(
            cue_words(parsed, verb.index),
            source,
            sorted(subject_words + told),
            "speech" if lemma in ("say", "report", "allege", "claim") else "attitude",
            "passive",
            sense,
            heart=verb.index,
        )
    elif inner is not None and cues().type_of(lemma, "clause") and (above or who) and inner.index > verb.index:
        yield Draft(
            cue_words(parsed, verb.index),
            source,
            told,
            "speech",
            "passive",
            sense_of(parsed, verb.index),
            heart=verb.index,
        )
    elif above is not None and cues().type_of(lemma, "naming") and (naming := _naming(parsed, verb.index)):
        yield Draft(
            cue_words(parsed, verb.index),
            source,
            sorted(set(phrase(parsed, above.index) + naming)),
            "speech",
            "passive",
            heart=verb.index,
        )
