"""Two hundred submissions graded by one process with one nursery: the hostile ones among them leave nothing behind."""

import gc
import json
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.exam import Exam
from grader.exam.hidden import SOLUTIONS
from grader.marking.grade import grade
from grader.report.as_json import as_json
from grader.sandbox.limits import Limits
from grader.sandbox.nursery import Nursery
from tests.attacks.attack import FOLDER, POINTS, attacks
from tests.attacks.canaries import children, set_subreaper
from tests.attacks.stand import Stand
from tests.attacks.watch import Watch

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc, which Linux alone has")

SUBMISSIONS = 200
EVERY = 3  # this one is hostile
SETTLED = 50  # by then everything that is loaded once is loaded
# Growth from the 50th submission to the last. Measured in the grader: 600 to 900 KiB of memory (honest ones alone: 560,
# and 70 from the 300th to the 600th: the allocator settles) and 32 objects; 8 KiB in the nursery. What leaves one
# object, or 14 KiB, with each submission is seen.
MARGIN = 2048  # KiB
MORE_OBJECTS = 140
LIMITS = Limits(call_seconds=0.2, exercise_seconds=3, memory_mib=512, printed_mib=4, timeouts=1, crashes=2)
HONEST = ("conv", "im2col", "pooling")
# What takes many seconds whatever the limits are: time to load, or a hundred thousand members.
SLOW = {"pip_install_at_import", "endless_compile", "gen_100mb_source", "gen_zip_many_members", "binop_chain_ast_crash",
        "threads_without_end", "cause_chain_million", "sleep_forever", "toctou_thread_rewrites_result"}  # fmt: skip


@pytest.fixture(scope="module")
def stand(short_exam: Exam) -> Iterator[Stand]:
    """What the attacks aim at, and canaries."""
    set_subreaper(True)
    stand = Stand(os.getuid(), short_exam)
    yield stand
    stand.close()
    set_subreaper(False)


def honest(folder: Path) -> list[Path]:
    """Submissions that are right, partly right, and wrong."""
    paths = []
    for name in HONEST:
        paths.append(folder / f"{name}.py")
        shutil.copy(SOLUTIONS / f"{name}.py", paths[-1])
    wrong = folder / "wrong.py"
    text = (SOLUTIONS / "pooling.py").read_text(encoding="utf-8")
    wrong.write_text(text.replace(".max(", ".min(") + "\n\ndef im2col(x):\n    return x[0, 'a']\n", encoding="utf-8")
    # No forward is right: each backward is asked the other way, too, so that all questions are written down early.
    zeros = folder / "zeros.py"
    functions = [f"def {name}(*_given):\n    return np.zeros(1), np.zeros(1), np.zeros(1)\n" for name in POINTS]
    zeros.write_text("\n\n".join(["import numpy as np\n", *functions]), encoding="utf-8")
    return [*paths, wrong, zeros]


def without_duration(report: str) -> str:
    content = json.loads(report)
    del content["duration_s"]
    return json.dumps(content, ensure_ascii=False)


def resident(pid: int | str) -> int:
    """The kibibytes of a process that lie in memory and belong to it alone."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("RssAnon:")))


def test_two_hundred_submissions_of_which_every_third_is_hostile(
    stand: Stand, short_exam: Exam, tmp_path: Path
) -> None:
    right = honest(tmp_path)
    with Nursery() as nursery:
        alone = {path: without_duration(as_json(grade(path, short_exam, nursery, LIMITS))) for path in right}
    assert stand.driver.pid  # what attacks aim at is there before everything is looked at
    hostile = [attack for attack in attacks() if attack.name not in SLOW and not attack.status]
    assert len(hostile) > SUBMISSIONS // EVERY
    known = children([os.getpid()]).keys()
    harmed: list[str] = []
    objects: list[int] = []
    memory: dict[int, tuple[int, int]] = {}
    with Nursery() as nursery:
        watch = Watch(stand)
        descriptors = sorted(os.listdir("/proc/self/fd"))
        (starter,) = children([os.getpid()]).keys() - known
        for number in range(SUBMISSIONS):
            if number % EVERY == EVERY - 1:
                attack = hostile[number // EVERY % len(hostile)]
                grade(stand.hand_in("attack", attack.build), short_exam, nursery, LIMITS)
                shutil.rmtree(stand.root / "here" / "attack")
            else:
                path = right[number % len(right)]
                report = without_duration(as_json(grade(path, short_exam, nursery, LIMITS)))
                if report != alone[path]:
                    harmed.append(f"{number}: {report}")
            if number + 1 in (SETTLED, SUBMISSIONS):
                memory[number + 1] = resident("self"), resident(starter)
                gc.collect()
                objects.append(len(gc.get_objects()))
        assert harmed == []
        assert sorted(os.listdir("/proc/self/fd")) == descriptors
        assert children([starter]) == {}
        left = [one for one in watch.harm() if not one.startswith("running: ") or str(starter) not in one]
        assert left == []
    assert objects[1] - objects[0] <= MORE_OBJECTS, objects
    for before, after in zip(memory[SETTLED], memory[SUBMISSIONS], strict=True):
        assert after - before <= MARGIN, memory


def test_the_attacks_are_known_by_their_names() -> None:
    assert {attack.name for attack in attacks()} >= SLOW
    assert FOLDER.is_dir()
