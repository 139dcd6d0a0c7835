"""The article's own text is what a reader would call the article, in the words of the report."""

from __future__ import annotations

import pytest

from onrecord.model import Block, BlockKind, Report, Span
from onrecord.read.body import body_text
from onrecord.read.pieces import SIGNATURE

TEXT = "Pier shut\n\nThe pier stays shut.\n\nWhy now\n\nThe deck is gone."
STRETCHES = ((0, 9), (11, 31), (33, 40), (42, 59))


def report(*kinds: BlockKind, third: str = "") -> Report:
    """Make a report of four blocks; `third` is why the third is what it is."""
    reasons = ("", "", third, "")
    blocks = [
        Block(Span("r", *stretch), kind, because)
        for stretch, kind, because in zip(STRETCHES, kinds, reasons, strict=True)
    ]
    return Report(id="r", name="r", text=TEXT, blocks=tuple(blocks))


@pytest.mark.parametrize(
    ("kinds", "text"),
    [
        (("headline", "body", "crosshead", "body"), "The pier stays shut.\n\nWhy now\n\nThe deck is gone."),
        (("headline", "list", "crosshead", "list"), "The pier stays shut.\n\nWhy now\n\nThe deck is gone."),
        (("crosshead", "body", "teaser", "body"), "The pier stays shut.\n\nThe deck is gone."),
        (("headline", "caption", "byline", "body"), "The deck is gone."),
        (("headline", "hidden", "boilerplate", "hidden"), ""),
        (("crosshead", "crosshead", "crosshead", "crosshead"), ""),
    ],
)
def test_the_article_is_its_paragraphs_lists_and_subheadings(kinds: tuple[BlockKind, ...], text: str) -> None:
    assert body_text(report(*kinds)) == text


def test_the_signature_of_a_post_is_read_with_the_post_only() -> None:
    signed = report("headline", "body", "byline", "body", third=SIGNATURE.because)
    assert body_text(signed) == "The pier stays shut.\n\nWhy now\n\nThe deck is gone."
    assert (
        body_text(report("body", "caption", "byline", "body", third=SIGNATURE.because))
        == "Pier shut\n\nThe deck is gone."
    )
