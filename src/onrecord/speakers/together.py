"""Sources of several who speak together, read from the words as they stand: names in a row with "and", "plus" or commas."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from onrecord.language import Parsed, Word
from onrecord.speakers.answers import SEVERAL, Answer, join
from onrecord.speakers.phrases import outside_brackets
from onrecord.speakers.scene import Scene
from onrecord.speakers.vocabulary import fold, roles, titles

_JOINING = frozenset({"and", "plus", "&", "or"})
_MARKS = frozenset({",", *_JOINING})
# Behind a name these make it part of what follows: "Halden mayor", "Birch's lawyer".
_GOES_ON = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "VBG", "VBN", "POS", "HYPH"})
# Between two names these make the second part of what is said of the first: "Kolar, head of Apple", "Kolar, who met Birch".
_LEADS_OFF = frozenset({"IN", "TO", "WP", "WP$", "WDT", "WRB", "POS", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "MD"})
# The last word before a name that it belongs to: "spokesman Kolar", "the late Kolar", "running back Kolar"; no plural.
_DESCRIBING = frozenset({"NN", "NNP", "JJ", "RB", "RP"})
# Verb forms that are part of what somebody is: "running back", "acting mayor", "managing director".
_OF_NOUNS = frozenset({"running", "acting", "managing", "leading", "sitting", "outgoing", "incoming", "founding"})


class Member(Struct, frozen=True):
    """A name that may be one of several: its words, and whether it is a person's."""

    first: int
    last: int
    person: bool


def find_members(scene: Scene, words: Sequence[int]) -> list[Member]:
    """List the names that a source phrase puts in a row, "the banks Arden, Birch (BIR) and Kolar"; none if they are not several."""
    solid = outside_brackets(scene.parsed, words)
    names = [name for name in _names(scene, solid) if _is_closing(scene, name, solid)]
    if len(names) < 2 or _leads_off(scene, [at for at in solid if at < names[0].first]):
        return []
    found, joined = names[:1], False
    for name in names[1:]:
        link = _link(scene, solid, found[-1], name)
        if link is None or (link == "," and name.person != found[-1].person):
            break
        found.append(name)
        joined = joined or link != ","
    return found if joined and len(found) > 1 else []


def find_pair(scene: Scene, word: int) -> tuple[list[int], list[Member]] | None:
    """Find whom "both" means: the only two persons whom "and" makes one subject, in its sentence or the one before it."""
    sentence = scene.parsed.sentence_of(word)
    number = scene.parsed.words[word].sentence
    before = scene.parsed.sentences[number - 1] if number else sentence
    first = before.first if before.block == sentence.block else sentence.first
    pairs = []
    for one in scene.parsed.words[first:word]:
        if one.role in ("nsubj", "nsubjpass") and scene.in_one_voice(one.index, word):
            words = [at for at in scene.parsed.subtree(one.index) if at < word]
            members = find_members(scene, words)
            pairs += [(words, members)] if len(members) == 2 and all(member.person for member in members) else []
    return pairs[0] if len(pairs) == 1 else None


def find_rest(scene: Scene, words: Sequence[int], members: Sequence[Member]) -> list[int]:
    """List the words of one more who is joined behind the last name: "Pavel Kolar and Ada Birch, plus two teachers"."""
    rest = [at for at in outside_brackets(scene.parsed, words) if at >= members[-1].last]
    texts = [scene.parsed.words[at].text.lower() for at in rest]
    marks = 0
    while marks < len(texts) and texts[marks] in _MARKS:
        marks += 1
    while len(rest) > marks and scene.parsed.words[rest[-1]].part == "PUNCT":
        rest.pop()
    return rest[marks:] if _JOINING & set(texts[:marks]) else []


def closing_name(scene: Scene, words: Sequence[int]) -> int | None:
    """Find the name that ends what is said of somebody, "defence ministry spokesman Pavel Kolar", whatever the parser makes of it.

    A name behind a preposition, a comma or a verb is another's: "a friend of Kolar", "people backing Kolar".
    """
    parsed = scene.parsed
    solid = [at for at in outside_brackets(parsed, words) if parsed.words[at].part != "PUNCT" or at != words[-1]]
    at = solid[-1] if solid else words[-1]
    mention, place = scene.people.at.get(at), scene.bodies.at.get(at)
    name = mention or (place if parsed.words[at].entity == "ORG" else None)
    first = name.first if name else _unknown_body(scene, at)
    if first is None or first <= words[0] or (name and name.last != at + 1):
        return None
    before = parsed.words[words[0] : first]
    return at if before[-1].tag in _DESCRIBING and not any(_sets_apart(word, parsed) for word in before) else None


