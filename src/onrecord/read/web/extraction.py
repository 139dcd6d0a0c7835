"""What trafilatura takes for the article of a page."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from onrecord.read.web.alignment import squeeze

if TYPE_CHECKING:
    from lxml.html import HtmlElement


# A page of which the strict way takes less than this (letters and figures) is looked at again, and the result taken when it is so many
# times as long: strict extraction finds nothing on some odd pages, and little on pages that have little.
SHORTEST, LONGER = 200, 2
# Trafilatura compares its own result with those of two other programs, at as much again as it costs itself. They can only win on
# pages of which it takes little: less than this share of the letters in the page's sentences (4 of 91 pages; the other 87 come out
# the same to the letter).
LITTLE = 0.5


def article_text(tree: HtmlElement, sentences: int) -> str:
    """Give the letters and figures of the article, one after the other; "" when trafilatura finds none.

    `sentences` says how many letters and figures the sentences on the page have, those of its article and all others.
    """
    quick = _extract(tree, strict=True, fast=True)
    if len(quick) >= max(SHORTEST, LITTLE * sentences):
        return quick
    strict = _extract(tree, strict=True)
    if len(strict) >= SHORTEST:
        return strict
    lenient = _extract(tree, strict=False)
    return lenient if len(lenient) > LONGER * len(strict) else strict


def _extract(tree: HtmlElement, strict: bool, fast: bool = False) -> str:
    from trafilatura import bare_extraction

    log = logging.getLogger("trafilatura")
    log.propagate = False  # what it has to say (“discarding data”) is no message for the reader of reports
    if not log.handlers:
        log.addHandler(logging.NullHandler())
    try:
        document: Any = bare_extraction(
            tree, fast=fast, include_comments=False, favor_precision=strict, with_metadata=False, output_format="txt"
        )
    except Exception:  # whatever an odd page breaks in it: the page is then read without it
        return ""
    return squeeze("".join(document.body.itertext())) if document is not None else ""
