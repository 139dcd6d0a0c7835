"""Invented reports for the tests of the stories: a ferry that ran aground, a mine that flooded, and one that burned a year later."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.corrections import Corrections
from onrecord.model import Block, Report, Stated, Story
from onrecord.stories import group_stories
from tests.known import parse_with_names


def report(
    name: str, title: str | None, text: str, published: str | None = None, identity: str | None = None
) -> Report:
    """Make a report of one body block; its headline stands outside the text. The identity is the name when none is given."""
    identity = identity or name
    plain = Report(id=identity, name=name, text=text)
    return Report(
        id=identity,
        name=name,
        text=text,
        blocks=(Block(plain.span(0, len(text)), "body", "a paragraph"),) if text else (),
        title=Stated(title, "test") if title else None,
        published=Stated(published, "test") if published else None,
    )


FERRY = (
    report(
        "harbour-post",
        "Ferry Lindisholm runs aground off Skarvoe with 140 aboard",
        "The ferry Lindisholm ran aground on a reef off Skarvoe in thick fog on Tuesday evening. Lifeboats took all 140 "
        "passengers ashore. Captain Ingrid Tolle said the radar had failed. Nobody drowned.",
        "2021-03-02",
    ),
    report(
        "coast-daily",
        "Passengers rescued after Skarvoe ferry strikes reef",
        "All 140 passengers of the Lindisholm were rescued by lifeboats after the ferry struck a reef near Skarvoe. "
        "Captain Ingrid Tolle blamed a broken radar; the coastguard spoke of fog.",
        "2021-03-03",
    ),
    report(
        "night-wire",
        "Divers inspect hull of stranded Lindisholm",
        "Divers began to inspect the hull of the ferry Lindisholm, stranded on a reef off Skarvoe since Tuesday. The "
        "coastguard wants to know from captain Ingrid Tolle why the radar was off in such fog.",
        "2021-03-06",
    ),
)

FLOOD = (
    report(
        "valley-echo",
        "Eleven miners trapped in flooded Orrin pit",
        "Eleven miners are trapped after water broke into the Orrin pit near Dunmarrow. Pumps run day and night, said "
        "rescue chief Pavel Struan. The shaft belongs to Kessock Coal.",
        "2020-01-14",
    ),
    report(
        "hill-gazette",
        "Pumps race against water at Orrin, where eleven wait",
        "Pumps brought from Dunmarrow lower the water in the Orrin pit, where eleven miners of Kessock Coal have waited "
        "for two days. Rescue chief Pavel Struan heard knocking from the shaft.",
        "2020-01-16",
    ),
)

FIRE = (
    report(
        "valley-echo-2",
        "Four miners die as fire sweeps Tallow mine",
        "Four miners died when a conveyor caught fire in the Tallow mine at Brackenhurst. Mayor Aldo Ferenc ordered "
        "flags lowered. Union leader Wilma Quist asked why no alarm rang.",
        "2021-02-09",
    ),
    report(
        "hill-gazette-2",
        "Brackenhurst mourns four after blaze in Tallow mine",
        "Flags were lowered in Brackenhurst for the four miners killed in the Tallow mine. A conveyor had burned without "
        "an alarm, said union leader Wilma Quist. Mayor Aldo Ferenc promised an inquiry.",
        "2021-02-10",
    ),
)

ALL = (*FLOOD, *FIRE, *FERRY)


def stories(reports: Sequence[Report], corrections: Corrections | None = None) -> tuple[Story, ...]:
    """Group reports as the build does, without names and shared passages."""
    return group_stories(reports, (), (), corrections).stories


def stories_with_names(reports: Sequence[Report]) -> tuple[Story, ...]:
    """Group reports as the build does, without shared passages."""
    return group_stories(reports, [parse_with_names(one) for one in reports], ()).stories


def names(found: Sequence[Story], reports: Sequence[Report]) -> list[list[str]]:
    """Give the names of each story's reports, in the order of the stories."""
    known = {one.id: one.name for one in reports}
    return [[known[identity] for identity in story.reports] for story in found]
