"""Words as word pieces: the alphabet in which the network reads (WordPiece, uncased; Devlin et al. 2019)."""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import islice

from onrecord.manifest import checked

# A word longer than this is read as one unknown piece, as BERT's own tokenizer does.
_LONGEST_WORD = 100
# No more pieces are read of one word, whatever its signs (a Korean syllable parts into three), so that it goes into a window.
_MOST_PIECES = 100
# How many different words are remembered with their pieces; a bound, so that hostile text cannot fill the memory.
_REMEMBERED = 50_000


class Pieces:
    """Cuts words into pieces of a fixed vocabulary, the longest piece first."""

    def __init__(self, vocabulary: list[str]) -> None:
        self._numbers = {piece: number for number, piece in enumerate(vocabulary)}
        self._remembered: dict[str, tuple[int, ...]] = {}
        self.count = len(vocabulary)
        self.opening = self._numbers["[CLS]"]
        self.separator = self._numbers["[SEP]"]
        self.padding = self._numbers["[PAD]"]
        self.unknown = self._numbers["[UNK]"]

    def of(self, word: str) -> tuple[int, ...]:
        """Give the numbers of a word's pieces: at least one, at most a hundred."""
        known = self._remembered.get(word)
        if known is None:
            cut = (number for part in _parts(word) for number in self._cut(part))
            known = tuple(islice(cut, _MOST_PIECES)) or (self.unknown,)
            if len(self._remembered) >= _REMEMBERED:
                self._remembered.clear()
            if len(word) <= _LONGEST_WORD:
                self._remembered[word] = known
        return known

    def _cut(self, part: str) -> list[int]:
        if len(part) > _LONGEST_WORD:
            return [self.unknown]
        found: list[int] = []
        start = 0
        while start < len(part):
            mark = "##" if start else ""
            for end in range(len(part), start, -1):
                number = self._numbers.get(mark + part[start:end])
                if number is not None:
                    break
            else:
                return [self.unknown]
            found.append(number)
            start = end
        return found


@cache
def pieces() -> Pieces:
    """Give the pieces of the shipped vocabulary; read once for each process."""
    return Pieces(checked("network", "vocabulary.txt").decode().rstrip("\n").split("\n"))


def _parts(word: str) -> list[str]:
    """Part a word at its punctuation and its ideographs, in lower case and without accents."""
    if word.isascii() and word.isalnum():
        return [word.lower()]
    plain = unicodedata.normalize("NFD", word[: _LONGEST_WORD * 4].lower())
    parts = [""]
    for sign in plain:
        kind = unicodedata.category(sign)
        if kind == "Mn" or kind[0] == "C":
            continue
        if kind[0] in "PSZ" or "\u3400" <= sign <= "\u9fff":
            parts += [sign, ""] if not sign.isspace() else [""]
        else:
            parts[-1] += sign
    return [part for part in parts if part]
