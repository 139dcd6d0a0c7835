"""A worker for tests that is in the hands of the file it reads: it says what the file tells it to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count

import msgspec
from msgspec.structs import replace

from onrecord.model import Block, Input, Report, Stated
from onrecord.read import task
from onrecord.read.fields import Offered
from onrecord.read.reports import make_report
from onrecord.read.task import AliveStill, ClosedAt, Job, OpenedAt, Told

# The text of the file beside the one that lies, and its locator.
GOOD, GOOD_PLACE = "The pilot said: all is well.", "c.txt"

REPORT = make_report(Offered(locator="b.txt", name="b", text="The pilot said so."))
BEGUN = OpenedAt(())


def stored(told: Report, /, **changes: object) -> Told:
    """Tell a report as the reader of the file b.txt would."""
    known = Input("b.txt", "stored", report=told.id, offset=0)
    return Told((0,), replace(known, **changes), told)


def altered(**changes: object) -> list[object]:
    """Tell a report of which something was altered after it was named."""
    return [BEGUN, stored(replace(REPORT, **changes))]


def named_otherwise(report: Report, name: str) -> Report:
    blocks = tuple(replace(one, span=replace(one.span, report=name)) for one in report.blocks)
    return replace(report, id=name, blocks=blocks)


REFUSED = Input("b.txt", "rejected", "no words", code="no-words")
PICTURE = b"\x89PNG not asked for"

# What the file says of itself → what its worker says then.
LIES: dict[str, list[object]] = {
    "a span that leaves the text": altered(blocks=(Block(REPORT.span(0, 10_000), "body", "because"),)),
    "a span that ends before it begins": altered(blocks=(Block(REPORT.span(5, 2), "body", "because"),)),
    "a span that begins before the text": altered(title=Stated("so", "title", REPORT.span(-3, 2))),
    "a span of another report": altered(title=Stated("so", "title", replace(REPORT.span(0, 3), report="other"))),
    "blocks that overlap": altered(
        blocks=(Block(REPORT.span(0, 9), "body", "x"), Block(REPORT.span(5, 12), "body", "x"))
    ),
    "a date that is none": altered(published=Stated("the day before yesterday", "dateline")),
    "a date that no calendar has": altered(published=Stated("2024-02-31", "dateline")),
    "a language that is none": altered(language="<script>"),
    "another text under the same name": altered(text="The pilot said no!"),
    "another title under the same name": [BEGUN, replace(stored(REPORT), stated=("Title", None, None, None))],
    "a good report under the name of another": [
        BEGUN,
        stored(named_otherwise(REPORT, make_report(Offered(locator=GOOD_PLACE, name="c", text=GOOD)).id)),
    ],
    "a report that is stored without a name": [BEGUN, stored(REPORT, report=None)],
    "a report that is rejected and stored": [BEGUN, stored(REPORT, state="rejected")],
    "a report that is stored and is not there": [BEGUN, Told((0,), Input("b.txt", "stored", report=REPORT.id))],
    "a refusal without a reason": [BEGUN, Told((0,), Input("b.txt", "rejected"))],
    "that the good file is bad": [BEGUN, Told((0,), replace(REFUSED, locator=GOOD_PLACE))],
    "that a file of a like name is bad": [BEGUN, Told((0,), replace(REFUSED, locator="b.txt.bak"))],
    "that it is a duplicate": [BEGUN, Told((0,), replace(REFUSED, state="duplicate"))],
    "that it is to be quarantined": [BEGUN, Told((0,), replace(REFUSED, state="quarantined"), None, PICTURE)],
    "bytes to be kept that nobody asked for": [BEGUN, Told((0,), REFUSED, None, PICTURE)],
    "an offset beyond all numbers": [BEGUN, Told((0,), replace(REFUSED, offset=1 << 63))],
    "an offset before the beginning": [BEGUN, Told((0,), replace(REFUSED, offset=-1))],
    "a digest that is none": [BEGUN, Told((0,), replace(REFUSED, digest="../../etc/passwd"))],
    "a place before the beginning": [BEGUN, OpenedAt((-1,))],
    "a place beyond all numbers": [BEGUN, OpenedAt((1 << 63,))],
    "a place deeper than any archive": [BEGUN, *(OpenedAt((0,) * depth) for depth in range(1, 100))],
    "a thing told that was not opened": [BEGUN, Told((0, 0), REFUSED)],
    "a thing told twice": [BEGUN, Told((1,), REFUSED), Told((1,), REFUSED)],
    "a thing told after a later one": [BEGUN, Told((1,), REFUSED), Told((0,), REFUSED)],
    "a thing opened beside what is open": [BEGUN, OpenedAt((0,)), OpenedAt((1,))],
    "a thing opened twice": [BEGUN, BEGUN],
    "a thing closed that was not open": [BEGUN, ClosedAt((3,))],
    "nothing": [],
    "nothing of what it began": [BEGUN, OpenedAt((0,))],
    "that there is nothing in it": [BEGUN, ClosedAt(())],
    "that there is nothing in a part of it": [BEGUN, OpenedAt((0,)), ClosedAt((0,)), Told((1,), REFUSED), ClosedAt(())],
}
# What is no message at all.
NO_MESSAGES = {
    "nonsense": b"nonsense",
    "no bytes": b"",
    "a map of something else": msgspec.msgpack.encode({"type": "nonsense"}),
    "a number for a name": msgspec.msgpack.encode({"type": "opened", "key": ["0"]}),
    "a state that there is not": msgspec.msgpack.encode(Told((0,), REFUSED)).replace(b"rejected", b"accepted"),
    "words that are no UTF-8": msgspec.msgpack.encode(Told((0,), REFUSED)).replace(b"no-words", b"no-w\xedrds"),
    "a list of four milliards": b"\x82\xa4type\xa6opened\xa3key\xdd\xff\xff\xff\xff",
    "a nest without bottom": b"\x82\xa4type\xa6opened\xa3key" + b"\x91" * 1_000_000,
    "a nest beside the words": b"\x82\xa1x" + b"\x91" * 1_000_000,
}


def _signs_of_life(job: Job) -> Iterator[object]:
    yield BEGUN
    while True:
        yield AliveStill()


def _refusals_without_end(job: Job) -> Iterator[object]:
    yield BEGUN
    first = job.plan.after[0] + 1 if job.plan.after else 0
    for number in count(first):
        yield Told((number,), REFUSED)


def _one_long_speech(job: Job) -> Iterator[object]:
    yield from (BEGUN, Told((0,), replace(REFUSED, reason="x" * 2_000)), ClosedAt(()))


FLOODS: dict[str, Callable[[Job], Iterator[object]]] = {
    "signs of life without end": _signs_of_life,
    "refusals without end": _refusals_without_end,
    "one long speech": _one_long_speech,
}


def work(job: bytes) -> Iterator[bytes]:
    """Read a file; one that begins with `lie` is believed in everything."""
    unpacked = msgspec.msgpack.decode(job, type=Job)
    with open(unpacked.path, encoding="utf-8") as file:
        order, _, lie = file.read().partition(" ")
    if order != "lie":
        yield from task.work(job)
    elif lie in NO_MESSAGES:
        yield NO_MESSAGES[lie]
    else:
        said = LIES[lie] if lie in LIES else FLOODS[lie](unpacked)
        yield from map(msgspec.msgpack.encode, said)
