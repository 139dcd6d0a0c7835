"""What an input offers as a report, and the names under which the fields of a report are found in news data sets."""

from __future__ import annotations

from collections.abc import Mapping
from html import unescape
from pathlib import PurePosixPath

from msgspec import Struct

from onrecord.model import BlockKind
from onrecord.patterns import IGNORECASE, Match, pattern

# The names a field goes by, the likeliest first; case, hyphens and underscores do not matter, `a.b` is field b of object a. Seen in:
# newsplease and newspaper (maintext, date_publish), schema.org (headline, articleBody, datePublished, inLanguage), ninjs (body_text,
# versioncreated, infosources), RSS readers (pubDate, link), NewsAPI (content, publishedAt, source.name), WordPress (content.rendered),
# The Guardian (webTitle, bodyText), The New York Times (headline.main, pub_date), data sets of reports (text, body, byline).
FIELDS: Mapping[str, tuple[str, ...]] = {
    "name": ("id", "uid", "uri"),
    "text": (
        "text",
        "maintext",
        "articlebody",
        "body",
        "content",
        "fulltext",
        "bodytext",
        "pagecontent",
        "articletext",
        "articlecontent",
        "contenttext",
        "plaintext",
        "rawtext",
        "storytext",
        "newstext",
        "paragraphs",
        "article",
        "document",
        "story",
    ),
    "title": ("title", "headline", "webtitle", "headlines"),
    "outlet": (
        "outlet",
        "source",
        "publisher",
        "publication",
        "sitename",
        "og:sitename",
        "sourcename",
        "newspaper",
        "sourcedomain",
        "domain",
        "infosources",
        "infosource",
        "copyrightholder",
    ),
    "published": (
        "datepublished",
        "datepublish",
        "published",
        "publishedat",
        "publicationdate",
        "publishdate",
        "publisheddate",
        "pubdate",
        "webpublicationdate",
        "article:publishedtime",
        "date",
        "contentcreated",
        "firstcreated",
        "versioncreated",
        "datecreated",
    ),
    "byline": ("byline", "bylines", "authors", "author", "by", "creator", "writer"),
    "agency": ("agency", "newsagency"),
    "url": ("url", "link", "sourceurl", "weburl", "permalink", "canonicalurl", "mainentityofpage", "uri"),
    "language": ("language", "lang", "inlanguage", "langcode"),
}
# Fields whose text is HTML by their very name.
HTML_FIELDS = ("bodyhtml", "bodyxhtml", "contenthtml", "content.rendered", "html", "bodies")
# Fields that tell of a report without being its text: a record that has only these is no report.
SUMMARIES = (
    "description",
    "summary",
    "lead",
    "leadparagraph",
    "abstract",
    "snippet",
    "excerpt",
    "teaser",
    "descriptiontext",
)
# Objects in which the fields of a record may stand, one level down.
WRAPPERS = ("fields", "attributes", "article", "document", "doc", "metadata", "meta")
# What a packed file is called besides its own name.
PACKINGS = frozenset({".gz", ".zst", ".bz2", ".xz"})
# What is left of HTML in headlines and names that feeds, services and tables give as plain text. Titles are escaped twice over, not more.
# A tag without its other half is what the headline speaks of: “Why <b> is bold”.
_TAG = pattern(
    r"<(/?)(a|abbr|b|cite|em|font|i|mark|q|s|small|span|strike|strong|sub|sup|tt|u|wbr|br|p|div|h[1-6]|li|ul|ol|blockquote|img)"
    r"(?:\s[^<>]{0,500})?/?>",
    IGNORECASE,
)
_ALONE, _BREAKS = (
    frozenset({"br", "img", "wbr"}),
    frozenset("br p div h1 h2 h3 h4 h5 h6 li ul ol blockquote img".split()),
)
_UNREAD = pattern(r"<(script|style)(?:\s[^<>]{0,200})?>[^<]{0,500}</\1\s{0,5}>", IGNORECASE)
_ENTITY = pattern(r"&(?:[a-z]{2,8}\d{0,2}|#\d{2,7}|#x[0-9a-f]{2,6});", IGNORECASE)
_MOST_LAYERS = 2
_BY = pattern(r"By:?\s{1,9}(?=\S)", IGNORECASE)


class Field(Struct, frozen=True):
    """One field as the input gave it: its own name there, and its value as text."""

    key: str
    value: str


class Mark(Struct, frozen=True):
    """What the format itself says a stretch of the text is: half-open code-point offsets, a kind of block and the reason."""

    start: int
    end: int
    kind: BlockKind
    because: str


class Offered(Struct, frozen=True, kw_only=True):
    """What one input offers as a report, before anything is looked for in its text.

    `locator` says where it came from, `offset` at which byte of the file it begins; `marks` are stretches whose kind the format knows (a
    heading of a page), in order, none overlapping another.
    """

    locator: str
    name: str
    text: str
    offset: int | None = None
    format: str = "text"
    digest: str | None = None
    encoding: str = "utf-8"
    flags: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    title: Field | None = None
    outlet: Field | None = None
    published: Field | None = None
    byline: Field | None = None
    agency: Field | None = None
    url: Field | None = None
    language: Field | None = None


def bare_name(name: str) -> str:
    """Give the name of a file or member without folders and suffix, and without that of a packing: `a/x.html.gz` is `x`."""
    path = PurePosixPath(name)
    if path.suffix.lower() in PACKINGS:
        path = path.with_suffix("")
    return path.stem or name


def as_shown(words: str) -> str:
    """Write a headline or a name as its readers see it, without the tags and entities of HTML that were left in it."""
    for _ in range(_MOST_LAYERS):
        words = _untagged(_UNREAD.sub("", words)) if "<" in words else words
        words = unescape(words) if _ENTITY.search(words) else words
    return " ".join(words.split())


def _untagged(words: str) -> str:
    """Leave out tags that stand in pairs or need no other."""
    halves = {(tag[1], tag[2].lower()) for tag in _TAG.finditer(words)}
    paired = _ALONE.union(name for _, name in halves if {("", name), ("/", name)} <= halves)

    def written(tag: Match[str]) -> str:
        name = tag[2].lower()
        return tag[0] if name not in paired else " " if name in _BREAKS else ""

    return _TAG.sub(written, words)


def author_named(words: str) -> str:
    """Give the names of a byline without the “By” before them."""
    return _BY.sub("", as_shown(words), count=1) if _BY.match(words) else as_shown(words)


def plain(key: str) -> str:
    """Spell the name of a field without case, hyphens, underscores and spaces."""
    return key.lower().replace("_", "").replace("-", "").replace(" ", "")


def is_text_field(key: str) -> bool:
    """Say whether a field of this name usually holds the text."""
    return plain(key) in FIELDS["text"]
