"""From what the network sees to a draft: the pieces that stand near enough to their cue, whole quotations, and the kind of cue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from onrecord.attributions.confidence import NETWORK
from onrecord.attributions.cues import cues
from onrecord.attributions.draft import Draft, Sense
from onrecord.attributions.grammar import child, phrase, sense_of
from onrecord.attributions.quoting import Quoting, is_name, is_nickname
from onrecord.language import Parsed
from onrecord.model import Attribution, AttributionType
from onrecord.tagger import Stretch, Tagged

# A quotation belongs to a content that holds at least this share of its words.
_HALF = 0.5
# Nouns and prepositions of saying that are the heart of no clause ("a statement", "according to").
_SPOKEN = frozenset({"accord", "statement", "report", "speech", "letter", "interview", "message"})


# Verbs by which one passes on another's words: "quoted him as saying".
_PASS_ON = frozenset({"quote", "cite"})


def draft_learnt(quoting: Quoting, tagged: Tagged, ruled: Attribution | None, held: frozenset[int]) -> Draft | None:
    """Make a draft of what the network sees; None when none of its content stands near, or when it only names a thing.

    `ruled` is what the rules make of the same cue, `held` the words of its content.
    """
    parsed = quoting.parsed
    cue = _words(tagged.cue)
    near = _near(quoting, list(_pieces(quoting, tagged.content)), cue, held)
    if not near:
        return None
    heart = _heart(parsed, cue)
    draft = Draft(
        cue, _source(parsed, tagged, cue), [word for piece in near for word in piece], "speech", NETWORK, heart=heart
    )
    draft.type = ruled.type if ruled else _type(parsed, cue)
    draft.sense = ruled.cue_sense if ruled else _sense(parsed, cue, heart)
    _name_the_quoted(parsed, draft)
    draft.sure = min([tagged.linked, *(part.sure for part in (*tagged.source, *tagged.cue, *tagged.content))])
    draft.agreed = ruled is not None
    _draw_in(quoting, draft)
    return None if ruled is None and _only_names(quoting, draft) else draft


def _words(stretches: Iterable[Stretch]) -> list[int]:
    return [word for stretch in stretches for word in range(stretch.first, stretch.last)]


def _pieces(quoting: Quoting, stretches: Iterable[Stretch]) -> Iterator[range]:
    """Cut stretches where a paragraph ends, and where a sentence ends outside quotation marks."""
    for stretch in stretches:
        first = stretch.first
        for word in range(stretch.first + 1, stretch.last + 1):
            if word == stretch.last or _parts(quoting, word):
                yield range(first, word)
                first = word


def _parts(quoting: Quoting, word: int) -> bool:
    """Say whether a paragraph begins with this word, or a sentence where no quotation runs on."""
    parsed = quoting.parsed
    if parsed.words[word].sentence == parsed.words[word - 1].sentence:
        return False
    inside = quoting.at(word)
    return _block(parsed, word) != _block(parsed, word - 1) or inside is None or quoting.at(word - 1) is not inside


def _block(parsed: Parsed, word: int) -> int:
    return parsed.sentence_of(word).block


def _near(quoting: Quoting, pieces: Sequence[range], cue: Sequence[int], held: frozenset[int]) -> list[range]:
    """Give the pieces of content in their cue's sentence, those beside it that go with them, and those the rules have there too.

    The network sees a window, not a page: it would give a speaker what stands a sentence further, or another paragraph's words.
    A quotation in a sentence of its own is not given to a cue that tells something in plain words already.
    """
    words = quoting.parsed.words
    here = words[cue[0]].sentence
    inside = [piece for piece in pieces if words[piece.start].sentence <= here <= words[piece.stop - 1].sentence]
    plain = any(not _marked(quoting, piece) for piece in inside)

    def beside(piece: range) -> bool:
        gap = max(words[piece.start].sentence - here, here - words[piece.stop - 1].sentence)
        same_block = _block(quoting.parsed, piece.start) == _block(quoting.parsed, cue[0])
        return gap == 1 and same_block and _marked(quoting, piece) and not plain

    return [piece for piece in pieces if piece in inside or not held.isdisjoint(piece) or beside(piece)]


def _marked(quoting: Quoting, piece: range) -> bool:
    return any(quoting.at(word) is not None for word in piece)


def _source(parsed: Parsed, tagged: Tagged, cue: Sequence[int]) -> list[int]:
    """Give the source when it stands in the sentence of its cue: of 1,914 on PolNeAR dev six did not, and five of these were wrong."""
    words = _words(tagged.source)
    return words if words and parsed.words[words[0]].sentence == parsed.words[cue[0]].sentence else []


def _name_the_quoted(parsed: Parsed, draft: Draft) -> None:
    """“…,” the paper quoted Hale as saying: the words are Hale's, whoever passes them on."""
    heart = next((word for word in draft.cue if parsed.words[word].lemma.casefold() in _PASS_ON), None)
    quoted = child(parsed, heart, "dobj") if heart is not None else None
    by_way = [child(parsed, c, "pcomp") for c in parsed.children[heart or 0] if parsed.words[c].text.casefold() == "as"]
    said = next((verb for verb in by_way if verb is not None), None)
    if heart is None or quoted is None or said is None:
        return
    draft.source = phrase(parsed, quoted.index)
    draft.cue = sorted({*draft.cue, said.head, said.index} - set(draft.source))
    own = {*draft.cue, *draft.source}
    draft.content = [word for word in draft.content if word not in own]


