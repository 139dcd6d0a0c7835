"""The tables of a record, as data: the SQL schema, the exports and the documentation are all drawn from here."""

from __future__ import annotations

from functools import partial

from onrecord.record.columns import Column, ColumnType, Table


def _column(type: ColumnType, name: str, about: str) -> Column:
    return Column(name, type, about)


_text, _integer, _real = partial(_column, "text"), partial(_column, "integer"), partial(_column, "real")
_boolean, _list = partial(_column, "boolean"), partial(_column, "list")


def _place(prefix: str = "", of: str = "this row's words") -> tuple[Column, Column]:
    return (
        _integer(f"{prefix}start", f"where {of} begin in the report's text; null when they are not in the text"),
        _integer(f"{prefix}end", f"where {of} end: the offset after the last character"),
    )


def _report(prefix: str = "") -> tuple[Column, Column]:
    report = f"{prefix}report" if prefix else "report"
    siglum = f"{prefix}siglum" if prefix else "siglum"
    return _text(report, "name of the report, as in `reports.name`"), _text(siglum, "letter that stands for the report")


def _stated(name: str, about: str) -> tuple[Column, ...]:
    return (
        _text(name, f"{about}; null when unknown"),
        _text(f"{name}_basis", "where that was found"),
        *_place(f"{name}_", "the words that say so"),
    )


_SPEAKER = (
    _text("speaker", "who spoke, under one canonical name; null when unknown"),
    _text("speaker_basis", "why it is this speaker, or why it stays open"),
    _real("speaker_confidence", "0 to 1: how safe the speaker is"),
    _list("speaker_candidates", "who it may be, when the speaker is unknown"),
)

_STATEMENT = (
    _text("statement", "the statement concerned, as in `statements.id`"),
    _integer("number", "its number on the page"),
)

