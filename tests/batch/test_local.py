"""Processes of this machine grade side by side; one that dies costs nobody a mark, and none outlives the run."""

import contextlib
import os
import signal
from collections.abc import Iterator
from concurrent.futures import CancelledError, Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from grader.batch.job import Job, Outcome, Setting
from grader.batch.local import LocalEngine, _Slot
from grader.cohort.hand_in import HandIn, Part
from grader.errors import MachineryError
from grader.exam import Exam, to_bytes
from grader.gradebook.terms import Terms

pytest.importorskip("jinja2", reason="a class's pages need Jinja2, which a student has not; `make cov` has it")

RIGHT = "def conv_output_size(size, kernel, stride, pad):\n    return 1 + (size + 2 * pad - kernel) // stride\n"


@pytest.fixture(scope="module")
def setting(short_exam: Exam) -> Setting:
    return Setting(to_bytes(short_exam), Terms(short_exam.digest), "best-effort", has_reference=False)


def jobs(folder: Path, count: int) -> Iterator[Job]:
    for number in range(count):
        path = folder / f"{number}.py"
        path.write_text(RIGHT)
        yield Job(str(number), path.name, path.name, HandIn(str(number), path.name, (), (Part("", path),), path.name))


def children() -> set[int]:
    """The processes that this one has started, and that are still there."""
    found = set()
    for task in Path("/proc/self/task").iterdir():
        found |= set(map(int, (task / "children").read_text().split()))
    return found


def test_all_come_back_once(setting: Setting, tmp_path: Path) -> None:
    with LocalEngine(setting, 2) as engine:
        found = {job.id: outcome for job, outcome in engine.outcomes(jobs(tmp_path, 9))}
    assert set(found) == set(map(str, range(9)))
    assert {outcome.state for outcome in found.values()} == {"graded"}
    assert {outcome.exercises[0].score for outcome in found.values()} == {4.0}


def test_only_so_many_are_taken_as_are_in_hand(setting: Setting, tmp_path: Path) -> None:
    taken: list[str] = []

    def noted() -> Iterator[Job]:
        for job in jobs(tmp_path, 12):
            taken.append(job.id)
            yield job

    with LocalEngine(setting, 1) as engine:
        for number, _outcome in enumerate(engine.outcomes(noted())):
            assert len(taken) <= number + 2


def test_a_process_that_dies_costs_its_jobs_a_try_and_is_replaced(setting: Setting, tmp_path: Path) -> None:
    outcomes: list[Outcome] = []
    before = children()
    with LocalEngine(setting, 1) as engine:
        for number, (_job, outcome) in enumerate(engine.outcomes(jobs(tmp_path, 8))):
            outcomes.append(outcome)
            if number == 1:
                for pid in children() - before:
                    if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes():
                        os.kill(pid, signal.SIGKILL)
    states = [outcome.state for outcome in outcomes]
    assert len(states) == 8
    assert states.count("machinery") == 1
    assert states[-1] == "graded"
    assert {one.reason for one in outcomes} == {"", "the process that graded it has died (too little memory?)"}


def test_nobody_is_left_when_it_ends(setting: Setting, tmp_path: Path) -> None:
    before = children()

    def stopped() -> None:
        with LocalEngine(setting, 2) as engine:
            for _ in engine.outcomes(jobs(tmp_path, 6)):
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    left = [pid for pid in children() - before if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]
    assert left == []


def test_where_nothing_can_be_graded_the_first_job_says_so(setting: Setting, tmp_path: Path) -> None:
    damaged = Setting(setting.paper[:100], setting.terms, setting.isolation, has_reference=False)
    with LocalEngine(damaged, 1) as engine, pytest.raises(Exception, match="the exam can't be read") as error:
        list(engine.outcomes(jobs(tmp_path, 3)))
    assert not isinstance(error.value, MachineryError)


def test_a_process_that_has_died_idle_costs_a_try_and_is_replaced(setting: Setting, tmp_path: Path) -> None:
    with LocalEngine(setting, 1) as engine:
        slot = engine._slots[0]
        os.kill(slot._pid.result(), signal.SIGKILL)
        while not isinstance(slot.submit(next(jobs(tmp_path, 1))).exception(), BrokenProcessPool):
            continue
        outcomes = [outcome.state for _job, outcome in engine.outcomes(jobs(tmp_path, 3))]
    assert outcomes == ["machinery", "graded", "graded"]


def test_ctrl_c_pressed_again_stops_nothing_of_the_stopping(setting: Setting, monkeypatch: pytest.MonkeyPatch) -> None:
    pressed = iter([KeyboardInterrupt, KeyboardInterrupt])
    stop = _Slot.stop

    def impatient(slot: _Slot) -> None:
        for error in pressed:
            raise error
        stop(slot)

    before = children()
    monkeypatch.setattr(_Slot, "stop", impatient)
    with contextlib.suppress(ZeroDivisionError), LocalEngine(setting, 1):
        raise ZeroDivisionError
    assert next(pressed, None) is None
    assert [pid for pid in children() - before if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()] == []


def interrupted(setting: Setting, job: Job, number: signal.Signals | None = None) -> BaseException | None:
    """What has become of `job` in a run that is interrupted at once, when its process has got this signal."""
    left: list[Future[Outcome]] = []

    def run() -> None:
        with LocalEngine(setting, 1) as engine:
            if number is not None:
                os.kill(engine._slots[0]._pid.result(), number)
            left.append(engine._slots[0].submit(job))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run()
    try:
        return left[0].exception()
    except CancelledError as error:
        return error


def test_an_interrupted_run_begins_nothing_any_more(setting: Setting, tmp_path: Path) -> None:
    (job,) = jobs(tmp_path, 1)
    assert interrupted(setting, job) is not None


def test_an_interrupted_run_ends_though_a_process_is_stopped(setting: Setting, tmp_path: Path) -> None:
    (job,) = jobs(tmp_path, 1)
    assert interrupted(setting, job, signal.SIGSTOP) is not None
