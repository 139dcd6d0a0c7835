"""Attributions that the grammar shows: a cue with its subject and what it governs (said that …, promised to …, called X a Y)."""
from __future__ import annotations

from collections.abc import Iterator

from onrecord.attributions.cues import cues
from onrecord.attributions.draft import Draft, Sense
from onrecord.language import Parsed, Word

_SUBJECTS = {"nsubj", "nsubjpass", "csubj"}
_CUE_COMPANIONS = {"aux", "auxpass", "neg", "prt"}
# Parts of a noun phrase that tell about it in passing; they are no part of the source.
_PASSING = {"relcl", "advcl", "acl", "parataxis", "ccomp"}
_RELATIVE = {"who", "which", "that", "whom"}
_LEFT_OUT = {"``", "''", "-RRB-", "-LRB-"}


def draft_clauses(parsed: Parsed) -> list[Draft]:
    """Find every cue of the vocabulary with its content by the parse, in text order; nested ones included."""
    drafts: list[Draft] = []
    for word in parsed.words:
        if word.part in ("VERB", "AUX"):
            drafts.extend(_verb(parsed, word))
        elif word.part == "NOUN":
            drafts.extend(_noun(parsed, word))
        elif word.part == "ADJ":
            drafts.extend(_adjective(parsed, word))
        elif word.lemma.casefold() in cues().hearsay:
            drafts.extend(_hearsay(parsed, word))
        elif word.text.casefold() == "according":
            drafts.extend(_according(parsed, word))
    return drafts


def child(parsed: Parsed, word: int, *roles: str) -> Word | None:
    """Give the first dependent with one of these roles."""
    return next((parsed.words[c] for c in parsed.children[word] if parsed.words[c].role in roles), None)


def subject(parsed: Parsed, verb: int, depth: int = 0) -> Word | None:
    """Give the head word of who does it: the verb's own subject, or the one it shares with the verb it hangs on."""
    own = child(parsed, verb, *_SUBJECTS)
    if own is not None or depth > 6:
        return own
    word = parsed.words[verb]
    if word.role == "acl":
        return parsed.words[word.head]
    if word.role in ("conj", "advcl", "xcomp", "pcomp", "prep", "dep") and word.head != verb:
        above = parsed.words[word.head]
        if word.role in ("pcomp", "prep") or above.part in ("VERB", "AUX"):
            return subject(parsed, above.index, depth + 1)
    return None


def agent(parsed: Parsed, verb: int) -> Word | None:
    """Give the head word of "by …" in a passive."""
    by = child(parsed, verb, "agent")
    return child(parsed, by.index, "pobj") if by else None


def phrase(parsed: Parsed, head: int) -> list[int]:
    """Give the words of a source: the noun phrase with its titles, role and apposition, without what is told in passing."""
    kept, waiting = [], [head]
    while waiting:
        index = waiting.pop()
        kept.append(index)
        waiting.extend(c for c in parsed.children[index] if parsed.words[c].role not in _PASSING and parsed.words[c].role not in ("cc", "preconj")
                       or parsed.words[c].role == "cc" and child(parsed, index, "conj") is not None)
    return trim(parsed, sorted(kept))


def trim(parsed: Parsed, words: list[int]) -> list[int]:
    """Drop punctuation from both ends, but not quotation marks or the full stop of an abbreviation."""
    while words and parsed.words[words[0]].part == "PUNCT":
        words = words[1:]
    while words and parsed.words[words[-1]].part == "PUNCT":
        words = words[:-1]
    return words


def cue_words(parsed: Parsed, verb: int) -> list[int]:
    """Give the cue with its auxiliaries, negation, particle and the adverbs between them: "has repeatedly said"."""
    words = [verb] + [c for c in parsed.children[verb] if parsed.words[c].role in _CUE_COMPANIONS]
    words += [c for c in parsed.children[verb] if parsed.words[c].role == "advmod" and (c == verb - 1 or min(words) < c < max(words))]
    return sorted(words)


def sense_of(parsed: Parsed, verb: int) -> Sense:
    """Say whether the report denies or doubts the cue itself: "did not say", "may have said"."""
    if child(parsed, verb, "neg") is not None:
        return "negated"
    helpers = [parsed.words[c] for c in parsed.children[verb] if parsed.words[c].role in ("aux", "advmod")]
    if any(w.lemma.casefold() in cues().hearsay or w.lemma in ("may", "might", "could", "would") for w in helpers):
        return "hedged"
    return "plain"


