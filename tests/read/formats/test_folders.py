"""Zip and tar files: each member is read, nothing is written under its name, and a damaged one costs only itself."""

from __future__ import annotations

import io
import struct
import tarfile
import zipfile
from collections.abc import Callable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.packing import overlapping_zip, page, read_pile, record

from onrecord.read.formats.folders import read_zip
from onrecord.read.formats.names import clean_name, is_hidden
from onrecord.read.source import Source

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(40)


def zipped(members: Mapping[str, bytes], packing: int = zipfile.ZIP_DEFLATED, streamed: bool = False) -> bytes:
    """Make a zip; `streamed` as tools make it that cannot go back to write the sizes."""
    file = io.BytesIO()
    with zipfile.ZipFile(Unseekable(file) if streamed else file, "w", packing) as archive:
        for name, body in members.items():
            archive.writestr(zipfile.ZipInfo(name), body, packing)
    return file.getvalue()


class Unseekable(io.RawIOBase):
    """A file that can only be written on and on."""

    def __init__(self, file: io.BytesIO) -> None:
        self._file = file

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        return self._file.write(data)


def tarred(members: Mapping[str, bytes], kind: int = tarfile.PAX_FORMAT) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=kind) as archive:
        for name, body in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(body)
            archive.addfile(member, io.BytesIO(body))
    return file.getvalue()


MAKERS: dict[str, Callable[[Mapping[str, bytes]], bytes]] = {"pile.zip": zipped, "pile.tar": tarred}


@pytest.mark.parametrize("archive", MAKERS)
@given(
    members=st.dictionaries(
        st.text("abcdeé中-/", min_size=1, max_size=120).filter(lambda name: not name.endswith("/")),
        st.integers(0, 9).map(page),
        min_size=1,
        max_size=6,
    )
)
def test_what_is_packed_comes_out_as_it_was(archive: str, members: dict[str, bytes]) -> None:
    got = read_pile(MAKERS[archive](members), archive)
    assert got.things == [(f"{archive}/{clean_name(name)}", body) for name, body in members.items()]
    assert got.refused == []


@pytest.mark.parametrize("packing", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2])
@pytest.mark.parametrize("streamed", [False, True])
def test_every_usual_packing_is_read(packing: int, streamed: bool) -> None:
    got = read_pile(zipped({"a.html": page(1), "b.html": page(2)}, packing, streamed))
    assert (got.bodies(), got.refused) == ([page(1), page(2)], [])


@pytest.mark.parametrize("kind", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_every_usual_tar_is_read(kind: int) -> None:
    name = "/".join(["folder"] * 20) + "/report.html"
    assert read_pile(tarred({name: page(1), "b.html": page(2)}, kind)).things == [
        (f"pile/{name}", page(1)),
        ("pile/b.html", page(2)),
    ]


@pytest.mark.parametrize("archive", MAKERS)
def test_each_member_has_its_place_in_the_file(archive: str) -> None:
    data = MAKERS[archive]({"a.html": page(1), "b.html": page(2)})
    places = [source.offset for source in read_pile(data, archive).sources]
    assert [
        data[place : place + 100].count(name) for place, name in zip(places, [b"a.html", b"b.html"], strict=True)
    ] == [1, 1]


@pytest.mark.parametrize("archive", MAKERS)
def test_what_is_no_report_is_counted_in_one_line(archive: str) -> None:
    members = {
        "a.html": page(1),
        "a_files/b.png": PICTURE,
        "a_files/c.css": b"body {}",
        "a_files/d.jpg": b"\xff\xd8\xff\xe0",
        ".DS_Store": b"x",
        "__MACOSX/._a.html": b"x",
        "empty.txt": b"",
    }
    got = read_pile(MAKERS[archive](members), archive)
    assert got.bodies() == [page(1)]
    assert got.refused == [(archive, "passed-over")]
    assert got.inputs[0].reason == (
        "6 things in it that are no reports were passed over: "
        "hidden files (2), pictures (2), empty pages (1), scripts and styles (1)"
    )


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/x.txt", "(..)/(..)/etc/x.txt"),
        ("/etc/x.txt", "etc/x.txt"),
        ("a\\..\\b.txt", "a/(..)/b.txt"),
        ("C:\\x.txt", "C:/x.txt"),
        ("a/./b//c.txt", "a/b/c.txt"),
        ("\x1b[31mred.txt", "\ufffd[31mred.txt"),
        ("a\u202etxt.exe", "a\ufffdtxt.exe"),
        ("a\ud800.txt", "a\ufffd.txt"),
        ("///", "(no name)"),
        ("x" * 600, "x" * 500 + "…"),
    ],
)
def test_a_name_is_shown_so_that_it_can_do_no_harm(name: str, shown: str) -> None:
    assert clean_name(name) == shown


