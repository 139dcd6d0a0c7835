"""Nothing is let in: every string of a report is hostile, and none becomes markup, an address, a style or a script of the page."""

from __future__ import annotations

import ast
import base64
import hashlib
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from evaluation.attacks import BEACONS, CONTROLS
from evaluation.hostile_record import BENIGN, hostile_record
from hypothesis import given
from hypothesis import strategies as st

import onrecord.record.page as page_module
from onrecord.record.page import write_page
from onrecord.record.page.printing import LONGEST_LINK, safe_link, told

FOLDER = Path(page_module.__file__).parent
TEMPLATES = sorted((FOLDER / "templates").glob("*.jinja"))
SOURCES = sorted(FOLDER.glob("*.py"))

ATTACKS = [
    *CONTROLS,
    *BEACONS,
    "\x1b]0;x\x07",
    "\u202ex\u2066",
    "</script><!--",
    "{{ 7 * 7 }}",
    "{% raw %}",
    "${7*7}",
    "'\"`<>&\r\n",
]


# ---------------------------------------------------------------- the templates


def bare(template: str) -> str:
    """Give a template without its comments and its orders, what they choose between side by side."""
    return re.sub(r"\{#.*?#\}|\{%.*?%\}", "", template, flags=re.DOTALL)


def faults(template: str) -> Iterator[str]:
    """Say what in a template would let a report's words out of their place."""
    text = bare(template)
    if re.search(r"\|\s*(safe|tojson|xmlattr|urlize)\b|autoescape|Markup", template):
        yield "a filter that turns escaping off"
    for tag in re.findall(r"<[a-zA-Z](?:[^<>\"{]|\"[^\"]*\"|\{\{.*?\}\})*>", text):
        outside = re.sub(r'"[^"]*"', '""', tag)
        if "{{" in outside or "'" in outside:
            yield f"words outside of quotation marks: {tag}"
        for name, value in re.findall(r'([\w:-]+)\s*=\s*"([^"]*)"', tag):
            yield from _attribute_faults(name, value, tag)
        if re.search(r"\s[\w:-]+=[^\"\s>]", outside):
            yield f"an attribute without marks: {tag}"
    for element, inside in re.findall(r"<(script|style)\b[^>]*>(.*?)</\1>", text, flags=re.DOTALL):
        if inside not in ("{{ data }}", "{{ script }}", "{{ style }}"):
            yield f"words in {element}: {inside}"


def _attribute_faults(name: str, value: str, tag: str) -> Iterator[str]:
    if name.startswith("on") or name == "style":
        yield f"a handler or a style: {tag}"
    if name in {
        "src",
        "srcset",
        "action",
        "formaction",
        "xlink:href",
        "data",
        "poster",
        "background",
        "ping",
        "srcdoc",
    }:
        yield f"an address: {tag}"
    if name == "href" and not value.startswith("#") and value != "{{ fact.link }}":
        yield f"an address that does not begin with # or come from safe_link: {tag}"


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_lets_words_out_of_their_place(template: Path) -> None:
    assert list(faults(template.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    ("template", "fault"),
    [
        ("<p>{{ words | safe }}</p>", "a filter that turns escaping off"),
        ("{% autoescape false %}", "a filter that turns escaping off"),
        ("<p class={{ words }}>", "words outside of quotation marks: <p class={{ words }}>"),
        ("<p class='{{ words }}'>", "words outside of quotation marks: <p class='{{ words }}'>"),
        ("<p {{ words }}>", "words outside of quotation marks: <p {{ words }}>"),
        ("<p class=one>", "an attribute without marks: <p class=one>"),
        (
            '<a href="{{ words }}">',
            'an address that does not begin with # or come from safe_link: <a href="{{ words }}">',
        ),
        ('<img src="x">', 'an address: <img src="x">'),
        ('<p onclick="x()">', 'a handler or a style: <p onclick="x()">'),
        ('<p style="color: {{ words }}">', 'a handler or a style: <p style="color: {{ words }}">'),
        ("<script>let a = {{ words }}</script>", "words in script: let a = {{ words }}"),
    ],
)
def test_a_template_that_would_is_noticed(template: str, fault: str) -> None:
    assert fault in list(faults(template))


def test_the_only_address_of_a_report_comes_from_safe_link() -> None:
    source = (FOLDER / "reports.py").read_text(encoding="utf-8")
    assert source.count("safe_link(stated.value)") == 1
    assert "link=" not in source


# What may become markup without being escaped, and why: a literal, or one of these.
PROVEN = {
    "Markup(style)": "the style sheet, which is ours",
    "Markup(script)": "the script, which is ours",
    "Markup(_policy(style, script))": "made of digests alone",
    "Markup(written.replace('<', '\\\\u003c').replace('>', '\\\\u003e').replace('&', '\\\\u0026'))": "JSON without markup signs",
    "Markup(str(escape(text)).replace('\\r', '&#13;'))": "escaped just there",
    "Markup(key)": "the name of an attribute, a literal where it is called",
}


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_only_literals_become_markup_without_being_escaped(source: Path) -> None:
    tree = ast.parse(source.read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) == "Markup"]
    unproven = [
        ast.unparse(call)
        for call in calls
        if not isinstance(call.args[0], ast.Constant) and ast.unparse(call) not in PROVEN
    ]
    assert unproven == []


