"""Cells of a table for spreadsheets: no text in them runs as a formula or drives a terminal, and every text can be had back."""

from __future__ import annotations

from onrecord.patterns import Match, pattern

# A spreadsheet runs a cell as a formula when it begins with one of these, some of them in full width as well.
_SIGNS = "=+\\-@＝＋－＠"
# What may stand before it: LibreOffice, Google Sheets and imports trim blanks and what cannot be seen before they look, and take
# quotation marks for those of the table. Our own apostrophes are among them, so that a cell is judged alike with and without them.
_TRIMMED = r"'\"“”‘’＇＂ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u0085\u2028\u2029\u000b\u000c\u001c-\u001f" + (
    r"\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffd␀-␟␡"
)
# Where a cell begins: at its beginning; and where a spreadsheet that was not told that commas part the cells would part them (Excel
# does so at semicolons in half of Europe, and then takes no heed of our quotation marks): at a semicolon, bar, tab or line end.
_PARTS = r";|\t\r\n"
_FIRST = pattern(rf"\A(?:'*+[\t\r\n]|[{_TRIMMED}{_PARTS}]*+[{_SIGNS}])")
_WITHIN = pattern(rf"[{_PARTS}][{_TRIMMED}]*+(?=[{_SIGNS}])")

# Control characters can drive a terminal. CSV has no escapes, so each is written as one visible character, which keeps
# lengths and offsets: C0 as its control picture (␛), DEL as ␡, C1 as U+FFFD.
_VISIBLE = {code: 0x2400 + code for code in range(32) if chr(code) not in "\t\n\r"} | {127: 0x2421}
_VISIBLE |= {code: 0xFFFD for code in range(128, 160)}


def defuse(text: str) -> str:
    """Write text as a cell that no spreadsheet runs and no terminal obeys. `restore` takes it back."""
    safe = _WITHIN.sub(_guarded, text.translate(_VISIBLE))
    return f"'{safe}" if _FIRST.match(safe) else safe


def restore(cell: str) -> str:
    """Give the text of a cell of our CSV: without the apostrophes that keep it from being run.

    Control characters stay what `defuse` made of them: one visible character each, so that offsets and lengths hold.
    """
    text = _WITHIN.sub(_freed, cell)
    return text[1:] if text.startswith("'") and _FIRST.match(text) else text


def _guarded(found: Match[str]) -> str:
    return f"{found[0][0]}'{found[0][1:]}"


def _freed(found: Match[str]) -> str:
    return found[0][0] + found[0][1:].removeprefix("'")
