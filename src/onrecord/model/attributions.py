"""The nouns of ascribing: who is said to have said what, in one report, and who that is."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from onrecord.model.reports import Span

Form = Literal["direct", "indirect", "mixed"]
# Words uttered; thought or wished; only what the words were about ("discussed the bridge").
AttributionType = Literal["speech", "attitude", "topic"]


class Resolution(Struct, frozen=True):
    """Who a source is, or why that stays open. `name` is None when it is not safe to say; then `candidates` lists who it may be.

    `basis` is a sentence for people; `confidence` runs from 0 to 1; `named_at` is where the fullest form of the name stands.
    """

    name: str | None
    basis: str
    confidence: float = 0.0
    candidates: tuple[str, ...] = ()
    named_at: Span | None = None


UNRESOLVED = Resolution(None, "not looked at yet")


class Attribution(Struct, frozen=True, kw_only=True):
    """One place where one report ascribes words or thought to a source (Pareti 2015; PolNeAR).

    `source`, `cue` and `content` are lists of spans because each may come in pieces; content keeps its quotation marks.
    `quoted` holds the words inside the marks, without the marks. `origin` names the rule that found it, or `network`. `nested` is set
    for an attribution that stands inside another's content. `cue_sense` keeps the reporter's reserve ("did not say", "reportedly").
    """

    id: str
    report: str
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    quoted: tuple[Span, ...]
    form: Form
    type: AttributionType
    origin: str
    confidence: float
    nested: bool = False
    cue_sense: Literal["plain", "negated", "hedged"] = "plain"
    speaker: Resolution = UNRESOLVED


class Speaker(Struct, frozen=True):
    """One person or body to whom reports ascribe words, under one canonical name. `aliases` are the other forms in use.

    `speaks_for` names the person or body for whom a spokesman or spokeswoman speaks: the two are never one speaker.
    """

    id: str
    name: str
    kind: Literal["person", "organization", "government", "document", "unknown"]
    aliases: tuple[str, ...] = ()
    speaks_for: str | None = None
