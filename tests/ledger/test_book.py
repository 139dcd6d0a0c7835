"""The ledger: what was kept is there, once, after any stop; what is not needed goes; what cannot be kept is said."""

from __future__ import annotations

import hashlib
import os
import signal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord import steps
from onrecord.errors import InputError
from onrecord.ledger import Begun, Kept, Ledger, Member
from onrecord.model import Input, Report, Stated


def report(name: str) -> Report:
    return Report(id=f"id of {name}", name=name, text=f"The quay was {name}.\r\n", title=Stated(name, "first line"))


def stored(*key: int) -> Kept:
    name = "-".join(map(str, key))
    return Kept(key, Input(f"pile.zip/{name}.txt", "stored", report=f"id of {name}", offset=7), report(name))


def rejected(*key: int) -> Kept:
    return Kept(key, Input("pile.zip", "rejected", "it is empty", code="empty"))


def test_what_a_file_gave_comes_back_as_it_was_and_in_its_order(ledger: Ledger) -> None:
    begun = ledger.begin("pile.zip", "/pile.zip", "digest")
    ledger.keep({begun.file: [stored(0), stored(1, 0), stored(1, 300)]})
    ledger.keep({begun.file: [rejected(1, 2), stored(2), stored(10)]})
    keys = [kept.key for kept in ledger.kept(begun.file)]
    assert keys == [(0,), (1, 0), (1, 2), (1, 300), (2,), (10,)]
    assert list(ledger.kept(begun.file))[0] == stored(0)
    assert list(ledger.kept(begun.file))[2] == rejected(1, 2)


def test_a_file_goes_on_after_the_last_thing_kept_of_it(ledger: Ledger) -> None:
    begun = ledger.begin("pile.zip", "/pile.zip", "digest")
    assert begun == Begun(1, after=None, finished=False)
    ledger.keep({begun.file: [stored(0), stored(3, 9), stored(3, 10)]})
    assert ledger.begin("pile.zip", "/pile.zip", "digest") == Begun(1, after=(3, 10), finished=False)
    ledger.keep({begun.file: [stored(4)]}, finished=[begun.file])
    assert ledger.begin("pile.zip", "/pile.zip", "digest") == Begun(1, after=(4,), finished=True)


def test_a_file_with_nothing_in_it_is_finished_too(ledger: Ledger) -> None:
    begun = ledger.begin("empty.jsonl", "/empty.jsonl", "digest")
    ledger.keep({}, finished=[begun.file])
    assert ledger.begin("empty.jsonl", "/empty.jsonl", "digest") == Begun(1, after=None, finished=True)


def test_a_file_whose_bytes_changed_is_read_anew_and_what_it_gave_is_forgotten(ledger: Ledger) -> None:
    before = ledger.begin("a.txt", "/a.txt", "old bytes")
    ledger.keep({before.file: [stored(0)]}, finished=[before.file])
    after = ledger.begin("a.txt", "/a.txt", "new bytes")
    assert (after.after, after.finished) == (None, False)
    assert ledger.accounting() == {"pending": 1}


def test_of_a_file_that_a_record_is_made_of_nothing_is_forgotten_before_the_next_record(ledger: Ledger) -> None:
    before = ledger.begin("a.txt", "/a.txt", "old bytes")
    ledger.keep({before.file: [stored(0)]}, finished=[before.file])
    ledger.publish([before.file], "first record")
    after = ledger.begin("a.txt", "/a.txt", "new bytes")
    assert [kept.key for kept in ledger.kept(before.file)] == [(0,)]
    ledger.keep({after.file: [stored(0)]}, finished=[after.file])
    ledger.publish([after.file], "second record", standing="first record")
    assert [kept.key for kept in ledger.kept(before.file)] == [
        (0,)
    ]  # the first record may still be the one that stands
    ledger.publish([after.file], "third record", standing="second record")
    assert list(ledger.kept(before.file)) == []


def test_the_members_of_a_record_are_known_by_its_digest_in_their_order(ledger: Ledger) -> None:
    files = [ledger.begin(name, f"/{name}", "digest").file for name in ("b.txt", "a.txt", "c.txt")]
    ledger.publish(files[:2], "first")
    ledger.publish([files[1]], "second", standing="first")
    assert ledger.members("first") == [Member(1, "b.txt", "/b.txt", "digest"), Member(2, "a.txt", "/a.txt", "digest")]
    assert ledger.members("second") == [Member(2, "a.txt", "/a.txt", "digest")]
    assert ledger.members(None) == []


def test_to_a_record_of_unknown_members_nothing_is_added(ledger: Ledger) -> None:
    ledger.publish([ledger.begin("a.txt", "/a.txt", "digest").file], "first")
    with pytest.raises(InputError, match="it is not known what the record is made of") as caught:
        ledger.members("a record made elsewhere")
    assert caught.value.exit_code == 2


