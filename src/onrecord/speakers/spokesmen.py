"""Spokesmen and spokeswomen: for whom a person speaks, by the words around the name."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.language import Parsed, Word
from onrecord.speakers.people import Mention
from onrecord.speakers.vocabulary import fold, roles

SPOKES = frozenset({"spokesman", "spokeswoman", "spokesperson"})
# "White House press secretary Ada Birch" speaks for the White House.
# These speak for somebody only where it is said for whom: a representative may be an elected one.
_AGENTS = frozenset({"representative", "rep", "publicist"})
_PRESS = frozenset({"press", "media", "communications"})
_PRESS_OFFICES = frozenset({"secretary", "officer", "director", "chief"})
_FOR = frozenset({"for", "of", "at", "from", "with"})
# Small words within a name.
_BETWEEN = frozenset({"of", "and", "for", "the", "-", "&"})
# A body's noun that says enough without a name: "defence ministry spokesman Ivo Kolar" speaks for the "defence ministry".
_TELLING = frozenset({"ministry", "department", "police", "army", "military", "navy", "parliament", "government"})
# Before a title these say when or how, never for whom.
_NO_PRINCIPAL = frozenset(
    {"chief", "former", "deputy", "senior", "then", "lead", "official", "new", "assistant", "acting"}
)
_FIELDS = frozenset(
    {"foreign", "defense", "defence", "interior", "finance", "justice", "health", "state", "police", "fire"}
)
# For whom somebody speaks is named in so many words at most: "the North Rhine-Westphalia Ministry of the Interior".
_LONGEST = 8


def find_principal(parsed: Parsed, mention: Mention) -> tuple[int, int] | None:
    """Give the words (half-open) that say for whom a person named here speaks, or nothing.

    "Kremlin spokesman Ivo Kolar", "Ivo Kolar, a spokesman for the mayor", "the mayor's spokesman, Ivo Kolar".
    """
    for noun in _nouns(parsed, mention):
        found = _behind(parsed, noun) or _before(parsed, noun)
        if found:
            return found
    return None


def speaks_for(parsed: Parsed, noun: int) -> tuple[int, int] | None:
    """Give the words that say for whom an unnamed spokesman speaks: "a spokesman for the mayor", "a Kremlin spokesman"."""
    word = parsed.words[noun]
    return (_behind(parsed, word) or _before(parsed, word)) if is_spokesman(parsed, word) else None


def is_spokesman(parsed: Parsed, word: Word) -> bool:
    """Say whether a word stands for somebody who speaks for another: "spokeswoman", "press secretary", "representative for"."""
    noun = fold(word.lemma)
    before = parsed.words[word.index - 1] if word.index else None
    after = parsed.words[word.index + 1] if word.index + 1 < len(parsed.words) else None
    press = before is not None and fold(before.text) in _PRESS and noun in _PRESS_OFFICES
    agent = fold(word.text) in _AGENTS and (
        after is not None and after.text == "for" or before is not None and before.tag == "POS"
    )
    return noun in SPOKES or press or agent


def _nouns(parsed: Parsed, mention: Mention) -> list[Word]:
    """List the words for a spokesman that are said of a name: just before it, set beside it, or told of it with "is"."""
    name = parsed.words[mention.last - 1]
    near = [mention.first - 1] if mention.first else []
    near += [
        child for child in parsed.children[name.index] if parsed.words[child].role in ("appos", "nmod", "compound")
    ]
    head = parsed.words[name.head]
    if name.role == "appos":
        near.append(head.index)
    if name.role == "nsubj" and head.lemma == "be":
        near += [child for child in parsed.children[head.index] if parsed.words[child].role == "attr"]
    near += [*_set_behind(parsed, mention), *_set_before(parsed, mention)]
    same = [parsed.words[at] for at in dict.fromkeys(near) if parsed.words[at].sentence == name.sentence]
    return [word for word in same if is_spokesman(parsed, word) and not mention.first <= word.index < mention.last]


def _set_behind(parsed: Parsed, mention: Mention) -> Iterator[int]:
    """Give the words of what is set behind a name with a comma, up to its own name: ", the chief spokeswoman for"."""
    if parsed.words[mention.last : mention.last + 1] and parsed.words[mention.last].text == ",":
        for word in parsed.words[mention.last + 1 : mention.last + 1 + _LONGEST]:
            if word.part in ("PUNCT", "VERB", "AUX", "ADP", "PRON") and word.tag != "HYPH":
                return
            yield word.index


def _set_before(parsed: Parsed, mention: Mention) -> Iterator[int]:
    """Give the word for a spokesman in what stands before a name and a comma: "a spokeswoman for Kolar, Ada Birch,"."""
    if mention.first < 2 or parsed.words[mention.first - 1].text != ",":
        return
    for at in range(mention.first - 2, max(-1, mention.first - 3 - _LONGEST), -1):
        if parsed.words[at].part in ("PUNCT", "VERB") and parsed.words[at].tag != "HYPH":
            return
        if is_spokesman(parsed, parsed.words[at]):
            yield at
            return


def _behind(parsed: Parsed, noun: Word) -> tuple[int, int] | None:
    """Read "a spokesman for the mayor": the name that "for" governs, without "the" and what describes it."""
    if noun.index + 1 >= len(parsed.words) or parsed.words[noun.index + 1].text.lower() not in _FOR:
        return None
    first = noun.index + 2
    while first < len(parsed.words) and first < noun.index + _LONGEST and _describes(parsed.words[first], noun):
        first += 1
    end = first
    while end < min(first + _LONGEST, len(parsed.words)) and _goes_on(parsed, first, end, noun):
        end += 1
    while end > first and not parsed.words[end - 1].text[:1].isalnum() or parsed.words[end - 1].text in _BETWEEN:
        end -= 1
    if end > first and end < len(parsed.words) and parsed.words[end].tag == "POS":
        return _owned(parsed, end + 1, noun)
    return (first, end) if end > first else None


def _owned(parsed: Parsed, at: int, noun: Word) -> tuple[int, int] | None:
    """Read "Halden's parent company Verdan Steel": the name behind what is Halden's; nobody in "Halden's harbour feast"."""
    first = at
    while first < len(parsed.words) and first < at + _LONGEST and _describes(parsed.words[first], noun):
        first += 1
    body = first > at and fold(parsed.words[first - 1].lemma) in roles().body
    end = first
    while body and end < min(first + _LONGEST, len(parsed.words)) and _goes_on(parsed, first, end, noun):
        end += 1
    owns = end < len(parsed.words) and parsed.words[end].tag == "POS"
    return (first, end) if end > first and not owns else None


