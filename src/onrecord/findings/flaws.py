"""Rules for broken English, each looking at one sentence and saying which words are broken and how."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache

from msgspec import Struct

from onrecord.findings.pile import shorten
from onrecord.findings.vocabulary import words_of
from onrecord.language import Word

# A run of words printed twice in one sentence must be at least this long and hold so many words that name or tell
# something (tried 3 to 7 on the news cluster: at 5, parallel clauses and picture credits come in).
REPEATED_WORDS = 6
REPEATED_TELLING = 3

# Runs are looked up by their first words; shorter keys find nothing more.
SEED_WORDS = 4

# The same weekday twice within so many words is a seam; further apart it may be two events.
DAY_REACH = 4

_BEFORE_NAME = {"DT", "PRP$", "POS", "CD", "HYPH", "NNP", "NNPS", "JJ", "-LRB-"}
_AFTER_NAME = {"NN", "NNS", "NNP", "NNPS", "POS", "HYPH", "JJ", "-RRB-"}
_FINITE = {"VBD", "VBZ", "VBP", "MD"}
_EMPHATIC = {"PROPN", "NUM", "ADJ", "ADV", "INTJ", "X", "SYM"}
_TELLING = {"NOUN", "PROPN", "VERB", "ADJ", "NUM"}
_SUBJECTS = {"he", "she", "they", "we"}


class Flaw(Struct, frozen=True):
    """One broken place: `first` to `last` (half-open) are words of the report, `says` is for people.

    A weak flaw also happens in sound text (a style, a typing slip) and counts only beside a strong one. `rhetoric` is set
    for what a speaker may do on purpose: it counts only outside quotation marks.
    """

    first: int
    last: int
    says: str
    strong: bool = True
    rhetoric: bool = False


def find_flaws(words: Sequence[Word], text: str) -> list[Flaw]:
    """Find what is broken in one sentence, in its order. `text` is the whole report's."""
    found = [flaw for rule in RULES for flaw in rule(words, text)]
    return sorted(found, key=lambda flaw: (flaw.first, flaw.last, flaw.says))


def doubled_words(words: Sequence[Word], text: str) -> Iterator[Flaw]:
    """Find a word printed twice running: “the the”, “that that hold”."""
    for here, following in zip(words, words[1:], strict=False):
        if here.text.lower() != following.text.lower() or not here.text.isalpha() or here.end == following.start:
            continue
        if (
            here.text.lower() in words_of("broken_english", "doubled")
            or here.part in _EMPHATIC
            or following.text[0].isupper()
        ):
            continue
        if here.text.lower() == "that" and not _doubled_that(words, following):
            continue
        yield Flaw(here.index, following.index + 1, f"“{here.text} {following.text}” is printed twice running")


def _doubled_that(words: Sequence[Word], second: Word) -> bool:
    """Tell “pins that that hold” from “he said that that effort …” and “he said that that is …”."""
    after = [word for word in words if word.index == second.index + 1]
    return bool(after) and after[0].tag == "VBP"


def doubled_articles(words: Sequence[Word], text: str) -> Iterator[Flaw]:
    """Find two articles with nothing but adjectives between: “the usual the noise”."""
    articles = words_of("broken_english", "articles")
    start: Word | None = None
    for word in words:
        if word.text.lower() in articles and word.tag == "DT":
            if start and (word.text.lower() != start.text.lower() or word.index > start.index + 1):
                shown = " ".join(text[start.start : word.end].split())
                yield Flaw(start.index, word.index + 1, f"“{shown}” has two articles")
            start = word
        elif word.tag not in {"JJ", "RB"} or word.text.lower() in {"more", "most", "less", "little", "few", "many"}:
            start = None


def bare_verbs(words: Sequence[Word], text: str) -> Iterator[Flaw]:
    """Find a preposition before a bare verb that has its own object: “tired of cross a bridge”, “wary of say how”."""
    for here, verb, after in zip(words, words[1:], words[2:], strict=False):
        if (
            here.text.lower() in words_of("broken_english", "prepositions")
            and here.tag == "IN"
            and verb.tag == "VB"
            and after.tag in {"DT", "PRP$", "WRB", "WP"}
            and verb.text.islower()
            and verb.text == verb.lemma
        ):
            yield Flaw(here.index, verb.index + 1, f"“{here.text} {verb.text}” needs another form of the verb")


