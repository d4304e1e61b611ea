"""The exam's questions and the rubric's checks, asked in the process that runs the student's code.

That is how both peers work: a test function calls the student's function, and compares. Here it does so with our
exam, loaded once in a process, and with our checks. Each question is asked once, for all the checks that look at it.
Nothing is packed up for another process, so that none of our own ways of working slows them down.
"""

import functools
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from grader.answer import Answer, Expected
from grader.exam import Exam, Item, load
from grader.exercise import Check, Exercise, Question
from grader.local import Local
from grader.sandbox.worker.desk import Desk, Reply
from grader.sandbox.worker.loader import Loader
from grader.sandbox.worker.wire import Value

Functions = Mapping[str, Callable[..., Any]]


class Called(Loader):
    """Functions that somebody else has imported already."""

    def __init__(self, functions: Functions) -> None:
        super().__init__(Path())
        self._functions = functions

    def load(self, path: str, name: str) -> Value:
        """See `Loader.load`: here is nothing to do."""
        return {}

    def found(self, path: str, name: str) -> Any:
        """See `Loader.found`."""
        return self._functions[name]


class InProcess(Local):
    """Asks `functions` in this process. What goes over is copied, as a careful author of tests would."""

    def __init__(self, functions: Functions) -> None:
        super().__init__(Path(), "", desk=Desk(Called(functions)))

    def ready(self, name: str) -> None:
        """See `Client.ready`."""
        self._desk.answer("load", "", name)

    def exchange(self, name: str, message: tuple[Value, ...]) -> Reply:
        """See `Client.exchange`."""
        verb, *arguments = message
        assert isinstance(verb, str)
        return self._desk.answer(verb, *[copied(argument) for argument in arguments])


def copied(value: Value) -> Any:
    """The same value, with arrays and dicts of its own."""
    if isinstance(value, np.ndarray):
        return value.copy()
    if isinstance(value, tuple):
        return tuple([copied(item) for item in value])
    if isinstance(value, Mapping):
        return {key: copied(item) for key, item in value.items()}
    return value


@functools.cache
def exam() -> Exam:
    """The exam in the file that EXAM names."""
    return load(Path(os.environ["EXAM"]))


class Examined:
    """A student's functions, each question's answers asked for once."""

    def __init__(self, functions: Functions) -> None:
        self._code = InProcess(functions)
        self._answers: dict[Question, list[tuple[Item, Answer]]] = {}

    def check(self, exercise: Exercise, question: Question, check: Check) -> None:
        """Raises what the check has against an answer."""
        if question not in self._answers:
            items = exam().items(exercise, question)
            self._answers[question] = [(item, question.answer(self._code, item.case)) for item in items]
        for item, answer in self._answers[question]:
            if check.on(item.case):
                check.judge(item.case, answer, item.expected or Expected({}))
