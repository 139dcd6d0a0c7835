"""Which words of a report prove nothing in a short passage: names, and the formulas of the trade."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from itertools import groupby
from operator import itemgetter

from onrecord.reuse.runs import Text
from onrecord.tokens import Token, words

# From this share of the longer words with a capital letter on, a stretch is a headline in title case, and capitals name nobody.
TITLE_CASE, LONGER = 0.9, 4


def telling_words(text: Text) -> list[bool]:
    """Say for each word whether it is neither part of a name nor of a newsroom formula.

    Two reports that name one body or use one formula have not copied it from each other, however rare the words are.
    """
    telling = [not name for name in _names(text)]
    norms = [token.norm for token in text.words]
    for position, norm in enumerate(norms):
        for formula in formulas().get(norm, ()):
            if norms[position : position + len(formula)] == formula:
                telling[position : position + len(formula)] = [False] * len(formula)
                break
    return telling


@cache
def formulas() -> dict[str, list[list[str]]]:
    """Read the formulas, in normal form, by their first word, the longest first."""
    groups = tomllib.loads(files("onrecord.reuse").joinpath("formulas.toml").read_text(encoding="utf-8"))
    found: dict[str, list[list[str]]] = defaultdict(list)
    phrases = {tuple(token.norm for token in words(phrase)) for group in groups.values() for phrase in group["phrases"]}
    for phrase in sorted(phrases, key=lambda phrase: (-len(phrase), phrase)):
        found[phrase[0]].append(list(phrase))
    return found


def _names(text: Text) -> list[bool]:
    """Say for each word whether it is written as part of a name: with a capital letter, or a number beside such a word.

    The first word of a sentence has a capital anyway; it counts as a name only when the next word is one.
    """
    found: list[bool] = []
    numbered = zip(text.stretches, text.words, strict=True)
    for _, stretch in groupby(numbered, key=itemgetter(0)):
        tokens = [token for _, token in stretch]
        capital = [text.report.text[token.start].isupper() for token in tokens]
        longer = [is_capital for token, is_capital in zip(tokens, capital, strict=True) if len(token.norm) >= LONGER]
        if sum(longer) >= TITLE_CASE * len(longer):
            found += [False] * len(capital)
            continue
        inside = [is_capital and not _opens(text.report.text, tokens, n) for n, is_capital in enumerate(capital)]
        follows = [*inside[1:], False]
        found += [within or (first and after) for within, first, after in zip(inside, capital, follows, strict=True)]
    return found


def _opens(text: str, tokens: Sequence[Token], number: int) -> bool:
    """Say whether a word is the first of a sentence or a quotation."""
    if number == 0:
        return True
    between = text[tokens[number - 1].end : tokens[number].start]
    return any(mark in between for mark in '.!?:“"\n') and not _initial(tokens[number - 1], text)


def _initial(token: Token, text: str) -> bool:
    """Tell an initial or a short title (J., Mr., Gov., Jr.) from the end of a sentence."""
    return token.end - token.start <= 4 and text[token.start].isupper() and not token.norm.isdigit()
