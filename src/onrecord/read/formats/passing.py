"""What an archive holds beside reports (pictures, scripts, redirects …): passed over, but counted, so that nothing is lost in silence."""

from __future__ import annotations

from collections import Counter

from onrecord.model import Input
from onrecord.model.reports import PASSED_OVER

# After so many things passed over, one line tells of them and a new count begins: whoever waits for a sign of life from an archive of a
# million pictures gets one every second or so, and the list of refusals stays short.
MOST_AT_ONCE = 10_000

# How files begin that hold no words, whatever their header or name says of them: a tracking pixel served as a page is still a picture.
_MAGIC = {
    "pictures": (b"\x89PNG\r\n", b"GIF87a", b"GIF89a", b"\xff\xd8\xff", b"\x00\x00\x01\x00", b"II*\x00", b"MM\x00*"),
    "fonts": (b"wOFF\x00", b"wOFFOTTO", b"wOF2\x00", b"wOF2OTTO", b"OTTO\x00", b"\x00\x01\x00\x00"),
    "sound and film": (b"ID3\x02", b"ID3\x03", b"ID3\x04", b"OggS\x00", b"fLaC\x00", b"\x1aE\xdf\xa3", b"FLV\x01"),
}
_CODE = "scripts and styles"
_SUFFIXES = {
    "pictures": "png gif jpg jpeg webp avif ico bmp tif tiff svg",
    "fonts": "woff woff2 ttf otf eot",
    "sound and film": "mp3 m4a ogg oga wav flac mp4 m4v mov webm avi mkv",
    _CODE: "css js mjs map wasm",
}
_BY_SUFFIX = {suffix: kind for kind, suffixes in _SUFFIXES.items() for suffix in suffixes.split()}


class PassedOver:
    """The count of what was passed over in one archive, by kind."""

    def __init__(self, locator: str) -> None:
        self._locator, self._kinds = locator, Counter[str]()

    def add(self, kind: str) -> list[Input]:
        """Count one more thing; gives a line when it is time for one."""
        self._kinds[kind] += 1
        return self.told() if self._kinds.total() >= MOST_AT_ONCE else []

    def told(self) -> list[Input]:
        """Give the line that tells what was passed over since the last one, or nothing."""
        if not self._kinds:
            return []
        counts = sorted(self._kinds.items(), key=lambda pair: (-pair[1], pair[0]))
        said = ", ".join(f"{kind} ({count:,})" for kind, count in counts)
        total = self._kinds.total()
        reason = (
            f"1 thing in it that is no report was passed over: {said}"
            if total == 1
            else f"{total:,} things in it that are no reports were passed over: {said}"
        )
        self._kinds.clear()
        return [Input(self._locator, "rejected", reason, code=PASSED_OVER)]


def wordless(sample: bytes, name: str = "") -> str | None:
    """Say what kind of wordless thing this is, by its first bytes or by its name; None when it may hold words."""
    if not sample.strip():
        return "empty pages"
    for kind, beginnings in _MAGIC.items():
        if sample.startswith(beginnings):
            return kind
    if sample[:4] == b"RIFF" and sample[8:12] in {b"WEBP", b"WAVE", b"AVI "}:
        return "pictures" if sample[8:12] == b"WEBP" else "sound and film"
    if sample[4:8] == b"ftyp":
        return "sound and film"
    named = _BY_SUFFIX.get(name.rpartition(".")[2].lower())
    return named if named == _CODE or not looks_like_text(sample) else None


def looks_like_text(sample: bytes) -> bool:
    """Say whether bytes look like text and not like packed ones or a picture: hardly a control character among the first."""
    start = sample[:1024]
    controls = sum(byte < 32 and byte not in b"\t\r\n\x0c\x1b" for byte in start)
    return controls * 50 <= len(start)