def _verb(parsed: Parsed, verb: Word) -> Iterator[Draft]:
    lemma = verb.lemma.casefold()
    if child(parsed, verb.index, "nsubjpass", "auxpass") is not None and verb.tag == "VBN":
        yield from _passive(parsed, verb, lemma)
        return
    for frame, content in _frames(parsed, verb, lemma):
        kind = cues().type_of(lemma, frame)
        if kind is None or not content:
            continue
        source = _source_of(parsed, verb.index, content)
        extra = [c.index for c in map(parsed.words.__getitem__, parsed.children[verb.index]) if frame == c.lemma and c.role == "prep"]
        yield Draft(sorted(cue_words(parsed, verb.index) + extra), source, content, kind, frame, sense_of(parsed, verb.index), heart=verb.index)
        return


def _source_of(parsed: Parsed, verb: int, content: list[int]) -> list[int]:
    who = subject(parsed, verb)
    if who is None or who.text.casefold() in ("it", "there") and who.role == "expl" or who.index in content:
        return []
    if who.text.casefold() in _RELATIVE:
        return [who.index]
    return [w for w in phrase(parsed, who.index) if w not in set(content) and not _within(parsed, w, verb)] or [who.index]


def _within(parsed: Parsed, word: int, verb: int) -> bool:
    """Say whether a word hangs below the cue by something other than the subject (an acl's noun holds its own cue)."""
    while parsed.words[word].head != word:
        if parsed.words[word].head == verb:
            return parsed.words[word].role not in _SUBJECTS
        word = parsed.words[word].head
    return False


def _frames(parsed: Parsed, verb: Word, lemma: str) -> Iterator[tuple[str, list[int]]]:
    """Give each frame that the verb's dependents fill, with the content words it would make; the likeliest first."""
    here = verb.index
    clause = _clause_of(parsed, verb)
    if clause:
        yield "clause", clause
    yield "naming", _naming(parsed, here)
    to = child(parsed, here, "xcomp", "ccomp")
    if to is not None and child(parsed, to.index, "aux") is not None and to.index > here:
        addressed = child(parsed, here, "dobj")
        yield "infinitive", sorted({*_below(parsed, to.index, here), *(parsed.subtree(addressed.index) if addressed and here < addressed.index < to.index else ())})
    for dependent in map(parsed.words.__getitem__, parsed.children[here]):
        if dependent.role == "prep" and dependent.lemma in ("about", "for", "of", "to", "on", "at", "out"):
            inside = _below(parsed, dependent.index, here)
            yield dependent.lemma, trim(parsed, [w for w in inside if w != dependent.index])
    thing = child(parsed, here, "dobj") or next((parsed.words[c] for c in parsed.children[here] if parsed.words[c].tag == "VBG" and parsed.words[c].role == "xcomp"), None)
    if thing is not None and thing.text.casefold() not in _RELATIVE:
        yield "object", _below(parsed, thing.index, here)


def _clause_of(parsed: Parsed, verb: Word) -> list[int]:
    """Give the clause a verb of saying governs, wherever it stands: after, before, or around it."""
    for dependent in map(parsed.words.__getitem__, parsed.children[verb.index]):
        if dependent.role == "ccomp" and not _is_bare_infinitive(parsed, dependent):
            return _from_that(parsed, verb, _below(parsed, dependent.index, verb.index) + _second_clause(parsed, verb))
    if verb.role in ("parataxis", "ccomp") and _is_interjected(parsed, verb):
        return _rest_of(parsed, verb)
    if verb.role == "advcl" and _opened_by_as(parsed, verb) and child(parsed, verb.index, "dobj", "xcomp") is None:
        return _rest_of(parsed, verb)
    return _sentence_before(parsed, verb)


def _from_that(parsed: Parsed, verb: Word, content: list[int]) -> list[int]:
    """Start the clause at the "that" behind the cue, where the parse hung its first words elsewhere."""
    if not content or content[0] < verb.index:
        return content
    that = next((w for w in range(verb.index + 1, content[0]) if parsed.words[w].text == "that" and parsed.words[w].tag in ("IN", "WDT")), None)
    return content if that is None else sorted({*range(that, content[0]), *content})


