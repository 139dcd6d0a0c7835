"""The vocabulary of cues, read from cues.toml: which words ascribe, and where their content stands."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from msgspec import Struct

from onrecord.model import AttributionType


class Cues(Struct, frozen=True):
    """Which word takes its content where. `frames[lemma][frame]` gives the type of attribution that frame makes."""

    frames: dict[str, dict[str, AttributionType]]
    passive: frozenset[str]
    nouns: frozenset[str]
    adjectives: frozenset[str]
    hearsay: frozenset[str]
    callers: frozenset[str]

    def type_of(self, lemma: str, frame: str) -> AttributionType | None:
        """Say what this word with this frame makes, or None when it ascribes nothing."""
        return self.frames.get(lemma, {}).get(frame)

    def introduces_quotation(self, lemma: str) -> bool:
        """Say whether this verb can stand beside a quotation: “…,” she said."""
        return self.type_of(lemma, "clause") == "speech" or self.type_of(lemma, "naming") is not None


def vocabulary() -> dict[str, Any]:
    """Read cues.toml as it stands, examples included."""
    return tomllib.loads(files(__package__).joinpath("cues.toml").read_text(encoding="utf-8"))


@cache
def cues() -> Cues:
    """Give the vocabulary in the form the rules use; read once for each process."""
    read = vocabulary()
    frames: dict[str, dict[str, AttributionType]] = {}
    for group in read["group"]:
        for verb in group["verbs"]:
            frames.setdefault(verb, {}).setdefault(group["frame"], group["type"])
    return Cues(
        frames=frames,
        passive=frozenset(read["passive"]["verbs"]),
        nouns=frozenset(read["nouns"]["words"]),
        adjectives=frozenset(read["adjectives"]["words"]),
        hearsay=frozenset(read["hearsay"]["words"]),
        callers=frozenset(read["callers"]["words"]),
    )
