"""The escapes that are tried: what each is called, and which probe tries it with what."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from grader.sandbox.canaries import Canaries
from grader.sandbox.worker.wire import Value

Arguments = Callable[[Canaries], Sequence[Value]]


@dataclass(frozen=True)
class Escape:
    """One attempt: the function `probe` of probes/`file`, once with each of the `arguments`.

    `needs`: it is given the number of a process of ours, or of another worker. `stays`: what it returns is the number
    of a process, and it got out if that is there when its worker is gone.
    """

    name: str
    file: str
    probe: str
    arguments: Arguments = lambda _canaries: [()]
    needs: Literal["", "process", "worker"] = ""
    stays: bool = False


def _fresh_file(canaries: Canaries) -> Sequence[Value]:
    return [(canaries.file(),)]


def _each_place(canaries: Canaries) -> Sequence[Value]:
    return [(place,) for place in canaries.places]


def _grader(_canaries: Canaries) -> Sequence[Value]:
    return [(os.getpid(),)]


ESCAPES = (
    Escape("read a secret file", "files", "reads", lambda canaries: [(str(canaries.secret),)]),
    Escape("read another submission", "files", "reads", lambda canaries: [(str(canaries.other),)]),
    Escape("read the system's files", "files", "reads", lambda _canaries: [("/etc/passwd",), ("/proc/self/maps",)]),
    Escape("read a file by its handle", "files", "reads_by_handle", lambda canaries: [(str(canaries.secret),)]),
    Escape("list a folder", "files", "lists", lambda canaries: [(str(canaries.folder),)]),
    Escape("watch a file", "files", "watches", lambda canaries: [(str(canaries.secret),)]),
    Escape("lock a file", "files", "locks"),
    Escape("create a file", "files", "creates", _each_place),
    Escape("write a file", "files", "writes", lambda canaries: [*_each_place(canaries), (canaries.file(),)]),
    Escape("delete a file", "files", "deletes", _fresh_file),
    Escape("rename a file", "files", "renames", _fresh_file),
    Escape("cut a file", "files", "truncates", _fresh_file),
    Escape("change a file's mode", "files", "changes_mode", _fresh_file),
    Escape("change a file's times", "files", "changes_times", _fresh_file),
    Escape("change a file's attributes", "files", "sets_attribute", _fresh_file),
    Escape("link a file", "files", "links", _fresh_file),
    Escape("make a folder or a pipe", "files", "makes", _fresh_file),
    Escape("connect by TCP", "network", "connects_by_tcp", lambda canaries: [(canaries.tcp,)]),
    Escape("listen for TCP", "network", "listens"),
    Escape("send by UDP", "network", "sends_by_udp", lambda canaries: [(canaries.udp,)]),
    Escape("connect to a unix socket", "network", "connects_by_name", lambda canaries: [(canaries.stream,)]),
    Escape("connect to an abstract socket", "network", "connects_by_abstract_name", lambda one: [(one.abstract,)]),
    Escape("send from a pair of sockets", "network", "sends_from_a_pair", lambda canaries: [(canaries.datagram,)]),
    Escape("open a netlink socket", "network", "asks_the_kernel"),
    Escape("open the grader's memory", "processes", "opens_memory", _grader),
    Escape("copy the grader's memory", "processes", "copies_memory", _grader),
    Escape("trace the grader", "processes", "traces", _grader),
    Escape("read the grader's environment", "processes", "reads_environment", _grader),
    Escape("trace a process", "processes", "traces", needs="process"),
    Escape("trace another worker", "processes", "traces", needs="worker"),
    Escape("signal the grader", "processes", "signals", _grader),
    Escape("signal the nursery", "processes", "signals", lambda _canaries: [(0,)]),
    Escape("end a process", "processes", "kills", needs="process"),
    Escape("run a program", "processes", "runs_a_program"),
    Escape("fork", "processes", "forks"),
    Escape("leave a daemon behind", "processes", "leaves_a_daemon", stays=True),
    Escape("outlive the nursery", "processes", "outlives_its_parent"),
    Escape("take 3 GiB", "resources", "takes_memory"),
    Escape("open a thousand files", "resources", "opens_files"),
    Escape("raise its limits", "resources", "raises_limits"),
    Escape("go before others", "resources", "takes_precedence"),
    Escape("choose its processors", "resources", "takes_all_processors"),
    Escape("share memory (System V)", "kernel_calls", "shares_memory"),
    Escape("leave messages (System V)", "kernel_calls", "leaves_messages"),
    Escape("share semaphores (System V)", "kernel_calls", "shares_semaphores"),
    Escape("leave messages (POSIX)", "kernel_calls", "leaves_posix_messages", lambda one: [(f"/{one.token}",)]),
    Escape("make a file of memory", "kernel_calls", "makes_a_file_of_memory"),
    Escape("leave a key", "kernel_calls", "leaves_a_key"),
    Escape("use io_uring", "kernel_calls", "uses_io_uring"),
    Escape("use userfaultfd", "kernel_calls", "uses_userfaultfd"),
    Escape("use bpf", "kernel_calls", "uses_bpf"),
    Escape("use perf events", "kernel_calls", "uses_perf"),
    Escape("make a user namespace", "kernel_calls", "makes_a_user_namespace"),
    Escape("make other namespaces", "kernel_calls", "makes_namespaces"),
    Escape("mount a file system", "kernel_calls", "mounts", lambda canaries: [(str(canaries.folder),)]),
    Escape("change the root", "kernel_calls", "changes_root", lambda canaries: [(str(canaries.folder),)]),
    Escape("become root", "kernel_calls", "becomes_root"),
)


def of_project(canaries: Canaries) -> tuple[Escape, ...]:
    """Attempts to read what is secret in the project."""
    return tuple(
        Escape(f"read {what}", "files", "reads", lambda _canaries, path=path: [(str(path),)])  # type: ignore[misc]
        for what, path in canaries.secrets.items()
    )
