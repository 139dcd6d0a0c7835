"""Reading a page back: its elements with the characters a browser would show, entities decoded, tags gone."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = frozenset({"meta", "input", "br", "img", "link", "hr"})


@dataclass
class Element:
    """One element of a page."""

    tag: str
    attributes: dict[str, str | None]
    text: str = ""
    within: tuple[str, ...] = field(default=())

    @property
    def classes(self) -> list[str]:
        return (self.attributes.get("class") or "").split()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self._open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs), within=tuple(one.attributes.get("class") or "" for one in self._open))
        self.elements.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open and self._open[-1].tag == tag, f"</{tag}> closes <{self._open[-1].tag if self._open else ''}>"
        self._open.pop()

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text += data


def elements(page: str) -> list[Element]:
    """Give every element of a page. Fails when tags do not close in order."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.elements
