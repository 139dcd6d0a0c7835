"""Do copies in disguise count as independent? Copies whose words look the same but are written with other characters, measured.

`python -m evaluation.disguised [FOLDER]` takes each report of a folder (the example that comes with the project), makes a copy in each
disguise, and builds a record of the two: the copy must belong to the same family, and each quotation of the original must be one
statement with the copy's. A plain copy is the yardstick.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

import onrecord
from evaluation.data import digest
from onrecord.model import Record

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "harbour-bridge"

_CYRILLIC = str.maketrans("aceopxyijsABCEHKMOPTX", "асеорхуіјѕАВСЕНКМОРТХ")
_GREEK = str.maketrans("ovuiABEZHIKMNOPTYX", "ονυιΑΒΕΖΗΙΚΜΝΟΡΤΥΧ")
_UNSEEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u180e\u034f"


def _between(word: str, sign: str) -> str:
    return sign.join(word)


def zero_width(text: str) -> str:
    """Put something unseen between all letters of every word, another each time."""
    signs = cycle(_UNSEEN)
    return _each_word(text, lambda word: _between(word, next(signs)))


def bidi(text: str) -> str:
    """Put a pair of direction marks that undo each other into every word."""
    return _each_word(text, lambda word: f"{word[:1]}\u2066\u2069{word[1:]}")


def cyrillic(text: str) -> str:
    """Write every letter that has a Cyrillic twin with that twin."""
    return text.translate(_CYRILLIC)


def greek(text: str) -> str:
    """Write every letter that has a Greek twin with that twin."""
    return text.translate(_GREEK)


def full_width(text: str) -> str:
    """Write every letter and figure in full width."""
    return "".join(chr(ord(sign) + 0xFEE0) if sign.isascii() and sign.isalnum() else sign for sign in text)


def mathematical(text: str) -> str:
    """Write every letter in mathematical bold."""
    return "".join(
        chr(0x1D400 + ord(s) - 65) if "A" <= s <= "Z" else chr(0x1D41A + ord(s) - 97) if "a" <= s <= "z" else s
        for s in text
    )


def plain(text: str) -> str:
    """Change nothing: the yardstick."""
    return text


DISGUISES: tuple[Callable[[str], str], ...] = (plain, zero_width, bidi, cyrillic, greek, full_width, mathematical)


def _each_word(text: str, change: Callable[[str], str]) -> str:
    pieces = []
    for line in text.split("\n"):
        pieces.append(" ".join(change(word) if word else word for word in line.split(" ")))
    return "\n".join(pieces)


@dataclass
class Told:
    """What became of copies: pairs looked at, pairs in one family, quotations of the originals, those that joined the copy's."""

    pairs: int = 0
    together: int = 0
    quotations: int = 0
    joined: int = 0


def measure(texts: list[str], disguise: Callable[[str], str]) -> Told:
    """Build each report with its copy, and count."""
    told = Told()
    for text in texts:
        record = _record(text, disguise(text))
        if len(record.reports) < 2:
            continue
        told.pairs += 1
        told.together += record.independence.high == 1
        for carried in _quotations(record):
            told.quotations += 1
            told.joined += len(carried) == 2
    return told


def _record(text: str, copy: str) -> Record:
    with tempfile.TemporaryDirectory() as folder:
        for name, words in (("original.txt", text), ("zcopy.txt", copy + "\n")):
            (Path(folder) / name).write_text(words, encoding="utf-8", newline="")
        return onrecord.build([folder])


def _quotations(record: Record) -> Iterator[set[str]]:
    """Give the reports that carry each quotation which the original has."""
    original = next(report.id for report in record.reports if report.name == "original")
    for statement in record.statements:
        carried = {witness.report for witness in statement.witnesses}
        if original in carried and any(one.quoted and one.report == original for one in statement.witnesses):
            yield carried


def main(folder: Path = EXAMPLE) -> dict[str, object]:
    """Measure every disguise, print a line for each, and give the smallest shares of families and quotations."""
    files = sorted(folder.glob("*.txt"))
    texts = [path.read_text(encoding="utf-8") for path in files]
    together, joined = [], []
    for disguise in DISGUISES:
        told = measure(texts, disguise)
        together.append(told.together / told.pairs)
        joined.append(told.joined / told.quotations)
        print(
            f"{disguise.__name__:13} one family {told.together} of {told.pairs}; "
            f"quotations joined {told.joined} of {told.quotations}",
            flush=True,
        )
    return {
        "data": digest(files),
        "at_least": {"disguised one family": min(together), "disguised quotations joined": min(joined)},
    }


def command() -> None:
    """Run from the command line, on the example or on another folder of texts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=EXAMPLE)
    main(parser.parse_args().folder)


if __name__ == "__main__":
    command()
