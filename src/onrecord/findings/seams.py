"""The signs by which a pasted sentence gives itself away. Each looks at one sentence and says what it sees."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from onrecord.findings.cohesion import Weave, is_introduced
from onrecord.findings.names import key_of
from onrecord.findings.pile import Inside, listed
from onrecord.findings.vocabulary import words_of
from onrecord.language import Parsed, Sentence, Word
from onrecord.model import Span

# How much strangeness is how many points. Measured on ordinary reports: over the first line stand 5 sentences in 100 reports,
# over the second 20, over the third 1 sentence in 20. Tried 1 to 5.
FOREIGN = ((3.0, 3.0), (2.0, 2.0), (0.0, 1.0))

# A report on its own has no other reports to tell which names belong to the story, so more is asked (tried 0 to 1.5).
ON_ITS_OWN = 0.8

# In an overlong paragraph, a “he” may be somebody of so many sentences before.
LOOK_BACK = 8

_JOINING, _PERSONAL, _SAYING = (words_of("seams", group) for group in ("joining", "personal", "saying"))
_HUMAN, _OFFICES = words_of("seams", "human"), words_of("seams", "offices")
_PEOPLE = _PERSONAL | _OFFICES | words_of("seams", "people")
_CONTRACTED = {"'s", "'re", "'ve", "'ll"}
_BEFORE_SURNAME = {"NNP", "DT", "JJ", "NN", "POS", "PRP$"}


class Sign(Struct, frozen=True):
    """One sign of a seam: its points, what it says for people, and the words it rests on."""

    points: float
    says: str
    span: Span


class Scene(Struct, frozen=True):
    """One told sentence (`place` counts them) in its report; `quoted` knows what stands in quotation marks."""

    weave: Weave
    place: int
    quoted: Inside

    @property
    def parsed(self) -> Parsed:
        """Give the report's words."""
        return self.weave.parsed

    @property
    def words(self) -> Sequence[Word]:
        """Give the words of the sentence."""
        sentence = self.weave.sentences[self.place]
        return self.parsed.words[sentence.first : sentence.last]

    def before(self) -> Sentence | None:
        """Give the sentence before this one in the same paragraph."""
        sentence = self.weave.sentences[self.place - 1] if self.place else None
        return sentence if sentence and sentence.block == self.weave.sentences[self.place].block else None

    def words_before(self) -> Sequence[Word]:
        """Give the words of the sentence before this one in the same paragraph."""
        before = self.before()
        return self.parsed.words[before.first : before.last] if before else ()

    def said(self) -> set[int]:
        """Give the indices of the words that stand in quotation marks."""
        return {word.index for word in self.words if self.quoted.holds(word.start)}

    def at(self, first: Word, last: Word | None = None) -> Span:
        """Point at a word, or at the words from one to another."""
        return self.parsed.span(first.index, (last or first).index + 1)


def foreign(scene: Scene) -> Iterator[Sign]:
    """The sentence shares next to nothing with the rest of the report, and names what nothing else names."""
    strangeness = scene.weave.strangeness(scene.place) - (0 if scene.weave.elsewhere else ON_ITS_OWN)
    points = next((points for line, points in FOREIGN if strangeness >= line), 0.0)
    if points:
        shared, strangers = scene.weave.shared(scene.place), scene.weave.strangers(scene.place)
        ties = _shown([thread.word for thread in shared], "ties", "tie")
        says = f"{'only ' + ties if shared else 'nothing ties'} it to the rest of the report"
        if strangers:
            says += f", and {_shown([thread.word for thread in strangers], 'stands', 'stand')} nowhere else"
        yield Sign(points, says, scene.at(strangers[0].word if strangers else scene.words[0]))


def foreign_quotation(scene: Scene) -> Iterator[Sign]:
    """No rare word of a quotation comes again in the report. Weak: short quotations often are so."""
    said = scene.said()
    threads = [thread for thread in scene.weave.shared(scene.place) if thread.word.index in said]
    if said and not threads and scene.weave.strangeness(scene.place) < FOREIGN[-1][0]:
        first = next(word for word in scene.words if word.index in said)
        yield Sign(1.0, "no telling word of the quotation comes again in the report", scene.at(first))


