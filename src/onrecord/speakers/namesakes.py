"""Two persons of one surname in a report: whom the bare surname means, where the report's own habit of naming makes it clear."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec.structs import replace

from onrecord.language import Parsed
from onrecord.speakers.people import Mention, People, Person
from onrecord.speakers.vocabulary import titles

# How many paragraphs a full name stays in the reader's mind. Tried 1 to 6 on PolNeAR dev: 2 to 4 make no difference.
_NEAR = 3
# A report calls its main figure by surname and names the other of that surname in full each time. The main figure is
# named in full at least this many times as often. Tried 1.5 to 4 on PolNeAR dev.
_MAIN = 2.0


def tell_apart(parsed: Parsed, people: People) -> People:
    """Settle each surname that fits several persons, or leave them all standing."""
    strong = [mention for mention in people.mentions if len(mention.persons) == 1 and _is_strong(mention)]
    counts = Counter(mention.persons[0] for mention in strong)
    settled: list[Mention] = []
    last_named: dict[int, int] = {}
    for mention in people.mentions:
        block = parsed.sentence_of(mention.first).block
        if len(mention.persons) > 1:
            near = [number for number in mention.persons if block - last_named.get(number, -_NEAR - 1) <= _NEAR]
            mention = replace(mention, persons=_choose(people.persons, mention, near, counts))
        elif _is_strong(mention):
            last_named[mention.persons[0]] = block
        settled.append(mention)
    at = {word: mention for mention in settled for word in range(mention.first, mention.last)}
    return People(people.persons, tuple(settled), at)


def _is_strong(mention: Mention) -> bool:
    return mention.full or bool(mention.address or mention.offices)


def _choose(persons: Sequence[Person], mention: Mention, near: Sequence[int], counts: Counter[int]) -> tuple[int, ...]:
    fitting = _addressed(persons, mention)
    if len(fitting) == 1:
        return fitting
    near = [number for number in near if number in fitting]
    main = _main(fitting, counts)
    if main is not None and (main in near or not near):
        return (main,)
    if main is None and len(near) == 1:
        return (near[0],)
    return fitting


def _addressed(persons: Sequence[Person], mention: Mention) -> tuple[int, ...]:
    """Leave those whom the title before the surname fits."""
    wanted = titles().gender.get(mention.address)
    fitting = (
        tuple(number for number in mention.persons if not wanted or persons[number].gender in (wanted, None))
        or mention.persons
    )
    held = tuple(
        number for number in fitting if {office for office, _ in persons[number].offices} & set(mention.offices)
    )
    return held or fitting


def _main(fitting: Sequence[int], counts: Counter[int]) -> int | None:
    ranked = sorted(fitting, key=lambda number: (-counts[number], number))
    return ranked[0] if counts[ranked[0]] >= _MAIN * max(counts[ranked[1]], 1) else None
