"""One look at a page before any parser sees it: is it fit for one, and which words must come out of it again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from html import unescape

from msgspec import Struct, field

from onrecord.patterns import pattern
from onrecord.read.web.tags import RAW, VOID, Tag, attributes_of, count_attributes, find_tags

# What lxml and trafilatura bear. Time of both grows with the square of some of these, so the limits are far under what hangs them
# (reliability.md 2a) and far over real pages, whose largest figures over 91 pages are given.
MOST_TAGS = 25_000  # 3,026
DEEPEST = 400  # 48; lxml loses what lies deeper than 256, which `lost_words` notices
MOST_ATTRIBUTES = 1_000  # of one tag: 64
ATTRIBUTES_SQUARED = 20_000_000  # over all tags: 9,923
LONGEST_RUN = 2_000_000  # characters of text between two tags: 9,353
MOST_TEXT = 4_000_000  # characters outside of scripts: 91,334
LONGEST_TAG = 300_000  # characters, but for pictures and the like that carry their data: 26,995
MOST_FORMATTING = 2_000  # formatting elements that are open at once: 7
# So many words may be missing in the tree of a page whose words all came through: an unclosed comment, an odd end tag.
WORDS_LOST = 3

# A page whose download broke off ends in the middle of a tag, with a few words at most.
WORDS_CUT_OFF = 5
# So many elements that may say something of the page are kept.
MOST_TOLD = 2_000
# Attributes shorter than this are too few to count.
FEW_ATTRIBUTES = 300

_ANY_TAG = pattern(r"<[^<>]{0,4000}>")
_TELLING = frozenset({"meta", "link", "html", "time", "abbr", "title"})

# In boxes with these words in their attributes stand comments and other stories, which have writers and days of their own.
_BOXES, _OF_OTHERS = frozenset("div section ol ul".split()), ("comment", "related", "sidebar")

_SKIPPED = frozenset("title head iframe noembed noframes xmp".split())
_FORMATTING = frozenset("a b big code em font i nobr s small strike strong tt u span sub sup".split())
# Elements that end by themselves when another begins: leaving their end tags out nests nothing.
_IMPLIED = frozenset("p li dt dd option optgroup tr td th tbody thead tfoot colgroup rp rt html body head".split())
# What each element counts for; any other lies one deeper.
_COUNTED = {
    **dict.fromkeys(VOID | _IMPLIED | RAW, "nothing"),
    **dict.fromkeys(_FORMATTING, "formatting"),
    **dict.fromkeys(_SKIPPED, "skipped"),
    "body": "body",
    "svg": "drawing",
}


class Told(Struct, frozen=True):
    """An element that may say something of the page: its name, its attributes and the first text behind its tag."""

    name: str
    attributes: Mapping[str, str]
    text: str = ""


class Survey(Struct):
    """What one pass over a page showed: why no parser should see it ("" when one may), the words between its tags, what it tells of itself.

    `cut_off` says that it breaks off inside a tag, comment or script, `own` how many of what is told stand before all comments and links
    to other stories.
    """

    unfit: str = ""
    cut_off: bool = False
    words: list[str] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    own: int = MOST_TOLD


def survey(html: str) -> Survey:
    """Go over a page once. It is left off at the first thing that makes it unfit."""
    found, tally = Survey(), _Tally()
    said: list[str] = []
    waiting: list[Tag] = []
    for tag in find_tags(html):
        if waiting:
            waiting = _tell(found.told, waiting, tag)
        if tag.before and tally.takes_text(tag) and not tally.unfit:
            said.append(tag.before)
        if not tag.name and tag.closing:
            found.cut_off = True
            found.unfit = _unended(tag)
        elif tag.name:
            tally.count(tag)
            if found.own == MOST_TOLD and _is_of_others(tag):
                found.own = len(found.told) + len(waiting)
            if (tag.name in _TELLING or "author" in tag.attributes) and not tag.closing:
                own = tag.name != "title" or not tally.drawings  # a drawing has a title of its own
                if own and len(found.told) + len(waiting) < MOST_TOLD:
                    waiting.append(tag)
        if tally.unfit:
            found.unfit = tally.unfit
            break
    found.words = unescape(" ".join(said)).split()
    return found


def _is_of_others(tag: Tag) -> bool:
    """Say whether comments or other stories begin here."""
    return tag.name == "aside" or (tag.name in _BOXES and any(word in tag.attributes for word in _OF_OTHERS))


def _tell(told: list[Told], waiting: list[Tag], tag: Tag) -> list[Tag]:
    """Note the elements whose text is over at this tag, and give those that still wait: a writer's name may stand in further elements."""
    over = tag.closing or not tag.name or bool(tag.before.strip())
    text = " ".join(unescape(tag.before[:2_000]).split())
    for one in waiting:
        if over or one.name in _TELLING:
            told.append(Told(one.name, attributes_of(one.attributes), text))
    return [] if over else [one for one in waiting if one.name not in _TELLING]


def _unended(tag: Tag) -> str:
    """Say that a page with text behind a tag or comment that never ends needs care; one whose download broke off does not."""
    if tag.attributes in ("script", "style") or len(_ANY_TAG.sub(" ", tag.before).split()) <= WORDS_CUT_OFF:
        return ""
    return "a tag or comment in it never ends"


class _Tally:
    """Counts while a page is gone over; `unfit` says what was too much."""

    def __init__(self) -> None:
        self.unfit = ""
        self.drawings = 0  # that are open
        self._tags = self._depth = self._formatting = self._squares = self._length = self._skipped = 0

    def takes_text(self, tag: Tag) -> bool:
        """Count the text before a tag, and say whether it must come out of the parser again."""
        self._length += len(tag.before)
        if len(tag.before) > LONGEST_RUN or self._length > MOST_TEXT:
            self.unfit = "its text is too long for one page"
        return not self._skipped and bool(tag.name or not tag.closing)

    def count(self, tag: Tag) -> None:
        """Count a tag."""
        step = -1 if tag.closing else 1
        self._tags += 1
        match _COUNTED.get(tag.name, "depth"):
            case "depth":
                self._depth = max(0, self._depth + step)
            case "formatting":
                self._formatting = max(0, self._formatting + step)
            case "skipped":
                self._skipped = max(0, self._skipped + step)
            case "body":
                self._skipped = 0
            case "drawing":
                self.drawings = max(0, self.drawings + step)
                self._depth = max(0, self._depth + step)
        if len(tag.attributes) > FEW_ATTRIBUTES:
            self._count_attributes(tag.name, tag.attributes)
        if self._tags > MOST_TAGS:
            self.unfit = "it has too many elements"
        elif self._depth > DEEPEST:
            self.unfit = "its elements are nested too deeply"
        elif self._formatting > MOST_FORMATTING:
            self.unfit = "too many of its formatting elements are left open"

    def _count_attributes(self, name: str, written: str) -> None:
        count = count_attributes(written)
        self._squares += count * count
        if len(written) > LONGEST_TAG and name not in VOID:
            self.unfit = "a tag in it is too long"
        if count > MOST_ATTRIBUTES or self._squares > ATTRIBUTES_SQUARED:
            self.unfit = "a tag has too many attributes"


def lost_words(expected: list[str], texts: Iterable[str]) -> int:
    """Count the words of a page that are missing in the text of its tree."""
    came = " ".join(texts).split()
    return 0 if came == expected else (Counter(expected) - Counter(came)).total()
