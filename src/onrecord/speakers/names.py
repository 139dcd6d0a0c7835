"""Comparing names of persons: surnames, short forms, initials, nicknames."""

from __future__ import annotations

from onrecord.speakers.vocabulary import fold, given_names

# What may follow a surname without being one.
_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "esq", "esq."})

# Small words inside a surname: "de Blasio", "van der Berg", "bin Laden".
PARTICLES = frozenset(
    "de del della der den di da do dos du la le les el al bin ibn bint ben ter ten van von zu zum y e st st.".split()
)

Parts = tuple[str, ...]


def parts_of(name: str) -> Parts:
    """Cut a name into folded words; nicknames in quotation marks and suffixes such as Jr. are kept apart from the surname."""
    return tuple(word.strip("\"'(),") for word in fold(name).split())


def suffix_of(parts: Parts) -> str:
    """Give Jr., Sr., III and the like, or nothing."""
    return parts[-1].rstrip(".") if len(parts) > 1 and parts[-1] in _SUFFIXES else ""


def is_suffix(word: str) -> bool:
    """Say whether a folded word is Jr., Sr., III or the like."""
    return word in _SUFFIXES


def core(parts: Parts) -> Parts:
    """Leave out the suffix of a name, unless there is nothing else."""
    return parts[:-1] if len(parts) > 1 and suffix_of(parts) else parts


def surname(parts: Parts) -> Parts:
    """Give the last word of a name with the small words that belong to it: ("de", "blasio")."""
    words = core(parts)
    first = len(words) - 1
    while first > 1 and words[first - 1] in PARTICLES:
        first -= 1
    return words[first:]


def plain(word: str) -> str:
    """Take an article such as "al-" off a surname, so that "Assad" and "al-Assad" compare equal."""
    for article in ("al-", "el-", "bin-"):
        if word.startswith(article) and len(word) > len(article) + 1:
            return word[len(article) :]
    return word


def is_initial(word: str) -> bool:
    """Say whether a word is an initial or two: "j", "j.", "g.k."."""
    letters = word.replace(".", "")
    return len(letters) == 1 or (word.endswith(".") and len(letters) <= 2)


def same_given(one: str, other: str) -> bool:
    """Say whether two given names can be one person's: equal, an initial of each other, or a known short form."""
    if one == other:
        return True
    if is_initial(one) or is_initial(other):
        return one[0] == other[0]
    full = given_names().full
    return bool(full.get(one, frozenset({one})) & full.get(other, frozenset({other})))


def same_person(one: Parts, other: Parts) -> bool:
    """Say whether two full names (two words or more each) can be one person's."""
    if _last(one) != _last(other):
        return False
    if core(one) == core(other):
        return suffix_of(one) == suffix_of(other)
    givens_one, givens_other = _givens(one), _givens(other)
    if not givens_one or not givens_other:
        return True
    return any(
        same_given(a, b) for a in givens_one for b in givens_other if not (is_initial(a) and is_initial(b))
    ) and same_start(one, other)


def same_start(one: Parts, other: Parts) -> bool:
    """Say whether the first given names, or the nicknames, of two full names agree."""
    ours, theirs = firsts(one), firsts(other)
    return any(same_given(a, b) for a in ours for b in theirs)


def firsts(parts: Parts) -> list[str]:
    """Give the names that a person may go by: the first one, and any other given name that is no initial."""
    givens = _givens(parts)
    return givens[:1] + [word for word in givens[1:] if not is_initial(word)]


def _givens(parts: Parts) -> list[str]:
    words = core(parts)
    return [word for word in words[: len(words) - len(surname(parts))] if word]


def _last(parts: Parts) -> str:
    return plain(core(parts)[-1])


def is_short_for(short: Parts, full: Parts) -> bool:
    """Say whether a short form ("Erdogan", "de Blasio", "Suu Kyi") is a surname or end of a longer name."""
    one, other = [plain(word) for word in core(short)], [plain(word) for word in core(full)]
    return len(one) < len(other) and other[-len(one) :] == one


def is_inside(short: Parts, full: Parts) -> bool:
    """Say whether a short form stands anywhere in a longer name but at its end."""
    one, other = [plain(word) for word in core(short)], [plain(word) for word in core(full)]
    return any(other[at : at + len(one)] == one for at in range(len(other) - len(one)))
