"""What a paragraph of a page is like, seen alone: a sentence, a link, a stamp of the day, furniture by what the page calls it."""

from __future__ import annotations

from onrecord.patterns import pattern
from onrecord.read.web.alignment import squeeze
from onrecord.read.web.units import CAPTIONED, Unit

# A paragraph with more of its letters in links than this leads somewhere else (tried .4 to .9: sentences of articles have up to .5,
# teasers over .8); with more than this it is nothing but a link.
MOSTLY_LINKS, ALL_LINK = 0.7, 0.9
# Outside the first and last paragraph kept, only sentences of so many words are put back.
SENTENCE_WORDS = 6
# Scripts that put no spaces between words have so many characters to a word, or a few less.
CHARACTERS_A_WORD = 2
# “Lesen Sie auch: …”: a label has at most so many characters, and the link behind it at least so many words.
LONGEST_LABEL, SHORTEST_LINK = 40, 3

# What people call the parts of a page that are not the article, in classes and ids.
FURNITURE = frozenset(
    "share sharing social related recommended recommendations promo promos promotion newsletter subscribe subscription signup sidebar "
    "breadcrumb breadcrumbs nav navigation menu footer cookie cookies consent advert advertisement sponsored taboola "
    "outbrain trending popular comment comments disqus tags toolbar masthead widget carousel bio donate donation copyright modal popup "
    "anzeige werbung publicidad publicidade kommentare commentaires comentarios".split()
)
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
AWAY = frozenset({"nav", "footer", "aside", CAPTIONED})

_SENTENCE_END = pattern(r"[.!?…。！？؟۔।][\"'”’»」』)\]]{0,3}$")
_UNSPACED = pattern(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]{1,200}")
_YEAR = pattern(r"(?:19|20)\d\d")


def link_share(unit: Unit) -> float:
    """Say how much of a unit's letters are links."""
    return unit.linked / max(1, len("".join(unit.text.split()))) if unit.linked else 0.0


def ends_sentence(text: str) -> bool:
    """Say whether a text ends as sentences do, in any of the writings that news is written in."""
    return bool(_SENTENCE_END.search(text[-8:]))


def is_sentence(unit: Unit) -> bool:
    """Say whether a unit reads as at least one whole sentence."""
    return ends_sentence(unit.text) and _has_words(unit.text, SENTENCE_WORDS)


def is_heading_link(unit: Unit) -> bool:
    """Say whether a unit is a heading and nothing but a link, as over the teaser of another story."""
    return unit.place.tag in HEADINGS and link_share(unit) > ALL_LINK


def is_labelled_link(unit: Unit) -> bool:
    """Say whether a unit is a label, a colon and a link to another story, in whatever language: “Lesen Sie auch: …”."""
    label, colon, rest = unit.text.partition(":")
    if not unit.linked or not colon or len(label) > LONGEST_LABEL or ends_sentence(rest):
        return False
    length = len("".join(rest.split()))
    return length <= unit.linked <= length + len("".join(label.split())) + 1 and _has_words(rest, SHORTEST_LINK)


def is_stamp(unit: Unit) -> bool:
    """Say whether a unit is a day or an hour and hardly anything else: it has a year, and at least as many figures as letters."""
    letters = squeeze(unit.text[:100])
    return 2 * sum(sign.isdigit() for sign in letters) >= len(letters) > 0 and bool(_YEAR.search(letters))


def _has_words(text: str, fewest: int) -> bool:
    """Say whether a text has so many words; scripts without spaces are counted by their characters."""
    words = len(text.split())
    return words >= fewest or words + sum(map(len, _UNSPACED.findall(text))) // CHARACTERS_A_WORD >= fewest
