"""The worker's loop: requests in, an answer out for each, until the grader hangs up."""

import builtins
import contextlib
import os
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import numpy as np

from . import asked, wire
from .desk import Desk, Reply
from .loader import Loader

HANDED_OUT = "assignment"
MOMENT = 0.05  # seconds that a reply waits for others
MOST_GATHERED = 2**20  # bytes of replies that wait
RANDOM_SEED = 231  # unseeded student code draws the same numbers in every run


def serve(base: Path, requests: int, replies: int) -> None:
    """Answer the requests on descriptor `requests` on descriptor `replies`, for the submission in the folder `base`.

    A frame holds several scripts, each a tuple of requests. The reply to a script has an answer to every request, up
    to the first that fails; the rest of that script is passed over. Replies are gathered, since a frame for each would
    cost as much as the calls, but never longer than a MOMENT.
    """
    _prepare(base)
    desk = Desk(Loader(base))
    frames = 0
    gathered = _Gathered(replies)
    while True:
        header = _read(requests, wire.HEADER.size)
        if not header:
            return
        for piece in wire.pieces(_read(requests, wire.body_length(header, frames))):
            answers: list[Reply] = []
            for request in asked.decode(piece):
                answers.append(desk.answer(*request))
                if answers[-1][0] != "ok":
                    break
            gathered.add(_encoded(answers))
        gathered.send()
        frames += 1


class _Gathered:
    """Replies that have not been sent yet."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._frames = 0
        self._replies: list[bytes] = []
        self._size = 0
        self._sent_at = time.monotonic()

    def add(self, reply: bytes) -> None:
        """Keep a reply; send those before it if they are many, and all if they have waited for long."""
        if self._size + len(reply) > MOST_GATHERED:
            self.send()
        self._replies.append(reply)
        self._size += len(reply)
        if time.monotonic() - self._sent_at > MOMENT:
            self.send()

    def send(self) -> None:
        """Send all that there are."""
        if self._replies:
            _flush()
            _write(self._descriptor, wire.sheaf(self._frames, self._replies))
            self._frames += 1
            self._replies, self._size = [], 0
        self._sent_at = time.monotonic()


def _encoded(answers: list[Reply]) -> bytes:
    """The answers as bytes; the first that has no form there becomes a bad one, and those behind it are dropped."""
    try:
        return wire.encode(tuple(answers))
    except wire.WireError as error:
        for count in range(len(answers) - 1, -1, -1):
            bad = ("bad", {"what": "wire", "type": str(error)[:100]})
            with contextlib.suppress(wire.WireError):
                return wire.encode((*answers[:count], bad))
        raise


def _prepare(base: Path) -> None:
    sys.dont_write_bytecode = True
    sys.argv = [""]
    sys.stdin = open(os.devnull)  # noqa: SIM115  # lives as long as the process
    sys.stdout = open(1, "w", encoding="utf-8", errors="backslashreplace", buffering=1, closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", buffering=1, closefd=False)  # noqa: SIM115
    # Whoever puts another stream in their place must not have these closed with what is below them.
    sys.__stdout__, sys.__stderr__ = sys.stdout, sys.stderr  # type: ignore[misc]
    # Last on the path: a submission's json.py or random.py must not stand in for the real one.
    sys.path += [str(base), str(base.parent)]
    if not (base / HANDED_OUT).exists():  # what the handout's folder is called: some import from it
        sys.modules[HANDED_OUT] = ModuleType(HANDED_OUT)
        sys.modules[HANDED_OUT].__path__ = [str(base)]
    # An exported notebook may still call for its shell: nothing comes of it.
    vars(builtins)["get_ipython"] = _NoShell
    # Without the site module, which names them, to call one would look like a misspelt name.
    vars(builtins).update(exit=sys.exit, quit=sys.exit)
    os.chdir(base)
    random.seed(RANDOM_SEED)
    np.random.seed(RANDOM_SEED)
    # Where `default_rng()` and all of its kind get their seed from, when nobody gives them one.
    vars(np.random.bit_generator)["randbits"] = random.Random(RANDOM_SEED).getrandbits  # noqa: S311  # no secret


def _flush() -> None:
    """Print what has been printed: whoever reads the answer finds it."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except Exception:  # noqa: S110  # a submission may have put anything in their place
        pass


class _NoShell:
    """Stands for IPython's shell: every method of it does nothing."""

    def __getattr__(self, _name: str) -> Callable[..., None]:
        return lambda *_args, **_kwargs: None


def _read(descriptor: int, length: int) -> bytes:
    parts = []
    while length:
        part = os.read(descriptor, min(length, 2**20))
        if not part:
            return b""
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


def _write(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]
