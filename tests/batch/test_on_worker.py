"""A process of a cluster grades for several runs, one submission at a time, and keeps nothing of a run that is over."""

import threading
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from grader import language
from grader.batch.job import Job, Setting
from grader.cohort.parcel import Parcel
from grader.errors import MachineryError
from grader.exam import Exam, to_bytes
from grader.gradebook.terms import Terms

pytest.importorskip("jinja2", reason="a class's pages need Jinja2, which a student has not; `make cov` has it")

from grader.batch import on_worker
from grader.batch.on_worker import grade_here, leave_seat, seats, take_seat

RIGHT = "def conv_output_size(size, kernel, stride, pad):\n    return 1 + (size + 2 * pad - kernel) // stride\n"
ENDLESS = "while True:\n    pass\n"


def job(text: str) -> Job:
    return Job("hong", "홍길동", "conv.py", Parcel("conv.py", text.encode()))


@pytest.fixture
def setting(short_exam: Exam) -> Iterator[Setting]:
    spoken = language.current()
    yield Setting(to_bytes(short_exam), Terms(short_exam.digest), "best-effort", has_reference=False)
    for run in seats():
        leave_seat(run)
    on_worker._Here.over.clear()
    language.use(spoken)


def test_only_a_run_that_has_a_place_is_graded_for(setting: Setting) -> None:
    assert grade_here("first", job(RIGHT)) is None
    assert take_seat("first", setting) == ""
    outcome = grade_here("first", job(RIGHT))
    assert outcome is not None
    assert outcome.state == "graded"
    leave_seat("first")
    assert seats() == []
    assert grade_here("first", job(RIGHT)) is None
    assert take_seat("first", setting) == "the run is over"


def test_two_runs_get_their_own_language(setting: Setting) -> None:
    take_seat("english", setting)
    take_seat("korean", replace(setting, terms=replace(setting.terms, lang="ko")))
    for _ in range(2):
        english, korean = grade_here("english", job(RIGHT)), grade_here("korean", job(RIGHT))
        assert english is not None
        assert korean is not None
        assert [one.score for one in english.exercises] == [one.score for one in korean.exercises]
        assert 'lang="en"' in english.forms["report.html"]
        assert 'lang="ko"' in korean.forms["report.html"]


def test_asking_twice_makes_one_place(setting: Setting) -> None:
    take_seat("first", setting)
    marker = on_worker._Here.seats["first"].marker
    assert take_seat("first", setting) == ""
    assert on_worker._Here.seats["first"].marker is marker


def test_a_place_without_isolation_is_none(setting: Setting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grader.sandbox.isolation.selftest", lambda _nursery: ["read the exam"])
    assert "so a submission could read the exam" in take_seat("first", replace(setting, isolation="required"))
    assert seats() == []


def test_isolation_that_is_lost_on_the_way_costs_the_place(setting: Setting, monkeypatch: pytest.MonkeyPatch) -> None:
    take_seat("first", setting)

    def lost(*_arguments: object) -> str:
        raise MachineryError("a layer is gone")

    monkeypatch.setattr("grader.batch.marker.demand", lost)
    on_worker._Here.seats["first"].marker.abandon()
    assert grade_here("first", job(RIGHT)) is None
    assert seats() == []
    assert take_seat("first", setting) == "a layer is gone"


def test_a_run_that_has_died_leaves_its_place_to_others(setting: Setting) -> None:
    take_seat("dead", setting)
    on_worker._Here.seats["dead"].used_at -= 2 * on_worker._IDLE_SECONDS
    take_seat("alive", setting)
    assert seats() == ["alive"]


def test_what_never_ends_ends_with_its_run(setting: Setting) -> None:
    patient = replace(setting.terms.limits, load_seconds=300.0)
    take_seat("first", replace(setting, terms=replace(setting.terms, limits=patient)))
    outcomes: list[object] = []
    grading = threading.Thread(target=lambda: outcomes.append(grade_here("first", job(ENDLESS))))
    grading.start()
    time.sleep(1.0)
    leave_seat("first")
    grading.join(20.0)
    assert not grading.is_alive()
    assert seats() == []


def test_a_run_that_ends_before_it_began_leaves_nothing(setting: Setting) -> None:
    leave_seat("first")
    assert take_seat("first", setting) == "the run is over"
    assert seats() == []
