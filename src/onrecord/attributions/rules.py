"""Attributions by rule alone: quotation marks first, then the grammar of the clause, then both together."""

from __future__ import annotations

from onrecord.attributions.assemble import finish, outermost_first
from onrecord.attributions.clauses import draft_clauses
from onrecord.attributions.colons import draft_colons
from onrecord.attributions.marks import find_quotations
from onrecord.attributions.quoted import attach_quotations
from onrecord.attributions.quoting import Quoting
from onrecord.language import Parsed
from onrecord.model import Attribution


def find_by_rules(parsed: Parsed) -> tuple[Attribution, ...]:
    """Find what the rules take for ascribed to whom, in text order; speakers are not resolved yet.

    Attributions inside another's content are kept and flagged `nested`. Spans are code points of `Report.text`. Linear in the text.
    """
    quoting = Quoting(parsed, find_quotations(parsed.report).quotations)
    drafts = attach_quotations(quoting, draft_clauses(parsed) + draft_colons(parsed))
    made = [a for draft in drafts if (a := finish(parsed, draft)) is not None]
    return outermost_first(parsed.report, made)
