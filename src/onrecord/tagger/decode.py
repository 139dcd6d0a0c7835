"""From scores to roles: the best sequence of roles for each window, and the cue that each source and content belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

import numpy as np

from onrecord.language import Name, Parsed
from onrecord.tagger.labels import CONTENT, CUE, NAMES, ROLES, SOURCE
from onrecord.tagger.network import Network, Scored, Scores
from onrecord.tagger.nouns import Hints, Seen, Stretch, Tagged
from onrecord.tagger.windows import Numbers, windows

_NEVER = np.float32(-1e9)
# So many windows are decoded side by side (more go no faster): their scores of links take 0.3 MB each, and a report may have thousands.
_AT_ONCE = 64


def look(reader: Network, parsed: Parsed, hints: Hints) -> Seen:
    """Find the attributions and the names of a report as the network sees them."""
    tagged: list[Tagged] = []
    labels: list[int] = []
    scored = reader.score(windows(parsed, hints))
    while some := list(islice(scored, _AT_ONCE)):
        paths = best_paths([one.roles for one in some], reader.transitions)
        tagged.extend(
            one for path, window in zip(paths, some, strict=True) for one in _attributions(parsed, path, window)
        )
        labels.extend(label for window in some for label in window.names.argmax(1).tolist())
    return Seen(tuple(tagged), tuple(_names(parsed, labels)))


def _names(parsed: Parsed, labels: Sequence[int]) -> Iterator[Name]:
    """Join the words of each name; one ends with its sentence at the latest."""
    first = 0
    for word in range(1, len(labels) + 1):
        kind = (labels[first] + 1) // 2
        if word < len(labels) and kind and labels[word] == 2 * kind and _together(parsed, first, word):
            continue
        if kind:
            yield Name(first, word, NAMES[kind - 1])
        first = word


def _together(parsed: Parsed, first: int, word: int) -> bool:
    return parsed.words[first].sentence == parsed.words[word].sentence


def allowed(transitions: Scores) -> Scores:
    """Forbid what cannot be: a piece that goes on without having begun."""
    barred = transitions.copy()
    for after, name in enumerate(ROLES):
        if name.startswith("I-"):
            for before in range(len(ROLES)):
                if before not in (after, after - 1):
                    barred[before, after] = _NEVER
    return barred


def best_paths(scores: Sequence[Scores], transitions: Scores) -> list[Numbers]:
    """Give the most probable roles of the words of each window (Viterbi 1967), all windows of a report side by side."""
    if not scores:
        return []
    barred = allowed(transitions)
    longest = max(map(len, scores))
    laid = np.zeros((longest, len(scores), len(ROLES)), dtype=np.float32)
    for column, rows in enumerate(scores):
        laid[: len(rows), column] = rows
    opening = np.array([_NEVER if name.startswith("I-") else 0 for name in ROLES], dtype=np.float32)
    reached = [laid[0] + opening]
    came_from = np.zeros(laid.shape, dtype=np.int64)
    for step in range(1, longest):
        onward = reached[-1][:, :, None] + barred
        came_from[step] = onward.argmax(1)
        reached.append(onward.max(1) + laid[step])
    paths = []
    for column, rows in enumerate(scores):
        path = np.zeros(len(rows), dtype=np.int64)
        path[-1] = reached[len(rows) - 1][column].argmax()
        for step in range(len(rows) - 1, 0, -1):
            path[step - 1] = came_from[step, column, path[step]]
        paths.append(path)
    return paths


def _attributions(parsed: Parsed, path: Numbers, scored: Scored) -> list[Tagged]:
    """Gather what belongs to each cue: contents that point at it, further pieces of the cue, and the source it points at."""
    stretches = _stretches(path, scored)
    cues = [one for one in stretches if one.role == CUE]
    contents = [one for one in stretches if one.role == CONTENT]
    if not cues or not contents:
        return []
    columns = dict(zip(scored.window.words.tolist(), scored.window.first.tolist(), strict=True))
    begins = [columns[cue.first] for cue in cues]
    owners = [_pointed_at(one, begins, columns, scored.cues)[0] for one in cues]
    cue_of = [
        owner if owners[owner] == owner and not _both_verbs(parsed, cues[owner], cues[number]) else number
        for number, owner in enumerate(owners)
    ]
    held: dict[int, list[tuple[float, Stretch]]] = {}
    for one in contents:
        best, chance = _pointed_at(one, begins, columns, scored.cues)
        held.setdefault(cue_of[best], []).append((chance, one))
    sources = [one for one in stretches if one.role == SOURCE]
    places = [0, *(columns[one.first] for one in sources)]
    made = []
    for number in sorted(held):
        cue = tuple(one for owner, one in zip(cue_of, cues, strict=True) if owner == number)
        best, chance = _pointed_at(cues[number], places, columns, scored.sources)
        source = (sources[best - 1],) if best else ()
        linked = min([chance, *(chance for chance, _ in held[number])])
        made.append(Tagged(source, cue, tuple(one for _, one in held[number]), linked))
    return made


def _both_verbs(parsed: Parsed, one: Stretch, other: Stretch) -> bool:
    """Say whether both are the verbs of clauses of their own: two such are two cues, whatever points at what."""
    return one is not other and all(
        any(word.part == "VERB" for word in parsed.words[cue.first : cue.last]) for cue in (one, other)
    )


def _pointed_at(one: Stretch, places: Sequence[int], columns: dict[int, int], scores: Scores) -> tuple[int, float]:
    """Say which of these places the words of a stretch point at together, and with what chance."""
    rows = scores[[columns[word] for word in range(one.first, one.last)]][:, places]
    chances = _log_softmax(rows).mean(0)
    best = int(chances.argmax())
    return best, float(np.exp(chances[best]))


def _stretches(path: Numbers, scored: Scored) -> list[Stretch]:
    words = scored.window.words.tolist()
    chances = np.exp(_log_softmax(scored.roles))
    found: list[Stretch] = []
    start = 0
    for place in range(1, len(path) + 1):
        role = (int(path[start]) + 1) // 2
        if place < len(path) and role and int(path[place]) == 2 * role:
            continue
        if role:
            sure = chances[start:place, 2 * role - 1 : 2 * role + 1].sum(1).mean()
            found.append(Stretch(role, words[start], words[place - 1] + 1, float(sure)))
        start = place
    return found


def _log_softmax(scores: Scores) -> Scores:
    shifted = scores - scores.max(-1, keepdims=True)
    logged: Scores = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
    return logged
