"""Who of a cluster gets submissions: whoever has the same code and the isolation, and nobody else."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from queue import SimpleQueue
from typing import Any

import pytest

from grader.batch.job import Setting
from grader.batch.same_code import code_here
from grader.errors import MachineryError
from tests.gradebook.classes import TERMS

pytest.importorskip("jinja2", reason="a class's pages need Jinja2, which a student has not; `make cov` has it")

from grader.batch.on_worker import take_seat
from grader.batch.staff import Staff

SETTING = Setting(b"the exam", TERMS, "required", has_reference=False)


@dataclass
class Question:
    """A future."""

    key: str
    address: str
    function: Callable[..., object]
    given: tuple[object, ...]
    answer: object = None
    is_cancelled: bool = False

    def add_done_callback(self, _tell: object) -> None:
        """The test tells."""

    def cancel(self) -> None:
        """Nobody wants to know."""
        self.is_cancelled = True

    def cancelled(self) -> bool:
        """Whether it was."""
        return self.is_cancelled

    def result(self) -> object:
        """The answer."""
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@dataclass
class FakeClient:
    """A cluster in which nothing happens by itself."""

    there: set[str] = field(default_factory=set)
    asked: list[Question] = field(default_factory=list)

    def nthreads(self) -> dict[str, int]:
        """Who is there."""
        return dict.fromkeys(self.there, 1)

    def submit(
        self, function: Callable[..., object], *given: object, key: str, workers: list[str], **_: Any
    ) -> Question:
        """Ask."""
        self.asked.append(Question(key, workers[0], function, given))
        return self.asked[-1]


@dataclass
class Office:
    """The staff of a cluster, and what it says."""

    client: FakeClient
    said: list[str]
    staff: Staff

    def roll(self, *there: str) -> None:
        """Whoever is there now."""
        self.client.there = set(there)
        self.staff.call_roll()

    def answer(self, answer: object) -> Question:
        """Answer the question that was asked first."""
        question = self.client.asked.pop(0)
        question.answer = answer
        assert self.staff.answered(question)
        return question


@pytest.fixture
def office() -> Office:
    client, said = FakeClient(), list[str]()
    return Office(client, said, Staff(client, "run", SETTING, said.append, SimpleQueue()))


def test_the_exam_goes_to_the_same_code_only_and_submissions_to_whoever_has_a_place(office: Office) -> None:
    office.roll("a", "b")
    assert [question.given for question in office.client.asked] == [(), ()]
    office.answer(code_here())
    office.answer(replace(code_here(), numpy="1.0"))
    (seat,) = office.client.asked
    assert (seat.address, seat.function, seat.given) == ("a", take_seat, ("run", SETTING))
    office.answer("")
    assert office.staff.ready == {"a"}
    office.staff.check()
    office.staff.check()
    (line,) = office.said
    assert line.startswith("the worker b gets no submissions: it has NumPy 1.0 where we have")


def test_where_nobody_may_grade_the_run_ends_once_all_have_answered(office: Office) -> None:
    office.roll("a", "b")
    office.answer(code_here())
    office.answer(code_here())
    office.answer("no isolation")
    office.staff.check()  # b hasn't answered
    office.answer("no isolation")
    with pytest.raises(MachineryError, match="no worker of the cluster can grade; a: no isolation"):
        office.staff.check()


def test_nobody_there_is_told_once_and_waited_for(office: Office) -> None:
    office.roll()
    office.staff.check()
    office.staff.check()
    assert office.said == ["no worker is there that can grade: waiting for one (Ctrl-C ends the run)"]


def test_who_is_gone_is_forgotten_and_who_comes_again_is_asked_again(office: Office) -> None:
    office.roll("a")
    office.answer(code_here())
    office.answer("")
    office.roll()
    assert office.staff.ready == set()
    office.roll("a")
    assert [question.address for question in office.client.asked] == ["a"]


def test_the_answer_of_somebody_who_is_gone_makes_nobody_ready(office: Office) -> None:
    office.roll("a")
    question = office.client.asked[0]
    office.roll()
    assert question.is_cancelled
    office.answer(code_here())
    assert not office.client.asked


def test_who_has_lost_its_place_is_asked_again(office: Office) -> None:
    office.roll("a")
    office.answer(code_here())
    office.answer("")
    office.staff.forget("a")
    office.roll("a")
    office.answer(code_here())
    office.answer("the isolation is gone")
    assert office.staff.ready == set()


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (ModuleNotFoundError("No module named 'grader'"), "it lacks what the grader needs (No module named 'grader')"),
        (RuntimeError("two\nlines"), "RuntimeError: two\\nlines"),
    ],
)
def test_who_can_not_even_answer_is_not_used(office: Office, error: Exception, why: str) -> None:
    office.roll("a")
    office.answer(error)
    with pytest.raises(MachineryError) as raised:
        office.staff.check()
    assert why in str(raised.value)


def test_a_submission_s_future_is_none_of_its_questions(office: Office) -> None:
    assert not office.staff.answered(Question("conv-grader-run-0", "a", print, ()))
