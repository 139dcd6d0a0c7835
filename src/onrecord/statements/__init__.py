"""What was said, across the reports that carry it, and how its wording changed from report to report."""

from __future__ import annotations

from onrecord.statements.edits import classify_edits
from onrecord.statements.group import group_statements

__all__ = ["classify_edits", "group_statements"]
