"""The command itself, in a process of its own: an attack changes neither its exit status nor what comes after it."""

import json
import os
import signal
import subprocess
import time
from pathlib import Path

from tests.attacks.attack import Attack, attacks
from tests.attacks.built.text import Fill
from tests.attacks.canaries import as_user, children
from tests.attacks.stand import Stand

SECONDS = 60.0
KINDS = ("process", "inject")

# It has told everybody that it hears nothing any more, and sleeps, in each of three ways.
ASLEEP = """
import ctypes, os, signal, time
ctypes.CDLL(None).prctl(1, 0, 0, 0, 0)  # no signal at the parent's death
for number in range(1, 65):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
os.closerange(0, 64)
try:
    os.setsid()
except OSError:
    pass
while True:
    time.sleep(1)


def conv_output_size(size, kernel, stride, pad):
    return 1
"""


def command(stand: Stand, path: Path, *options: str) -> list[str]:
    return [stand.python, "-m", "grader", "grade", str(path), "--exam", str(stand.exam), *options]


def test_the_command_ends_well_whatever_it_grades(stand: Stand) -> None:
    for attack in _some():
        path = stand.hand_in("attack", attack.build)
        ran = subprocess.run(  # noqa: S603  # our own interpreter and our own module
            command(stand, path, "--json", "-", *attack.options),
            cwd=stand.root / "home",
            env=stand.environment(),
            capture_output=True,
            timeout=SECONDS,
            check=False,
            **as_user(stand.user),
        )
        assert ran.returncode == attack.status
        assert json.loads(ran.stdout)["exercises"][0]["status"] == "passed", attack.name
        assert b"Traceback" not in ran.stderr


def _some() -> list[Attack]:
    names = ("abort_and_stop_self", "fd_forge_json_reply", "ansi_escape_in_output", "lone_surrogates_and_nul")
    return [attack for attack in attacks() if attack.name in names]


def test_a_worker_that_hears_nothing_does_not_outlive_a_grader_that_is_killed(stand: Stand) -> None:
    def build(folder: Path, _fill: Fill) -> Path:
        (folder / "asleep.py").write_text(ASLEEP)
        return folder

    path = stand.hand_in("attack", build)
    known = children([os.getpid()]).keys()
    with subprocess.Popen(  # noqa: S603  # our own interpreter and our own module
        command(stand, path),
        cwd=stand.root / "home",
        env=stand.environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **as_user(stand.user),
    ) as grader:
        nursery = _child(grader.pid)
        worker = _child(nursery)
        time.sleep(1)  # it is asleep by now; if not, it is all the easier to end
        grader.send_signal(signal.SIGKILL)
        grader.wait()
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline and (_is_alive(worker) or _is_alive(nursery)):
        _reap(known)
        time.sleep(0.05)
    assert not _is_alive(worker)
    assert not _is_alive(nursery)
    _reap(known)


def _child(pid: int) -> int:
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        found = sorted(children([pid]))
        if found:
            return found[0]
        time.sleep(0.01)
    raise AssertionError(f"{pid} has no child")


def _is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _reap(known: object) -> None:
    for pid in children([os.getpid()]).keys() - known:  # type: ignore[operator]
        try:
            os.waitpid(pid, os.WNOHANG)
        except ChildProcessError:
            continue
