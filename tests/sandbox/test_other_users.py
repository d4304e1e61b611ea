"""Who runs a worker: as root somebody who owns nothing, each worker another one; and what an ordinary user has."""

import ast
import json
from typing import Any

import pytest

from grader.sandbox.worker.layers import LAYERS
from grader.sandbox.worker.privileges import TO_READ
from grader.sandbox.worker.rlimits import PROCESSES
from tests.sandbox.pythons import NOBODY, run_as

# Two workers of one submission at the same time, around which only the layers named here stand.
TWO = """
import json, os, stat, sys
from pathlib import Path
from grader.intake.scratch import scratch_folder
from grader.sandbox.limits import Limits
from grader.sandbox.nursery import Nursery
from grader.sandbox.worker_handle import Worker

SOURCE = '''
import json, os, resource, threading, time
def attempt(call):
    try:
        return call()
    except (OSError, RuntimeError) as error:
        return type(error).__name__
def many_threads():
    threading.stack_size(2**15)
    for started in range(1000):
        threading.Thread(target=time.sleep, args=(10**6,), daemon=True).start()
def facts():
    expressions = {
        "users": os.getresuid, "groups": os.getresgid, "others": os.getgroups,
        "back": lambda: os.setuid(0), "own": lambda: len(open("sub.py").read()) > 0,
        "secret": lambda: open(SECRET).read(), "neighbour": lambda: open(NEIGHBOUR).read(),
        "grader": lambda: os.kill(GRADER, 0), "memory": lambda: open(f"/proc/{GRADER}/mem", "rb").close(),
        "processes": lambda: resource.getrlimit(resource.RLIMIT_NPROC)[0],
        "threads": many_threads if COUNTED else None,
    }
    raise LookupError(json.dumps({name: attempt(one) for name, one in expressions.items() if one}))
'''
with scratch_folder() as root, scratch_folder() as neighbour, Nursery(LAYERS) as nursery:
    folder = root / "handed_in"
    folder.mkdir(mode=0o700)
    (neighbour / "theirs").mkdir(mode=0o700)
    for path in (neighbour / "theirs" / "conv.py", root.with_name(root.name + ".secret")):
        path.write_text("secret")
        path.chmod(0o600)
    secret = root.with_name(root.name + ".secret")
    places = f"SECRET, NEIGHBOUR, GRADER = {str(secret)!r}, {str(neighbour / 'theirs' / 'conv.py')!r}, {os.getpid()}\\n"
    places += f"COUNTED = {'rlimits' in LAYERS}"
    (folder / "sub.py").write_text(places + SOURCE)
    (folder / "sub.py").chmod(0o600)
    workers = [Worker(nursery, str(folder), Limits()) for _ in range(2)]
    told = []
    for worker in workers:
        worker.ask(("load", "sub.py", "facts"))
        told.append(json.loads(worker.ask(("call", "facts", (), "number"))[1]["message"]))
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (root, folder, folder / "sub.py")]
    for worker in workers:
        worker.end()
    secret.unlink()
    print(json.dumps({"told": told, "modes": modes, "missing": dict(nursery.standing().missing)}))
"""

SELFTEST = """
from grader.sandbox.nursery import Nursery
from grader.sandbox.selftest import selftest
with Nursery() as nursery:
    print(selftest(nursery), *nursery.standing().layers)
"""


@pytest.fixture(scope="module")
def as_root() -> Any:
    """What two workers of a grader that is root find, around which nothing stands but that they are others."""
    return json.loads(run_as(0, f"LAYERS = ('user',){TWO}"))


def test_a_worker_of_root_is_somebody_who_has_no_rights(as_root: Any) -> None:
    assert "user" not in as_root["missing"]
    for told in as_root["told"]:
        assert len(set(told["users"])) == len(set(told["groups"])) == 1
        assert 0 not in (*told["users"], *told["groups"])
        assert told["others"] == []
        assert told["back"] == "PermissionError"


