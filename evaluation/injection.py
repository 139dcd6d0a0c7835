"""Is anything let in? Hostile text in every place where a page prints a report's words, opened in real Chromium.

`python -m evaluation.injection [PAYLOADS]` reads one attack a line (../shared/data/hostile/xss.txt when nothing is named), puts each into
every position, and counts what ran, what was asked of the network, and what markup came of it. "Nothing ran" alone means nothing, so the
same page is made with escaping and the policy turned off, one at a time and both: there our own attacks must run.
"""

from __future__ import annotations

import argparse
import re
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

import msgspec
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

import onrecord.record.page as page_module
from evaluation.attacks import BEACONS, CONTROLS
from evaluation.hostile_record import BENIGN, hostile_record
from onrecord.model import Record
from onrecord.record.page import printing, reports, write_page

PAYLOADS = Path(__file__).resolve().parents[2] / "shared" / "data" / "hostile" / "xss.txt"

# Attacks on one page: with more, the page grows past what opens in a second.
TOGETHER = 60

# Milliseconds to wait for an attack that takes its time (a link of code is followed a moment after the click), and how often: where
# nothing should run, and where it should, which a busy machine may put off.
_A_WHILE, _PATIENCE, _MORE_PATIENCE = 40, 10, 150

# Runs before everything else in every frame: what an attack would call tells us that it ran. Our own script calls none of these.
HOOKS = """
const told = name => () => { window.ran_ && ran_(name); };
for (const name of ["alert", "confirm", "prompt", "print", "open", "fetch"]) window[name] = told(name);
for (const name of ["write", "writeln"]) document[name] = told(name);
for (const name of ["log", "info", "error"]) console[name] = told(name);
addEventListener("securitypolicyviolation", event => window.held_ && held_(event.violatedDirective), true);
"""

# What a hand would do: open what is folded, point at and enter whatever may answer, press every button, and follow every link that leads
# neither into the page nor to the web nor to a file: that would close the page before a link of code, followed a moment later, has run.
TOUCH = """() => {
  const protocol = address => { try { return new URL(address, document.baseURI).protocol; } catch { return "none"; } };
  for (const each of document.querySelectorAll("details")) each.open = true;
  const kinds = ["mouseover", "mousemove", "mouseenter", "pointerover", "focus", "keydown"];
  for (const each of document.querySelectorAll("body *")) {
    const address = each.getAttribute("href") ?? each.getAttribute("xlink:href");
    if ([...each.attributes].some(one => one.name.startsWith("on")))
      for (const kind of [...kinds, "click"]) each.dispatchEvent(new MouseEvent(kind, { cancelable: true }));
    const leads = address !== null && !["http:", "https:", "file:"].includes(protocol(address));
    if (leads || (each.tagName === "BUTTON" && each.form)) each.dispatchEvent(new MouseEvent("click", { cancelable: true, bubbles: true }));
  }
}"""

# Every element with the names of its attributes: what is not on a harmless page came out of an attack.
SKELETON = """() => [...new Set([...document.querySelectorAll("*")].map(
  each => each.tagName + " " + [...each.attributes].map(one => one.name).sort().join(" ")))]"""

ADDRESSES = """() => [...document.querySelectorAll("*")].flatMap(each => [...each.attributes])
  .filter(one => /^(xlink:)?href$|^(src|srcset|action|formaction|data|poster|background)$/.test(one.name)).map(one => one.value)"""


@dataclass
class Outcome:
    """What opening pages came to: attacks that ran, requests that left a page, what the policy held back, strange markup and addresses."""

    pages: int = 0
    ran: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    held: list[str] = field(default_factory=list)
    strange: set[str] = field(default_factory=set)
    addresses: set[str] = field(default_factory=set)

    @property
    def quiet(self) -> bool:
        """Say whether nothing came of any attack."""
        return not (self.ran or self.asked or self.held or self.strange or self.addresses)


class Watch:
    """One browser context that opens pages and notes what happens on them."""

    def __init__(self, browser: Any, folder: Path) -> None:
        self._file = folder / "record.html"
        self._context = browser.new_context()
        self._context.set_default_timeout(20_000)
        self._ran: list[str] = []
        self._held: list[str] = []
        self._asked: list[str] = []
        self._context.expose_binding("ran_", lambda _, name: self._ran.append(name))
        self._context.expose_binding("held_", lambda _, what: self._held.append(what))
        self._context.add_init_script(HOOKS)
        self._context.route(re.compile(r"^(?!file:|data:|about:|blob:)"), self._refuse)
        self._usual: set[str] = set()

    def know(self, text: str) -> None:
        """Learn from a harmless page which elements and attributes a page has."""
        page = self._open(text)
        self._usual |= set(page.evaluate(SKELETON))
        page.close()

    def look(self, text: str, into: Outcome, patience: int = _PATIENCE) -> bool:
        """Open a page, touch everything on it, note what happened, and say whether an attack ran."""
        self._ran.clear(), self._held.clear(), self._asked.clear()
        page = self._open(text)
        if self._usual:
            into.strange |= set(page.evaluate(SKELETON)) - self._usual
            into.addresses |= {
                one for one in page.evaluate(ADDRESSES) if not re.match(r"#|https?://", one, re.IGNORECASE)
            }
        page.evaluate(TOUCH)
        for _ in range(patience):
            if not self._ran:
                page.wait_for_timeout(_A_WHILE)
        into.pages += 1
        into.ran += self._ran
        into.held += self._held
        into.asked += self._asked
        ran = bool(self._ran)
        page.close()
        return ran

    def close(self) -> None:
        """Close the context."""
        self._context.close()

    def _refuse(self, route: Any) -> None:
        self._asked.append(route.request.url)
        route.abort()

    def _open(self, text: str) -> Any:
        self._file.write_text(text, encoding="utf-8", newline="")
        page = self._context.new_page()
        page.on("dialog", lambda dialog: dialog.dismiss())
        page.goto(self._file.as_uri(), wait_until="load")
        return page


