"""The tests of attacks can fail: without a box around it, an attack is seen by the canary that is there for it."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.exam import Exam
from tests.attacks.attack import FOLDER, hostile
from tests.attacks.stand import Stand
from tests.attacks.watch import Watch

SECONDS = 60.0  # for one attack in plain Python: much of what it tries has to time out

# What is known of each attack when it has been run in the open: words of what the canaries tell.
SEEN = {
    "steal/import_reference": ["read: ", "/solutions/conv.py", "new: "],
    "delegate/obfuscated_imports": ["read: ", "/secret.txt"],
    "delegate/loopback_solver": [
        "contacted: TCP", "contacted: UDP", "contacted: a unix socket", "contacted: an abstract socket"
    ],
    "process/disk_fill": ["left: /tmp/", "left: /dev/shm/", "new: "],
    "process/double_fork_setsid": ["running: "],
    "process/patch_installed_numpy": ["gone: ", "numpy/__init__.py", "secret.txt", "new: "],
    "process/ptrace_parent": ["signalled: "],
    "process/shared_memory_covert_channel": ["left: System V shm", "left: System V sem", "left: System V msg"],
    "beyond/signal_by_owned_pipe": ["signalled: "],  # by a number, or as ended: the last of them is SIGKILL
}  # fmt: skip


@pytest.fixture
def stand(short_exam: Exam, subreaper: None) -> Iterator[Stand]:
    """A stand for whoever runs the tests; it is of no use afterwards."""
    stand = Stand(os.getuid(), short_exam)
    yield stand
    stand.close()


@pytest.mark.parametrize("name", SEEN)
def test_what_an_attack_does_in_the_open_is_seen(name: str, stand: Stand, tmp_path: Path) -> None:
    folder = stand.root / "write" / "open"
    folder.mkdir()
    program = folder / "attack.py"
    program.write_text(hostile(FOLDER / f"{name}.py", stand.fill), encoding="utf-8")
    before = Watch(stand)
    told = tmp_path / "told"
    with told.open("wb") as file:  # no pipe, which would stay open as long as what it leaves behind
        subprocess.run(  # noqa: S603  # our own interpreter; in the stand
            [stand.python, "-B", str(program)],
            cwd=folder,
            env=stand.environment(),
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=file,
            start_new_session=True,  # what it does to its own group reaches nobody else
            timeout=SECONDS,
            check=False,
        )
    harm = before.harm()
    assert b"ESCAPED:" in told.read_bytes() or "signalled" in SEEN[name][0]
    for words in SEEN[name]:
        assert any(words in one for one in harm), f"{words} is not in\n" + "\n".join(harm)


def test_nothing_is_seen_where_nothing_is_done(stand: Stand) -> None:
    stand.settle()
    before = Watch(stand)
    assert stand.grade(stand.right).status == 0
    assert before.harm() == []
