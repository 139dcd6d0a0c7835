"""Who said it, drawn from all reports that carry the words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from rapidfuzz.distance import Levenshtein

from onrecord.model import UNRESOLVED, Attribution, Resolution
from onrecord.speakers.answers import UNNAMED, kind_of

# Below this a resolved speaker is a guess, and a guess contradicts nobody.
SURE_OF_SPEAKER = 0.5

# A shorter word of a name that differs by a letter is another name: Lee and Leo, Dean and Sean.
MISSPELT_LETTERS = 5


def draw_speaker(said: Sequence[tuple[str, Resolution]]) -> Resolution:
    """Draw one speaker from what each witness says, given as (siglum, resolution), the base first.

    Names that agree win; a witness that names nobody takes the name from another; names that conflict leave it open.
    """
    if len(said) == 1:
        return said[0][1]
    named: dict[str, list[tuple[str, Resolution]]] = defaultdict(list)
    names = sorted(
        {speaker.name for _, speaker in said if speaker.name is not None}, key=lambda name: (-len(name), name)
    )
    for siglum, speaker in said:
        if speaker.name is not None:
            named[next(name for name in names if names_agree(name, speaker.name))].append((siglum, speaker))
    if not named:
        return _nobody(said)
    if len(named) > 1:
        parts = [
            f"{_list(sigla)} {_verb(sigla, 'name')} {name}"
            for name, sigla in ((n, _sigla(h)) for n, h in named.items())
        ]
        return Resolution(None, "The reports differ: " + "; ".join(parts) + ".", 0.0, tuple(sorted(named)))
    ((name, held),) = named.items()
    silent = _without(said, _sigla(held))
    basis = f"{_list(_sigla(held))} {_verb(_sigla(held), 'name')} {name}"
    if silent:
        basis += f"; {_list(silent)} {_verb(silent, 'give')} no speaker"
    best = max((speaker for _, speaker in held), key=lambda s: s.confidence)
    return Resolution(name, basis + ".", best.confidence, (), best.named_at)


def names_agree(one: str | None, other: str | None) -> bool:
    """Say whether two names may be one person's: equal, or one of them the end of the other (Reyes and Dana Reyes)."""
    if one is None or other is None:
        return False
    shorter, longer = sorted((one.casefold().split(), other.casefold().split()), key=len)
    return longer[-len(shorter) :] == shorter


@lru_cache(maxsize=65536)
def names_alike(one: str | None, other: str | None) -> bool:
    """Say whether two names may be one name misspelt: they agree, or are full names of which one word differs by one letter."""
    if one is None or other is None:
        return False
    ours, theirs = one.casefold().split(), other.casefold().split()
    differing = [(a, b) for a, b in zip(ours, theirs, strict=False) if a != b]
    misspelt = (
        len(ours) == len(theirs) > 1
        and len(differing) == 1
        and min(map(len, differing[0])) >= MISSPELT_LETTERS
        and Levenshtein.distance(*differing[0], score_cutoff=1) <= 1
    )
    return misspelt or names_agree(one, other)


def compare_speakers(one: Attribution | None, other: Attribution | None) -> Literal["alike", "differ", "open"]:
    """Say whether two attributions name one speaker or two, or whether that is open.

    It is open when one of them names nobody, when one names a person and the other a body (for which the person may speak),
    and when one name is part of the other, or ends with a word that the other begins with (Kim and Kim Jong Un).
    """
    ours, theirs = (attribution.speaker if attribution else UNRESOLVED for attribution in (one, other))
    if ours.name is None or theirs.name is None:
        return "open"
    if names_alike(ours.name, theirs.name):
        return "alike"
    kinds = {kind_of(ours) == "person", kind_of(theirs) == "person"}
    return "open" if len(kinds) > 1 or _may_be_one(ours.name, theirs.name) else "differ"


@lru_cache(maxsize=65536)
def _may_be_one(one: str, other: str) -> bool:
    ours, theirs = one.casefold().split(), other.casefold().split()
    shared = set(ours) & set(theirs)
    within = len(shared) == min(len(set(ours)), len(set(theirs)))
    return within or (ours[-1] in theirs[:-1]) or (theirs[-1] in ours[:-1])


def _nobody(said: Sequence[tuple[str, Resolution]]) -> Resolution:
    """Keep it open, with everyone whom any witness holds possible."""
    candidates = tuple(sorted({name for _, speaker in said for name in speaker.candidates}))
    bases = dict.fromkeys(_told(speaker.basis.rstrip(".")) for _, speaker in said if speaker.basis)
    sigla = _sigla(said)
    return Resolution(None, f"{_list(sigla)} {_verb(sigla, 'name')} nobody: " + "; ".join(bases) + ".", 0.0, candidates)


def _told(basis: str) -> str:
    """Say what a report gives instead of a name: only “the airline”."""
    return f"only “{basis.removeprefix(UNNAMED)}”" if basis.startswith(UNNAMED) else basis


def _sigla(held: Sequence[tuple[str, Resolution]]) -> list[str]:
    return sorted({siglum for siglum, _ in held}, key=lambda s: (len(s), s))


def _without(said: Sequence[tuple[str, Resolution]], sigla: Sequence[str]) -> list[str]:
    return [siglum for siglum in _sigla(said) if siglum not in sigla]


def _list(sigla: Sequence[str]) -> str:
    return sigla[0] if len(sigla) == 1 else ", ".join(sigla[:-1]) + " and " + sigla[-1]


def _verb(sigla: Sequence[str], verb: str) -> str:
    return verb + "s" if len(sigla) == 1 else verb
