"""Who says what in one report: rules first, then the network with what they found, then both as one; and the report's names."""

from __future__ import annotations

from msgspec import Struct

from onrecord.attributions.hints import hints_for
from onrecord.attributions.marks import find_quotations
from onrecord.attributions.merge import merge
from onrecord.attributions.rules import find_by_rules
from onrecord.language import Parsed, with_names
from onrecord.model import Attribution


class Found(Struct, frozen=True):
    """A parsed report, its names now known, and what it attributes, in text order; speakers are not resolved yet."""

    parsed: Parsed
    attributions: tuple[Attribution, ...]


def find_attributions(parsed: Parsed) -> Found:
    """Find what a report ascribes to whom, and the names in it.

    Attributions inside another's content are kept and flagged `nested`. Spans are code points of `Report.text`. Linear in the text.
    Raises ModelDamaged when the network that ships with the package is not what it should be.
    """
    from onrecord.tagger.decode import (
        look,  # late: numpy and onnxruntime take their time, and `--help` needs none of it
    )
    from onrecord.tagger.network import load_network

    quotations = find_quotations(parsed.report).quotations
    ruled = find_by_rules(parsed)
    seen = look(load_network(), parsed, hints_for(parsed, quotations, ruled))
    return Found(with_names(parsed, seen.names), merge(parsed, quotations, ruled, seen.attributions))
