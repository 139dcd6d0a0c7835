"""The nouns of On Record: what every stage takes and gives. All are frozen; a stage never changes what it was given.

Offsets everywhere are half-open Unicode code-point offsets into `Report.text`. Unknown is `None`, and its reason is kept.
"""

from __future__ import annotations

from onrecord.model.attributions import UNRESOLVED, Attribution, AttributionType, Form, Resolution, Speaker
from onrecord.model.record import Provenance, Record, siglum
from onrecord.model.reports import (
    Block,
    BlockKind,
    Input,
    InputState,
    Report,
    Span,
    Stated,
    Stretches,
    in_order,
    words_at,
)
from onrecord.model.statements import (
    Bearing,
    Column,
    Derivation,
    Direction,
    Edge,
    Edit,
    EditKind,
    Family,
    Finding,
    FindingKind,
    Independence,
    Limit,
    Reuse,
    ReuseKind,
    Statement,
    Story,
    When,
    Witness,
)

__all__ = [
    "Attribution",
    "AttributionType",
    "Bearing",
    "Block",
    "BlockKind",
    "Column",
    "Derivation",
    "Direction",
    "Edge",
    "Edit",
    "EditKind",
    "Family",
    "Finding",
    "FindingKind",
    "Form",
    "Independence",
    "Input",
    "InputState",
    "Limit",
    "Provenance",
    "Record",
    "Report",
    "Resolution",
    "Reuse",
    "ReuseKind",
    "Span",
    "Speaker",
    "Stated",
    "Stretches",
    "Statement",
    "Story",
    "UNRESOLVED",
    "When",
    "Witness",
    "in_order",
    "siglum",
    "words_at",
]
