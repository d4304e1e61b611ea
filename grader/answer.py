"""Answers, expected answers, and what a question may do with an implementation."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np

from grader.case import Case
from grader.failure import Failure, StudentFailure
from grader.sandbox.worker.desk import Returns
from grader.sandbox.worker.wire import Handle, Value


@dataclass(frozen=True)
class Answer:
    """What an implementation gave for one case: values by name, up to the `failure` that ended it, if any.

    `is_reference` says that it is the reference's own answer, bit by bit: it passes every check.
    """

    values: Mapping[str, Value]
    failure: Failure | None = None
    is_reference: bool = False


@dataclass(frozen=True)
class Expected:
    """The reference's answer for one case.

    `scales` has, for each array, the largest value that the same operation gives for the absolute values of its
    inputs: what rounding errors are measured against.
    """

    values: Mapping[str, Value]
    scales: Mapping[str, float] = field(default_factory=dict)


class Implementation(Protocol):
    """Code that can be asked: the reference, a student's in this process, or a submission in a worker.

    Every method raises `StudentFailure` when the code gives no answer. Arguments are copied on the way.
    """

    def call(self, name: str, *arguments: Value, returns: Returns) -> Value:
        """Call the function or class `name`."""
        ...

    def method(self, of: Value, name: str, *arguments: Value, returns: Returns) -> Value:
        """Call a method of an object that a former call returned."""
        ...

    def put(self, value: Value) -> Handle:
        """Give the code an object of its own, whose state can be looked at later."""
        ...

    def copy(self, of: Value, attribute: str) -> Handle:
        """Have an object's attribute copied, as numbers, for later use."""
        ...

    def write(self, into: Value, numbers: Value) -> None:
        """Write other numbers into an array that was put."""
        ...

    def get(self, of: Value, attribute: str = "") -> Value:
        """Look at an object (or one of its attributes): an array, a number, a dict of numbers."""
        ...

    def assign(self, of: Value, **attributes: Value) -> None:
        """Give each attribute the numbers of its value, in place where that is possible."""
        ...

    def drop(self, of: Value) -> None:
        """Let go of one object that nobody asks for any more."""
        ...

    def seconds(self) -> float:
        """The processor time that the code has used so far."""
        ...

    def forget(self) -> None:
        """Let go of all objects: the next case starts with an empty desk."""
        ...

    def answers(self, ask: "Ask", cases: Sequence[Case], known: Sequence[str] = ()) -> Iterator[Answer]:
        """The answers to what `ask` asks about each of the cases, which may be asked ahead of those taken out.

        Nothing that is asked may depend on an answer: see `grader.script`. `known` has, for each case, the digest of
        the reference's replies, if it is known.
        """
        ...


Ask = Callable[[Implementation, Any], Iterator[tuple[str, Value]]]


def answer_live(code: Implementation, ask: Ask, case: Case) -> Answer:
    """Ask `code` about `case`, request by request; a failure of the code ends the answer and becomes part of it."""
    values: dict[str, Value] = {}
    code.forget()
    try:
        values.update(ask(code, case))
    except StudentFailure as failed:
        return Answer(values, failed.failure)
    return Answer(values)


def numbers_in(answer: Answer) -> int:
    """How many numbers an answer holds; none, if it is right and nobody has looked at it."""
    if answer.is_reference:
        return 0
    return sum(value.size for value in answer.values.values() if isinstance(value, np.ndarray))
