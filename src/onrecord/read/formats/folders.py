"""Archives of files (zip, tar): each member is read as if it lay in a folder, and nothing is ever written to disk under its name."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from itertools import islice
from typing import BinaryIO

from onrecord.model import Input
from onrecord.read.ahead import Ahead
from onrecord.read.fields import Offered
from onrecord.read.files import Unreadable
from onrecord.read.formats.names import clean_name, is_hidden, last_part
from onrecord.read.formats.packed import damage_flags
from onrecord.read.formats.passing import PassedOver, wordless
from onrecord.read.formats.tar_entries import TarEntry, find_tar_entries
from onrecord.read.formats.zip_entries import Entry, find_entries, open_entry
from onrecord.read.formats.zip_kinds import LOOKED_AT, WORD, is_web_archive, refusal
from onrecord.read.source import DEEPEST, Source

Given = Offered | Input | Source

# What a tar may hold beside files.
_NO_FILES = {"link": "links", "device": "devices and pipes"}
# So many names of members are remembered, to tell those of one name apart; archives of news have some thousands.
MOST_NAMES = 1_000_000
_INDEX = "indexes of a web archive"


def read_zip(source: Source) -> Iterator[Given]:
    """Give every file of a zip; one that cannot be had costs nothing but itself."""
    folder = _Folder(source)
    file = source.seekable()
    try:
        size = file.seek(0, os.SEEK_END)
        names = _first_names(file, size)
        if (reason := refusal(names)) is not None:
            raise Unreadable(reason, "unsupported")
        if WORD in names:
            file.seek(0)
            yield source.member(source.locator, source.name, file, size=size, format="docx")
            return
        yield from _zip_members(folder, file, size, is_web_archive(names))
        yield from folder.told()
    finally:
        source.let_go(file)


def read_tar(source: Source) -> Iterator[Given]:
    """Give every file of a tar; one that cannot be had costs nothing but itself."""
    folder = _Folder(source)
    for entry in find_tar_entries(source.stream):
        if isinstance(entry, TarEntry):
            if entry.kind != "folder":
                yield from _tar_member(folder, entry)
        else:
            offset, reason = entry
            yield folder.refuse("", reason, offset)
    yield from folder.told()


def _first_names(file: BinaryIO, size: int) -> list[str]:
    return [entry.name for entry in islice(find_entries(file, size), LOOKED_AT) if isinstance(entry, Entry)]


def _zip_members(folder: _Folder, file: BinaryIO, size: int, is_wacz: bool) -> Iterator[Given]:
    """Give the members of a zip."""
    for entry in find_entries(file, size):
        if isinstance(entry, Unreadable):
            yield folder.refuse("", entry, None)
            continue
        if entry.is_folder:
            continue
        if entry.is_link:
            yield from folder.pass_over("links")
        elif is_wacz and not entry.name.startswith("archive/"):
            yield from folder.pass_over(_INDEX)
        else:
            yield from folder.member(entry.name, lambda entry=entry: open_entry(file, size, entry), entry.offset)  # type: ignore[misc]


def _tar_member(folder: _Folder, entry: TarEntry) -> Iterator[Given]:
    if entry.kind in _NO_FILES:
        yield from folder.pass_over(_NO_FILES[entry.kind])
    elif entry.kind == "sparse":
        yield folder.refuse(
            entry.name,
            Unreadable("it is stored with holes (a sparse file); unpack the archive first", "unsupported"),
            entry.offset,
        )
    else:
        yield from folder.member(entry.name, lambda: entry.stream, entry.offset)


class _Folder:
    """An archive that is being read: how many members were seen, and what was passed over."""

    def __init__(self, source: Source) -> None:
        if source.depth >= DEEPEST:
            raise Unreadable(f"archives are nested in it more than {DEEPEST} deep; unpack them first", "too-deep")
        self._source, self._passed, self.seen = source, PassedOver(source.locator), 0
        self._names: dict[str, int] = {}

    def told(self) -> list[Input]:
        """Say what was passed over. Raises Unreadable when no file was in the archive at all."""
        if not self.seen:
            raise Unreadable("the archive holds no files", "empty")
        return self._passed.told()

    def pass_over(self, kind: str) -> list[Input]:
        """Count a member that is no report."""
        self.seen += 1
        return self._passed.add(kind)

    def refuse(self, name: str, reason: Unreadable, offset: int | None) -> Input:
        """Say why a member, or the archive itself when no name is given, could not be read."""
        return self._refusal(self._locator(name) if name else self._source.locator, reason, offset)

    def _refusal(self, locator: str, reason: Unreadable, offset: int | None) -> Input:
        self.seen += 1
        return Input(locator, "rejected", str(reason), code=reason.code, offset=self._offset(offset))

    def member(self, name: str, open_it: Callable[[], BinaryIO], offset: int) -> Iterator[Given]:
        """Give a file for reading, or say why not. One that was altered is refused; of one that is cut, what is there is read."""
        if is_hidden(name):
            yield from self.pass_over("hidden files")
            return
        locator = ""
        try:
            ahead = Ahead(open_it())
            if ahead.fault and (ahead.fault.code != "truncated" or not ahead.data):
                raise ahead.fault
            kind = wordless(ahead.data[:1024], name)
            if kind and not ahead.fault:
                yield from self.pass_over(kind)
                return
            locator = self._locator(name)
            member = self._source.member(
                locator, last_part(clean_name(name)), ahead.stream, size=ahead.size, offset=self._offset(offset)
            )
        except Unreadable as reason:
            yield self._refusal(locator or self._locator(name), reason, offset)
            return
        self.seen += 1
        if ahead.fault:
            member.flags = (*member.flags, *damage_flags(member, ahead.fault))
        yield member
        if ahead.fault:
            left = Unreadable(f"{ahead.fault}; what is left of it was read", ahead.fault.code)
            yield self._refusal(locator, left, offset)

    def _locator(self, name: str) -> str:
        """Say where a member stands; from the second of one name on also which of them it is: `pile.zip/a.txt (2)`."""
        shown = f"{self._source.locator}/{clean_name(name)}"
        locator, number = shown, self._names.get(shown, 0) + 1
        if number > 1:
            while (locator := f"{shown} ({number})") in self._names:
                number += 1
        if len(self._names) < MOST_NAMES:
            self._names[shown] = number
            self._names.setdefault(locator, 1)
        return locator

    def _offset(self, offset: int | None) -> int | None:
        """Give the byte of the file; inside other archives it means nothing."""
        return self._source.offset if self._source.depth else offset
