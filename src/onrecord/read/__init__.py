"""Anything that holds reports → `Report`: text untouched, blocks marked, and what it says of itself."""

from __future__ import annotations

from onrecord.read.arriving import STANDARD_INPUT
from onrecord.read.blocks import mark_blocks
from onrecord.read.body import body_text
from onrecord.read.fields import FIELDS
from onrecord.read.reading import Reading, gather, read, settle

__all__ = ["FIELDS", "STANDARD_INPUT", "Reading", "body_text", "gather", "mark_blocks", "read", "settle"]
