"""Who each source is: within one report, and across the reports of a pile."""

from __future__ import annotations

from onrecord.speakers.resolve import resolve_speakers
from onrecord.speakers.unite import unite_speakers

__all__ = ["resolve_speakers", "unite_speakers"]
