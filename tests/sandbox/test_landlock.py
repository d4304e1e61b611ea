"""What a worker can read under Landlock: the library, NumPy and its own folder; and that it can change nothing."""

import errno
import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from grader.sandbox.limits import Limits
from grader.sandbox.nursery import Nursery
from grader.sandbox.session import Session
from grader.sandbox.worker import grants, kernel, landlock
from grader.sandbox.worker_handle import Worker
from tests.sandbox.conftest import SessionOf, SittingOf

Told = Callable[..., str]

ATTEMPT = """
import os, socket
def attempt(expression):
    try:
        return repr(eval(expression))
    except OSError as error:
        return type(error).__name__
"""


@pytest.fixture(scope="module")
def fenced() -> Iterator[Nursery]:
    """Workers around which nothing but Landlock stands."""
    with Nursery(("landlock",)) as nursery:
        if "landlock" not in nursery.standing().layers:
            pytest.skip(nursery.standing().sentence({"landlock"}))
        yield nursery


@pytest.fixture
def outcome(fenced: Nursery, sitting_of: SittingOf) -> Iterator[Callable[[str], str]]:
    """`outcome("os.listdir('.')")` is what this expression is in a worker, or the name of the OSError."""
    sitting = sitting_of({"sub.py": f"{ATTEMPT}def f(text):\n    raise LookupError(attempt(text))\n", "data.txt": "1"})
    sitting.nursery = fenced
    with Session(sitting, "sub", "f") as session:

        def make(expression: str) -> str:
            worker = session._worker or session._new_worker()
            session._worker = worker
            worker.ask(("load", "sub.py", "f"))
            reply = worker.ask(("call", "f", (expression,), "number"))
            assert isinstance(reply[1], dict)
            return str(reply[1]["message"])

        yield make


def test_its_own_folder_is_read_and_nothing_around_it(outcome: Callable[[str], str], tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    assert outcome("open('data.txt').read()") == "'1'"
    assert outcome("sorted(os.listdir('.'))") == "['data.txt', 'sub.py']"
    for expression in ("open('../secret.txt')", f"open({str(tmp_path / 'secret.txt')!r})", "os.listdir('/')"):
        assert outcome(expression) == "PermissionError"


def test_the_project_its_caches_and_the_system_are_not_read(outcome: Callable[[str], str]) -> None:
    files = (
        __file__,
        grants.__file__,
        "/etc/passwd",
        "/proc/self/maps",
        "/proc/self/environ",
        f"/proc/{os.getpid()}/stat",
    )
    assert {outcome(f"open({path!r})") for path in files} == {"PermissionError"}


def test_the_library_and_numpy_are_read_but_not_what_is_installed_beside_them(outcome: Callable[[str], str]) -> None:
    assert outcome(f"bool(open({os.__file__!r}).read())") == "True"
    assert outcome(f"bool(open({np.__file__!r}).read())") == "True"
    for beside in (pytest.__file__, str(Path(pytest.__file__).parents[1] / "_pytest" / "main.py")):
        assert outcome(f"open({beside!r})") == "PermissionError"


def test_nowhere_can_be_written_to_and_read(outcome: Callable[[str], str]) -> None:
    assert outcome("open(os.devnull, 'w').write('x')") == "1"
    assert outcome("open(os.devnull).read()") == "''"


@pytest.mark.parametrize(
    "expression",
    [
        "open('data.txt', 'w')",
        "open('data.txt', 'a')",
        "open('new.txt', 'x')",
        "os.truncate('data.txt', 0)",
        "os.unlink('data.txt')",
        "os.rename('data.txt', 'other.txt')",
        "os.link('data.txt', 'other.txt')",
        "os.symlink('data.txt', 'other.txt')",
        "os.mkdir('folder')",
        "os.mkfifo('pipe')",
        "socket.socket(socket.AF_UNIX).bind('socket')",
        "os.execv('/bin/true', ['true'])",
    ],
)
def test_nothing_can_be_changed_and_nothing_run(outcome: Callable[[str], str], expression: str) -> None:
    assert outcome(expression) == "PermissionError"
    assert outcome("open('data.txt').read()") == "'1'"


def test_nobody_outside_can_be_spoken_to_or_signalled(outcome: Callable[[str], str], tmp_path: Path) -> None:
    if landlock.abi() < landlock._SCOPES_SINCE:
        pytest.skip("this kernel's Landlock knows files only")
    name = f"\0{tmp_path}"
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket(socket.AF_UNIX) as abstract:
        abstract.bind(name)
        abstract.listen()
        assert outcome(f"socket.create_connection(('127.0.0.1', {server.getsockname()[1]}))") == "PermissionError"
        assert outcome(f"socket.socket(socket.AF_UNIX).connect({name!r})") == "PermissionError"
    assert outcome(f"os.kill({os.getpid()}, 0)") == "PermissionError"
    assert outcome("os.kill(os.getpid(), 0)") == "None"


def test_packages_of_the_submission_are_found_in_the_folder_around_it(session_of: SessionOf) -> None:
    session = session_of("import handed_in.sub\ndef f():\n    return 1\n")
    assert session.call("f", returns="number") == 1


def test_a_folder_that_holds_the_grader_is_not_granted(fenced: Nursery) -> None:
    project = Path(grants.__file__).resolve().parents[3]
    with Nursery(("landlock",)) as nursery:
        worker = Worker(nursery, str(project), Limits())
        worker.end()
        assert nursery.standing().missing["landlock"] == "the submission's folder holds the grader"
        assert "landlock" not in nursery.standing().layers


def test_what_was_installed_into_the_library_is_not_part_of_it(tmp_path: Path) -> None:
    for name in ("json", "site-packages", "dist-packages"):
        (tmp_path / name).mkdir()
    (tmp_path / "os.py").write_text("")
    assert sorted(grants._parts(tmp_path)) == [str(tmp_path / "json"), str(tmp_path / "os.py")]
    assert grants._parts(tmp_path / "json") == [str(tmp_path / "json")]
    assert grants._parts(tmp_path / "os.py") == [str(tmp_path / "os.py")]


def test_the_part_of_the_library_that_holds_the_grader_is_left_out(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("json", "conv"):
        (tmp_path / name / "grader").mkdir(parents=True)
    monkeypatch.setattr(grants, "_OURS", tmp_path / "conv" / "grader")
    assert grants._parts(tmp_path) == [str(tmp_path / "json")]


@pytest.mark.parametrize("number", [errno.ENOSYS, errno.EOPNOTSUPP])
def test_a_kernel_without_landlock_is_told_in_words(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    def refusing(*_arguments: object) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(kernel, "syscall", refusing)
    with pytest.raises(OSError, match=r"this kernel has no Landlock, or it is turned off; Linux 5\.13 has it"):
        landlock.abi()
