"""What of the meaning an edit touches, and how much it matters: the classes as a table, in invented sentences."""

from __future__ import annotations

from itertools import chain

import pytest

from onrecord.model import Edit
from onrecord.statements.bearing import is_opposite
from onrecord.statements.dress import bearing_list
from tests.statements.test_edits import edits_between

DRESS, WORDING, MISLEADS, OTHERWISE = range(4)


def gravest(base: str, other: str) -> Edit:
    """Give the edit that matters most, of those that change words or a question mark."""
    edits = [edit for edit in edits_between(base, other)[0] if edit.substantive]
    return max(edits, key=lambda edit: edit.severity)


CLASSES = [
    # whether
    ("We will not open the bridge before spring", "We will open the bridge before spring", "omitted", "negation", 3),
    ("We will open the bridge before spring", "We will never open the bridge before spring", "inserted", "negation", 3),
    ("The crew did not sign the paper today", "The crew signed the paper today", "substituted", "negation", 3),
    ("She sails, unlike her brother, every day", "She sails, like her brother, every day", "substituted", "negation", 3),
    ("It was an illegal strike at the docks", "It was a legal strike at the docks", "substituted", "negation", 3),
    ("We want to raise the toll next year", "We want to lower the toll next year", "substituted", "negation", 3),
    ("We sailed with the mayor on board today", "We sailed without the mayor on board today", "substituted", "negation", 3),
    # how surely
    ("The old bridge might hold through the night", "The old bridge will hold through the night", "substituted", "modality", 2),
    ("The council must pay for the new bridge", "The council should pay for the new bridge", "substituted", "modality", 2),
    ("They probably knew of the crack in March", "They knew of the crack in March", "omitted", "modality", 2),
    ("The bridge could fail in a strong wind", "The bridge fails in a strong wind", "substituted", "modality", 2),
    # how many
    ("We lost forty lorries in the flood", "We lost fifty lorries in the flood", "substituted", "number", 3),
    ("It cost three million crowns to build", "It cost three billion crowns to build", "substituted", "number", 3),
    ("All of the captains agreed to wait", "Some of the captains agreed to wait", "substituted", "number", 2),
    ("I hear most of the captains will wait", "I hear the captains will wait", "omitted", "number", 2),
    # who and where
    ("I spoke to Okoye about the ferry", "I spoke to Lindqvist about the ferry", "substituted", "name", 3),
    ("It was the Danish crew that left first", "It was the Polish crew that left first", "substituted", "name", 3),
    ("We saw that Ruiz told Okoye to leave the bridge", "We saw that Okoye told Ruiz to leave the bridge", "reordered", "name", 2),
    # when
    ("The bridge is safe for lorries and buses", "The bridge was safe for lorries and buses", "substituted", "tense", 1),
    ("The bridge is safe for lorries and buses", "The bridge will be safe for lorries and buses", "substituted", "tense", 2),
    ("We will open the bridge in September at last", "We will open the bridge in October at last", "substituted", "tense", 3),
    ("We saw the ferry leave on Monday at nine", "We saw the ferry leave on Friday at nine", "substituted", "tense", 3),
    # who is meant
    ("I will rebuild the bridge in a year", "We will rebuild the bridge in a year", "substituted", "person", 2),
    ("It is our harbour and it stays our harbour", "It is our harbour and it stays their harbour", "substituted", "person", 2),
    ("It is our harbour and it stays our harbour", "It is our harbour and it stays my harbour", "substituted", "person", 1),
    ("It is our harbour and it stays our harbour", "It is our harbour and it stays the harbour", "substituted", "person", 1),
    # asked or stated
    ("The bridge is safe? We sail at nine.", "The bridge is safe. We sail at nine.", "substituted", "question", 2),
    ("Is the bridge safe? We sail at nine.", "Is the bridge safe. We sail at nine.", "substituted", "question", 1),
    ("Is it safe on the bridge? We sail at nine.", "It is safe on the bridge. We sail at nine.", "substituted", "question", 2),
]  # fmt: skip


