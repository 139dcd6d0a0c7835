"""How a page is fetched: within a time, a size and a number of redirects, from a server that was checked."""

from __future__ import annotations

import gzip
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from onrecord.errors import Unreadable
from onrecord.fetch import Fetched, fetch, fetching

PUBLIC = "93.184.215.14"
PAGE = b"<p>The bridge stays open.</p>"
Answer = Callable[[bytes], Iterator[bytes]]


class Server:
    """A server on this machine that answers each connection by the next of its answers, and remembers what it was asked."""

    def __init__(self, *answers: Answer, context: ssl.SSLContext | None = None) -> None:
        self.asked: list[bytes] = []
        self.numbers: list[str] = []
        self.names: list[str | None] = []
        self._answers, self._context = answers, context
        if context:
            context.sni_callback = lambda _socket, name, _context: self.names.append(name)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        for answer in self._answers:
            try:
                stream, _ = self._listening.accept()
            except OSError:
                return
            with stream:
                try:
                    self._talk(stream, answer)
                except OSError:
                    pass  # the other side has gone

    def _talk(self, stream: socket.socket, answer: Answer) -> None:
        if not self._context:
            return self._say(stream, answer)
        with self._context.wrap_socket(stream, server_side=True) as secured:
            self._say(secured, answer)

    def _say(self, stream: socket.socket, answer: Answer) -> None:
        self.asked.append(stream.recv(65_536))
        for piece in answer(self.asked[-1]):
            stream.sendall(piece)

    def connect(self, number: str, port: int, seconds: float) -> socket.socket:
        """Stand in for the connection to the public number that was checked."""
        self.numbers.append(f"{number}:{port}")
        return socket.create_connection(self._listening.getsockname(), timeout=seconds)

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        # a listener that is only closed lets its thread wait for ever
        try:
            self._listening.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self._listening.close()
        self._thread.join()


def says(*pieces: bytes) -> Answer:
    return lambda _: iter(pieces)


def page(body: bytes, *headers: str, status: str = "200 OK") -> Answer:
    lines = (f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(body)}", "", "")
    return says("\r\n".join(lines).encode(), body)


def sends_on(to: str, status: str = "302 Found") -> Answer:
    return page(b"", f"Location: {to}", status=status)


def ask(server: Server, address: str = "http://news.example/a", number: str = PUBLIC, **options: object) -> Fetched:
    return fetch(address, resolve=lambda name: [number], connect=server.connect, **options)  # type: ignore[arg-type]


def test_a_page_is_fetched_with_what_its_header_says() -> None:
    with Server(page(PAGE, "Content-Type: Text/HTML; charset=ISO-8859-1")) as server:
        assert ask(server) == Fetched("http://news.example/a", PAGE, "text/html", "iso-8859-1")
        assert server.numbers == [f"{PUBLIC}:80"]


def test_nothing_of_this_machine_is_sent_along(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine news.example login me password secret")
    monkeypatch.setenv("NETRC", str(netrc))
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    with Server(page(PAGE)) as server:
        ask(server)
    request = server.asked[0].decode().split("\r\n")
    assert request[:2] == ["GET /a HTTP/1.1", "Host: news.example"]
    assert {line.split(":")[0] for line in request[2:] if line} == {
        "User-Agent",
        "Accept",
        "Accept-Encoding",
        "Connection",
    }


@pytest.mark.parametrize(
    ("packed", "how"),
    [
        (gzip.compress(PAGE), "gzip"),
        (zlib.compress(PAGE), "deflate"),
        (zlib.compress(PAGE)[2:-4], "deflate"),
        (PAGE, "identity"),
    ],
)
def test_a_packed_answer_is_unpacked(packed: bytes, how: str) -> None:
    with Server(page(packed, f"Content-Encoding: {how}")) as server:
        assert ask(server).data == PAGE


def test_an_answer_in_chunks_is_put_together() -> None:
    with Server(
        says(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"5\r\nHello\r\n", b"6\r\n there\r\n0\r\n\r\n")
    ) as server:
        assert ask(server).data == b"Hello there"


def test_redirects_are_followed_and_the_last_address_is_kept() -> None:
    with Server(sends_on("/b"), sends_on("//other.example/c"), page(PAGE)) as server:
        assert ask(server).url == "http://other.example/c"
    assert [request.split(b"\r\n")[1] for request in server.asked] == [
        b"Host: news.example",
        b"Host: news.example",
        b"Host: other.example",
    ]


@pytest.mark.parametrize(
    "to",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "//169.254.169.254/latest/meta-data/",
        "http://0x7f000001/",
        "http://[::1]/",
        "http://news.example:8080/",
        "http://me:secret@news.example/",
        "file:///etc/passwd",
        "ftp://news.example/",
        "javascript:alert(1)",
        "http:\\\\127.0.0.1\\",
        "http://hidden.example/",  # a name that the resolver says is at home
    ],
)
def test_a_redirect_is_checked_like_the_first_address(to: str) -> None:
    numbers = {"hidden.example": ["192.168.0.1"]}
    with Server(sends_on(to), page(PAGE)) as server:
        with pytest.raises(Unreadable) as refused:
            fetch("http://news.example/", resolve=lambda name: numbers.get(name, [PUBLIC]), connect=server.connect)
    assert (refused.value.code, len(server.asked)) == ("fetch-refused", 1)


