"""Whether a reader of the page could see an element: by its attributes, its own style and the simple rules of the page's style sheets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from onrecord.patterns import IGNORECASE, pattern
from onrecord.read.web.colours import PLAIN, UNKNOWN, Inks, inked, is_transparent, melts

# Elements whose content browsers with scripts do not show, or show only in place of a picture or film that failed.
UNSEEN_TAGS = frozenset(
    "template noscript object audio video canvas iframe noembed noframes datalist rp desc metadata".split()
)
# Names of classes that, by convention, are read aloud but not shown.
_READ_ALOUD = frozenset(
    "sr-only visually-hidden visuallyhidden screen-reader-text screen-reader-only screenreader-only screenreader sronly u-visually-hidden "
    "a11y-hidden element-invisible".split()
)
# Text farther off the screen than this many pixels, or smaller than this, is not meant to be read.
OFF_SCREEN, SMALLEST_FONT, FAINTEST = -500.0, 2.0, 0.05
# Sheets are looked at up to so many characters and hiding rules; a page of a newspaper has 300,000 and some 100.
LONGEST_SHEET, MOST_RULES, MOST_ALIKE = 2_000_000, 5_000, 100

MOST_SHEETS = 200
# So often rules are compared with elements over a page; real pages need up to 160,000.
MOST_CHECKS = 1_000_000
UNTOLD = "the page has more style rules than are followed, so what its readers saw cannot be told"

_LINKED = pattern(r"<link\b[^<>]{0,500}stylesheet", IGNORECASE)
_SHEET = pattern(r"<style\b([^<>]{0,500})>", IGNORECASE)
_LENGTH = pattern(r"(-?\d{0,9}\.?\d{1,9})(px|em|rem|pt|%|vw|vh|)")
_COMMENT = pattern(r"/\*[^*]*+(?:\*(?!/)[^*]*+)*+(?:\*/)?")  # one that does not end goes on to the end of the sheet
_SIMPLE = pattern(r"[.#]?-?[a-zA-Z_][\w-]{0,100}")
_COMPOUND = pattern(r"(?:[a-zA-Z][a-zA-Z0-9]{0,20}|\*)?(?:[.#]-?[a-zA-Z_][\w-]{0,100}){0,6}")
_PIXELS = {"em": 16.0, "rem": 16.0, "pt": 1.33, "%": 10.0, "vw": 10.0, "vh": 10.0}

Style = Mapping[str, str]
Names = frozenset[str]  # of one element: its tag, ".class" for each class, "#id"


class Rule(NamedTuple):
    """A rule of a style sheet that may hide: what must hold for the element and, outermost first, for elements around it."""

    own: Names
    around: tuple[Names, ...]
    style: Style


class Sheets:
    """The rules of a page's style sheets, found by a name that the element must bear; `inks` are the colours of the page itself."""

    def __init__(self, sheets: Iterable[str] = (), inks: Inks = PLAIN) -> None:
        self.inks = inks
        self._left = MOST_CHECKS
        self._by_name: dict[str, list[tuple[int, Rule]]] = {}
        count = 0
        for text in sheets:
            for rule in read_sheet(text[:LONGEST_SHEET]):
                alike = self._by_name.setdefault(min(rule.own), [])
                if count < MOST_RULES and len(alike) < MOST_ALIKE:
                    alike.append((count, rule))
                    count += 1

    def __bool__(self) -> bool:
        return bool(self._by_name)

    @property
    def is_too_much(self) -> bool:
        """Say whether more rules had to be looked at than any page of good will needs."""
        return self._left < 0

    def style_of(self, names: Names, around: Sequence[Names]) -> dict[str, str]:
        """Put together what the sheets say of an element; later rules win, `!important` over all."""
        found: list[tuple[int, Rule]] = []
        for numbered in chain.from_iterable(self._by_name.get(name, ()) for name in names):
            self._left -= 1 + (len(around) if numbered[1].around else 0)
            if numbered[1].own <= names and _lies_in(numbered[1].around, around):
                found.append(numbered)
        style: dict[str, str] = {}
        for _, rule in sorted(found, key=lambda numbered: (len(numbered[1].own), numbered[0])):
            merge(style, rule.style)
        return style


