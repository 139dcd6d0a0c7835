"""The lines of what a news database exports as text (LexisNexis, Factiva, ProQuest, NewsBank): labels, dates, numbers of documents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from onrecord.patterns import IGNORECASE, MULTILINE, pattern
from onrecord.read.fields import plain
from onrecord.read.lines import look_at

Kind = Literal["words", "label", "numbered", "length", "date", "byline", "copyright", "accession", "end", "rule"]
Noun = Literal["title", "outlet", "published", "byline", "url", "text", "caption", "teaser", ""]

# Labels as databases write them, in plain spelling, and what they name for us, the best first. `LOAD-DATE: …`, `Publication title: …`
_NOUNS: Mapping[Noun, str] = {
    "title": "title headline headlines hd",
    "outlet": "publicationtitle publication newspaper paper source sn so publicationinfo",
    "published": "publicationdate datepublished pubdate published date pd publicationinfo",
    "byline": "byline author/byline author authors by au",
    "url": "url documenturl link",
    "text": "fulltext body text lp td",
    "caption": "graphic caption illustration",
    "teaser": "highlight abstract summary",
    "": "section length dateline series column edition page pages readability links wordcount type correctiondate se wc et pg vol ed sc",
}
# Labels that may also, or only, stand below the text.
_BELOW = frozenset(
    (
        "graphic caption illustration loaddate language publicationtype subject geographic organization company company/organization "
        "ticker person people city state country industry journalcode accno documenttype classification copyright indexterms memo "
        "record series location title publicationtitle firstpage lastpage publicationyear publicationdate section publisher "
        "placeofpublication countryofpublication publicationsubject issn sourcetype languageofpublication proquestdocumentid "
        "documenturl lastupdated database notes openurllink identifier/keyword credit wordcount numberofpages contactinfo correction "
        "url co in ns re ipd ipc pub an la cy cr rf ct"
    ).split()
)
LABELS: Mapping[str, tuple[Noun, ...]] = {
    name: tuple(noun for noun, names in _NOUNS.items() if noun and name in names.split())
    for name in sorted(_BELOW.union(*(names.split() for names in _NOUNS.values())))
}
ONLY_BELOW = _BELOW - {name for names in _NOUNS.values() for name in names.split()}
# Labels that some databases set alone on a line, without a colon, over what they name.
_ALONE = frozenset({"body", "fulltext", "abstract", "graphic", "classification"})
# Labels that nothing but a news database writes.
SURE_LABELS = frozenset({"loaddate", "publicationtype", "proquestdocumentid", "journalcode"})

_LABEL = pattern(r"([A-Za-z][A-Za-z/ -]{1,40}?) ?:(?:\s|$)")
# Factiva writes two letters and two spaces where others write a label.
_CODE = pattern(r"([A-Z]{2,3})(?: {1,4}|$)")
_NUMBERED = pattern(r"(?:(\d{1,4}) of (\d{1,4}) DOCUMENTS?|Document (\d{1,4}) of (\d{1,4}))$")
_LENGTH = pattern(r"(?:(?:length|word count) ?: ?)?[\d,]{1,7} words?$", IGNORECASE)
_ACCESSION = pattern(r"Document [A-Za-z]{2,8}[0-9][A-Za-z0-9]{16,24}$")
_COPYRIGHT = pattern(r"(?:copyright\b|\(c\) ?\d|©|all rights reserved)", IGNORECASE)
# A date with the edition behind it: “March 5, 1998, Thursday, Late Edition - Final”.
_DATED = pattern(r"[A-Z][a-z]{2,8} \d{1,2}, \d{4},? (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b[^.!?]{0,80}$")
_HEADLINE_CODE, _TEXT_CODE = pattern(r"^HD {1,4}\S", MULTILINE), pattern(r"^(?:LP|TD)(?: |$)", MULTILINE)


class ExportLine(Struct, frozen=True):
    """One line that is not empty: half-open offsets without white space, its kind, the label on it, where the value begins.

    `gap` says that an empty line stands before it, `number` which document a line like “2 of 20 DOCUMENTS” begins.
    """

    start: int
    end: int
    kind: Kind
    gap: bool
    label: str = ""
    value: int = 0
    number: tuple[int, int] = (0, 0)

    @property
    def is_below(self) -> bool:
        """Say whether such a line may stand below the text."""
        return self.label in _BELOW or self.kind in ("copyright", "accession", "end", "rule")

    @property
    def is_of_database(self) -> bool:
        """Say whether news databases write such a line over and under a report and hardly anybody else."""
        return self.label in SURE_LABELS or self.kind in ("numbered", "copyright", "accession", "end")

    def names(self, noun: Noun) -> bool:
        """Say whether its label names this."""
        return noun in LABELS.get(self.label, ())


def rank(noun: Noun, label: str) -> int:
    """Say how good a label is for a noun: 0 is the best."""
    return _NOUNS[noun].split().index(label)


def export_lines(text: str) -> list[ExportLine]:
    """Look at each line of a text."""
    lines: list[ExportLine] = []
    coded = bool(_HEADLINE_CODE.search(text) and _TEXT_CODE.search(text))
    position, gap = 0, True
    for line in text.split("\n"):
        words = line.strip()
        if words:
            start = position + line.index(words[0])
            lines.append(_line(words, start, gap, coded))
        gap = not words
        position += len(line) + 1
    return lines


def _line(words: str, start: int, gap: bool, coded: bool) -> ExportLine:
    end = start + len(words)
    numbered = _NUMBERED.match(words)
    if numbered:
        one, of, other, other_of = numbered.groups()
        return ExportLine(start, end, "numbered", gap, number=(int(one or other), int(of or other_of)))
    label = (coded and _CODE.match(words)) or _LABEL.match(words)
    if label and plain(label[1]) in LABELS:
        kind: Kind = "length" if _LENGTH.match(words) else "label"
        value = end - len(words[label.end() :].lstrip())
        return ExportLine(start, end, kind, gap, plain(label[1]), value)
    if plain(words) in _ALONE and words[0].isupper():
        return ExportLine(start, end, "label", gap, plain(words), end)
    return ExportLine(start, end, _kind(words), gap)


def _kind(words: str) -> Kind:
    if words.lower() == "end of document":
        return "end"
    if len(words) >= 20 and not words.strip("_"):
        return "rule"
    for kind, form in (("length", _LENGTH), ("accession", _ACCESSION), ("copyright", _COPYRIGHT)):
        if form.match(words):
            return kind  # type: ignore[return-value]
    seen = look_at(words)
    return "date" if seen.is_date or _DATED.match(words) else "byline" if seen.names_writer else "words"
