"""A search for tests that needs no models: it finds nothing, and some reports kill its process."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec.structs import replace

from onrecord.analysis import Analysis
from onrecord.language import Name, Sentence, Word
from onrecord.model import Attribution, Report

_ENCODE = msgspec.msgpack.Encoder().encode
NOTHING = msgspec.msgpack.encode(Analysis((), (), (), (), (), ()))


def work(job: bytes) -> Iterator[bytes]:
    """Search a report that says `deadly`, and die; `once FILE`, and die the first time; `late`, and die when all is told; `lie`, and lie.

    One that says `endless` gives its answer for ever, one that says `silent` none.
    """
    report = msgspec.msgpack.decode(job, type=Report)
    words = report.text.split()
    if words[:1] == ["lie"]:
        yield lies(report)[report.text.removeprefix("lie ")]
        return
    if "silent" in words:
        return
    while "endless" in words:
        yield NOTHING
    if "deadly" in words:
        os.kill(os.getpid(), signal.SIGKILL)
    if "once" in words and not (mark := Path(words[words.index("once") + 1])).exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    yield NOTHING
    if "late" in words:
        time.sleep(0.2)  # until the message is out
        os.kill(os.getpid(), signal.SIGKILL)


def truth(report: Report) -> Analysis:
    """Find two sentences of two words, a name and an attribution in a report, as a search would."""
    heads = (1, 1, 3, 3)
    words = tuple(
        Word(at, at * 2, at * 2 + 1, "x", "x", "NN", "NOUN", "dep", head, at // 2, "") for at, head in enumerate(heads)
    )
    one = Attribution(
        id=f"{report.id}:0-2",
        report=report.id,
        source=(),
        cue=(report.span(2, 3),),
        content=(report.span(0, 1),),
        quoted=(),
        form="indirect",
        type="speech",
        origin="verb",
        confidence=0.5,
    )
    sentences = (Sentence(0, 2, 0), Sentence(2, 4, 0))
    return Analysis((), words, sentences, (Name(0, 1, "PERSON"),), ((), (0,), (), (2,)), (one,))


def lies(report: Report) -> dict[str, bytes]:
    """Give what no search can have found in a report, by its name."""
    true = truth(report)
    first, *others = true.words
    [said] = true.attributions

    def worded(**changes: object) -> Analysis:
        return replace(true, words=(replace(first, **changes), *others))

    def ascribed(**changes: object) -> Analysis:
        return replace(true, attributions=(replace(said, **changes),))

    circle = tuple(replace(word, head=head) for word, head in zip(true.words, (1, 0, 3, 3), strict=True))
    found = {
        "a word that leaves the text": worded(end=10_000),
        "a word before the text": worded(start=-1),
        "a word that ends before it begins": worded(start=5, end=2),
        "words in disorder": worded(start=7, end=8),
        "a word of another number": worded(index=7),
        "a word of another sentence": worded(sentence=1),
        "a word that hangs on none": worded(head=99),
        "words that hang in a circle": replace(true, words=circle, children=((1,), (0,), (), (2,))),
        "words that hang one way only": replace(true, children=((), (0,), (), ())),
        "too few children": replace(true, children=()),
        "a sentence that leaves the words": replace(true, sentences=(Sentence(0, 2, 0), Sentence(2, 9, 0))),
        "a sentence left out": replace(true, sentences=true.sentences[:1]),
        "a sentence without words": replace(true, sentences=(Sentence(0, 0, 0), *true.sentences)),
        "a sentence in no block": replace(true, sentences=(Sentence(0, 2, 0), Sentence(2, 4, 5))),
        "a name without words": replace(true, names=(Name(2, 2, "PERSON"),)),
        "a name that leaves the words": replace(true, names=(Name(2, 9, "PERSON"),)),
        "content that leaves the text": ascribed(content=(report.span(0, 10_000),)),
        "a cue of another report": ascribed(cue=(replace(report.span(0, 1), report="other"),)),
        "no content": ascribed(content=()),
        "an attribution of another report": ascribed(report="other"),
        "the name of another report's attribution": ascribed(id="other:0-2"),
        "one attribution twice": replace(true, attributions=(said, said)),
        "more than certainty": ascribed(confidence=2.0),
        "no number": ascribed(confidence=float("nan")),
        "a speaker named elsewhere": ascribed(speaker=replace(said.speaker, named_at=report.span(3, 3))),
    }
    garbage = {
        "nonsense": b"nonsense",
        "nothing at all": b"",
        "a nest without bottom": b"\x81\xa1x" + b"\x91" * 1_000_000,
        "a list of four milliards": b"\x81\xa5flags\xdd\xff\xff\xff\xff",
        "more than any report has": _ENCODE(true) + bytes(1 << 24),
    }
    return {name: _ENCODE(one) for name, one in found.items()} | garbage
