"""What an escape would reach, set up by ourselves: a secret, files, listeners, a process. Nobody else's are touched."""

import contextlib
import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from grader.intake.scratch import scratch_folder

PROBES = Path(__file__).resolve().parent / "probes"
_PROJECT = str(Path(__file__).resolve().parents[2])
_CLOSED, _OPEN_TO_ALL = 0o700, 0o755


@dataclass(frozen=True)
class Canaries:
    """Where the canaries are. `base` is the folder of the submission that looks for them."""

    base: Path
    folder: Path  # of the secret, and of files to change
    other: Path  # a file of another submission
    token: str  # in every name that an escape may leave behind
    tcp: int
    udp: int
    stream: str
    datagram: str
    abstract: str
    secrets: dict[str, Path] = field(default_factory=dict)  # of the project's own, by what they are

    @property
    def secret(self) -> Path:
        """A file that only its owner may read."""
        return self.folder / "secret"

    def file(self) -> str:
        """A fresh file to change."""
        path = self.folder / secrets.token_hex(8)
        path.write_text("untouched")
        return str(path)

    @contextmanager
    def process(self) -> Iterator[int]:
        """The number of a process that sleeps until then."""
        command = ["sleep", "1000"]
        with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as sleeper:  # noqa: S603
            try:
                yield sleeper.pid
            finally:
                sleeper.kill()

    @property
    def places(self) -> list[str]:
        """Where a file might be left: a path in each of the usual folders."""
        folders = [str(self.base), tempfile.gettempdir(), "/dev/shm", os.path.expanduser("~"), _PROJECT]  # noqa: S108
        return [os.path.join(folder, self.token) for folder in folders if os.path.isdir(folder)]

    def sweep(self) -> None:
        """Remove what was left in those places."""
        for place in self.places:
            with contextlib.suppress(OSError):
                os.unlink(place)


@contextmanager
def canaries(project: dict[str, Path] | None = None) -> Iterator[Canaries]:
    """Canaries, until the end. `project`: files of the project's own that are secret, by what they are."""
    token = f"escaped-{secrets.token_hex(8)}"
    with contextlib.ExitStack() as stack:
        root = stack.enter_context(scratch_folder())
        os.chmod(root, _OPEN_TO_ALL)  # workers may be other users
        folder, base, other = root / "canaries", root / "one" / "probes", root / "two" / "submission"
        for path in (folder, base, other):
            path.mkdir(parents=True, mode=_CLOSED)
        for path in (base.parent, other.parent):
            os.chmod(path, _CLOSED)
        os.chmod(folder, _OPEN_TO_ALL)  # who is not stopped there finds a way; it is not hidden by its folder alone
        for probe in PROBES.glob("*.py"):
            shutil.copy(probe, base)
        (other / "conv.py").write_text("somebody else's")
        stream, datagram = str(folder / "stream"), str(folder / "datagram")
        listening = [
            _listener(stack, socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 0)),
            _listener(stack, socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 0)),
            _listener(stack, socket.AF_UNIX, socket.SOCK_STREAM, stream),
            _listener(stack, socket.AF_UNIX, socket.SOCK_DGRAM, datagram),
            _listener(stack, socket.AF_UNIX, socket.SOCK_STREAM, f"\0{token}"),
        ]
        tcp, udp = (one.getsockname()[1] for one in listening[:2])
        found = Canaries(base, folder, other / "conv.py", token, tcp, udp, stream, datagram, token, project or {})
        found.secret.write_text("secret")
        os.chmod(found.secret, 0o600)
        stack.callback(found.sweep)
        yield found


def _listener(stack: contextlib.ExitStack, family: int, kind: int, address: str | tuple[str, int]) -> socket.socket:
    listener = stack.enter_context(socket.socket(family, kind))
    if isinstance(address, str) and not address.startswith("\0"):
        _bind(listener, Path(address))
    else:
        listener.bind(address)
    if kind == socket.SOCK_STREAM:
        listener.listen(64)
    return listener


def _bind(listener: socket.socket, path: Path) -> None:
    """Bind to a path that may be too long for a socket's name: by the number of its folder, where that is possible."""
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        by_number = Path(f"/proc/self/fd/{folder}")
        listener.bind(str((by_number if by_number.exists() else path.parent) / path.name))
    finally:
        os.close(folder)
    os.chmod(path, 0o777)  # noqa: S103  # so that it isn't its mode that stops anybody