def _describes(word: Word, noun: Word) -> bool:
    """Say whether a word stands between "for" and the name: "the global tracking service Verdan"."""
    return (
        word.sentence == noun.sentence
        and not word.text[:1].isupper()
        and word.tag[:2] in ("DT", "JJ", "NN", "HY", "VB")
    )


def _goes_on(parsed: Parsed, first: int, at: int, noun: Word) -> bool:
    """Say whether a name that began at `first` has this word too; small words only with a capital behind them."""
    word = parsed.words[at]
    if word.sentence != noun.sentence:
        return False
    if word.text in _BETWEEN:
        mate = parsed.words[at + 1 : at + 3]
        return at > first and any(one.text[:1].isupper() for one in mate)
    return word.text[:1].isupper() or (at > first and word.text.isdigit())


def _before(parsed: Parsed, noun: Word) -> tuple[int, int] | None:
    """Read "Kremlin spokesman", "the mayor's spokesman", "Halden police spokeswoman": the name that stands before."""
    last = noun.index
    while last and fold(parsed.words[last - 1].text) in _NO_PRINCIPAL | _PRESS:
        last -= 1
    if last and parsed.words[last - 1].tag == "POS":
        last -= 1
    first = last
    while first and last - first < _LONGEST and _may_name(parsed, first - 1, noun.sentence):
        first -= 1
    opening = parsed.sentences[noun.sentence].first
    names = [at for at in range(first, last) if parsed.words[at].text[:1].isupper() and at != opening]
    told = first < last and fold(parsed.words[last - 1].lemma) in _TELLING
    opens = first == opening < last and fold(parsed.words[first].lemma) not in roles().body
    if not (names or told or opens):
        return None  # "Airline spokesman Ivo Kolar" opens a sentence and names no airline
    return first, last


def _may_name(parsed: Parsed, at: int, sentence: int) -> bool:
    """Say whether a word before "spokesman" is part of a name: a capital, or a body's noun such as "police"."""
    word = parsed.words[at]
    if word.sentence != sentence or word.tag in ("DT", "PRP$", "IN", "CC"):
        return False
    if word.text in ("-", "&"):
        return bool(at) and (
            word.text == "&" or parsed.words[at - 1].end == word.start and word.end == parsed.words[at + 1].start
        )
    return word.text[:1].isupper() or fold(word.lemma) in roles().body | _FIELDS
