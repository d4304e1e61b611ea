"""A cluster gives the marks that one machine gives, whoever dies on the way."""

import os
import re
import signal
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("distributed", reason="a Dask cluster needs Dask, which a student has not; `make dask` has it")

from grader.batch.job import Job, Outcome, Setting
from grader.batch.local import LocalEngine
from grader.batch.on_dask import DaskEngine
from grader.batch.run import ATTEMPTS, Ended, begin, grade_waiting
from grader.cohort.hand_in import Cohort, HandIn, Part, Student
from grader.errors import InputError, MachineryError
from grader.gradebook.ledger import Ledger
from tests.architecture.modules import PROJECT
from tests.batch.fakes import Heard
from tests.dask.cluster import DaskCluster, await_
from tests.gradebook.classes import rows

HERE = PROJECT / "tests" / "submissions"
SUBMISSIONS = [
    HERE / "real" / "seed003_layers.py",
    HERE / "real" / "mixed",
    HERE / "real" / "seed003_mended.py",
    HERE / "real" / "notebook.ipynb",
    HERE / "broken" / "sys_exit_in_call.py",
]
ENDLESS = "def conv_output_size(size, kernel, stride, pad):\n    while True:\n        pass\n"
NO_ISOLATION = "import grader.sandbox.isolation as it\nit.selftest = lambda nursery: ['read the exam']\n"
OTHER_CODE = "import grader.batch.same_code as it\nit._digest = lambda folder: 'of another version'\n"
# Never a submission's doing: it has a process of its own. This stands for a machine that runs out of memory.
DEADLY = """
import os, signal, grader.batch.on_worker as it
class Deadly(it.Marker):
    def graded(self, job):
        if job.name == "deadly":
            os.kill(os.getpid(), signal.SIGKILL)
        return super().graded(job)
it.Marker = Deadly
"""
NewCluster = Callable[..., DaskCluster]


def hand_in(id: str, path: Path, name: str = "") -> HandIn:
    return HandIn(id, name or f"Name of {id}", (Student(id),), (Part("", path),), path.name)


def class_of(size: int, *more: HandIn) -> Cohort:
    hand_ins = [hand_in(f"s{number:02}", SUBMISSIONS[number % len(SUBMISSIONS)]) for number in range(size)]
    return Cohort("folder", sorted([*hand_ins, *more], key=lambda one: one.id), [], [])


class Watched(Heard):
    """Tells `at` how many are over, each time one is."""

    def __init__(self, at: Callable[[int], None] = lambda _count: None) -> None:
        super().__init__()
        self._at = at

    def came_back(self, job: Job, outcome: Outcome, is_over: bool) -> None:
        """See `Progress`."""
        super().came_back(job, outcome, is_over)
        self._at(len(self.over))


def run(
    cohort: Cohort,
    out: Path,
    setting: Setting,
    cluster: DaskCluster | None,
    at: Callable[[int], None] = lambda _count: None,
) -> tuple[Ended, Watched]:
    """Grade a class on a cluster, or here."""
    out.mkdir(exist_ok=True)
    heard = Watched(at)
    engine = LocalEngine(setting, 2) if cluster is None else DaskEngine(setting, cluster.address, heard.say)
    with Ledger.write(out) as ledger, engine:
        waiting = begin(cohort, ledger, setting.terms, regrade=False)
        return grade_waiting(waiting, len(cohort.hand_ins) - len(waiting), ledger, engine, heard), heard


@pytest.fixture(scope="module")
def local(setting: Setting, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[object, ...]]]:
    """What a class of twelve gets on one machine, to the last byte of the reports."""
    out = tmp_path_factory.mktemp("local")
    run(class_of(12), out, setting, None)
    return rows(out)


def test_the_gradebook_is_that_of_one_machine_byte_for_byte(
    three: DaskCluster, setting: Setting, local: object, tmp_path: Path
) -> None:
    ended, heard = run(class_of(12), tmp_path / "out", setting, three)
    assert (ended, heard.lines) == (Ended(12, 0, 0, 0), [])
    assert rows(tmp_path / "out") == local


def test_explanations_that_ask_the_solutions_change_no_mark(
    three: DaskCluster, setting: Setting, tmp_path: Path
) -> None:
    run(class_of(4), tmp_path / "there", replace(setting, has_reference=True), three)
    run(class_of(4), tmp_path / "here", replace(setting, has_reference=True), None)
    there, here = rows(tmp_path / "there"), rows(tmp_path / "here")
    assert {table: there[table] for table in there if table != "result"} == {
        table: here[table] for table in here if table != "result"
    }


