"""Runs of capitalised words that may be names, with the titles before them taken off."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from onrecord.dates import MONTHS, WEEKDAYS
from onrecord.language import Parsed, Word
from onrecord.shadow import looks
from onrecord.speakers.names import PARTICLES, is_initial
from onrecord.speakers.vocabulary import aliases, fold, given_names, roles, titles

_APART = frozenset({"POS"})  # the 's after a name ends it
_QUOTES = frozenset("\"“”'‘’")
_NO_NAME = frozenset({*MONTHS, *WEEKDAYS, "i", "twitter"})


_ARTICLES = frozenset({"al", "el", "ul", "as", "ash", "an", "ar", "bin", "bint", "ibn"})
# Words that get a capital at the head of a sentence and that the tagger then takes for a name's.
_NO_OPENING = frozenset(
    """
    beyond if when but and for with as in on at by from after before since while although though because even like
    unlike despite nor or so yet the a an this that these those my our his her their its your not no what why how who
    where dear meanwhile however
""".split()
)


# The last syllable of a given name, as in "Moon Jae-in", has so few letters, as have initials; what hyphens join to names has more.
_SYLLABLE = 2


class Chunk(Struct, frozen=True):
    """A word as it is written, with what hyphens join to it: "al-Assad". Words `first` to `last` of the report."""

    first: int
    last: int
    text: str


class Run(Struct, frozen=True):
    """A bare name and what stood before it. `chunks` are its words; `offices` what the titles say; `address` Mr. or Mrs.

    `before` are the capitalised or listed words in front of the title ("Turkish" of "Turkish President Kolar").
    """

    chunks: tuple[Chunk, ...]
    offices: tuple[str, ...]
    address: str
    before: tuple[str, ...]

    @property
    def first(self) -> int:
        """The report's word at which the bare name begins."""
        return self.chunks[0].first

    @property
    def last(self) -> int:
        """The report's word before which the bare name ends."""
        return self.chunks[-1].last

    @property
    def name(self) -> str:
        """The bare name as the report writes it."""
        return " ".join(chunk.text for chunk in self.chunks)

    @property
    def parts(self) -> tuple[str, ...]:
        """The folded words of the bare name, without a nickname's marks."""
        return tuple(fold(chunk.text).strip("\"'()") for chunk in self.chunks)


def find_runs(
    parsed: Parsed, surnames: frozenset[str] = frozenset(), borne: frozenset[str] = frozenset()
) -> Iterator[Run]:
    """Find every run of name-like words, one sentence at a time, titles taken off.

    `surnames` are known already (folded): they are names wherever they have a capital, whatever the tagger says of them.
    `borne` are those that stand behind a common given name.
    """
    known = surnames - {
        word.text for word in parsed.words
    }  # a word that also stands in small letters needs the tagger's word
    for sentence in parsed.sentences:
        chunks = list(_chunks(parsed, sentence.first, sentence.last))
        for group in _groups(parsed, chunks, known):
            yield _untitled(parsed, sentence.first, _trimmed(parsed, group, surnames, borne))


def _trimmed(
    parsed: Parsed, group: list[Chunk], surnames: frozenset[str], borne: frozenset[str] = frozenset()
) -> list[Chunk]:
    """Take off the front what belongs to no name: a verb that opens a sentence, a word before a given name, the end of a body's name."""
    loud = next((at for at, chunk in enumerate(group) if not _is_loud(chunk)), 0)
    if loud and len(group) - loud > 1 and fold(group[loud].text) in given_names().gender:
        return group[loud:]  # "BOAST Ada Birch": a crosshead ran into the name
    folded = [fold(chunk.text) for chunk in group]
    titled = any(_is_title(word) for word in folded[:-1])
    for at in range(len(group) - 2, 0, -1):
        if folded[at] in roles().body_name and folded[-1] in surnames and not titled:
            return group[at + 1 :]
    if len(group) < 2:
        return group
    opens = parsed.words[group[0].first]
    if len(group) == 2 and folded[1] in borne and not _may_open(folded[0]) and _is_opening(parsed, opens):
        return group[1:]  # "Thanking Kolar"
    given = next((at for at in range(1, len(group) - 1) if folded[at] in given_names().gender), 0)
    if given and not any(_may_open(word) for word in folded[:given]) and (given > 1 or opens.entity != "PERSON"):
        return group[given:]  # "Getty Images Ada Birch"
    return group[1:] if opens.tag.startswith("VB") or folded[0] in _NO_OPENING else group


