"""The closed lists that the network reads and writes by number: never reorder them, a trained network knows them by place."""

from __future__ import annotations

# What a word is in an attribution (BIO: B- begins a piece, I- carries it on).
ROLES = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
SOURCE, CUE, CONTENT = 1, 2, 3

# Where a word stands to quotation marks.
OUTSIDE, INSIDE, OPENING, CLOSING = range(4)

# How a word is written.
LOWER, CAPITAL, CAPITALS, MIXED, OTHER = range(5)

# Names, with the labels of OntoNotes 5 that the stages after this one use (BIO).
NAMES = (
    "PERSON",
    "ORG",
    "GPE",
    "NORP",
    "LOC",
    "FAC",
    "DATE",
    "TIME",
    "EVENT",
    "LAW",
    "PRODUCT",
    "WORK_OF_ART",
    "LANGUAGE",
)

# Penn Treebank tags and ClearNLP dependency labels, as the language model gives them; 0 is for any other.
TAGS = (
    "",
    "$",
    "''",
    ",",
    "-LRB-",
    "-RRB-",
    ".",
    ":",
    "ADD",
    "AFX",
    "CC",
    "CD",
    "DT",
    "EX",
    "FW",
    "HYPH",
    "IN",
    "JJ",
    "JJR",
    "JJS",
    "LS",
    "MD",
    "NFP",
    "NN",
    "NNP",
    "NNPS",
    "NNS",
    "PDT",
    "POS",
    "PRP",
    "PRP$",
    "RB",
    "RBR",
    "RBS",
    "RP",
    "SYM",
    "TO",
    "UH",
    "VB",
    "VBD",
    "VBG",
    "VBN",
    "VBP",
    "VBZ",
    "WDT",
    "WP",
    "WP$",
    "WRB",
    "XX",
    "``",
)
DEPENDENCIES = (
    "",
    "ROOT",
    "acl",
    "acomp",
    "advcl",
    "advmod",
    "agent",
    "amod",
    "appos",
    "attr",
    "aux",
    "auxpass",
    "case",
    "cc",
    "ccomp",
    "compound",
    "conj",
    "csubj",
    "csubjpass",
    "dative",
    "dep",
    "det",
    "dobj",
    "expl",
    "intj",
    "mark",
    "meta",
    "neg",
    "nmod",
    "npadvmod",
    "nsubj",
    "nsubjpass",
    "nummod",
    "oprd",
    "parataxis",
    "pcomp",
    "pobj",
    "poss",
    "preconj",
    "predet",
    "prep",
    "prt",
    "punct",
    "quantmod",
    "relcl",
    "xcomp",
)
# Dependency labels that begin a clause of its own: a word is marked with the nearest of these above it.
CLAUSES = frozenset(
    {"ROOT", "acl", "advcl", "ccomp", "conj", "csubj", "csubjpass", "dep", "parataxis", "pcomp", "relcl", "xcomp"}
)