@contextmanager
def chromium() -> Iterator[Any]:
    """Start the Chromium of this machine. Raises LookupError when there is none."""
    from playwright.sync_api import sync_playwright

    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        raise LookupError("there is no Chromium on this machine")
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def escaping_off() -> Iterator[None]:
    """Let the same templates print text as it comes: what would happen if a single escape were forgotten everywhere."""
    raw = Environment(
        loader=FileSystemLoader(page_module._TEMPLATES),
        autoescape=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    raw.filters |= page_module._environment().filters
    with ExitStack() as stack:
        stack.enter_context(patch.object(page_module, "_environment", lambda: raw))
        stack.enter_context(patch.object(printing, "escape", Markup))
        stack.enter_context(patch.object(printing, "parted", lambda text: [(text, False)]))
        stack.enter_context(patch.object(reports, "safe_link", lambda address: address))
        stack.enter_context(
            patch.object(page_module, "_data", lambda record: msgspec.json.encode(record.title).decode())
        )
        yield


def without_policy(page: str) -> str:
    """Take the content security policy out of a page."""
    taken, count = re.subn(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
    assert count == 1, "the page has no policy to take away"
    return taken


def escaped(watch: Watch, payloads: Sequence[str], policy: bool = True) -> Outcome:
    """Open pages that hold these attacks in every position, escaped as always; without `policy`, by escaping alone."""
    found = Outcome()
    for first in range(0, len(payloads), TOGETHER):
        page = write_page(hostile_record(payloads[first : first + TOGETHER]))
        watch.look(page if policy else without_policy(page), found)
    return found


def unescaped(watch: Watch, payloads: Sequence[str], policy: bool) -> tuple[list[str], Outcome]:
    """Open a page for each attack with escaping turned off. Gives the attacks that ran, and the sum of what happened."""
    ran, found = [], Outcome()
    with escaping_off():
        pages = [write_page(hostile_record([payload])) for payload in payloads]
    for payload, page in zip(payloads, pages, strict=True):
        text, patience = (page, _PATIENCE) if policy else (without_policy(page), _MORE_PATIENCE)
        if watch.look(text, found, patience):
            ran.append(payload)
    return ran, found


def decoded(payloads: Sequence[str]) -> list[str]:
    """Add to lists that write control characters as \\x00 the same with the characters themselves."""
    real = (re.sub(r"\\x([0-9a-fA-F]{2})", lambda found: chr(int(found[1], 16)), one) for one in payloads)
    return list(dict.fromkeys([*payloads, *real]))


def built(payloads: Sequence[str]) -> Record:
    """Build a record the usual way, from JSON Lines whose every field is an attack."""
    import onrecord

    names = ("title", "outlet", "byline", "url", "id")
    lines = [
        dict.fromkeys(names, one)
        | {"text": f"{one}\n\n“We will {one} stay,” said {one} Lind, the mayor of {one}.\n\n{one}"}
        for one in payloads
    ]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "pile.jsonl"
        file.write_bytes(b"\n".join(map(msgspec.json.encode, lines)))
        return onrecord.build([file])


def main() -> None:
    """Run everything and print the counts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("payloads", type=Path, nargs="?", default=PAYLOADS)
    parser.add_argument("--first", type=int, help="only so many of the list, spread over it")
    options = parser.parse_args()
    listed = decoded(options.payloads.read_text(encoding="utf-8", errors="replace").rstrip("\n").split("\n"))
    some = listed[:: max(1, len(listed) // options.first)] if options.first else listed
    with chromium() as browser, tempfile.TemporaryDirectory() as folder:
        watch = Watch(browser, Path(folder))
        watch.know(write_page(hostile_record([BENIGN] * 5)))
        _tell("as shipped", len(some), lambda: escaped(watch, some))
        fifth = some[::5]  # the policy has nothing to hold back above, so this can only say the same: a fifth is enough
        _tell("escaping alone, no policy", len(fifth), lambda: escaped(watch, fifth, policy=False))
        _tell("as shipped, our own", len(CONTROLS + BEACONS), lambda: escaped(watch, CONTROLS + BEACONS))
        watch.close()
        bare = Watch(browser, Path(folder))  # without a list of usual markup: here strange markup is what is wanted
        for policy in (True, False):
            ran, found = unescaped(bare, CONTROLS, policy)
            print(f"escaping off, policy {'on' if policy else 'off'}: {len(ran)} of {len(CONTROLS)} own attacks ran")
            if not policy:
                print("  did not run:", *[one for one in CONTROLS if one not in ran], sep="\n    ", flush=True)
            _, found = unescaped(bare, BEACONS, policy)
            print(f"  {len(set(found.asked))} addresses asked by {len(BEACONS)} beacons")
        bare.close()


def _tell(what: str, attacks: int, run: Any) -> None:
    since = time.monotonic()
    found: Outcome = run()
    print(
        f"{what}: {attacks} attacks in every position, {found.pages} pages, {len(found.ran)} ran, {len(found.asked)} requests, "
        f"{len(found.held)} held by the policy, {len(found.strange)} strange elements, {len(found.addresses)} strange addresses, "
        f"{time.monotonic() - since:.0f} s",
        flush=True,
    )
    for each in sorted(found.strange | found.addresses)[:10]:
        print("   ", ascii(each))


if __name__ == "__main__":
    main()
