"""Every pattern of the package takes time in proportion to the text, whatever somebody wrote into it."""

from __future__ import annotations

import pkgutil
import re
from collections import deque
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import onrecord
from onrecord.model import Report
from onrecord.patterns import any_of, known, pattern
from onrecord.reuse.credits import find_credits
from onrecord.reuse.fingerprints import find_fingerprints
from tests.dangers import FAILS, IN_A_ROW, INSIDE, LAZY, TWO, danger
from tests.timing import Work, grows_at_most, seconds, takes_at_most

SOURCE = Path(onrecord.__file__).parent

# The longest text that a pattern is run on (code points); how much longer twice the text may take; the CPU seconds below which a time
# says nothing; and what the longest text may take. (Slow patterns take minutes; a busy machine's times differ by a third.)
LONGEST, GROWTH, LEAST, MOST = 20_000, 2.6, 0.02, 0.6

PLAIN = (
    "a",
    "A",
    " ",
    "\n",
    "\t",
    '"',
    "“",
    "'",
    "’",
    "1",
    ".",
    ",",
    "-",
    "–",
    "(",
    ")",
    "[",
    "/",
    "|",
    ":",
    "@",
    "•",
    "_",
    "é",
    "\u200b",
)
WORDS = ("a b c ", "Aa ", "A. ", "1.1,", "1 ", '"a b" ', "a, ", " \n", "A/", "www.", "By A, ", "A-")


def modules() -> list[str]:
    names = [module.name for module in pkgutil.walk_packages(onrecord.__path__, "onrecord.")]
    return [name for name in names if not name.endswith("__main__")]


@cache
def every_pattern() -> tuple[tuple[str | bytes, int], ...]:
    """Load every module, and let those build theirs that do so when they are first asked."""
    for name in modules():
        import_module(name)
    report = Report(id="r", name="r", text="The Example Times reported that it can not rain.")
    find_credits(report)
    find_fingerprints([report])
    return known()


def test_patterns_are_made_in_one_place_only() -> None:
    users = [
        path
        for path in SOURCE.rglob("*.py")
        if re.search(r"^\s*(?:import re\b|from re import)", path.read_text("utf-8"), re.M)
    ]
    assert [str(path.relative_to(SOURCE)) for path in users] == ["patterns.py"]


def test_what_is_made_is_known() -> None:
    assert pattern(r"never used but here \d").search("never used but here 1")
    assert (r"never used but here \d", 0) in known()
    assert len(every_pattern()) > 100


def test_words_of_a_report_are_found_as_they_stand() -> None:
    assert any_of("U.S", "U.S.A").findall("the U.S.A and the UXS") == ["U.S.A"]
    assert any_of("O’Neill", before="").match("O’Neill said")
    assert not any_of("(a", before="", after="").search("a")
    assert not any_of().search("no words at all are found nowhere")


def test_words_of_a_report_are_not_remembered() -> None:
    before = known()
    any_of("Ann", "Lee").search("Ann")
    assert known() == before


# The rules, each with a pattern that breaks it and one that does not.
@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (r'"(.+?)" said', LAZY),
        (r'"(.{1,600}?)" said', LAZY),
        (r'"(.{1,60}?)" said', None),
        (r"\s+$", FAILS),
        (r"\w+@", FAILS),
        (r"\w+@|\d", FAILS),
        (r"a(?=\w+@)", FAILS),
        (r"\b\w+@", None),
        (r"(?<!\s)\s+$", None),
        (r"(?<![a-z])\w+@", FAILS),
        (r"^\s+a", None),
        (r"^-?\w+@", None),
        (r"(?m)^\s+a", FAILS),
        (r"(?m)^[^\n]+a", None),
        (r"^'*+(?:\t|\s*+=)", None),
        (r"by \d+ men", None),
        (r"(?:by|for) ?\d+ men", None),
        (r"(?:by|for)? ?\d+ men", FAILS),
        (r"<p[^<>]+>", None),
        (r"a[^<>]+>", FAILS),
        (r"""=(?:"[^"]+"|'[^']+')""", None),
        (r"/\*.{0,9000}?\*/", LAZY),
        (r"<[^<>]{0,9000}?>", None),
        (r"\b\w+\s+\w+@", TWO),
        (r"\w+", None),
        (r"\d+(?:[.,]\d+)*", None),
        (r"\d+(?:[.,]\d+)*%", FAILS),
        (r"(?:a+b)*", FAILS),
        (r"[^.]+\.?", None),
        (r"(?:[A-Z]\w{0,30}\s?){1,9} said", INSIDE),
        (r"(?:[A-Z]\w{0,30}\s){1,9} said", None),
        (r"(?:[A-Z]\w{0,30}\s?){1,9}+ said", None),
        (r"(?:(?:the|a)\s{1,9}){0,4}b", None),
        (r"\w{1,60}\w{1,60}@", IN_A_ROW),
        (r"\w{1,60}\s?\w{1,60}@", IN_A_ROW),
        (r"\w{1,60} \w{1,60}@", None),
        (r"\s{0,99}\d{0,99}a", None),
        (rb"\s*<html", FAILS),
        (rb"\s{0,99}<html", None),
    ],
)  # fmt: skip
def test_a_slow_pattern_is_known_when_seen(text: str | bytes, fault: str | None) -> None:
    assert danger(text) == fault


