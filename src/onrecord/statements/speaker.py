"""Who said it, drawn from all reports that carry the words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

from onrecord.model import Resolution

# How the basis of a source begins that is spoken of without a name.
UNNAMED = "unnamed: "

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
