"""A student's layers, ready to be asked for as long as a training takes."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from grader.exercise import Exercise
from grader.exercises import EXERCISES, NAMES
from grader.intake import open_submission
from grader.sandbox.limits import Limits, Meter
from grader.sandbox.nursery import Nursery
from grader.sandbox.session import Session
from grader.sandbox.sitting import Sitting

ASKED = ("Conv2d", "max_pool_forward_naive", "max_pool_backward_naive")

# Nobody waits for anything but the training: it may take as long as whoever started it likes. A single call has 32
# images, for which four honest loops need a second; one that never ends is told.
_WITHOUT_END = 1e6
LIMITS = Limits(call_seconds=120.0, exercise_seconds=_WITHOUT_END, submission_seconds=_WITHOUT_END)


def exercises() -> tuple[Exercise, ...]:
    """Those whose code the network is made of."""
    return tuple(exercise for exercise in EXERCISES if exercise.name in ASKED)


@contextmanager
def layers_of(path: Path, nursery: Nursery) -> Iterator[Session]:
    """The layers of the submission at `path`, whose code runs in a worker of `nursery`, as when it is graded.

    Raises:
        InputError: `path` can't be used.
        StudentFailure: one of them can't be found.
    """
    with open_submission(path) as submission:
        sitting = Sitting(submission, nursery, LIMITS, Meter(LIMITS.submission_seconds), NAMES)
        with Session(sitting) as session:
            for exercise in exercises():
                session.begin(exercise.name, exercise.stem)  # its file is looked at first
                session.ready(exercise.name)
            session.begin("training")
            yield session
