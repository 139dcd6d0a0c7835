"""Who shares which passage with whom, and how many reports are independent of each other."""

from __future__ import annotations

from onrecord.reuse.families import count_independent, group_families
from onrecord.reuse.passages import find_reuse

__all__ = ["count_independent", "find_reuse", "group_families"]
