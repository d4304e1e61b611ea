"""A process that reads what students wrote, seen from outside: it may take its time, or fail, and is then replaced."""

import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Self

from grader.errors import MachineryError

_START = 120.0  # seconds: on its first day on a machine, Matplotlib, which copydetect brings, looks at all fonts
_PROJECT = Path(__file__).resolve().parents[2]
_SETTINGS = {
    "PYTHONHASHSEED": "0",  # fingerprints are Python's hashes, and must be the same in every process and every run
    "PYTHONPATH": str(_PROJECT),
    "PYTHONIOENCODING": "utf-8",
    "OPENBLAS_NUM_THREADS": "1",
    "MPLBACKEND": "agg",
}
_COMMAND = [sys.executable, "-P", "-c", "from grader.similar.reading import serve; serve()"]
_AT_ONCE = 1 << 16  # bytes


class UnreadableError(Exception):
    """A text took too long, or too much memory."""


class Desk:
    """Use it as a context manager. One thread at a time may ask."""

    def __init__(self, handout: Sequence[str], patience: float) -> None:
        self._handout = list(handout)
        self._patience = patience
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._end()

    def fingerprints(self, texts: Mapping[str, str]) -> list[int]:
        """The fingerprints of a submission but for those of the handout, in their order. May raise UnreadableError."""
        found: list[int] = self._ask({"texts": dict(texts)})["fingerprints"]
        return found

    def agreement(self, left: Mapping[str, str], right: Mapping[str, str], agree: Sequence[int]) -> dict[str, Any]:
        """Where two submissions agree, as far as the fingerprints `agree` go.

        `shares` is of the code of each, `lines` are those of each of their sources. May raise UnreadableError.
        """
        return self._ask({"left": dict(left), "right": dict(right), "agree": list(agree)})

    def _ask(self, request: dict[str, Any]) -> dict[str, Any]:
        if self._process is None:
            self._begin()
        try:
            return self._answer(request, self._patience)
        except (OSError, UnreadableError) as error:
            self._end()
            raise UnreadableError from error

    def _begin(self) -> None:
        # Nothing of the submission is run there: that is for the sandbox.
        self._process = subprocess.Popen(  # noqa: S603  # our own module, by our own interpreter
            _COMMAND,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **_SETTINGS},
        )
        try:
            self._answer({"handout": self._handout}, _START)
        except (OSError, UnreadableError) as error:
            self._end()
            raise MachineryError(
                "the process that compares submissions does not start: try `import copydetect` in Python"
            ) from error

    def _answer(self, request: dict[str, Any], patience: float) -> dict[str, Any]:
        assert self._process is not None
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        # It reads a whole line before it writes, so that neither waits for the other.
        self._process.stdin.write(json.dumps(request).encode() + b"\n")
        self._process.stdin.flush()
        until = time.monotonic() + patience
        source = self._process.stdout.fileno()
        parts = []
        while True:
            ready, _, _ = select.select([source], [], [], max(0.0, until - time.monotonic()))
            part = os.read(source, _AT_ONCE) if ready else b""
            if not part:
                raise UnreadableError
            parts.append(part)
            if part.endswith(b"\n"):
                answer: dict[str, Any] = json.loads(b"".join(parts))
                return answer

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None