def test_what_a_build_was_asked_for_is_known_until_another_is_asked_for_something_else(ledger: Ledger) -> None:
    file = ledger.begin("a.txt", "/a.txt", "digest").file
    ledger.ask([("a.txt", "/a.txt", "digest"), ("b.txt", "/b.txt", "")])
    ledger.publish([file], "record")
    asked = [(one.locator, one.path, one.digest) for one in ledger.asked()]
    assert asked == [("a.txt", "/a.txt", "digest"), ("b.txt", "/b.txt", "")]
    assert [one.locator for one in ledger.members("record")] == ["a.txt"]
    ledger.ask([("c.txt", "/c.txt", "")])
    assert [one.locator for one in ledger.asked()] == ["c.txt"]
    assert [one.locator for one in ledger.members("record")] == ["a.txt"]


def test_what_was_asked_for_is_read_again_after_a_change_of_recipe(tmp_path: Path) -> None:
    with Ledger.open(tmp_path, "version 1") as ledger:
        file = ledger.begin("a.txt", "/a.txt", "digest").file
        ledger.keep({file: [stored(0)]}, [file])
        ledger.ask([("a.txt", "/a.txt", "digest")])
    with Ledger.open(tmp_path, "version 2") as ledger:
        assert ledger.asked() == [Member(file, "a.txt", "/a.txt", "digest")]
        assert ledger.begin("a.txt", "/a.txt", "digest") == Begun(file)


def test_publishing_the_same_record_again_changes_nothing(ledger: Ledger) -> None:
    file = ledger.begin("a.txt", "/a.txt", "digest").file
    for _ in range(2):
        ledger.publish([file], "the record", standing="the record")
    assert [member.file for member in ledger.members("the record")] == [file]


def test_a_path_may_hold_bytes_that_are_no_text(ledger: Ledger) -> None:
    path = os.fsdecode(b"/pile/\xff\xfe.txt")
    begun = ledger.begin("pile/??.txt", path, "digest")
    ledger.publish([begun.file], "record")
    assert ledger.begin("pile/??.txt", path, "digest").file == begun.file
    assert ledger.members("record")[0].path == path


def test_everything_seen_is_counted_and_an_unfinished_file_is_pending(ledger: Ledger) -> None:
    one, two = (ledger.begin(name, f"/{name}", "digest").file for name in ("a.zip", "b.zip"))
    ledger.keep({one: [stored(0), rejected(1), stored(2)], two: [stored(0)]}, finished=[one])
    assert ledger.accounting() == {"duplicate": 1, "pending": 1, "rejected": 1, "stored": 2}
    assert ledger.accounting([one]) == {"rejected": 1, "stored": 2}


def test_a_report_that_is_seen_twice_counts_as_a_duplicate_as_in_the_record(ledger: Ledger) -> None:
    one, two = (ledger.begin(name, f"/{name}", "digest").file for name in ("a.zip", "b.zip"))
    ledger.keep({one: [stored(0), stored(1)], two: [stored(0), rejected(1)]}, finished=[one, two])
    assert ledger.accounting() == {"duplicate": 1, "rejected": 1, "stored": 2}
    assert ledger.accounting([two]) == {"rejected": 1, "stored": 1}


def test_an_analysis_is_found_under_its_key_in_the_order_asked_for(ledger: Ledger) -> None:
    keys = [f"key {number}" for number in range(1200)]
    ledger.keep_analyses((key, key.encode()) for key in keys)
    wanted = [*reversed(keys), "unknown"]
    assert list(ledger.analyses(wanted)) == [(key, key.encode()) for key in reversed(keys)]
    assert ledger.known_analyses(["key 3", "unknown", "key 5"]) == {"key 3", "key 5"}


def test_publishing_forgets_the_analyses_that_nothing_needs(ledger: Ledger) -> None:
    ledger.keep_analyses([("needed", b"1"), ("not needed", b"2")])
    ledger.publish([], "record", analyses=["needed"])
    assert ledger.known_analyses(["needed", "not needed"]) == {"needed"}


def test_what_was_kept_is_there_for_the_next_build(tmp_path: Path) -> None:
    with Ledger.open(tmp_path, "recipe") as ledger:
        begun = ledger.begin("a.txt", "/a.txt", "digest")
        ledger.keep({begun.file: [stored(0)]})
        ledger.keep_analyses([("key", b"body")])
    with Ledger.open(tmp_path, "recipe") as ledger:
        assert list(ledger.kept(begun.file)) == [stored(0)]
        assert list(ledger.analyses(["key"])) == [("key", b"body")]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ledger.sqlite"]


def test_another_recipe_reads_and_analyses_everything_anew_and_keeps_the_list_of_files(tmp_path: Path) -> None:
    with Ledger.open(tmp_path, "version 1") as ledger:
        one, two = (ledger.begin(name, f"/{name}", "digest").file for name in ("a.txt", "b.txt"))
        ledger.keep({one: [stored(0)], two: [stored(0)]}, finished=[one, two])
        ledger.keep_analyses([("key", b"body")])
        ledger.publish([one], "record")
    with Ledger.open(tmp_path, "version 2") as ledger:
        assert ledger.known_analyses(["key"]) == set()
        assert ledger.members("record") == [Member(one, "a.txt", "/a.txt", "digest")]
        assert ledger.begin("a.txt", "/a.txt", "digest") == Begun(one, after=None, finished=False)


