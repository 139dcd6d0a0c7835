"""Signs that a sentence does not hang together with what stands around it. Each looks at one sentence and says what it sees."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.findings.cohesion import is_introduced
from onrecord.findings.pile import listed
from onrecord.findings.scene import Scene, Sign, voice_of
from onrecord.findings.vocabulary import words_of
from onrecord.language import Word

# How much strangeness is how many points. Measured on ordinary reports: over the first line stand 4 sentences in 100 reports,
# over the second 20, over the third 1 sentence in 20. Tried 1 to 5.
FOREIGN = ((3.5, 3.0), (2.7, 2.0), (1.3, 1.0))

_JOINING, _PERSONAL = words_of("seams", "joining"), words_of("seams", "personal")
_TIMES = {"DATE", "TIME"}
_CONTRACTED = {"'s", "'re", "'ve", "'ll"}


def foreign(scene: Scene) -> Iterator[Sign]:
    """The sentence shares next to nothing with the rest of the report, and names what nothing else names."""
    points = next((points for line, points in FOREIGN if scene.strangeness() >= line), 0.0)
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
    if said and not threads and scene.strangeness() < FOREIGN[-1][0]:
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
    theirs, ours = voice_of(scene.words_before()), voice_of(scene.words)
    if theirs and ours and scene.said() and not _joined(scene) and _differ(theirs, ours):
        says = f"the paragraph goes from {theirs.text}'s words to {ours.text}'s with nothing between"
        yield Sign(1.0, says, scene.at(ours))


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
    before, theirs, ours = scene.words_before(), voice_of(scene.words_before()), voice_of(scene.words)
    goes_on = (
        scene.said()
        and any(scene.quoted.holds(word.start) for word in before)
        and not (theirs and ours and _differ(theirs, ours))
    )
    witness = ours is not None and scene.quoted.holds(scene.words[0].start) and is_introduced(scene.parsed, ours)
    if before and not goes_on and not witness and not _joined(scene):
        yield Sign(1.0, "nothing joins it to the sentence before", scene.at(scene.words[0]))


def _shown(words: Sequence[Word], one: str, more: str) -> str:
    """Show up to three words with the verb that fits their number."""
    shown = [f"“{word.text}”" for word in words[:3]]
    return f"{listed(shown)} {one if len(shown) == 1 else more}"


def _joined(scene: Scene) -> bool:
    """Say whether something ties the sentence to the one before; what the headline names is in every sentence and ties nothing."""
    if any(key not in scene.weave.title for key in scene.weave.ties(scene.place, scene.place - 1)):
        return True
    end = scene.words[-1].index
    plain = [word for word in scene.words if not scene.quoted.holds(word.start)]
    named = next((word.index for word in scene.words if word.part == "PROPN" and word.entity not in _TIMES), end)
    noun = next((word.index for word in scene.words if word.part in {"PROPN", "NOUN"}), end)
    if _looks_ahead(scene):
        named = scene.words[0].index
    return any(_points_back(word) for word in plain) or any(
        word.index < (named if word.text.lower() in _PERSONAL else noun)
        for word in plain
        if word.text.lower() in _JOINING
    )


def _points_back(word: Word) -> bool:
    """Say whether a word stands for something named before: “that effort”, “two opted for a trial”."""
    demonstrative = (
        word.role == "det" and word.text.lower() in {"this", "that", "these", "those"} and word.entity not in _TIMES
    )
    return demonstrative or word.tag == "CD" and word.role == "nsubj" and word.entity not in _TIMES


def _looks_ahead(scene: Scene) -> bool:
    """Say whether the sentence names its subject after an opening: “After his guest had left, Ruiz …”, where “his” joins nothing."""
    root = next((word for word in scene.words if word.head == word.index), scene.words[0])
    subject = next(
        (word for word in scene.words if word.head == root.index and word.role in {"nsubj", "nsubjpass"}), root
    )
    return scene.words[0].tag == "IN" and subject.part == "PROPN" and subject.index < root.index


def _differ(one: Word, other: Word) -> bool:
    """Say whether two subjects are two different names."""
    return one.part == other.part == "PROPN" and one.text != other.text
