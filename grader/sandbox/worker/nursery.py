"""A small process that has NumPy loaded, never saw a secret, and forks a worker whenever it is asked to.

A fork costs two milliseconds where a new interpreter with NumPy costs sixty. The nursery runs no student code.
"""

import contextlib
import fcntl
import gc
import os
import select
import signal
import socket
import time
from pathlib import Path
from typing import Any

from . import kernel, wire
from .layers import Bounds, Wardrobe
from .serve import serve
from .strays import end_strays

ALIVE = -1
MOMENT = 0.5  # seconds between the end of a worker's streams and its own end, at most
_REQUESTS, _REPLIES, _TELLING = 3, 4, 5  # a worker's descriptors, behind the three usual ones
_FROM = 6  # descriptors from here up are not in their way


def run(control: socket.socket, grader: int, wardrobe: Wardrobe) -> None:
    """Obey the orders on `control`, one after another, until the grader hangs up or ends; then end every worker."""
    nursery = _Nursery(control, wardrobe)
    with contextlib.suppress(OSError):  # elsewhere than on Linux
        kernel.guard_this_process()
        kernel.prctl(kernel.PR_SET_CHILD_SUBREAPER, 1)
    gc.collect()
    gc.freeze()  # what is there now is never looked at again, in no worker: its pages stay shared
    awaited: list[Any] = [control]
    with contextlib.suppress(OSError, AttributeError):  # others may hold the grader's end of `control`
        awaited.append(os.pidfd_open(grader))
    while os.getppid() == grader and select.select(awaited, [], [])[0] == [control] and nursery.obey():
        pass
    nursery.end_all()


class _Nursery:
    """The workers that are there, and the orders of the grader."""

    def __init__(self, control: socket.socket, wardrobe: Wardrobe) -> None:
        self._control = control
        self._wardrobe = wardrobe
        self._alive: dict[int, bool] = {}  # the workers, and whether they can have children
        self._number = 0

    def obey(self) -> bool:
        """Carry out the next order. Returns whether there was one."""
        header, descriptors, _flags, _address = socket.recv_fds(self._control, wire.HEADER.size, 3)
        if len(header) < wire.HEADER.size:
            return False
        order = wire.decode(self._control.recv(wire.body_length(header, self._number), socket.MSG_WAITALL))
        assert isinstance(order, dict)
        answer: wire.Value = None  # to an order that only asks for an answer
        if order["order"] == "start":
            answer = self._start(order, descriptors)
        elif order["order"] == "end":
            answer = self._end(order)
        self._control.sendall(wire.frame(self._number, answer))
        self._number += 1
        return True

    def end_all(self) -> None:
        """End every worker, and whatever they started."""
        for pid in self._alive:
            _end(pid)
        end_strays(())

    def _start(self, order: dict[str, Any], descriptors: list[int]) -> wire.Value:
        folder, layers = Path(order["base"]), order["layers"]
        self._wardrobe.prepare(folder, layers)
        told, telling = os.pipe()
        parent = os.getpid()
        pid = os.fork()
        if pid == 0:
            status = 1
            try:
                _become_worker(order, [*descriptors, telling], parent, self._wardrobe)
                status = 0
            finally:
                os._exit(status)
        for descriptor in (*descriptors, telling):
            os.close(descriptor)
        with open(told, "rb") as report:
            told_by_worker = report.read()  # up to its end: nothing of the submission runs before
        standing: wire.Value = wire.decode(told_by_worker) if told_by_worker else {}
        assert isinstance(standing, dict)
        self._alive[pid] = "seccomp" not in standing.get("layers", ())
        return {"pid": pid, **standing}

    def _end(self, order: dict[str, Any]) -> int:
        pid = int(order["pid"])
        has_children = self._alive.pop(pid, True)
        status = _end(pid, MOMENT if order["patient"] else 0.0)
        if has_children:
            end_strays(self._alive)
        return status


def _become_worker(order: dict[str, Any], descriptors: list[int], parent: int, wardrobe: Wardrobe) -> None:
    os.setsid()
    os.umask(0o077)
    nothing = os.open(os.devnull, os.O_RDONLY)
    requests, replies, output, telling = descriptors
    own = [fcntl.fcntl(one, fcntl.F_DUPFD, _FROM) for one in (nothing, output, output, requests, replies, telling)]
    bounds = Bounds(int(order["memory_bytes"]), int(order["cpu_seconds"]))
    folder = Path(order["base"])
    # Before a byte of the submission is read.
    standing = wardrobe.put_on(folder, bounds, order["layers"], parent, lambda: _keep_only(own))
    os.write(_TELLING, wire.encode({"layers": tuple(standing.layers), "missing": standing.missing}))
    os.close(_TELLING)
    if set(order["required"]) <= set(standing.layers):
        serve(folder, _REQUESTS, _REPLIES)


def _keep_only(own: list[int]) -> None:
    """Give the descriptors of `own` their places, from 0 on, and close all others."""
    for place, descriptor in enumerate(own):
        os.dup2(descriptor, place)
    os.closerange(len(own), os.sysconf("SC_OPEN_MAX"))


def _end(pid: int, moment: float = 0.0) -> int:
    """Kill the worker's whole group; returns its wait status if it had ended by itself, else ALIVE."""
    deadline = time.monotonic() + moment
    ended, status = os.waitpid(pid, os.WNOHANG)
    while not ended and time.monotonic() < deadline:
        time.sleep(0.001)
        ended, status = os.waitpid(pid, os.WNOHANG)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
    if ended:
        return status
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)  # it may not lead a group yet
    os.waitpid(pid, 0)
    return ALIVE
