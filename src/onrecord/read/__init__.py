"""Anything that holds reports → `Report`: text untouched, blocks marked, and what it says of itself."""

from __future__ import annotations

from onrecord.read.blocks import mark_blocks
from onrecord.read.reading import Reading, read

__all__ = ["Reading", "mark_blocks", "read"]
