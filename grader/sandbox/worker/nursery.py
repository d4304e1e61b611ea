"""A small process that has NumPy loaded, never saw a secret, and forks a worker whenever it is asked to.

A fork costs two milliseconds where a new interpreter with NumPy costs sixty. The nursery runs no student code.
"""

import contextlib
import os
import resource
import signal
import socket
from pathlib import Path
from typing import Any

from . import wire
from .serve import serve

MAX_MESSAGE = 65536


def run(control: socket.socket) -> None:
    """Obey the messages on `control` until the grader hangs up; then end every worker."""
    alive: set[int] = set()
    while True:
        message, descriptors, _flags, _address = socket.recv_fds(control, MAX_MESSAGE, 3)
        if not message:
            break
        order = wire.decode(message)
        assert isinstance(order, dict)
        if order["order"] == "start":
            pid = _start(control, order, descriptors)
            alive.add(pid)
            control.sendall(wire.encode(pid))
        else:
            pid = int(order["pid"])
            alive.discard(pid)
            control.sendall(wire.encode(_end(pid)))
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


def _end(pid: int) -> int:
    """Kill the worker's whole group and return its wait status."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)  # it may have died before it led a group
    return os.waitpid(pid, 0)[1]
