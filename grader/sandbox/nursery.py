"""The grader's end of the nursery, the helper process that forks workers."""

import contextlib
import os
import socket
import struct
import subprocess
import sys
import tempfile
import threading
from collections.abc import Collection, Mapping
from pathlib import Path

import numpy as np

from grader.errors import MachineryError
from grader.language import _
from grader.sandbox.limits import Limits
from grader.sandbox.standing import Standing, standing_in
from grader.sandbox.worker import kernel, wire
from grader.sandbox.worker.layers import LAYERS

BOOT = Path(__file__).resolve().parent / "worker" / "boot.py"
ALIVE = -1
PATIENCE = 60.0  # seconds for the nursery to answer, which it does in milliseconds

# What a worker's environment always holds. One thread: marks and times don't depend on the number of cores.
ENVIRONMENT = {
    "LANG": "C.UTF-8",
    "PATH": os.defpath,
    "PYTHONHASHSEED": "0",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "VECLIB_MAXIMUM_THREADS": "1",
}
# Which of its kernels NumPy computes with. Who chose one for this machine did so for our processes, too: with another,
# right answers end in other bits than the exam's, and each has to be compared.
ARITHMETIC = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE", "MKL_CBWR", "NPY_DISABLE_CPU_FEATURES")


def environment() -> dict[str, str]:
    """All that a worker sees of our environment."""
    return ENVIRONMENT | {name: os.environ[name] for name in ARITHMETIC if name in os.environ}


class Nursery:
    """Starts and ends workers. Use it as a context manager; at its end every worker is gone.

    `layers`: those that workers put on. No worker serves around which one of the `required` layers doesn't stand.
    """

    def __init__(self, layers: Collection[str] = LAYERS) -> None:
        self.layers = tuple(layers)
        self.required: frozenset[str] = frozenset()
        self._first: Standing | None = None  # of the first worker
        self._standings: dict[str, Standing] = {}  # of the workers of a submission, by its folder
        with contextlib.suppress(OSError):  # elsewhere than on Linux
            kernel.guard_this_process()  # what we know is in our memory
        ours, theirs = socket.socketpair()
        ours.settimeout(PATIENCE)
        site = str(Path(np.__file__).resolve().parents[1])
        # As with -I, but for the environment: it is all ours, and -I would pass over the hash seed in it.
        flags = ["-P", "-s", "-S", "-B", "-X", "utf8"]
        command = [sys.executable, *flags, str(BOOT), str(theirs.fileno()), str(os.getpid()), site]
        self._control = ours
        self._lock = threading.Lock()  # several threads may ask
        self._orders = 0
        self._answered = 0
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603  # our own interpreter and our own file
                command,
                env=environment(),
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C is for the grader, which then ends its workers
            )

    @property
    def pid(self) -> int:
        """The process id of the nursery."""
        return self._process.pid

    def start(self, base: str, descriptors: tuple[int, int, int], limits: Limits) -> int:
        """Fork a worker for the submission in the folder `base`; returns its process id."""
        order: dict[str, wire.Value] = {
            "order": "start",
            "base": base,
            "memory_bytes": limits.memory_mib * 2**20,
            "cpu_seconds": int(limits.submission_seconds) + 5,
            "layers": self.layers,
            "required": tuple(self.required),
        }
        with self._lock:
            started = self._answer(self._send(order, descriptors))
            if not isinstance(started, Mapping) or not isinstance(pid := started.get("pid"), int):
                raise self._gone(TypeError("no answer"))
            if "layers" not in started:  # it has ended before it had put them on
                return pid
            standing = standing_in(started)
            self._first = self._first or standing
            self._standings[base] = standing.beside(self._standings.get(base, standing))
        lacking = self.required.difference(standing.layers)
        if lacking:
            self.end(pid)
            raise not_ready(standing.sentence(lacking))
        return pid

    def standing(self) -> Standing:
        """The layers that stand around workers here: around the first one. If there was none, it is started."""
        if self._first is None:
            self._start_in_vain()
        if self._first is None:
            raise not_ready(_("it ended while it put its layers on"))
        return self._first

    def standing_around(self, base: str) -> Standing:
        """The layers that stood around all workers of the submission in the folder `base`, which has no more."""
        return self._standings.pop(base, None) or self.standing()

    def end(self, pid: int) -> None:
        """Kill a worker and its process group. It happens before anything that is asked for later."""
        with self._lock:
            self._send({"order": "end", "pid": pid, "patient": False}, ())

    def settle(self) -> None:
        """Wait until everything that was asked for has been done."""
        with self._lock:
            self._answer(self._send({"order": "settle"}, ()))

    def status(self, pid: int) -> int:
        """Kill a worker that seems to have ended by itself, and its process group.

        Returns:
            its wait status if it had ended within a moment, else ALIVE.
        """
        with self._lock:
            status = self._answer(self._send({"order": "end", "pid": pid, "patient": True}, ()))
        if not isinstance(status, int):
            raise self._gone(TypeError("no answer"))
        return status

    def dismiss(self) -> None:
        """End all workers while another thread asks them: it is told that they are gone, and so is the nursery.

        `close` is all that is left to do with it then.
        """
        with contextlib.suppress(OSError):
            self._control.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        """End the nursery and all its workers."""
        with contextlib.suppress(OSError):
            self._control.shutdown(socket.SHUT_WR)
            while self._control.recv(4096):  # answers that nobody waited for; it hangs up when everything is gone
                pass
        self._control.close()
        self._process.kill()
        self._process.wait()

    def __enter__(self) -> "Nursery":
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def _start_in_vain(self) -> None:
        """Start a worker that has nothing to serve, and end it: what it could put on is known then."""
        with tempfile.TemporaryDirectory() as folder, open(os.devnull, "r+b", buffering=0) as nothing:
            base = Path(folder) / "nothing"
            base.mkdir()
            self.end(self.start(str(base), (nothing.fileno(),) * 3, Limits()))

    def _send(self, order: dict[str, wire.Value], descriptors: tuple[int, ...]) -> int:
        """Send an order; returns its number. Orders are carried out, and answered, one after another."""
        try:
            socket.send_fds(self._control, [wire.frame(self._orders, order)], list(descriptors))
        except OSError as error:
            raise self._gone(error) from None
        self._orders += 1
        return self._orders - 1

    def _answer(self, number: int) -> wire.Value:
        """The answer to order `number`; those to former orders, which nobody waited for, are passed over."""
        try:
            while self._answered <= number:
                header = self._control.recv(wire.HEADER.size, socket.MSG_WAITALL)
                body = self._control.recv(wire.body_length(header, self._answered), socket.MSG_WAITALL)
                self._answered += 1
            return wire.decode(body)
        except (OSError, struct.error, wire.WireError) as error:
            raise self._gone(error) from None

    def _gone(self, error: Exception) -> MachineryError:
        with contextlib.suppress(OSError):
            self._process.kill()
        return MachineryError(_("the process that starts workers is gone: {error}").format(error=error))


def not_ready(why: str) -> MachineryError:
    """What to raise of a worker that can't serve."""
    return MachineryError(_("a worker could not be made ready: {why}").format(why=why))
