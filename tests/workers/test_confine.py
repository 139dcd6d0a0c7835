"""What a worker may not do, and that it outlives nobody."""

from __future__ import annotations

import os
import resource
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from onrecord.workers import Crew, Died, Limits, Message, confine

ROOT = Path(__file__).resolve().parents[2]
TASK = "tests.workers.tasks:work"
linux = pytest.mark.skipif(sys.platform != "linux", reason="needs Linux")


def answer(job: str, limits: Limits | None = None) -> str:
    """Give the first message of a job, or why it died."""
    with Crew(TASK, 1, limits) as crew:
        crew.submit("job", job.encode())
        first = next(crew.outcomes())
    return (
        first.payload.decode()
        if isinstance(first, Message)
        else f"{first.cause}: {first.detail}"
        if isinstance(first, Died)
        else ""
    )


def test_the_network_is_shut_to_python() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        assert "socket.connect is not allowed to a worker" in answer(f"connect {server.getsockname()[1]}")


@linux
def test_the_network_is_shut_to_c_too_where_the_system_lets_us() -> None:
    if (
        subprocess.run(["unshare", "--net", "true"], capture_output=True).returncode
        and subprocess.run(["unshare", "--user", "--net", "true"], capture_output=True).returncode
    ):
        pytest.skip("this system does not let us leave the network")
    with socket.create_server(("127.0.0.1", 0)) as server:
        assert answer(f"connect_in_c {server.getsockname()[1]}") == "no way out"


def test_no_other_program_is_started() -> None:
    assert "os.system is not allowed to a worker" in answer("program")


def test_a_file_is_no_larger_than_allowed() -> None:
    assert answer("file 1000", Limits(file_size=1 << 20)) == "written"
    assert "File too large" in answer("file 2000000", Limits(file_size=1 << 20))


@linux
def test_a_limit_that_is_lower_already_stays() -> None:
    """`ulimit -S` sets one that a process may raise again: no worker does."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 16, before[1]))
    try:
        assert answer("limit RLIMIT_FSIZE", Limits(file_size=1 << 20)) == str(1 << 16)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@linux
def test_memory_is_limited_even_where_the_system_does_not_tell_what_is_in_use(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(*_: object, **__: object) -> None:
        raise FileNotFoundError

    monkeypatch.setattr(confine, "open", nowhere, raising=False)
    assert 1 << 28 <= confine._address_space() <= 1 << 32


@linux
def test_a_worker_has_its_own_pipes_and_nothing_of_ours() -> None:
    with open(__file__, "rb"), socket.socket():
        assert answer("open_files") == "0,1,2,3,4,5"  # in, out, err, jobs, results, and the folder being listed


def test_hash_seed_and_time_zone_are_the_same_in_all_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONHASHSEED", "1")
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    first = answer("surroundings")
    monkeypatch.setenv("PYTHONHASHSEED", "2")
    monkeypatch.setenv("TZ", "America/Lima")
    assert answer("surroundings") == first


def test_models_are_loaded_once_and_before_the_limits_hold() -> None:
    assert answer("prepared", Limits(memory=1 << 26, seconds=0.5)) == "prepared"


PROGRAM = """
import sys, threading
from onrecord.workers import Crew, Limits

def work():
    with Crew("tests.workers.tasks:work", 2, Limits(seconds=60, silence=float(sys.argv[2]))) as crew:
        for _ in range(4):
            crew.submit("who", b"process")
        for outcome in crew.outcomes():
            print(getattr(outcome, "payload", b"").decode(), flush=True)
        crew.submit("hang", sys.argv[1].encode())
        crew.submit("hang too", sys.argv[1].encode())
        for outcome in crew.outcomes():
            print("", flush=True)

if sys.argv[3] == "main":
    work()
else:
    threading.Thread(target=work).start()
"""


@linux
@pytest.mark.parametrize(
    ("job", "silence", "thread"),
    [
        ("sleep 600", "100", "main"),
        ("spin", "100", "main"),
        ("spin_in_c", "100", "main"),
        ("sleep 600", "0.4", "other"),
    ],
)
def test_a_worker_ends_with_the_program_even_if_that_is_killed(job: str, silence: str, thread: str) -> None:
    command = [sys.executable, "-c", PROGRAM, job, silence, thread]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as program:
        assert program.stdout
        workers: set[int] = set()
        lines = 0
        while lines < 8:
            line = program.stdout.readline().strip()
            lines += 1
            workers |= {int(line)} if line else set()
        time.sleep(0.3)
        program.send_signal(signal.SIGKILL)
    assert workers
    until = time.monotonic() + 6
    while any(_runs(worker) for worker in workers) and time.monotonic() < until:
        time.sleep(0.05)
    assert [worker for worker in workers if _runs(worker)] == []


def _runs(process: int) -> bool:
    """Say whether a process runs; one that has ended but that nobody has fetched does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@linux
def test_ctrl_c_is_for_the_program_alone() -> None:
    with Crew(TASK, 1) as crew:
        crew.submit("who", b"process")
        (process,) = (int(one.payload) for one in crew.outcomes() if isinstance(one, Message))
        os.kill(process, signal.SIGINT)
        crew.submit("who", b"process")
        assert [int(one.payload) for one in crew.outcomes() if isinstance(one, Message)] == [process]
