"""What can be seen of one line without understanding it: is it finished, does it quote, does someone speak in it."""

from __future__ import annotations

from msgspec import Struct

from onrecord.patterns import pattern

# Only so much of a paragraph is looked at; longer ones are body whatever they look like.
LOOKED_AT = 4_000
# A line “By …” has at most so many words, a line with a date or a mail address and nothing else so many
# characters.
LONGEST_BYLINE, LONGEST_DATE, LONGEST_ADDRESS = 30, 60, 100

_WORD = pattern(r"[^\W_]+(?:['’.-][^\W_]+)*")
_FINISHED = pattern(r"[.!?…。！？](?:[\"'”’)\]*]|\s){0,6}$")
# The mark first and then what may not stand before it: so only the marks are looked at, not every letter.
_SENTENCE_END = pattern(
    r"[.!?](?<![A-Z]\..)(?<!\b[A-Z].)(?<!\bMr.)(?<!\bMs.)(?<!\bDr.)(?<!\bMrs.)(?<!\bSt.)(?<!\bvs.)"
    r"(?<!\bGen.)(?<!\bSen.)(?<!\bGov.)(?<!\bRep.)"
    r"[\"”’')]{0,2} {1,3}[“\"‘(]?[A-Z]"
)
# What a speaker does in the past; in the present it is as likely a headline. Both lists meet lines in small letters.
_SAID = pattern(
    r"\b(?:said|told|added|asked|replied|wrote|tweeted|explained|insisted|argued|claimed|stated|announced|warned|noted"
    r"|according to|declared|recalled|admitted|denied|confirmed|acknowledged|testified|responded|commented|suggested"
    r"|stressed|remarked)\b"
)
_VERB = pattern(
    r"\b(?:says|say|tells|adds|asks|writes|tweets|explains|insists|argues|claims|warns|notes|is|are|was|were|be|been|has|have|had"
    r"|do|does|did|will|would|can|could|may|might|must|should|[a-z]{2,20}ed)\b"
    r"|['’](?:s|re|m|ve)\b|n['’]t\b"
)
_QUOTATION = pattern(r"[“”\"„«»]|''|(?:^|[\s(])['‘]\w")
_BULLET = pattern(r"(?:[•·▪●◦‣*]|[-–—]{1,2}(?= ))\s{0,99}\S|\(?\d{1,2}[.)] \S")
_BY = pattern(
    r"(?:By|BY|by:|Author:|Words:) (?:[A-Z][\w'’.-]{0,24})"
    r"(?:[ ,|&•/]{1,4}(?:[A-Z@][\w'’.-]{0,30}|and|for|in|of|the|de|van|von|bin|al|der|la|on|at"
    r"|\d[\d:.]{0,9})){1,24}[ |•.]{0,4}$"
)
_DATE_ONLY = pattern(
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}\.?,? )?"
    r"(?:\d{1,2}(?:st|nd|rd|th)?(?: of)? [A-Z][a-z]{2,8}\.?,? \d{4}|[A-Z][a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}"
    r"|\d{4}[-/]\d\d[-/]\d\d(?:T\d\d:\d\d[\d:.]{0,10}(?:Z|[-+]\d\d:?\d\d)?)?|\d{1,2}[/.]\d{1,2}[/.]\d{2,4})"
    r"(?:,? (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)?"
    r"(?:[ ,|•-]{1,3}(?:at )?\d{1,2}[:.]\d\d(?: ?(?:[ap]\.?m\.?|AM|PM))?(?: ?[A-Z]{2,4})?)?[ .|]{0,4}$"
)
_ADDRESS = pattern(r"(?:[Ee]-?mail:? )?[\w.+-]{1,60}@[\w-]{1,60}(?:\.[\w-]{1,30}){1,4}$")
_DATELINE = pattern(
    r"[A-Z][A-Z'’.-]{1,30}(?:[ /][A-Z][A-Z'’.-]{0,30}){0,4}(?:, [A-Z][\w.]{0,30}(?: [A-Z][\w.]{0,30}){0,2}){0,2}"
    r"(?:,? \d{1,2} [A-Z][a-z]{2,8}\.?|,? [A-Z][a-z]{2,8}\.? \d{1,2})?(?: ?\([A-Z][^()]{1,40}\))? ?(?:--?|–|—) ?\S"
    r"|\((?:Reuters|AP|AFP|CNN|UPI|Xinhua|TASS|IANS|PTI|dpa|DPA|Bloomberg)\)"
)
# A line that stops at one of these was cut short.
_CUT = frozenset(
    "the a an of to in on at by for with from and or but that which who whom whose as than into onto upon its "
    "their his her our my is are was were be been has have had will would can could may might must should not mr "
    "mrs ms dr if when while because after before between against about over under during without within he she "
    "they we it this these those".split()
)
# A line that starts with one of these is a sentence rather than a headline.
_PROSE = frozenset(
    "the a an he she they it we i his her their its this that these those there but and so or in at on as after "
    "before while when since during meanwhile however although though for with according earlier later last both "
    "one some many most".split()
)


class Line(Struct, frozen=True):
    """A paragraph and what can be seen of it.

    `speaks`: it has quotation marks and a verb. `said`: it has a verb of saying in the past. `finished`: it ends with a full
    stop or the like. `cut_short`: its last word cannot end a sentence. `figures`: it has a digit.
    """

    text: str
    words: int
    sentences: int
    finished: bool
    quotes: bool
    said: bool
    speaks: bool
    title_case: bool
    cut_short: bool
    lower_start: bool
    starts_as_prose: bool
    has_small_word: bool
    figures: bool
    bullet: bool
    names_writer: bool
    is_date: bool
    is_address: bool
    dateline: bool


def look_at(text: str) -> Line:
    """Look at one paragraph."""
    head = text[:LOOKED_AT]
    words = _WORD.findall(head)
    small = head.lower()
    quotes, said = bool(_QUOTATION.search(head)), bool(_SAID.search(small))
    return Line(
        text=text,
        words=len(words),
        sentences=1 + len(_SENTENCE_END.findall(head)),
        finished=bool(_FINISHED.search(text[-12:])),
        quotes=quotes,
        said=said,
        speaks=quotes and (said or bool(_VERB.search(small))),
        title_case=_is_title_case(words),
        cut_short=bool(words) and words[-1].lower() in _CUT and text[-1].isalnum(),
        lower_start=text[0].islower(),
        starts_as_prose=bool(words) and words[0].lower() in _PROSE,
        has_small_word=any(word[0].islower() for word in words),
        figures=any(character.isdigit() for character in head[:200]),
        bullet=bool(_BULLET.match(head)),
        names_writer=len(words) <= LONGEST_BYLINE and bool(_BY.match(head)),
        is_date=len(text) <= LONGEST_DATE and bool(_DATE_ONLY.match(head)),
        is_address=len(text) <= LONGEST_ADDRESS and bool(_ADDRESS.match(head)),
        dateline=bool(_DATELINE.match(head)),
    )


def _is_title_case(words: list[str]) -> bool:
    """Say whether nearly all longer words begin with a capital, as in American headlines."""
    longer = [word for word in words[1:] if len(word) > 3 and word[0].isalpha()]
    return len(longer) >= 3 and sum(word[0].isupper() for word in longer) >= 0.8 * len(longer)