def test_no_pattern_is_slow_by_its_form() -> None:
    assert {text: fault for text, flags in every_pattern() if (fault := danger(text, flags))} == {}


def test_no_pattern_is_slow_on_text_made_against_it() -> None:
    assert [one for text, flags in every_pattern() if (one := slowest(re.compile(text, flags)))] == []


@pytest.mark.parametrize("text", [r"\s+$", r"\w+@"])
def test_the_clock_shows_a_slow_pattern(text: str) -> None:
    assert slowest(re.compile(text), longest=30_000)


def slowest(compiled: re.Pattern[Any], longest: int = LONGEST) -> str | None:
    """Search the odd texts for all that a pattern matches; say on which that takes too long, or None."""
    for piece in dict.fromkeys((*PLAIN, *WORDS, *made_against(compiled))):
        times: list[float] = []
        for size in (longest // 8, longest // 2, longest):  # a slow one shows in the smallest and is stopped there
            times.append(seconds(search(compiled, piece, size)))
            if len(times) == 1 and times[0] * 8**2 < LEAST:
                break  # eight times the text takes 64 times as long at most, if the time grows with the square
            if times[-1] > MOST and not takes_at_most(MOST, search(compiled, piece, size)):
                return f"{compiled.pattern!r} takes {times[-1]:.2f} s on {size:,} of {piece!r}"
        if len(times) > 1 and times[-1] > LEAST and times[-1] > GROWTH * times[-2]:
            half, whole = (search(compiled, piece, size) for size in (longest // 2, longest))
            if not takes_at_most(LEAST, whole) and not grows_at_most(GROWTH, half, whole):
                return f"{compiled.pattern!r} grows {times[-1] / times[-2]:.1f} times on {piece!r}"
    return None


def search(compiled: re.Pattern[Any], piece: str, size: int) -> Work:
    """Give the work of finding everything in a text of so many code points."""
    odd = piece * (size // len(piece)) + "\0"
    text = odd.encode("utf-8", "replace") if isinstance(compiled.pattern, bytes) else odd
    return lambda: deque(compiled.finditer(text), maxlen=0)


def made_against(compiled: re.Pattern[Any]) -> Iterator[str]:
    """Give pieces that, again and again, nearly match: the whole without its end, each repeat, what each repeats, what a choice offers."""
    tree = list(
        re._parser.parse(
            compiled.pattern, compiled.flags & ~re.UNICODE if isinstance(compiled.pattern, bytes) else compiled.flags
        )
    )  # type: ignore[attr-defined]
    whole = example(tree, 1)
    yield from (piece for cut in {len(whole), len(whole) - 1, len(whole) // 2} if (piece := whole[:cut]))
    yield from (piece for part in inside(tree) for times in (1, 3) if (piece := example(part, times)))


def inside(items: list[Any]) -> Iterator[list[Any]]:
    """Give each part of a pattern that is repeated or grouped, with what comes before it in its row."""
    for place, (kind, arguments) in enumerate(items):
        found = [one for one in nested(arguments)]
        if found and str(kind) != "BRANCH":
            yield items[: place + 1]
        for part in found[:8]:
            yield part
            yield from inside(part)


def nested(arguments: Any) -> Iterator[list[Any]]:
    if isinstance(arguments, re._parser.SubPattern):  # type: ignore[attr-defined]
        yield list(arguments)
    elif isinstance(arguments, tuple | list):
        for argument in arguments:
            yield from nested(argument)


def example(items: list[Any], times: int) -> str:
    """Write a text that a row of items matches, or nearly; what may be repeated stands so many times."""
    return "".join(written(str(kind), arguments, times) for kind, arguments in items)


def written(kind: str, arguments: Any, times: int) -> str:
    if kind == "LITERAL":
        return chr(arguments)
    if kind in ("ANY", "NOT_LITERAL"):
        return "a"
    if kind == "IN":
        return member(arguments)
    if kind.endswith("REPEAT"):
        least, most, body = arguments
        return example(list(body), times) * min(max(least, times), int(most))
    if kind == "BRANCH":
        return example(list(arguments[1][0]), times)
    if kind in ("SUBPATTERN", "ATOMIC_GROUP", "ASSERT"):
        return "".join(example(part, times) for part in nested(arguments))
    return ""


def member(choices: Any) -> str:
    """Give a character of a class; of one that only says what is not in it, one that should be."""
    kinds = {
        "CATEGORY_SPACE": " ",
        "CATEGORY_DIGIT": "1",
        "CATEGORY_WORD": "a",
        "CATEGORY_NOT_SPACE": "a",
        "CATEGORY_NOT_WORD": ".",
    }
    for kind, value in choices:
        if str(kind) == "NEGATE":
            return "a"
        if str(kind) in ("LITERAL", "RANGE"):
            return chr(value if str(kind) == "LITERAL" else value[0])
        return kinds.get(str(value), "a")
    return ""