def test_two_workers_are_two_users_of_one_group(as_root: Any) -> None:
    first, second = as_root["told"]
    assert first["users"] != second["users"]
    assert first["groups"] == second["groups"]


def test_the_submission_is_readable_to_its_own_workers_and_closed_to_everybody_else(as_root: Any) -> None:
    for told in as_root["told"]:
        assert told["own"] is True
        assert told["neighbour"] == told["secret"] == "PermissionError"
    assert not any(mode & 0o027 for mode in as_root["modes"])


def test_the_grader_can_neither_be_signalled_nor_looked_into(as_root: Any) -> None:
    for told in as_root["told"]:
        assert told["grader"] == told["memory"] == "PermissionError"


def test_who_is_alone_can_be_counted() -> None:
    told = json.loads(run_as(0, f"LAYERS = ('user', 'rlimits'){TWO}"))["told"]
    assert [one["processes"] for one in told] == [PROCESSES] * 2
    assert [one["threads"] for one in told] == ["RuntimeError"] * 2


@pytest.mark.parametrize("user", [0, NOBODY], ids=["root", "an ordinary user"])
def test_nothing_gets_out_whoever_runs_the_grader(user: int) -> None:
    escaped, *layers = run_as(user, SELFTEST).split()
    if not {"landlock", "seccomp"} <= set(layers):
        pytest.skip("this kernel has no Landlock, or filters no system calls")
    assert escaped == "[]"
    assert ("user" in layers) is (user == 0)


# A worker of a grader that is root, where what it needs lies in a folder that is closed to others.
CLOSED = """
import os, tempfile
from pathlib import Path
from grader.sandbox.worker import privileges
from grader.sandbox.worker.layers import Bounds, LAYERS, Wardrobe

import numpy
library = [Path(os.__file__).parent]
with tempfile.TemporaryDirectory() as closed, tempfile.TemporaryDirectory() as secret:
    for folder in (closed, secret):
        (Path(folder) / "file").write_text("numbers")
    submission = Path(tempfile.mkdtemp()) / "submission"
    submission.mkdir()
    wardrobe = Wardrobe([*library, Path(closed)], Path(numpy.__file__).parent)
    wardrobe.prepare(submission, LAYERS_ON)
    told, telling = os.pipe()
    if os.fork() == 0:
        status = Path("/proc/self/status").open()
        standing = wardrobe.put_on(submission, Bounds(2**32, 60), LAYERS_ON, os.getppid(), lambda: None)
        capabilities = [line.split()[1] for line in status.read().splitlines() if line.startswith("CapEff")]
        read = []
        for folder in (closed, secret):
            try:
                read.append((Path(folder) / "file").read_text())
            except OSError:
                read.append("closed")
        os.write(telling, repr((standing.layers, capabilities, read, os.getuid() == 0)).encode())
        os._exit(0)
    os.wait()
    print(os.read(told, 2**16).decode())
    submission.rmdir()
    submission.parent.rmdir()
"""


def test_a_worker_reads_a_library_that_is_closed_to_others_and_still_is_another_user() -> None:
    layers, capabilities, read, is_root = ast.literal_eval(run_as(0, f"LAYERS_ON = {LAYERS!r}{CLOSED}"))
    if "landlock" not in layers:
        pytest.skip("this kernel has no Landlock")
    assert "user" in layers
    assert not is_root
    assert capabilities == [f"{TO_READ:016x}"]
    assert read == ["numbers", "closed"]


@pytest.mark.parametrize("without", ["landlock", "privileges"])
def test_nobody_is_another_user_who_may_read_everything(without: str) -> None:
    on = tuple(layer for layer in LAYERS if layer not in (without, "seccomp"))
    layers, _capabilities, _read, is_root = ast.literal_eval(run_as(0, f"LAYERS_ON = {on!r}{CLOSED}"))
    assert "user" not in layers
    assert is_root
