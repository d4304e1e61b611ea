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
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from grader.exam import Exam, save
from grader.exam.hidden import SOLUTIONS
from tests.attacks.attack import FOLDER
from tests.attacks.built.text import Fill
from tests.attacks.canaries import CanaryProcess, Listeners, as_user, marks_left

PROJECT = FOLDER.parents[1]
COPIED = ("grader", "solutions", "assignment", "pyproject.toml")
FULL = 100.0  # points
SEED = "8675309402117"  # stands for the hidden exam's seed
PATIENCE = 120.0  # seconds for one command
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
            copy = self.root / "project" / name
            shutil.copytree(source, copy, ignore=_NOT_NEEDED) if source.is_dir() else shutil.copy(source, copy)
        _copy_numpy(self.root / "site")
        shutil.copy(FOLDER / "driver.py", self.root / "driver.py")
        (self.root / "private" / "secret.txt").write_text(f"{self.token} secret\n")
        for name in ("home", "project"):
            (self.root / name / ".hypothesis" / "examples").mkdir(parents=True)
            (self.root / name / ".hypothesis" / "examples" / "input").write_text(self.token)
        self.exam = self.root / "private" / "exam.npz"
        save(exam, self.exam)
        self._give_to_user()
        (self.root / "write").chmod(0o777)  # whoever gets out can leave a mark
        self.listeners = Listeners(self.root, self.token)
        self.canary = CanaryProcess(self.python, user, self.token)
        self._driver: subprocess.Popen[str] | None = None
        self.is_spoiled = False  # whether an attack may have changed it
        self.right = self.hand_in("right", _right)
        self.descriptors = 0  # that the process that grades has open between two submissions

    def settle(self) -> None:
        """Grade once what is right: what is made once is there from now on, folders and caches."""
        first = self.grade(self.right)
        assert first.status == 0, first.err
        score, self.descriptors = self.grade_right()
        assert score == FULL

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
                **as_user(self.user),
            )
            assert self._driver.stdout is not None
            assert self._driver.stdout.readline() == "ready\n"  # all that it starts for good has been started
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
        arguments += ["--json", str(out / "report.json")]
        places = {"out": str(out / "out"), "err": str(out / "err"), "reference": str(self.right)}
        answer = self._ask({"arguments": arguments, **places})
        out_text, err, report = (_text(out / name) for name in ("out", "err", "report.json"))
        return Graded(answer["status"], out_text, err, report, answer["descriptors"])

    def grade_right(self) -> tuple[float, int]:
        """The score of what is right, and the descriptors that are open then, in the process that graded before.

        Its workers come from one and the same nursery every time.
        """
        answer = self._ask({"right": str(self.right), "exam": str(self.exam)})
        return answer["score"], int(answer["descriptors"])

    def _ask(self, order: dict[str, object]) -> dict[str, Any]:
        asking, answering = self.driver.stdin, self.driver.stdout
        assert asking is not None
        assert answering is not None
        with contextlib.suppress(BrokenPipeError):
            asking.write(json.dumps(order) + "\n")
            asking.flush()
        ready, _, _ = select.select([answering], [], [], PATIENCE)
        line = answering.readline() if ready else ""
        if not line:
            how = "did not end" if not ready else f"ended with {self.driver.wait()}"
            self._end_driver()
            raise AssertionError(f"the grader {how}")
        answer: dict[str, Any] = json.loads(line)
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


def _right(folder: Path, _fill: Fill) -> Path:
    """The solutions, as a submission."""
    for path in SOLUTIONS.glob("*.py"):
        shutil.copy(path, folder)
    return folder


def _text(path: Path) -> str:
    return path.read_bytes().decode() if path.exists() else ""  # strictly: a report is valid UTF-8


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
            subprocess.run(command, check=True, cwd="/", capture_output=True, **as_user(user))  # noqa: S603
            return python
    raise Unreadable(f"user {user} can run no {version} here")