def sheets_in(html: str) -> Sheets:
    """Read the style sheets that stand in a page, but for those meant for print."""
    found: list[str] = []
    for opening in _SHEET.finditer(html):
        if "print" not in opening[1].lower() and len(found) < MOST_SHEETS:
            end = html.find("</", opening.end(), opening.end() + LONGEST_SHEET)
            found.append(html[opening.end() : end if end >= 0 else opening.end()])
    return Sheets(found, PLAIN if _says_all(html, found) else UNKNOWN)


def _says_all(html: str, sheets: Sequence[str]) -> bool:
    """Say whether nothing outside of its elements can give a page another colour than black on white."""
    return not _LINKED.search(html) and not any("background" in sheet or "@import" in sheet for sheet in sheets)


def read_sheet(text: str) -> Iterable[Rule]:
    """Read the rules of a style sheet that set something by which text can be hidden; what stands in @-rules is passed over."""
    for selectors, declarations in _rules(_COMMENT.sub(" ", text)):
        style = read_style(declarations)
        if style.keys() & _HIDING:
            for selector in selectors.split(",")[:50]:
                compounds = [_names(part) for part in selector.replace(">", " ").split()]
                if compounds and all(compounds) and not any(".no-js" in part for part in compounds if part):
                    *around, own = [part for part in compounds if part]
                    yield Rule(own, tuple(around), style)


def read_style(text: str) -> dict[str, str]:
    """Read the declarations of a style attribute or rule, names and values in small letters."""
    style: dict[str, str] = {}
    for declaration in text[:20_000].split(";"):
        name, colon, value = declaration.partition(":")
        if colon:
            merge(style, {name.strip().lower(): " ".join(value.lower().split())})
    return style


def merge(style: dict[str, str], later: Style) -> None:
    """Let later declarations win, unless the earlier one is important and the later is not."""
    for name, value in later.items():
        if "!important" not in style.get(name, "") or "!important" in value:
            style[name] = value


class Look(NamedTuple):
    """How an element and what lies in it looks: why it cannot be seen ("" when nothing speaks against it), and its colours."""

    hidden: str = ""
    inks: Inks = UNKNOWN


def look(tag: str, attributes: Mapping[str, str], sheets: Sheets, around: Sequence[Names], inks: Inks) -> Look:
    """Say why a reader cannot see an element and what lies in it, and what its colours are. `inks` are the colours around it."""
    if sheets.is_too_much:
        return Look(UNTOLD, inks)
    style = sheets.style_of(names_of(tag, attributes), around) if sheets else {}
    if attributes.keys() & _COLOURED:
        merge(style, {"color": attributes["color"].lower()} if "color" in attributes else {})
        merge(style, {"background": attributes["bgcolor"].lower()} if "bgcolor" in attributes else {})
        merge(style, read_style(attributes.get("style", "")))
    inside = inked(style, inks) if style else inks
    if tag in ("html", "body"):
        return Look("", inside)  # a page that hides itself until its script has run
    return Look(_by_element(tag, attributes) or (hides(style, inside) if style else ""), inside)


def _by_element(tag: str, attributes: Mapping[str, str]) -> str:
    if tag in UNSEEN_TAGS:
        return f"it stands in <{tag}>, which browsers do not show"
    if "hidden" in attributes:
        return "it is hidden on the page (hidden)"
    if tag == "dialog" and "open" not in attributes:
        return "it stands in a dialogue that is not open"
    if not _READ_ALOUD.isdisjoint(attributes.get("class", "").lower().split()):
        return "it is read aloud, not shown"
    return ""


def names_of(tag: str, attributes: Mapping[str, str]) -> Names:
    """Give the names by which a style sheet can mean an element."""
    names = [tag, *(f".{name}" for name in attributes.get("class", "").split()[:50])]
    return frozenset([*names, f"#{attributes['id'].strip()}"] if "id" in attributes else names)


