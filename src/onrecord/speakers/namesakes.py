"""Two persons of one surname in a report: whom the bare surname means, where the report's own habit of naming makes it clear."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec.structs import replace

from onrecord.language import Parsed
from onrecord.speakers.evidence import SPEAKING
from onrecord.speakers.gender import gender_of_clause
from onrecord.speakers.people import Mention, People, Person
from onrecord.speakers.vocabulary import fold, roles, titles

# How many paragraphs a full name stays in the reader's mind. Tried 1 to 6 on PolNeAR dev: 2 to 4 make no difference.
_NEAR = 3
# A report calls its main figure by surname and names the other of that surname in full each time. The main figure is
# named in full at least this many times as often. Tried 1.5 to 4 on PolNeAR dev.
_MAIN = 2.0
# A surname that stood alone this often while only one of its bearers had been named is that one's from then on.
_OWNS = 2
# A word that so many persons bear tells nobody apart.
_CROWD = 8
# A relative is told of in so many words before the name: "her father, the scholar Pavel Kolar".
_BESIDE = 4


def tell_apart(parsed: Parsed, people: People) -> People:
    """Settle each surname that fits several persons, or leave them all standing."""
    habits = _Habits(parsed, people)
    settled: list[Mention] = []
    for mention in people.mentions:
        block = parsed.sentence_of(mention.first).block
        if len(mention.persons) > 1:
            fitting = _addressed(people.persons, mention)
            fitting = fitting if len(fitting) == 1 else _spoken_of(parsed, people.persons, mention, fitting)
            fitting = fitting if len(fitting) == 1 else _speaking_on(parsed, settled, mention, fitting)
            mention = replace(mention, persons=fitting if len(fitting) == 1 else habits.choose(mention, fitting, block))
        if len(mention.persons) == 1 and _is_strong(mention):
            habits.name(mention.persons[0], block)
        settled.append(mention)
    at = {word: mention for mention in settled for word in range(mention.first, mention.last)}
    return People(people.persons, tuple(settled), at, people.listed)


class _Habits:
    """How a report names each of its namesakes, up to the place that is being read.

    A relative named once (`in_passing`) is not meant by a surname that the report gives its main figure alone (`untold`).
    """

    def __init__(self, parsed: Parsed, people: People) -> None:
        strong = [_addressed(people.persons, mention) for mention in people.mentions if _is_strong(mention)]
        self.counts = Counter(fitting[0] for fitting in strong if len(fitting) == 1)
        self.by_given = Counter(
            mention.persons[0]
            for mention in people.mentions
            if len(mention.persons) == 1 and _is_given(parsed, people.persons[mention.persons[0]], mention)
        )
        self.in_passing = frozenset(
            mention.persons[0]
            for mention in people.mentions
            if len(mention.persons) == 1 and self.counts[mention.persons[0]] == 1 and _is_kin(parsed, mention)
        )
        self.untold = frozenset(person.number for person in people.persons if not person.full)
        self.shared = Counter(mention.persons for mention in people.mentions if len(mention.persons) > 1)
        self.last_named: dict[int, int] = {}
        self.alone: Counter[int] = Counter()

    def name(self, number: int, block: int) -> None:
        """Take note that a person is named in full, or with a title, in this block."""
        self.last_named[number] = block

    def choose(self, mention: Mention, fitting: tuple[int, ...], block: int) -> tuple[int, ...]:
        """Choose whom a surname means by the report's habit, or leave it to all."""
        if len(fitting) > _CROWD:
            return fitting
        rest = tuple(number for number in fitting if number not in self.in_passing)
        if len(rest) == 1 and rest[0] in self.untold:
            return rest
        known = [number for number in fitting if number in self.last_named]
        if len(known) == 1:
            self.alone[known[0]] += 1
        near = [number for number in known if block - self.last_named[number] <= _NEAR]
        main = self._main(fitting)
        owners = [number for number in fitting if self.alone[number] >= _OWNS]
        if len(owners) == 1 and main in (None, owners[0]):
            return (owners[0],)
        if main is not None and (main in near or not near):
            return (main,)
        if main is None and len(near) == 1:
            return (near[0],)
        return fitting

    def _main(self, fitting: tuple[int, ...]) -> int | None:
        """Find the report's main figure of a surname; one who goes by the given name more often than it stands alone is not meant."""
        formal = [number for number in fitting if self.by_given[number] <= self.shared[fitting]]
        if len(formal) == 1:
            return formal[0]
        ranked = sorted(formal or fitting, key=lambda number: (-self.counts[number], number))
        return ranked[0] if self.counts[ranked[0]] >= _MAIN * max(self.counts[ranked[1]], 1) else None


def _is_kin(parsed: Parsed, mention: Mention) -> bool:
    """Say whether a full name is brought in as somebody's relative: "her father, Pavel Kolar"."""
    first = parsed.sentence_of(mention.first).first
    before = parsed.words[max(first, mention.first - _BESIDE) : mention.first]
    return mention.full and any(fold(word.lemma) in roles().kin for word in before)


def _is_given(parsed: Parsed, person: Person, mention: Mention) -> bool:
    """Say whether a mention is a person's given name alone."""
    words = parsed.words[mention.first : mention.last]
    return person.full and len(words) == 1 and fold(words[0].text) == person.parts[0]


def _is_strong(mention: Mention) -> bool:
    return mention.full or bool(mention.address or mention.offices)


def _spoken_of(
    parsed: Parsed, persons: Sequence[Person], mention: Mention, fitting: tuple[int, ...]
) -> tuple[int, ...]:
    """Leave those whom the pronouns of the surname's own clause fit: "Kolar said she would stay"."""
    gender = gender_of_clause(parsed, mention.last - 1)
    return tuple(number for number in fitting if gender is None or persons[number].gender in (gender, None)) or fitting


def _speaking_on(
    parsed: Parsed, before: Sequence[Mention], mention: Mention, fitting: tuple[int, ...]
) -> tuple[int, ...]:
    """Leave the one who alone speaks, by full name, in the sentence before, when the surname speaks on in the same paragraph."""
    if not _speaks(parsed, mention.last - 1):
        return fitting
    number = parsed.words[mention.first].sentence
    near: list[Mention] = []
    for earlier in reversed(before):
        if parsed.words[earlier.first].sentence < number - 1:
            break
        near.append(earlier)
    same = parsed.sentences[number].block == parsed.sentences[max(number - 1, 0)].block
    named = {person for earlier in near for person in earlier.persons} & set(fitting)
    speaking = any(earlier.full and _speaks(parsed, earlier.last - 1) for earlier in near)
    return tuple(named) if same and speaking and len(named) == 1 else fitting


def _speaks(parsed: Parsed, at: int) -> bool:
    """Say whether a name is the subject of a verb of saying, or owns it: "Kolar said", "Kolar's said"."""
    word = parsed.words[at]
    word = parsed.words[word.head] if word.role == "poss" else word
    return parsed.words[word.head].lemma in SPEAKING and word.role in ("nsubj", "poss")


def _addressed(persons: Sequence[Person], mention: Mention) -> tuple[int, ...]:
    """Leave those whom the title before the surname fits."""
    if len(mention.persons) == 1 or len(mention.persons) > _CROWD:
        return mention.persons
    wanted = titles().gender.get(mention.address)
    fitting = (
        tuple(number for number in mention.persons if not wanted or persons[number].gender in (wanted, None))
        or mention.persons
    )
    held = tuple(
        number for number in fitting if {office for office, _ in persons[number].offices} & set(mention.offices)
    )
    return held or fitting
