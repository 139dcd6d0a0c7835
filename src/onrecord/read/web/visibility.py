"""Whether a reader of the page could see an element: by its attributes, its own style and the simple rules of the page's style sheets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from onrecord.patterns import pattern
from onrecord.read.web.colours import UNKNOWN, Inks, inked, is_transparent, melts
from onrecord.read.web.sheets import HIDING, Names, Sheets, Style, merge, read_style

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
UNTOLD = "the page has more style rules than are followed, so what its readers saw cannot be told"

_LENGTH = pattern(r"(-?\d{0,9}\.?\d{1,9})(px|em|rem|pt|%|vw|vh|)")
_PIXELS = {"em": 16.0, "rem": 16.0, "pt": 1.33, "%": 10.0, "vw": 10.0, "vh": 10.0}


class Look(NamedTuple):
    """How an element and what lies in it looks: why it cannot be seen ("" when nothing speaks against it), and its colours."""

    hidden: str = ""
    inks: Inks = UNKNOWN


def look(
    tag: str, attributes: Mapping[str, str], names: Names, sheets: Sheets, around: tuple[Names, ...], inks: Inks
) -> Look:
    """Say why a reader cannot see an element and what lies in it, and what its colours are.

    `names` are those of the element that style sheets know, `around` those of the elements around it, `inks` the colours around it.
    """
    if sheets.is_too_much:
        return Look(UNTOLD, inks)
    style: Style = sheets.style_of(names, around) if names else {}
    if attributes.keys() & _COLOURED:
        style = _with_its_own(style, attributes)
    inside = inked(style, inks) if style else inks
    if tag in ("html", "body"):
        return Look("", inside)  # a page that hides itself until its script has run
    return Look(_by_element(tag, attributes) or (hides(style, inside) if style else ""), inside)


def _with_its_own(style: Style, attributes: Mapping[str, str]) -> Style:
    """Let what an element says of its own style win over the sheets."""
    whole = dict(style)
    merge(whole, {"color": attributes["color"].lower()} if "color" in attributes else {})
    merge(whole, {"background": attributes["bgcolor"].lower()} if "bgcolor" in attributes else {})
    merge(whole, read_style(attributes.get("style", "")))
    return whole


def _by_element(tag: str, attributes: Mapping[str, str]) -> str:
    if tag in UNSEEN_TAGS:
        return f"it stands in <{tag}>, which browsers do not show"
    if "hidden" in attributes:
        return "it is hidden on the page (hidden)"
    if tag == "dialog" and "open" not in attributes:
        return "it stands in a dialogue that is not open"
    if "class" in attributes and not _READ_ALOUD.isdisjoint(attributes["class"].lower().split()):
        return "it is read aloud, not shown"
    return ""


def hides(style: Style, inks: Inks = UNKNOWN) -> str:
    """Say how a style hides an element; "" when it does not."""
    value = {name: text.replace("!important", "").strip() for name, text in style.items() if name in HIDING}
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


def _pixels(value: str | None) -> float | None:
    found = _LENGTH.fullmatch(value) if value else None
    return float(found[1]) * _PIXELS.get(found[2], 1.0) if found else None
