"""Many scripts in one frame: the answers are those of asking one by one, whatever the submission does in between."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import pytest

from grader.answer import Answer, Implementation, answer_live
from grader.case import Case
from grader.exam import Exam
from grader.exam.hidden import SOLUTIONS
from grader.exercise import Exercise
from grader.exercises import EXERCISES
from grader.failure import Failure
from grader.intake import open_submission
from grader.sandbox.limits import Limits, Meter
from grader.sandbox.nursery import Nursery
from grader.sandbox.session import FRAME_SCRIPTS, Session
from grader.sandbox.sitting import Sitting
from grader.sandbox.worker.wire import Value
from grader.script import Recorder, written
from tests.sandbox.conftest import SessionOf, SittingOf
from tests.sandbox.test_replies import FORGER


@dataclass(frozen=True)
class NumberCase(Case):
    """A number."""

    x: float


CASES = [NumberCase(float(x)) for x in range(6)]


def f(code: Implementation, case: NumberCase) -> Iterator[tuple[str, Value]]:
    """What `f` makes of the number, and of what it made of it."""
    first = code.call("f", case.x, returns="handle")
    yield "first", code.get(first)
    yield "second", code.call("f", first, returns="array")


def told(answers: Iterable[Answer]) -> list[object]:
    """The numbers that came, and the kind of failure where one did."""
    return [
        (*map(number, answer.values.values()), *([answer.failure.kind] if answer.failure else [])) for answer in answers
    ]


def number(value: Value) -> float:
    """The one number in `value`."""
    assert isinstance(value, np.ndarray | int | float)
    return float(value)


def whole(answer: Answer) -> object:
    """All that an answer says, to be compared."""
    values = {name: (v.shape, v.tolist()) if isinstance(v, np.ndarray) else v for name, v in answer.values.items()}
    return values, answer.failure


def test_answers_come_in_the_order_of_the_cases(session_of: SessionOf) -> None:
    session = session_of("def f(x):\n    return x + 1\n")
    assert told(session.answers(f, CASES)) == [(x + 1, x + 2) for x in range(6)]
    assert told(session.answers(f, CASES[::-1])) == [(x + 1, x + 2) for x in range(5, -1, -1)]
    assert told(session.answers(f, [])) == []
    assert session.call("f", 1, returns="number") == 2


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("raise ValueError(x)", "raised"),
        ("return None", "raised"),
        ("os._exit(3)", "crashed"),
        ("os.kill(os.getpid(), 9)", "crashed"),
        ("os.close(REPLIES)", "crashed"),
        ("write(b'x' * 100)", "crashed"),
        ("while True: pass", "timeout"),
        ("time.sleep(10**6)", "timeout"),
        ("raise NotImplementedError", "not_implemented"),
    ],
)
def test_what_fails_in_the_middle_costs_no_other_case(session_of: SessionOf, body: str, kind: str) -> None:
    source = f"{FORGER}\ndef f(x):\n    if x == 3:\n        {body}\n    return x + 10\n"
    session = session_of(source, Limits(call_seconds=0.2))
    answers = told(session.answers(f, CASES))
    others = [(x + 10, x + 20) for x in range(6)]
    assert answers[:3] + answers[4:] == others[:3] + others[4:]
    assert answers[3] in ((kind,), (13.0, kind), ("bad_return",))


def test_a_failure_in_the_second_request_leaves_the_first_answer(session_of: SessionOf) -> None:
    session = session_of("def f(x):\n    if x > 12:\n        raise ValueError\n    return x + 10\n")
    assert told(session.answers(f, CASES[2:4])) == [(12.0, 22.0), (13.0, "raised")]


def test_a_worker_that_says_more_than_it_was_asked_fails_in_the_last_case(session_of: SessionOf) -> None:
    says_more = "if x == 15:\n        write(frame(99, '[]'))"
    session = session_of(f"{FORGER}\ndef f(x):\n    {says_more}\n    return x + 10\n")
    *_others, last = session.answers(f, CASES)
    assert last.failure is not None
    assert last.failure.kind == "crashed"
    assert told(session.answers(f, CASES[:2])) == [(10.0, 20.0), (11.0, 21.0)]


def test_an_answer_of_another_kind_ends_the_worker(session_of: SessionOf) -> None:
    """The worker believes that all is well, and would go on with the script."""
    forges = "if x == 3:\n        write(frame(8, '[\"ok\",7]'))\n        os.read(REQUESTS, 9)"
    session = session_of(f"{FORGER}\ndef f(x):\n    {forges}\n    return x + 10\n")
    answers = list(session.answers(f, CASES))
    assert answers[3].failure is not None
    assert told(answers[:3]) == [(10.0, 20.0), (11.0, 21.0), (12.0, 22.0)]
    assert told(session.answers(f, CASES[:1])) == [(10.0, 20.0)]


def test_more_cases_than_fit_into_one_frame_are_all_answered(session_of: SessionOf) -> None:
    cases = [NumberCase(float(x)) for x in range(3 * FRAME_SCRIPTS + 1)]
    session = session_of("def f(x):\n    return x + 1\n")
    assert told(session.answers(f, cases)) == [(x + 1, x + 2) for x in range(len(cases))]


def test_large_cases_and_answers_pass_through(session_of: SessionOf) -> None:
    def echoed(code: Implementation, case: NumberCase) -> Iterator[tuple[str, Value]]:
        yield "x", code.call("f", np.full(60_000, case.x), returns="array")

    session = session_of("def f(x):\n    return x + 1\n")
    for case, answer in zip(CASES, session.answers(echoed, CASES), strict=True):
        assert np.array_equal(np.asarray(answer.values["x"]), np.full(60_000, case.x + 1))


def test_a_function_that_is_not_there_is_not_asked_for(session_of: SessionOf) -> None:
    def other(code: Implementation, case: NumberCase) -> Iterator[tuple[str, Value]]:
        yield "f", code.call("f", case.x, returns="array")
        yield "g", code.call("g", case.x, returns="array")

    session = session_of("def f(x):\n    print('asked')\n    return x\n")
    assert told(session.answers(other, CASES)) == [("missing",)] * 6
    assert session.collect_output() == b""


def test_time_that_is_used_up_ends_the_asking(sitting_of: SittingOf) -> None:
    loop = "end = time.thread_time() + 0.1\n    while time.thread_time() < end: pass"
    source = f"import time\ndef f(x):\n    {loop}\n    return x\n"
    cases = [NumberCase(float(x)) for x in range(60)]
    sitting = sitting_of({"sub.py": source}, Limits(exercise_seconds=1.0))
    with Session(sitting, "sub", "f") as session:
        answers = list(session.answers(f, cases))
    failures = [answer.failure for answer in answers]
    assert failures[0] is None
    assert failures[-1] == Failure("timeout", "f", {"whole": "f"})
    assert 2 <= failures.count(None) <= 30


def test_memory_that_runs_out_again_and_again_ends_the_asking(session_of: SessionOf) -> None:
    session = session_of("def f(x):\n    raise MemoryError\n", Limits(crashes=2))
    assert told(session.answers(f, CASES)) == [("raised",)] * 6
    answers = list(session.answers(f, CASES))
    assert {answer.failure and answer.failure.kind for answer in answers} == {"raised"}


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.name)
def test_an_exercise_is_answered_as_if_asked_one_by_one(exercise: Exercise, short_exam: Exam, nursery: Nursery) -> None:
    def session() -> Session:  # a worker of its own: new layers draw the same random numbers
        return Session(Sitting(submission, nursery, Limits(), Meter(60)), exercise.stem, exercise.name)

    with open_submission(SOLUTIONS) as submission, session() as batched, session() as live:
        for question in exercise.questions:
            cases = [item.case for item in short_exam.items(exercise, question)]
            for ask in (question.ask, question.instead, question.forward):
                if ask is not None and not question.live:
                    together = [whole(answer) for answer in batched.answers(ask, cases)]
                    assert together == [whole(answer_live(live, ask, case)) for case in cases]


def test_a_question_about_time_is_asked_live(short_exam: Exam) -> None:
    for exercise in EXERCISES:
        for question in exercise.questions:
            for item in short_exam.items(exercise, question):
                if question.live:
                    with pytest.raises(TypeError, match="asked live"):
                        written(question.ask, item.case)
                else:
                    assert written(question.ask, item.case).requests


def test_what_is_asked_later_can_t_be_computed_with() -> None:
    later = Recorder().call("f", 1, returns="array")
    with pytest.raises(TypeError):
        later + 1
