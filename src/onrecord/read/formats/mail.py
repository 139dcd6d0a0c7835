"""A mail (a newsletter), a web page saved as one (MHTML), a mailbox → what they say, and the documents they carry."""

from __future__ import annotations

import io
from collections.abc import Iterator
from html import escape

from onrecord.model import Input
from onrecord.patterns import pattern_of_bytes
from onrecord.read.fields import Field, Offered, bare_name
from onrecord.read.files import LARGEST_TEXT, Unreadable
from onrecord.read.formats.mime import Part, header_words, leaves, split_mail
from onrecord.read.formats.stating import sender, stated
from onrecord.read.formats.xml_tags import plain_text
from onrecord.read.source import Source

PARTIAL = "partial"
ENCRYPTED = "the mail is encrypted; decrypt it in your mail program and save it again"
SIGNED = "the words of the mail are packed into its signature (S/MIME); save them as text from your mail program"
# A mail with its attachments; servers take 10 to 50 MB.
LARGEST_MAIL = 4 * LARGEST_TEXT
# Parts that are never a report: pictures, sound, styles, signatures, invitations.
_NO_REPORT = (
    "image/",
    "audio/",
    "video/",
    "font/",
    "text/css",
    "text/javascript",
    "text/calendar",
    "text/vcard",
    "text/x-vcard",
    "text/x-amp-html",
    "text/watch-html",
)
_NO_REPORT_EITHER = frozenset(
    (
        "application/pgp-signature",
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "application/javascript",
        "application/x-javascript",
        "message/delivery-status",
        "application/ics",
    )
)
_SEALED = frozenset(("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"))
_MAILBOX = pattern_of_bytes(rb"From [^\r\n]{0,200}\r?\n(?:>?[A-Za-z][A-Za-z0-9-]{0,80}:)")


def read_mail(source: Source) -> Iterator[Offered | Input | Source]:
    """Give what a mail says and each document attached to it; of a mailbox each mail."""
    if _MAILBOX.match(source.sample):
        yield from _mailbox(source)
    else:
        yield from _mail(source, split_mail(source.whole(LARGEST_MAIL)))


def _mailbox(source: Source) -> Iterator[Input | Source]:
    """Cut a mailbox at the lines that begin with “From ” after an empty line."""
    number, position, begun, size, blank = 0, 0, 0, 0, True
    lines: list[bytes] = []
    stream = source.stream
    while line := stream.readline(LARGEST_TEXT):
        if blank and line.startswith(b"From "):
            if number:
                yield _one_of(source, number, lines, size, begun)
            number, begun, lines, size = number + 1, position, [], 0
        else:
            size += len(line)
            if size <= LARGEST_MAIL:
                lines.append(line[1:] if line.startswith(b">From ") else line)
        position += len(line)
        blank = not line.strip()
    yield _one_of(source, number, lines, size, begun)


def _one_of(source: Source, number: int, lines: list[bytes], size: int, begun: int) -> Input | Source:
    locator, offset = f"{source.locator}:{number}", begun if source.depth == 0 else source.offset
    if size > LARGEST_MAIL:
        return Input(
            locator,
            "rejected",
            f"the mail is larger than {LARGEST_MAIL // 1_000_000} MB",
            code="too-large",
            offset=offset,
        )
    name = f"{bare_name(source.name)}-{number}"
    return source.member(locator, name, io.BytesIO(b"".join(lines)), offset=offset, format="mail")


class _Sorted:
    """The parts of a mail by what is done with them: shown to the reader, attached as files, sealed so that nobody can read them."""

    def __init__(self) -> None:
        self.shown: list[Part] = []
        self.attached: list[Part] = []
        self.sealed: list[Part] = []

    def add(self, part: Part) -> None:
        """Sort a part and all within it."""
        if part.kind in _SEALED or part.payload_begins(b"-----BEGIN PGP MESSAGE-----"):
            self.sealed.append(part)
        elif part.kind == "multipart/alternative" and part.parts:
            self._add_best(part.parts)
        elif part.parts:
            for inner in part.parts:
                self.add(inner)
        elif part.kind.startswith("multipart/") and part.raw.strip():
            self.shown.append(part)  # its boundaries are lost: what there is, as text
        elif part.kind.startswith(_NO_REPORT) or part.kind in _NO_REPORT_EITHER:
            return
        elif (part.is_page or part.kind in ("text/plain", "text/enriched")) and not part.is_attached:
            self.shown.append(part)
        elif part.raw.strip():
            self.attached.append(part)

    def _add_best(self, forms: tuple[Part, ...]) -> None:
        """Of several forms of the same text show the page, and what is attached to any of them."""
        sorted_forms = []
        for form in forms:
            sorted_forms.append(_Sorted())
            sorted_forms[-1].add(form)
        best = max(range(len(forms)), key=lambda number: (_worth(sorted_forms[number].shown), number))
        self.shown += sorted_forms[best].shown
        for one in sorted_forms:
            self.attached += one.attached
            self.sealed += one.sealed


def _mail(source: Source, mail: Part) -> Iterator[Offered | Input | Source]:
    parts, saved = _Sorted(), _saved_from(mail)
    parts.add(mail)
    said = list(_body(source, mail, parts.shown if saved is None else parts.shown[:1], saved))
    yield from said
    for part in parts.sealed[:1]:
        is_signed = "signed" in part.parameter("smime-type").lower()
        advice, code = (SIGNED, "unsupported") if is_signed else (ENCRYPTED, "encrypted")
        yield Input(source.locator, "rejected", advice, code=code, offset=source.offset, format="mail")
    if saved is None:
        names = set[str]()
        for number, part in enumerate(parts.attached, start=1):
            name = _file_name(part, number)
            names.add(name := f"{number}-{name}" if name in names else name)
            yield _attachment(source, part, name)
    if not said and not parts.sealed and (saved is not None or not parts.attached):
        raise Unreadable("the mail holds no words", "no-words")