@pytest.mark.parametrize(("base", "other", "kind", "bearing", "severity"), CLASSES)
def test_an_edit_says_what_it_touches(base: str, other: str, kind: str, bearing: str, severity: int) -> None:
    edit = gravest(base, other)
    assert (edit.kind, edit.bears_on, edit.severity) == (kind, (bearing,), severity)


MIRRORED = {"omitted": "inserted", "inserted": "omitted"}


@pytest.mark.parametrize(("base", "other", "kind", "bearing", "severity"), CLASSES)
def test_read_the_other_way_it_touches_the_same(base: str, other: str, kind: str, bearing: str, severity: int) -> None:
    edit = gravest(other, base)
    assert (edit.kind, edit.bears_on, edit.severity) == (MIRRORED.get(kind, kind), (bearing,), severity)


@pytest.mark.parametrize(
    ("base", "other"),
    [
        # a longer omission that happens to hold a denial
        ("We shut it, and nobody in the office told us, at noon", "We shut it at noon"),
        ("She told us, not once but twice, to leave the bridge", "She told us to leave the bridge"),
        # an answer is no denial of what follows
        ("So no, the bridge was safe all along", "So the bridge was safe all along"),
        # two denials for one
        ("It is not legal to moor at the bridge", "It is illegal to moor at the bridge"),
        ("I do not think that the bridge will hold", "I think that the bridge will not hold"),
        ("We will not open the bridge until the steel is safe", "We will open the bridge when the steel is safe"),
        ("Nobody in the harbour ever knew of it", "No one in the harbour ever knew of it"),
        # one name in two forms
        ("I spoke to Ida Lindqvist. Then Lindqvist left us at the pier", "I spoke to Ida. Then Lindqvist left us at the pier"),
        ("The Wend Ferry Company will sail on Monday at nine", "WFC will sail on Monday at nine"),
        ("America will pay for the bridge in the end", "The US will pay for the bridge in the end"),
        # a list turned around
        ("In the end Ruiz and Okoye paid for the bridge", "In the end Okoye and Ruiz paid for the bridge"),
        ("The ferries and the barges will sail at nine", "The barges and the ferries will sail at nine"),
        # another way of speaking
        ("We can hear the river from here at night", "We could hear the river from here at night"),
        ("We must leave the bridge by nine tonight", "We have to leave the bridge by nine tonight"),
        ("It closed at 5:10 in the morning that day", "It closed at 5.10 in the morning that day"),
        # reworded altogether
        ("Nothing that we have seen so far tells us it was wrong", "So far the papers show no wrong that we know of"),
        ("And thank you, no boat left the pier, my friends", "Boats have left the pier all day long"),
        # another question in another form
        ("In the harbour, a boy with a rope? We were shocked.", "In the harbour, a boy with a rope. We were shocked."),
    ],
)  # fmt: skip
def test_what_may_look_like_a_change_of_meaning_is_wording(base: str, other: str) -> None:
    assert gravest(base, other).severity <= WORDING


# The ways in which quotations were found to change between outlets (../shared/design/reuse.md, 5).
PATTERNS = [
    ("a reversal", "I was no sailor, unlike my father and you two", "I was no sailor, like my father or you two", "substituted", False, 3),
    ("a name added in brackets", "He sold it to the harbour board", "He [Okoye] sold it to the harbour board", "inserted", True, 1),
    ("a phrase left out", "Nobody, not me, not the mayor, built more bridges", "Nobody built more bridges", "omitted", False, 1),
    ("a pair turned around", "We shut many docks and yards this year", "We shut many yards and docks this year", "reordered", False, 1),
    ("a near word", "Most of my supporters will sail with her", "Most of my voters will sail with her", "substituted", False, 1),
    ("a marked removal", "Until we know what the [deleted] is going on", "Until we know what is going on", "omitted", True, 1),
    ("names shortened", "If you want Ida Ruiz or Ben Okoye on board", "If you want Ruiz or Okoye on board", "omitted", False, 1),
    ("one for many", "I gain from the shipping laws of this land", "I gain from the shipping law of this land", "substituted", False, 1),
    ("a question told", "You saw the mast? I mean, it fell.", "You saw the mast. It fell.", "substituted", False, 1),
    ("this for our", "We will change our harbour together now", "We will change this harbour together now", "substituted", False, 1),
    ("a twin word", "Thanks to everyone who rowed with us", "Thanks to everybody who rowed with us", "substituted", False, 1),
    ("a stammer", "It was, it was a cold night out there", "It was a cold night out there", "omitted", False, 0),
    ("although", "Although the river people may know of it", "Though the river people may know of it", "substituted", False, 1),
    ("a beginning told", "During the long night the steel gave way", "the steel gave way", "clipped-start", False, 1),
    ("a trimming", "The steel gave way before the ferry came in", "The steel gave way", "clipped-end", False, 1),
    ("a beginning dropped", "As you all know by now, the steel gave way", "The steel gave way", "clipped-start", False, 1),
]  # fmt: skip


