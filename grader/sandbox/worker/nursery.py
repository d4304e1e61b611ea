"""A small process that has NumPy loaded, never saw a secret, and forks a worker whenever it is asked to.

A fork costs two milliseconds where a new interpreter with NumPy costs sixty. The nursery runs no student code.
"""

import contextlib
import gc
import os
import resource
import signal
import socket
import time
from pathlib import Path
from typing import Any

from . import wire
from .serve import serve

ALIVE = -1
MOMENT = 0.5  # seconds between the end of a worker's streams and its own end, at most


def run(control: socket.socket) -> None:
    """Obey the orders on `control`, one after another, until the grader hangs up; then end every worker."""
    alive: set[int] = set()
    number = 0
    gc.collect()
    gc.freeze()  # what is there now is never looked at again, in no worker: its pages stay shared
    while True:
        header, descriptors, _flags, _address = socket.recv_fds(control, wire.HEADER.size, 3)
        if len(header) < wire.HEADER.size:
            break
        order = wire.decode(control.recv(wire.body_length(header, number), socket.MSG_WAITALL))
        assert isinstance(order, dict)
        if order["order"] == "start":
            answer = _start(control, order, descriptors)
            alive.add(answer)
        else:
            pid = int(order["pid"])
            alive.discard(pid)
            answer = _end(pid, MOMENT if order["patient"] else 0.0)
        control.sendall(wire.frame(number, answer))
        number += 1
    for pid in alive:
        _end(pid)


def _start(control: socket.socket, order: dict[str, Any], descriptors: list[int]) -> int:
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            control.close()
            _become_worker(order, descriptors)
            status = 0
        finally:
            os._exit(status)
    for descriptor in descriptors:
        os.close(descriptor)
    return pid


def _become_worker(order: dict[str, Any], descriptors: list[int]) -> None:
    os.setsid()
    requests, replies, output = descriptors
    nothing = os.open(os.devnull, os.O_RDONLY)
    for source, target in ((nothing, 0), (output, 1), (output, 2)):
        os.dup2(source, target)
    os.close(nothing)
    os.close(output)
    _limit(resource.RLIMIT_CPU, int(order["cpu_seconds"]))
    _limit(resource.RLIMIT_AS, int(order["memory_bytes"]))
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CORE, 0)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # a write beyond the limit raises OSError instead of killing
    # Here the kernel's own layers go on, before a byte of the submission is read.
    serve(Path(str(order["base"])), requests, replies)


def _limit(kind: int, most: int) -> None:
    _soft, hard = resource.getrlimit(kind)
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    with contextlib.suppress(ValueError, OSError):  # a system that doesn't know the limit
        resource.setrlimit(kind, (most, most))


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
