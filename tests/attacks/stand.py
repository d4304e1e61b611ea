"""A stand for attacks: a private copy of all that a grader needs, with canaries, and a grader that runs in it.

What gets out does its harm here: to this copy of the project and of NumPy, to these canaries, to processes of ours.
"""

import contextlib
import json
import os
import secrets
import select
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import numpy as np

from grader.exam import Exam, save
from grader.exam.hidden import SOLUTIONS
from tests.attacks.attack import FOLDER
from tests.attacks.built.text import Fill
from tests.attacks.canaries import CanaryProcess, Listeners, as_user, children, ipc_left, marks_left, state_of

PROJECT = FOLDER.parents[1]
COPIED = ("grader", "solutions", "assignment", "pyproject.toml")
SEED = "8675309402117"  # stands for the hidden exam's seed
PATIENCE = 120.0  # seconds for one command
MOMENT = 5.0  # seconds for what was killed to be gone
_NOT_NEEDED = shutil.ignore_patterns("__pycache__", "tests", "*.pyi", "include", "f2py")


class Unreadable(Exception):  # noqa: N818  # it is said of a machine
    """No interpreter on this machine can be run by the user."""


@dataclass(frozen=True)
class Graded:
    """What one command did."""

    status: int
    out: str
    err: str
    json: str
    descriptors: int


