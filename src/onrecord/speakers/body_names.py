"""Where a report names bodies: the parser's names, mended, names of the alias list, names that spell out an abbreviation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.dates import MONTHS, WEEKDAYS
from onrecord.language import Parsed, Word
from onrecord.speakers.people import People
from onrecord.speakers.vocabulary import aliases, fold, given_names, roles

_BODY_LABELS = frozenset({"ORG", "GPE", "FAC", "LOC", "PRODUCT", "WORK_OF_ART"})
MOST_INITIALS = 7  # no abbreviation of a body is longer
SMALL = frozenset({"of", "the", "for", "and", "on", "in", "to", "a", "at", "&"})
# Nouns that make a named place a body that acts.
_ACTING = frozenset({"police", "government", "military", "parliament", "army", "navy", "legislature"})
# Nouns whose names go on with what they are for: "the Commission on Harbour Safety".
_HELD = frozenset(
    {"commission", "committee", "council", "department", "ministry", "institute", "association", "center", "centre"}
)
# People in whose name a body goes: "Citizens for Fair Harbours".
_MEMBERS = frozenset(
    {"citizens", "friends", "mothers", "veterans", "women", "workers", "doctors", "lawyers", "parents"}
)
PLACES = frozenset({"city", "state", "town", "county", "village"})


def find_places(parsed: Parsed, people: People) -> list[tuple[int, int]]:
    """Where names of bodies stand: spaCy's names, mended, and the names of the alias list; never a person's name."""
    found: list[tuple[int, int]] = []
    taken: set[int] = set(people.at)
    labelled = [(name.first, name.last) for name in parsed.names if name.label in _BODY_LABELS]
    labelled += _acting(parsed) + _held(parsed) + _cities(parsed)
    listed = list(people.listed)
    spans = labelled + _known(parsed) + listed + _joined(parsed, labelled + listed)
    spans += _spelled_out(
        parsed, sorted({letters_of(form_of(parsed, first, last)) for first, last in spans if last - first == 1})
    )
    spans += _abbreviated(parsed)
    for first, last in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
        first, last = _mended(parsed, first, last)
        if first < last and not _is_given(parsed, first, last) and not taken & set(range(first, last)):
            found.append((first, last))
            taken |= set(range(first, last))
    return sorted(found)


def _mended(parsed: Parsed, first: int, last: int) -> tuple[int, int]:
    """Cut "the" and the possessive off a name."""
    words = parsed.words
    place = first + 1 < last and words[first].text.lower() in PLACES and words[first + 1].text == "of"
    while first < last and not place and (_is_small(words[first].text) or words[first].part == "PUNCT"):
        first += 1
    last = next((at for at in range(first, last) if words[at].text in ("(", "[")), last)
    while first < last and _ends_no_name(words[last - 1]):
        last -= 1
    capital = first < last and any(word.text[:1].isupper() for word in words[first:last])
    return (first, last) if capital and not _is_no_body(parsed, first, last) else (first, first)


def _ends_no_name(word: Word) -> bool:
    """Say whether a word can end no name: a mark, a possessive, a word in small letters but for "Halden police"."""
    small = word.text.islower() and word.text.isalpha() and word.text not in _ACTING
    return small or word.tag == "POS" or word.part == "PUNCT"


def _is_no_body(parsed: Parsed, first: int, last: int) -> bool:
    """Say whether a name is called after its last word no body but a person or a document: "Former Doctor", "Halden Plan"."""
    noun = fold(parsed.words[last - 1].lemma)
    form = form_of(parsed, first, last)
    joined = any(word.text in ("for", "of") for word in parsed.words[first:last])
    if joined or form in aliases().body or form in aliases().seat or noun in roles().body_name:
        return False
    return noun in roles().person or (last - first > 1 and noun in roles().document)


def _acting(parsed: Parsed) -> list[tuple[int, int]]:
    """Find named places and peoples that a noun makes a body: "Halden police", "the Saudi government"."""
    places = [name for name in parsed.names if name.label in ("GPE", "NORP") and name.last < len(parsed.words)]
    labelled = [
        (name.first, name.last + 1)
        for name in places
        if parsed.words[name.last].text in _ACTING and parsed.words[name.last - 1].head == name.last
    ]
    return labelled + [
        (word.index, noun.index + 1)
        for word, noun in zip(parsed.words, parsed.words[1:], strict=False)
        if noun.text in _ACTING and word.head == noun.index and fold(word.text) in aliases().adjective
    ]


def _cities(parsed: Parsed) -> list[tuple[int, int]]:
    """Find "city of Halden" whatever the label of its name."""
    return [
        (place.index, name.index + 1)
        for place, link, name in zip(parsed.words, parsed.words[1:], parsed.words[2:], strict=False)
        if place.text.lower() in PLACES and link.text == "of" and name.tag == "NNP" and name.head == link.index
    ]


def _held(parsed: Parsed) -> list[tuple[int, int]]:
    """Find names that end in, or go on from, a noun for a body, whatever their labels: "Harbour Commission on Safety"."""
    found = []
    for word in parsed.words:
        noun, link = fold(word.text), parsed.words[min(word.index + 1, len(parsed.words) - 1)].text
        if not word.text[0].isupper() or noun not in _HELD | _MEMBERS:
            continue
        first, last = word.index, word.index + 1
        while first and parsed.words[first - 1].text[:1].isupper() and _describes(parsed, first - 1, word):
            first -= 1
        if link == "for" or (link == "on" and noun in _HELD):
            last = _further(parsed, last)
        if last > word.index + 1 or (first < word.index and noun in _HELD):
            found.append((first, last))
    return found


def _describes(parsed: Parsed, at: int, noun: Word) -> bool:
    """Say whether a word is part of what is said of the noun after it: "Federal" and "Election" of "Federal Election Commission"."""
    word = parsed.words[at]
    return word.role in ("compound", "amod", "nmod") and at < word.head <= noun.index


def _is_given(parsed: Parsed, first: int, last: int) -> bool:
    """Say whether a name is a person's given name alone, whatever the parser's label: "mum Michelle"."""
    word = fold(parsed.words[first].text)
    return (
        last - first == 1
        and word in given_names().gender
        and word not in given_names().also_places
        and not _is_spelled(parsed, first)
    )


def _is_spelled(parsed: Parsed, at: int) -> bool:
    return parsed.words[at].text.isupper() or fold(parsed.words[at].text) in aliases().body


def _is_small(text: str) -> bool:
    """Say whether a word can open no name: an article, or a word in small letters ("federal") but for "al-Qaeda" and "iPhone"."""
    return text.lower() in ("the", "a", "an", "this") or (
        text.islower() and text.isalpha() and text not in ("al", "el")
    )


def _joined(parsed: Parsed, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join names that the parser parts at "for the": "Court of Appeals" and "Sixth Circuit", and add "city of"."""
    ends = dict(spans)
    found: list[tuple[int, int]] = []
    for first, last in spans:
        following = [word.text.lower() for word in parsed.words[last : last + 2]]
        body = any(fold(word.text) in roles().body for word in parsed.words[first:last])
        after = [last + 1, last + 2] if following == ["for", "the"] else [last + 1] if following[:1] == ["for"] else []
        found.extend((first, ends[at]) for at in after if body and at in ends)
    starts = {last: first for first, last in spans}
    for first, last in spans:
        further = _further(parsed, last) if fold(parsed.words[last - 1].text) in _HELD else last
        if further > last:
            found.append((first, further))
        if first in starts and fold(parsed.words[last - 1].text) in roles().body_name:
            found.append((starts[first], last))
        before = [word.text for word in parsed.words[max(0, first - 2) : first]]
        if len(before) == 2 and before[1] == "of" and before[0].lower() in PLACES:
            found.append((first - 2, last))
        elif len(before) == 2 and before[1] == "and" and _is_half(parsed, first, last):
            found.append((starts.get(first - 1, first - 2), last))
    return found