def test_everything_is_escaped_unless_it_says_otherwise() -> None:
    assert page_module._environment().autoescape is True


# ---------------------------------------------------------------- a page made of attacks


class Seen(HTMLParser):
    """Reads a page as a browser would, near enough: its elements with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    @property
    def skeleton(self) -> set[tuple[str, tuple[str, ...]]]:
        """Give each kind of element with the names of its attributes."""
        return {(tag, tuple(sorted(attributes))) for tag, attributes in self.elements}


@pytest.fixture(scope="module")
def hostile() -> str:
    """A page in which every position holds an attack."""
    return write_page(hostile_record(ATTACKS))


@pytest.fixture(scope="module")
def harmless() -> str:
    """The same page with words in place of the attacks, and an address where it may be a link."""
    return write_page(
        hostile_record([*(f"{BENIGN} {number}" for number in range(len(ATTACKS))), "https://example.org/a"])
    )


def test_attacks_add_no_kind_of_element_and_no_attribute(hostile: str, harmless: str) -> None:
    assert Seen(hostile).skeleton <= Seen(harmless).skeleton


def test_every_link_stays_on_the_page_or_is_of_the_web(hostile: str, harmless: str) -> None:
    for page in (hostile, harmless):
        addresses = [attributes.get("href") or "" for _, attributes in Seen(page).elements if "href" in attributes]
        assert addresses
        assert [
            one for one in addresses if not one.startswith("#") and urlsplit(one).scheme not in ("http", "https")
        ] == []


def test_the_policy_lets_in_one_style_sheet_and_one_script_by_their_digests(hostile: str) -> None:
    policy = next(
        attributes["content"] or ""
        for _, attributes in Seen(hostile).elements
        if attributes.get("http-equiv") == "Content-Security-Policy"
    )
    told = dict(part.strip().partition(" ")[::2] for part in policy.split(";"))
    assert told == {
        "default-src": "'none'",
        "style-src": digest(hostile, "style"),
        "script-src": digest(hostile, "script"),
        "base-uri": "'none'",
        "form-action": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "'none'",
    }


def digest(page: str, element: str) -> str:
    """Give the digest of the only style sheet or script of a page that a browser would obey."""
    (inside,) = re.findall(rf"<{element}>(.*?)</{element}>", page, flags=re.DOTALL)
    return f"'sha256-{base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()}'"


def test_the_policy_comes_before_anything_a_report_says(hostile: str) -> None:
    head = hostile[: hostile.index('content="default-src')]
    assert len(head) < 300 and "alert" not in head


def test_the_data_block_holds_no_sign_of_markup(hostile: str) -> None:
    (data,) = re.findall(r'<script type="application/json" id="record">(.*?)</script>', hostile, flags=re.DOTALL)
    assert not set("<>&") & set(data)


# ---------------------------------------------------------------- addresses, and words of reports in our sentences


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " https://example.org",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//example.org/x",
        "/x",
        "https:example.org",
        "https:\\\\example.org",
        "https://example.org\\@elsewhere.org",
        "https://bank.example@elsewhere.example/",
        "https://example.org/\u202egpj",
        "https://exam\u200bple.org/",
        "https://example.org/\x00",
        "https://example.org/\u3164x",
        "https://bank.example%2eelsewhere.example/",
        "https://bank.example%40elsewhere.example/",
        "https://bank\u2044elsewhere.example/",
        "https://bank\u3002example/",
        "https://ｂank.example/",
        "https://b\u0430nk.example/",  # Cyrillic a
        "https://בנק.example/ידיעות",
        "https://example.org|elsewhere.example/",
        "http://[::1",
        "https://example.org/" + "x" * LONGEST_LINK,
        "",
    ],
)
def test_what_is_no_plain_address_of_the_web_becomes_no_link(address: str) -> None:
    assert safe_link(address) is None


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org",
        "HTTPS://Example.org/a?b=c&d#e",
        "https://münchen.example/ä",
        "https://example.org:8443/",
        "http://[2001:db8::1]/",
        "https://новости.example/",
        "https://समाचार.example/",
    ],
)
def test_a_plain_address_of_the_web_becomes_a_link_as_it_is(address: str) -> None:
    assert safe_link(address) == address


@given(st.text())
def test_an_address_that_becomes_a_link_is_http_or_https(address: str) -> None:
    for one in (address, f"https://{address}", f"http://a{address}"):
        if safe_link(one) is not None:
            assert re.match(r"https?://[^/]", one, re.IGNORECASE)


def test_words_of_a_report_are_isolated_in_a_sentence_of_ours() -> None:
    assert str(told("A has “שלום” where B has “<b>”.")) == (
        "A has “<bdi>שלום</bdi>” where B has “<bdi>&lt;b&gt;</bdi>”."
    )


@given(st.text("“”<&a\u202e ", max_size=40))
def test_isolating_words_changes_no_character(sentence: str) -> None:
    text = re.sub(r"<[^>]*>", "", str(told(sentence)))
    assert text.replace("&lt;", "<").replace("&amp;", "&") == sentence
