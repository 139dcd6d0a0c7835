"""What a report says of itself: headline, date, outlet, byline and agency credit, each with where it stands."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from onrecord.dates import find_dates
from onrecord.model import Block, Report, Stated
from onrecord.patterns import IGNORECASE, escape, pattern
from onrecord.read.fields import Field
from onrecord.read.mastheads import MASTHEAD, outlet_on
from onrecord.read.page import ELSEWHERE
from onrecord.written_dates import iso_date

# Agencies as they sign (in small letters here), and the name people know them by.
AGENCIES = {
    "reuters": "Reuters",
    "thomson reuters": "Reuters",
    "ap": "Associated Press",
    "associated press": "Associated Press",
    "the associated press": "Associated Press",
    "afp": "Agence France-Presse",
    "agence france-presse": "Agence France-Presse",
    "upi": "UPI",
    "xinhua": "Xinhua",
    "tass": "TASS",
    "itar-tass": "TASS",
    "dpa": "dpa",
    "bloomberg": "Bloomberg",
    "press association": "Press Association",
    "ians": "IANS",
    "pti": "PTI",
    "ani": "ANI",
    "kyodo": "Kyodo",
    "efe": "EFE",
    "ansa": "ANSA",
    "interfax": "Interfax",
    "ria novosti": "RIA Novosti",
    "sputnik": "Sputnik",
    "yonhap": "Yonhap",
    "cnn": "CNN",
    "anadolu": "Anadolu",
    "aap": "AAP",
}
# Where the particulars stand: among the first paragraphs and the last ones.
FIRST, LAST = 8, 4
# A dateline is over within so many characters, a closing credit as short.
LONGEST_DATELINE, LONGEST_CREDIT = 160, 40

_SIGN = "|".join(escape(sign) for sign in sorted(AGENCIES, key=lambda sign: (-len(sign), sign)))
_WORD = r"[\w'’.&-]{0,30}"
_PLACE = (
    rf"[A-Z][A-Z'’.-]{{1,30}}(?:[ /][A-Z][A-Z'’.-]{{0,30}}){{0,4}}"
    rf"(?:, [A-Z]{_WORD}(?: [A-Z]{_WORD}){{0,2}}){{0,2}}"
)
_DATE = r"(?P<date>,? \d{1,2} [A-Z][a-z]{2,8}\.?(?:,? \d{4})?|,? [A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?)"
_DATELINE = pattern(rf"(?:{_PLACE})?{_DATE}? ?(?:\((?P<agency>[A-Z][^()]{{1,40}})\) ?(?:--?|–|—)|(?:--?|–|—) ?\S)")
# "(AP)" at the very start, or after a place written any way: "Geneva (AFP) –".
_OPENING = pattern(rf"(?:[A-Z][^()\n]{{1,60}})?\((?P<agency>(?i:{_SIGN}))\) ?(?:--?|–|—)|\((?P<bare>(?i:{_SIGN}))\)")
_CLOSING = pattern(rf"(?:[(\[]|[–—-] ?|^)(?P<agency>{_SIGN})[)\]]?\.?$", IGNORECASE)
_NAMES = rf"[A-Z]{_WORD}(?: (?:[A-Z]{_WORD}|de|van|von|bin|al|der|la)){{0,5}}"
# “By Anna Able, Staff Writer” names one person, “(Reporting by Anna Able, Bob Baker and Carla Cook; …)” three.
_BYLINE = pattern(r"(?:By|BY|by:|Author:|Byline:|BYLINE:|Words:|Written by) (?P<names>[^|•,;(\n\d]{3,120})")
_REPORTING = pattern(
    rf"[(\[—–-]{{0,2}} ?(?:Reporting|Reporting and writing|Reporting and editing|Writing and reporting) by "
    rf"(?P<names>{_NAMES}(?:(?:, and|,| and) {_NAMES}){{0,9}})"
)
_FOR = pattern(r"\s(?:for|in|at|on|of the)\s(?=[A-Z]|the\b|our\b)")
_NAME = pattern(rf"[A-Z]{_WORD}(?: (?:[A-Z]{_WORD}|de|van|von|bin|al|der|la|and|&)){{0,9}}$")
_PUBLISHED = pattern(
    r"(?:first published|date published|publish date|published|posted|date)\b[ :]{0,3}(?:(?:on|at) )?", IGNORECASE
)
_CHANGED = ("updated", "last updated", "last modified", "modified")
_ORIGINAL = pattern(
    r"(?:(?:originally|first) (?:appeared|published|ran|posted) (?:in|on|by|at)|republished from) "
    rf"(?P<outlet>(?:[Tt]he )?[A-Z]{_WORD}(?: (?:[A-Z]{_WORD}|of|and|&)){{0,6}})"
)


class Particulars(Struct, frozen=True):
    """What was found in the text of a report, as far as it was."""

    title: Stated | None = None
    outlet: Stated | None = None
    published: Stated | None = None
    byline: Stated | None = None
    agency: Stated | None = None


def published_field(field: Field | None) -> Stated | None:
    """Take the publication date from a field of the input, as ISO 8601; None when it cannot be read for certain."""
    value = iso_date(field.value) if field else None
    return Stated(value, basis_of(field)) if field and value else None


def basis_of(field: Field) -> str:
    """Say for people where a field was found: “field pubDate”, or what the field's key says when that is a phrase already."""
    return field.key if " " in field.key else f"field {field.key}"


