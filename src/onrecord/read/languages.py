"""Which language a text is in: English by its small words, any other by a classifier that works offline; None when in doubt."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from onrecord.patterns import pattern

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# The languages whose reports are analysed.
COVERED = frozenset({"en"})

# How much of a text is looked at, in characters: in even pieces from its beginning to its end, so that a text in two languages is
# told by what most of it is. A page says in a few thousand characters what it is in; a book costs no more.
PIECE, MOST_PIECES = 1_000, 24
# A text whose letters take fewer bytes is too short to tell (a headline, a caption); then what the input claims is believed. Bytes,
# because a Chinese or Russian letter says more than a Latin one and takes two or three.
FEWEST_LETTERS = 80
# Small words of English that no other language of the Latin alphabet uses. 1,219 English reports have 5 to 25 % of them (one list of
# results 0.9 %); other languages under 1 %, quotations in English apart.
_ENGLISH = frozenset(
    "the and that with from which were would they their this these those said who about after but have been has his what when "
    "where will there could should because into than them its it's don't says".split()
)
# With this share of them a text is English, whatever names it is full of; a classifier is not asked.
SURELY_ENGLISH = 0.05
# Another language is named only when the classifier is so sure of it and hardly any of these words occur: a report that is wrongly
# called foreign is not analysed at all, one that is wrongly called English is merely of no use.
SURE, HARDLY_ENGLISH = 0.9, 0.02

_WORD = pattern(r"[^\W\d_]{1,40}(?:'[^\W\d_]{1,3})?")
_NOT_WORDS = pattern(r"(?:https?://|www\.)\S{1,500}|\S{1,100}@\S{1,100}|[@#]\w{1,60}")

# Names and codes by which inputs claim a language, other than ISO 639-1 itself.
_CLAIMED = {
    "english": "en", "eng": "en", "german": "de", "deutsch": "de", "deu": "de", "ger": "de", "french": "fr", "français": "fr",
    "fra": "fr", "fre": "fr", "spanish": "es", "español": "es", "spa": "es", "italian": "it", "italiano": "it", "ita": "it",
    "portuguese": "pt", "português": "pt", "por": "pt", "dutch": "nl", "nederlands": "nl", "nld": "nl", "dut": "nl", "russian": "ru",
    "rus": "ru", "ukrainian": "uk", "ukr": "uk", "polish": "pl", "pol": "pl", "czech": "cs", "ces": "cs", "cze": "cs", "slovak": "sk",
    "slk": "sk", "slo": "sk", "hungarian": "hu", "hun": "hu", "romanian": "ro", "ron": "ro", "rum": "ro", "bulgarian": "bg", "bul": "bg",
    "greek": "el", "ell": "el", "gre": "el", "turkish": "tr", "tur": "tr", "arabic": "ar", "ara": "ar", "hebrew": "he", "heb": "he",
    "iw": "he", "persian": "fa", "farsi": "fa", "fas": "fa", "per": "fa", "hindi": "hi", "hin": "hi", "urdu": "ur", "urd": "ur",
    "bengali": "bn", "ben": "bn", "chinese": "zh", "zho": "zh", "chi": "zh", "japanese": "ja", "jpn": "ja", "korean": "ko", "kor": "ko",
    "swedish": "sv", "swe": "sv", "danish": "da", "dan": "da", "norwegian": "no", "nor": "no", "nb": "no", "nob": "no", "finnish": "fi",
    "fin": "fi", "indonesian": "id", "ind": "id", "in": "id", "vietnamese": "vi", "vie": "vi", "thai": "th", "tha": "th",
    "serbian": "sr", "srp": "sr", "croatian": "hr", "hrv": "hr", "swahili": "sw", "swa": "sw", "catalan": "ca", "cat": "ca",
}  # fmt: skip
# All codes of ISO 639-1.
_CODES = frozenset(
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el "
    "en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu "
    "ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na "
    "nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq "
    "sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu".split()
)
# Labels of the classifier for what has no code of two letters but belongs to a language that has.
_BELONGS = {"yue": "zh", "wuu": "zh", "arz": "ar", "ary": "ar", "uzs": "uz", "sdh": "ku"}


def name_language(text: str, claimed: str | None = None) -> str | None:
    """Name the language that most of a text is in, as ISO 639-1; None when that cannot be told.

    `claimed` is what the input says ("en-GB", "English"); it decides only where the text is too short or does not tell.
    """
    claim = language_code(claimed)
    pieces = _pieces(text)
    if _is_short(pieces):
        return claim
    foreign = [piece for piece in pieces if _english_share(piece) < SURELY_ENGLISH]
    if 2 * sum(map(len, foreign)) <= sum(map(len, pieces)):
        return "en"
    found, sure = _ask_classifier("\n".join(foreign))
    if found == "en" or (sure >= SURE and _english_share(" ".join(foreign)) < HARDLY_ENGLISH):
        return found
    return claim if claim == found or claim in COVERED else None


def language_code(claimed: str | None) -> str | None:
    """Give the ISO 639-1 code for a language as inputs name it: en-GB, eng, English; None for anything else."""
    said = (claimed or "").strip().lower().replace("_", "-")
    first = said.partition("-")[0]
    return _CLAIMED.get(first) or (first if first in _CODES else None)


def _pieces(text: str) -> list[str]:
    """Cut a text into pieces of one length, or even stretches out of a long one; addresses and handles are left out."""
    step = max(PIECE, -(-len(text) // MOST_PIECES))
    return [_NOT_WORDS.sub(" ", text[start : start + PIECE]) for start in range(0, len(text), step)]


def _is_short(pieces: list[str]) -> bool:
    """Say whether so few letters stand in a text that it does not tell its language."""
    count = 0
    for piece in pieces:
        count += len("".join(filter(str.isalpha, piece)).encode())
        if count >= FEWEST_LETTERS:
            return False
    return True


def _english_share(piece: str) -> float:
    """Give the share of words that only English has."""
    words = _WORD.findall(piece.lower().replace("’", "'"))
    return sum(word in _ENGLISH for word in words) / max(1, len(words))


def _ask_classifier(text: str) -> tuple[str | None, float]:
    """Ask which language it is and how sure that is, between 0 and 1."""
    letters = sum(map(str.isalpha, text))
    if 2 * sum(map(str.isupper, text)) > letters:  # in capitals all is alike to it
        text = text.lower()
    label, sure = _classifier().classify(text)
    code = _BELONGS.get(label, label)
    return (code, sure) if code in _CODES else (None, 0.0)


@cache
def _classifier() -> LanguageIdentifier:
    from py3langid.langid import (
        MODEL_FILE,
        LanguageIdentifier,
    )  # late: half a second, and English reports never need it

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
