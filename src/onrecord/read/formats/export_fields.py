"""What the lines of an exported document say of it: headline, outlet, day, author, address."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.dates import find_dates
from onrecord.patterns import pattern
from onrecord.read.fields import Field
from onrecord.read.formats.export_lines import ExportLine, Noun, rank

_STATED: tuple[Noun, ...] = ("title", "outlet", "published", "byline", "url")
# A headline goes over so many lines at most (they are wrapped at some 70 characters), a value behind a label hardly over more.
MOST_LINES = 6
# Behind the names of writers some exports go on with the text at once.
LONGEST_BYLINE = 120
# The place or the kind of an outlet behind its name: “Example Gazette (Port Example)”, “The Example Gazette; Port Example”.
_BEHIND = pattern(r"\s{0,9}[(\[;]")
# NewsBank: “Example Gazette, The (Port Example, EX) - March 5, 2024”.
_OUTLET_AND_DATE = pattern(r"[A-Z][^\n]{2,120} - [A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}$")
_TIME = pattern(r"\d{1,2}[:.]\d\d\b")
# “Fay Fox; Business Correspondent”
_OFFICE = ";"

Lines = Sequence[ExportLine]


def words_in(text: str, lines: Lines) -> int:
    """Count the words on some lines."""
    return sum(len(text[line.start : line.end].split()) for line in lines)


def headline_of(text: str, head: Lines) -> Lines:
    """Give the lines above a report on which its headline stands; none when that cannot be told."""
    labelled = next((number for number, line in enumerate(head) if line.names("title")), None)
    if labelled is not None:
        return _with_following(head, labelled)
    return _unlabelled(text, head)[0]


def fields_of(text: str, head: Lines, foot: Lines) -> dict[str, Field]:
    """Give what the lines above and below a report state, under the nouns of `Offered`."""
    stating = [*head, *foot]
    fields: dict[str, Field] = {noun: found for noun in _STATED if (found := _labelled(text, stating, noun))}
    _, outlet, dated = _unlabelled(text, head)
    titled = headline_of(text, head)
    if titled and "title" not in fields:
        fields["title"] = Field("headline of the exported document", _joined(text, titled))
    sure = outlet is dated or any(
        line.is_of_database for line in stating
    )  # else the line may as well be a second headline
    if outlet and sure and "outlet" not in fields:
        fields["outlet"] = Field("outlet named over the exported document", _outlet(text[outlet.start : outlet.end]))
    day = _day(text[dated.start : dated.end]) if dated else None
    if day and "published" not in fields:
        fields["published"] = Field("date over the exported document", day)
    return fields


def _unlabelled(text: str, head: Lines) -> tuple[Lines, ExportLine | None, ExportLine | None]:
    """Find headline, outlet and date among the lines without labels: each database has an order of its own."""
    loose = _loose(head)
    dated = next(
        (line for line in head if line.kind == "date" or _OUTLET_AND_DATE.match(text[line.start : line.end])), None
    )
    if dated is None:
        return _first_run(loose), None, None
    before = [line for line in loose if line.start < dated.start]
    after = [line for line in loose if line.start > dated.start]
    if dated.kind == "words":  # NewsBank: outlet and date on one line
        return _first_run(before), dated, dated
    if any(line.kind == "length" and not line.label and line.start < dated.start for line in head):  # Factiva
        named = (line for line in after if not _TIME.match(text[line.start : line.end]))
        return _last_run(before), next(named, None), dated
    if after and (len(before) < 2 or any(line.kind == "numbered" for line in head)):  # LexisNexis of old
        return _last_run(after), before[0] if before else None, dated
    if any(line.names("title") for line in head):
        return (), before[-1] if before else None, dated
    return _last_run(before[:-1] or before), before[-1] if len(before) > 1 else None, dated  # Nexis Uni


def _loose(head: Lines) -> list[ExportLine]:
    """Give the lines that stand under no label."""
    loose: list[ExportLine] = []
    labelled = False
    for line in head:
        labelled = (labelled and not line.gap) or bool(line.label)
        if line.kind == "words" and not labelled:
            loose.append(line)
    return loose


def _first_run(lines: Lines) -> Lines:
    """Give the first lines that follow each other without an empty line."""
    end = next((number for number, line in enumerate(lines) if number and line.gap), len(lines))
    return lines[: min(end, MOST_LINES)]


def _last_run(lines: Lines) -> Lines:
    start = max((number for number, line in enumerate(lines) if line.gap), default=0)
    return lines[start : start + MOST_LINES]


def _with_following(lines: Lines, number: int) -> Lines:
    """Give a line with a label and the lines on which its value goes on."""
    end = number + 1
    while end < min(len(lines), number + MOST_LINES) and lines[end].kind == "words" and not lines[end].gap:
        end += 1
    return lines[number:end]


def _labelled(text: str, lines: Lines, noun: Noun) -> Field | None:
    """Take a noun from the best of the labels that name it."""
    found = [number for number, line in enumerate(lines) if line.names(noun)]
    for number in sorted(found, key=lambda number: (rank(noun, lines[number].label), number)):
        value = _value(noun, _joined(text, _with_following(lines, number)))
        if value:
            label = text[lines[number].start : lines[number].value].strip(" :\t")
            return Field(f"label “{label}” of the exported document", value)
    return None


def _joined(text: str, lines: Lines) -> str:
    """Write the value on some lines as one, without the label before it."""
    return " ".join(
        " ".join(text[line.value if line.label else line.start : line.end].split()) for line in lines
    ).strip()


def _value(noun: Noun, written: str) -> str:
    """Cut a value down to what the noun says; "" when it says nothing of the kind."""
    if noun == "published":
        return _day(written) or ""
    if noun == "outlet":
        return _outlet(written)
    if noun == "byline":
        names = written.removeprefix("By ").removeprefix("BY ").split(_OFFICE)[0].strip()
        return names if len(names) <= LONGEST_BYLINE else ""
    return "" if noun == "url" and not written.lower().startswith(("http://", "https://")) else written


def _outlet(written: str) -> str:
    return _BEHIND.split(written.split(" - ")[0], maxsplit=1)[0]


def _day(written: str) -> str | None:
    """Give the words of the one date with a year that stands here."""
    found = [one for one in find_dates(written) if one.kind == "date"]
    return written[found[0].start : found[0].end] if len(found) == 1 else None
