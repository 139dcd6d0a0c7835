"""Who shares which passage with whom, and how many reports are independent of each other."""

from __future__ import annotations

from onrecord.reuse.derivations import find_derivations
from onrecord.reuse.families import count_independent, group_families
from onrecord.reuse.passages import Compared, find_reuse

__all__ = ["Compared", "count_independent", "find_derivations", "find_reuse", "group_families"]