def stranger_in_quotation(scene: Scene) -> Iterator[Sign]:
    """A quotation speaks of a people or a place that nothing else in the pile mentions."""
    said = scene.said()
    for thread in scene.weave.strangers(scene.place):
        if thread.word.index in said and thread.word.entity in {"NORP", "GPE"}:
            yield Sign(1.0, f"nothing else in the report mentions “{thread.word.text}”", scene.at(thread.word))
            return


def two_voices(scene: Scene) -> Iterator[Sign]:
    """The sentence before, in the same paragraph, quotes somebody else, and nothing joins the two."""
    theirs, ours = _voice(scene.words_before()), _voice(scene.words)
    if theirs and ours and scene.said() and not _joined(scene) and _differ(theirs, ours):
        says = f"the paragraph goes from {theirs.text}'s words to {ours.text}'s with nothing between"
        yield Sign(1.0, says, scene.at(ours))


def no_such_person(scene: Scene) -> Iterator[Sign]:
    """A quotation is given to “he” or “she”, and nobody that it could be acts in the paragraph before it."""
    voice, before = _voice(scene.words), scene.before()
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


def which_one(scene: Scene) -> Iterator[Sign]:
    """Words are given to “the president” in a paragraph without names, and the report has named several."""
    voice = _voice(scene.words)
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


def mid_talk(scene: Scene) -> Iterator[Sign]:
    """The sentence opens as talk does (“So that's …”) and stands outside quotation marks."""
    words = scene.words[:3]
    opening = tuple(word.text.lower().replace("’", "'") for word in words)
    if len(words) < 3 or scene.quoted.holds(words[0].start):
        return
    if opening[0] in {"so", "well", "look"} and opening[1] in {"that", "those", "we"} and opening[2] in _CONTRACTED:
        shown = f"{words[0].text} {words[1].text}{words[2].text}"
        yield Sign(
            3.0,
            f"it opens in the middle of talk (“{shown}”) and stands outside quotation marks",
            scene.at(words[0], words[2]),
        )


def unjoined(scene: Scene) -> Iterator[Sign]:
    """No word, name, pronoun or connective joins the sentence to the one before it in its paragraph.

    A speaker who goes on speaking may jump as he likes; and a new witness who is introduced needs no joining.
    """
    before, theirs, ours = scene.words_before(), _voice(scene.words_before()), _voice(scene.words)
    goes_on = (
        scene.said()
        and any(scene.quoted.holds(word.start) for word in before)
        and not (theirs and ours and _differ(theirs, ours))
    )
    witness = ours is not None and scene.quoted.holds(scene.words[0].start) and is_introduced(scene.parsed, ours)
    if before and not goes_on and not witness and not _joined(scene):
        yield Sign(1.0, "nothing joins it to the sentence before", scene.at(scene.words[0]))


SIGNS: tuple[Callable[[Scene], Iterator[Sign]], ...] = (
    foreign,
    foreign_quotation,
    stranger_in_quotation,
    two_voices,
    no_such_person,
    points_nowhere,
    which_one,
    unknown_person,
    mid_talk,
    unjoined,
)


def _shown(words: Sequence[Word], one: str, more: str) -> str:
    """Show up to three words with the verb that fits their number."""
    shown = [f"“{word.text}”" for word in words[:3]]
    return f"{listed(shown)} {one if len(shown) == 1 else more}"


def _joined(scene: Scene) -> bool:
    """Say whether something ties the sentence to the one before; what the headline names is in every sentence and ties nothing."""
    if any(key not in scene.weave.title for key in scene.weave.ties(scene.place, scene.place - 1)):
        return True
    end = scene.words[-1].index
    named = next((word.index for word in scene.words if word.part == "PROPN"), end)
    noun = next((word.index for word in scene.words if word.part in {"PROPN", "NOUN"}), end)
    return any(
        word.index < (named if word.text.lower() in _PERSONAL else noun)
        for word in scene.words
        if word.text.lower() in _JOINING and not scene.quoted.holds(word.start)
    )


def _voice(words: Sequence[Word]) -> Word | None:
    """Give the subject of a sentence's saying verb."""
    first = words[0].index if words else 0
    return next(
        (
            word
            for word in words
            if word.role == "nsubj"
            and 0 <= word.head - first < len(words)
            and words[word.head - first].lemma in _SAYING
        ),
        None,
    )


def _differ(one: Word, other: Word) -> bool:
    """Say whether two subjects are two different names."""
    return one.part == other.part == "PROPN" and one.text != other.text


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
