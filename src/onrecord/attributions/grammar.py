"""What the parse says of a cue and of the phrases around it: subjects, whole noun phrases, auxiliaries, denial."""

from __future__ import annotations

from onrecord.attributions.cues import cues
from onrecord.attributions.draft import Sense
from onrecord.language import Parsed, Word

_SUBJECTS = {"nsubj", "nsubjpass", "csubj"}
_CUE_COMPANIONS = {"aux", "auxpass", "neg", "prt"}
# Parts of a noun phrase that tell about it in passing; they are no part of the source.
_PASSING = {"relcl", "advcl", "acl", "parataxis", "ccomp"}
RELATIVE = {"who", "which", "that", "whom"}
# A chain of verbs that share a subject (went, looked and said …) is followed so far up; a longer one is a misread list.
_LONGEST_CHAIN = 6


def child(parsed: Parsed, word: int, *roles: str) -> Word | None:
    """Give the first dependent with one of these roles."""
    return next((parsed.words[c] for c in parsed.children[word] if parsed.words[c].role in roles), None)


def subject(parsed: Parsed, verb: int, depth: int = 0) -> Word | None:
    """Give the head word of who does it: the verb's own subject, or the one it shares with the verb it hangs on."""
    own = child(parsed, verb, *_SUBJECTS)
    if own is not None or depth > _LONGEST_CHAIN:
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
        waiting.extend(
            c
            for c in parsed.children[index]
            if parsed.words[c].role not in _PASSING
            and parsed.words[c].role not in ("cc", "preconj")
            or parsed.words[c].role == "cc"
            and child(parsed, index, "conj") is not None
        )
    return trim(parsed, sorted(kept))


def trim(parsed: Parsed, words: list[int]) -> list[int]:
    """Drop punctuation from both ends, but not quotation marks or the full stop of an abbreviation."""
    first, last = 0, len(words)
    while first < last and parsed.words[words[first]].part == "PUNCT":
        first += 1
    while first < last and parsed.words[words[last - 1]].part == "PUNCT":
        last -= 1
    return words[first:last]


def below(parsed: Parsed, word: int, cue: int) -> list[int]:
    """Give what hangs on a word, without punctuation at its ends; the cue itself never."""
    return trim(parsed, [w for w in parsed.subtree(word) if w != cue])


def cue_words(parsed: Parsed, verb: int) -> list[int]:
    """Give the cue with its auxiliaries, negation, particle and the adverbs between them: "has repeatedly said"."""
    words = [verb] + [c for c in parsed.children[verb] if parsed.words[c].role in _CUE_COMPANIONS]
    words += [
        c
        for c in parsed.children[verb]
        if parsed.words[c].role == "advmod" and (c == verb - 1 or min(words) < c < max(words))
    ]
    return sorted(words)


def sense_of(parsed: Parsed, verb: int) -> Sense:
    """Say whether the report denies or doubts the cue itself: "did not say", "nobody said", "may have said"."""
    who = subject(parsed, verb)
    if child(parsed, verb, "neg") is not None or who is not None and who.text.casefold() in ("nobody", "none"):
        return "negated"
    helpers = [parsed.words[c] for c in parsed.children[verb] if parsed.words[c].role in ("aux", "advmod")]
    if any(w.lemma.casefold() in cues().hearsay or w.lemma in ("may", "might", "could", "would") for w in helpers):
        return "hedged"
    return "plain"


def source_of(parsed: Parsed, verb: int, content: list[int]) -> list[int]:
    """Give the words of whoever speaks by this cue; none when only "it" or "there" stands in the subject's place."""
    who = subject(parsed, verb)
    if who is None or who.text.casefold() in ("it", "there") and who.role == "expl" or who.index in content:
        return []
    if who.text.casefold() in RELATIVE:
        return [who.index]
    return [w for w in phrase(parsed, who.index) if w not in set(content) and not _within(parsed, w, verb)] or [
        who.index
    ]


def _within(parsed: Parsed, word: int, verb: int) -> bool:
    """Say whether a word hangs below the cue by something other than the subject (an acl's noun holds its own cue)."""
    while parsed.words[word].head != word:
        if parsed.words[word].head == verb:
            return parsed.words[word].role not in _SUBJECTS
        word = parsed.words[word].head
    return False


def is_marked(parsed: Parsed, clause: int) -> bool:
    """Say whether a clause opens with the conjunction "that", not with the pronoun."""
    mark = child(parsed, clause, "mark")
    return mark is not None and mark.text.casefold() == "that"