@given(st.text(max_size=700))
def test_no_name_leads_out_of_the_archive(name: str) -> None:
    shown = clean_name(name)
    assert not shown.startswith("/")
    assert ".." not in shown.split("/")
    assert shown.isprintable() or " " in shown or "\u3000" in shown or not shown.isascii()
    shown.encode()


@pytest.mark.parametrize("archive", MAKERS)
def test_a_name_that_leads_out_of_the_archive_is_read_all_the_same(archive: str) -> None:
    assert read_pile(MAKERS[archive]({"../x.html": page(1)}), "p").things == [("p/(..)/x.html", page(1))]


@pytest.mark.parametrize(
    ("name", "hidden"),
    [(".git/config", True), ("a/.x/b", True), ("../a", False), ("./a", False), ("a.b/c", False), ("Thumbs.db", True)],
)
def test_hidden_files_are_known_by_their_names(name: str, hidden: bool) -> None:
    assert is_hidden(name) is hidden


def test_links_and_devices_are_passed_over() -> None:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for name, kind in (
            ("l", tarfile.SYMTYPE),
            ("h", tarfile.LNKTYPE),
            ("d", tarfile.CHRTYPE),
            ("p", tarfile.FIFOTYPE),
        ):
            member = tarfile.TarInfo(name)
            member.type, member.linkname = kind, "/etc/passwd"
            archive.addfile(member)
    got = read_pile(file.getvalue())
    assert got.things == []
    assert got.inputs[0].reason.endswith("devices and pipes (2), links (2)")


def test_a_link_in_a_zip_is_passed_over() -> None:
    file, link = io.BytesIO(), zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert read_pile(file.getvalue()).inputs[0].reason.endswith("links (1)")


def three(archive: str) -> tuple[bytes, int, int]:
    """Make an archive of three pages, and say where the middle one begins and ends."""
    data = MAKERS[archive]({f"{number}.html": page(number) for number in (1, 2, 3)})
    _, start, end = (source.offset or 0 for source in read_pile(data).sources)
    return data, start, end


@pytest.mark.parametrize("archive", MAKERS)
@given(place=st.integers(0, 10**6), noise=st.binary(min_size=1, max_size=30))
def test_damage_to_one_member_leaves_its_neighbours_whole(archive: str, place: int, noise: bytes) -> None:
    data, start, end = three(archive)
    place = start + place % (end - start)
    noise = noise[: end - place]
    got = read_pile(data[:place] + noise + data[place + len(noise) :], archive)
    assert (got.bodies()[0], got.bodies()[-1]) == (page(1), page(3))
    if archive == "pile.zip" and len(got.bodies()) > 2:
        assert got.bodies()[1] == page(2)


@pytest.mark.parametrize("archive", MAKERS)
@given(place=st.integers(0, 10**6), noise=st.binary(max_size=30), taken=st.integers(0, 300))
def test_nothing_but_a_refusal_comes_of_damage(archive: str, place: int, noise: bytes, taken: int) -> None:
    data, _, _ = three(archive)
    place = 4 + place % (len(data) - 4)
    got = read_pile(data[:place] + noise + data[place + taken :], archive)
    assert got.things or got.refused


@pytest.mark.parametrize("archive", MAKERS)
def test_a_cut_loses_no_member_before_it(archive: str) -> None:
    data, second, third = three(archive)
    for cut in range(second + 1, third, 16):
        got = read_pile(data[:cut], archive)
        assert got.bodies()[0] == page(1)
        assert "truncated" in got.codes()


