"""What a page says of itself for search engines: the JSON-LD of schema.org, as far as it is about the article itself."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

from onrecord.patterns import IGNORECASE, pattern
from onrecord.read.decoding import storable

# Scripts of data are looked at up to this many and this long; an article with its whole text has some 50,000 characters.
MOST_SCRIPTS, LONGEST_SCRIPT = 30, 2_000_000
# Objects are looked for so deep in one another.
DEEPEST = 6
ARTICLES = frozenset(
    "article newsarticle reportagenewsarticle analysisnewsarticle opinionnewsarticle backgroundnewsarticle askpublicnewsarticle "
    "reviewnewsarticle blogposting liveblogposting socialmediaposting report satiricalarticle advertisercontentarticle".split()
)

_ANY_TAG = pattern(r"<[^<>]{0,2000}>")
_SCRIPT = pattern(r"<script\b[^<>]{0,300}application/ld\+json[^<>]{0,300}>", IGNORECASE)


def find_article(html: str) -> Mapping[str, Any]:
    """Give the one object that describes the article; nothing when there is none or several that differ in their headlines."""
    found = [one for data in _scripts(html) for one in _articles(data, 0)]
    headlines = {str(one.get("headline", "")) for one in found if one.get("headline")}
    if not found or len(headlines) > 1:
        return {}
    return max(
        found,
        key=lambda one: len([name for name in ("headline", "datePublished", "author", "publisher") if one.get(name)]),
    )


def stated_body(article: Mapping[str, Any]) -> str:
    """Give the text of the article as the page states it in its data, lines kept, markup and entities resolved; "" when it does not."""
    body = article.get("articleBody")
    if not isinstance(body, str) or len(body) > LONGEST_SCRIPT:
        return ""
    return storable(unescape(_ANY_TAG.sub("\n", body)))


def _scripts(html: str) -> Iterator[Any]:
    for number, opening in enumerate(_SCRIPT.finditer(html)):
        end = html.find("</", opening.end(), opening.end() + LONGEST_SCRIPT)
        while end >= 0 and html[end + 2 : end + 8].lower() != "script":
            end = html.find("</", end + 2, opening.end() + LONGEST_SCRIPT)
        if end < 0 or number >= MOST_SCRIPTS:
            return
        try:
            yield json.loads(html[opening.end() : end].strip().removesuffix(";"), strict=False)
        except (ValueError, RecursionError):
            continue


def _articles(data: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    """Give the articles in the data, but for those that another article merely names."""
    if depth > DEEPEST:
        return
    if isinstance(data, list):
        for one in data[:200]:
            yield from _articles(one, depth + 1)
    elif isinstance(data, dict):
        if not ARTICLES.isdisjoint(kinds_of(data)):
            yield data
        else:
            for name in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart"):
                yield from _articles(data.get(name), depth + 1)


def kinds_of(data: Mapping[str, Any]) -> set[str]:
    """Give the types that an object says it has, in small letters."""
    kinds = data.get("@type")
    return {str(kind).rpartition("/")[2].lower() for kind in (kinds if isinstance(kinds, list) else [kinds])}


def text_of(value: Any) -> str:
    """Give a value that should be text as text: a string, or the name of an object; "" for anything else."""
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, list) and len(value) == 1:
        return text_of(value[0])
    return " ".join(storable(value).split()) if isinstance(value, str) else ""
