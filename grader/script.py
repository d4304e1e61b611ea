"""Scripts: what a question asks about one case, written down before anybody is asked.

A way of asking is a generator that calls functions and names what it gets. Nothing that it asks depends on an
answer, so that all its requests can be written down at once, sent together, and sent again to the next submission.

    script = written(ask, case)      the requests, and which of their answers has which name
    script.answer(outcomes)         the named values, once the requests have been answered
    digest(reply)                  what tells at once whether somebody gave the very reply of the reference
"""

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from grader.answer import Answer, Ask
from grader.case import Case
from grader.failure import Failure
from grader.sandbox.worker import asked
from grader.sandbox.worker.desk import Returns
from grader.sandbox.worker.wire import Handle, Value

Outcome = Value | Failure


@dataclass(frozen=True)
class Request:
    """One message to a desk.

    `name` is who is to blame if there is no answer, `function` the function that has to be found first, if any.
    `returns` says of which kinds the answer must be; None where the verb leaves no choice.
    """

    name: str
    message: tuple[Value, ...]
    function: str = ""
    returns: Returns | None = None


@dataclass(frozen=True)
class Script:
    """The requests of one case, and the names of their answers, each with the number of requests made before it."""

    requests: tuple[Request, ...]
    names: tuple[tuple[str, Value, int], ...] = ()

    @cached_property
    def encoded(self) -> bytes:
        """All requests as bytes."""
        return asked.encode(tuple(request.message for request in self.requests))

    @cached_property
    def asks(self) -> tuple[str, ...]:
        """Who is asked: the requests' names, each once."""
        return tuple(dict.fromkeys(request.name for request in self.requests))

    @cached_property
    def calls(self) -> tuple[str, ...]:
        """The functions that have to be found, each once."""
        return tuple(dict.fromkeys(request.function for request in self.requests if request.function))

    def refusal(self, refusals: Mapping[str, Failure]) -> Failure | None:
        """Why it can't be asked, if a request is refused: `refusals` says why, by the requests' names.

        What can't be asked to its end is not begun: the first half of it may take its time.
        """
        return next((refusals[name] for name in self.asks if name in refusals), None) if refusals else None

    def answer(self, outcomes: Sequence[Outcome]) -> Answer:
        """What was answered: an outcome for each request, up to and with the first failure."""
        failed = outcomes[-1] if outcomes and isinstance(outcomes[-1], Failure) else None
        done = len(outcomes) - (failed is not None)
        values = {name: _value(value, outcomes) for name, value, before in self.names if before <= done}
        return Answer(values, failed)


class Unread(Mapping[str, Value]):
    """The named values of an answer that is right anyway: read only when somebody looks at them."""

    def __init__(self, read: Callable[[], Mapping[str, Value]]) -> None:
        self._read = read

    @cached_property
    def _values(self) -> Mapping[str, Value]:
        return self._read()

    def __getitem__(self, name: str) -> Value:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


def digest(reply: bytes) -> str:
    """What stands for the reply to a script, in its form on the wire."""
    return hashlib.blake2b(reply, digest_size=16).hexdigest()


@dataclass(frozen=True)
class _Later(Handle):
    """What will have been answered: the value of a request, or one of its values."""

    position: int | None = None


class Requester(ABC):
    """The requests that an `Implementation` is asked by. What becomes of them is for others to say."""

    @abstractmethod
    def made(self, request: Request) -> Any:
        """The answer to a request."""

    def call(self, name: str, *arguments: Value, returns: Returns) -> Any:
        """See `Implementation.call`."""
        return self.made(Request(name, ("call", name, arguments, returns), name, returns))

    def method(self, of: Value, name: str, *arguments: Value, returns: Returns) -> Any:
        """See `Implementation.method`."""
        return self.made(Request(name, ("method", of, name, arguments, returns), returns=returns))

    def put(self, value: Value) -> Any:
        """See `Implementation.put`."""
        return self.made(Request("put", ("put", value), returns="handle"))

    def copy(self, of: Value, attribute: str) -> Any:
        """See `Implementation.copy`."""
        return self.made(Request(attribute, ("copy", of, attribute), returns="handle"))

    def write(self, into: Value, numbers: Value) -> None:
        """See `Implementation.write`."""
        self.made(Request("write", ("write", into, numbers)))

    def get(self, of: Value, attribute: str = "") -> Any:
        """See `Implementation.get`."""
        return self.made(Request(attribute or "its result", ("get", of, attribute)))

    def assign(self, of: Value, **attributes: Value) -> None:
        """See `Implementation.assign`."""
        self.made(Request(" and ".join(attributes), ("assign", of, attributes)))

    def drop(self, of: Value) -> None:
        """See `Implementation.drop`."""
        self.made(Request("drop", ("drop", of)))


class Recorder(Requester):
    """An `Implementation` that writes down what it is asked. Of an answer it knows only where it will come."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self._objects = 0

    def seconds(self) -> float:
        """Nobody knows yet: a question about time is asked live."""
        raise TypeError("a question that measures time must be asked live")

    def forget(self) -> None:
        """Every script starts with an empty desk."""

    def made(self, request: Request) -> Any:
        """Where the answer will come."""
        if not self.requests:
            request = replace(request, message=("anew", *request.message))
        number = len(self.requests)
        self.requests.append(request)
        if isinstance(request.returns, tuple):
            return tuple(self._part(number, kind, position) for position, kind in enumerate(request.returns))
        return self._part(number, request.returns or "", None)

    def _part(self, number: int, kind: str, position: int | None) -> Handle:
        if kind != "handle":
            return _Later(number, position)
        self._objects += 1
        return Handle(self._objects - 1)  # a desk numbers its objects from 0


def written(ask: Ask, case: Case) -> Script:
    """The script of asking `ask` about `case`, written once for all submissions."""
    if ask not in case.scripts:
        recorder = Recorder()
        names = tuple([(name, value, len(recorder.requests)) for name, value in ask(recorder, case)])  # type: ignore[arg-type]
        case.scripts[ask] = Script(tuple(recorder.requests), names)
    script: Script = case.scripts[ask]
    return script


def _value(value: Value, outcomes: Sequence[Outcome]) -> Value:
    if not isinstance(value, _Later):
        return value
    outcome = outcomes[value.number]
    assert not isinstance(outcome, Failure)
    if value.position is None:
        return outcome
    assert isinstance(outcome, tuple)
    return outcome[value.position]
