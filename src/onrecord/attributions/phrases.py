"""Attributions by other words than an active verb: passives, nouns, adjectives, hearsay, "according to", a closing cue."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.attributions.cues import cues
from onrecord.attributions.draft import Draft
from onrecord.attributions.grammar import below, child, cue_words, is_marked, phrase, sense_of, subject, trim
from onrecord.language import Parsed, Word

# "…, the Channel Nine news desk reports": the longest name looked for before a closing cue, in words.
_LONGEST_CLOSING = 7
# Fewer words (“It rained, she says”) are left to the parse, which reads them well.
_SHORTEST_CLOSED = 5


def draft_noun(parsed: Parsed, noun: Word) -> Iterator[Draft]:
    """Draft a noun with what it claims: "his claim that …", "a warning by the engineer that …"."""
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
    """Give the head word of who stands behind a noun: "a warning by the engineer that …"."""
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
    """Draft an adjective with what is thought: "was confident that …"."""
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
    """Draft the clause that a word such as "reportedly" stands in, on nobody's word."""
    verb = parsed.words[adverb.head]
    if verb.part in ("VERB", "AUX") and cues().type_of(verb.lemma.casefold(), "clause") != "speech":
        clause = [w for w in parsed.subtree(verb.index) if w != adverb.index]
        yield Draft([adverb.index], [], trim(parsed, clause), "speech", "hearsay", "hedged", heart=adverb.index)


def draft_according(parsed: Parsed, word: Word) -> Iterator[Draft]:
    """Draft the clause that "according to the police" stands in: it is theirs."""
    to = word.index + 1
    if to + 1 >= len(parsed.words) or parsed.words[to].text.casefold() != "to":
        return
    who = child(parsed, to, "pobj")
    if who is None:
        return
    source = phrase(parsed, who.index)
    source += _role_behind(parsed, word, source[-1] + 1)
    own = {*parsed.subtree(word.index), word.index, *parsed.subtree(to), *source}
    content = trim(parsed, [w for w in _clause_around(parsed, word) if w not in own])
    yield Draft([word.index, to], source, content, "speech", "according", heart=word.index)


def _clause_around(parsed: Parsed, word: Word) -> list[int]:
    """Give the whole clause that a phrase is set in, or its sentence where the parse shows no clause."""
    top = parsed.words[word.head]
    while top.head != top.index and (
        top.part not in ("VERB", "AUX") or top.role in ("xcomp", "conj", "auxpass", "aux")
    ):
        top = parsed.words[top.head]
    sentence = parsed.sentence_of(word.index)
    return parsed.subtree(top.index) if top.part in ("VERB", "AUX") else list(range(sentence.first, sentence.last))


def _role_behind(parsed: Parsed, word: Word, place: int) -> list[int]:
    """According to Ruth Hale, the harbour master, …: what stands between two commas right behind the name belongs to it."""
    sentence = parsed.sentence_of(word.index)
    if word.index != sentence.first or place >= sentence.last or parsed.words[place].text != ",":
        return []
    comma = next((w for w in range(place + 1, sentence.last) if parsed.words[w].text == ","), None)
    if comma is None or any(parsed.words[w].part in ("VERB", "AUX", "PRON", "ADV") for w in range(place + 1, comma)):
        return []
    return list(range(place, comma))


def draft_closing_cues(parsed: Parsed) -> Iterator[Draft]:
    """Draft what ends in a comma, a name and a verb of saying that parsers often take for a noun: "…, Channel Nine reports."."""
    for sentence in parsed.sentences:
        body = trim(parsed, list(range(sentence.first, sentence.last)))
        if (
            len(body) < _SHORTEST_CLOSED
            or cues().type_of(parsed.words[body[-1]].lemma.casefold(), "clause") != "speech"
        ):
            continue
        comma = next((w for w in reversed(body[-_LONGEST_CLOSING:-1]) if parsed.words[w].text == ","), body[-1])
        name = list(range(comma + 1, body[-1]))
        if name and all(parsed.words[w].text[0].isupper() or parsed.words[w].part == "DET" for w in name):
            told = trim(parsed, list(range(sentence.first, comma)))
            yield Draft([body[-1]], name, told, "speech", "clause", heart=body[-1])