def _is_loud(chunk: Chunk) -> bool:
    """Say whether a word is in capitals and no initials: "BOAST", not "JD"."""
    return chunk.text.isupper() and chunk.text.isalpha() and len(chunk.text) > _SYLLABLE


def _is_opening(parsed: Parsed, word: Word) -> bool:
    """Say whether a word has its capital from standing first in its sentence: it is neither tagged nor labelled as a name's."""
    return word.index == parsed.sentence_of(word.index).first and fold(word.text).endswith(("ing", "ed"))


def _may_open(word: str) -> bool:
    """Say whether a name can begin with this word: a given name, an initial, a title."""
    return word in given_names().gender or is_initial(word) or _is_front(word) or _is_title(word)


def _chunks(parsed: Parsed, first: int, last: int) -> Iterator[Chunk]:
    """Join words that hyphens join without a space."""
    words, at = parsed.words, first
    while at < last:
        end = at + 1
        while end + 1 < last and words[end].text in ("-", "‑") and _touch(words[end - 1], words[end], words[end + 1]):
            end += 2
        yield Chunk(at, end, looks(parsed.report.text, words[at].start, words[end - 1].end))
        at = end


def _touch(*words: Word) -> bool:
    return all(one.end == other.start for one, other in zip(words, words[1:], strict=False))


def _groups(parsed: Parsed, chunks: list[Chunk], known: frozenset[str]) -> Iterator[list[Chunk]]:
    """Put neighbouring name-like chunks together; small words and nicknames in marks may stand between two of them."""
    at = 0
    while at < len(chunks):
        if not _namelike(parsed, chunks[at], known):
            at += 1
            continue
        group = [chunks[at]]
        at += 1
        while at < len(chunks):
            bridge = _bridge(parsed, chunks, at, known)
            if bridge is None:
                break
            group.extend(bridge[0])
            at = bridge[1]
        yield group


def _bridge(parsed: Parsed, chunks: list[Chunk], at: int, known: frozenset[str]) -> tuple[list[Chunk], int] | None:
    """What goes on with a name at this chunk: the next word, a small word and the next, or a nickname and the next."""
    if _namelike(parsed, chunks[at], known) or _has_article(chunks[at]):
        return [chunks[at]], at + 1
    following = chunks[at + 1 : at + 4]
    if fold(chunks[at].text) in PARTICLES - {"e", "y", "st."} and following and _namelike(parsed, following[0], known):
        return [chunks[at], following[0]], at + 2
    if (
        len(following) == 3
        and chunks[at].text in _QUOTES | {"("}
        and _namelike(parsed, following[0], known)
        and following[1].text in _QUOTES | {")"}
        and _namelike(parsed, following[2], known)
        and chunks[at - 1].last == chunks[at].first
    ):
        return _nicknamed(chunks[at], following), at + 4
    return None


def _has_article(chunk: Chunk) -> bool:
    """Say whether a word is a surname with a small article joined to it: "al-Assad"."""
    article, _, rest = chunk.text.replace("‑", "-").partition("-")
    return article in _ARTICLES and rest[:1].isupper()


def _nicknamed(mark: Chunk, following: list[Chunk]) -> list[Chunk]:
    """Keep a nickname with its marks; a given name in brackets loses them."""
    inner = following[0]
    shown = inner.text if mark.text == "(" else mark.text + inner.text + following[1].text
    return [Chunk(inner.first, inner.last, shown), following[2]]


