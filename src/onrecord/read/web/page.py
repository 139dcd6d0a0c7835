"""A page as one thing: how it was read, its units, which of them are the article, and what it says of itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from onrecord.patterns import IGNORECASE, pattern
from onrecord.read.fields import Field
from onrecord.read.web.alignment import find_again, squeeze
from onrecord.read.web.article import choose_article, choose_plainly
from onrecord.read.web.claims import Claims
from onrecord.read.web.compose import DATA, Composed, compose, headline_of
from onrecord.read.web.linked_data import find_article, stated_body, text_of
from onrecord.read.web.prescan import WORDS_LOST, Survey, lost_words, survey
from onrecord.read.web.sheets import sheets_in
from onrecord.read.web.strip import strip
from onrecord.read.web.traits import HEADINGS, MOSTLY_LINKS, is_sentence, link_share
from onrecord.read.web.units import Place, Unit

DEGRADED, PARTIAL = "degraded", "partial"
# The page gives days of publication that cannot all be right, so none is taken.
DATES_DIFFER = "dates-differ"
# What reads as the article is more hidden than shown by the page's own styles: its text is kept and nothing in it is taken for said.
HIDDEN = "article-hidden"
# The report's text is not among what the page shows but in its data for search engines, from where a script puts it on the page.
FROM_DATA = "text-from-data"
# So it is taken when the page shows fewer words than this and its data has more than this.
FEWEST_SHOWN, FEWEST_STATED = 40, 80
# A piece of a page out of a feed or a mail has no head and no body: all of it is the article.
_WHOLE = pattern(r"<(?:html|body|head|!doctype)\b", IGNORECASE)


class Page(Struct, frozen=True):
    """What was read of a page: what its data say of its article, its units, and for each of them whether it is part of the article."""

    article: Mapping[str, Any]
    survey: Survey
    units: list[Unit]
    chosen: list[bool]
    flags: tuple[str, ...] = ()

    def fields(self, given: Mapping[str, Field]) -> dict[str, Field]:
        """Give what is said of the page: what its container gave, then the headline that stands on it, then its own claims."""
        fields = self._claims(given).fields()
        headline = self.headline(fields)
        if headline is not None:
            fields["title"] = Field("the heading of the page", self.units[headline].text)
        return {**fields, **given}

    def doubts(self, fields: Mapping[str, Field]) -> tuple[str, ...]:
        """Give the flags of the page, and one more when it has no day of publication because it gives several."""
        differ = "published" not in fields and self._claims(fields).dates_differ()
        return (*self.flags, DATES_DIFFER) if differ else self.flags

    def _claims(self, given: Mapping[str, Field]) -> Claims:
        url = given.get("url")
        return Claims(self.survey, self.article, url.value if url else None)

    def headline(self, fields: Mapping[str, Field]) -> int | None:
        """Find the unit that is the headline."""
        return _headline(self.units, self.survey, fields["title"].value if "title" in fields else None)

    def compose(self, fields: Mapping[str, Field]) -> Composed:
        """Give the text of the report and its marks."""
        return compose(
            self.units, self.chosen, self.headline(fields), everything=DEGRADED in self.flags or PARTIAL in self.flags
        )


def read_page(html: str, careful: bool = False) -> Page:
    """Read a page: through a parser if it is fit for one and nothing gets lost there, else by one plain pass over its tags."""
    found = survey(html)
    if not careful and not found.unfit:
        parsed = _parsed(html, found)
        if parsed is not None:
            return parsed
    units = strip(html, sheets_in(html))
    return Page(
        find_article(html), found, units, choose_plainly(units), (DEGRADED, PARTIAL) if found.cut_off else (DEGRADED,)
    )


def _parsed(html: str, found: Survey) -> Page | None:
    """Read a page through lxml and trafilatura; None when words got lost on the way."""
    from onrecord.read.web.extraction import article_text
    from onrecord.read.web.tree import parse, units_of

    tree = parse(html)
    if tree is None:
        return None
    walked = units_of(tree, sheets_in(html))
    if lost_words(found.words, walked.taken) > WORDS_LOST:
        return None
    flags = (PARTIAL,) if found.cut_off else ()
    if not _WHOLE.search(html):
        return Page(find_article(html), found, walked.found, choose_plainly(walked.found), flags)
    return _chosen(find_article(html), found, walked.found, article_text(tree, _sentences(walked.found)), flags)


def _headline(units: Sequence[Unit], found: Survey, claim: str | None) -> int | None:
    """Find the unit that is the headline by the page's title and by what else is claimed to be it."""
    titles = [one.text for one in found.told if one.name == "title"]
    return headline_of(units, [*titles[:1], *([claim] if claim else [])])


def _sentences(units: Sequence[Unit]) -> int:
    """Count the letters and figures in the sentences of a page that can be seen and are no links."""
    seen = (unit.text for unit in units if not unit.hidden and is_sentence(unit) and link_share(unit) <= MOSTLY_LINKS)
    return sum(len(squeeze(text)) for text in seen)


def _chosen(
    article: Mapping[str, Any], found: Survey, units: list[Unit], extracted: str, flags: tuple[str, ...]
) -> Page:
    """Choose the article of a page. `extracted` is what the extractor took for it, only letters and figures."""
    squeezed = [squeeze(unit.text) for unit in units]
    kept = find_again(squeezed, extracted)
    body = stated_body(article)
    stated = find_again(squeezed, squeeze(body)) if body else []
    headline = _headline(units, found, text_of(article.get("headline")))
    chosen = choose_article(units, kept, stated, headline)
    if not any(one and unit.place.tag not in HEADINGS for unit, one in zip(units, chosen, strict=True)):
        chosen = choose_plainly(units)
    if not any(
        chosen
    ):  # nothing but links: of these what the extractor took, so that a piece of a feed is not said to have no words
        chosen = [one and not unit.hidden for unit, one in zip(units, kept, strict=True)]
    shown = sum(len(unit.text.split()) for unit, one in zip(units, chosen, strict=True) if one)
    if shown < FEWEST_SHOWN and len(body.split()) > FEWEST_STATED:
        extra = [Unit(text, Place(-1, DATA)) for line in body.split("\n") if (text := " ".join(line.split()))]
        return Page(article, found, [*units, *extra], [False] * len(units) + [True] * len(extra), (*flags, FROM_DATA))
    unseen = sum(len(unit.text.split()) for unit, one in zip(units, kept, strict=True) if one and unit.hidden)
    return Page(article, found, units, chosen, (*flags, HIDDEN) if unseen > shown else flags)
