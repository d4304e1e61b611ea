"""What a class costs: correct submissions a second, against other graders on the same checks, in turns in one run.

    python -m tests.bench.bench_batch [SIZE ...]

prints three tables, the last one for simulated classes of these sizes. Every grader has two processes, and every
submission must have full marks. What counts is how often the others' rate fits into ours: it moves less from machine to
machine than any rate. Linux only: elsewhere nobody says how much memory a process had.
"""

import os
import re
import select
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from grader.exam import Exam
from grader.exam.cached import exam_for
from grader.exam.hidden import hidden_seed
from tests.bench.made_class import made_class
from tests.bench.peers.rate import GRADESCOPE_UTILS, OTTER, PROJECT, Peer, PeerFailedError, rate

JOBS = 2
CLASS = 200
SIZES = (1, 20, CLASS)
SIMULATED = (100, 1_000, 10_000)  # or those that are named behind the command
ATTEMPTS = 3  # to measure a peer that fails
ROUNDS = 2  # of which the better one counts, for everybody: a busy machine makes some of them slow
OURS = "batch"
PEERS = {OTTER: 6, GRADESCOPE_UTILS: 20}  # and how many submissions are enough to see their rate: each takes as long
TARGET_RATE, TARGET_RATIO = 15.0, 10.0

_PEAK = re.compile(r"^VmHWM:\s*(\d+) kB$", re.MULTILINE)
_SECONDS_BETWEEN_LOOKS = 0.05


@dataclass(frozen=True)
class Batch:
    """A class graded by one process and its children: how long it took, and the most memory the former had."""

    students: int
    seconds: float
    megabytes: float

    @property
    def rate(self) -> float:
        """Submissions a second, from the command to its end."""
        return self.students / self.seconds


def rate_of_batch(students: int) -> Batch:
    """Grade a class of so many by `python -m grader batch`, from nothing."""
    with tempfile.TemporaryDirectory() as place:
        folder, out = Path(place) / "class", Path(place) / "out"
        made_class(folder, students)
        command = [sys.executable, "-m", "grader", "batch", str(folder), "--out", str(out), "--jobs", str(JOBS)]
        command.append("--no-similar")  # whose submissions are alike is no part of grading, and nobody else looks
        batch = Batch(students, *seconds_and_peak(command))
        scores = scores_in(out)
    assert scores == [100.0] * students, f"of {students} correct submissions, {scores.count(100.0)} have full marks"
    return batch


def seconds_and_peak(command: list[str]) -> tuple[float, float]:
    """How long a command takes, and the most memory (MB) that its process had at once, without its children.

    The kernel keeps that peak as long as the process lives. What wait4 would tell afterwards counts the memory of
    this process too, which the other one had before it became another program.
    """
    peak = 0.0
    with tempfile.TemporaryFile("w+") as errors:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=errors)  # noqa: S603  # ours
        end = os.pidfd_open(process.pid)
        while not select.select([end], [], [], _SECONDS_BETWEEN_LOOKS)[0]:
            looked_at = _PEAK.search(Path(f"/proc/{process.pid}/status").read_text())
            peak = int(looked_at[1]) / 1024 if looked_at else peak
        seconds = time.perf_counter() - start
        os.close(end)
        status = process.wait()
        errors.seek(0)
        assert status == 0, errors.read()
    return seconds, peak


def scores_in(out: Path) -> list[float]:
    """The marks in the gradebook."""
    with closing(sqlite3.connect(out / "gradebook.sqlite")) as gradebook:
        return [score for (score,) in gradebook.execute("SELECT score FROM current_result")]


def race() -> tuple[Batch, Mapping[str, float]]:
    """Our best batch of a whole class, and the best rates of the peers, all in turns."""
    exam = exam_for(hidden_seed())
    rate_of_batch(1)  # what is worked out only once, for all classes, is there from now on
    batches: list[Batch] = []
    rates: dict[str, list[float]] = {peer.name: [] for peer in PEERS}
    for _ in range(ROUNDS):
        batches.append(rate_of_batch(CLASS))
        for peer, submissions in PEERS.items():
            rates[peer.name].append(_rate(peer, submissions, exam))
    return max(batches, key=lambda batch: batch.rate), {name: max(found) for name, found in rates.items()}


def _rate(peer: Peer, submissions: int, exam: Exam) -> float:
    """The peer's rate, from a run in which it doesn't fail."""
    for attempt in range(ATTEMPTS):
        try:
            return rate(peer, submissions, exam, JOBS)
        except PeerFailedError as error:
            if attempt == ATTEMPTS - 1:
                raise
            print(f"{str(error).strip().splitlines()[-1]}: measured again")
    raise AssertionError("there is no attempt left")


def print_race(ours: Batch, peers: Mapping[str, float]) -> None:
    """Everybody's rate, and whether ours is what it should be."""
    print(f"correct submissions graded a second, {JOBS} processes side by side, the better of {ROUNDS} rounds")
    print(f"{'grader':<18} {'measured':>8} {'a second':>9} {'ours is':>11}")
    print(f"{OURS:<18} {ours.students:>8} {ours.rate:>9.1f}")
    for peer, submissions in PEERS.items():
        its = peers[peer.name]
        print(f"{peer.name:<18} {submissions:>8} {its:>9.2f} {ours.rate / its:>5.1f} times")
    ratio = ours.rate / max(peers.values())
    print(
        f"target: {TARGET_RATE:g} a second ({met(ours.rate >= TARGET_RATE)}), "
        f"{TARGET_RATIO:g} times the better peer ({met(ratio >= TARGET_RATIO)}: {ratio:.1f})"
    )


def met(holds: bool) -> str:
    """The word for it."""
    return "met" if holds else "missed"


def print_growth(batches: list[Batch]) -> None:
    """What more submissions cost, in time and in memory."""
    print("what a batch costs from the command to its end, and the most memory of its main process")
    print(f"{'submissions':>11} {'seconds':>8} {'ms each':>8} {'ms for one more':>16} {'MB':>6}")
    before = None
    for batch in batches:
        more = f"{(batch.seconds - before.seconds) / (batch.students - before.students) * 1e3:.0f}" if before else ""
        each = batch.seconds / batch.students * 1e3
        print(f"{batch.students:>11} {batch.seconds:>8.1f} {each:>8.0f} {more:>16} {batch.megabytes:>6.0f}")
        before = batch


def print_simulated(sizes: Sequence[int]) -> None:
    """The memory of the main process where nobody grades, so that classes can be large."""
    print("the most memory of the main process, with all that it does but for grading (a simulated class)")
    print(f"{'submissions':>11} {'seconds':>8} {'MB':>6}")
    for students in sizes:
        command = [sys.executable, "-m", "tests.bench.simulated_class", str(students)]
        print(f"{students:>11} {'{:.1f} {:>8.0f}'.format(*seconds_and_peak(command)):>15}", flush=True)


def main() -> int:
    """Print the tables. Returns the exit status: 0 whatever the figures."""
    ours, peers = race()
    print_race(ours, peers)
    print_growth([*map(rate_of_batch, SIZES[:-1]), ours])
    print_simulated(list(map(int, sys.argv[1:])) or SIMULATED)
    return 0


if __name__ == "__main__":
    sys.exit(main())
