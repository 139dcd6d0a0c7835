"""Signs that a sentence leans on something that its report does not have: a person, a thing or a plan spoken of before it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from onrecord.findings.names import key_of
from onrecord.findings.pile import listed
from onrecord.findings.scene import Scene, Sign, voice_of
from onrecord.findings.vocabulary import words_of
from onrecord.language import Name, Word

# In an overlong paragraph, a “he” may be somebody of so many sentences before.
LOOK_BACK = 8

# Whom a report has called by the bare surname so often, it need not introduce any more (tried 1 to 4).
WELL_KNOWN = 3

_PERSONAL, _HUMAN, _OFFICES = (words_of("seams", group) for group in ("personal", "human", "offices"))
_PEOPLE = _PERSONAL | _OFFICES | words_of("seams", "people")
_BEFORE_SURNAME = {"NNP", "DT", "JJ", "NN", "POS", "PRP$"}


def no_such_person(scene: Scene) -> Iterator[Sign]:
    """A quotation is given to “he” or “she”, and nobody that it could be acts in the paragraph before it."""
    voice, before = voice_of(scene.words), scene.before()
    if voice is None or voice.text.lower() not in {"he", "she"} or before is None or not scene.said():
        return
    place = scene.place
    while place > max(0, scene.place - LOOK_BACK) and scene.weave.sentences[place - 1].block == before.block:
        place -= 1
    first = scene.weave.sentences[place].first
    if not any(_acts(word) for word in scene.parsed.words[first : before.last]):
        yield Sign(1.0, f"nobody who acts in the paragraph can be “{voice.text}”", scene.at(voice))


def points_nowhere(scene: Scene) -> Iterator[Sign]:
    """A quotation says “this aim” or “these plans”, and nothing before it has spoken of any."""
    said = scene.said()
    for word in scene.words:
        noun = scene.parsed.words[word.head]
        if word.index not in said or word.text.lower() not in {"this", "these"} or word.role != "det":
            continue
        if noun.part == "NOUN" and noun.index > word.index and not _mentioned(scene, noun):
            says = f"it speaks of “{word.text} {noun.text}”, of which nothing was said before"
            yield Sign(1.0, says, scene.at(word, noun))
            return


def unheard(scene: Scene) -> Iterator[Sign]:
    """The report itself speaks of “the tensions” or “the release of the information”, and nothing before it has told of any."""
    for word in scene.words:
        if word.lemma not in words_of("seams", "told_before") or scene.quoted.holds(word.start):
            continue
        article, *more = (scene.parsed.words[child] for child in scene.parsed.children[word.index] or (word.index,))
        if any(one.text != "of" for one in more) or _mentioned(scene, word):
            continue
        if article.text.lower() == "the" and article.index == word.index - 1:
            says = f"it speaks of “{article.text} {word.text}”, of which nothing was said before"
            yield Sign(1.0, says, scene.at(article, word))


def introduced_again(scene: Scene) -> Iterator[Sign]:
    """Somebody is given office and full name though the report has long called him by his surname."""
    for name in scene.names():
        last = scene.parsed.words[name.last - 1]
        known = bisect_left(scene.weave.bare.get(last.text, ()), scene.words[0].index)
        if known >= WELL_KNOWN and _has_office(scene, name) and not scene.quoted.holds(last.start):
            yield Sign(1.0, f"it introduces “{last.text}” again, whom the report has long named", scene.at(last))
            return


def other_hand(scene: Scene) -> Iterator[Sign]:
    """An office before a name is written small, though the report writes it large elsewhere: another desk's style."""
    for before, office, name in zip(scene.words, scene.words[1:], scene.words[2:], strict=False):
        if office.text in scene.weave.offices and name.part == "PROPN" and name.entity == "PERSON":
            if before.part not in {"ADJ", "NOUN", "PROPN"} and not scene.quoted.holds(office.start):
                says = f"it writes “{office.text}” small before a name, which the report writes large elsewhere"
                yield Sign(1.0, says, scene.at(office))
                return


def which_one(scene: Scene) -> Iterator[Sign]:
    """Words are given to “the president” in a paragraph without names, and the report has named several."""
    voice = voice_of(scene.words)
    if voice is None or voice.lemma.lower() not in _OFFICES or not scene.said() or scene.before() is not None:
        return
    if voice.index == 0 or scene.parsed.words[voice.index - 1].text.lower() != "the":
        return
    holders = scene.weave.offices.get(voice.lemma.lower(), [])
    if len(holders) > 1 and not any(thread.name for thread in scene.weave.shared(scene.place)):
        yield Sign(1.0, f"“the {voice.text}” could be {listed(holders, 'or')}", scene.at(voice))


def unknown_person(scene: Scene) -> Iterator[Sign]:
    """Somebody acts under a bare surname, once in the whole report, whom it never introduces."""
    title = scene.parsed.report.title.value.lower() if scene.parsed.report.title else ""
    for word in scene.words:
        if _is_bare_surname(scene, word) and word.text.lower() not in title and _is_person(scene, word):
            yield Sign(2.0, f"“{word.text}” is named here only and never introduced", scene.at(word))
            return


def _acts(word: Word) -> bool:
    """Say whether a word may be a person who does something."""
    if word.role not in {"nsubj", "nsubjpass", "poss", "agent"}:
        return False
    unlabelled = word.part == "PROPN" and word.entity not in {"GPE", "NORP", "ORG"}
    return unlabelled or word.entity == "PERSON" or word.text.lower() in _PEOPLE


def _mentioned(scene: Scene, noun: Word) -> bool:
    """Say whether the report has this noun, or a kin of it, before the sentence; time words need no mention."""
    key = key_of(noun.lemma)
    if noun.entity in {"DATE", "TIME"} or noun.lemma in words_of("seams", "needs_no_mention"):
        return True
    return scene.weave.heard.get(key, noun.index) < scene.words[0].index or key in scene.weave.title


def _has_office(scene: Scene, name: Name) -> bool:
    """Say whether an office and two names or more stand together: “President Ana Ruiz”, “president Ana Ruiz”."""
    words = scene.parsed.words[max(name.first - 1, scene.words[0].index) : name.last]
    office = next((place for place, word in enumerate(words) if word.text.lower() in _OFFICES), None)
    return office is not None and len(words) - office > 2


def _is_bare_surname(scene: Scene, word: Word) -> bool:
    """Say whether a capitalised word stands alone as somebody who acts, and only here."""
    if not (word.text[0].isupper() and word.text[1:].islower() and len(word.text) > 3 and word.tag in {"NNP", "NN"}):
        return False
    before = scene.parsed.words[word.index - 1].tag if word.index > scene.words[0].index else ""
    if word.role not in {"nsubj", "conj"} or scene.quoted.holds(word.start) or before in _BEFORE_SURNAME:
        return False
    return scene.weave.counts[word.text] == 1


def _is_person(scene: Scene, word: Word) -> bool:
    """Say whether a bare surname is a person's: by its label and its verb, or by a later “he” or “she” in the sentence."""
    head = scene.parsed.words[word.head]
    if word.role == "conj" and scene.weave.counts[head.text] > 1:
        return False  # named beside somebody who is at home in the report
    if word.role == "conj":
        return word.entity == head.entity == "PERSON" and scene.parsed.words[head.head].lemma in _HUMAN
    later = any(one.text.lower() in _PERSONAL for one in scene.words if one.index > word.index)
    return head.lemma in _HUMAN and (word.entity == "PERSON" or word.entity in {"", "ORG"} and later)
