"""What the workers of the tests are given to do: all that can go wrong in a process, each on one word."""

from __future__ import annotations

import ctypes
import os
import re
import signal
import sys
import time
from collections.abc import Iterator

LOADED: list[str] = []


def prepare() -> None:
    LOADED.append("prepared")


def work(job: bytes) -> Iterator[bytes]:
    """Do what the first word says; the second is a number."""
    name, _, rest = job.decode().partition(" ")
    yield from globals()[f"_{name}"](rest)


def refuse() -> None:
    raise ValueError("no model here")


def _echo(rest: str) -> Iterator[bytes]:
    yield rest.encode()


def _nothing(rest: str) -> Iterator[bytes]:
    yield from ()


def _count(rest: str) -> Iterator[bytes]:
    yield from (str(number).encode() for number in range(int(rest)))


def _process(rest: str) -> Iterator[bytes]:
    yield str(os.getpid()).encode()


def _prepared(rest: str) -> Iterator[bytes]:
    yield ",".join(LOADED).encode()


def _large(rest: str) -> Iterator[bytes]:
    yield b"x" * int(rest)


def _sleep(rest: str) -> Iterator[bytes]:
    yield b"good night"
    time.sleep(float(rest))


def _spin(rest: str) -> Iterator[bytes]:
    yield b"before"
    while True:
        pass


def _spin_in_c(rest: str) -> Iterator[bytes]:
    """Hold the interpreter's lock in a match that would take for ever."""
    re.match(r"(a+)+$", "a" * 64 + "!")
    yield b"never"


def _steps(rest: str) -> Iterator[bytes]:
    """Take 0.1 s of the processor for each of so many messages."""
    for number in range(int(rest)):
        until = time.process_time() + 0.1
        while time.process_time() < until:
            pass
        yield str(number).encode()


def _kill(rest: str) -> Iterator[bytes]:
    yield b"before"
    os.kill(os.getpid(), getattr(signal, rest))
    time.sleep(60)


def _exit(rest: str) -> Iterator[bytes]:
    yield b"before"
    os._exit(int(rest))


def _leave(rest: str) -> Iterator[bytes]:
    yield b"before"
    sys.exit(int(rest))


def _crash(rest: str) -> Iterator[bytes]:
    yield b"before"
    ctypes.string_at(0)


def _raise(rest: str) -> Iterator[bytes]:
    yield b"before"
    raise ValueError(rest)


def _fill(rest: str) -> Iterator[bytes]:
    """Ask for memory until there is none."""
    yield b"before"
    hoard = []
    while True:
        hoard.append(bytearray(1 << 24))


def _huge(rest: str) -> Iterator[bytes]:
    yield str(len(bytes(1 << 40))).encode()


def _recurse(rest: str) -> Iterator[bytes]:
    def deeper(depth: int) -> int:
        return deeper(depth + 1) + 1

    yield str(deeper(0)).encode()


def _text(rest: str) -> Iterator[bytes]:
    yield "no bytes"  # type: ignore[misc]


def _flood(rest: str) -> Iterator[bytes]:
    """Write so many bytes to stderr and to stdout."""
    line = b"noise" * 200 + b"\n"
    for _ in range(int(rest) // len(line)):
        os.write(2, line)
        os.write(1, line)
        print("noise")
    yield b"after"


def _last_words(rest: str) -> Iterator[bytes]:
    os.write(2, b"\x1b[31m" + rest.encode() + b"\n")
    os.kill(os.getpid(), signal.SIGTERM)
    yield b"never"


def _file(rest: str) -> Iterator[bytes]:
    import tempfile

    with tempfile.TemporaryFile() as file:
        file.write(bytes(int(rest)))
        file.flush()
    yield b"written"


def _connect(rest: str) -> Iterator[bytes]:
    import socket

    with socket.socket() as line:
        line.connect(("127.0.0.1", int(rest)))
    yield b"connected"


def _connect_in_c(rest: str) -> Iterator[bytes]:
    """Go round Python, as a library in C would."""
    import socket
    import struct

    libc = ctypes.CDLL(None, use_errno=True)
    descriptor = libc.socket(socket.AF_INET, socket.SOCK_STREAM, 0)
    address = struct.pack("=H", socket.AF_INET) + struct.pack(">H", int(rest)) + bytes([127, 0, 0, 1]) + bytes(8)
    yield b"connected" if libc.connect(descriptor, address, len(address)) == 0 else b"no way out"
    libc.close(descriptor)


def _program(rest: str) -> Iterator[bytes]:
    yield str(os.system("true")).encode()


def _open_files(rest: str) -> Iterator[bytes]:
    """Say which descriptors are open: in, out, err, the two pipes, and the folder that is being listed."""
    yield ",".join(sorted(os.listdir("/proc/self/fd"), key=int)).encode()


def _surroundings(rest: str) -> Iterator[bytes]:
    yield f"{hash('report')} {time.localtime(0).tm_hour} {os.getcwd() in sys.path}".encode()


def die() -> None:
    os._exit(9)


def lack() -> None:
    from onrecord.errors import NO_OUTPUT, InputError

    raise InputError("the model is not installed; install it", NO_OUTPUT)


def _no_memory_in_c(rest: str) -> Iterator[bytes]:
    """End as a program in C++ or Rust does that gets no memory."""
    os.write(2, b"terminate called after throwing an instance of 'std::bad_alloc'\n")
    os.abort()
    yield b"never"


def _interrupt(rest: str) -> Iterator[bytes]:
    raise KeyboardInterrupt
    yield b"never"


def _counted_by_process(rest: str) -> Iterator[bytes]:
    for number in range(int(rest)):
        yield f"{number} {os.getpid()}".encode()
        time.sleep(0.0005)


# The pipe to the program: in, out, err, jobs, results.
RESULTS = 4


def _say(rest: str) -> Iterator[bytes]:
    """Put these bytes, given in hexadecimal, into the pipe between two messages."""
    yield b"before"
    os.write(RESULTS, bytes.fromhex(rest))
    yield b"after"


def _say_for_ever(rest: str) -> Iterator[bytes]:
    yield b"before"
    while True:
        os.write(RESULTS, bytes.fromhex(rest))


def _dribble(rest: str) -> Iterator[bytes]:
    """Begin a message of 10,000 bytes, and send a byte of it now and then."""
    yield b"before"
    os.write(RESULTS, b"M" + (10_000).to_bytes(4, "little"))
    while True:
        time.sleep(float(rest))
        os.write(RESULTS, b"x")


def _go_deaf(rest: str) -> Iterator[bytes]:
    yield b"before"
    os.close(RESULTS)
    time.sleep(60)


def _stop(rest: str) -> Iterator[bytes]:
    yield b"before"
    os.kill(os.getpid(), signal.SIGSTOP)
    time.sleep(60)


def _leave_a_child(rest: str) -> Iterator[bytes]:
    """Start a process as C code could, which holds the pipes open, and die."""
    child = ctypes.CDLL(None).fork()
    if child == 0:
        time.sleep(60)
    yield str(child).encode()
    time.sleep(0.1)  # until the message is out
    os.kill(os.getpid(), signal.SIGSEGV)


def _limit(rest: str) -> Iterator[bytes]:
    import resource

    yield str(resource.getrlimit(getattr(resource, rest))[0]).encode()
