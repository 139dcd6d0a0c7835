"""One report as this stage sees it: its persons and bodies, whose words each word is, and where each paragraph begins."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from msgspec import Struct

from onrecord.language import Parsed
from onrecord.model import Attribution, Span
from onrecord.shadow import looks
from onrecord.speakers.bodies import Bodies, find_bodies
from onrecord.speakers.namesakes import tell_apart
from onrecord.speakers.people import Mention, People, Person, find_people
from onrecord.speakers.vocabulary import Gender, fold, roles

# Where these rules found the source, the words after the colon are somebody's own, though no marks stand round them.
_AFTER_COLON = frozenset({"turn", "colon"})


class Scene(Struct, frozen=True):
    """What the rules look at. `quoted[i]` says whether word i stands inside quotation marks; `starts` are the words' offsets.

    `turns[i]` numbers the turn ("KOLAR: It is cold.") that word i is said in, from 1; 0 is outside any. `running` are the
    numbers of the persons who have a campaign. `mentions` are the places that may name each person, by number.
    """

    parsed: Parsed
    people: People
    bodies: Bodies
    quoted: tuple[bool, ...]
    starts: tuple[int, ...]
    turns: tuple[int, ...] = ()
    running: frozenset[int] = frozenset()
    mentions: dict[int, list[Mention]] = {}

    def block(self, word: int) -> int:
        """Give the number of the block (paragraph) that a word stands in."""
        return self.parsed.sentence_of(word).block

    def in_own_words(self, word: int) -> bool:
        """Say whether a word is one of somebody's own words, in marks or in a turn, and not the report's."""
        return self.quoted[word] or self.turns[word] > 0

    def in_one_voice(self, one: int, other: int) -> bool:
        """Say whether two words are both the report's own, both quoted, or of one turn."""
        return self.quoted[one] == self.quoted[other] and self.turns[one] == self.turns[other]

    def named_at(self, words: tuple[int, int]) -> Span:
        """Point at where a name stands."""
        return self.parsed.span(*words)

    def person(self, mention: Mention) -> Person | None:
        """Give the person of a mention when it fits one only."""
        return self.people.persons[mention.persons[0]] if len(mention.persons) == 1 else None

    def text(self, words: Sequence[int]) -> str:
        """Print the report's text from the first of these words to the last, on one line."""
        held = self.parsed.words
        return " ".join(looks(self.parsed.report.text, held[words[0]].start, held[words[-1]].end).split())

    def words_in(self, spans: Sequence[Span]) -> list[int]:
        """List the words that share a character with any of the spans."""
        found: list[int] = []
        for span in spans:
            at = max(0, bisect_left(self.starts, span.start) - 1)
            while at < len(self.starts) and self.starts[at] < span.end:
                if self.parsed.words[at].end > span.start:
                    found.append(at)
                at += 1
        return sorted(set(found))


def set_scene(parsed: Parsed, attributions: Sequence[Attribution]) -> Scene:
    """Look over a report once, before any source is resolved."""
    people = tell_apart(parsed, find_people(parsed))
    scene = Scene(parsed, people, find_bodies(parsed, people), (), tuple(word.start for word in parsed.words))
    quoted = [False] * len(parsed.words)
    for attribution in attributions:
        for word in scene.words_in(attribution.quoted):
            quoted[word] = True
    for word in _between_marks(parsed):
        quoted[word] = True
    turns = [0] * len(parsed.words)
    for number, attribution in enumerate(attributions, start=1):
        for word in scene.words_in(attribution.content) if attribution.origin in _AFTER_COLON else ():
            turns[word] = number
    running = _find_running(parsed, people)
    mentions: dict[int, list[Mention]] = {}
    for mention in people.mentions:
        for number in mention.persons:
            mentions.setdefault(number, []).append(mention)
    return Scene(parsed, people, scene.bodies, tuple(quoted), scene.starts, tuple(turns), running, mentions)


def own_words(attribution: Attribution) -> tuple[Span, ...]:
    """Give the words that an attribution gives as its source's own: those in marks, or all of a turn."""
    return attribution.content if attribution.origin in _AFTER_COLON else attribution.quoted


def _find_running(parsed: Parsed, people: People) -> frozenset[int]:
    """List the persons who have a campaign or a running mate: "the Kolar campaign", "Kolar's running mate"."""
    found = set()
    for mention in people.mentions:
        last = parsed.words[mention.last - 1]
        head = parsed.words[last.head]
        campaign = roles().named_after.get(fold(head.lemma)) == "campaign" or head.text.lower() == "mate"
        if len(mention.persons) == 1 and last.role in ("compound", "poss", "nmod") and campaign:
            found.add(mention.persons[0])
    return frozenset(found)


def _between_marks(parsed: Parsed) -> list[int]:
    """List the words between double marks; a mark left open reaches to the end of its paragraph.

    More cautious than `attributions.marks` on purpose: taking its shorter reach for broken marks gave one more wrong speaker
    on PolNeAR dev (pronoun precision .982 for .986).
    """
    found: list[int] = []
    is_open, block = False, -1
    for word in parsed.words:
        here = parsed.sentences[word.sentence].block
        is_open, block = is_open and here == block, here
        if word.text == "“" or (word.text in ('"', "''", "``") and not is_open):
            is_open = True
        elif word.text in ("”", '"', "''"):
            is_open = False
        elif is_open:
            found.append(word.index)
    return found


def agrees(person: Person, gender: Gender) -> bool:
    """Say whether a person can be meant by a pronoun of this gender: known to be, or not known otherwise."""
    return person.gender in (gender, None)