def test_a_name_that_changes_between_two_redirects_is_checked_again() -> None:
    answers = iter([[PUBLIC], ["10.0.0.1"]])
    with Server(sends_on("/again"), page(PAGE)) as server:
        with pytest.raises(Unreadable, match="private network"):
            fetch("http://news.example/", resolve=lambda name: next(answers), connect=server.connect)
    assert len(server.asked) == 1


def test_five_redirects_are_followed_and_no_sixth() -> None:
    with Server(*[sends_on(f"/{step}") for step in range(5)], page(PAGE)) as server:
        assert ask(server).data == PAGE
    with Server(*[sends_on(f"/{step}") for step in range(30)]) as server:
        with pytest.raises(Unreadable, match="more than 5 times"):
            ask(server)
    assert len(server.asked) == 6


def drip(_: bytes) -> Iterator[bytes]:
    """Answer for ever, a byte now and then."""
    yield b"HTTP/1.1 200 OK\r\n\r\n"
    while True:
        threading.Event().wait(0.05)
        yield b"a"


def drip_headers(_: bytes) -> Iterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\nX: "
    while True:
        threading.Event().wait(0.05)
        yield b"a"


def keep_waiting(_: bytes) -> Iterator[bytes]:
    while True:
        threading.Event().wait(0.05)
        yield b"HTTP/1.1 100 Continue\r\n\r\n"


def pour(_: bytes) -> Iterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\n\r\n"
    while True:
        yield b"a" * 1_000_000


@pytest.mark.parametrize("slow", [drip, drip_headers, keep_waiting])
def test_a_slow_server_is_left_when_the_time_is_over(slow: Answer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "LONGEST_TIME", 0.5)
    with Server(slow) as server, pytest.raises(Unreadable, match="longer than") as failed:
        ask(server)
    assert failed.value.code == "fetch-failed"


def test_a_slow_resolver_is_left_when_the_time_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "LONGEST_TIME", 0.2)
    done = threading.Event()

    def resolve(_: str) -> list[str]:
        done.wait(5)
        return [PUBLIC]

    with pytest.raises(Unreadable, match="longer than"):
        fetch("http://news.example/", resolve=resolve)
    done.set()


