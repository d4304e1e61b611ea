"""An answer that is the reference's bit by bit is known by the digest of its reply, and not read."""

from collections.abc import Iterator

import numpy as np
import pytest

from grader.answer import Answer, Implementation
from grader.exam import Exam
from grader.exam.hidden import SOLUTIONS
from grader.exam.paper import question_key
from grader.exercise import Exercise
from grader.exercises import EXERCISES
from grader.intake import open_submission
from grader.local import Local
from grader.marking.sit import sit
from grader.sandbox.limits import Limits, Meter
from grader.sandbox.nursery import Nursery
from grader.sandbox.session import Session
from grader.sandbox.sitting import Sitting
from grader.sandbox.worker.wire import Value
from grader.script import written
from tests.sandbox.conftest import SessionOf
from tests.sandbox.test_answers import CASES, NumberCase, number

RANDOM = {"made"}  # questions whose answers are random numbers


def f(code: Implementation, case: NumberCase) -> Iterator[tuple[str, Value]]:
    """What `f` makes of the number, twice."""
    yield "first", code.call("f", case.x, returns="array")
    yield "second", code.call("f", 2 * case.x, returns="array")


@pytest.fixture
def known(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The digests of the right replies: f(x) = x + 1."""
    folder = tmp_path_factory.mktemp("reference")
    (folder / "right.py").write_text("def f(x):\n    return x + 1\n")
    reference = Local(folder, "right")
    return [reference.answered(written(f, case))[1] for case in CASES]


def numbers(answer: Answer) -> list[float]:
    """The numbers of an answer, in order."""
    return [number(value) for value in answer.values.values()]


def test_right_answers_are_known_and_can_still_be_read(session_of: SessionOf, known: list[str]) -> None:
    session = session_of("def f(x):\n    return 1 + x\n")
    answers = list(session.answers(f, CASES, known))
    assert all(answer.is_reference for answer in answers)
    assert [numbers(answer) for answer in answers] == [[case.x + 1, 2 * case.x + 1] for case in CASES]
    assert list(answers[0].values) == ["first", "second"]
    assert len(answers[0].values) == 2


@pytest.mark.parametrize(
    "source",
    [
        "return x + 1 if x != 3 else 4.0000000001",
        "return x + 1 if x != 3 else [4]",  # right, but not in the same form
        "import numpy as np\n    return x + 1 if x != 3 else np.float32(4)",
        "return x + 1 if x != 3 else None",
        "return x + 1 if x != 3 else 1 / 0",
    ],
)
def test_any_other_answer_is_read(session_of: SessionOf, known: list[str], source: str) -> None:
    answers = list(session_of(f"def f(x):\n    {source}\n").answers(f, CASES, known))
    assert [answer.is_reference for answer in answers] == [case.x != 3 for case in CASES]
    assert [numbers(answer) for answer in answers[:3]] == [[case.x + 1, 2 * case.x + 1] for case in CASES[:3]]


def test_a_zero_with_a_sign_is_a_zero(session_of: SessionOf, known: list[str]) -> None:
    case = NumberCase(-1.0)
    session = session_of("def f(x):\n    return -0.0 if x == -1 else x + 1\n")
    (answer,) = session.answers(f, [case], ["another digest"])
    assert not answer.is_reference
    first = answer.values["first"]
    assert isinstance(first, np.ndarray)
    assert first.tobytes() == np.float64(-0.0).tobytes()  # a number that is no array travels as it is
    array = session_of("import numpy as np\ndef f(x):\n    return np.array([-0.0])\n").call("f", 1, returns="array")
    assert array.tobytes() == bytes(8)


@pytest.mark.parametrize("exercise", EXERCISES, ids=[exercise.name for exercise in EXERCISES])
def test_the_solutions_own_answers_are_known_in_a_worker_too(exercise: Exercise, exam: Exam, nursery: Nursery) -> None:
    with open_submission(SOLUTIONS) as submission:
        sitting = Sitting(submission, nursery, Limits(), Meter(60))
        with Session(sitting, exercise.stem, exercise.name) as session:
            answered = sit(exercise, exam, session)
    for one in answered:
        digests = exam.replies[question_key(exercise, one.question)]
        assert bool(digests) is (not one.question.live and one.question.name not in RANDOM)
        is_known = not one.question.live and one.question.name not in RANDOM
        assert {answer.is_reference for _item, answer in one.items} == {is_known}, one.question.name
