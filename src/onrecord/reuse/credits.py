"""Where a report says it has something from: “(AP)”, “told Reuters”, “originally appeared in …” (credits.toml)."""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal, NamedTuple

from onrecord.model import Block, BlockKind, Report, Span
from onrecord.patterns import IGNORECASE, Match, Pattern, any_of, escape, pattern
from onrecord.reuse.outlets import is_known, outlet_key, outlets_of, title_of

# signed: an agency's sign at the dateline or the end; taken: the report says it is another's; first: who had the matter
# first; contributed, told, reported: a part of it, or one sentence.
Manner = Literal["signed", "taken", "contributed", "first", "told", "reported"]
WHOLE: frozenset[Manner] = frozenset({"signed", "taken"})

# Links to other stories and captions credit others for themselves, not for the report.
_PASSED_OVER: frozenset[BlockKind] = frozenset({"teaser", "caption", "hidden"})
# Lines of the page that are not the report's telling may still say whose the report is.
_ON_THE_PAGE: frozenset[Manner] = frozenset({"taken", "contributed"})
# What a cue tells; one that stands under several tells the last of them.
_BY_CUE: tuple[Manner, ...] = ("reported", "told", "first", "contributed", "taken")

# “the state news agency Xinhua”, “Britain's Guardian newspaper”: what may stand between the cue and the name.
_LEAD = r"(?:(?:the|a|an|local|state|media|state-run|news|agency|newspaper|broadcaster|channel|network|TV|website|station)\s{1,9}){0,4}"
# A name: words with capitals, small words between them.
_CAPITAL = r"[A-Z][\w&'’.-]{0,24}"
_NAME = rf"{_CAPITAL}(?:\s(?:of\s|and\s|de\s)?{_CAPITAL}){{0,5}}"
# What may stand between the name and its verb: “CNN Turk news channel reports”, “AFP, which …” not.
_TAIL = r"(?:\s(?:newspaper|news|agency|website|magazine|channel|television|network|also|first|has|had|previously|earlier|later)){0,3}"
_LONGEST_NAME = 120  # characters looked back over for a name before its verb
_SENTENCE_END = pattern(r"[.!?…][\"'”’)\]]{0,2}\s{1,100}(?=[\"'“‘(\[]?[A-Z0-9])")
_NAME_BEFORE = pattern(rf"({_NAME}){_TAIL}\s?,?\s?$")
_CAPITALS_BEFORE = pattern(rf"(?:{_CAPITAL}\s){{1,3}}\Z")
_NAME_AFTER = pattern(rf"\s{_LEAD}({_NAME})")
_SPACE = pattern(r"\s")
_NOT_THE_NAME = pattern(r"(?:['’]s|[.'’-])$")  # what a name carries at its end


class Credit(NamedTuple):
    """A place where a report names another outlet as its source.

    `outlet` is the key of the outlet (`outlets.outlet_key`), `title` its name for people, `span` the name in the text, and
    `sentence` the sentence it stands in, which is what a credit in passing covers.
    """

    outlet: str
    title: str
    manner: Manner
    span: Span
    sentence: Span


@cache
def _cues() -> dict[str, Any]:
    return tomllib.loads(files("onrecord.reuse").joinpath("credits.toml").read_text(encoding="utf-8"))


@cache
def _patterns(asked: frozenset[Manner]) -> tuple[Pattern[str], dict[tuple[str, str], Manner]]:
    """Give one pattern for the cues of some manners, longer ones first; and the manner of each by its side of the name and its words."""
    manners: dict[tuple[str, str], Manner] = {
        (side, cue): manner
        for manner in _BY_CUE
        if manner in asked
        for side in ("before", "after")
        for cue in _cues()[manner].get(side, ())
    }
    cues = sorted({cue for _, cue in manners}, key=lambda cue: (-len(cue), cue))
    words = "|".join(escape(cue).replace(r"\ ", r"\s") for cue in cues)
    first = "".join(sorted({cue[0] for cue in cues}))  # asked before any cue is tried: half of the time saved
    return pattern(rf"\b(?=[{first}])(?:{words})\b", IGNORECASE), manners