@pytest.mark.parametrize(
    "answer",
    [
        pour,
        says(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n"),
        page(gzip.compress(bytes(20_000_000)), "Content-Encoding: gzip"),
    ],
    ids=["endless", "announced", "packed"],
)
def test_an_answer_that_is_too_large_is_refused(answer: Answer) -> None:
    with Server(answer) as server, pytest.raises(Unreadable, match="larger than 16 MB"):
        ask(server)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (page(b"gone", status="404 Not Found"), "answered 404"),
        (page(b"", status="500 \x1b[31mred"), "answered 500"),
        (page(b"", status="302 Found"), "answered 302"),
        (says(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this"), "broke off|connection failed"),
        (says(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n50\r\nonly this"), "broke off|connection failed"),
        (page(gzip.compress(PAGE)[:-12], "Content-Encoding: gzip"), "broke off"),
        (page(b"no gzip", "Content-Encoding: gzip"), "connection failed"),
        (page(PAGE, "Content-Encoding: br"), "not asked for"),
        (says(b"nonsense\r\n\r\n"), "connection failed"),
        (says(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500), "connection failed"),
        (says(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70_000), "connection failed"),
        (says(), "connection failed"),
    ],
)
def test_what_a_server_does_wrong_is_told_in_our_own_words(answer: Answer, reason: str) -> None:
    with Server(answer) as server, pytest.raises(Unreadable, match=reason) as failed:
        ask(server)
    assert failed.value.code == "fetch-failed"
    assert str(failed.value).isprintable()


def test_a_name_that_nobody_knows_fails() -> None:
    with pytest.raises(Unreadable, match="not known") as failed:
        fetch("http://news.example/", resolve=lambda name: [])
    assert failed.value.code == "fetch-failed"


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for news.example with its key, made for this run."""
    openssl = shutil.which("openssl")
    if not openssl:
        pytest.skip("needs openssl to make a certificate")
    folder = tmp_path_factory.mktemp("certificate")
    made = folder / "both.pem"
    asked = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=news.example"
    files = [
        "-keyout",
        str(folder / "key.pem"),
        "-out",
        str(folder / "certificate.pem"),
        "-addext",
        "subjectAltName=DNS:news.example",
    ]
    subprocess.run([openssl, *asked.split(), *files], check=True, capture_output=True)
    made.write_text((folder / "key.pem").read_text() + (folder / "certificate.pem").read_text())
    return made


def contexts(certificate: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(certificate)
    return serving, ssl.create_default_context(cafile=str(certificate))


def test_a_secure_server_is_asked_by_number_and_checked_by_name(certificate: Path) -> None:
    serving, trust = contexts(certificate)
    with Server(page(PAGE), context=serving) as server:
        assert ask(server, "https://news.example/", trust=trust).data == PAGE
    assert (server.numbers, server.names) == ([f"{PUBLIC}:443"], ["news.example"])
    assert b"\r\nHost: news.example\r\n" in server.asked[0]


def test_a_certificate_for_another_name_is_not_sound(certificate: Path) -> None:
    serving, trust = contexts(certificate)
    with Server(page(PAGE), context=serving) as server, pytest.raises(Unreadable, match="not sound"):
        ask(server, "https://other.example/", trust=trust)
    assert server.asked == []


def test_a_certificate_that_nobody_vouches_for_is_not_sound(certificate: Path) -> None:
    serving, _ = contexts(certificate)
    with Server(page(PAGE), context=serving) as server, pytest.raises(Unreadable, match="not sound"):
        ask(server, "https://news.example/")
    assert server.asked == []


def test_reading_files_opens_no_socket(tmp_path: Path) -> None:
    """A page, a feed and a mail that name addresses all over are read in a fresh process where any socket is an error."""
    link = "http://93.184.215.14/x"
    (tmp_path / "a.html").write_text(
        f"<html><img src={link}><link href={link}><p>{'The bridge stays open. ' * 20}</p></html>"
    )
    (tmp_path / "b.xml").write_text(
        f'<!DOCTYPE rss SYSTEM "{link}"><rss><channel><link>{link}</link><item><link>{link}</link><description>'
        f"{'The bridge stays open. ' * 30}</description></item></channel></rss>"
    )
    (tmp_path / "c.eml").write_text(
        f"From: News <n@x.example>\nTo: a@x.example\nSubject: s\nContent-Type: text/html\n\n<img src={link}><p>Open.</p>"
    )
    script = (
        "import sys, io\n"
        "used = []\n"
        "outside = ('socket.connect', 'socket.getaddrinfo', 'urllib.Request')\n"
        "sys.addaudithook(lambda event, _: used.append(event) if event in outside else None)\n"
        "from onrecord.read.opening import open_source\n"
        "from onrecord.read.source import Source\n"
        "count = 0\n"
        "for path in sys.argv[1:]:\n"
        "    with open(path, 'rb') as stream:\n"
        "        count += sum(1 for _ in open_source(Source(path, path, stream)))\n"
        "print(count > 6, used)\n"
    )
    paths = [str(path) for path in sorted(tmp_path.iterdir())]
    ran = subprocess.run([sys.executable, "-c", script, *paths], capture_output=True, text=True, check=True)
    assert ran.stdout == "True []\n"
