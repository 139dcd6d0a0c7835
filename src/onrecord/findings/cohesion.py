"""How a sentence hangs together with the rest of its report: names and telling words they share, weighed by rarity, and subject.

The weights of `strangeness` were fitted (logistic regression, then rounded) on the news cluster: sentences of ordinary
reports against sentences planted from reports of other happenings. `evaluation/findings.py` measures what they find.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import takewhile

from msgspec import Struct

from onrecord.findings.names import key_of, name_key
from onrecord.findings.pile import sentences_of
from onrecord.findings.prose import COMMON_WORD, RARITY
from onrecord.findings.vocabulary import words_of
from onrecord.language import Parsed, Sentence, Word
from onrecord.tagger import Nearness

# Entity labels that are people, peoples, places and bodies.
_NAMED = frozenset({"PERSON", "NORP", "GPE", "ORG", "LOC", "FAC", "EVENT"})
_TELLING = frozenset({"NOUN", "VERB", "ADJ", "ADV", "NUM"})

# In nats: a name ties at least so much, however common its words. Words commoner than COMMON_WORD tie nothing.
NAME_WORTH = 3.5

# What each nat that is shared takes away; what each name found nowhere else adds, and less when the report says who it is; what each
# telling word adds; what nearness in subject takes away: to the sentence most like it, and to those around it.
SHARED, STRANGER, INTRODUCED, TELLING, NEAREST, BESIDE = 0.3, 0.75, 0.4, 0.4, 6.5, 1.6

# How much a word counts in what a sentence is about: its rarity to this power (tried 0.5 to 2).
ABOUT = 0.5

# A person's name has at most so many words.
LONGEST_NAME = 6

# Beyond these, more of the same proves no more.
MOST_SHARED, MOST_STRANGERS, MOST_TELLING = 15.0, 4, 12


class Thread(Struct, frozen=True):
    """One word that may tie a sentence to others; `worth` is in nats of its rarity."""

    word: Word
    worth: float
    name: bool


class Weave(Struct, frozen=True):
    """The told sentences of a report, what may tie each of them, and how many of them hold each tie.

    `title` holds the keys of the headline's words, `elsewhere` the keys of names that other reports of the pile have too. `counts`
    says how often each word stands in the report, `heard` (by key) which word of the report is the first of its kin;
    `offices` gives the surnames that the report puts behind an office: President Ruiz, President Ana Ruiz. `bare` says where persons
    are named by one word alone.
    """

    parsed: Parsed
    sentences: tuple[Sentence, ...]
    threads: tuple[dict[str, Thread], ...]
    holders: dict[str, int]
    title: frozenset[str]
    elsewhere: frozenset[str]
    counts: dict[str, int]
    heard: dict[str, int]
    offices: dict[str, list[str]]
    bare: dict[str, list[int]]
    nearness: tuple[Nearness, ...]

    def shared(self, place: int) -> list[Thread]:
        """Give what a sentence shares with another sentence, with the headline or (names only) with the pile."""
        return [thread for key, thread in self.threads[place].items() if self._recurs(key, thread)]

    def strangers(self, place: int) -> list[Thread]:
        """Give the names of the sentence at this place that stand nowhere else."""
        return [thread for key, thread in self.threads[place].items() if thread.name and not self._recurs(key, thread)]

    def ties(self, place: int, other: int) -> list[str]:
        """Give the keys that two sentences share."""
        if not 0 <= other < len(self.threads):
            return []
        return [key for key in self.threads[place] if key in self.threads[other]]

    def strangeness(self, place: int) -> float:
        """Say how little ties a sentence to its report: under 0 for most sentences, over 3.5 for one in 600."""
        shared = sum(thread.worth for thread in self.shared(place))
        telling = sum(not thread.name for thread in self.threads[place].values())
        strange = sum(
            INTRODUCED if is_introduced(self.parsed, thread.word) else STRANGER for thread in self.strangers(place)
        )
        near = self.nearness[place]
        return (
            min(strange, STRANGER * MOST_STRANGERS)
            + TELLING * min(telling, MOST_TELLING)
            - SHARED * min(shared, MOST_SHARED)
            - NEAREST * near.nearest
            - BESIDE * near.beside
        )

    def _recurs(self, key: str, thread: Thread) -> bool:
        return self.holders[key] > 1 or key in self.title or thread.name and key in self.elsewhere


def weave(parsed: Parsed, elsewhere: Iterable[str] = ()) -> Weave:
    """Lay out what the sentences of a report share."""
    from onrecord.tagger.subjects import nearness  # late: it brings numpy, and `--help` needs none of it

    sentences = tuple(sentences_of(parsed))
    threads = tuple(_threads(parsed, sentence) for sentence in sentences)
    headline = parsed.report.title.value if parsed.report.title else ""
    words = [part.strip("‘’“”\"'.,:;!?()") for part in headline.replace("-", " ").split()]
    title = frozenset(name_key(word) for word in words if word) | frozenset(key_of(word) for word in words if word)
    holders = dict(Counter(key for one in threads for key in one))
    heard: dict[str, int] = {}
    for word in parsed.words:
        heard.setdefault(key_of(word.lemma), word.index)
    counts = dict(Counter(word.text for word in parsed.words))
    near = nearness([{thread.word.text.lower(): thread.worth**ABOUT for thread in one.values()} for one in threads])
    return Weave(
        parsed,
        sentences,
        threads,
        holders,
        title,
        frozenset(elsewhere),
        counts,
        heard,
        _offices(parsed),
        _bare(parsed),
        near,
    )


def _bare(parsed: Parsed) -> dict[str, list[int]]:
    """Give where a person's name of a single word stands, for each such name."""
    found: dict[str, list[int]] = {}
    for name in parsed.names:
        if name.label == "PERSON" and name.last - name.first == 1:
            found.setdefault(parsed.words[name.first].text, []).append(name.first)
    return found


