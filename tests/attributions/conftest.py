"""Reports made of invented paragraphs: each line a block."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from onrecord.attributions.rules import find_by_rules
from onrecord.language import parse
from onrecord.model import Attribution, Block, Report


def report_of(text: str, headline: bool = False) -> Report:
    """Make a report in which every line is a paragraph (and the first a headline, when asked)."""
    bare = Report(id="r", name="r", text=text)
    lines = [(m.start(), m.end()) for m in re.finditer(r"\S[^\n]*", text)]
    kinds = ["headline" if headline and n == 0 else "body" for n in range(len(lines))]
    blocks = tuple(Block(bare.span(s, e), kind, "a line") for (s, e), kind in zip(lines, kinds, strict=True))  # type: ignore[arg-type]
    return Report(id="r", name="r", text=text, blocks=blocks)


def described(report: Report, one: Attribution) -> tuple[str, str, str]:
    """Write an attribution as (source, cue, content), pieces joined by an ellipsis."""
    return tuple(" … ".join(s.text(report) for s in spans) for spans in (one.source, one.cue, one.content))  # type: ignore[return-value]


@pytest.fixture
def found() -> Callable[..., list[tuple[str, str, str]]]:
    """Find the outermost attributions of a text by the rules alone."""

    def find(text: str, headline: bool = False) -> list[tuple[str, str, str]]:
        report = report_of(text, headline)
        return [described(report, one) for one in find_by_rules(parse(report)) if not one.nested]

    return find