def test_what_can_not_be_used_is_told_and_costs_nobody_else(
    three: DaskCluster, setting: Setting, tmp_path: Path
) -> None:
    (tmp_path / "conv.zip").write_bytes(b"PK\x03\x04 no archive")
    cohort = class_of(2, hand_in("damaged", tmp_path / "conv.zip"))
    ended, _heard = run(cohort, tmp_path / "there", setting, three)
    assert ended == Ended(2, 1, 0, 0)
    run(cohort, tmp_path / "here", setting, None)
    assert rows(tmp_path / "there") == rows(tmp_path / "here")
    gone = Cohort("folder", [hand_in("gone", tmp_path / "nowhere.py")], [], [])
    assert run(gone, tmp_path / "gone", setting, three)[0] == Ended(0, 1, 0, 0)


def test_no_more_is_read_than_is_being_graded(three: DaskCluster, setting: Setting) -> None:
    read = 0

    def jobs() -> Iterator[Job]:
        nonlocal read
        for one in class_of(30).hand_ins:
            read += 1
            yield Job(one.id, one.name, one.place, one)

    with DaskEngine(setting, three.address, print) as engine:
        for back, _outcome in enumerate(engine.outcomes(jobs()), 1):
            assert read - back <= 3 * 2 + 1
    assert read == back == 30


def test_a_worker_that_is_killed_in_the_middle_costs_no_mark(
    new_cluster: NewCluster, setting: Setting, local: object, tmp_path: Path
) -> None:
    cluster = new_cluster()
    cluster.add_workers("a", "b", "c")
    pid = cluster.pid_of("a")  # its nanny starts another one

    def kill(count: int) -> None:
        if count == 2:
            os.kill(pid, signal.SIGKILL)
        elif count == 5:
            cluster.end("b")  # nobody does

    ended, heard = run(class_of(12), tmp_path / "out", setting, cluster, kill)
    assert (ended, heard.again) == (Ended(12, 0, 0, 0), [])
    assert rows(tmp_path / "out") == local


def test_a_worker_that_comes_late_is_waited_for_and_a_newcomer_helps(
    new_cluster: NewCluster, setting: Setting, local: object, tmp_path: Path
) -> None:
    cluster = new_cluster()

    class Saying(Watched):
        def say(self, line: str) -> None:
            super().say(line)
            cluster.add_workers("late")

    heard = Saying(lambda count: cluster.add_workers("later") if count == 3 else None)
    cohort, out = class_of(12), tmp_path / "out"
    out.mkdir()
    with Ledger.write(out) as ledger, DaskEngine(setting, cluster.address, heard.say) as engine:
        ended = grade_waiting(begin(cohort, ledger, setting.terms, regrade=False), 0, ledger, engine, heard)
    assert heard.lines == ["no worker is there that can grade: waiting for one (Ctrl-C ends the run)"]
    assert ended == Ended(12, 0, 0, 0)
    assert rows(out) == local


def test_all_workers_may_go_as_long_as_others_come(new_cluster: NewCluster, setting: Setting, tmp_path: Path) -> None:
    cluster = new_cluster()
    cluster.add_workers("first")

    def replaced(count: int) -> None:
        if count == 2:
            cluster.end("first")
            cluster.add_workers("second")

    ended, _heard = run(class_of(8), tmp_path / "out", setting, cluster, replaced)
    assert ended == Ended(8, 0, 0, 0)


def test_what_kills_every_worker_is_tried_again_and_costs_the_others_nothing(
    new_cluster: NewCluster, setting: Setting, tmp_path: Path
) -> None:
    cluster = new_cluster(allowed_failures=0)
    cluster.add_workers("a", preload=DEADLY)
    cluster.add_workers("b", preload=DEADLY)
    ended, heard = run(class_of(4, hand_in("x", SUBMISSIONS[0], "deadly")), tmp_path / "out", setting, cluster)
    assert ended == Ended(4, 0, 1, 0)
    assert heard.again.count("x") == ATTEMPTS - 1
    with Ledger.write(tmp_path / "out") as ledger:
        reasons = [entry.reason for entry in ledger.entries() if entry.id == "x"]
    assert reasons == ["the workers that graded it have died, one after another (too little memory?)"]


