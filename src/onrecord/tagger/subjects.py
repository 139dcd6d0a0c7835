"""How near in subject the sentences of a report are: by the list of word pieces that the network was trained from.

The list puts words that keep the same company near each other (rocket and launch; goal and penalty). Training leaves it as it was
(docs/model-card.md), so it knows English at large and not only what the network was taught.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

from onrecord.manifest import ModelDamaged
from onrecord.tagger.network import FILE
from onrecord.tagger.nouns import Nearness
from onrecord.tagger.pieces import pieces

Rows = npt.NDArray[np.float32]

# All pieces lean the same way, and the leanings after that tell rare from common rather than one subject from another; so the mean and
# the strongest directions of variation are taken out (Mu and Viswanath 2018). Tried 0, 3, 5 and 8; sampled from the whole words.
_LEANINGS = 3
_WHOLE_WORDS, _SAMPLED = 1000, 4

# “Beside” is so many sentences before and after (tried 1 to 3).
BESIDE = 2

# In a longer report a sentence is compared with so many others, evenly spread, and with those beside it: linear in all lengths.
MOST_COMPARED = 400

# Spread of nearness below which differences within a report say nothing.
_LEAST_SPREAD = 0.05

# Answers are rounded, so that the last bits of different processors do not show.
_DIGITS = 4

# Field numbers of the ONNX format (onnx.proto): the graph of a model, its initial values, and their name and bytes.
_GRAPH, _VALUE, _NAME, _BYTES = 7, 5, 8, 9
_TABLE = "network.piece.weight_quantized"


def nearness(sentences: Sequence[Mapping[str, float]]) -> tuple[Nearness, ...]:
    """Compare the sentences of a report, each given as its words (in lower case) and how much each of them counts."""
    if not any(sentences):
        return tuple(Nearness(0.0, 0.0) for _ in sentences)
    rows = _rows(sentences)
    count = len(rows)
    around = np.zeros_like(rows)
    closest = np.full(count, -1.0, dtype=np.float32)
    for step in range(1, min(BESIDE, count - 1) + 1):
        around[step:] += rows[:-step]
        around[:-step] += rows[step:]
    directions, surroundings = _unit(rows), _unit(around)
    for step in range(1, min(BESIDE, count - 1) + 1):
        beside = np.einsum("ij,ij->i", directions[step:], directions[:-step])
        closest[step:] = np.maximum(closest[step:], beside)
        closest[:-step] = np.maximum(closest[:-step], beside)
    chosen = np.unique(np.arange(MOST_COMPARED) * count // MOST_COMPARED) if count > MOST_COMPARED else np.arange(count)
    for start in range(0, count, MOST_COMPARED):
        here = slice(start, start + MOST_COMPARED)
        cosines = directions[here] @ directions[chosen].T
        cosines[np.arange(start, start + len(cosines))[:, None] == chosen] = -1.0
        closest[here] = np.maximum(closest[here], cosines.max(axis=1))
    usual = np.einsum("ij,ij->i", directions, surroundings)
    usual = (usual - np.median(usual)) / (usual.std() + _LEAST_SPREAD)
    return tuple(
        Nearness(round(float(beside), _DIGITS), round(float(nearest), _DIGITS))
        for beside, nearest in zip(usual, closest, strict=True)
    )


def _rows(sentences: Sequence[Mapping[str, float]]) -> Rows:
    """Give each sentence the weighted sum of its words' directions."""
    words = {word: number for number, word in enumerate(dict.fromkeys(word for one in sentences for word in one))}
    directions = _directions(list(words))
    rows = np.zeros((len(sentences), directions.shape[1]), dtype=np.float32)
    for row, sentence in zip(rows, sentences, strict=True):
        if sentence:
            row += np.fromiter(sentence.values(), np.float32) @ directions[[words[word] for word in sentence]]
    return rows


def _directions(words: Sequence[str]) -> Rows:
    """Give each word the direction of the sum of its pieces."""
    table, mean, leanings = _table()
    cut = [pieces().of(word) for word in words]
    known = sorted({number for numbers in cut for number in numbers})
    rows: Rows = table[known].astype(np.float32) - mean
    rows = _unit(rows - (rows @ leanings) @ leanings.T)
    place = {number: row for row, number in enumerate(known)}
    summed: Rows = np.stack(
        [rows[[place[number] for number in numbers]].sum(axis=0) for numbers in cut], dtype=np.float32
    )
    return _unit(summed)


def _unit(rows: npt.NDArray[np.floating[Any]]) -> Rows:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    result: Rows = np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0)
    return result


@cache
def _table() -> tuple[npt.NDArray[np.uint8], Rows, Rows]:
    """Give the row of each piece, the mean of all rows, and the directions to take out.

    The scale of the eight-bit numbers and their zero fall away with the mean and the length. Raises ModelDamaged when the file
    holds no such list.
    """
    content = memoryview(files(__package__).joinpath(FILE).read_bytes())
    found = [value for graph in _fields(content, _GRAPH) for value in _fields(graph, _VALUE) if _is_table(value)]
    rows = [bytes(field) for value in found for field in _fields(value, _BYTES)]
    count = pieces().count
    if len(rows) != 1 or not rows[0] or len(rows[0]) % count:
        raise ModelDamaged(f"{FILE} holds no list of word pieces; install On Record again")
    table = np.frombuffer(rows[0], np.uint8).reshape(count, -1)
    return (table, *_leanings(table))


def _leanings(table: npt.NDArray[np.uint8]) -> tuple[Rows, Rows]:
    sample = table[_WHOLE_WORDS::_SAMPLED].astype(np.float32)
    mean = sample.mean(axis=0)
    spread = (sample - mean).astype(np.float64)
    _, vectors = np.linalg.eigh(spread.T @ spread)
    return mean, vectors[:, -_LEANINGS:].astype(np.float32)


def _is_table(value: memoryview) -> bool:
    return any(bytes(name) == _TABLE.encode() for name in _fields(value, _NAME))


def _fields(message: memoryview, wanted: int) -> Iterator[Any]:
    """Give the bytes of a message's fields of one number (Protocol Buffers' wire format: a key, then what it announces)."""
    place = 0
    while place < len(message):
        key, place = _number(message, place)
        kind = key & 7
        if kind == 2:
            length, place = _number(message, place)
        elif kind == 0:
            _, after = _number(message, place)
            length = after - place
        else:
            length = 8 if kind == 1 else 4
        if key >> 3 == wanted:
            yield message[place : place + length]
        place += length


def _number(message: memoryview, place: int) -> tuple[int, int]:
    """Read a number of varying length; give it and where it ends."""
    value, shift = 0, 0
    while True:
        value |= (message[place] & 127) << shift
        place, shift = place + 1, shift + 7
        if message[place - 1] < 128:
            return value, place