@pytest.mark.parametrize(("pattern", "base", "other", "kind", "marked", "severity"), PATTERNS)
def test_a_pattern_is_named(pattern: str, base: str, other: str, kind: str, marked: bool, severity: int) -> None:
    edits = [edit for edit in edits_between(base, other)[0] if edit.substantive]
    assert (kind, marked, severity) in {(edit.kind, edit.marked, edit.severity) for edit in edits}
    assert max(edit.severity for edit in edits) == severity


@pytest.mark.parametrize(
    ("base", "other", "severity"),
    [
        ("We will resign tonight unless the court stops us", "We will resign tonight", MISLEADS),
        ("We will resign tonight and thank the whole crew", "We will resign tonight", WORDING),
        ("We open it today. But we may yet close it again.", "We open it today.", MISLEADS),
        ("We did in truth not close the bridge for the ferry", "close the bridge for the ferry", MISLEADS),
        ("We have never lied. We closed the bridge for the ferry", "We closed the bridge for the ferry", WORDING),
    ],
)
def test_a_lost_end_is_judged_by_what_it_held(base: str, other: str, severity: int) -> None:
    edit = gravest(base, other)
    assert (edit.kind[:7], edit.bears_on, edit.severity) == ("clipped", (), severity)


@pytest.mark.parametrize(
    ("base", "other"),
    [
        ("They analysed the steel and learnt a lot", "They analyzed the steel and learned a lot"),
        ("The paediatric ward and the manoeuvre", "The pediatric ward and the maneuver"),
        ("I called Mr. Okoye at nine that day", "I called Okoye at nine that day"),
        ("We met Senator Okoye in September", "We met Sen. Okoye in Sept."),
        ("ten per cent of the crew isn’t here", "10% of the crew is not here"),
    ],
)
def test_another_spelling_is_no_other_word(base: str, other: str) -> None:
    edits = edits_between(base, other)[0]
    assert edits and not any(edit.substantive or edit.severity for edit in edits)


NAMED_AFTER = {"negators": "negation", "denials": "negation", "opposites": "negation", "prefixes": "negation",
               "modals": "modality", "quantities": "number", "limiting": "number", "amounts": "number", "present": "tense",
               "past_forms": "tense", "future": "tense", "persons": "person", "possessives": "person",
               "determiners": "person", "asking": "question", "finite": "question"}  # fmt: skip


@pytest.mark.parametrize(
    ("bearing", "base", "other"),
    [(bearing, *pair) for group, bearing in NAMED_AFTER.items() for pair in bearing_list()[group]["examples"]],
)
def test_every_example_of_the_lists_touches_what_it_should(bearing: str, base: str, other: str) -> None:
    bearings = [edit.bears_on for edit in edits_between(base, other)[0]]
    assert bearing in set(chain(*bearings))


def test_every_list_has_an_example() -> None:
    assert all(group["examples"] for group in bearing_list().values())


@pytest.mark.parametrize(
    ("one", "other", "opposite"),
    [
        ("raise", "lower", True),
        ("increased", "decreased", True),
        ("able", "unable", True),
        ("agree", "disagree", True),
        ("form", "inform", True),  # spelt like an opposite: another word all the same
        ("side", "inside", True),
        ("raise", "raised", False),
        ("all", "fall", False),
        ("never", "always", False),  # counted as a denial
    ],
)
def test_opposites(one: str, other: str, opposite: bool) -> None:
    assert is_opposite(one, other) is is_opposite(other, one) is opposite
