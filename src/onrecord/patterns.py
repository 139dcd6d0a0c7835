"""The only door to regular expressions: every pattern that meets a report's text is made here, known here and held to linear time.

Whoever writes a report can write one that keeps a careless pattern busy for hours. So no other module imports `re`, and the tests
look at every pattern in `known` for what makes patterns slow, and run it on text made against it (tests/test_patterns.py).
"""

from __future__ import annotations

import re
from functools import lru_cache
from re import ASCII, DOTALL, IGNORECASE, MULTILINE, VERBOSE, Match, Pattern, RegexFlag, escape

__all__ = [
    "ASCII",
    "DOTALL",
    "IGNORECASE",
    "MULTILINE",
    "VERBOSE",
    "Match",
    "Pattern",
    "RegexFlag",
    "any_of",
    "escape",
    "known",
    "pattern",
    "pattern_of_bytes",
]

# Matches nowhere.
NOTHING = r"(?!)"

_KNOWN: dict[tuple[str | bytes, int], None] = {}


def pattern(text: str, flags: RegexFlag | int = 0) -> Pattern[str]:
    """Compile a pattern as `re.compile` does, and remember it. For patterns of ours: words out of a report go to `any_of`."""
    _KNOWN[text, int(flags)] = None
    return re.compile(text, flags)


def pattern_of_bytes(text: bytes, flags: RegexFlag | int = 0) -> Pattern[bytes]:
    """Compile a pattern over bytes, and remember it."""
    _KNOWN[text, int(flags)] = None
    return re.compile(text, flags)


@lru_cache(maxsize=1024)  # a report asks for the same few names again and again
def any_of(*words: str, before: str = r"\b", after: str = r"\b", flags: RegexFlag | int = 0) -> Pattern[str]:
    """Compile a pattern for words as they stand, longer ones first: they hold no sign that means anything, so it cannot be slow.

    For words that come out of reports. They are not remembered, since there is no end of them. `before` and `after` are patterns
    of no length that hold around each of them. No words at all are found nowhere.
    """
    forms = "|".join(escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))
    return re.compile(f"{before}(?:{forms}){after}" if words else NOTHING, flags)


def known() -> tuple[tuple[str | bytes, int], ...]:
    """Give every pattern that was made so far, with its flags."""
    return tuple(_KNOWN)
