"""The words of the page for kinds of edits and blocks; those for findings are `onrecord.findings.KINDS`."""

from __future__ import annotations

from msgspec import Struct

from onrecord.model import BlockKind, EditKind

EDITS: dict[EditKind, str] = {
    "substituted": "other words",
    "inserted": "added",
    "omitted": "left out",
    "clipped-start": "begins later",
    "clipped-end": "stops earlier",
    "reordered": "moved",
    "joined": "run together",
    "marks-lost": "marks lost",
    "speaker-changed": "other speaker",
}

# Blocks that are the page's furniture, not the report's words: shown struck through.
FURNITURE: frozenset[BlockKind] = frozenset({"boilerplate", "teaser", "hidden"})

BLOCKS: dict[BlockKind, str] = {
    "headline": "headline",
    "crosshead": "crosshead",
    "byline": "byline",
    "caption": "caption",
    "body": "",
    "list": "list",
    "teaser": "teaser for another story, not read",
    "boilerplate": "page furniture, not read",
    "hidden": "readers of the page could not see this, not read",
}


class Flag(Struct, frozen=True):
    """What should be known of a report before trusting it: a word or two, and what they mean.

    A grave one also stands beside the report's headline at the top of the page.
    """

    word: str
    about: str
    grave: bool = False


FLAGS: dict[str, Flag] = {
    "deceptive-text": Flag("deceptive text", "it holds characters that hide words or turn their direction", True),
    "partial": Flag("partial", "some of its text was lost in reading", True),
    "degraded": Flag("degraded", "it was read by the plainest means, after the usual ones failed", True),
    "language-not-covered": Flag(
        "language not covered", "it is stored, but nobody's words were looked for in it", True
    ),
    "encoding-doubtful": Flag("encoding doubtful", "many of its characters could not be made out", True),
    "encoding-guessed": Flag("encoding guessed", "nothing says how its letters are encoded"),
    "date-not-understood": Flag("date not understood", "it gives a date in a form that is not known"),
    "no-body-text": Flag("no body text", "only a headline or page furniture was found"),
    "analysed-in-part": Flag(
        "searched in part", "it is so long that only its first 150,000 characters were searched", True
    ),
    "teaser-only": Flag("teaser only", "it announces a report, and its quotations may be shortened", True),
    "damaged": Flag("damaged", "the checksum of the archive it lay in is wrong, so its words may be altered", True),
    "digest-mismatch": Flag("other bytes", "it is not what its web archive states that it was", True),
    "article-hidden": Flag(
        "mostly hidden", "most of what reads as the article was hidden from the page's readers", True
    ),
    "text-from-data": Flag("text from data", "its text stands only in the page's data for search engines"),
    "dates-differ": Flag("dates differ", "the page gives several days of publication"),
    "not-analysed": Flag("not analysed", "a fault of On Record kept it from being searched for who says what", True),
}


def flag(name: str) -> Flag:
    """Give a flag as readers meet it; one that is not known here stands for itself."""
    return FLAGS.get(name, Flag(name.replace("-", " "), ""))
