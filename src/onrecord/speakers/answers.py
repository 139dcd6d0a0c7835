"""What the rules of this stage say, and how far each kind of rule is to be trusted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec import Struct

from onrecord.model import Resolution, Span

Kind = Literal["person", "organization", "government", "document", "unknown"]


class Answer(Struct, frozen=True):
    """What one rule says of one source.

    `kind` is the kind of rule, by which confidence is looked up; `rule` is its finer name, for measuring.
    """

    name: str | None
    kind: str
    basis: str
    candidates: tuple[str, ...] = ()
    named_at: Span | None = None
    rule: str = ""


# The share of PolNeAR dev's sources for which each kind of rule was right (evaluation/speakers.py prints it), rounded down to
# .05 and never above .95; at most .8 where it was seen fewer than 20 times, .6 where fewer than 10 times or never.
CONFIDENCE: Mapping[str, float] = {
    "full name": 0.95, "surname": 0.95, "pronoun": 0.95, "relative": 0.95, "body": 0.9, "role": 0.95,
    "named after a person": 0.8, "joint": 0.8, "writer": 0.8, "description": 0.8, "body role": 0.8, "it": 0.8,
    "proper name": 0.6, "common body": 0.6, "foretold": 0.6, "relation": 0.6, "seat of government": 0.6,
    "continuation": 0.6, "within quotation": 0.6,
}  # fmt: skip


def join(names: Sequence[str]) -> str:
    """List names as a sentence does: "A", "A and B", "A, B and C"."""
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]


def either(names: Sequence[str]) -> str:
    """List names as alternatives: "A or B"."""
    return " or ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]


# How the sentences begin that this stage writes for persons and for bodies. `Resolution` has no field for the kind of speaker,
# so these words carry it from one report to the pile; a test holds that every rule keeps to them.
FULL_NAME, SHORT_NAME, BODY, SEVERAL = "the full name ", "the short name ", "the name ", "together: "
# How they begin for a source that is spoken of without a name.
UNNAMED = "unnamed: "
# What the sentences say in which a role, a description or a relation leads to a person, or to a body.
IN_OFFICE, JUST_NAMED, CALLED, NAMED_LATER = (
    "of that office",
    "spoken of just before",
    "whom the report calls",
    "named later on",
)
# And where it is another report's word that leads there.
SO_CALLED = "who is called so by"
BODY_BEFORE, BODY_LATER = "a body named before", "a body that it names later"
_PRONOUNS = ("he: ", "she: ", "his: ", "her: ", "him: ", "hers: ", "himself: ", "herself: ")
_PERSONS, _BODIES = (IN_OFFICE, JUST_NAMED, CALLED, NAMED_LATER, SO_CALLED), (BODY_BEFORE, BODY_LATER)


def kind_of(speaker: Resolution) -> Kind:
    """Say what sort of speaker a resolution names, as far as the rule that gave it knew."""
    basis = (
        speaker.basis.rsplit("goes back to ", 1)[-1]
        .rsplit("in the words of ", 1)[-1]
        .removeprefix("goes on from the quotation before; ")
    )
    if basis.startswith((FULL_NAME, SHORT_NAME, SEVERAL, *_PRONOUNS)) or any(words in basis for words in _PERSONS):
        return "person"
    return "organization" if basis.startswith(BODY) or any(words in basis for words in _BODIES) else "unknown"


def is_by_name(speaker: Resolution) -> bool:
    """Say whether the source itself names the speaker, and not a pronoun, a description or the quotation before it."""
    roundabout = ("goes back to", "in the words of ", IN_OFFICE, JUST_NAMED, BODY_BEFORE, BODY_LATER)
    basis = speaker.basis
    return not basis.startswith((*_PRONOUNS, "“", "goes on from")) and not any(words in basis for words in roundabout)


def split_joined(speaker: Resolution) -> list[str]:
    """Give the single names of a resolution: "A and B", named together, are two."""
    name = speaker.name or ""
    if SEVERAL not in speaker.basis:
        return [name]
    first, _, last = name.rpartition(" and ")
    return [one for one in (*first.split(", "), last) if one] or [name]