class Stand:
    """A stand for the user `user`, who grades."""

    def __init__(self, user: int, exam: Exam) -> None:
        self.user = user
        self.python = _interpreter(user)
        self.token = f"canary{secrets.token_hex(6)}"
        self.ipc_key = secrets.randbelow(2**30) + 2
        self.root = Path(tempfile.mkdtemp(prefix="attacked-")).resolve()
        self.root.chmod(0o755)  # whoever grades must get in
        for name in ("project", "site", "home", "tmp", "write", "here", "out", "private"):
            (self.root / name).mkdir()
        for name in COPIED:
            source = PROJECT / name
            copy = shutil.copytree if source.is_dir() else shutil.copy
            copy(source, self.root / "project" / name, **({"ignore": _NOT_NEEDED} if source.is_dir() else {}))
        _copy_numpy(self.root / "site")
        shutil.copy(FOLDER / "driver.py", self.root / "driver.py")
        (self.root / "private" / "secret.txt").write_text(f"{self.token} secret\n")
        for name in ("home", "project"):
            (self.root / name / ".hypothesis" / "examples").mkdir(parents=True)
            (self.root / name / ".hypothesis" / "examples" / "input").write_text(self.token)
        self.exam = self.root / "private" / "exam.npz"
        save(exam, self.exam)
        self._give_to_user()
        (self.root / "write").chmod(0o777)  # noqa: S103  # whoever gets out can leave a mark
        self.listeners = Listeners(self.root, self.token)
        self.canary = CanaryProcess(self.python, user, self.token)
        self._driver: subprocess.Popen[str] | None = None
        self.is_spoiled = False  # whether an attack may have changed it
        self.right = self.hand_in("right", _right)
        assert self.grade(self.right).status == 0  # and what is made once is there now: folders, caches

    def close(self) -> None:
        """End and remove everything, also what attacks have left."""
        self._end_driver()
        self.canary.close()
        self.listeners.close()
        shutil.rmtree(self.root, ignore_errors=True)
        for path in marks_left(self.token):
            shutil.rmtree(path) if os.path.isdir(path) and not os.path.islink(path) else os.unlink(path)

    @property
    def driver(self) -> subprocess.Popen[str]:
        """The process that grades; a new one if there is none."""
        if self._driver is None or self._driver.poll() is not None:
            self._end_driver()
            self._driver = subprocess.Popen(  # noqa: S603  # our own interpreter and our own file
                [self.python, "-B", str(self.root / "driver.py")],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                cwd=self.root / "home",
                env=self.environment(),
                **as_user(self.user),  # type: ignore[call-overload]
            )
        return self._driver

    def environment(self) -> dict[str, str]:
        """The environment of whoever grades: it has secrets, too."""
        return {
            "PATH": os.defpath,
            "LANG": "C.UTF-8",
            "HOME": str(self.root / "home"),
            "TMPDIR": str(self.root / "tmp"),
            "PYTHONPATH": f"{self.root / 'project'}{os.pathsep}{self.root / 'site'}",
            "GRADER_SEED": SEED,
            "CANARY_TOKEN": self.token,
        }

    def fill(self, text: str) -> str:
        """`text` with everything in it that an attacker would like to know."""
        aims = {
            "TOKEN": self.token,
            "SEED": SEED,
            "SECRET_FILE": self.root / "private" / "secret.txt",
            "EXAM": self.exam,
            "SOLUTIONS": self.root / "project" / "solutions",
            "PROJECT": self.root / "project",
            "SITE": self.root / "site",
            "HOME": self.root / "home",
            "TMP": self.root / "tmp",
            "WRITE_DIR": self.root / "write",
            "HERE": self.root / "here",
            "OUT": self.root / "out",
            "JSON": "report.json",
            "PORT": self.listeners.port,
            "UDP_PORT": self.listeners.udp_port,
            "UNIX_SOCKET": self.listeners.unix,
            "ABSTRACT": self.listeners.abstract,
            "CANARY_PID": self.canary.pid,
            "GRADER_PID": self.driver.pid,
            "TEST_PID": os.getpid(),
            "IPC_KEY": self.ipc_key,
        }
        for name, aim in aims.items():
            text = text.replace(f"@{name}@", str(aim))
        return text

    def hand_in(self, name: str, build: Callable[[Path, Fill], Path]) -> Path:
        """What `build` makes, in a new folder in the place of what is handed in; all of it is the user's."""
        folder = self.root / "here" / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        path = build(folder, self.fill)
        self._give_to_user(folder)
        return path

    def grade(self, path: Path, options: Sequence[str] = ()) -> Graded:
        """Grade `path`, in the process that graded what came before."""
        out = self.root / "out"
        for name in ("out", "err", "report.json"):
            (out / name).unlink(missing_ok=True)
        arguments = ["grade", str(path), "--exam", str(self.exam), *options]
        # The same report twice: text and JSON can't be had of one run on standard output.
        order = {"arguments": [*arguments, "--json", str(out / "report.json")]}
        order |= {"out": str(out / "out"), "err": str(out / "err")}  # type: ignore[dict-item]
        answer = self._ask(json.dumps(order))
        texts = [_text(out / name) for name in ("out", "err", "report.json")]
        return Graded(answer["status"], *texts, answer["descriptors"])

    def _ask(self, order: str) -> dict[str, int]:
        streams = self.driver.stdin, self.driver.stdout
        assert all(streams)
        asking, answering = streams
        with contextlib.suppress(BrokenPipeError):
            _write_line(asking, order)
        ready, _, _ = select.select([answering], [], [], PATIENCE)
        line = answering.readline() if ready and answering is not None else ""
        if not line:
            how = "did not end" if not ready else f"ended with {self.driver.wait(MOMENT)}"
            self._end_driver()
            raise AssertionError(f"the grader {how}")
        answer: dict[str, int] = json.loads(line)
        return answer

    def _end_driver(self) -> None:
        if self._driver is not None:
            self._driver.kill()
            self._driver.wait()
            for stream in (self._driver.stdin, self._driver.stdout):
                with contextlib.suppress(OSError):
                    assert stream is not None
                    stream.close()
            self._driver = None

    def _give_to_user(self, folder: Path | None = None) -> None:
        if self.user != os.getuid():
            for path in [folder or self.root, *(folder or self.root).rglob("*")]:
                os.chown(path, self.user, self.user, follow_symlinks=False)

    def watch(self) -> "Watch":
        """Look at everything that must not change."""
        return Watch(self)


