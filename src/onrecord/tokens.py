"""Words of a report in a normal form, so that two wordings can be compared, each with the way back to exact characters.

Case, quote style, dashes, accents, invisible characters and look-alike letters do not count; contractions, number words and
a few names that are written in several ways are brought to one form (`normal_forms.toml`).
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from msgspec import Struct

from onrecord.patterns import Match, pattern
from onrecord.shadow import latin, looks


class Token(Struct, frozen=True, gc=False):
    """A word or a mark. `start` and `end` are offsets into the text it was cut from; `norm` is what is compared.

    `clitic` is set for the second part of a contraction and for a possessive ending. `word` is False for punctuation.
    """

    start: int
    end: int
    norm: str
    word: bool = True
    clitic: bool = False


# Apostrophes and single quotation marks, double marks, dashes: one form each.
_ONE_FORM = {
    **dict.fromkeys("’‘ʼ‛`´′＇", "'"),
    **dict.fromkeys("“”„‟«»″＂", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    "…": "…",
}

_TOKEN = pattern(
    r"(?P<letters>[^\W\d_](?:\.[^\W\d_]){1,60}(?![^\W_])\.?)"  # U.S., e.g.
    r"|(?P<number>\d+(?:[.,]\d+)*)"
    r"|(?P<word>[^\W\d_][^\W_]*(?:'[^\W\d_]+)*)"
    r"|(?P<mark>[^\w\s]|_)"
)
_THOUSANDS = pattern(r",(?=\d\d\d(?!\d))")
_HAS_LIKE = {"is": {"has", "'s"}, "would": {"had"}, "'s": {"is", "has"}, "has": set(), "had": set()}
_PLURALS = {"men": "man", "women": "woman", "children": "child", "people": "people"}
_ORDINAL_OR_DECADE = ("st", "nd", "rd", "th", "s")


@cache
def normal_forms() -> dict[str, dict[str, Any]]:
    """Read the list of words that can be written in several ways."""
    return tomllib.loads(files("onrecord").joinpath("normal_forms.toml").read_text(encoding="utf-8"))


def tokenise(text: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """Cut a stretch of text into words and marks, in order. Offsets count from the beginning of `text`, not of the stretch.

    White space and invisible characters belong to no token; every other character belongs to exactly one.
    """
    return tuple(_put_together(list(_split(text, start, len(text) if end is None else end)), text))


def words(text: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """Cut a stretch of text into words, leaving punctuation out."""
    return tuple(token for token in tokenise(text, start, end) if token.word)


def alike(one: Token, other: Token) -> bool:
    """Say whether two tokens are the same word in different dress; “’s” may stand for is or has, “’d” for would or had."""
    if one.norm == other.norm:
        return True
    return (one.clitic and other.norm in _HAS_LIKE.get(one.norm, ())) or (
        other.clitic and one.norm in _HAS_LIKE.get(other.norm, ())
    )


def stem(norm: str) -> str:
    """Cut the commonest English endings off a normalised word, so that gap and gaps meet. For finding, never for judging."""
    if norm in _PLURALS:
        return _PLURALS[norm]
    if len(norm) > 4 and norm.endswith("ies"):
        return norm[:-3] + "y"
    for ending in ("ing", "ed", "es", "s"):
        if norm.endswith(ending) and len(norm) - len(ending) >= 3 and not norm.endswith("ss"):
            return norm[: -len(ending)].rstrip("e")
    return norm.rstrip("e") if len(norm) > 3 else norm


@cache
def _folded(character: str) -> str:
    """Bring one character to the form that is compared: lower case, no accent; nothing for what cannot be seen."""
    if character in _ONE_FORM:
        return _ONE_FORM[character]
    plain = unicodedata.normalize("NFKD", character).casefold()
    plain = "".join(c for c in plain if unicodedata.category(c) not in ("Mn", "Cf", "Me") and not _invisible(c))
    if len(plain) > 1 and not plain.isalpha():
        return character  # ½ or ㎡: one character must never become several words
    return plain if plain.strip() or character.isspace() else ""


def _invisible(character: str) -> bool:
    """Tell the default-ignorable code points that are not of category Cf (Unicode, DerivedCoreProperties)."""
    return character in "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0" or 0xE0000 <= ord(character) <= 0xE0FFF


def _fold(text: str, start: int, end: int) -> tuple[str, list[int] | None]:
    """Fold a stretch of text; give the offset of each folded character, or None when they are one to one."""
    stretch = latin(text[start:end])
    forms = {character: _folded(character) for character in set(stretch)}
    if all(len(form) == 1 for form in forms.values()):
        return stretch.translate({ord(c): form for c, form in forms.items()}), None
    folded, origin = [], []
    for offset, character in enumerate(stretch, start):
        for part in forms[character]:
            folded.append(part)
            origin.append(offset)
    return "".join(folded), origin


_FIRST_COMBINING = "\u0300"  # no sign before it combines, and few after it are asked


def _split(text: str, start: int, end: int) -> Iterator[Token]:
    """Find words and marks in the folded text and point them back at the text as it stands."""
    folded, origin = _fold(text, start, end)

    def place(position: int) -> int:
        return start + position if origin is None else origin[position]

    def after(position: int) -> int:
        last = place(position - 1) + 1
        while last < end and text[last] >= _FIRST_COMBINING and unicodedata.combining(text[last]):
            last += 1
        return last

    for match in _TOKEN.finditer(folded):
        first, last = match.span()
        if match.lastgroup != "word":
            is_word = match.lastgroup != "mark" or match[0] == "%"
            begin, stop = place(first), after(last)
            yield Token(begin, stop, _norm(match, text, begin, stop), is_word)
            continue
        for offset, length, norm, clitic in _parts(match[0]):
            begin, stop = place(first + offset), after(first + offset + length)
            if not (clitic or offset):
                norm = _letters(looks(text, begin, stop)) or _spelling(norm)
            yield Token(begin, stop, norm, True, clitic)


def _norm(match: Match[str], text: str, begin: int, stop: int) -> str:
    """Give the normal form of a mark, a number or dotted letters."""
    if match.lastgroup == "letters":
        return _letters(looks(text, begin, stop).replace(".", "")) or match[0].replace(".", "")
    if match.lastgroup == "number":
        return _THOUSANDS.sub("", match[0])
    return "percent" if match[0] == "%" else match[0]


def _letters(raw: str) -> str | None:
    """Name the body that capital letters stand for."""
    return normal_forms()["letters"].get(raw) if raw.isupper() else None


_MOST_ENDINGS = 4  # "y'all'd've" has three; what has more is no contraction


@lru_cache(maxsize=65536)
def _parts(word: str) -> tuple[tuple[int, int, str, bool], ...]:
    """Split a contraction: offset, length, normal form and whether it leans on the word before."""
    forms = normal_forms()
    if word in forms["contractions"]:
        cut, first, second = forms["contractions"][word]
        return ((0, cut, first, False), (cut, len(word) - cut, second, True))
    head, mark, tail = word.rpartition("'")
    if not mark or word.count("'") > _MOST_ENDINGS:
        return ((0, len(word), word, False),)
    if tail == "t" and head.endswith("n") and len(head) > 2:
        return (*_parts(head[:-1]), (len(head) - 1, 3, "not", True))
    if tail == "s":
        full = "is" if head in forms["hosts"]["words"] else "'s"
        return (*_parts(head), (len(head), 2, full, True))
    if tail in forms["endings"]:
        return (*_parts(head), (len(head), len(tail) + 1, forms["endings"][tail], True))
    return ((0, len(word), word.replace("'", ""), False),)


@lru_cache(maxsize=65536)
def _spelling(word: str) -> str:
    """Bring British spelling and number words to one form."""
    forms = normal_forms()
    known = forms["numbers"].get(word) or forms["spellings"].get(word)
    if isinstance(known, str):
        return known
    for british, american in (
        ("isation", "ization"),
        ("isations", "izations"),
        ("ise", "ize"),
        ("ised", "ized"),
        ("ising", "izing"),
        ("ises", "izes"),
        ("our", "or"),
    ):
        if word.endswith(british) and len(word) - len(british) >= 3:
            return word[: -len(british)] + american
    return word


def _put_together(tokens: list[Token], text: str) -> Iterator[Token]:
    """Join what is one word in several pieces: United States, per cent, twenty-five, 10th, 3bn."""
    position = 0
    while position < len(tokens):
        joined, used = _name_at(tokens, position) or _number_at(tokens, position, text) or (tokens[position], 1)
        yield joined
        position += used


@cache
def _names_by_first() -> dict[str, list[tuple[list[str], str]]]:
    """Index names of several words by their first word, longest first."""
    found: dict[str, list[tuple[list[str], str]]] = {}
    names = {key: value for key, value in normal_forms()["names"].items() if key != "_examples"}
    for phrase, norm in sorted(names.items(), key=lambda item: -len(item[0])):
        found.setdefault(phrase.split()[0], []).append((phrase.split(), norm))
    return found


def _name_at(tokens: list[Token], position: int) -> tuple[Token, int] | None:
    for phrase, norm in _names_by_first().get(tokens[position].norm, ()):
        part = tokens[position : position + len(phrase)]
        if [token.norm for token in part] == phrase:
            return Token(part[0].start, part[-1].end, norm), len(phrase)
    return None


def _number_at(tokens: list[Token], position: int, text: str) -> tuple[Token, int] | None:
    """Join the pieces of one number when nothing but a hyphen or a space stands between them."""
    one = tokens[position]
    if not one.norm.isdecimal() or len(one.norm) > _LONGEST_NUMBER:
        return None
    rest = tokens[position + 1 : position + 3]
    if not rest:
        return None
    glued = rest[0].start == one.end
    if glued and rest[0].norm in _ORDINAL_OR_DECADE and text[one.start].isdigit():
        return Token(one.start, rest[0].end, one.norm + rest[0].norm), 2
    if rest[0].norm == "hundred" and text[one.end : rest[0].start] == " ":
        return Token(one.start, rest[0].end, str(int(one.norm) * 100)), 2
    hyphen = glued and rest[0].norm == "-" and len(rest) > 1 and rest[1].start == rest[0].end
    unit = rest[1] if hyphen else rest[0]
    if _is_ten(one, text) and unit.norm in _UNITS and not text[unit.start].isdigit():
        if hyphen or text[one.end : unit.start] == " ":
            return Token(one.start, unit.end, str(int(one.norm) + int(unit.norm))), 3 if hyphen else 2
    return None


_UNITS = frozenset("123456789")
_LONGEST_NUMBER = 12  # digits; longer ones are no number that anyone writes out in words


def _is_ten(token: Token, text: str) -> bool:
    return len(token.norm) == 2 and token.norm[1] == "0" and token.norm[0] != "1" and not text[token.start].isdigit()


def norms(tokens: Iterable[Token]) -> tuple[str, ...]:
    """Give the normal forms alone."""
    return tuple(token.norm for token in tokens)