def find_credits(report: Report, present: frozenset[str] = frozenset()) -> tuple[Credit, ...]:
    """Find the outlets and agencies that a report names as its source, in the order of the text. Its own outlet is none.

    `present` are the keys of the outlets in the pile: their names are known though no vocabulary has them.
    """
    own = outlets_of(report)
    found = [
        *_signature(report),
        *(credit for block in _blocks(report) for credit in _in_block(report, block, present)),
    ]
    return tuple(
        credit for credit in sorted(set(found), key=lambda one: (one.span, one.manner)) if credit.outlet not in own
    )


def _signature(report: Report) -> Iterator[Credit]:
    """Take the agency that reading the report has found at its dateline or its end."""
    if report.agency:
        key = outlet_key(report.agency.value)
        span = report.agency.span or report.span(0, 0)
        yield Credit(key, title_of(key, report.agency.value), "signed", span, span)


def _blocks(report: Report) -> Iterable[Block]:
    whole = Block(report.span(0, len(report.text)), "body", "the whole text")
    return [block for block in report.blocks if block.kind not in _PASSED_OVER] if report.blocks else [whole]


def _in_block(report: Report, block: Block, present: frozenset[str]) -> Iterator[Credit]:
    cues, manners = _patterns(_ON_THE_PAGE if block.kind in ("boilerplate", "byline") else frozenset(_BY_CUE))
    start, end = block.span.start, block.span.end
    ends = [start, *(match.end() for match in _SENTENCE_END.finditer(report.text, start, end)), end]
    place = 0
    for cue in cues.finditer(report.text, start, end):
        while ends[place + 1] <= cue.start():
            place += 1
        words = _SPACE.sub(" ", cue[0].casefold())
        sentence = report.span(ends[place], ends[place + 1])
        for side in ("before", "after"):
            manner = manners.get((side, words))
            if manner:
                yield from _named(report, cue, sentence, side, manner, present)


def _named(
    report: Report, cue: Match[str], sentence: Span, side: str, manner: Manner, present: frozenset[str]
) -> Iterator[Credit]:
    """Give the outlet that stands next to a cue, if one does."""
    if side == "before":
        match = _NAME_AFTER.match(report.text, cue.end(), sentence.end)
        parts = _shorter(match[1], from_end=True) if match else []
    else:
        back = max(sentence.start, cue.start() - _LONGEST_NAME)
        match = _NAME_BEFORE.search(report.text[back : cue.start()])
        parts = _shorter(match[1], from_end=False) if match else []
    for name in _outlets_in(parts, present) if match else ():
        assert match is not None
        offset = match.start(1) + (0 if side == "before" else back) + match[1].index(name)
        called = _full_name(report, name, offset)
        key = outlet_key(called)
        yield Credit(key, title_of(key, called), manner, report.span(offset, offset + len(name)), sentence)


def _outlets_in(parts: list[str], present: frozenset[str]) -> list[str]:
    """Take the longest name that is an outlet's, or both of “BBC and The Guardian”."""
    name = next((part for part in parts if is_known(part) or outlet_key(part) in present), None)
    if name is None:
        return []
    both = name.split(" and ")
    return both if len(both) == 2 and all(map(is_known, both)) else [name]


def _full_name(report: Report, name: str, offset: int) -> str:
    """Read “the Times” as the longer name ending so that stands before it (“the Example Times”), if one does."""
    last = name.split()[-1]
    if len(name.removeprefix("The ").removeprefix("the ").split()) > 1 or not is_known(f"Any {last}"):
        return name
    ends, longer = _names_ending_in(report.text, last)
    before = bisect_right(ends, offset)
    return longer[before - 1] if before else name


@lru_cache(maxsize=16)  # a report may credit one outlet again and again
def _names_ending_in(text: str, last: str) -> tuple[list[int], list[str]]:
    """Find the names of several words that end in a word and are more than it with “the”: where they end, and their words."""
    ends, names = [], []
    for match in any_of(last).finditer(text):
        lead = _CAPITALS_BEFORE.search(text[max(0, match.start() - _LONGEST_NAME) : match.start()])
        if lead and outlet_key(lead[0] + last) != outlet_key(last):
            ends.append(match.end())
            names.append(lead[0] + last)
    return ends, names


def _shorter(name: str, from_end: bool) -> list[str]:
    """Give a run of words with capitals and its shorter parts that touch the cue, longest first, possessives and stops cut off."""
    words = name.split()
    parts = [" ".join(words[:n]) if from_end else " ".join(words[-n:]) for n in range(len(words), 0, -1)]
    return [_NOT_THE_NAME.sub("", part) for part in parts]
