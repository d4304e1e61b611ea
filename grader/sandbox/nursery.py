"""The grader's end of the nursery, the helper process that forks workers."""

import contextlib
import os
import socket
import subprocess
import sys
from pathlib import Path

import numpy as np

from grader.errors import MachineryError
from grader.sandbox.limits import Limits
from grader.sandbox.worker import wire

BOOT = Path(__file__).resolve().parent / "worker" / "boot.py"
PATIENCE = 60.0  # seconds for the nursery to answer, which it does in milliseconds

# All that a worker sees of our environment. One thread: marks and times don't depend on the number of cores.
ENVIRONMENT = {
    "LANG": "C.UTF-8",
    "PATH": os.defpath,
    "PYTHONHASHSEED": "0",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "VECLIB_MAXIMUM_THREADS": "1",
}


class Nursery:
    """Starts and ends workers. Use it as a context manager; at its end every worker is gone."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair()
        ours.settimeout(PATIENCE)
        site = str(Path(np.__file__).resolve().parents[1])
        command = [sys.executable, "-I", "-S", "-B", "-X", "utf8", str(BOOT), str(theirs.fileno()), site]
        self._control = ours
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603  # our own interpreter and our own file
                command,
                env=ENVIRONMENT,
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C is for the grader, which then ends its workers
            )

    def start(self, base: str, descriptors: tuple[int, int, int], limits: Limits) -> int:
        """Fork a worker for the submission in the folder `base`; returns its process id."""
        order: dict[str, wire.Value] = {
            "order": "start",
            "base": base,
            "memory_bytes": limits.memory_mib * 2**20,
            "cpu_seconds": int(limits.exercise_seconds) + 5,
        }
        return self._obeyed(order, descriptors)

    def end(self, pid: int) -> int:
        """Kill a worker and its process group; returns its wait status."""
        return self._obeyed({"order": "end", "pid": pid}, ())

    def close(self) -> None:
        """End the nursery and all its workers."""
        self._control.close()
        try:
            self._process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def __enter__(self) -> "Nursery":
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def _obeyed(self, order: dict[str, wire.Value], descriptors: tuple[int, ...]) -> int:
        try:
            socket.send_fds(self._control, [wire.encode(order)], list(descriptors))
            answer = wire.decode(self._control.recv(65536))
        except (OSError, wire.WireError) as error:
            with contextlib.suppress(OSError):
                self._process.kill()
            raise MachineryError(f"the process that starts workers is gone: {error}") from None
        if not isinstance(answer, int):
            raise MachineryError("the process that starts workers gave no answer")
        return answer