def hides(style: Style, inks: Inks = UNKNOWN) -> str:
    """Say how a style hides an element; "" when it does not."""
    value = {name: text.replace("!important", "").strip() for name, text in style.items() if name in _HIDING}
    for name, wrong in _WORDS.items():
        if value.get(name) in wrong:
            return f"it is hidden on the page ({name}: {value[name]})"
    for name, test in _MEASURES.items():
        length = _pixels(value.get(name))
        if length is not None and test(length):
            return f"it is too faint, too small or too far away to be seen ({name}: {value[name]})"
    if is_transparent(value.get("color", "")) and not any("clip" in name for name in value):
        return "its letters are transparent"
    if melts(inks) and value.keys() & _COLOURING:
        return "its letters have the colour of what lies behind them"
    return _clipped(value)


def _clipped(value: Style) -> str:
    if value.get("overflow", value.get("overflow-y", "")) in ("hidden", "clip"):
        for name in ("height", "width", "max-height", "max-width"):
            length = _pixels(value.get(name))
            if length is not None and length <= 1:
                return f"it is cut off ({name}: {value[name]})"
    if value.get("position") in ("absolute", "fixed", "relative"):
        for name in ("left", "top", "right", "bottom"):
            length = _pixels(value.get(name))
            if length is not None and length <= OFF_SCREEN:
                return f"it lies outside the screen ({name}: {value[name]})"
    clip = value.get("clip", "").replace(",", " ").replace("px", "").split()
    if (
        clip
        and value.get("position") in ("absolute", "fixed")
        and set("".join(clip).removeprefix("rect").strip("()")) <= {"0", "1"}
    ):
        return "it is cut off (clip)"
    if value.get("clip-path", "") in ("inset(50%)", "inset(100%)", "circle(0)", "polygon(0 0)"):
        return "it is cut off (clip-path)"
    return "it is shrunk to nothing (transform)" if value.get("transform", "").startswith("scale(0)") else ""


_WORDS = {"display": ("none",), "visibility": ("hidden", "collapse"), "content-visibility": ("hidden",)}
_COLOURED = frozenset({"style", "color", "bgcolor"})
_COLOURING = frozenset({"color", "background", "background-color"})
_MEASURES: Mapping[str, Callable[[float], bool]] = {
    "opacity": lambda value: value <= FAINTEST,
    "font-size": lambda value: value < SMALLEST_FONT,
    "text-indent": lambda value: value <= OFF_SCREEN,
    "margin-left": lambda value: value <= OFF_SCREEN,
    "margin-top": lambda value: value <= OFF_SCREEN,
}
_HIDING = frozenset(
    [*_WORDS, *_MEASURES, "background-image"]
    + "overflow overflow-y height width max-height max-width position left top right bottom clip clip-path transform color "
    "background background-color background-clip -webkit-background-clip".split()
)


def _pixels(value: str | None) -> float | None:
    found = _LENGTH.fullmatch(value) if value else None
    return float(found[1]) * _PIXELS.get(found[2], 1.0) if found else None


def _rules(text: str) -> Iterable[tuple[str, str]]:
    """Give selectors and declarations of the plain rules; blocks in blocks (media, animations) are passed over."""
    depth, start, selector = 0, 0, ""
    for place, sign in ((found.start(), found[0]) for found in _BRACE.finditer(text)):
        if sign == "{":
            if depth == 0:
                selector, start = text[start:place].rpartition(";")[2].strip(), place + 1
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                if not selector.startswith("@"):
                    yield selector[:5_000], text[start:place]
                start = place + 1


_BRACE = pattern(r"[{}]")


def _names(compound: str) -> Names | None:
    """Read “p.note#x” as the names that must hold; None for anything that is more than that."""
    if not compound or not _COMPOUND.fullmatch(compound):
        return None
    return frozenset(_SIMPLE.findall(compound)) or None


def _lies_in(needed: Sequence[Names], around: Sequence[Names]) -> bool:
    """Say whether the elements that a rule asks for stand around, in this order."""
    waiting = iter(around)
    return all(any(names <= one for one in waiting) for names in needed)