@pytest.mark.parametrize("packing", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("streamed", [False, True])
def test_members_are_found_without_the_directory(packing: int, streamed: bool) -> None:
    data = zipped({f"{number}.html": page(number) for number in (1, 2, 3)}, packing, streamed)
    got = read_pile(data[: data.index(b"PK\x01\x02")])
    assert got.bodies() == [page(1), page(2), page(3)]
    assert got.codes() == ["truncated"]


def test_an_altered_member_is_refused_by_name() -> None:
    data = bytearray(zipped({"a.txt": b"The mayor said no.", "b.html": page(2)}, zipfile.ZIP_STORED))
    data[data.index(b"mayor")] ^= 1
    got = read_pile(bytes(data), "pile.zip")
    assert got.bodies() == [page(2)]
    assert got.refused == [("pile.zip/a.txt", "checksum")]


@pytest.mark.parametrize(
    ("place", "value", "code"), [(8, 1, "encrypted"), (10, 99, "encrypted"), (10, 9, "unsupported")]
)
def test_a_member_that_cannot_be_unpacked_is_refused_by_name(place: int, value: int, code: str) -> None:
    data = bytearray(zipped({"a.html": page(1), "b.html": page(2)}))
    data[data.index(b"PK\x01\x02") + place] = value
    got = read_pile(bytes(data), "pile.zip")
    assert (got.bodies(), got.refused) == ([page(2)], [("pile.zip/a.html", code)])


def test_members_that_overlap_are_a_bomb() -> None:
    got = read_pile(overlapping_zip(1000))
    assert (len(got.things) <= 1, got.codes()) == (True, ["bomb"])
    assert len(read_pile(overlapping_zip(1)).things) == 1


def test_a_member_that_is_a_bomb_costs_only_itself() -> None:
    got = read_pile(zipped({"a.html": page(1), "b.txt": bytes(30_000_000), "c.html": page(3)}), "p")
    assert (got.bodies(), got.refused) == ([page(1), page(3)], [("p/b.txt", "bomb")])


def test_archives_in_archives_are_read_four_deep() -> None:
    data = zipped({"x.html": page(1)})
    for depth in range(2, 7):
        data = zipped({"in.zip": data, "y.html": page(2)})
        got = read_pile(data)
        assert got.codes() == ([] if depth <= 4 else ["too-deep"])
        assert got.bodies().count(page(1)) == (depth <= 4)


def test_a_web_archive_in_a_folder_is_read() -> None:
    got = read_pile(tarred({"crawl.warc": record(b"HTTP/1.1 200 OK\r\n\r\n" + page(1))}), "pile.tar")
    assert got.things == [("pile.tar/crawl.warc:1", page(1))]


def test_of_a_wacz_only_the_archives_are_read() -> None:
    crawl = record(b"HTTP/1.1 200 OK\r\n\r\n" + page(1))
    got = read_pile(
        zipped({"datapackage.json": b"{}", "archive/a.warc": crawl, "pages/pages.jsonl": b'{"text": "x"}\n'}), "p.wacz"
    )
    assert got.things == [("p.wacz/archive/a.warc:1", page(1))]
    assert got.inputs[-1].reason.endswith("indexes of a web archive (2)")


def test_names_are_read_in_the_letters_they_were_written_in() -> None:
    for raw, flags, name in ((b"caf\x82.html", 0, "café.html"), ("café.html".encode(), 0, "café.html")):
        data = bytearray(zipped({"x" * len(raw): page(1)}))
        assert data.count(b"x" * len(raw)) == 2
        data = bytearray(bytes(data).replace(b"x" * len(raw), raw))
        assert flags == 0
        assert read_pile(bytes(data)).things == [(f"pile/{name}", page(1))]


@pytest.mark.parametrize("name", ["xl/workbook.xml", "ppt/presentation.xml", "META-INF/container.xml"])
def test_a_document_of_a_kind_that_is_not_read_is_refused_once(name: str) -> None:
    got = read_pile(zipped({"first.xml": b"<x/>", name: b"<x/>", "other.xml": b"<x/>"}), "pile", "zip")
    assert (got.things, got.codes()) == ([], ["unsupported"])


@pytest.mark.parametrize("data", [zipped({}), zipped({"folder/": b""})])
def test_an_archive_without_files_says_so(data: bytes) -> None:
    assert read_pile(data).codes() == ["empty"]


def test_a_large_zip_with_large_numbers_is_read() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive, archive.open("a.html", "w", force_zip64=True) as member:
        member.write(page(1))
    assert read_pile(file.getvalue()).bodies() == [page(1)]


def test_something_in_front_of_a_zip_does_no_harm() -> None:
    got = read_pile(b"#!/bin/sh\n" + zipped({"a.html": page(1)}), "pile", "zip")
    assert (got.bodies(), got.refused) == ([page(1)], [])


def test_particulars_of_a_tar_cannot_eat_the_memory() -> None:
    header = bytearray(tarfile.TarInfo("x").tobuf(tarfile.USTAR_FORMAT))
    header[124:136], header[156:157], header[148:156] = b"77777777777\x00", b"x", b" " * 8
    header[148:156] = b"%06o\x00 " % sum(header)
    got = read_pile(bytes(header) + tarred({"a.html": page(1)}))
    assert got.things == []


def test_a_size_with_endless_digits_in_a_tar_is_no_size() -> None:
    said = b" size=" + b"9" * 5000 + b"\n"
    said = b"%d" % (len(said) + 4) + said
    header = bytearray(tarfile.TarInfo("x").tobuf(tarfile.USTAR_FORMAT))
    header[124:136], header[156:157], header[148:156] = b"%011o\x00" % len(said), b"x", b" " * 8
    header[148:156] = b"%06o\x00 " % sum(header)
    got = read_pile(bytes(header) + said + bytes(-len(said) % 512) + tarred({"a.html": page(1)}))
    assert (got.bodies(), got.refused) == ([page(1)], [])


def test_a_tar_that_breaks_off_between_two_members_says_so() -> None:
    data = tarred({"a.html": page(1), "b.html": page(2)}, tarfile.USTAR_FORMAT)
    got = read_pile(data[:1024])
    assert (got.bodies(), got.codes()) == ([page(1)], ["truncated"])


def test_a_size_beyond_all_files_harms_no_other_member() -> None:
    data = zipped({"a.html": page(1), "b.html": page(2)})
    data = data[: data.index(b"PK\x01\x02")]
    extra = struct.pack("<2H2Q", 1, 16, 2**64 - 1, 2**64 - 1)
    header = bytearray(data[:30])
    header[18:26], header[28:30] = b"\xff" * 8, len(extra).to_bytes(2, "little")
    got = read_pile(bytes(header) + data[30:36] + extra + data[36:])
    assert page(2) in got.bodies()
    assert "truncated" in got.codes()


def test_a_zip_that_comes_through_a_pipe_is_read() -> None:
    data = zipped({"a.html": page(1)})

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    given = list(read_zip(Source("-", "-", Pipe(data), offset=0)))
    assert [source.locator for source in given if isinstance(source, Source)] == ["-/a.html"]


def test_a_negative_size_in_a_tar_is_no_size() -> None:
    header = bytearray(tarfile.TarInfo("x").tobuf(tarfile.USTAR_FORMAT))
    header[124:136], header[148:156] = b"\xff" * 12, b" " * 8
    header[148:156] = b"%06o\x00 " % sum(header)
    got = read_pile(bytes(header) + tarred({"a.html": page(1)}))
    assert (got.bodies(), got.codes()) == ([page(1)], ["malformed"])


def test_ten_thousand_empty_members_are_one_line() -> None:
    got = read_pile(zipped({f"{number}.txt": b"" for number in range(10_000)}))
    assert [code for _, code in got.refused] == ["passed-over"]


def test_a_size_that_cannot_be_is_refused_and_the_rest_read() -> None:
    data = bytearray(zipped({"a.html": page(1), "b.html": page(2)}))
    struct.pack_into("<L", data, data.index(b"PK\x01\x02") + 20, 10**9)
    got = read_pile(bytes(data), "p")
    assert (got.bodies(), got.refused) == ([page(2)], [("p/a.html", "malformed")])


def doubled(archive: str) -> bytes:
    """Make an archive in which three members go by one name and a fourth by the name that the second is shown under."""
    packed = io.BytesIO()
    names = ("a.txt", "a.txt (2)", "./a.txt", "a.txt", "b.txt")
    if archive == "tar":
        with tarfile.open(fileobj=packed, mode="w") as tar:
            for number, name in enumerate(names):
                member = tarfile.TarInfo(name)
                member.size = 1
                tar.addfile(member, io.BytesIO(b"%d" % number))
    else:
        with zipfile.ZipFile(packed, "w") as pack, pytest.warns(UserWarning, match="Duplicate"):
            for number, name in enumerate(names):
                pack.writestr(name, b"%d" % number)
    return packed.getvalue()


@pytest.mark.parametrize("archive", ["zip", "tar"])
def test_members_of_one_name_are_told_apart(archive: str) -> None:
    got = read_pile(doubled(archive))
    assert got.things == [
        ("pile/a.txt", b"0"),
        ("pile/a.txt (2)", b"1"),
        ("pile/a.txt (3)", b"2"),
        ("pile/a.txt (4)", b"3"),
        ("pile/b.txt", b"4"),
    ]
    assert [source.name for source in got.sources][:3] == ["a.txt", "a.txt (2)", "a.txt"]


def test_a_zip_stays_open_for_whoever_opened_it() -> None:
    file = io.BytesIO(doubled("zip"))
    assert [given for given in read_zip(Source("pile", "pile", file))]
    assert not file.closed
