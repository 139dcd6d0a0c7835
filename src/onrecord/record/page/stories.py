"""The stories of a pile for the page: which reports cover one happening, and why."""

from __future__ import annotations

from markupsafe import Markup
from msgspec import Struct

from onrecord.model import Record
from onrecord.record.page.printing import shown
from onrecord.record.places import Places


class Told(Struct, frozen=True):
    """One story in words: its headline, the letters of its reports, and why they belong together."""

    number: int
    title: Markup
    sigla: tuple[str, ...]
    because: str


def told(record: Record, places: Places) -> list[Told]:
    """Give the stories in their order, those of several reports first."""
    ordered = sorted(record.stories, key=lambda story: (len(story.reports) == 1, story.number))
    return [
        Told(
            story.number,
            shown(story.title or places.name(story.reports[0]) or ""),
            tuple(map(places.siglum, story.reports)),
            story.because,
        )
        for story in ordered
    ]