def leave_open(scene: Scene, words: Sequence[int], names: Sequence[str]) -> Answer:
    """Answer for several of whom one at least has no name here: nobody, with the names that there are."""
    return Answer(None, "joint, not all named", f"several together: {scene.text(words)}", tuple(names))


def answer_members(scene: Scene, words: Sequence[int], answers: Sequence[Answer | None]) -> Answer:
    """Answer for several by all of their names, or by none where one of them stays open."""
    names = [answer.name for answer in answers if answer and answer.name]
    if len(names) == len(answers):
        return Answer(join(list(dict.fromkeys(names))), "joint", f"{SEVERAL}“{scene.text(words)}”")
    perhaps = [name for answer in answers if answer for name in ([answer.name] if answer.name else answer.candidates)]
    return leave_open(scene, words, perhaps)


def names_others(scene: Scene, words: Sequence[int]) -> bool:
    """Say whether a phrase says that there are more: "both", or at its end ", and other teachers"."""
    parsed = scene.parsed
    texts = [parsed.words[at].text.lower() for at in words]
    if texts[0] == "both":
        return "and" in texts
    for at in range(len(texts) - 3):
        if texts[at] == "," and texts[at + 1] in _JOINING and texts[at + 2] == "other":
            end = next((word for word in words[at + 3 :] if parsed.words[word].tag == "NNS"), words[at])
            return fold(parsed.words[end].lemma) in roles().person
    return texts[-3:-1] == [",", "and"] and texts[-1] == "others"


def _unknown_body(scene: Scene, at: int) -> int | None:
    """Find where a name of neither a known person nor a known body begins, behind a noun for a body: "news agency HNA"."""
    words, first = scene.parsed.words, at
    while first and words[first - 1].tag == "NNP" and words[first - 1].text[:1].isupper():
        first -= 1
    noun = fold(words[first - 1].lemma) if first else ""
    known = any(word in scene.people.at or word in scene.bodies.at for word in range(first, at + 1))
    return first if words[at].tag == "NNP" and not known and noun in roles().body | roles().company else None


def _sets_apart(word: Word, parsed: Parsed) -> bool:
    """Say whether a word before a name makes the name another's: not the verb in "state-run agency", "running back"."""
    if word.text in _MARKS or word.tag in ("PRP", ":"):
        return True
    if word.tag not in _LEADS_OFF or word.tag == "POS":
        return False
    hyphened = word.index > 0 and parsed.words[word.index - 1].text == "-"
    return not (hyphened or word.role in ("amod", "compound") or word.text.lower() in _OF_NOUNS)


def _names(scene: Scene, solid: Sequence[int]) -> list[Member]:
    found: dict[int, Member] = {}
    inside = set(solid)
    for at in solid:
        mention, place = scene.people.at.get(at), scene.bodies.at.get(at)
        one = mention or place
        if one and one.last - 1 in inside:
            found.setdefault(one.first, Member(one.first, one.last, mention is not None))
    return list(found.values())


def _is_closing(scene: Scene, name: Member, solid: Sequence[int]) -> bool:
    """Say whether a name ends what is said of one: not "Halden" of "the Halden mayor"."""
    following = [at for at in solid if at >= name.last]
    if not following or following[0] > name.last and scene.parsed.words[name.last].tag not in _GOES_ON:
        return True
    tag = scene.parsed.words[following[0]].tag
    return tag not in _GOES_ON or (tag == "POS" and len(following) == 1)


def _link(scene: Scene, solid: Sequence[int], one: Member, other: Member) -> str | None:
    """Give what joins two names, "and" or a comma; None when the second is not set beside the first."""
    between = [at for at in solid if one.last <= at < other.first]
    texts = [scene.parsed.words[at].text.lower() for at in between]
    marks = 0
    while marks < len(texts) and texts[marks] in _MARKS:
        marks += 1
    if not marks or _MARKS & set(texts[marks:]) or _leads_off(scene, between[marks:]):
        return None
    return texts[marks - 1]


def _leads_off(scene: Scene, between: Sequence[int]) -> bool:
    """Say whether words before a name make it part of what is said of somebody, but for titles such as "secretary of state"."""
    words = scene.parsed.words
    return any(
        words[at].tag in _LEADS_OFF
        and not (words[at].tag in ("POS", "VBN", "VBG") and at + 1 < len(words) and _is_owner(scene, at))
        and fold(" ".join(word.text for word in words[max(0, at - 1) : at + 2])) not in titles().office
        for at in between
    )


def _is_owner(scene: Scene, at: int) -> bool:
    """Say whether "'s" stands behind a name that owns the office after it: "Halden's mayor Ada Birch"."""
    return scene.parsed.words[at].tag == "POS" and at - 1 in scene.bodies.at
