"""One page of the public web, fetched: resolved once, checked, and asked for at exactly the number that was checked."""

from __future__ import annotations

import http.client
import io
import socket
import ssl
import time
import zlib
from collections.abc import Callable, Sequence
from threading import Thread
from typing import Any, cast
from urllib.parse import urljoin

from msgspec import Struct

from onrecord.errors import Unreadable
from onrecord.fetch.addresses import Address, check_numbers, parse_address

# All of it, from the name to the last byte, redirects too.
LONGEST_TIME = 10.0
# Far above any page of words (the largest of newspapers have 5 MB); the same for what is sent and what it unpacks to.
LARGEST_ANSWER = 16 * 1024 * 1024
MOST_REDIRECTS = 5
# A name may stand for several numbers, of which some do not answer from here (IPv6 where there is none): so many are tried, so many
# seconds each.
MOST_NUMBERS, PATIENCE = 4, 3.0
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_PIECE = 65_536
_ASKING_AS = "On-Record/0.1 (reads a page for one person who asked for it)"

# A name → the numbers it stands for; a number, a port and how many seconds are left → a connection.
Resolve = Callable[[str], Sequence[str]]
Connect = Callable[[str, int, float], socket.socket]


class Fetched(Struct, frozen=True):
    """What a server sent: the address it came from in the end, the bytes, and what its header says they are."""

    url: str
    data: bytes
    content_type: str
    charset: str | None


def resolve_name(name: str) -> Sequence[str]:
    """Ask the system which numbers a name stands for."""
    return [str(entry[4][0]) for entry in socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)]


def connect_number(number: str, port: int, seconds: float) -> socket.socket:
    """Open a connection to a number."""
    return socket.create_connection((number, port), timeout=seconds)


def fetch(
    address: str,
    *,
    resolve: Resolve = resolve_name,
    connect: Connect = connect_number,
    trust: ssl.SSLContext | None = None,
) -> Fetched:
    """Fetch one page. Raises Unreadable with the code `fetch-refused` (not allowed) or `fetch-failed` (did not work).

    No cookies, no passwords, no proxy; each redirect is checked like the first address. `resolve`, `connect` and `trust` are for tests.
    """
    until = time.monotonic() + LONGEST_TIME
    asked = parse_address(address)
    for _ in range(MOST_REDIRECTS + 1):
        answer = _ask(asked, until, resolve, connect, trust)
        if isinstance(answer, Fetched):
            return answer
        asked = parse_address(answer)
    raise Unreadable(f"the server sends us on more than {MOST_REDIRECTS} times", "fetch-refused")


def _ask(
    asked: Address, until: float, resolve: Resolve, connect: Connect, trust: ssl.SSLContext | None
) -> Fetched | str:
    """Ask one server: its page, or the address where it sends us."""
    numbers = check_numbers(_numbers(asked.host, until, resolve))
    try:
        with _connected(numbers, asked.port, until, connect) as plain, _secured(plain, asked, until, trust) as stream:
            stream.settimeout(_left(until))
            stream.sendall(_request(asked))
            return _answer(asked, stream, until)
    except TimeoutError as error:
        raise _too_slow() from error
    except ssl.SSLError as error:
        raise _failed(f"its certificate or encryption is not sound ({error.reason or type(error).__name__})") from error
    except (OSError, http.client.HTTPException, zlib.error, ValueError) as error:
        raise _failed(f"the connection failed ({type(error).__name__})") from error


def _numbers(host: str, until: float, resolve: Resolve) -> Sequence[str]:
    """Resolve a name once, within the time; a number is its own answer."""
    if ":" in host or host.rsplit(".", 1)[-1].isdigit():
        return [host]
    found: list[str] = []

    def ask() -> None:
        try:
            found.extend(resolve(host))
        except (OSError, UnicodeError):
            pass  # an unknown name: nothing is found

    # the system's resolver knows no limit of time; a thread that is left behind ends by itself
    asking = Thread(target=ask, daemon=True)
    asking.start()
    asking.join(_left(until))
    if asking.is_alive():
        raise _too_slow()
    return list(found)


