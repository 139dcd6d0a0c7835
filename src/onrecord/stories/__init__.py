"""Which reports belong together."""

from __future__ import annotations

from onrecord.stories.group import Grouped, group_stories
from onrecord.stories.headline import best_headline

__all__ = ["Grouped", "best_headline", "group_stories"]
