"""Which sentences are a report's own prose in English, and which are menus, posts, asides and other languages."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.language import Word
from onrecord.rarity import Rarity

# The list for English news alone: a pile is too small to say what is rare.
RARITY = Rarity()

# A shorter sentence may be a scrap (in words and marks).
SHORTEST = 7

# Words below this weight, in nats, are the common words of English (tried 1 to 3).
COMMON_WORD = 2.0

# Menus of other stories shout; a sentence of English has its common words (in German ones, less than one in ten is known).
SHOUTED = 3
COMMON_SHARE = 0.2

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def is_prose(words: Sequence[Word]) -> bool:
    """Tell a whole English sentence of the report from a scrap, a menu, a post, an aside and another language."""
    if len(words) < SHORTEST or words[0].text in {"(", "["} or not any(word.tag in _FINITE for word in words):
        return False
    if any("@" in word.text or "http" in word.text for word in words):
        return False
    shouted = sum(word.text.isupper() and len(word.text) > 3 for word in words)
    common = sum(RARITY(word.text.lower()) < COMMON_WORD for word in words)
    return shouted < SHOUTED and common >= len(words) * COMMON_SHARE