def _second_clause(parsed: Parsed, verb: Word) -> list[int]:
    """"said that … but that …": a second clause that the parse hung on the cue itself."""
    return [w for c in parsed.children[verb.index] if parsed.words[c].role == "conj" and _marked(parsed, c) for w in parsed.subtree(c)]


def _sentence_before(parsed: Parsed, verb: Word) -> list[int]:
    """"…, CNN Turk reports.": a sentence that ends in a comma, a name and a verb of saying."""
    sentence, who = parsed.sentence_of(verb.index), child(parsed, verb.index, "nsubj")
    last = trim(parsed, list(range(sentence.first, sentence.last)))
    if who is None or who.index > verb.index or not last or last[-1] != verb.index:
        return []
    first = min(phrase(parsed, who.index))
    if first - 1 <= sentence.first or parsed.words[first - 1].text != ",":
        return []
    return trim(parsed, list(range(sentence.first, first - 1)))


def _is_bare_infinitive(parsed: Parsed, word: Word) -> bool:
    """"to go" as a complement is an infinitive, not a clause."""
    return word.tag == "VB" and any(parsed.words[c].text.casefold() == "to" and parsed.words[c].role == "aux" for c in parsed.children[word.index])


def _is_interjected(parsed: Parsed, verb: Word) -> bool:
    """"The bridge, she said, is safe": the saying hangs on the said, set off by a comma or a mark, with a subject of its own."""
    inside = trim(parsed, parsed.subtree(verb.index))
    who = child(parsed, verb.index, "nsubj")
    before = parsed.words[inside[0] - 1].text if inside[0] else ""
    return who is not None and len(inside) <= 25 and (before in {",", "”", '"', "''", "’", "—", "–", "-"} or inside[0] == parsed.sentence_of(verb.index).first) \
        and child(parsed, verb.index, "dobj", "ccomp", "xcomp", "mark") is None


def _opened_by_as(parsed: Parsed, verb: Word) -> bool:
    first = parsed.words[parsed.subtree(verb.index)[0]]
    return first.text.casefold() == "as" and first.head == verb.index


def _rest_of(parsed: Parsed, verb: Word) -> list[int]:
    """Give the clause that the cue hangs on, without the cue's own part."""
    own = set(parsed.subtree(verb.index))
    return trim(parsed, [w for w in parsed.subtree(verb.head) if w not in own])


def _below(parsed: Parsed, word: int, cue: int) -> list[int]:
    """Give what hangs on a word, without punctuation at its ends; the cue itself never."""
    return trim(parsed, [w for w in parsed.subtree(word) if w != cue])


def _naming(parsed: Parsed, verb: int) -> list[int]:
    """"called the plan a mistake", "described it as safe": from the object to the end of its name."""
    thing = next((parsed.words[c] for c in parsed.children[verb] if c > verb and parsed.words[c].role in ("dobj", "nsubj")), None)
    name = child(parsed, verb, "oprd", "acomp", "attr") or next(
        (parsed.words[c] for c in parsed.children[verb] if parsed.words[c].text.casefold() == "as" and parsed.words[c].role == "prep" and c > verb), None)
    inner = child(parsed, verb, "ccomp", "xcomp") if name is None else None  # "called it a lie" is often read as a small clause
    if inner is not None and inner.tag not in ("VB", "VBG") and inner.part in ("NOUN", "PROPN", "ADJ") and inner.index > verb:
        return _below(parsed, inner.index, verb)
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
    """"is said to be safe", "it is understood that …", "was described as reckless by the union"."""
    who = agent(parsed, verb.index)
    source = phrase(parsed, who.index) if who else []
    inner = child(parsed, verb.index, "xcomp", "ccomp")
    above = child(parsed, verb.index, "nsubjpass", "nsubj")
    told = _below(parsed, inner.index, verb.index) if inner else []
    if inner is not None and lemma in cues().passive:
        subject_words = phrase(parsed, above.index) if above and above.text.casefold() != "it" else []
        sense: Sense = "negated" if child(parsed, verb.index, "neg") else "plain" if source else "hedged"
        yield Draft(cue_words(parsed, verb.index), source, sorted(subject_words + told), "speech" if lemma in ("say", "report", "allege", "claim") else "attitude",
                    "passive", sense, heart=verb.index)
    elif inner is not None and cues().type_of(lemma, "clause") and above is not None and inner.index > verb.index:
        yield Draft(cue_words(parsed, verb.index), source, told, "speech", "passive", sense_of(parsed, verb.index), heart=verb.index)
    elif above is not None and cues().type_of(lemma, "naming") and (naming := _naming(parsed, verb.index)):
        yield Draft(cue_words(parsed, verb.index), source, sorted(set(phrase(parsed, above.index) + naming)), "speech", "passive", heart=verb.index)


