"""How each stage's time grows on reports made to slow it: twice the text may take at most 2.3 times as long.

    ./run python -m evaluation.growth                     all stages on all odd texts: what grows faster, and what takes longest
    ./run python -m evaluation.growth "open brackets" …   only these texts

Every text is measured at three sizes, each twice the one before, beside three good reports, in CPU seconds. Stages that go through
the whole of a text (reading) get longer texts than those that see only as much of it as is analysed. A stage that takes less than
`LEAST` at the middle size is not judged: nothing can be told from so little.
"""

from __future__ import annotations

import argparse
import gc
from collections.abc import Callable, Iterator
from itertools import pairwise
from time import process_time
from typing import Any, NamedTuple

from onrecord.attributions import find_attributions, find_quotations
from onrecord.dates import find_dates
from onrecord.findings import inspect
from onrecord.language import Parsed, parse
from onrecord.model import Attribution, Report, in_order
from onrecord.read.blocks import mark_blocks
from onrecord.read.particulars import find_particulars
from onrecord.reuse import find_derivations, find_reuse, group_families
from onrecord.reuse.credits import find_credits
from onrecord.reuse.fingerprints import find_fingerprints
from onrecord.reuse.narration import Narration
from onrecord.speakers import resolve_speakers, unite_speakers
from onrecord.statements import classify_edits, group_statements
from onrecord.stories import group_stories
from onrecord.tokens import tokenise

# The goal, and the CPU seconds below which a time tells nothing (a busy machine's times differ by a third).
GOAL, LEAST = 2.3, 0.08
# The characters of the smallest text, for stages that read and for those that analyse; each is doubled twice.
READ_FROM, ANALYSED_FROM = 200_000, 30_000


