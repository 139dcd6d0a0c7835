"""Whether text is markup: what its first element is called, and whether it stands in paragraphs of HTML."""

from __future__ import annotations

from onrecord.patterns import IGNORECASE, pattern

# The elements of HTML, those of its older versions included.
ELEMENTS = frozenset(
    "a abbr acronym address area article aside audio b base basefont bdi bdo big blockquote body br button canvas caption center cite "
    "code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer form frame "
    "frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend li link main map mark menu meta meter "
    "nav noframes noscript object ol optgroup option output p param picture pre progress q rp rt ruby s samp script search section select "
    "slot small source span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr track tt "
    "u ul var video wbr amp-img".split()
)
# A declaration, a comment or a processing instruction in front of the first element is passed over, so many at most.
MOST_PREAMBLE = 40
# Where only tags in the middle speak for HTML, so many known ones must stand in the first stretch.
FEWEST_TAGS, TAGS_WITHIN = 3, 8_192
# So many tags of paragraphs make a text HTML: an opening and a closing one. A report that quotes one tag is none.
FEWEST_PARAGRAPHS = 2

_OPENING = pattern(r"<(/?)([A-Za-z_][\w.-]{0,60}(?::[A-Za-z_][\w.-]{0,60})?)(?=[\s/>])")
_DOCTYPE = pattern(r"<!doctype\s{1,20}([A-Za-z_][\w.:-]{0,60})", IGNORECASE)
_PARAGRAPHS = pattern(r"</?(?:p|br|div|li|ul|ol|h[1-6]|blockquote)(?:\s[^<>]{0,2000})?/?>", IGNORECASE)
_PAGE = pattern(r"\s{0,100}<(?:!doctype\s{1,20}html|html|body)[\s>]", IGNORECASE)


def first_element(text: str) -> str | None:
    """Name the first element of a text that begins with markup (in small letters, without its prefix); None when it begins otherwise.

    The name in a document type counts as well; "" means that markup begins but no element was reached.
    """
    place = len(text) - len(text.lstrip())
    if not text.startswith("<", place):
        return None
    for _ in range(MOST_PREAMBLE):
        doctype = _DOCTYPE.match(text, place)
        if doctype:
            return doctype[1].rpartition(":")[2].lower()
        end = _past_preamble(text, place)
        if end is None:
            break
        place = end
    element = _OPENING.match(text, place)
    if element:
        return element[2].rpartition(":")[2].lower()
    return "" if text.startswith(("<?xml", "<!--", "<!["), place) or place > len(text) - len(text.lstrip()) else None


def is_element(name: str | None) -> bool:
    """Say whether HTML has an element of this name."""
    return name in ELEMENTS


def count_tags(text: str) -> int:
    """Count the tags of HTML in the first stretch of a text."""
    return sum(tag[2].lower() in ELEMENTS for tag in _OPENING.finditer(text, 0, TAGS_WITHIN))


def looks_like_markup(text: str) -> bool:
    """Say whether the text of a field is HTML: it has tags that make paragraphs. Tags inside a line alone leave it plain text."""
    if _PAGE.match(text):
        return True
    found = 0
    for _ in _PARAGRAPHS.finditer(text):
        found += 1
        if found == FEWEST_PARAGRAPHS:
            return True
    return False


def _past_preamble(text: str, place: int) -> int | None:
    """Give the place after a comment, a processing instruction or a declaration and the space behind it; None when there is none."""
    for start, closing in (("<!--", "-->"), ("<?", ">"), ("<!", ">")):
        if text.startswith(start, place):
            end = text.find(closing, place + len(start))
            if end < 0:
                return None
            end += len(closing)
            return end + len(text[end:]) - len(text[end:].lstrip())
    return None
