"""What a page says of itself: title, outlet, date, writer, address and language, each with where it says so. In doubt nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import unescape
from typing import Any
from urllib.parse import urljoin

from onrecord.patterns import pattern
from onrecord.read.decoding import storable
from onrecord.read.fields import Field
from onrecord.read.particulars import AGENCIES
from onrecord.read.web.addresses import address_of, day_in, domain_of
from onrecord.read.web.linked_data import text_of
from onrecord.read.web.prescan import Survey, Told
from onrecord.read.web.writers import MOST_WRITERS, name_of, people_in
from onrecord.written_dates import iso_date

# Longer than this nothing that a page says of itself is.
LONGEST_CLAIM = 500

# Names of meta elements that give the day of publication, the surest first. Days of changes are not among them.
_DATES = (
    "article:published_time", "og:article:published_time", "article:published", "datepublished", "parsely-pub-date", "sailthru.date",
    "dc.date.issued", "dcterms.issued", "citation_publication_date", "publish-date", "publish_date", "publishdate", "pub_date", "pubdate",
    "og:pubdate", "publication_date", "article.published", "article_date_original", "published_at", "date_published", "dc.date",
    "dcterms.date", "date",
)  # fmt: skip
_WRITERS = (
    "author",
    "article:author",
    "article_author",
    "sailthru.author",
    "parsely-author",
    "dc.creator",
    "byl",
    "citation_author",
)
_TITLES = ("og:title", "twitter:title", "title", "dc.title", "parsely-title", "sailthru.title")

_DIVIDER = pattern(r"\s[|–—·•«»:~-]{1,2}\s|\s?\|\s?")
_LANGUAGE = pattern(r"[a-zA-Z]{2,3}(?=$|[-_])")


class Claims:
    """All that a page says of itself, gathered once; each method answers for one noun."""

    def __init__(self, survey: Survey, article: Mapping[str, Any], fetched: str | None = None) -> None:
        self._told, self._own = survey.told, survey.told[: survey.own]
        self._meta = _metas(survey)
        self._article = article
        self._fetched = fetched

    def fields(self) -> dict[str, Field]:
        """Give what is certain enough, under the nouns of `Offered`."""
        found = {
            "title": self.title(),
            "outlet": self.outlet(),
            "published": self.published(),
            "byline": self.byline(),
            "agency": self.agency(),
            "url": self.url(),
            "language": self.language(),
        }
        return {noun: field for noun, field in found.items() if field is not None}

    def title(self) -> Field | None:
        """Take the headline from JSON-LD or a meta element, else the title of the page without its outlet."""
        headline = _claim("the page's JSON-LD (headline)", self._article.get("headline"))
        found = self._first(_TITLES) or headline
        whole = next((told.text for told in self._told if told.name == "title" and told.text), "")
        if found is None:
            return _claim("the title of the page", self._without_outlet(whole))
        return _claim(found.key, self._without_outlet(found.value))

    def outlet(self) -> Field | None:
        """Take the name of the site from what the page claims, else the domain of the address it was given with."""
        named = self._first(("og:site_name", "application-name", "dc.publisher")) or _claim(
            "the page's own claim (JSON-LD publisher)", text_of(self._article.get("publisher"))
        )
        if named is not None and (name := _DIVIDER.split(named.value)[0].strip().removeprefix("@")):
            return Field(named.key, name)
        domain = domain_of(self._fetched)
        return Field("domain of the address it was given with", domain) if domain else None

    def published(self) -> Field | None:
        """Take the day of publication where all that the page says of it agrees within a day; else nothing."""
        found, days = self._days()
        return found[0] if found and _one_day(days) else None

    def dates_differ(self) -> bool:
        """Say whether the page gives days of publication that cannot all be right."""
        return not _one_day(self._days()[1])

    def _days(self) -> tuple[list[Field], set[str]]:
        found = [field for field in self._dates() if iso_date(field.value)] or self._marked_days()
        return found, {day for field in found if (day := (iso_date(field.value) or "")[:10])}

    def _marked_days(self) -> list[Field]:
        """Give the day that the page marks as its entry's (hAtom), where nothing else is said and all such marks agree."""
        marked = [one.attributes for one in self._own if one.name in ("time", "abbr") and "published" in _classes(one)]
        days = [day for one in marked if iso_date(day := one.get("datetime", one.get("title", "")))]
        return (
            [Field("the page's own mark (published)", days[0])] if days and _one_day({day[:10] for day in days}) else []
        )

    def byline(self) -> Field | None:
        """Take the people who wrote it; a desk, an agency or the paper itself is no byline."""
        outlet = self.outlet()
        for key, said in self._writers():
            people = people_in(said, outlet.value if outlet else "")
            if people:
                return Field(key, ", ".join(people))
        return None

    def agency(self) -> Field | None:
        """Take the agency that the page names as its author."""
        for key, said in self._writers():
            for name in said:
                if known := AGENCIES.get(name.lower().removeprefix("by ").strip(" .")):
                    return Field(key, known)
        return None

    def _writers(self) -> Iterable[tuple[str, list[str]]]:
        """Give all that the page says of who wrote it, the surest first."""
        authors = self._article.get("author")
        yield (
            "the page's JSON-LD (author)",
            [name_of(one) for one in (authors if isinstance(authors, list) else [authors])],
        )
        for name in _WRITERS:
            yield f"meta element {name}", self._meta.get(name, [])
        marked = [
            one.text
            for one in self._told
            if "author" in f"{one.attributes.get('rel', '')} {one.attributes.get('itemprop', '')}".split()
        ]
        yield "the page's own mark (author)", marked[:MOST_WRITERS]
        cards = {one.text for one in self._own if {"author", "vcard"} <= _classes(one)} - {""}
        yield "the page's own mark (hCard author)", list(cards) if len(cards) == 1 else []

    def url(self) -> Field | None:
        """Take the address that the page gives as its own; only http and https are addresses of pages."""
        links = [
            one.attributes.get("href", "")
            for one in self._told
            if one.name == "link" and "canonical" in one.attributes.get("rel", "").lower().split()
        ]
        for key, addresses in (
            ("the page's own claim (canonical link)", links),
            ("the page's own claim (og:url)", self._meta.get("og:url", [])),
        ):
            for address in addresses:
                whole = address_of(urljoin(self._fetched or "", address.strip()) if address.strip() else "")
                if whole:
                    return Field(key, whole)
        return (
            Field("the address it was given with", self._fetched)
            if self._fetched and address_of(self._fetched)
            else None
        )

    def language(self) -> Field | None:
        """Take the language that the page names."""
        for one in self._told:
            found = (
                _LANGUAGE.match(one.attributes.get("lang", one.attributes.get("xml:lang", "")).strip())
                if one.name == "html"
                else None
            )
            if found:
                return Field("the page's own claim (lang)", found[0].lower())
        return None

    def _dates(self) -> Iterable[Field]:
        """Give all that the page says of its day of publication, the surest first."""
        if said := _claim("the page's JSON-LD (datePublished)", self._article.get("datePublished")):
            yield said
        for name in _DATES:
            for value in self._meta.get(name, []):
                yield Field(f"meta element {name}", value)
        for one in self._told:
            if one.name == "time" and (
                "pubdate" in one.attributes or "datePublished" in one.attributes.get("itemprop", "").split()
            ):
                yield Field("the page's own mark (time)", one.attributes.get("datetime", one.text))
        address = self.url()
        if address and (day := day_in(address.value)):
            yield Field("the address of the page", day)

    def _first(self, names: Sequence[str]) -> Field | None:
        return next(
            (Field(f"the page's own claim ({name})", self._meta[name][0]) for name in names if name in self._meta), None
        )

    def _without_outlet(self, title: str) -> str:
        """Cut the outlet off a title: a part at either end that is the name of the site or its domain."""
        names = {_plain(field.value) for field in (self.outlet(),) if field} | {
            _plain(domain_of(self._fetched)),
            _plain(domain_of(getattr(self.url(), "value", None))),
        }
        names.discard("")
        cuts = list(_DIVIDER.finditer(title))
        for cut in reversed(cuts):
            rest = _plain(title[cut.end() :])
            if rest and any(rest in name or name in rest for name in names):
                return title[: cut.start()]
        if cuts and _plain(title[: cuts[0].start()]) in names:
            return title[cuts[0].end() :]
        return title


def _metas(survey: Survey) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in survey.told:
        name = one.attributes.get("property") or one.attributes.get("name") or one.attributes.get("itemprop")
        value = " ".join(one.attributes.get("content", "").split())
        if one.name == "meta" and name and 0 < len(value) <= LONGEST_CLAIM:
            found.setdefault(name.strip().lower(), []).append(value)
    return found


def _claim(key: str, value: Any) -> Field | None:
    text = " ".join(storable(unescape(value)).split()) if isinstance(value, str) else ""
    return Field(key, text) if 0 < len(text) <= LONGEST_CLAIM else None


def _one_day(days: set[str]) -> bool:
    """Say whether these are one day, or two days that follow each other (a page's hour and a site's hour in different zones)."""
    from datetime import date

    whole = sorted(day for day in days if len(day) == 10)
    shorter = [day for day in days if len(day) < 10]
    if whole and (date.fromisoformat(whole[-1]) - date.fromisoformat(whole[0])).days > 1:
        return False
    return all(any(day.startswith(short) for day in whole) or not whole for short in shorter)


def _classes(told: Told) -> set[str]:
    return set(told.attributes.get("class", "").split())


def _plain(name: str) -> str:
    return "".join(filter(str.isalnum, name.lower()))
