"""Web archives: the pages in them, what is passed over, and how little a damaged record costs."""

from __future__ import annotations

import gzip
import hashlib
import io
import zlib
from base64 import b32encode
from collections.abc import Callable
from pathlib import Path

import pytest
from backports import zstd
from hypothesis import given
from hypothesis import strategies as st
from tests.packing import answer, page, read_pile, record
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

ROOT = Path(__file__).resolve().parents[3]
HOSTILE = ROOT / ".." / "shared" / "data" / "hostile" / "archives"

PACKINGS: dict[str, Callable[[bytes], bytes]] = {"plain": bytes, "gzip": gzip.compress, "zstd": zstd.compress}


def pile(packing: str = "plain", many: int = 5) -> tuple[list[bytes], list[bytes]]:
    """Make an archive of some pages, record by record, and give it with the pages."""
    pages = [page(number) for number in range(many)]
    return [PACKINGS[packing](record(answer(body))) for body in pages], pages


@pytest.mark.parametrize("packing", PACKINGS)
def test_every_page_is_given_with_its_place_and_address(packing: str) -> None:
    records, pages = pile(packing, 3)
    got = read_pile(b"".join(records), "pile.warc.gz")
    assert got.things == [(f"pile.warc.gz:{number}", body) for number, body in enumerate(pages, 1)]
    assert [source.offset for source in got.sources] == [0, len(records[0]), len(records[0] + records[1])]
    assert {source.given["url"].value for source in got.sources} == {"http://news.example/report"}
    assert [source.name for source in got.sources] == ["pile-1.html", "pile-2.html", "pile-3.html"]
    assert got.refused == []


@pytest.mark.parametrize("packed", [False, True])
def test_what_another_tool_wrote_is_read(packed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(WARCWriter, "_create_temp_file", io.BytesIO)  # its own is never closed
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("pile", {"software": "a crawler"}))
    headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
    writer.write_record(
        writer.create_warc_record(
            "http://news.example/1", "response", payload=io.BytesIO(page(1)), http_headers=headers
        )
    )
    got = read_pile(file.getvalue())
    assert got.things == [("pile:2", page(1))]
    assert got.sources[0].flags == ()
    assert got.inputs[0].reason == "1 thing in it that is no report was passed over: notes of the crawler (1)"


@pytest.mark.parametrize(
    ("headers", "body", "kind"),
    [
        ("200 OK|image/png", b"\x89PNG\r\n\x1a\n", "pictures"),
        ("200 OK|text/html", b"GIF89a\x01\x00\x01\x00", "pictures"),
        ("200 OK|text/css", b"body {}", "scripts and styles"),
        ("200 OK|application/javascript", b"go()", "scripts and styles"),
        ("301 Moved|text/html", page(1), "redirects"),
        ("404 Not Found|text/html", page(1), "error pages"),
        ("200 OK|text/html", b"\r\n", "empty pages"),
        ("200 OK|application/json", b'{"clicks": 3}', "data"),
        ("200 OK|application/octet-stream", b"\x01\x02\x03\x04" * 20, "data"),
    ],
)
def test_what_is_no_report_is_counted_in_one_line(headers: str, body: bytes, kind: str) -> None:
    status, media = headers.split("|")
    one = record(answer(body, status=status, kind=media))
    got = read_pile(one + record(answer(page(1))) + one, "pile.warc")
    assert got.bodies() == [page(1)]
    assert got.refused == [("pile.warc", "passed-over")]
    assert got.inputs[0].reason == f"2 things in it that are no reports were passed over: {kind} (2)"


@pytest.mark.parametrize(
    ("sort", "header", "kind"),
    [
        ("request", "", "requests"),
        ("revisit", "", "pages that came again unchanged"),
        ("metadata", "", "notes of the crawler"),
        ("resource", "WARC-Target-URI: metadata://crawler/log.txt", "notes of the crawler"),
        ("resource", "WARC-Target-URI: urn:pageinfo:http://news.example", "notes of the crawler"),
        ("response", "WARC-Target-URI: http://news.example/robots.txt", "notes of the crawler"),
    ],
)
def test_what_the_crawler_wrote_for_itself_is_passed_over(sort: str, header: str, kind: str) -> None:
    got = read_pile(record(b"User-agent: all", *filter(None, [header]), sort=sort))
    assert got.things == []
    assert got.inputs[0].reason.endswith(f": {kind} (1)")


def test_a_text_that_was_taken_out_of_a_page_is_read() -> None:
    got = read_pile(record(b"The mayor said no.", "Content-Type: text/plain; charset=latin-1", sort="conversion"))
    assert got.bodies() == [b"The mayor said no."]
    assert got.sources[0].encoding == "latin-1"