def _repeated(piece: str) -> Callable[[int], str]:
    return lambda size: piece * (size // len(piece))


def _numbered(piece: str) -> Callable[[int], str]:
    """Repeat a piece with another number in each, so that no two are alike."""

    def made(size: int) -> str:
        text, length, number = [], 0, 0
        while length < size:
            text.append(piece.format(_word(number)))
            length += len(text[-1])
            number += 1
        return "".join(text)

    return made


def _word(number: int) -> str:
    """Write a number in letters: 0 is Aaaa, 27 is Aabb."""
    letters = "".join(chr(97 + number // 26**place % 26) for place in range(4))
    return letters[::-1].capitalize()


def _quoted_runs(size: int, words: int = 0) -> str:
    """Quote runs of words, each a word longer than the one before, or all of so many words and ascribed."""
    text, length = [], 0
    while length < size:
        run = " ".join(_word(number) for number in range(words or len(text) + 1))
        text.append((f"“{run},” she said. " if words else f"“{run}” ")[: size - length])
        length += len(text[-1])
    return "".join(text)


# Invented texts, each hard on something: unbalanced and endless marks, one sign without end, the same again and again, names without end.
ODD: dict[str, Callable[[int], str]] = {
    "straight marks": _repeated('"'),
    "opening marks": _repeated("“"),
    "opening marks, a word each": _repeated("“a "),
    "closing marks, a word each": _repeated("a” "),
    "single marks": _repeated("'a "),
    "marks around words": _repeated('"a b c" '),
    "quotations": _repeated("“We close the bridge,” she said. "),
    "quotations, each a paragraph": _repeated("“We close the bridge,” she said.\n"),
    "quotations, all different": _numbered("“We close {0} and {0} bridge,” said Ann {0}. "),
    "quotations, a speaker far before": _numbered("“We close the {0} bridge now,” she said. He told her so.\n"),
    "one sentence": _repeated("It is raining in the old town today. "),
    "one sentence, each a paragraph": _repeated("It is raining in the old town today.\n"),
    "letters": _repeated("a"),
    "capitals": _repeated("A"),
    "capitals and small": _repeated("Aa "),
    "he said": _repeated("he said "),
    "said": _repeated("said "),
    "said that": _repeated("he said that "),
    "said the": _repeated("said the man "),
    "according to": _repeated("according to her, "),
    "told": _repeated("Ann Lee told the Harbour Post that "),
    "digits": _repeated("1"),
    "numbers": _repeated("1 "),
    "numbers with stops": _repeated("1.1,"),
    "open brackets": _repeated("("),
    "square brackets": _repeated("["),
    "bullets": _repeated("• "),
    "bullets, each a line": _repeated("• a\n"),
    "full stops": _repeated("."),
    "full stops and spaces": _repeated(". "),
    "dots between letters": _repeated("a."),
    "dashes": _repeated("-"),
    "dashes and spaces": _repeated(" – "),
    "commas": _repeated(", "),
    "colons": _repeated("a: "),
    "a colon in each line": _repeated("Ann Lee: It rains.\n"),
    "bars": _repeated(" | "),
    "slashes": _repeated("A/"),
    "spaces": lambda size: "a" + " " * size + "a",
    "lines": lambda size: "a" + "\n" * size + "a",
    "spaces and lines": lambda size: "a" + " \n" * (size // 2) + "a",
    "accents": lambda size: "a" + "\u0301" * size,
    "signs that cannot be seen": _repeated("a\u200b"),
    "full-width signs": _repeated("Ａ１"),
    "dates": _repeated("January 1 "),
    "days": _repeated("Monday, "),
    "days in quotations": _repeated("“We met on Monday,” she said on Tuesday. "),
    "names": _repeated("Ann Lee "),
    "names, all different": _numbered("Ann {0} met Bob {0}. "),
    "offices": _numbered("Mayor {0} of {0} City, the chief of the {0} Board, left. "),
    "pronouns": _repeated("She met him and they left her. "),
    "credits": _repeated("(Reuters) "),
    "credits in passing": _repeated("The Harbour Post reported that, "),
    "captions": _repeated("Photo: A/B, "),
    "bylines": _repeated("By Ann Lee and "),
    "addresses": _repeated("https://a.example/b "),
    "addresses of mail": _repeated("a@"),
    "long names": _repeated("by Russian Federation "),
    "possessives": _repeated("Ann's "),
    "contractions": _repeated("y'all'd've "),
    "ands": _repeated("and "),
    "words, all different": _numbered("{0} "),
    "words in brackets": _repeated("(a) "),
    "denials": _repeated("She did not deny that she did not say so. "),
    "one surname": _numbered("{0} Smith said it rains. "),
    "one given name": _numbered("Ann {0} said it rains. Ms {0} left. “It rains,” Ann said. "),
    "one office": _numbered("Minister {0} said it rains. “It rains,” the minister said. "),
    "boards and their initials": _numbered("The {0} Board ({0}B) said it rains. The board said so. "),
    "spokesmen": _numbered("Ann {0}, a spokesman for the {0} Board, said it rains. A spokesman said no. "),
    "relations": _numbered("Bob {0}’s brother said it rains. His wife said no. "),
    "equal words, all speakers": _numbered("“We close the old bridge for good,” said Bob {0}. "),
    "one word of a quotation": _numbered("“We shall close the old bridge {0} now and for all,” she said. "),
    "one rare word in all": _numbered("“{0} is quixotic on the {0} bridge,” she said. "),
    "crossheads in marks": _numbered("“{0} falls”\n\n“We say {0} falls now,” said Ann Lee.\n\n"),
    "paragraphs that go on": _numbered("“It rains {0} in the old town.\n\n"),
    "an interview": _numbered("Ann {0}: “It rains now.”\n"),
    "outlets": _numbered("It rains, she told the {0} Post. It pours, she told the Post. "),
    "footnotes": _numbered("1. {0}, The Old Bridge, p. 2.\n"),
    "one headline": _numbered("{0} Bridge Closes "),
    "a headline of quotations": lambda size: _quoted_runs(size // 2) + "\n\n" + _quoted_runs(size - size // 2, 40),
}

GOOD = (
    "Ferry stops for a week\n\nThe ferry across the sound stops for a week, the harbour board said on Monday.\n\n"
    "“The ferry will not sail before Friday,” said Ann Lee, who leads the board. “We ask everybody to take the bridge.”",
    "Harbour board halts ferry\n\nAnn Lee, head of the harbour board, said: “The ferry will not sail before Friday.”\n\n"
    "Bob Moore, a fisherman, told the Harbour Post that nobody had asked him.",
    "No ferry until Friday\n\nThe board’s head, Ann Lee, said “the ferry will not sail” until the end of the week.",
)


class Course(NamedTuple):
    """What one stage took on one odd text at each size, in CPU seconds."""

    text: str
    stage: str
    sizes: tuple[int, ...]
    seconds: tuple[float, ...]

    @property
    def growth(self) -> float | None:
        """The larger of the two growths from size to twice the size; None when it took too little time to tell."""
        judged = [after / before for before, after in pairwise(self.seconds) if after >= LEAST and before > 0.01]
        return max(judged, default=None)


class _Clock:
    """Takes the time of one stage after the other."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def __call__(self, stage: str, function: Callable[..., Any], *given: Any) -> Any:
        gc.collect()
        started = process_time()
        result = function(*given)
        self.seconds[stage] = process_time() - started
        return result


def reading(text: str) -> dict[str, float]:
    """Take the times of the stages that go through the whole of a text."""
    take = _Clock()
    report = Report(id="odd", name="odd", text=text, blocks=take("blocks", mark_blocks, text, "odd"))
    take("particulars", find_particulars, report)
    take("tokens", tokenise, text)
    take("dates", find_dates, text)
    take("marks", find_quotations, report)
    take("credits", find_credits, report)
    take("fingerprints", find_fingerprints, [report])
    take("narration", Narration, report)
    return take.seconds


def analysis(text: str) -> dict[str, float]:
    """Take the times of the stages that analyse a report, and of those that compare it with three good ones."""
    take = _Clock()
    odd = make_report("odd", text)
    parsed = {odd.id: take("parse", parse, odd)}
    found = {odd.id: take("attributions", find_attributions, parsed[odd.id])}
    said = {odd.id: take("speakers", resolve_speakers, found[odd.id].parsed, found[odd.id].attributions)}
    for number, good in enumerate(GOOD):
        one = find_attributions(parse(make_report(f"good{number}", good)))
        found[one.parsed.report.id], said[one.parsed.report.id] = one, resolve_speakers(one.parsed, one.attributions)
    reports = in_order(one.parsed.report for one in found.values())
    words = tuple(found[report.id].parsed for report in reports)
    _compare(take, reports, words, tuple(each for report in reports for each in said[report.id]))
    return take.seconds


def _compare(
    take: _Clock, reports: tuple[Report, ...], parsed: tuple[Parsed, ...], found: tuple[Attribution, ...]
) -> None:
    compared = take("reuse", find_reuse, reports, found)
    stories, _ = take("stories", group_stories, reports, parsed, compared.passages)
    speakers, attributions, _ = take("uniting", unite_speakers, found, reports, parsed, stories)
    derivations, _ = take("derivations", find_derivations, reports, compared.passages)
    families = take("families", group_families, reports, derivations)
    statements, _ = take("statements", group_statements, reports, parsed, attributions, families, stories)
    edits = take("edits", lambda: tuple(edit for one in statements for edit in classify_edits(one, reports)))
    take("findings", inspect, reports, parsed, attributions, statements, edits, compared.passages, speakers, stories)


def make_report(name: str, text: str) -> Report:
    """Make a report of a text as reading does."""
    return Report(id=name, name=name, text=text, blocks=mark_blocks(text, name))


def courses(names: list[str]) -> Iterator[Course]:
    """Measure these texts in all stages at three sizes; where one seems too steep, once more, and the shorter times count."""
    for name in names:
        for run, least in ((reading, READ_FROM), (analysis, ANALYSED_FROM)):
            sizes = tuple(least * times for times in (1, 2, 4))
            found = _measured(run, name, sizes)
            if any((course.growth or 0) > GOAL for course in found):
                found = [_shorter(one, other) for one, other in zip(found, _measured(run, name, sizes), strict=True)]
            yield from found


def _measured(run: Callable[[str], dict[str, float]], name: str, sizes: tuple[int, ...]) -> list[Course]:
    times = [run(ODD[name](size)) for size in sizes]
    return [Course(name, stage, sizes, tuple(seconds[stage] for seconds in times)) for stage in times[-1]]


def _shorter(one: Course, other: Course) -> Course:
    """Take the shorter time at each size: a busy machine only ever adds to it, and so does memory that is fetched for the first time."""
    return one._replace(seconds=tuple(map(min, one.seconds, other.seconds)))


def main() -> None:
    """Print what grows faster than it may, then the longest time of each stage."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", nargs="*", metavar="TEXT", default=list(ODD))
    asked = parser.parse_args()
    analysis(GOOD[0])  # the models are loaded and the vocabularies read before the clock starts
    found = []
    for course in courses(asked.texts):
        found.append(course)
        if course.growth and course.growth > GOAL:
            _print(course)
    judged = [course for course in found if course.growth is not None]
    print(f"\n{len(judged)} of {len(found)} courses long enough to judge; ", end="")
    print(
        f"{sum((course.growth or 0) <= GOAL for course in judged)} grow at most {GOAL} times. The longest of each stage:"
    )
    for stage in dict.fromkeys(course.stage for course in found):
        _print(max((course for course in found if course.stage == stage), key=lambda course: course.seconds[-1]))


def _print(course: Course) -> None:
    times = " ".join(f"{seconds:7.2f}" for seconds in course.seconds)
    growth = f"{course.growth:5.2f}" if course.growth else "    –"
    print(
        f"{course.stage:13} {course.text:34} {course.sizes[0]:9,} to {course.sizes[-1]:9,}: {times}  {growth}",
        flush=True,
    )


if __name__ == "__main__":
    main()