def find_particulars(report: Report) -> Particulars:
    """Find what the text shows of headline, outlet, date, byline and agency. What it does not show stays None."""
    blocks = tuple(block for block in report.blocks if block.kind != "hidden" and block.because != ELSEWHERE)
    top, edges = _before_body(blocks), _edges(blocks)
    return Particulars(
        title=_title(report),
        outlet=_first(_masthead(report, block) for block in blocks[:FIRST])
        or _first(_outlet(report, block) for block in edges),
        published=_first(_published(report, block) for block in top)
        or _first(_published(report, block) for block in edges if _says_published(report, block)),
        byline=_first(_byline(report, block) for block in edges),
        agency=_first(_opening_agency(report, block) for block in blocks[:FIRST])
        or _first(_closing_agency(report, block) for block in reversed(blocks[-LAST:])),
    )


def _edges(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    return blocks if len(blocks) <= FIRST + LAST else (*blocks[:FIRST], *blocks[-LAST:])


def _before_body(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Give the blocks up to the first paragraph: a bare date further down may be that of a correction."""
    first = next((number for number, block in enumerate(blocks) if block.kind == "body"), len(blocks))
    return blocks[: min(first + 1, FIRST)]


def _says_published(report: Report, block: Block) -> bool:
    return block.kind == "byline" and bool(_PUBLISHED.match(report.text, block.span.start, block.span.end))


def _first(found: Iterable[Stated | None]) -> Stated | None:
    return next((one for one in found if one), None)


def _stated(report: Report, start: int, end: int, basis: str, value: str | None = None) -> Stated:
    return Stated(value or report.text[start:end], basis, report.span(start, end))


def _title(report: Report) -> Stated | None:
    for block in report.blocks:
        if block.kind == "headline":
            words = " ".join(block.span.text(report).split())
            return _stated(report, block.span.start, block.span.end, "headline in the text", words)
    return None


def _masthead(report: Report, block: Block) -> Stated | None:
    if block.kind != MASTHEAD.kind or block.because != MASTHEAD.because:
        return None
    start = block.span.start
    return _stated(report, start, start + len(outlet_on(block.span.text(report))), "masthead")


def _outlet(report: Report, block: Block) -> Stated | None:
    """Take the outlet from a note such as “This story originally appeared in The Example Gazette”."""
    match = _ORIGINAL.search(report.text, block.span.start, block.span.end)
    if not match or block.kind not in ("boilerplate", "byline"):
        return None
    start, words = match.start("outlet"), match["outlet"].rstrip(".")
    return _stated(report, start, start + len(words), "a note where the story first appeared")


def _published(report: Report, block: Block) -> Stated | None:
    """Take a date with a year from a byline, a line “Published …” or a dateline."""
    start, end = block.span.start, block.span.end
    if block.kind == "byline":
        return _published_line(report, start, end)
    match = _DATELINE.match(report.text, start, min(end, start + LONGEST_DATELINE))
    return _only_date(report, *match.span("date"), "dateline") if match and match["date"] else None


def _published_line(report: Report, start: int, end: int) -> Stated | None:
    """Take the date of a byline; what stands after “Updated” is another day."""
    line = report.text[start:end].lower()
    if line.startswith(_CHANGED):
        return None
    label = _PUBLISHED.match(line)
    plain = "byline" if line.startswith("by") else "a line with a date"
    basis = "a line that says when it was published" if label else plain
    stop = line.find("updated")
    return _only_date(report, start, start + stop if stop > 0 else end, basis)


def _only_date(report: Report, start: int, end: int, basis: str) -> Stated | None:
    """Take the one date with a year that stands here."""
    found = [one for one in find_dates(report.text, start, end) if one.kind == "date"]
    return _stated(report, found[0].start, found[0].end, basis, found[0].value) if len(found) == 1 else None


def _byline(report: Report, block: Block) -> Stated | None:
    if block.kind != "byline":
        return None
    credit = _REPORTING.match(report.text, block.span.start, block.span.end)
    if credit:
        start = credit.start("names")
        return _stated(report, start, start + len(credit["names"].rstrip(".")), "credit “Reporting by”")
    match = _BYLINE.match(report.text, block.span.start, block.span.end)
    if not match:
        return None
    names = _FOR.split(match["names"])[0].rstrip(" .|-–—")
    if not _NAME.match(names):
        return None
    return _stated(report, match.start("names"), match.start("names") + len(names), "byline")


def _opening_agency(report: Report, block: Block) -> Stated | None:
    """Take an agency's sign from a dateline: “GENEVA (AP) —”, “(Reuters)”."""
    if block.kind in ("teaser", "boilerplate", "caption", "byline"):
        return None
    start, end = block.span.start, min(block.span.end, block.span.start + LONGEST_DATELINE)
    match = _OPENING.match(report.text, start, end) or _DATELINE.match(report.text, start, end)
    sign = match and next((name for name in ("agency", "bare") if match.groupdict().get(name)), None)
    if not match or not sign:
        return None
    return _stated(report, *match.span(sign), "dateline", AGENCIES.get(match[sign].lower(), match[sign]))


def _closing_agency(report: Report, block: Block) -> Stated | None:
    """Take an agency's sign from the end of the report: “(AP)”, “— Reuters”."""
    if block.kind in ("teaser", "caption"):
        return None
    start = max(block.span.start, block.span.end - LONGEST_CREDIT)
    match = _CLOSING.search(report.text[start : block.span.end])
    if not match:
        return None
    place = (start + match.start("agency"), start + match.end("agency"))
    return _stated(report, *place, "credit at the end", AGENCIES[match["agency"].lower()])
