"""What grading costs: processor time of the whole process tree, against the submission's own calls in a plain loop.

    python -m tests.bench.bench_cost

prints a table. The calls are those that the exam makes, with the same arguments, in one process, one after another.
Both are measured in turns in one run, and the means compared. Linux only: elsewhere nobody can say what a
worker used.
"""

import copy
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # as in a worker; read when NumPy is loaded

from grader.exam import Exam
from grader.exam.cached import exam_for
from grader.exam.hidden import hidden_seed
from grader.exercises import EXERCISES
from grader.local import Local
from grader.marking.grade import grade
from grader.sandbox.nursery import Nursery
from grader.sandbox.worker.desk import Desk
from grader.sandbox.worker.loader import Loader

HERE = Path(__file__).resolve().parent
TURNS = 20
TURNS_OF_PYTEST = 3
TARGETS = {"vectorised": 3.0, "four_loops": 1.3}
MOST_MILLISECONDS = 100

Call = tuple[Callable[..., Any], list[Any]]


class Noting(Desk):
    """A desk that notes what it calls, with copies of the arguments as they were then."""

    def __init__(self, loader: Loader) -> None:
        super().__init__(loader)
        self.calls: list[Call] = []

    def called(self, function: Callable[..., Any], arguments: list[Any]) -> Any:
        """See `Desk.called`."""
        self.calls.append(copy.deepcopy((function, arguments)))
        return super().called(function, arguments)


def own_calls(folder: Path, exam: Exam) -> list[Call]:
    """Every call that a right submission gets."""
    desk = Noting(Loader(folder))
    for exercise in EXERCISES:
        local = Local(folder, exercise.stem, desk=desk)
        for question in exercise.questions:
            for item in exam.items(exercise, question):
                answer = question.answer(local, item.case)
                assert answer.failure is None, answer.failure
    return desk.calls


def seconds_of_calls(calls: list[Call]) -> float:
    """The processor time of the calls, one after another."""
    start = time.process_time()
    for function, arguments in calls:
        function(*arguments)
    return time.process_time() - start


def seconds_of_tree(nursery: Nursery) -> float:
    """The processor time that this process, the nursery and all workers that have ended have used."""
    fields = Path(f"/proc/{nursery.pid}/stat").read_text().rpartition(")")[2].split()
    ticks = sum(map(int, fields[11:15]))  # utime, stime, cutime, cstime: see proc_pid_stat(5)
    return time.process_time() + ticks / os.sysconf("SC_CLK_TCK")


def seconds_of_pytest(folder: Path) -> float:
    """The processor time of plain pytest, with Hypothesis drawing as many cases inside the run."""
    command = ["-m", "pytest", "-q", "-p", "no:cacheprovider", str(HERE / "plain_pytest.py")]
    return seconds_of_python(command, TURNS_OF_PYTEST, SUBMISSION=str(folder))


def seconds_of_python(arguments: list[str], turns: int, **environment: str) -> float:
    """The processor time of a Python process, the median of several turns."""
    seconds = []
    for _ in range(turns):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        command, given = [sys.executable, *arguments], {**os.environ, **environment}
        subprocess.run(command, env=given, check=True, stdout=subprocess.DEVNULL)  # noqa: S603  # our own files
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(seconds)


def race(folder: Path, exam: Exam, nursery: Nursery) -> tuple[float, float]:
    """Milliseconds of the submission's own calls, and of the whole tree while it is graded."""
    calls = own_calls(folder, exam)
    report = grade(folder, exam, nursery)
    assert report.score == report.max_score, f"{folder.name} has {report.score:g} points"
    own = []
    before = seconds_of_tree(nursery)
    for _ in range(TURNS):
        own.append(seconds_of_calls(calls))
        grade(folder, exam, nursery)
    # A worker's time counts once it is gone, which nobody waits for: only the sum of all turns is exact.
    tree = seconds_of_tree(nursery) - before - sum(own)
    return sum(own) / TURNS * 1e3, tree / TURNS * 1e3


def main() -> int:
    """Print the table. Returns the exit status: 0 whatever the figures."""
    draw = [sys.executable, "-c", f"from grader.exam.cached import exam_for; exam_for({hidden_seed()})"]
    subprocess.run(draw, check=True)  # noqa: S603  # not here: it leaves the solutions' modules behind
    exam = exam_for(hidden_seed())
    print("processor time of one more submission, ms: its own calls, the whole process tree, plain pytest + Hypothesis")
    print(f"{'submission':<12} {'calls':>8} {'graded':>8} {'ratio':>6} {'target':>7} {'pytest':>8} {'ratio':>6}")
    with Nursery() as nursery, tempfile.TemporaryDirectory() as handed_in:
        for name, target in TARGETS.items():
            folder = Path(handed_in) / name
            for source in ("vectorised", name):  # what a submission has no file of its own for is the vectorised one's
                shutil.copytree(HERE / "submissions" / source, folder, dirs_exist_ok=True)
            own, tree = race(folder, exam, nursery)
            plain = seconds_of_pytest(folder) * 1e3
            ratios = f"{tree / own:>6.2f} {target:>7} {plain:>8.1f} {plain / tree:>6.1f}"
            print(f"{name:<12} {own:>8.1f} {tree:>8.1f} {ratios}", flush=True)
    numpy = seconds_of_python(["-c", "import numpy"], TURNS) * 1e3
    print(f"target for vectorised: {MOST_MILLISECONDS} ms in all, where a Python that imports NumPy takes 57 ms")
    print(f"a Python that imports NumPy takes {numpy:.0f} ms here")
    return 0


if __name__ == "__main__":
    sys.exit(main())