class Watch:
    """What everything was like before a submission was graded, and what has changed since."""

    def __init__(self, stand: Stand) -> None:
        self._stand = stand
        self._known = children([os.getpid()]).keys()
        for path in self._secrets():
            found = path.stat()
            # To be read moves this time only if it lies before that of the last change.
            os.utime(path, ns=(found.st_mtime_ns - 10**9, found.st_mtime_ns))
        stand.canary.signals()
        stand.listeners.heard.clear()
        self._files = state_of(self._watched())
        self._processes = self._left_running()

    def _secrets(self) -> list[Path]:
        project = self._stand.root / "project"
        return [self._stand.root / "private" / "secret.txt", *sorted((project / "solutions").glob("*.*"))]

    def _watched(self) -> list[Path]:
        return [self._stand.root / name for name in ("project", "site", "home", "write", "tmp", "here", "private")]

    def harm(self) -> list[str]:
        """All that has changed, in words; nothing, if all is as it was. What was left running is ended."""
        stand = self._stand
        now = state_of(self._watched())
        harm = [f"changed: {path}" for path in sorted(now.keys() & self._files) if now[path] != self._files[path]]
        harm += [f"new: {path}" for path in sorted(now.keys() - self._files.keys())]
        harm += [f"gone: {path}" for path in sorted(self._files.keys() - now.keys())]
        harm += [f"read: {path}" for path in self._secrets() if _was_read(path)]
        harm += [f"left: {path}" for path in marks_left(stand.token)]
        harm += [f"left: System V {one}" for one in ipc_left(stand.ipc_key)]
        harm += [f"contacted: {name}" for name in stand.listeners.heard]
        harm += [f"signalled: {name}" for name in stand.canary.signals()]
        return harm + [f"running: {pid} {name}" for pid, name in self._running().items()]

    def _running(self) -> dict[int, str]:
        """What runs that did not run before, after a moment in which what was killed may go."""
        deadline = time.monotonic() + MOMENT
        while (left := self._left_running()) and time.monotonic() < deadline:
            for pid in left:
                with contextlib.suppress(ChildProcessError):
                    os.waitpid(pid, os.WNOHANG)
            time.sleep(0.02)
        found = dict(left)
        while left:  # what these have started is found once they are gone
            for pid in left:
                with contextlib.suppress(ProcessLookupError, ChildProcessError):
                    os.kill(pid, 9)
                    os.waitpid(pid, 0)
            left = self._left_running()
            found |= left
        return found

    def _left_running(self) -> dict[int, str]:
        """The processes below this one and below the grader that nobody here has started."""
        stand = self._stand
        own = {stand.driver.pid, stand.canary.pid, *self._known}
        return {pid: name for pid, name in children([os.getpid(), stand.driver.pid]).items() if pid not in own}


def _right(folder: Path, _fill: Fill) -> Path:
    """The solutions, as a submission."""
    for path in SOLUTIONS.glob("*.py"):
        shutil.copy(path, folder)
    return folder


def _text(path: Path) -> str:
    return path.read_bytes().decode() if path.exists() else ""  # strictly: a report is valid UTF-8


def _was_read(path: Path) -> bool:
    with contextlib.suppress(OSError):  # gone, which is told already
        found = path.stat()
        return found.st_atime_ns > found.st_mtime_ns
    return False


def _write_line(stream: IO[str] | None, line: str) -> None:
    assert stream is not None
    stream.write(line + "\n")
    stream.flush()


def _copy_numpy(site: Path) -> None:
    source = Path(np.__file__).resolve().parent
    shutil.copytree(source, site / "numpy", ignore=_NOT_NEEDED)
    if (source.parent / "numpy.libs").exists():
        shutil.copytree(source.parent / "numpy.libs", site / "numpy.libs")


def _interpreter(user: int) -> str:
    """A Python of this version that `user` can run."""
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    for python in (sys.executable, f"/usr/bin/{version}", f"/usr/local/bin/{version}"):
        if user == os.getuid():
            return python
        with contextlib.suppress(OSError, subprocess.SubprocessError):
            command = [python, "-I", "-c", "import ctypes, json"]
            subprocess.run(command, check=True, cwd="/", capture_output=True, **as_user(user))  # type: ignore[call-overload]  # noqa: S603
            return python
    raise Unreadable(f"user {user} can run no {version} here")