def _draw_in(quoting: Quoting, draft: Draft) -> None:
    """Draw quotations in whole that the content holds by half; of others it may hold a part, as a cue inside them does."""
    inside: dict[int, list[int]] = {}
    for word in draft.content:
        quotation = quoting.at(word)
        if quotation is not None:
            inside.setdefault(quotation.outer.start, []).append(word)
    own = {*draft.cue, *draft.source}
    for held in inside.values():
        quotation = quoting.at(held[0])
        assert quotation is not None
        words = quoting.words(quotation)
        if len(held) >= _HALF * max(1, len(words)) and not any(quoting.at(word) is quotation for word in own):
            draft.draw_in(quotation, words)
            draft.content = sorted({*draft.content, *words})


def _only_names(quoting: Quoting, draft: Draft) -> bool:
    """A mug that says “BRIDGE NOW”, a street they learned to call “the Cut”: slogans, titles and nicknames are no statements."""
    told = [word for word in draft.content if quoting.at(word) is None and quoting.parsed.words[word].part != "PRON"]
    if not draft.quotations or any(quoting.parsed.words[word].text[0].isalnum() for word in told):
        return False
    lemmas = [quoting.parsed.words[word].lemma.casefold() for word in draft.cue]
    naming = any(cues().type_of(lemma, "naming") is not None for lemma in lemmas)
    return all(is_name(quoting, one) or naming and is_nickname(quoting, one) for one in draft.quotations)


def _heart(parsed: Parsed, cue: Sequence[int]) -> int | None:
    """Give the word at the heart of a cue: its verb, the last one of several ("has said", "declined to say")."""
    verbs = [word for word in cue if parsed.words[word].part in ("VERB", "AUX")]
    return verbs[-1] if verbs else cue[-1] if cue else None


def _type(parsed: Parsed, cue: Sequence[int]) -> AttributionType:
    """Speech where a word of the cue can introduce speech, or none has letters (a colon); else topic, where it only can name one."""
    lemmas = [parsed.words[word].lemma.casefold() for word in cue if parsed.words[word].text[0].isalpha()]
    kinds = {kind for lemma in lemmas for kind in cues().frames.get(lemma, {}).values()}
    if not lemmas or "speech" in kinds or any(lemma in cues().nouns or lemma in _SPOKEN for lemma in lemmas):
        return "speech"
    return "topic" if "topic" in kinds else "attitude"


def _sense(parsed: Parsed, cue: Sequence[int], heart: int | None) -> Sense:
    if any(parsed.words[word].lemma.casefold() in cues().hearsay for word in cue):
        return "hedged"
    if heart is None or parsed.words[heart].part not in ("VERB", "AUX"):
        return "plain"
    return sense_of(parsed, heart)
