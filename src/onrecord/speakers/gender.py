"""Whether a person is a man or a woman, as far as the report says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from onrecord.language import Parsed
from onrecord.speakers.names import core
from onrecord.speakers.runs import Run
from onrecord.speakers.vocabulary import Gender, fold, given_names, roles, titles

_HE = frozenset({"he", "his", "him", "himself"})
_MARKS = frozenset({"“", '"', "``", "''"})
_SHE = frozenset({"she", "her", "hers", "herself"})
# A form of address settles it; an office such as "chairman" nearly so; a given name is a good sign.
_ADDRESS, _OFFICE, _GIVEN = 8, 3, 4


def tell_gender(parsed: Parsed, runs: Sequence[Run]) -> Gender | None:
    """Tell a man from a woman by forms of address, offices and given names, else by the pronouns bound to the name in its own sentence."""
    votes: Counter[Gender] = Counter()
    for run in runs:
        for word, weight in ((run.address, _ADDRESS), *((office, _OFFICE) for office in run.offices)):
            if word in titles().gender:
                votes[titles().gender[word]] += weight
    for run in runs:
        votes.update({roles().gender[noun]: _OFFICE for noun in _called(parsed, run) if noun in roles().gender})
    for parts in sorted({run.parts for run in runs if len(core(run.parts)) > 1}):
        given = given_names().gender.get(parts[0])
        if given:
            votes[given] += _GIVEN
    if not votes:
        for run in runs:
            votes.update(_bound(parsed, run))
    ranked = votes.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def _called(parsed: Parsed, run: Run) -> list[str]:
    """List the nouns set beside a name: "his wife, Irena", "the actress Irena Kolar"."""
    word = parsed.words[run.last - 1]
    beside = [child for child in parsed.children[word.index] if parsed.words[child].role in ("appos", "compound")]
    beside += [word.head] if word.role == "appos" else []
    return [fold(parsed.words[at].lemma) for at in beside if parsed.words[at].tag == "NN"]


def _bound(parsed: Parsed, run: Run) -> Counter[Gender]:
    """Count he and she after the name in a sentence whose subject it is and in which no other person's name stands."""
    votes: Counter[Gender] = Counter()
    sentence = parsed.sentence_of(run.first)
    others = any(
        word.entity == "PERSON"
        for word in parsed.words[sentence.first : sentence.last]
        if not run.first <= word.index < run.last
    )
    if others or parsed.words[run.last - 1].role not in ("nsubj", "nsubjpass"):
        return votes
    for word in parsed.words[run.last : sentence.last]:
        if word.text in _MARKS:
            break  # in quotation the pronouns are the speaker's, about others
        votes["man"] += word.text.lower() in _HE
        votes["woman"] += word.text.lower() in _SHE
    return +votes


def gender_of_clause(parsed: Parsed, subject: int) -> Gender | None:
    """Tell by the first he or she after a subject, in its own sentence, before another name or a quotation: "Kolar said she"."""
    if parsed.words[subject].role not in ("nsubj", "nsubjpass"):
        return None
    sentence = parsed.sentence_of(subject)
    for word in parsed.words[subject + 1 : sentence.last]:
        if word.entity == "PERSON" or word.text in _MARKS or fold(word.lemma) in roles().person:
            return None
        if word.text.lower() in _HE | _SHE:
            return "man" if word.text.lower() in _HE else "woman"
    return None
