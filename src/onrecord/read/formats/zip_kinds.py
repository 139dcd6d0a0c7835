"""Files that are zips inside and yet one document or one web archive: told by the names of their members."""

from __future__ import annotations

from collections.abc import Iterable

# A member that only this kind of document has, and what to say of it. A Word document is read, the others are not.
WORD = "word/document.xml"
_DOCUMENTS = {
    "xl/workbook.xml": "it is a spreadsheet (XLSX); save it as CSV first",
    "xl/workbook.bin": "it is a spreadsheet (XLSB); save it as CSV first",
    "ppt/presentation.xml": "it is a presentation (PPTX); save its text as PDF or DOCX first",
    "META-INF/container.xml": "it is an e-book (EPUB); save its text as plain text, HTML, PDF or DOCX first",
    "META-INF/manifest.xml": "it is an OpenDocument file; save it as DOCX or CSV first",
    "Index/Document.iwa": "it is a document of Apple Pages or Numbers; save it as PDF or DOCX first",
}
# So many names are looked at; documents have their own names among the first.
LOOKED_AT = 2_000


def refusal(names: Iterable[str]) -> str | None:
    """Say why a zip is not read as a folder, when it is a document of a kind that is not read."""
    return next((_DOCUMENTS[name] for name in names if name in _DOCUMENTS), None)


def is_web_archive(names: Iterable[str]) -> bool:
    """Say whether a zip is a web archive of the WACZ format: a description of what it holds, and WARC files in the folder `archive`."""
    known = set(names)
    return "datapackage.json" in known and any(name.startswith("archive/") and ".warc" in name for name in known)