def _further(parsed: Parsed, last: int) -> int:
    """Follow a name on through "of", "on" or "for" and capitals: "Commission", then "on Harbour Safety", "for a Fair Budget"."""
    words, end = parsed.words, last + 1
    if last + 1 >= len(words) or words[last].text not in ("of", "on", "for"):
        return last
    while end < len(words) and words[end].text in ("a", "the"):
        end += 1
    opening = end
    while end < len(words) and words[end].tag in ("NNP", "NNPS") and fold(words[end].text) not in {*MONTHS, *WEEKDAYS}:
        end += 1
    return end if end > opening and fold(words[opening].text) not in given_names().gender else last


def _is_half(parsed: Parsed, first: int, last: int) -> bool:
    """Say whether a name goes on from "the X and": "the Central and East Halden Coalition"."""
    words, at = parsed.words, first - 2
    while at > 0 and words[at].text[:1].isupper() and words[at].text.lower() != "the":
        at -= 1
    half = [word.text for word in words[at + 1 : first - 1]]
    listed = fold(" ".join(half)) in {**aliases().body, **aliases().seat} or all(word.isupper() for word in half)
    whole = at < first - 2 and words[at].text.lower() == "the" and not listed
    return whole and fold(words[first - 2].text) not in roles().body and fold(words[last - 1].text) in roles().body


