"""Attributions by other words than an active verb: passives, nouns, adjectives, hearsay, "according to", a closing cue."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.attributions.cues import cues
from onrecord.attributions.draft import Draft
from onrecord.attributions.grammar import below, child, cue_words, is_marked, phrase, sense_of, subject, trim
from onrecord.language import Parsed, Word

# "…, the Channel Nine news desk reports": the longest name looked for before a closing cue, in words.
_LONGEST_CLOSING = 7


def draft_noun(parsed: Parsed, noun: Word) -> Iterator[Draft]:
    """ "his claim that …", "a warning by the engineer that …"."""
    clause = content_clause(parsed, noun)
    if clause is None:
        return
    verb = parsed.words[noun.head]
    doer = subject(parsed, verb.index) if noun.role == "dobj" and verb.part == "VERB" else None
    cue = [*cue_words(parsed, verb.index), noun.index] if doer is not None else [noun.index]
    owner = doer or child(parsed, noun.index, "poss") or _author(parsed, noun)
    source = phrase(parsed, owner.index) if owner else []
    if source and parsed.words[source[-1]].text in ("’s", "'s", "’", "'"):
        source = source[:-1]
    yield Draft(sorted(cue), source, below(parsed, clause.index, noun.index), "speech", "noun", heart=noun.index)


def content_clause(parsed: Parsed, noun: Word) -> Word | None:
    """Give the that-clause which says what a claim, a warning, a fear … is."""
    if noun.lemma.casefold() not in cues().nouns:
        return None
    return next(
        (
            parsed.words[c]
            for c in parsed.children[noun.index]
            if parsed.words[c].role in ("acl", "ccomp", "relcl") and is_marked(parsed, c)
        ),
        None,
    )


def _author(parsed: Parsed, noun: Word) -> Word | None:
    """ "a warning by the engineer that …"."""
    by = next(
        (
            parsed.words[c]
            for c in parsed.children[noun.index]
            if parsed.words[c].role == "prep" and parsed.words[c].lemma in ("by", "from", "of")
        ),
        None,
    )
    return child(parsed, by.index, "pobj") if by else None


def draft_adjective(parsed: Parsed, adjective: Word) -> Iterator[Draft]:
    """ "was confident that …"."""
    clause = child(parsed, adjective.index, "ccomp")
    if adjective.lemma.casefold() not in cues().adjectives or clause is None or not is_marked(parsed, clause.index):
        return
    verb = parsed.words[adjective.head]
    who = subject(parsed, verb.index) if verb.lemma in ("be", "feel", "seem", "remain") else None
    if who is not None and who.text.casefold() not in ("it", "there", "that", "this"):
        yield Draft(
            [verb.index, adjective.index],
            phrase(parsed, who.index),
            below(parsed, clause.index, adjective.index),
            "attitude",
            "adjective",
            sense_of(parsed, verb.index),
            heart=adjective.index,
        )


def draft_hearsay(parsed: Parsed, adverb: Word) -> Iterator[Draft]:
    """ "reportedly": the clause it stands in, on nobody's word."""
    verb = parsed.words[adverb.head]
    if verb.part in ("VERB", "AUX") and cues().type_of(verb.lemma.casefold(), "clause") != "speech":
        clause = [w for w in parsed.subtree(verb.index) if w != adverb.index]
        yield Draft([adverb.index], [], trim(parsed, clause), "speech", "hearsay", "hedged", heart=adverb.index)


def draft_according(parsed: Parsed, word: Word) -> Iterator[Draft]:
    """ "according to the police": the clause it stands in is theirs."""
    to = next(
        (
            parsed.words[c]
            for c in (*parsed.children[word.index], word.index + 1)
            if c < len(parsed.words) and parsed.words[c].text.casefold() == "to"
        ),
        None,
    )
    who = child(parsed, to.index, "pobj") if to else None
    if to is None or who is None:
        return
    own = set(parsed.subtree(word.index)) | {word.index, *parsed.subtree(to.index)}
    top = parsed.words[word.head]
    while top.part not in ("VERB", "AUX") and top.head != top.index:
        top = parsed.words[top.head]
    while top.role in ("xcomp", "conj", "auxpass", "aux") and top.head != top.index:
        top = parsed.words[top.head]
    sentence = parsed.sentence_of(word.index)
    whole = parsed.subtree(top.index) if top.part in ("VERB", "AUX") else range(sentence.first, sentence.last)
    content = [w for w in whole if w not in own]
    yield Draft(
        [word.index, to.index],
        phrase(parsed, who.index),
        trim(parsed, content),
        "speech",
        "according",
        heart=word.index,
    )


def draft_closing_cues(parsed: Parsed) -> Iterator[Draft]:
    """ "…, Channel Nine reports.": a sentence that ends in a comma, a name and a verb of saying, which parsers often take for a noun."""
    for sentence in parsed.sentences:
        body = trim(parsed, list(range(sentence.first, sentence.last)))
        if len(body) < 5 or cues().type_of(parsed.words[body[-1]].lemma.casefold(), "clause") != "speech":
            continue
        comma = next((w for w in reversed(body[-_LONGEST_CLOSING:-1]) if parsed.words[w].text == ","), None)
        name = range(comma + 1, body[-1]) if comma is not None else range(0)
        if name and all(parsed.words[w].text[0].isupper() or parsed.words[w].part == "DET" for w in name):
            assert comma is not None
            yield Draft(
                [body[-1]],
                list(name),
                trim(parsed, list(range(sentence.first, comma))),
                "speech",
                "clause",
                heart=body[-1],
            )
