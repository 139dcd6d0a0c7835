"""Pages of our own for the tests of reading pages: an article of five paragraphs with something put between them."""

from __future__ import annotations

from io import BytesIO

from onrecord.model import Block, Report
from onrecord.read.fields import Field
from onrecord.read.formats.html import read_html
from onrecord.read.reports import make_report
from onrecord.read.source import Source

UNSEEN = "“We never signed the lease for the eastern pier,” said Orla Quill on Tuesday."
BEFORE = (
    "The council of Saltmere voted on Monday to close the eastern pier for the winter, after a storm tore away part of its deck.",
    "Engineers who looked at the damage said that the repair would cost about two million and last until the spring.",
)
AFTER = (
    "Shopkeepers along the front fear for their trade, since most visitors come for the pier and stay for lunch.",
    "The harbour office will show its plans at a meeting in the town hall on Friday, where residents may ask questions.",
    "A decision about the money is expected before the end of the year, the mayor of the town told the meeting.",
)
HEAD = (
    "<!DOCTYPE html><html lang=en><head><title>Saltmere closes its pier | The Saltmere Bell</title></head>"
    "<body><nav><a href=/>Home</a></nav>"
)


def article(between: str = "", head: str = HEAD) -> str:
    """Give a page whose article has something put into its middle; `{}` there stands for the sentence `UNSEEN`."""
    before, after = ("".join(f"<p>{text}</p>\n" for text in part) for part in (BEFORE, AFTER))
    return f"{head}<article><h1>Saltmere closes its pier</h1>{before}{between.replace('{}', UNSEEN)}{after}"


def source_of(page: str | bytes, **more: object) -> Source:
    """Give a page as a file of a pile."""
    data = page.encode("utf-8") if isinstance(page, str) else page
    return Source("pile/page.html", "page.html", BytesIO(data), **more)  # type: ignore[arg-type]


def report_of(page: str | bytes, **more: object) -> Report:
    """Read a page to its report."""
    return make_report(next(iter(read_html(source_of(page, **more)))))


def read(between: str, careful: bool = False) -> Report:
    """Read the page with something put into it."""
    return report_of(article(between), careful=careful)


def block_of(report: Report, words: str) -> Block:
    """Give the one block in which these words stand."""
    found = [block for block in report.blocks if words in block.span.text(report)]
    assert len(found) == 1, f"{len(found)} blocks hold {words!r}"
    return found[0]


def given(**fields: str) -> dict[str, Field]:
    """Give fields as the entry of a feed states them."""
    return {noun: Field(noun, value) for noun, value in fields.items()}
