"""A reader's decisions applied to the stories found: together is together, apart is apart, and nobody else moves without need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord.corrections import Settled
from onrecord.stories.linkage import Pair, link


def decide(
    stories: Sequence[Sequence[str]], settled: Settled, alike: Mapping[tuple[str, str], float]
) -> list[list[str]]:
    """Join the stories that a decision joins, then part each that holds reports which are to be apart.

    Reports are given by `Report.id`; `alike` need only know pairs in stories that a decision touches. When a story is parted, its other
    reports go where they are most alike on average; a story that no decision touches stays as it is.
    """
    joined = _join([set(story) for story in stories], settled.together)
    return [part for story in joined for part in _part(sorted(story), settled, alike)]


def touched(stories: Sequence[Sequence[str]], settled: Settled) -> list[list[str]]:
    """Give the stories, joined as decided, that have to be parted."""
    joined = _join([set(story) for story in stories], settled.together)
    return [sorted(story) for story in joined if any({*pair} <= story for pair in settled.apart)]


def _join(stories: list[set[str]], together: Sequence[Sequence[str]]) -> list[set[str]]:
    for ids in together:
        concerned = [story for story in stories if not story.isdisjoint(ids)]
        stories = [story for story in stories if story.isdisjoint(ids)] + [set().union(*concerned)]
    return stories


def _part(story: Sequence[str], settled: Settled, alike: Mapping[tuple[str, str], float]) -> list[list[str]]:
    """Take a story apart and put it together again, most alike first, as far as the decisions allow."""
    number = {identity: position for position, identity in enumerate(story)}
    apart = [(number[one], number[other]) for one, other in settled.apart if one in number and other in number]
    if not apart:
        return [list(story)]
    together = [[number[identity] for identity in ids] for ids in settled.together if ids[0] in number]
    pairs: dict[Pair, float] = {}
    for (one, other), value in alike.items():
        if one in number and other in number:
            pairs[min(number[one], number[other]), max(number[one], number[other])] = value
    groups = link(len(story), pairs, 0.0, together, apart)
    return [[story[member] for member in group] for group in groups]