def stranded_that(words: Sequence[Word], text: str) -> Iterator[Flaw]:
    """Find a subject, then “that”, then its verb: “he that asked”."""
    for here, that, verb in zip(words, words[1:], words[2:], strict=False):
        if (
            here.text in _SUBJECTS
            and that.text == "that"
            and verb.tag in _FINITE
            and verb.part in {"VERB", "AUX"}
            and here.index > words[0].index
        ):
            yield Flaw(here.index, verb.index + 1, f"“{here.text} that {verb.text}” does not join up")


def missing_articles(words: Sequence[Word], text: str) -> Iterator[Flaw]:
    """Find a name that takes “the” standing without it: “said that Czech Republic would …”. Weak: headlines do it."""
    for first, last in _places_of_names(words):
        head, after = words[last - 1], words[last] if last < len(words) else None
        if not first or words[first - 1].tag in _BEFORE_NAME or words[first - 1].text == "-":
            continue
        if _modifies(head, after) or head.role not in {"nsubj", "nsubjpass", "pobj", "dobj", "conj"}:
            continue
        shown = " ".join(text[words[first].start : head.end].split())
        yield Flaw(words[first].index, head.index + 1, f"“{shown}” lacks its “the”", strong=False)


def _places_of_names(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Give where a name that takes “the” stands, as positions in the sentence."""
    names = _names()
    for first, word in enumerate(words):
        for name in names.get(word.text, ()):
            if tuple(one.text for one in words[first : first + len(name)]) == name:
                yield first, first + len(name)


@cache
def _names() -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for name in sorted(words_of("broken_english", "named_with_the")):
        parts = tuple(name.split())
        found.setdefault(parts[0], []).append(parts)
    return found


def _modifies(head: Word, after: Word | None) -> bool:
    """Say whether a name stands before a noun that it belongs to (“United States envoy”)."""
    if after is None:
        return False
    return head.head == after.index or after.tag in _AFTER_NAME or after.text == "-"


def double_degrees(words: Sequence[Word], text: str) -> Iterator[Flaw]:
    """Find a comparison made twice: “more higher”."""
    for place, (here, following) in enumerate(zip(words, words[1:], strict=False)):
        if place and words[place - 1].part == "NUM":  # two more smaller boats
            continue
        if (
            here.text.lower() in words_of("broken_english", "degrees")
            and here.tag in {"RBR", "RBS"}
            and here.head == following.index
            and following.tag in {"JJR", "JJS", "RBR", "RBS"}
            and following.text.lower() not in {"more", "less"}
        ):
            yield Flaw(here.index, following.index + 1, f"“{here.text} {following.text}” compares twice")


def repeated_days(words: Sequence[Word], text: str) -> Iterator[Flaw]:
    """Find the same weekday twice within a few words: “Monday on Monday”."""
    last: dict[str, Word] = {}
    for word in words:
        name = word.text.lower()
        if name in words_of("broken_english", "days"):
            before = last.get(name)
            if before is not None and word.index - before.index <= DAY_REACH and _no_break(words, before, word):
                shown = " ".join(text[before.start : word.end].split())
                yield Flaw(before.index, word.index + 1, f"“{shown}” names the day twice")
            last[name] = word
    for one, day, other, second in zip(words, words[1:], words[2:], words[3:], strict=False):
        days = words_of("broken_english", "days")
        if one.text.lower() == other.text.lower() == "on" and day.text.lower() != second.text.lower():
            if day.text.lower() in days and second.text.lower() in days:
                shown = " ".join(text[day.start : second.end].split())
                yield Flaw(day.index, second.index + 1, f"“{shown}” names two days for one")


def _no_break(words: Sequence[Word], first: Word, last: Word) -> bool:
    """Say that two days belong to one telling: no mark, name or “to” between them makes them a list or a range."""
    between = words[first.index - words[0].index + 1 : last.index - words[0].index]
    return all(
        word.part not in {"PUNCT", "PROPN"}
        and word.text.lower() not in {"to", "and", "or", "until", "after", "through", "by"}
        for word in between
    )


def repeated_runs(words: Sequence[Word], text: str) -> Iterator[Flaw]:
    """Find a long run of words that one sentence prints twice, with other words between."""
    plain = [word for word in words if any(character.isalnum() for character in word.text)]
    keys = [word.text.lower() for word in plain]
    first_seen: dict[tuple[str, ...], int] = {}
    position = 0
    while position + SEED_WORDS <= len(keys):
        start = first_seen.setdefault(tuple(keys[position : position + SEED_WORDS]), position)
        length = _shared(keys, start, position) if start < position else 0
        run = _trimmed(plain[position : position + length])
        if (
            len(run) >= REPEATED_WORDS
            and sum(word.part in _TELLING for word in run) >= REPEATED_TELLING
            and position > start + length
            and not _is_parted(words, run[0], plain[start + length - 1])
        ):
            shown = shorten(text[run[0].start : run[-1].end])
            yield Flaw(run[0].index, run[-1].index + 1, f"“{shown}” stands in the sentence twice", rhetoric=True)
        position += length or 1


def _is_parted(words: Sequence[Word], second: Word, first: Word) -> bool:
    """Say whether a stroke stands between two runs: the title of a film and what is told of it, run together by the page."""
    between = words[first.index - words[0].index + 1 : second.index - words[0].index]
    return any("|" in word.text for word in between)


def _trimmed(run: Sequence[Word]) -> list[Word]:
    """Leave out the articles and other small words at both ends of a run."""
    telling = [place for place, word in enumerate(run) if word.part in _TELLING or word.text.lower() == "no"]
    return list(run[telling[0] : telling[-1] + 1]) if telling else []


def _shared(keys: Sequence[str], start: int, position: int) -> int:
    """Count how many words agree from two places on, without running into each other."""
    length = 0
    while position + length < len(keys) and start + length < position:
        if keys[start + length] != keys[position + length]:
            break
        length += 1
    return length


def broken_letters(words: Sequence[Word], text: str) -> Iterator[Flaw]:
    """Find letters that were read in the wrong encoding."""
    for word in words:
        near = text[word.start : word.end + 1]  # such letters may be cut apart
        if any(piece in near for piece in words_of("broken_english", "mojibake")):
            yield Flaw(word.index, word.index + 1, f"“{word.text}” holds letters that were read in the wrong encoding")


def split_cannot(words: Sequence[Word], text: str) -> Iterator[Flaw]:
    """Find “can not” written apart. Weak: some people write it so."""
    for here, following, after in zip(words, words[1:], words[2:], strict=False):
        if (
            here.text.lower() == "can"
            and following.text.lower() == "not"
            and here.end < following.start
            and after.text.lower() not in {"only", "just", "but", "simply", "merely"}
        ):
            yield Flaw(here.index, following.index + 1, "“can not” is written apart", strong=False)


def stray_spaces(words: Sequence[Word], text: str) -> Iterator[Flaw]:
    """Find a space where none belongs: “backed -rebels”, “the zone ,”. Weak alone: some sites space every mark so."""
    for here, following in zip(words, words[1:], strict=False):
        gap = text[here.end : following.start]
        if not gap or gap.strip(" \u00a0") or not here.text[-1].isalnum():
            continue
        tail = text[following.start : following.start + 2]
        broken = (
            tail[0] in ",;:!?)”"
            or tail[0] == "."
            and not tail[1:2].strip(" \n\u00a0")
            or tail[0] == "-"
            and tail[1:2].isalpha()
        )
        if broken:
            shown = text[here.start : following.end].split("\n")[0]
            yield Flaw(here.index, following.index + 1, f"“{shown}” has a stray space", strong=False)


RULES: tuple[Callable[[Sequence[Word], str], Iterator[Flaw]], ...] = (
    doubled_words,
    doubled_articles,
    bare_verbs,
    stranded_that,
    missing_articles,
    double_degrees,
    repeated_days,
    repeated_runs,
    broken_letters,
    split_cannot,
    stray_spaces,
)
