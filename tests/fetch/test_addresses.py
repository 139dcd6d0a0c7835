"""Which addresses are fetched: those of the public web, written plainly. Every other form is refused before a socket is opened."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from ipaddress import IPv4Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import Unreadable
from onrecord.fetch import check_numbers, fetch, is_public, parse_address

PUBLIC = "93.184.215.14"

# Where nothing may ever be asked: this machine, networks at home and at work, the cloud's own services, special uses.
PRIVATE = (
    "127.0.0.1",
    "10.0.0.1",
    "172.16.5.4",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "198.18.0.1",
    "224.0.0.1",
    "255.255.255.255",
)


def forms(number: str) -> Iterator[str]:
    """Write an IPv4 address in the ways that one program or another understands."""
    first, second, third, fourth = parts = [int(part) for part in number.split(".")]
    whole = int(IPv4Address(number))
    yield number
    yield f"{number}."
    yield str(whole)
    yield hex(whole)
    yield f"0X{whole:X}"
    yield f"0{whole:o}"
    yield ".".join(hex(part) for part in parts)
    yield ".".join(f"0{part:o}" for part in parts)
    yield ".".join(f"{part:03}" for part in parts) + ".0"
    yield ".".join(f"00{part}" for part in parts)
    yield f"{first}.{(second << 16) + (third << 8) + fourth}"
    yield f"{first}.{second}.{(third << 8) + fourth}"
    yield f"{hex(first)}.{second}.{third}.0{fourth:o}"
    yield number.translate({ord("0") + digit: chr(0xFF10 + digit) for digit in range(10)})
    yield number.replace(".", "。")
    yield number.replace(".", "．")
    yield "".join(f"%{ord(character):02x}" for character in number)
    yield f"[::ffff:{number}]"
    yield f"[0:0:0:0:0:ffff:{whole >> 16:x}:{whole & 0xFFFF:x}]"
    yield f"[::{number}]"
    yield f"[64:ff9b::{number}]"
    yield f"[2002:{whole >> 16:x}:{whole & 0xFFFF:x}::1]"
    yield f"[2001:0:{whole >> 16:x}:{whole & 0xFFFF:x}::1]"
    yield f"{number}@{number}"
    yield f"news.example@{number}"


NUMBERS = [f"http://{form}/" for number in PRIVATE for form in forms(number)]
OTHERS = [
    "",
    "http://",
    "http:///",
    "http:/news.example/",
    "http:news.example",
    "//news.example/",
    "news.example",
    "file:///etc/passwd",
    "file://news.example/etc/passwd",
    "ftp://news.example/",
    "gopher://127.0.0.1:6379/_INFO",
    "dict://127.0.0.1:11211/stats",
    "ldap://127.0.0.1/",
    "jar:http://news.example!/",
    "data:text/html,hello",
    "javascript:alert(1)",
    "view-source:http://news.example/",
    "unix:///var/run/docker.sock",
    "HTTP+UNIX://%2Fvar%2Frun%2Fdocker.sock/",
    "http://localhost/",
    "http://LOCALHOST/",
    "http://localhost./",
    "http://intranet/",
    "http://router/",
    "http://[::1]/",
    "http://[::]/",
    "http://[0:0:0:0:0:0:0:1]/",
    "http://[fe80::1]/",
    "http://[fe80::1%25eth0]/",
    "http://[fe80::1%eth0]/",
    "http://[fc00::1]/",
    "http://[fd12:3456:789a::1]/",
    "http://[fec0::1]/",
    "http://[ff02::1]/",
    "http://[100::1]/",
    "http://[2001:db8::1]/",
    "http://[2001:10::1]/",
    "http://[3fff::1]/",
    "http://[5f00::1]/",
    "http://[64:ff9b:1::10.0.0.1]/",
    "http://[::ffff:0:127.0.0.1]/",
    "http://[v1.fe80]/",
    "http://[127.0.0.1]/",
    "http://[::1/",
    "http://::1/",
    "http://[::1]x/",
    "http://[]/",
    "http://user@news.example/",
    "http://user:secret@news.example/",
    "http://@news.example/",
    "http://news.example:80@127.0.0.1/",
    "http://127.0.0.1:80@news.example/",
    "http://news.example\\@127.0.0.1/",
    "http://127.0.0.1\\.news.example/",
    "http:\\\\news.example\\",
    "http://news.example%40127.0.0.1/",
    "http://news%2eexample/",
    "http://127.0.0.1%00.news.example/",
    "http://127.0.0.1%0a.news.example/",
    "http://news.example /",
    "http://news .example/",
    "http://news.example\t/",
    "http://news.exam\nple/",
    "http://news.example/\r\nHost: 127.0.0.1",
    "http://news.example\x00.invalid/",
    "http://news.\u200bexample/",
    "http://news\u00ad.example/",
    "http://\u202enews.example/",
    "http://ne\u200dws.example/",
    "http://straße.example/",
    "http://①②⑦.⓪.⓪.①/",
    "http://127。0。0。1/",
    "http://news..example/",
    "http://.news.example/",
    "http://-news.example/",
    "http://news-.example/",
    "http://news.example,127.0.0.1/",
    "http://news.example;127.0.0.1/",
    "http://news.example&127.0.0.1/",
    "http://news.example!/",
    "http://*.example/",
    "http://{a,b}.example/",
    "http://news.example:0/",
    "http://news.example:22/",
    "http://news.example:25/",
    "http://news.example:6379/",
    "http://news.example:8080/",
    "http://news.example:65616/",
    "http://news.example:080/",
    "http://news.example:+80/",
    "http://news.example:-80/",
    "http://news.example:80:80/",
    "http://news.example:80a/",
    "http://news.example:٨٠/",
    "http://news.example:/",
    "http://1.2.3/",
    "http://1.2.3.4.5/",
    "http://256.256.256.256/",
    "http://news.example.127/",
    "http://news.0x7f/",
    "http://0/",
    "http://0x/",
    "http://" + "a" * 64 + ".example/",
    "http://" + "a." * 140 + "example/",
    "http://news.example/" + "a" * 5_000,
]


def test_more_than_two_hundred_forms_are_tried() -> None:
    assert len(set(NUMBERS + OTHERS)) > 300


@pytest.fixture
def connected(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every number that a socket was asked to connect to."""
    numbers: list[str] = []

    def connect(_: socket.socket, address: tuple[str, int]) -> None:
        numbers.append(address[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(socket.socket, "connect", connect)
    return numbers


@pytest.mark.parametrize("address", NUMBERS + OTHERS)
def test_a_form_that_is_not_plainly_public_opens_no_socket(address: str, connected: list[str]) -> None:
    with pytest.raises(Unreadable) as refused:
        fetch(address, resolve=lambda name: [PUBLIC])
    assert (refused.value.code, connected) == ("fetch-refused", [])


@pytest.mark.parametrize(
    "number", [*PRIVATE, "::1", "fe80::1", "fd00::1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::"]
)
def test_a_name_that_leads_to_a_private_network_opens_no_socket(number: str, connected: list[str]) -> None:
    with pytest.raises(Unreadable, match="private network"):
        fetch("http://news.example/", resolve=lambda name: [number])
    assert connected == []


def test_one_private_number_among_public_ones_is_enough_to_refuse(connected: list[str]) -> None:
    with pytest.raises(Unreadable, match="private network"):
        fetch("http://news.example/", resolve=lambda name: [PUBLIC, "2606:2800:21f::1", "10.0.0.1"])
    assert connected == []


def test_a_resolver_that_answers_nonsense_is_not_believed(connected: list[str]) -> None:
    with pytest.raises(Unreadable):
        fetch("http://news.example/", resolve=lambda name: ["not a number"])
    assert connected == []


def test_only_the_number_that_was_checked_is_asked(connected: list[str]) -> None:
    answers = iter([[PUBLIC], ["127.0.0.1"]])
    with pytest.raises(Unreadable) as failed:
        fetch("http://news.example/", resolve=lambda name: next(answers))
    assert (failed.value.code, connected) == ("fetch-failed", [PUBLIC])


def test_when_one_number_does_not_answer_the_next_is_asked(connected: list[str]) -> None:
    numbers = ["2606:4700::1111", PUBLIC, "1.1.1.1"]
    with pytest.raises(Unreadable):
        fetch("http://news.example/", resolve=lambda name: numbers)
    assert connected == numbers


def test_no_more_than_four_numbers_are_asked(connected: list[str]) -> None:
    with pytest.raises(Unreadable):
        fetch("http://news.example/", resolve=lambda name: [f"1.1.1.{last}" for last in range(1, 200)])
    assert connected == ["1.1.1.1", "1.1.1.2", "1.1.1.3", "1.1.1.199"]


@pytest.mark.parametrize(
    ("written", "understood"),
    [
        ("http://news.example", "http://news.example/"),
        ("HTTPS://News.Example:443/A?b=c#part", "https://news.example/A?b=c"),
        ("http://news.example:443/", "http://news.example:443/"),
        ("http://news.example./x", "http://news.example/x"),
        ("http://bücher.example/ü", "http://xn--bcher-kva.example/%C3%BC"),
        ("http://news.example?q=1", "http://news.example/?q=1"),
        ("http://news.example/a%20b", "http://news.example/a%20b"),
        ("http://93.184.215.14/", "http://93.184.215.14/"),
        ("http://[2606:2800:21f:0::1]/", "http://[2606:2800:21f::1]/"),
        ("http://news.example#@127.0.0.1/", "http://news.example/"),
        ("http://x.nu/@user/1", "http://x.nu/@user/1"),
    ],
)
def test_an_address_of_the_public_web_is_understood(written: str, understood: str) -> None:
    assert str(parse_address(written)) == understood


@pytest.mark.parametrize("number", [PUBLIC, "1.1.1.1", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"])
def test_numbers_of_the_public_web_are_public(number: str) -> None:
    assert check_numbers([number, number]) == (number,)


@given(st.ip_addresses())
def test_what_is_public_to_us_is_global_to_python(number: object) -> None:
    if is_public(str(number)):
        assert getattr(number, "ipv4_mapped", None) or number.is_global  # type: ignore[attr-defined]


@given(st.text(max_size=80))
def test_no_text_makes_the_check_fail_in_another_way(written: str) -> None:
    for address in (written, f"http://{written}/", f"https://news.example{written}"):
        try:
            assert str(parse_address(address)).isascii()
        except Unreadable as refused:
            assert refused.code == "fetch-refused"
