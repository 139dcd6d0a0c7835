"""Captions that carry no credit and no label: told by how they are written."""

from __future__ import annotations

from onrecord.patterns import pattern

# What people do in pictures, in the present; a report tells the same in the past. Verbs that reports use of the
# present too ("holds a lead", "leaves office", "looks likely") are left out.
_POSES = frozenset(
    "meet meets arrive arrives attend attends pose poses gesture gestures listen listens walk walks wave waves "
    "greet greets stand stands sit sits speak speaks shake shakes smile smiles embrace embraces hug hugs gather "
    "gathers march marches react reacts celebrate celebrates cheer cheers".split()
)
_PLACE = pattern(r"\b(?:on the sidelines of|ahead of|prior to|during|before|after|at|in|outside|near|inside)\b")
_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_ENDS_WITH_DATE = pattern(
    rf"(?:\b(?:on )?(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?"
    r"|, (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\W{0,4}$"
)
_SIDE = pattern(r"\((?:L|R|C|left|right|centre|center|pictured)\)")
_PAST = pattern(r"\b(?:was|were|had|did|said|told|added|has|have)\b")
_WORD = pattern(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_FULL_NAME = r"(?:[A-Z][\w'’.-]{0,30} ){1,3}[A-Z][\w'’-]{1,30}"
# After two names: the end, an apposition ("X and Y, two old friends.") or a place ("X and Y in 2016.").
_TWO_NAMES = pattern(
    rf"{_FULL_NAME} (?:and|with|&) {_FULL_NAME}(?:\W{{0,2}}$|, (?=(?:a|an|the|two|three|both|former|old|new)\b)[^,]{{0,400}}$"
    r"| (?=(?:at|in|on|during|outside|before|after|together)\b)[^,]{0,400}$)"
)
_CREDIT = pattern(
    r"[A-Z][\w'’.-]{0,30}(?: [A-Z][\w'’.-]{0,30}){0,4} ?/ ?[A-Z][\w'’.-]{0,30}(?: [\w'’.,/-]{1,30}){0,5}$"
)
# “… Picture: File”, “… Photograph: Jane Example/Agency”: the label begins a sentence, and names or an agency end the line.
_LABELLED_CREDIT = pattern(
    r"(?:[.!?…][\"'”’)]{0,2}\s{1,3}|^|[^\W\d_] )(?P<label>Photograph|Photo|Picture|Pic|Image|Credit)s?(?: credit)?:"
    r"(?: ?[A-Z©][\w'’.&/-]{0,60}+)(?:[ ,/]{1,3}(?:[A-Z][\w'’.&/-]{0,60}+|for|the|of|and|via|by|de|van|von)){0,8}\.?$"
)
# “Pictured, the old dock.”, “The ferry is pictured in May.” A report says “was pictured”.
_PICTURED = pattern(r"(?:^|[.!?]\s{1,3})Pictured\b|\b(?:is|are) (?:[a-z]{2,12} )?pictured\b")
LONGEST_LABELLED_CREDIT = 120
LONGEST_DESCRIPTION = 45
LONGEST_NAMES = 16
# The pose comes soon after who takes it.
WORDS_TO_POSE = 16

# Common verbs that would make a line a sentence; -ed endings are told by their form.
_VERBS = frozenset(
    "is are was were be been has have had do does did will would can could may might must shall should says say "
    "said tells told meets meet met goes go went gets get got makes make made takes take took gives give gave "
    "comes come came wins win won sees see saw knows know knew thinks think thought finds find found leaves leave "
    "left keeps keep kept lets let begins begin began calls wants want needs need seeks seek sought agrees agree "
    "vows vow urges urge warns warn faces face holds hold held hits hit cuts cut sets set puts put runs run ran "
    "falls fall fell rises rise rose lead leads led lose loses lost talk talks speak speaks spoke discuss clash "
    "clashes fight fights fought plan plans join joins sign signs reach reaches share shares".split()
)


def credits_a_picture(line: str) -> bool:
    """Say whether a short line is a photographer and an agency: “Jane Example/Agency”."""
    return bool(_CREDIT.match(line))


def describes_a_picture(line: str) -> bool:
    """Say whether a line is in the present, with a place, and with a date at its end or someone’s side, as captions are."""
    words = _WORD.findall(line)
    if not 6 <= len(words) <= LONGEST_DESCRIPTION or _PAST.search(line):
        return False
    if not _ENDS_WITH_DATE.search(line) and not _SIDE.search(line):
        return False
    return bool(_PLACE.search(line)) and any(word in _POSES for word in words[1:WORDS_TO_POSE])


def names_people_only(line: str) -> bool:
    """Say whether a short line names two people in full and has no verb: “Anna Able and Bob Baker, two old friends.”"""
    words = _WORD.findall(line)
    if len(words) > LONGEST_NAMES or not _TWO_NAMES.match(line):
        return False
    small = [word for word in words if word[0].islower()]
    return not any(word in _VERBS or word.endswith("ed") for word in small)


def ends_with_credit(line: str) -> bool:
    """Say whether a line ends with a label and a credit: “The dock at dawn. Picture: File”."""
    return bool(_LABELLED_CREDIT.search(line[-LONGEST_LABELLED_CREDIT:]))


def says_pictured(line: str) -> bool:
    """Say whether a sentence of a line begins with “Pictured”, or says that something is pictured."""
    return "ictured" in line and bool(_PICTURED.search(line))