def test_data_with_a_text_in_it_is_read() -> None:
    body = b'{"Article_Body": "The mayor said no."}'
    assert read_pile(record(answer(body, kind="application/json"))).bodies() == [body]


def test_a_line_tells_of_ten_thousand_pictures_and_the_next_of_the_rest() -> None:
    got = read_pile(record(answer(b"GIF89a", kind="image/gif")) * 10_001)
    assert [one.reason.split()[0] for one in got.inputs] == ["10,000", "1"]


@pytest.mark.parametrize(
    ("coding", "pack"),
    [
        ("gzip", gzip.compress),
        ("x-gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda body: zlib.compress(body, wbits=-15)),
        ("zstd", zstd.compress),
        ("identity", bytes),
        ("gzip", bytes),  # stored unpacked, the header kept: many archives do so
        ("br", bytes),
    ],
)
def test_a_body_is_unpacked_as_its_header_says(coding: str, pack: Callable[[bytes], bytes]) -> None:
    got = read_pile(record(answer(pack(page(1)), f"Content-Encoding: {coding}")))
    assert got.bodies() == [page(1)]
    assert got.sources[0].flags == ()


def test_a_body_packed_in_a_way_that_is_not_read_is_refused_by_name() -> None:
    got = read_pile(record(answer(b"\x1b\x00\x01\x02\x03" * 9, "Content-Encoding: br")))
    assert got.codes() == ["unsupported"]


def test_chunks_are_put_together() -> None:
    body = page(1)
    chunks = b"%x;note\r\n%b\r\n%X\r\n%b\r\n0\r\n\r\n" % (10, body[:10], len(body) - 10, body[10:])
    chunked = "Transfer-Encoding: chunked"
    assert read_pile(record(answer(chunks, chunked))).bodies() == [body]
    assert read_pile(record(answer(body, chunked))).bodies() == [body]
    cut = read_pile(record(answer(chunks[:60], chunked)))
    assert (cut.bodies(), cut.sources[0].flags) == ([body[:46]], ("partial",))


@pytest.mark.parametrize(
    "one",
    [
        record(answer(page(1)), "WARC-Truncated: length"),
        record(answer(page(1)), "WARC-Segment-Number: 1"),
        record(answer(page(1), "Content-Length: 99999")),
        record(answer(page(1), status="206 Partial Content")),
        record(answer(gzip.compress(page(1))[:-30], "Content-Encoding: gzip")),
    ],
)
def test_a_page_that_is_not_all_there_is_read_and_marked(one: bytes) -> None:
    got = read_pile(one)
    assert page(1).startswith(got.bodies()[0])
    assert got.sources[0].flags == ("partial",)
    assert got.refused == []


def digest(block: bytes) -> str:
    return "sha1:" + b32encode(hashlib.sha1(block, usedforsecurity=False).digest()).decode()


@pytest.mark.parametrize(
    ("header", "flags"),
    [
        (f"WARC-Block-Digest: {digest(answer(page(1)))}", ()),
        (f"WARC-Block-Digest: {digest(b'other')}", ("digest-mismatch",)),
        (f"WARC-Payload-Digest: {digest(page(1))}", ()),
        (f"WARC-Payload-Digest: sha1:{hashlib.sha1(page(1), usedforsecurity=False).hexdigest()}", ()),
        (f"WARC-Payload-Digest: {digest(b'other')}", ("digest-mismatch",)),
        ("WARC-Payload-Digest: fnv:12345", ()),
        ("WARC-Block-Digest: sha1:!", ()),
    ],
)
def test_a_page_that_is_not_what_the_crawler_wrote_is_marked(header: str, flags: tuple[str, ...]) -> None:
    got = read_pile(record(answer(page(1)), header))
    assert got.bodies() == [page(1)]
    assert got.sources[0].flags == flags


@pytest.mark.parametrize(
    ("bad", "codes"),
    [
        (record(answer(page(9)), length=100_000), ["truncated"]),
        (record(answer(page(9)), length=10**15), ["truncated"]),
        (record(answer(page(9)), length=60), ["malformed"]),
        (record(answer(page(9))).replace(b"Content-Length: ", b"Content-Length: x"), ["malformed"]),
        (record(answer(page(9))).replace(b"Content-Length: ", b"Content-Size: "), ["malformed"]),
        (record(answer(page(9)))[:150], ["truncated"]),
        (b"WARC/1.0\r\nWARC-Type: response\r\n", ["malformed"]),
        (b"WARC/1.0\r\nWARC-Type: " + b"x" * 70_000, ["malformed"]),
        (b"rubbish between two records", ["malformed"]),
        (b"\x00" * 70_000, []),
    ],
)
def test_a_bad_record_costs_only_itself(bad: bytes, codes: list[str]) -> None:
    good = record(answer(page(1))), record(answer(page(2)))
    got = read_pile(good[0] + bad + good[1])
    assert got.bodies()[0] == page(1)
    assert got.bodies()[-1] == page(2)
    assert got.codes() == codes


def test_a_page_whose_record_is_longer_than_it_says_is_marked() -> None:
    block = answer(page(1))
    got = read_pile(record(block, length=len(block) - 30) + record(answer(page(2))))
    assert page(1).startswith(got.bodies()[0])
    assert [source.flags for source in got.sources] == [("partial",), ()]
    assert got.codes() == ["malformed"]


@pytest.mark.parametrize(
    "block",
    [
        b"Content-Type: text/html\r\nServer: small\r\n\r\n" + page(1),
        b"ICY 200 OK\r\nContent-Type: text/html\r\n\r\n" + page(1),
        b"http/1.0 200 ok\nContent-Type: text/html\n\n" + page(1),
        b"HTTP/1.1 100 Continue\r\n\r\n" + answer(page(1)),
        page(1),
    ],
    ids=["no first line", "another protocol", "small letters", "announced", "nothing but the page"],
)
def test_the_answer_of_an_odd_server_is_read_without_its_headers(block: bytes) -> None:
    assert read_pile(record(block, "Content-Type: application/http; msgtype=response")).bodies() == [page(1)]


@pytest.mark.parametrize("before", [b"\r\n\r\n", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("packing", [bytes, gzip.compress])
def test_an_archive_is_known_whatever_stands_before_its_first_record(
    before: bytes, packing: Callable[[bytes], bytes]
) -> None:
    assert read_pile(packing(before + record(answer(page(1))))).bodies() == [page(1)]


def test_an_arc_that_lost_its_first_record_is_known() -> None:
    assert read_pile(arc(answer(page(1)), address="http://news.example/a")).bodies() == [page(1)]


@pytest.mark.parametrize(
    "index",
    [
        b" CDX N b a m s k r M S V g\nexample,news)/a 20240305100000 http://news.example/a text/html 200 - - - 9 0 x.warc.gz\n",
        b'example,news)/a 20240305100000 {"url": "http://news.example/a", "mime": "text/html"}\n',
    ],
)
def test_the_index_of_an_archive_is_refused_by_name(index: bytes) -> None:
    assert read_pile(index).codes() == ["unsupported"]


def test_a_record_whose_length_is_short_of_a_few_bytes_leaves_the_next_one_whole() -> None:
    for missing in range(5, 40):  # up to four, the empty lines at its end stand in for them
        one = record(answer(page(1)))
        got = read_pile(one[: -4 - missing] + one[-4:] + record(answer(page(2))))
        assert got.bodies()[-1] == page(2)
        assert got.codes() == ["truncated"]


@pytest.mark.parametrize("packing", PACKINGS)
def test_a_cut_anywhere_loses_no_record_before_it(packing: str) -> None:
    records, pages = pile(packing)
    whole = b"".join(records)
    ends = [len(b"".join(records[:count])) for count in range(len(records) + 1)]
    for cut in range(64, len(whole), 64):
        got = read_pile(whole[:cut])
        kept = sum(end <= cut for end in ends) - 1
        assert got.bodies()[:kept] == pages[:kept]
        assert all(source.flags == () for source in got.sources[:kept])
        if cut - ends[kept] > 4 and ends[kept + 1] - cut > 12:  # not in the empty lines or the checksum at the end
            assert got.codes() != [] or got.sources[-1].flags == ("partial",)


@pytest.mark.parametrize("packing", PACKINGS)
@given(place=st.integers(0, 10**6), noise=st.binary(min_size=1, max_size=40), taken=st.integers(0, 40))
def test_damage_to_one_record_leaves_its_neighbours_whole(packing: str, place: int, noise: bytes, taken: int) -> None:
    records, pages = pile(packing, 3)
    middle = records[1]
    place %= len(middle)
    damaged = middle[:place] + noise + middle[place + taken :]
    got = read_pile(records[0] + damaged + records[2])
    assert got.bodies()[0] == pages[0]
    assert got.bodies()[-1] == pages[2]


@given(st.binary(max_size=300))
def test_nothing_but_a_refusal_comes_of_rubbish(rubbish: bytes) -> None:
    for start in (b"WARC/1.0\r\n", b"filedesc://x ", b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd"):
        got = read_pile(start + rubbish)
        assert got.things or got.refused


def test_an_archive_packed_as_a_whole_is_read_up_to_its_damage() -> None:
    records, pages = pile("plain", 4000)
    packed = bytearray(gzip.compress(b"".join(records)))
    packed[len(packed) // 2] ^= 255
    got = read_pile(bytes(packed))
    assert got.bodies()[:1000] == pages[:1000]
    assert {source.flags[-1] for source in got.sources} == {"damaged"}
    assert "malformed" in got.codes()


def test_pages_near_damage_are_marked_but_for_those_with_a_digest() -> None:
    plain, proved = record(answer(page(1))), record(answer(page(2)), f"WARC-Block-Digest: {digest(answer(page(2)))}")
    cut = gzip.compress(plain + proved + plain)
    damaged = cut[:-8] + bytes(4) + cut[-4:]
    got = read_pile(damaged)
    assert [source.flags for source in got.sources] == [("damaged",), ()]
    assert got.codes() == ["checksum"]


def test_a_record_that_runs_over_two_packed_members_is_one_record() -> None:
    one = record(answer(page(1)))
    got = read_pile(gzip.compress(one[:120]) + gzip.compress(one[120:]) + gzip.compress(record(answer(page(2)))))
    assert got.bodies() == [page(1), page(2)]
    assert got.refused == []


def test_records_packed_with_a_shared_dictionary_are_read() -> None:
    records, pages = pile("plain", 200)
    dictionary = zstd.train_dict(records, 2_000)
    packed = [zstd.compress(one, zstd_dict=dictionary) for one in records]
    for held in (dictionary.dict_content, zstd.compress(dictionary.dict_content)):
        frame = (0x184D2A5D).to_bytes(4, "little") + len(held).to_bytes(4, "little") + held
        got = read_pile(frame + b"".join(packed), "pile.warc.zst")
        assert got.bodies() == pages


def arc(body: bytes, length: int | None = None, address: str = "http://news.example/a b") -> bytes:
    head = f"{address} 192.0.2.1 20240102030405 text/html {len(body) if length is None else length}\n"
    return head.encode() + body + b"\n"


ARC_START = b"filedesc://pile.arc 192.0.2.1 20240102030405 text/plain 9\n1 0 Tests\n"


def test_the_pages_of_an_arc_are_read() -> None:
    got = read_pile(ARC_START + b"\n" + arc(answer(page(1))) + arc(page(2)), "pile.arc")
    assert got.things == [("pile.arc:2", page(1)), ("pile.arc:3", page(2))]
    assert got.sources[0].given["url"].value == "http://news.example/a b"


def test_a_bad_record_of_an_arc_costs_only_itself() -> None:
    for length in (-1, 100_000, 20):
        got = read_pile(ARC_START + b"\n" + arc(answer(page(1))) + arc(answer(page(2)), length) + arc(answer(page(3))))
        assert (got.bodies()[0], got.bodies()[-1]) == (page(1), page(3))
        assert got.codes() != []


def zeros_in_a_record(megabytes: int) -> bytes:
    """Make a packed record that swells a thousand times."""
    squeeze, piece = zlib.compressobj(9, zlib.DEFLATED, 31), bytes(1 << 20)
    head = record(answer(b""), length=megabytes << 20)
    return squeeze.compress(head) + b"".join(squeeze.compress(piece) for _ in range(megabytes)) + squeeze.flush()


def test_a_bomb_is_stopped_and_the_record_behind_it_read() -> None:
    good = gzip.compress(record(answer(page(1))))
    got = read_pile(good + zeros_in_a_record(64) + good)
    assert got.bodies() == [page(1), page(1)]
    assert got.codes() == ["bomb"]


def test_a_packed_body_that_is_a_bomb_is_refused() -> None:
    got = read_pile(record(answer(gzip.compress(bytes(30 << 20)), "Content-Encoding: gzip")) + record(answer(page(1))))
    assert got.bodies() == [page(1)]
    assert got.codes() in (["bomb"], ["too-large"])


def test_a_record_too_large_for_a_report_is_refused_and_the_next_one_read() -> None:
    got = read_pile(record(answer(bytes(21_000_000))) + record(answer(page(1))))
    assert (got.bodies(), got.codes()) == ([page(1)], ["too-large"])


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "pages", "codes"),
    [
        ("warcio_example.warc", 1, []),
        ("warcio_example-resource.warc.gz", 1, []),
        ("warcio_example-wget-bad-target-uri.warc.gz", 1, []),
        ("warcio_example.arc", 1, []),
        ("warcio_example-space-in-url.arc", 1, []),
        ("warcio_bad.arc", 0, ["malformed"] * 3),
        ("warcio_example-digest.warc", 0, []),
        ("warcio_post-test.warc.gz", 0, []),
        ("chatnoir-resiliparse_warcfile.warc.gz", 16, []),
        ("chatnoir-resiliparse_clueweb-quirk.warc.gz", 29, []),
        ("chatnoir-resiliparse_block-sized-records.warc.gz", 0, []),
    ],
)
def test_the_archives_of_other_tools_give_what_is_in_them(name: str, pages: int, codes: list[str]) -> None:
    got = read_pile((HOSTILE / name).read_bytes(), name)
    assert (len(got.things), got.codes()) == (pages, codes)
    assert all(source.flags == () for source in got.sources)
