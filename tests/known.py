"""A report as the later stages get it: parsed, and its names known."""

from __future__ import annotations

from onrecord.attributions import find_attributions
from onrecord.language import Parsed, parse
from onrecord.model import Report


def parse_with_names(report: Report) -> Parsed:
    """Parse a report and find its names."""
    return find_attributions(parse(report)).parsed
