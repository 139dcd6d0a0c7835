"""The families of reports as a drawing, and the same in words."""

from __future__ import annotations

from msgspec import Struct

from onrecord.model import Family, Record
from onrecord.record.page.printing import one_line
from onrecord.record.places import Places

# The drawing, in units of the viewBox: a circle for each report, the unseen source of a family above its reports.
_STEP, _RADIUS, _ORIGIN, _ROW = 64, 17, 26, 150
_BELOW = 74  # from the unseen sources down to the reports; nothing when no family has one
_WIDTH = 704  # eleven reports in a row, which a narrow window still shows at natural size
_GREEK = "αβγδεζηθικλμνξοπρστυφχψω"


class Circle(Struct, frozen=True):
    """A circle of the drawing with its letter; `unseen` for a source that nobody has seen."""

    x: int
    y: int
    letter: str
    unseen: bool


class Line(Struct, frozen=True):
    """A line of the drawing; dashed when what it stands for is not certain or only credited by name."""

    x1: int
    y1: int
    x2: int
    y2: int
    kind: str


class Label(Struct, frozen=True):
    """Words in the drawing."""

    x: int
    y: int
    words: str


class Drawing(Struct, frozen=True):
    """The families as circles and lines, with the same in words."""

    width: int
    height: int
    circles: tuple[Circle, ...]
    lines: tuple[Line, ...]
    labels: tuple[Label, ...]
    description: str


class Kin(Struct, frozen=True):
    """A family in words."""

    letter: str
    sigla: tuple[str, ...]
    certain: bool
    because: str


def greek(position: int) -> str:
    """Name an unseen source: α, β … ω, then α2."""
    again, place = divmod(position, len(_GREEK))
    return _GREEK[place] + (str(again + 1) if again else "")


def kin(record: Record, places: Places) -> list[Kin]:
    """Give the families, a Greek letter for the unseen source of each that has several reports."""
    found, seen = [], 0
    for family in record.families:
        several = len(family.reports) > 1
        found.append(
            Kin(
                greek(seen) if several else "",
                tuple(map(places.siglum, family.reports)),
                family.certain,
                family.because,
            )
        )
        seen += several
    return found


def draw(record: Record, places: Places) -> Drawing:
    """Draw the families from left to right, in rows."""
    circles: list[Circle] = []
    lines: list[Line] = []
    labels: list[Label] = []
    letters = [each.letter for each in kin(record, places)]
    below, x, y = _BELOW if any(letters) else 0, 0, 0
    for family, letter in zip(record.families, letters, strict=True):
        width = _STEP * len(family.reports)
        if x and x + width > _WIDTH:
            x, y = 0, y + _ROW - _BELOW + below
        y = _draw_family(family, letter, places, (x, y, below), circles, lines)
        x += width
    _draw_credits(record, places, circles, lines, labels)
    width = max((circle.x for circle in circles), default=0) + _STEP // 2
    height = y + _ROW - _BELOW + below
    return Drawing(
        max(width, 2 * _STEP), height, tuple(circles), tuple(lines), tuple(labels), _describe(record, places, letters)
    )


def _draw_family(
    family: Family, letter: str, places: Places, at: tuple[int, int, int], circles: list[Circle], lines: list[Line]
) -> int:
    """Draw one family and give the row it ends on; a family too wide for a row goes on in the next."""
    x, y, below = at
    in_row = max((_WIDTH - x) // _STEP, 1)
    sigla = [places.siglum(report) for report in family.reports]
    for first in range(0, len(sigla), in_row):
        row = sigla[first : first + in_row]
        middle = x + _STEP * len(row) // 2
        if letter:
            circles.append(Circle(middle, y + _ORIGIN, letter, True))
        for position, siglum in enumerate(row):
            across, down = x + _STEP * position + _STEP // 2, y + _ORIGIN + below
            circles.append(Circle(across, down, siglum, False))
            if letter:
                kind = "shared" if family.certain else "unsure"
                lines.append(Line(middle, y + _ORIGIN + _RADIUS, across, down - _RADIUS, kind))
        if first + in_row < len(sigla):
            y += _ROW
    return y


def _draw_credits(
    record: Record, places: Places, circles: list[Circle], lines: list[Line], labels: list[Label]
) -> None:
    """Write the agency each report credits below it, with a dashed line."""
    at = {circle.letter: circle for circle in circles if not circle.unseen}
    for report in record.reports:
        circle = at.get(places.siglum(report.id))
        if report.agency and circle:
            lines.append(Line(circle.x, circle.y + _RADIUS, circle.x, circle.y + _RADIUS + 10, "credit"))
            labels.append(Label(circle.x, circle.y + _RADIUS + 21, one_line(report.agency.value)[:12]))


def _describe(record: Record, places: Places, letters: list[str]) -> str:
    """Say in words what the drawing shows."""
    sentences = []
    for family, letter in zip(record.families, letters, strict=True):
        sigla = ", ".join(places.siglum(report) for report in family.reports)
        if letter:
            how = "come from one source" if family.certain else "may come from one source"
            sentences.append(f"Reports {sigla} {how} that is not seen here, {letter}.")
        else:
            sentences.append(f"Report {sigla} stands alone.")
    credits = [
        f"{places.siglum(report.id)} credits {one_line(report.agency.value)}."
        for report in record.reports
        if report.agency
    ]
    return " ".join([*sentences, *credits])