def _known(parsed: Parsed) -> list[tuple[int, int]]:
    """Find names of the alias list that spaCy may have missed or labelled otherwise."""
    known = aliases()
    found = []
    for at, word in enumerate(parsed.words):
        if word.text[:1].isupper() and word.part in ("PROPN", "NOUN"):
            for length in range(4, 0, -1):
                form = " ".join(fold(one.text) for one in parsed.words[at : at + length])
                if form in known.body or form in known.seat:
                    found.append((at, min(at + length, len(parsed.words))))
                    break
    return found


def _spelled_out(parsed: Parsed, short: Sequence[str]) -> list[tuple[int, int]]:
    """Find the full names of abbreviations: capitalised words in a row whose initials they are, small words between."""
    wanted = {letters: place for place, letters in enumerate(short) if 2 <= len(letters) <= MOST_INITIALS}
    found = []
    for word in parsed.words:
        ends = [(wanted[letters], end) for letters, end in _initials(parsed, word.index) if letters in wanted]
        found += [(word.index, end) for _, end in sorted(ends)]
    return found


def _abbreviated(parsed: Parsed) -> list[tuple[int, int]]:
    """Find names that their abbreviation follows in brackets, and the abbreviation: "Alliance to Reopen Our Docks (AROD)"."""
    found = []
    for mark, short, end in zip(parsed.words, parsed.words[1:], parsed.words[2:], strict=False):
        if mark.text != "(" or end.text != ")" or not short.text.isupper() or not 2 < len(short.text) <= 7:
            continue
        opening = max(0, mark.index - 2 * len(short.text))
        first = next(
            (at for at in range(opening, mark.index) if _spell(parsed, at, fold(short.text)) == mark.index), None
        )
        found += [(first, mark.index), (short.index, end.index)] if first is not None else []
    return found


def _spell(parsed: Parsed, at: int, letters: str) -> int | None:
    """Follow an abbreviation along capitalised words; gives the word after the last, or None."""
    return next((end for initials, end in _initials(parsed, at) if initials == letters), None)


def _initials(parsed: Parsed, at: int) -> Iterator[tuple[str, int]]:
    """Give the folded initials of one, two … capitalised words from here on, small words between, and where each such run ends."""
    letters = ""
    while len(letters) < MOST_INITIALS and at < len(parsed.words):
        text = parsed.words[at].text
        if letters and text in SMALL:
            at += 1
            continue
        letter = fold(text[:1])
        if not text[:1].isupper() or len(letter) != 1 or len(text) < 3:
            return
        letters, at = letters + letter, at + 1
        yield letters, at


def form_of(parsed: Parsed, first: int, last: int) -> str:
    """Give the folded form of a name under which forms are compared."""
    return fold(" ".join(word.text for word in parsed.words[first:last]))


def letters_of(form: str) -> str:
    """Leave out the points of an abbreviation."""
    return form.replace(".", "")