def test_bytes_are_quarantined_under_their_digest_as_long_as_something_names_them(tmp_path: Path) -> None:
    with Ledger.open(tmp_path, "recipe") as ledger:
        file = ledger.begin("bad.pdf", "/bad.pdf", "digest").file
        named, forgotten = ledger.quarantine(b"bad"), ledger.quarantine(b"never kept")
        assert named == hashlib.sha256(b"bad").hexdigest()
        assert (tmp_path / "quarantine" / named).read_bytes() == b"bad"
        ledger.keep({file: [Kept((0,), Input("bad.pdf", "quarantined", "it hung", code="hung", digest=named))]}, [file])
        (tmp_path / "quarantine" / f".{forgotten}").write_bytes(b"a killed build was writing this")
        ledger.publish([file], "record")
        assert os.listdir(tmp_path / "quarantine") == [named]


def test_of_a_bomb_only_so_much_is_quarantined(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.ledger.quarantine.MOST_KEPT", 10)
    with Ledger.open(tmp_path, "recipe") as ledger:
        named = ledger.quarantine(b"0123456789 and more")
    assert (tmp_path / "quarantine" / named).read_bytes() == b"0123456789"
    assert named == hashlib.sha256(b"0123456789").hexdigest()


KEYS = st.lists(st.integers(0, 2**63), max_size=4).map(tuple)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(KEYS, max_size=4), max_size=5))
def test_however_it_is_kept_nothing_is_lost_or_doubled_and_the_order_is_that_of_the_places(
    batches: list[list[tuple[int, ...]]],
) -> None:
    with Ledger.open(None, "") as ledger:
        file = ledger.begin("a", "/a", "digest").file
        for batch in batches:
            ledger.keep({file: [rejected(*key) for key in batch]})
        wanted = sorted({key for batch in batches for key in batch})
        assert [kept.key for kept in ledger.kept(file)] == wanted
        assert ledger.begin("a", "/a", "digest").after == (wanted[-1] if wanted else None)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes and signals of POSIX")
@pytest.mark.parametrize("stop", ["quarantine-written", "quarantine-named"])
def test_killed_while_bytes_are_put_aside_no_half_of_them_is_ever_found(stop: str, tmp_path: Path) -> None:
    child = os.fork()
    if not child:
        steps.watch(lambda step: os.kill(os.getpid(), signal.SIGKILL) if step == stop else None)
        Ledger.open(tmp_path, "recipe").quarantine(b"bad")
        os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    named = hashlib.sha256(b"bad").hexdigest()
    assert os.listdir(tmp_path / "quarantine") == [f".{named}" if stop == "quarantine-written" else named]
    with Ledger.open(tmp_path, "recipe") as ledger:
        file = ledger.begin("bad.pdf", "/bad.pdf", "digest").file
        assert ledger.quarantine(b"bad") == named
        ledger.keep({file: [Kept((0,), Input("bad.pdf", "quarantined", "it hung", code="hung", digest=named))]}, [file])
        ledger.publish([file], "record")
    assert os.listdir(tmp_path / "quarantine") == [named]
    assert (tmp_path / "quarantine" / named).read_bytes() == b"bad"


@pytest.mark.parametrize("code", ["unreadable", "changed"])
def test_a_file_whose_reading_ended_in_trouble_of_the_moment_is_begun_anew(ledger: Ledger, code: str) -> None:
    begun = ledger.begin("a.txt", "/a.txt", "digest")
    trouble = Kept((1,), Input("a.txt", "rejected", "the disk failed", code=code))
    ledger.keep({begun.file: [stored(0), trouble]}, [begun.file])
    ledger.publish([begun.file], "record")
    assert ledger.begin("a.txt", "/a.txt", "digest") == Begun(begun.file)
    assert list(ledger.kept(begun.file)) == []
    assert [member.file for member in ledger.members("record")] == [begun.file]


def test_what_came_before_such_trouble_is_kept_when_the_file_is_gone(ledger: Ledger) -> None:
    begun = ledger.begin("a.txt", "/a.txt", "digest")
    trouble = Kept((1,), Input("a.txt", "rejected", "the disk failed", code="unreadable"))
    ledger.keep({begun.file: [stored(0), trouble]}, [begun.file])
    assert ledger.begin("a.txt", "/a.txt", "digest", at_hand=False) == Begun(begun.file, (1,), True)
    assert len(list(ledger.kept(begun.file))) == 2


def test_what_was_wrong_with_a_file_for_good_is_not_asked_again(ledger: Ledger) -> None:
    begun = ledger.begin("a.txt", "/a.txt", "digest")
    ledger.keep({begun.file: [stored(0), rejected(1)]}, [begun.file])
    assert ledger.begin("a.txt", "/a.txt", "digest") == Begun(begun.file, (1,), True)