def _noun(parsed: Parsed, noun: Word) -> Iterator[Draft]:
    """"his claim that …", "a warning by the engineer that …"."""
    if noun.lemma.casefold() not in cues().nouns:
        return
    clause = next((parsed.words[c] for c in parsed.children[noun.index]
                   if parsed.words[c].role in ("acl", "ccomp", "relcl") and _marked(parsed, c)), None)
    if clause is None:
        return
    owner = child(parsed, noun.index, "poss")
    by = next((parsed.words[c] for c in parsed.children[noun.index] if parsed.words[c].role == "prep" and parsed.words[c].lemma in ("by", "from", "of")), None)
    who = owner or (child(parsed, by.index, "pobj") if by else None)
    source = phrase(parsed, who.index) if who else _possessor_by_verb(parsed, noun)
    if source and parsed.words[source[-1]].text in ("’s", "'s", "’", "'"):
        source = source[:-1]
    yield Draft([noun.index], source, _below(parsed, clause.index, noun.index), "speech", "noun", heart=noun.index)


def _marked(parsed: Parsed, clause: int) -> bool:
    """Say whether a clause opens with the conjunction "that", not with the pronoun."""
    mark = child(parsed, clause, "mark")
    return mark is not None and mark.text.casefold() == "that"


def _possessor_by_verb(parsed: Parsed, noun: Word) -> list[int]:
    """"Obama has expressed skepticism that …": whoever has, makes or expresses it is the source."""
    verb = parsed.words[noun.head]
    if noun.role != "dobj" or verb.lemma not in {"have", "make", "express", "voice", "issue", "repeat", "hold", "share", "give", "raise", "take", "release"}:
        return []
    who = subject(parsed, verb.index)
    return phrase(parsed, who.index) if who else []


def _adjective(parsed: Parsed, adjective: Word) -> Iterator[Draft]:
    """"was confident that …"."""
    clause = child(parsed, adjective.index, "ccomp")
    if adjective.lemma.casefold() not in cues().adjectives or clause is None or not _marked(parsed, clause.index):
        return
    verb = parsed.words[adjective.head]
    who = subject(parsed, verb.index) if verb.lemma in ("be", "feel", "seem", "remain") else None
    if who is not None and who.text.casefold() not in ("it", "there", "that", "this"):
        yield Draft([verb.index, adjective.index], phrase(parsed, who.index), _below(parsed, clause.index, adjective.index),
                    "attitude", "adjective", sense_of(parsed, verb.index), heart=adjective.index)


def _hearsay(parsed: Parsed, adverb: Word) -> Iterator[Draft]:
    """"reportedly": the clause it stands in, on nobody's word."""
    verb = parsed.words[adverb.head]
    if verb.part in ("VERB", "AUX") and cues().type_of(verb.lemma.casefold(), "clause") != "speech":
        clause = [w for w in parsed.subtree(verb.index) if w != adverb.index]
        yield Draft([adverb.index], [], trim(parsed, clause), "speech", "hearsay", "hedged", heart=adverb.index)


def _according(parsed: Parsed, word: Word) -> Iterator[Draft]:
    """"according to the police": the clause it stands in is theirs."""
    to = next((parsed.words[c] for c in (*parsed.children[word.index], word.index + 1) if c < len(parsed.words) and parsed.words[c].text.casefold() == "to"), None)
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
    yield Draft([word.index, to.index], phrase(parsed, who.index), trim(parsed, content), "speech", "according", heart=word.index)