@pytest.mark.parametrize(
    ("preload", "why"),
    [
        (NO_ISOLATION, r"so a submission could read the exam: grade on a machine that has it"),
        (OTHER_CODE, r"its grader is another version than ours: install the same one on every machine"),
    ],
    ids=["no isolation", "other code"],
)
def test_a_worker_that_may_not_grade_gets_no_submission(
    new_cluster: NewCluster, setting: Setting, tmp_path: Path, preload: str, why: str
) -> None:
    cluster = new_cluster()
    cluster.add_workers("unfit", preload=preload)
    seen: list[object] = []
    with pytest.raises(MachineryError, match=rf"no worker of the cluster can grade; tcp://127.0.0.1:\d+: .*{why}"):
        run(class_of(4), tmp_path / "out", setting, cluster, seen.append)
    assert not seen
    assert cluster.seats() == []
    cluster.add_workers("fit")
    ended, heard = run(class_of(4), tmp_path / "out", setting, cluster)
    assert ended == Ended(4, 0, 0, 0)
    assert len(heard.lines) == 1
    assert re.search(rf"the worker tcp://127.0.0.1:\d+ gets no submissions: .*{why}", heard.lines[0])


def test_best_effort_is_told_once_and_goes_on(new_cluster: NewCluster, setting: Setting, tmp_path: Path) -> None:
    cluster = new_cluster()
    cluster.add_workers("unfit", preload=NO_ISOLATION)
    ended, _heard = run(class_of(2), tmp_path / "out", replace(setting, isolation="best-effort"), cluster)
    assert ended == Ended(2, 0, 0, 0)


def test_without_its_scheduler_a_run_ends_with_what_it_has(
    new_cluster: NewCluster, setting: Setting, tmp_path: Path
) -> None:
    cluster = new_cluster()
    cluster.add_workers("a")

    def kill(count: int) -> None:
        if count == 3:
            cluster.end("scheduler")

    began = time.monotonic()
    with pytest.raises(MachineryError, match=r"the scheduler at tcp://.* can't be reached any more: what is graded is"):
        run(class_of(12), tmp_path / "out", setting, cluster, kill)
    assert time.monotonic() - began < 30
    with Ledger.write(tmp_path / "out") as ledger:
        assert len(ledger.states()) >= 3


def test_two_classes_are_graded_at_once_each_in_its_language(
    three: DaskCluster, setting: Setting, tmp_path: Path
) -> None:
    korean = replace(setting, terms=replace(setting.terms, lang="ko"))
    both = {"en": setting, "ko": korean}

    def graded(lang: str) -> Ended:
        return run(class_of(8), tmp_path / lang, both[lang], three)[0]

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(graded, both)) == [Ended(8, 0, 0, 0)] * 2
    for lang, one in both.items():
        run(class_of(8), tmp_path / f"{lang}-here", one, None)
        assert rows(tmp_path / lang) == rows(tmp_path / f"{lang}-here")


def test_nothing_of_a_run_stays_on_the_cluster(three: DaskCluster, setting: Setting, tmp_path: Path) -> None:
    run(class_of(3), tmp_path / "out", setting, three)
    await_(lambda: three.seats() == [], "an empty cluster")
    path = tmp_path / "endless.py"
    path.write_text(ENDLESS)
    jobs = [Job(f"e{number}", "", "", hand_in(f"e{number}", path)) for number in range(5)]
    quick = Job("quick", "", "", hand_in("quick", SUBMISSIONS[0]))
    patient = replace(setting.terms.limits, call_seconds=100.0, exercise_seconds=100.0)
    setting = replace(setting, terms=replace(setting.terms, limits=patient))
    with DaskEngine(setting, three.address, print) as engine:
        job, outcome = next(iter(engine.outcomes([quick, *jobs])))
        assert (job.id, outcome.state) == ("quick", "graded")
        time.sleep(1)
    await_(lambda: three.seats() == [], "an empty cluster, whatever was being graded", 20)
    with three.client() as client:
        assert not client.run_on_scheduler(lambda dask_scheduler: list(dask_scheduler.tasks))


def test_what_listens_and_says_nothing_is_no_scheduler(setting: Setting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grader.batch.on_dask._CONNECT_SECONDS", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as other:
        address = f"tcp://127.0.0.1:{other.getsockname()[1]}"
        with pytest.raises(InputError, match="does not speak as one"):
            DaskEngine(setting, address, print).__enter__()


@pytest.mark.parametrize(
    "address", ["nonsense://x", "127.0.0.1:port", "", "tls://127.0.0.1:9"], ids=["protocol", "port", "empty", "no keys"]
)
def test_where_no_scheduler_is_one_sentence_says_so(setting: Setting, address: str) -> None:
    with pytest.raises(InputError, match=r"no Dask scheduler answers at .*: start one, or give the address that it"):
        DaskEngine(setting, address, print).__enter__()
