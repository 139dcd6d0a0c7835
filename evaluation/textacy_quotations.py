"""What textacy finds in texts: on the whole text, as published, and paragraph by paragraph.

Not run by our own Python, which has no textacy, but by that of the environment which `evaluation.peers` makes:

    PYTHON evaluation/textacy_quotations.py MODEL TEXT… > found.json
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

Attributions = list[dict[str, list[list[int]]]]
Finder = Callable[[str], Iterable[Any]]  # gives triples of speaker, cue (lists of tokens) and content (a span)


def main(model: str, *paths: str) -> None:
    """Print as JSON, for either way, what is found in each text and how many of how many pieces textacy gave up on."""
    from spacy import load
    from textacy.extract.triples import direct_quotations

    pipeline = load(model)
    texts = {Path(path).stem: Path(path).read_bytes().decode() for path in paths}
    ways = {"published": whole, "paragraphs": paragraphs}
    json.dump(
        {way: find_all(texts, pieces, lambda text: direct_quotations(pipeline(text))) for way, pieces in ways.items()},
        sys.stdout,
    )


def find_all(
    texts: dict[str, str], pieces: Callable[[str], list[tuple[int, str]]], finder: Finder
) -> dict[str, object]:
    """Look for quotations in the pieces of each text; a piece that textacy gives up on has none, and is counted."""
    tried = {name: [find(piece, start, finder) for start, piece in pieces(text)] for name, text in texts.items()}
    every = [found for results in tried.values() for found in results]
    return {
        "attributions": {name: [one for found in results for one in found or []] for name, results in tried.items()},
        "failed": every.count(None),
        "pieces": len(every),
    }


def whole(text: str) -> list[tuple[int, str]]:
    """Give a text in one piece."""
    return [(0, text)]


def paragraphs(text: str) -> list[tuple[int, str]]:
    """Give the lines of a text that are not empty, each with the offset at which it starts."""
    return [(line.start(), line[0]) for line in re.finditer(r"[^\n]+", text) if line[0].strip()]


def find(piece: str, start: int, finder: Finder) -> Attributions | None:
    """Give the quotations in a piece that starts at this offset, or None when textacy raises an error of any kind."""
    try:
        triples = list(finder(piece))
    except Exception:
        return None
    return [
        {
            "source": [[start + token.idx, start + token.idx + len(token)] for token in one.speaker],
            "cue": [[start + token.idx, start + token.idx + len(token)] for token in one.cue],
            "content": [[start + one.content.start_char, start + one.content.end_char]],
        }
        for one in triples
    ]


if __name__ == "__main__":
    main(*sys.argv[1:])