TABLES: tuple[Table, ...] = (
    Table(
        "reports",
        "One stored report, its text untouched.",
        (
            _text("siglum", "letter that stands for the report: A, B, C …"),
            _text("name", "the id the input gave: a file name without its suffix, or the field `id`"),
            _text("id", "digest of the text and of what the input said about it"),
            _text("story", "the story it belongs to, as in `stories.id`"),
            *_stated("title", "headline"),
            *_stated("outlet", "who published it"),
            *_stated("published", "date of publication, ISO 8601, as exact as it is known"),
            *_stated("byline", "who wrote it"),
            *_stated("agency", "news agency it credits"),
            *_stated("url", "address it says it has"),
            _text(
                "language",
                "ISO 639-1 code of the language it is written in; null when there is too little text to tell",
            ),
            _text("encoding", "how the input was encoded"),
            _list("flags", "what was odd about the input"),
            _integer("characters", "length of the text in Unicode code points"),
            _text("text", "the text that every offset counts in"),
        ),
    ),
    Table(
        "blocks",
        "One stretch of a report of one kind.",
        (
            *_report(),
            _integer("position", "its place in the report, from 1"),
            _text(
                "kind",
                "headline, crosshead, byline, caption, body, list, teaser, boilerplate or hidden (readers of the page could not see it)",
            ),
            *_place(),
            _text("because", "the rule that decided the kind"),
            _text("text", "the words"),
        ),
    ),
    Table(
        "attributions",
        "One place where one report ascribes words or thought to a source.",
        (
            _text("id", "identity within the record"),
            *_report(),
            _text("form", "direct, indirect or mixed"),
            _text("type", "speech, attitude or topic (only what the words were about)"),
            _text("source", "the words that name the source; null when there are none"),
            _list("source_spans", "where they stand: pairs of start and end"),
            _text("cue", "the word that does the ascribing; null when there is none"),
            _list("cue_spans", "where it stands: pairs of start and end"),
            _text("content", "what is ascribed, with its quotation marks"),
            _list("content_spans", "where it stands: pairs of start and end"),
            _text("quoted", "the part inside quotation marks, without the marks; null when nothing is quoted"),
            _list("quoted_spans", "where it stands: pairs of start and end"),
            _text("cue_sense", "plain, negated (did not say) or hedged (reportedly)"),
            _boolean("nested", "whether it stands inside another's content"),
            _text("origin", "the rule that found it, or network"),
            _real("confidence", "0 to 1: how safe the finding is"),
            *_SPEAKER,
        ),
    ),
    Table(
        "speakers",
        "One person or body to whom reports ascribe words.",
        (
            _text("id", "identity within the record"),
            _text("name", "canonical name"),
            _text("kind", "person, organization, government, document or unknown"),
            _list("aliases", "other forms of the name in use"),
            _text("speaks_for", "for whom this spokesman or spokeswoman speaks; null for everyone else"),
            _integer("statements", "how many statements are this speaker's"),
        ),
    ),
    Table(
        "statements",
        "One thing that was said, across the reports that carry it.",
        (
            _text("id", "identity within the record"),
            _integer("number", "its number on the page"),
            _text("kind", "quotation (its words are in quotation marks somewhere) or reported"),
            *_SPEAKER,
            _text("text", "the reading of the first witness, the fullest in quotation marks"),
            _integer("reports", "how many reports carry it"),
            _list("sigla", "the letters of those reports"),
            _integer("independent_low", "how many of them are independent, at least"),
            _integer("independent_high", "how many of them are independent, at most"),
            _text("independent_rule", "the rule behind those two numbers"),
            _text("said", "when it was said, ISO 8601; null when unknown"),
            _text("said_basis", "the words that date comes from, or why it is unknown"),
            _text("said_report", "name of the report that dates it"),
            *_place("said_", "the words that date it"),
        ),
    ),
    Table(
        "witnesses",
        "One stretch of one report's wording of a statement.",
        (
            *_STATEMENT,
            *_report(),
            *_place(),
            _boolean("quoted", "whether the report puts the words in quotation marks"),
            _text("form", "direct, indirect or mixed"),
            _text("speaker", "who spoke according to this report; null when it does not say"),
            _text("speaker_basis", "why it is this speaker, or why it stays open"),
            _text(
                "attribution", "the attribution it comes from, as in `attributions.id`; null for the report's own voice"
            ),
            _text("text", "the words"),
        ),
    ),
    Table(
        "edits",
        "One difference between the first witness of a statement and another.",
        (
            *_STATEMENT,
            _text(
                "kind",
                "substituted, inserted, omitted, clipped-start, clipped-end, reordered, joined, marks-lost or speaker-changed",
            ),
            _list(
                "bears_on", "what of the meaning it touches: negation, modality, number, name, tense, person, question"
            ),
            _integer("severity", "0 dress, 1 wording, 2 may mislead, 3 says something else"),
            _boolean(
                "substantive",
                "whether words differ, not just case, punctuation, spelling or contraction; false for the last three kinds",
            ),
            _boolean("marked", "whether brackets, an ellipsis or a dash tell the reader"),
            *_report("base_"),
            *_place("base_", "the words of the first witness"),
            _text("base_text", "those words; null when it has nothing here"),
            *_report("other_"),
            *_place("other_", "the words of the other witness"),
            _text("other_text", "those words; null when it has nothing here"),
            _text("because", "the difference in a sentence"),
        ),
    ),
    Table(
        "reuse",
        "One passage that two reports share.",
        (
            *_report("a_"),
            *_place("a_", "the words in the first report"),
            _text("a_text", "the words in the first report"),
            *_report("b_"),
            *_place("b_", "the words in the second report"),
            _text("b_text", "the words in the second report"),
            _text("kind", "verbatim, edited, reworded or quotation (both quote the same speech)"),
            _integer("words", "how many words are shared"),
            _real("weight", "how rare the shared words are, in nats"),
            _text("because", "the evidence in a sentence"),
        ),
    ),
    Table(
        "derivations",
        "Two reports that have, or may have, one origin.",
        (
            *_report("a_"),
            *_report("b_"),
            _real("share", "how much of the shorter report's words outside quotation marks both have, 0 to 1"),
            _boolean("certain", "false when it is a doubt that joins nobody"),
            _list("because", "why they are one, a sentence each"),
            _text("direction", "who drew on whom: a-to-b, b-to-a, common-source or unknown"),
            _real("confidence", "0 to 1: how safe the direction is"),
            _list("evidence", "what speaks for the direction, a sentence each"),
        ),
    ),
    Table(
        "families",
        "Reports that derive from one origin.",
        (
            _text("id", "identity within the record"),
            _list("reports", "names of the reports"),
            _list("sigla", "letters of the reports"),
            _boolean("certain", "false when only weak evidence, or missing dates and outlets, join them"),
            _text("because", "the evidence in a sentence"),
        ),
    ),
    Table(
        "stories",
        "The reports that cover one happening.",
        (
            _text("id", "identity within the record"),
            _integer("number", "its number, in the order of the reports"),
            _text("title", "the headline that its reports bear out best; null when none has one"),
            _list("reports", "names of the reports"),
            _list("sigla", "letters of the reports"),
            _list("shares", "the telling words they have in common, the most telling first"),
            _text("because", "why they belong together, in a sentence"),
        ),
    ),
    Table(
        "findings",
        "One matter that a person should look at.",
        (
            _text("kind", "what is the matter: altered, clipped, spliced …"),
            _integer("severity", "1 worth knowing, 2 may mislead, 3 a reader would take something else to be true"),
            *_report(),
            *_place(of="the words to look at"),
            _text("text", "those words; null when the matter is not in the text"),
            _text("because", "the reason in a sentence"),
            *_STATEMENT,
            _text("attribution", "the attribution concerned, as in `attributions.id`"),
            _list("spans", "everything it rests on: report name, start and end"),
        ),
    ),
    Table(
        "inputs",
        "One thing that was offered for reading, and what became of it.",
        (
            _text("locator", "where it came from: a path, the member of an archive, the number of a line or record"),
            _text("state", "stored, duplicate, rejected, quarantined (no reader survived it) or pending"),
            _text("reason", "why it was not stored, or not analysed; empty when all went well"),
            _text("report", "name of the report it became, or repeats; null when there is none"),
            _text("code", "the reason in a word or two for programs, as in reading.md; empty when all went well"),
            _integer(
                "offset", "the byte where it begins in the file named first in `locator`; null where that means nothing"
            ),
            _text("format", "what its content showed it to be; null where it was not looked into"),
            _text("digest", "sha256 of its bytes, in hexadecimal; null where they were not read"),
        ),
    ),
    Table(
        "limits",
        "Something that was left out to keep the work in bounds.",
        (_text("stage", "where it was left out"), _text("because", "what, how much and why, in a sentence")),
    ),
    Table(
        "provenance",
        "The one row that says what the record is and what made it.",
        (
            _text("title", "title of the record"),
            _integer("reports", "how many reports are stored"),
            _integer("independent_low", "how many of them are independent, at least"),
            _integer("independent_high", "how many of them are independent, at most"),
            _text("independent_rule", "the rule behind those two numbers"),
            _integer("statements", "how many statements there are"),
            _integer("speakers", "how many speakers there are"),
            _integer("need_a_look", "how many findings there are, removed boilerplate not counted"),
            _text("version", "version of On Record that made it"),
            _text("model", "language model it used, with its version"),
        ),
    ),
)

TABLE: dict[str, Table] = {table.name: table for table in TABLES}
