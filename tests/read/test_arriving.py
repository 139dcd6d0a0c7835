"""Standard input and addresses become files to read; an address is fetched only when that was asked for, and its keys stay secret."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from onrecord.fetch import Fetched
from onrecord.read import read
from onrecord.read.arriving import NOT_ASKED, arrivals, is_address
from onrecord.read.files import Unreadable

SECRET = "https://desk.example/page?key=opensesame"


def page(address: str) -> Fetched:
    return Fetched(
        url=address, data=b"<p>The quay is shut, the pilot said.</p>", content_type="text/html", charset="utf-8"
    )


def refuse(address: str) -> Fetched:
    raise Unreadable("its server did not answer", "fetch-failed")


def test_an_address_is_not_fetched_unless_that_was_asked_for() -> None:
    [one] = read([SECRET]).inputs
    assert (one.state, one.code, one.reason) == ("rejected", "fetch-refused", NOT_ASKED)


def test_what_was_fetched_is_a_file_with_its_address_while_it_is_read() -> None:
    with arrivals([SECRET], page) as [one]:
        assert Path(one.found.path).read_bytes().startswith(b"<p>")
        assert (one.given["url"].value, one.encoding) == (SECRET, "utf-8")
    assert not Path(one.found.path).exists()


def test_a_key_in_an_address_is_neither_in_the_locator_nor_in_the_ledger() -> None:
    with arrivals([SECRET, SECRET + "2", "https://ann:word@desk.example/page"], refuse) as came:
        assert len({one.found.locator for one in came}) == len({one.identity for one in came}) == 3
        assert not any(secret in one.found.locator + one.identity for one in came for secret in ("sesame", "word"))
        assert {one.found.code for one in came} == {"fetch-failed"}


def test_standard_input_is_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"The quay is shut, the pilot said.\n")))
    with arrivals(["-"], None) as [one]:
        assert Path(one.found.path).read_bytes() == b"The quay is shut, the pilot said.\n"
        assert (one.found.locator, one.identity) == ("standard-input", "-")


@pytest.mark.parametrize(
    ("path", "answer"), [("https://a.example", True), ("file:///etc/passwd", True), ("a.txt", False), ("c:\\a", False)]
)
def test_an_address_is_told_from_a_path(path: str, answer: bool) -> None:
    assert is_address(path) is answer
