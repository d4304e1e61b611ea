"""Scratch folders of graders that were killed are swept by the next one; those in use are left alone."""

import fcntl
import os
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from grader.intake import scratch
from grader.intake.scratch import scratch_folder

PROJECT = Path(__file__).parents[2]
HOLD = """
import os, subprocess, sys
from grader.intake.scratch import scratch_folder
with scratch_folder() as folder:
    (folder / "inner").mkdir()
    (folder / "inner" / "file").touch()
    (folder / "inner").chmod(0)
    {children}
    print(folder, flush=True)
    sys.stdin.read()
"""
# Both live on when it is killed, and say back what they are told.
FORKED = (
    "up, told = os.pipe(); "
    "os.fork() or (os.write(told, b'.'), print(sys.stdin.readline(), flush=True), os._exit(0)); "
    "os.read(up, 1)"
)
EXECUTED = "subprocess.Popen(['cat'], close_fds=False)"

pytestmark = pytest.mark.usefixtures("scratch_place")


@contextmanager
def another_grader(temporary: Path, children: str = "") -> Iterator[tuple["subprocess.Popen[str]", Path]]:
    """Another process that holds a scratch folder until it is told to end, or killed."""
    environment = os.environ | {"TMPDIR": str(temporary), "PYTHONPATH": str(PROJECT)}
    with subprocess.Popen(  # noqa: S603  # the program is this test's own
        [sys.executable, "-c", HOLD.format(children=children)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
        text=True,
    ) as process:
        assert process.stdout is not None
        yield process, Path(process.stdout.readline().strip())


def test_a_folder_of_a_killed_grader_goes_with_the_next_start_and_one_in_use_stays(scratch_place: Path) -> None:
    with another_grader(scratch_place) as (killed, left), another_grader(scratch_place) as (alive, used):
        killed.kill()
        killed.wait()
        assert left.exists()
        with scratch_folder() as mine:
            assert not left.exists()
            assert used.exists()
            assert {path.name for path in mine.parent.iterdir()} == {
                name for folder in (mine, used) for name in (folder.name, f"{folder.name}.lock")
            }
        assert used.exists()
        alive.communicate("")
        assert alive.returncode == 0
    assert list(scratch_place.iterdir()) == []


def test_graders_that_start_and_end_at_the_same_moment_leave_each_other_alone(scratch_place: Path) -> None:
    together = threading.Barrier(8)

    def sit(_number: int) -> None:
        together.wait()
        for _ in range(25):
            with scratch_folder() as folder:
                (folder / "conv.py").touch()
                assert [path.name for path in folder.iterdir()] == ["conv.py"]

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(sit, range(8)))
    assert list(scratch_place.iterdir()) == []


def test_a_lock_that_is_swept_before_its_maker_could_take_it_is_made_anew(
    scratch_place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock, swept = fcntl.flock, list[Path]()

    def late(descriptor: int, operation: int) -> None:
        if not swept:
            (place,) = scratch_place.iterdir()
            swept.extend(place.iterdir())
            monkeypatch.setattr(fcntl, "flock", lock)
            scratch._sweep(place)
        lock(descriptor, operation)

    monkeypatch.setattr(fcntl, "flock", late)
    with scratch_folder() as folder:
        assert len(swept) == 1
        assert not swept[0].exists()
        assert folder.with_name(f"{folder.name}.lock").exists()


def test_a_lock_that_a_sweeper_holds_is_left_to_it(scratch_place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock, held = fcntl.flock, list[str]()

    def in_the_way(descriptor: int, operation: int) -> None:
        if not held:
            (file,) = scratch_place.glob("*/*.lock")
            held.append(file.name)
            other = os.open(file, os.O_RDWR)
            closing.callback(os.close, other)
            lock(other, fcntl.LOCK_EX)
        lock(descriptor, operation)

    monkeypatch.setattr(fcntl, "flock", in_the_way)
    with ExitStack() as closing, scratch_folder() as folder:
        assert f"{folder.name}.lock" not in held
    with scratch_folder():
        pass
    assert list(scratch_place.iterdir()) == []


def test_a_folder_without_a_lock_is_left_over(scratch_place: Path) -> None:
    with scratch_folder() as first:
        left = first.parent / "left"
        (left / "inner").mkdir(parents=True)
        with scratch_folder():
            assert not left.exists()
            assert first.exists()


@pytest.mark.parametrize("children", [FORKED, EXECUTED], ids=["forked", "executed"])
def test_a_child_of_a_killed_grader_that_lives_on_does_not_keep_its_folder(scratch_place: Path, children: str) -> None:
    with another_grader(scratch_place, children) as (killed, left):
        killed.kill()
        killed.wait()
        with scratch_folder():
            assert not left.exists()
        assert killed.stdin is not None
        assert killed.stdout is not None
        killed.stdin.write("alive\n")
        killed.stdin.close()
        assert killed.stdout.read().strip() == "alive"


def test_a_forked_child_that_leaves_the_block_takes_nothing_from_its_parent() -> None:
    with ExitStack() as block:
        folder = block.enter_context(scratch_folder())
        child = os.fork()
        if child == 0:
            try:
                block.close()
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        assert folder.exists()
        assert folder.with_name(f"{folder.name}.lock").exists()


# The place that holds them all.


def test_the_place_is_closed_to_others_but_for_root_whose_workers_pass_through() -> None:
    with scratch_folder() as folder:
        wanted = 0o711 if os.geteuid() == 0 else 0o700
        assert stat.S_IMODE(folder.parent.stat().st_mode) == wanted
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert folder.parent.name == f"conv-grader-{os.geteuid()}"


def _link(place: Path, elsewhere: Path) -> None:
    place.symlink_to(elsewhere)


def _file(place: Path, _elsewhere: Path) -> None:
    place.touch()


def _open_to_all(place: Path, _elsewhere: Path) -> None:
    place.mkdir()
    place.chmod(0o777)


def _another_user_s(place: Path, _elsewhere: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can give a folder away")
    place.mkdir()
    os.chown(place, 1234, 1234)


@pytest.mark.parametrize(
    "take", [_link, _file, _open_to_all, _another_user_s], ids=lambda take: take.__name__.strip("_")
)
def test_whoever_took_the_name_first_gets_nothing_into_their_hands(
    scratch_place: Path, tmp_path: Path, take: Callable[[Path, Path], None]
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    place = scratch_place / f"conv-grader-{os.geteuid()}"
    take(place, elsewhere)
    with scratch_folder() as folder:
        assert folder.parent.parent == scratch_place
        assert folder.parent != place
        assert folder.parent.stat().st_uid == os.geteuid()
    assert list(scratch_place.iterdir()) == [place]
    assert list(elsewhere.iterdir()) == []
