"""What speaks for a name being a person's: titles, given names, verbs of speech; what speaks for a body's or a company's."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence

from onrecord.language import Parsed
from onrecord.speakers.names import Parts, is_initial, is_suffix
from onrecord.speakers.runs import Run
from onrecord.speakers.vocabulary import aliases, fold, given_names, roles

# spaCy's labels that speak against a person, and how strongly; on two-word names its PERSON is right far more often than not.
NOT_PERSON = frozenset(
    {"ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "LAW", "PRODUCT", "WORK_OF_ART", "DATE", "LANGUAGE"}
)
SPEAKING = frozenset(
    {"say", "tell", "add", "ask", "write", "argue", "explain", "reply", "note", "warn", "insist", "tweet"}
)


def is_body_name(parts: Parts) -> bool:
    """Say whether a name is one of a body or a place by the word lists."""
    known = aliases()
    name = " ".join(parts)
    if is_suffix(parts[-1]) and len(parts) == 1:
        return True  # "Robert Marsh, Jr.": no name of its own
    return (
        name in known.body
        or name in known.seat
        or name in known.adjective
        or (len(parts) > 1 and parts[-1] in roles().body_name)
        or parts[0] == "the"
    )


def weigh(parsed: Parsed, runs: Sequence[Run]) -> dict[Parts, float]:
    """Weigh for each form of name whether it is a person's: titles and given names count most, then spaCy's label and the place."""
    labels: dict[Parts, Counter[str]] = {run.parts: Counter() for run in runs}
    weight: dict[Parts, float] = {}
    for run in runs:
        if not _tells_where(parsed, run):
            labels.setdefault(run.parts, Counter())[parsed.words[run.last - 1].entity] += 1
        weight[run.parts] = max(weight.get(run.parts, 0.0), _place(parsed, run))
    for parts, counted in labels.items():
        against = sum(count for label, count in counted.items() if label in NOT_PERSON)
        weight[parts] += 1.5 if counted["PERSON"] > against else -1.5 if against > counted["PERSON"] else 0
        if len(parts) > 1 and (parts[0] in given_names().gender or is_initial(parts[0])):
            weight[parts] += 2 if parts[0] in given_names().also_places else 2.5
    for run in runs:
        if _has_abbreviation(run):
            weight[run.parts] = 0.0
    return weight


def _tells_where(parsed: Parsed, run: Run) -> bool:
    """Say whether a lone name is no person's for standing with "the", alone or before a noun: "the Verna senator", "the Pentagon"."""
    last = parsed.words[run.last - 1]
    noun = parsed.words[last.head]
    if len(run.chunks) > 1 or run.address or run.offices:
        return False
    if last.role not in ("compound", "amod", "nmod") or noun.index < last.index:
        return run.first > 0 and parsed.words[run.first - 1].text.lower() == "the"
    determined = any(parsed.words[child].role == "det" for child in parsed.children[noun.index])
    return noun.tag == "NN" and fold(noun.lemma) in roles().person and (determined or noun.role == "conj")


def _has_abbreviation(run: Run) -> bool:
    """Say whether a name begins with an abbreviation in capitals, as bodies' names do: "CNN Turk"."""
    first, *rest = [chunk.text for chunk in run.chunks]
    if rest and fold(first) in aliases().body:
        return True
    return len(first) > 2 and first.isupper() and first.isalpha() and any(not word.isupper() for word in rest)


def _place(parsed: Parsed, run: Run) -> float:
    """What the place of one mention says: a title before it, a verb of speech or an age after it."""
    word = parsed.words[run.last - 1]
    head = parsed.words[word.head]
    spoke = word.role == "nsubj" and head.lemma in SPEAKING
    following = [after.text for after in parsed.words[run.last : run.last + 3]]
    aged = len(following) == 3 and following[0] == "," and following[1].isdigit() and following[2] == ","
    full = len(run.chunks) > 1
    titled = (2.5 if full else 2.0) * bool(run.offices or run.address)
    spoken = (1.0 if full and not word.entity else 0.5) * spoke
    return titled + spoken + 1.0 * aged + 2.5 * (_is_described(parsed, run) or _is_introduced(parsed, run))


def _is_described(parsed: Parsed, run: Run) -> bool:
    """Say whether a word for a person follows a full name: "Ada Birch, a retired teacher,"."""
    after = parsed.words[run.last : run.last + 7]
    if len(run.chunks) < 2 or len(after) < 3 or after[0].text != "," or after[1].text.lower() not in ("a", "an", "the"):
        return False
    nouns = itertools.takewhile(lambda word: word.text not in (",", "of", "for", "at"), after[1:])
    return any(fold(word.lemma) in roles().person for word in nouns)


def _is_introduced(parsed: Parsed, run: Run) -> bool:
    """Say whether a word for a person stands before a full name: "the lawyer Ada Birch", "his wife, Irena Kolar"."""
    name, before = parsed.words[run.last - 1], parsed.words[max(run.first - 1, 0)]
    word = parsed.words[name.head] if name.role == "appos" and name.head < run.first else before
    person = word.tag == "NN" and word.text.islower() and fold(word.lemma) in roles().person
    return len(run.chunks) > 1 and person and word.sentence == name.sentence


def companies(parsed: Parsed, runs: Sequence[Run], bare: Sequence[Run]) -> frozenset[str]:
    """Find lone names that the report uses as a company's: "Kolar shareholders", "Verdan Energy", "a new company, Verdan"."""
    marks = roles().company
    return _named_in_full(bare) | frozenset(
        run.parts[0]
        for run in runs
        if len(run.parts) == 1
        and (
            any(fold(word.text) in marks for word in parsed.words[run.last : run.last + 1])
            or _is_beside_body(parsed, run)
        )
    )


def _named_in_full(bare: Sequence[Run]) -> frozenset[str]:
    """Find the first words of companies' names: "Verdan" of "Verdan Energy"."""
    runs = [run for run in bare if len(run.parts) == 2 and run.parts[1] in roles().company]
    return frozenset(run.parts[0] for run in runs if run.parts[0] not in given_names().gender)


def _is_beside_body(parsed: Parsed, run: Run) -> bool:
    """Say whether a name is set beside a word for a body: "a new company, Verdan"."""
    word = parsed.words[run.last - 1]
    return word.role == "appos" and fold(parsed.words[word.head].lemma) in roles().body
