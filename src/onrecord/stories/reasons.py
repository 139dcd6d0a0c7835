"""Why reports are one story, in words: what they have in common, and what a reader decided."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple

from onrecord.corrections import Decision
from onrecord.stories.telling import Phrase, Telling
from onrecord.tokens import stem

# How many words a reader needs to see what a story is about.
SHOWN = 5

# Of a story's telling words so many are looked at: those that do most to make it one.
LOOKED_AT = 100

# A word is common to a story when at least this share of its texts have it, and a name when more of those with the word print it so.
COMMON = 0.5

_SHORTEST = 3  # letters of a word that is shown


class Closest(NamedTuple):
    """The story that comes closest to a report that stands alone: its number and name, how alike it is, and what would be enough."""

    number: int
    label: str
    likeness: float
    joined: float


def shared_words(texts: Sequence[Telling], words: Iterable[str]) -> tuple[str, ...]:
    """Choose from the telling words (most telling first) those that the texts have in common, as they are printed, names whole."""
    forms = _forms(texts)
    shown: list[str] = []
    covered: set[str] = set()
    for word in islice(words, LOOKED_AT):
        having = [text for text in texts if word in text.whole]
        if len(having) < COMMON * len(texts) or _says_little(word, having) or stem(word) in covered:
            continue
        phrase = _whole_name(word, forms.get(word, Counter()), len(having))
        if covered.isdisjoint(map(stem, phrase)):
            shown.append(_printed(phrase, having))
        covered.update(map(stem, phrase))
        if len(shown) == SHOWN:
            break
    return tuple(shown)


def _says_little(word: str, texts: Sequence[Telling]) -> bool:
    """Say whether a word is too short to be shown, or a day or year to most texts: "Tuesday" tells nobody which story it is."""
    return len(word) < _SHORTEST or sum(word in text.dates for text in texts) > COMMON * len(texts)


def _forms(texts: Iterable[Telling]) -> dict[str, Counter[Phrase]]:
    """Count for each word the names it is part of, by the texts that print them."""
    forms: dict[str, Counter[Phrase]] = {}
    for text in texts:
        for phrase in text.names:
            for word in dict.fromkeys(phrase):
                forms.setdefault(word, Counter())[phrase] += 1
    return forms


def _whole_name(word: str, forms: Counter[Phrase], having: int) -> Phrase:
    """Give the longest name with this word that is common among the texts that have the word, or the word alone."""
    common = [(len(phrase), count, phrase) for phrase, count in forms.items() if count > max(1, COMMON * having)]
    return max(common, key=lambda form: (form[0], form[1], form[2]))[2] if common else (word,)


def _printed(phrase: Phrase, texts: Iterable[Telling]) -> str:
    """Print a name or a word in the form that most texts have; of equals, the one in small letters."""
    found = Counter(form for text in texts if (form := _form(phrase, text)))
    return min(found, key=lambda form: (-found[form], -sum(map(str.islower, form)), form))


def _form(phrase: Phrase, text: Telling) -> str | None:
    return text.names.get(phrase) or (text.printed.get(phrase[0]) if len(phrase) == 1 else None)


def because(count: int, shares: Sequence[str], closest: Closest | None, decisions: Sequence[Decision]) -> str:
    """Say why the reports are one story, or why a report stands alone."""
    if count > 1:
        found = f"shares: {', '.join(shares)}" if shares else "shares no telling word"
        reasons = [found, f"{count} reports"]
    else:
        reasons = ["1 report"] if _parted(decisions) else ["1 report", _alone(closest)]
    return "; ".join((*reasons, *map(_decided, decisions)))


def _parted(decisions: Iterable[Decision]) -> bool:
    return any(decision.kind == "apart" for decision in decisions)


def _alone(closest: Closest | None) -> str:
    """Say how near the next story is; cut down, so that too little is never printed as enough."""
    if closest is None:
        return "it shares hardly a telling word with any other"
    likeness = math.floor(1000 * closest.likeness) / 1000
    story = f"story {closest.number}, “{closest.label}”"
    return f"it shares too little with any other; closest is {story} (likeness {likeness:.3f}, {closest.joined:.3f} is enough)"


def _decided(decision: Decision) -> str:
    names = " and ".join(f"“{name}”" for name in decision.names)
    verb = "belong together" if decision.kind == "together" else "are apart"
    return f"a reader decided that {names} {verb}" + (f" ({decision.note})" if decision.note else "")