def _offices(parsed: Parsed) -> dict[str, list[str]]:
    """Give the surnames that follow each office in the report, once each, in their order."""
    found: dict[str, list[str]] = {}
    for word, after in zip(parsed.words, parsed.words[1:], strict=False):
        office = word.text.lower()
        if office in words_of("seams", "offices") and word.text[0].isupper() and after.part == "PROPN":
            following = parsed.words[after.index + 1 : after.index + LONGEST_NAME]
            rest = takewhile(lambda one: one.entity == "PERSON" and one.part == "PROPN", following)
            held = found.setdefault(office, [])
            name = [after, *rest][-1].text
            held += [] if name in held else [name]
    return found


def names_in(parsed: Parsed) -> frozenset[str]:
    """Give the keys of all names of a report."""
    return frozenset(name_key(word.text) for word in parsed.words if is_named(word))


def is_introduced(parsed: Parsed, word: Word) -> bool:
    """Say whether a report tells who a name is where it stands: “the consultants Ames Corrie”, “Tam Oakshott, whose café …”."""
    first, last = word.index, word.index
    while first and parsed.words[first - 1].sentence == word.sentence and is_named(parsed.words[first - 1]):
        first -= 1
    while (
        last + 1 < len(parsed.words)
        and parsed.words[last + 1].sentence == word.sentence
        and is_named(parsed.words[last + 1])
    ):
        last += 1
    before, after = parsed.words[max(first - 1, 0)], parsed.words[last + 1 : last + 3]
    if first and before.sentence == word.sentence and before.part == "NOUN":
        return True
    return (
        len(after) == 2
        and after[0].text in {",", "("}
        and (after[1].tag in {"DT", "WP", "WP$", "WDT", "CD", "NN", "NNS", "JJ"} and after[1].sentence == word.sentence)
    )


def is_named(word: Word) -> bool:
    """Say whether a word belongs to the name of a person, people, place or body."""
    return (
        word.text[0].isupper()
        and len(word.text) > 1
        and word.entity not in {"DATE", "TIME"}
        and (word.part == "PROPN" or word.part == "ADJ" and word.entity in _NAMED)
    )


def _threads(parsed: Parsed, sentence: Sentence) -> dict[str, Thread]:
    found: dict[str, Thread] = {}
    for word in parsed.words[sentence.first : sentence.last]:
        worth = RARITY(word.text.lower())
        if is_named(word):
            found.setdefault(name_key(word.text), Thread(word, max(worth, NAME_WORTH), True))
        elif word.part in _TELLING and len(word.text) > 2 and worth >= COMMON_WORD:
            found.setdefault(key_of(word.lemma), Thread(word, worth, False))
    return found