def _namelike(parsed: Parsed, chunk: Chunk, known: frozenset[str]) -> bool:
    words = parsed.words[chunk.first : chunk.last]
    opening = words[0]
    if (
        not chunk.text[:1].isupper()
        or opening.tag in _APART
        or (fold(chunk.text) in _NO_NAME and not _after_given(parsed, chunk))
    ):
        return False
    if fold(chunk.text) in known:
        return True
    if (
        len(words) > 1
        and words[-1].tag[:2] in ("VB", "JJ", "NN")
        and words[-1].text.islower()
        and words[-1].tag != "NNP"
        and words[-1].entity != "PERSON"
        and not (opening.entity == "PERSON" and len(words[-1].text) <= _SYLLABLE)
    ):
        return False  # "Russian-backed"
    return (
        opening.tag in ("NNP", "NNPS")
        or opening.entity == "PERSON"
        or fold(opening.text) in titles().address
        or (fold(opening.text) in given_names().gender and not opening.tag.startswith("VB"))
    )


def _after_given(parsed: Parsed, chunk: Chunk) -> bool:
    """Say whether a given name stands before the word: "Theresa May" is no month."""
    return chunk.first > 0 and fold(parsed.words[chunk.first - 1].text) in given_names().gender


def _untitled(parsed: Parsed, opening: int, group: list[Chunk]) -> Run:
    """Take titles, forms of address, parties and nationalities off the front of a name."""
    offices: list[str] = []
    before: list[str] = []
    address, start = "", 0
    for at in range(len(group) - 1, 0, -1):  # the title nearest to the name: all before it describes the office
        office = _office_ending_at(parsed, opening, group[at - 1].last)
        if not office and len(group) - at > 1 and fold(group[at - 1].text) in roles().person:
            office = fold(
                group[at - 1].text
            )  # "Halden County Executive Ada Birch": any office may be written as a title
        if office and (_is_title(group[at - 1].text) or len(group) - at > 1):
            start, offices = at, [office]
            before = [fold(chunk.text) for chunk in group[:at]]
            break
    while start < len(group) - 1 and _is_front(group[start].text):
        word = fold(group[start].text)
        address = word if word in titles().address else address
        before.append(word)
        start += 1
    chunks = group[start:]
    if not offices:
        offices, address = _lower_title(parsed, opening, chunks[0].first, address)
    before += _words_before(parsed, opening, group[0].first)
    return Run(tuple(chunks), tuple(offices), address, tuple(before))


def _is_title(text: str) -> bool:
    """Say whether a word is a title or the last word of one; a name such as "Larry King" ends in one but has nothing after it."""
    return fold(text) in titles().endings


def _is_front(text: str) -> bool:
    word = fold(text)
    return word in titles().address or word in titles().before or word in aliases().adjective


def _office_ending_at(parsed: Parsed, opening: int, end: int) -> str | None:
    """The office of the longest title that ends before this word."""
    for length in range(titles().longest, 0, -1):
        if end - length >= opening:
            office = titles().office.get(" ".join(fold(word.text) for word in parsed.words[end - length : end]))
            if office:
                return office
    return None


def _lower_title(parsed: Parsed, opening: int, first: int, address: str) -> tuple[list[str], str]:
    """Read a title in small letters, or one that a bracket parts from the name: "president Ada Birch", "Mr. (Ivo) Kolar"."""
    end = first
    while end > opening and parsed.words[end - 1].text in ("(", ","):
        end -= 1
    if end < first and parsed.words[first - 1].text == ",":
        return [], address
    if end > opening and fold(parsed.words[end - 1].text) in titles().address:
        return [], fold(parsed.words[end - 1].text)
    office = _office_ending_at(parsed, opening, end)
    return ([office] if office else []), address


def _words_before(parsed: Parsed, opening: int, first: int) -> list[str]:
    """Up to four describing words in front of the name: "the Turkish defence minister Ada Birch"."""
    found: list[str] = []
    for word in reversed(parsed.words[max(opening, first - 4) : first]):
        if word.part not in ("ADJ", "NOUN", "PROPN") and word.tag != "POS":
            break
        found.append(fold(word.text))
    return found
