"""The style sheets of a page: their simple rules, and what these say of an element by its names and by what stands around it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from onrecord.patterns import IGNORECASE, pattern
from onrecord.read.web.colours import PLAIN, UNKNOWN, Inks

# Sheets are looked at up to so many characters and hiding rules; a page of a newspaper has 300,000 and some 100.
LONGEST_SHEET, MOST_RULES, MOST_ALIKE = 2_000_000, 5_000, 100

MOST_SHEETS = 200
# So often rules are compared with elements over a page; real pages need up to 160,000.
MOST_CHECKS = 1_000_000

_LINKED = pattern(r"<link\b[^<>]{0,500}stylesheet", IGNORECASE)
_SHEET = pattern(r"<style\b([^<>]{0,500})>", IGNORECASE)
_COMMENT = pattern(r"/\*[^*]*+(?:\*(?!/)[^*]*+)*+(?:\*/)?")  # one that does not end goes on to the end of the sheet
_SIMPLE = pattern(r"[.#]?-?[a-zA-Z_][\w-]{0,100}")
_COMPOUND = pattern(r"(?:[a-zA-Z][a-zA-Z0-9]{0,20}|\*)?(?:[.#]-?[a-zA-Z_][\w-]{0,100}){0,6}")
_BRACE = pattern(r"[{}]")

# Properties by which text can be hidden; most rules of a page are about others.
HIDING = frozenset(
    "display visibility content-visibility opacity font-size text-indent margin-left margin-top overflow overflow-y height width "
    "max-height max-width position left top right bottom clip clip-path transform color background background-color background-image "
    "background-clip -webkit-background-clip".split()
)

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
        self.names: set[str] = set()  # all by which a rule means an element or one around it
        self._left = MOST_CHECKS
        self._by_name: dict[str, list[tuple[int, Rule]]] = {}
        self._meaning: dict[Names, list[Rule]] = {}
        self._styles: dict[tuple[Names, Sequence[Names]], Style] = {}
        count = 0
        for text in sheets:
            for rule in read_sheet(text[:LONGEST_SHEET]):
                alike = self._by_name.setdefault(min(rule.own), [])
                if count < MOST_RULES and len(alike) < MOST_ALIKE:
                    alike.append((count, rule))
                    self.names.update(rule.own, *rule.around)
                    count += 1

    def __bool__(self) -> bool:
        return bool(self._by_name)

    @property
    def is_too_much(self) -> bool:
        """Say whether more rules had to be looked at than any page of good will needs."""
        return self._left < 0

    def style_of(self, names: Names, around: tuple[Names, ...]) -> Style:
        """Put together what the sheets say of an element; later rules win, `!important` over all."""
        style = self._styles.get((names, around))
        if style is None:
            style = self._styles[names, around] = self._merged(names, around)
        return style

    def _merged(self, names: Names, around: tuple[Names, ...]) -> Style:
        rules = self._meaning.get(names)
        if rules is None:
            rules = self._meaning[names] = self._rules_for(names)
        style: dict[str, str] = {}
        for rule in rules:
            self._left -= 1 + (len(around) if rule.around else 0)
            if not rule.around or _lies_in(rule.around, around):
                merge(style, rule.style)
        return style

    def _rules_for(self, names: Names) -> list[Rule]:
        """Give the rules that mean elements of these names, wherever they stand, the weakest first."""
        alike = list(chain.from_iterable(self._by_name.get(name, ()) for name in names))
        self._left -= len(alike)
        found = [numbered for numbered in alike if numbered[1].own <= names]
        return [rule for _, rule in sorted(found, key=lambda numbered: (len(numbered[1].own), numbered[0]))]


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
        style = {name: value for name, value in read_style(declarations).items() if name in HIDING}
        if style:
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


def names_of(tag: str, attributes: Mapping[str, str]) -> Names:
    """Give the names by which a style sheet can mean an element."""
    names = [tag, *(f".{name}" for name in attributes.get("class", "").split()[:50])]
    return frozenset([*names, f"#{attributes['id'].strip()}"] if "id" in attributes else names)


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


def _names(compound: str) -> Names | None:
    """Read “p.note#x” as the names that must hold; None for anything that is more than that."""
    if not compound or not _COMPOUND.fullmatch(compound):
        return None
    return frozenset(_SIMPLE.findall(compound)) or None


def _lies_in(needed: Sequence[Names], around: Sequence[Names]) -> bool:
    """Say whether the elements that a rule asks for stand around, in this order."""
    met = 0
    for names in around:
        if needed[met] <= names:
            met += 1
            if met == len(needed):
                return True
    return False
