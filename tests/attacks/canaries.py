"""Canaries: what would show that something was read, contacted, signalled, written, or left running."""

import contextlib
import ctypes
import os
import selectors
import socket
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypedDict

_SHARED_PLACES = ("/", "/tmp", "/var/tmp", "/dev/shm", "/dev/mqueue", "/run", "/run/lock", str(Path.home()))  # noqa: S108
_IPC = ("shm", "sem", "msg")

# Tells every signal that can be caught; those that can't be show in its state.
_NOTE_SIGNALS = """
import os, signal, sys
secret = sys.argv[1]
for number in set(signal.valid_signals()) - {signal.SIGKILL, signal.SIGSTOP}:
    try:
        signal.signal(number, lambda got, frame: os.write(1, b"%d " % got))
    except OSError:
        pass
os.write(1, b"ready ")
sys.stdin.read()  # until whoever started it is gone
"""


class Listeners:
    """Listens on loopback by TCP and UDP, and by unix sockets with and without a file; notes whoever calls.

    To whoever asks it answers, as a solver would.
    """

    def __init__(self, folder: Path, token: str) -> None:
        self.unix = str(folder / "solver.socket")
        self.abstract = f"{token}-solver"
        self.heard: list[str] = []
        self._selector = selectors.DefaultSelector()
        self._stop, stopped = socket.socketpair()
        self._selector.register(stopped, selectors.EVENT_READ, "stop")
        self.port = self._listen("TCP", socket.AF_INET, ("127.0.0.1", 0))
        with contextlib.suppress(OSError):  # a machine without IPv6
            self._listen("TCP over IPv6", socket.AF_INET6, ("::1", self.port))
        self._listen("a unix socket", socket.AF_UNIX, self.unix)
        self._listen("an abstract socket", socket.AF_UNIX, "\0" + self.abstract)
        datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        datagrams.bind(("127.0.0.1", 0))
        self.udp_port = int(datagrams.getsockname()[1])
        self._selector.register(datagrams, selectors.EVENT_READ, "UDP")
        os.chmod(self.unix, 0o777)  # noqa: S103  # whoever finds it may call
        self._thread = threading.Thread(target=self._answer, daemon=True)
        self._thread.start()

    def _listen(self, name: str, family: int, address: tuple[str, int] | str) -> int:
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.bind(address)
        listener.listen()
        self._selector.register(listener, selectors.EVENT_READ, name)
        return int(listener.getsockname()[1]) if isinstance(address, tuple) else 0

    def _answer(self) -> None:
        while True:
            for key, _events in self._selector.select():
                called = key.fileobj
                assert isinstance(called, socket.socket)
                if key.data == "stop":
                    return
                self.heard.append(str(key.data))
                with contextlib.suppress(OSError):
                    self._reply(called)

    @staticmethod
    def _reply(called: socket.socket) -> None:
        if called.type == socket.SOCK_DGRAM:
            _asked, address = called.recvfrom(2**16)
            called.sendto(b"ANSWER", address)
            return
        caller, _address = called.accept()
        with caller:
            caller.settimeout(1)
            caller.recv(2**16)
            caller.sendall(b"ANSWER\n")

    def close(self) -> None:
        """Listen no more."""
        self._stop.send(b".")
        self._thread.join()
        for key in list(self._selector.get_map().values()):
            assert isinstance(key.fileobj, socket.socket)
            key.fileobj.close()
        self._selector.close()
        self._stop.close()


class CanaryProcess:
    """A process of the user who grades: it holds a secret, does nothing, and tells of every signal that it gets."""

    def __init__(self, python: str, user: int, secret: str) -> None:
        command = [python, "-I", "-c", _NOTE_SIGNALS, secret]
        self._process = subprocess.Popen(  # noqa: S603  # our own interpreter and our own text
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={}, cwd="/", **as_user(user)
        )
        assert self._process.stdout is not None
        self._told = self._process.stdout.fileno()
        assert os.read(self._told, 6) == b"ready "
        os.set_blocking(self._told, False)
        self.pid = self._process.pid

    def signals(self) -> list[str]:
        """The signals that it has had since this was last asked, and whether it is gone, stopped or traced."""
        signals = []
        with contextlib.suppress(BlockingIOError):
            signals = os.read(self._told, 2**16).decode().split()
        if self._process.poll() is not None:
            return [*signals, f"ended: {self._process.returncode}"]
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        facts = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
        if facts["State"][0] in "tT" or facts["TracerPid"] != "0":
            signals.append(f"state {facts['State']}, traced by {facts['TracerPid']}")
        return signals

    def close(self) -> None:
        """End it."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            assert stream is not None
            stream.close()


class AsUser(TypedDict, total=False):
    """What makes `subprocess` start a process as somebody else."""

    user: int
    group: int
    extra_groups: list[int]


def as_user(user: int) -> AsUser:
    """What makes `subprocess` start a process as `user`, without any group but its own."""
    return {} if user == os.getuid() else {"user": user, "group": user, "extra_groups": []}


def state_of(folders: Iterable[Path]) -> dict[str, tuple[int, ...]]:
    """What the system keeps of all files below `folders`: it changes with their contents, names, owners and rights."""
    return {entry.path: _facts(entry) for folder in folders for entry in _below(str(folder))}


def _below(folder: str) -> Iterator[os.DirEntry[str]]:
    with contextlib.suppress(NotADirectoryError), os.scandir(folder) as entries:
        for entry in entries:
            yield entry
            if entry.is_dir(follow_symlinks=False):
                yield from _below(entry.path)


def _facts(entry: os.DirEntry[str]) -> tuple[int, ...]:
    found = entry.stat(follow_symlinks=False)
    times = () if entry.is_dir(follow_symlinks=False) else (found.st_mtime_ns, found.st_ctime_ns, found.st_size)
    return (found.st_mode, found.st_uid, found.st_gid, found.st_ino, found.st_nlink, *times)


def marks_left(token: str) -> list[str]:
    """Names with `token` in them, in the places that everybody shares."""
    found = []
    for place in _SHARED_PLACES:
        with contextlib.suppress(OSError):
            found += [os.path.join(place, name) for name in os.listdir(place) if token in name]
    return found


def ipc_left(key: int) -> list[str]:
    """The System V objects with `key`."""
    found = []
    for kind in _IPC:
        with contextlib.suppress(OSError):
            lines = Path(f"/proc/sysvipc/{kind}").read_text(encoding="ascii").splitlines()[1:]
            found += [f"{kind} {line.split()[1]}" for line in lines if int(line.split()[0]) == key]
    return found


def children(parents: Iterable[int]) -> dict[int, str]:
    """The processes whose parent is one of `parents`, each with its state and name."""
    wanted, found = set(parents), {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            with contextlib.suppress(OSError):
                text = Path(f"/proc/{name}/stat").read_text(encoding="utf-8", errors="replace")
                state, parent = text.rpartition(")")[2].split()[:2]
                if int(parent) in wanted:
                    found[int(name)] = f"{state} {text.partition('(')[2].rpartition(')')[0]}"
    return found


def set_subreaper(on: bool) -> None:
    """Whether what this process' children leave behind becomes its own child, so that it can be found."""
    assert sys.platform == "linux"
    ctypes.CDLL(None).prctl(36, int(on), 0, 0, 0)  # PR_SET_CHILD_SUBREAPER, see prctl(2)
