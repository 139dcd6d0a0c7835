"""Looking at the sentences of an invented report with one sign."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from onrecord.attributions.marks import find_quotations
from onrecord.findings.cohesion import weave
from onrecord.findings.pile import Inside
from onrecord.findings.scene import Scene, Sign
from tests.findings.piles import report_of
from tests.known import parse_with_names


def signs(look: Callable[[Scene], Iterator[Sign]], text: str) -> list[str]:
    """Give what one sign says of each sentence of a text."""
    report = report_of(text)
    woven = weave(parse_with_names(report))
    quoted = Inside([quotation.outer for quotation in find_quotations(report).quotations])
    return [sign.says for place in range(len(woven.sentences)) for sign in look(Scene(woven, place, quoted))]