def _connected(numbers: Sequence[str], port: int, until: float, connect: Connect) -> socket.socket:
    """Connect to the first of the numbers that answers; each of them was checked."""
    for number in numbers[: MOST_NUMBERS - 1]:
        try:
            return connect(number, port, min(_left(until), PATIENCE))
        except OSError:
            if number == numbers[-1]:
                raise
    return connect(numbers[-1], port, _left(until))


def _secured(plain: socket.socket, asked: Address, until: float, trust: ssl.SSLContext | None) -> socket.socket:
    """Encrypt the connection to a server of https, checked against the name that was asked for."""
    plain.settimeout(_left(until))
    if asked.scheme == "http":
        return plain
    return (trust or ssl.create_default_context()).wrap_socket(plain, server_hostname=asked.host)


def _request(asked: Address) -> bytes:
    lines = (
        f"GET {asked.path} HTTP/1.1",
        f"Host: {asked.authority}",
        f"User-Agent: {_ASKING_AS}",
        "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "Accept-Encoding: gzip",
        "Connection: close",
    )
    return "\r\n".join((*lines, "", "")).encode("ascii")


def _answer(asked: Address, stream: socket.socket, until: float) -> Fetched | str:
    answer = http.client.HTTPResponse(cast(socket.socket, _Timed(stream, until)), method="GET")
    with answer:
        answer.begin()
        location = answer.getheader("Location")
        if answer.status in _REDIRECTS and location:
            return urljoin(str(asked), location)
        if answer.status != 200:
            raise _failed(f"the server answered {answer.status}")
        length = answer.getheader("Content-Length", "")
        if length.isdigit() and len(length) < 20 and int(length) > LARGEST_ANSWER:
            raise _too_large()
        data = _unpacked(_body(answer), answer.getheader("Content-Encoding", ""))
        kind, charset = answer.headers.get_content_type(), answer.headers.get_content_charset()
        return Fetched(str(asked), data, kind, charset)


def _body(answer: http.client.HTTPResponse) -> bytes:
    pieces: list[bytes] = []
    size = 0
    while piece := answer.read(_PIECE):
        size += len(piece)
        if size > LARGEST_ANSWER:
            raise _too_large()
        pieces.append(piece)
    if answer.length:  # fewer bytes than were announced
        raise _failed("the connection broke off")
    return b"".join(pieces)


def _unpacked(data: bytes, how: str) -> bytes:
    """Undo the packing of the answer, as far as it may go."""
    how = how.strip().lower()
    if how in ("", "identity"):
        return data
    if how not in ("gzip", "x-gzip", "deflate"):
        raise _failed("the answer is packed in a way that was not asked for")
    raw = how == "deflate" and data[:1] != b"\x78"  # many servers leave out the header of deflate
    unpacking = zlib.decompressobj(-zlib.MAX_WBITS if raw else zlib.MAX_WBITS | 32)
    unpacked = unpacking.decompress(data, LARGEST_ANSWER + 1)
    if len(unpacked) > LARGEST_ANSWER:
        raise _too_large()
    if not unpacking.eof:
        raise _failed("the connection broke off")
    return unpacked


class _Timed(io.RawIOBase):
    """What comes from a connection, until the time is over: a limit for each piece would let a slow server go on for ever."""

    def __init__(self, stream: socket.socket, until: float) -> None:
        self._stream, self._until = stream, until

    def makefile(self, _mode: str) -> Any:
        """Give itself as the file that the library reads."""
        return io.BufferedReader(self, _PIECE)

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read what has come."""
        self._stream.settimeout(_left(self._until))
        return self._stream.recv_into(buffer)


def _left(until: float) -> float:
    """Give the seconds that are left. Raises Unreadable when there are none."""
    left = until - time.monotonic()
    if left <= 0:
        raise _too_slow()
    return left


def _failed(reason: str) -> Unreadable:
    return Unreadable(f"it could not be fetched: {reason}", "fetch-failed")


def _too_slow() -> Unreadable:
    return _failed(f"it took longer than {LONGEST_TIME:.0f} seconds")


def _too_large() -> Unreadable:
    return _failed(f"it is larger than {LARGEST_ANSWER // 1024 // 1024} MB")