def _worth(parts: list[Part]) -> int:
    """Rank the forms of one text: a page with words before plain words before nothing."""
    pages = [part.is_page for part in parts if part.raw.strip() and not _is_bare(part)]
    return 2 if any(pages) else len(pages[:1])


def _is_bare(part: Part) -> bool:
    """Say whether a part is a page without a word on it."""
    return part.is_page and not any(map(str.isalnum, plain_text(part.text().text[:LARGEST_TEXT])))


def _saved_from(mail: Part) -> str | None:
    """Give the address of the page that a browser saved as a mail, "" where it is none of the web; None for a real mail.

    The date of such a mail is the day of saving, its sender the browser.
    """
    places = [part.header("content-location") for part in leaves(mail) if part.is_page]
    address = mail.header("snapshot-content-location") or next(filter(None, places), "")
    by_browser = "saved by" in mail.header("from").lower() or bool(mail.header("snapshot-content-location"))
    looks_saved = mail.kind in ("multipart/related", "text/html") and address and not mail.header("to")
    if not (by_browser or looks_saved):
        return None
    return address if address.lower().startswith(("http://", "https://")) else ""


def _body(source: Source, mail: Part, shown: list[Part], saved: str | None) -> Iterator[Offered | Source]:
    """Give what the mail itself shows, as a page when any of it is one."""
    shown = [part for part in shown if part.raw.strip()]
    if not shown:
        return
    fields = _fields(mail) if saved is None else {"url": Field("address it was saved from", saved)} if saved else {}
    if len(shown) == 1 and shown[0].is_page:  # as it came: a page names its encoding itself
        page, charset = io.BytesIO(shown[0].payload()), shown[0].parameter("charset") or None
        flags = (PARTIAL,) if _is_cut(mail) else ()
        yield source.member(
            source.locator, source.name, page, given=fields, format="html", encoding=charset, flags=flags
        )
        return
    decoded = [part.text() for part in shown]
    cut = (PARTIAL,) if _is_cut(mail) else ()
    flags = tuple(dict.fromkeys((*(flag for one in decoded for flag in one.flags), *cut)))
    if any(part.is_page for part in shown):
        texts = [
            one.text if part.is_page else f"<pre>{escape(one.text)}</pre>"
            for part, one in zip(shown, decoded, strict=True)
        ]
        page = io.BytesIO("\n".join(texts).encode())
        yield source.member(
            source.locator, source.name, page, given=fields, format="html", encoding="utf-8", flags=flags
        )
        return
    text = "\n\n".join(_unwrapped(part, one.text) for part, one in zip(shown, decoded, strict=True))
    yield Offered(
        locator=source.locator,
        name=bare_name(source.name),
        text=text,
        format="mail",
        encoding=decoded[0].encoding,
        flags=flags,
        **stated(source.given, fields),
    )


def _is_cut(part: Part) -> bool:
    """Say whether anything in a mail breaks off."""
    return part.cut or part.is_damaged or any(_is_cut(inner) for inner in part.parts)


def _fields(mail: Part) -> dict[str, Field]:
    """Take what a mail says of itself out of its headers."""
    said = {
        "title": ("subject of the mail", mail.header("subject")),
        "outlet": ("sender of the mail", sender(mail.header("from"))),
        "published": ("date of the mail", mail.header("date").split(" (", 1)[0]),  # without the zone in words
    }
    return {noun: Field(key, value) for noun, (key, value) in said.items() if value}


def _unwrapped(part: Part, text: str) -> str:
    """Join the lines that the sender's program broke (format=flowed, RFC 3676); other texts stay as they are."""
    if part.parameter("format").lower() != "flowed":
        return text
    glued = part.parameter("delsp").lower() == "yes"
    lines: list[str] = []
    open_line, before = False, ""
    for line in text.replace("\r\n", "\n").split("\n"):
        words = line.lstrip(">")
        quoted = line[: len(line) - len(words)]  # one sign for each time that the line was quoted
        joined = open_line and quoted == before
        words = words.removeprefix(" ") if joined or not quoted else words
        flows = words.endswith(" ") and words.strip() != "--"
        kept = words[:-1] if flows and glued else words
        if joined:
            lines[-1] += kept
        else:
            lines.append(quoted + kept)
        open_line, before = flows, quoted
    return "\n".join(lines)


def _file_name(part: Part, number: int) -> str:
    """Give the name of an attached file, without any folder."""
    try:
        named = header_words(part.headers.get_filename(""))
    except Exception:  # the library fails on some damaged names
        named = ""
    return named.replace("\\", "/").rsplit("/", 1)[-1].strip(". ")[:200] or f"attachment-{number}"


def _attachment(source: Source, part: Part, name: str) -> Input | Source:
    """Hand on a document that is attached; one nested too deeply is refused."""
    locator = f"{source.locator}/{name}"
    inner = "mail" if part.kind == "message/rfc822" else "html" if part.is_page else None
    try:
        return source.member(
            locator, name, io.BytesIO(part.payload()), format=inner, encoding=part.parameter("charset") or None
        )
    except Unreadable as reason:
        return Input(locator, "rejected", str(reason), code=reason.code, offset=source.offset)
