"""What is common to all ways of asking a desk: finding functions, making requests, and reading the answers."""

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from grader.answer import Answer, Ask, answer_live
from grader.case import Case
from grader.failure import Failure, NotAsked, StudentFailure
from grader.interfaces.target import Target
from grader.sandbox.finding import find, is_plain_mapping, plain_facts, unasked
from grader.sandbox.worker.desk import Reply
from grader.sandbox.worker.wire import Handle, Value
from grader.script import Outcome, Request, Requester, Script


class Client(Requester):
    """An `Implementation` (see `grader.answer`) whose code sits at a desk, wherever that stands.

    Which file has a name is found out once: `found` maps a name to a path, or to the failure to find it. `dead` says
    of files that can't be loaded without harm what they did. Both may be shared between clients of a submission.
    `names` are all those that somebody may be asked for: none of them is another one misspelt. `targets` says of
    functions that have another name in this submission how to find and call them.
    """

    def __init__(
        self,
        found: dict[str, str | Failure],
        dead: dict[str, str],
        names: frozenset[str],
        targets: Mapping[str, Target] | None = None,
    ) -> None:
        self._found = found
        self._dead = dead
        self._names = names
        self._targets = targets or {}
        self._called: dict[str, str] = {}  # by the assignment's names: what this submission's own function is called
        self._loaded: set[tuple[str, str]] = set()
        self._anew = False

    @abstractmethod
    def exchange(self, name: str, message: tuple[Value, ...]) -> Reply:
        """One request to the desk, made for the function `name`. Raises StudentFailure when no answer comes."""

    @abstractmethod
    def sources(self, name: str) -> list[str]:
        """See `Places.sources`."""

    @abstractmethod
    def defining(self, name: str) -> list[str]:
        """See `Places.defining`."""

    @abstractmethod
    def unreadable(self) -> Mapping[str, str]:
        """See `Places.unreadable`."""

    @abstractmethod
    def seconds(self) -> float:
        """See `Implementation.seconds`."""

    def answers(self, ask: Ask, cases: Sequence[Case], known: Sequence[str] = ()) -> Iterator[Answer]:
        """See `Implementation.answers`."""
        return (answer_live(self, ask, case) for case in cases)

    def made(self, request: Request) -> Any:
        """See `Requester.made`. Raises StudentFailure where there is no answer, or one of another kind."""
        try:
            if request.function:
                self.ready(request.function)
            anew, self._anew = self._anew, False
            reply = self.exchange(request.name, ("anew", *request.message) if anew else request.message)
            return checked(request, value_in(reply, request.name))
        except StudentFailure as failed:
            failed.failure = self.known_as(failed.failure)
            raise

    def one_by_one(self, script: Script) -> tuple[list[Outcome], list[Reply]]:
        """What the requests of a script come to, each asked alone, up to the first failure; and the replies."""
        outcomes: list[Outcome] = []
        replies: list[Reply] = []
        try:
            for request in script.requests:
                if request.function:
                    self.ready(request.function)
                replies.append(self.exchange(request.name, request.message))
                outcomes.append(checked(request, value_in(replies[-1], request.name)))
        except StudentFailure as failed:
            outcomes.append(self.known_as(failed.failure))
        return outcomes, replies

    def known_as(self, failure: Failure) -> Failure:
        """The failure, with the name that the submission has for the function."""
        target = self._targets.get(failure.name)
        if target is None or failure.called:
            return failure
        own = self._called_here(failure.name)
        if failure.kind == "signature":  # which is the class's own
            return replace(failure, called=own)
        return replace(failure, called=target.spoken(own, failure.facts.get("step")))

    def forget(self) -> None:
        """See `Implementation.forget`. The desk is cleared with the next request, which saves a message."""
        self._anew = True

    def ready(self, name: str) -> None:
        """See to it that the function `name` can be called. Raises StudentFailure when there is none."""
        if name not in self._found:
            self._found[name] = self._find(name)
        found = self._found[name]
        if isinstance(found, Failure):
            raise StudentFailure(found)
        if (found, name) not in self._loaded:
            self._load(found, name)

    def _find(self, name: str) -> str | Failure:
        target = self._targets.get(name)
        if target is None:
            return find(name, self, self._load_surely, self._dead, self._names)
        called = self._called_here(name)
        found = find(called, self, lambda path, _called: self._load_surely(path, name), self._dead, self._names)
        return found if isinstance(found, str) else replace(found, name=name, called=called)

    def _called_here(self, name: str) -> str:
        """What the submission calls the function `name`: of the names that it may have, the first that is defined."""
        if name not in self._called:
            names = self._targets[name].names
            self._called[name] = next((one for one in names if self.defining(one)), names[0])
        return self._called[name]

    def called(self) -> dict[str, str]:
        """How a sentence speaks of those functions that have another name here, by the assignment's names."""
        return {name: target.spoken(self._called_here(name)) for name, target in self._targets.items()}

    def is_ready(self, name: str) -> bool:
        """Whether the function `name` can be called."""
        found = self._found.get(name)
        return isinstance(found, str) and (found, name) in self._loaded

    def _load_surely(self, path: str, name: str) -> Mapping[str, Value]:
        """As `_load`; tried once more where what ran in the same process before may be to blame for a failure."""
        is_fresh = not self._loaded
        try:
            return self._load(path, name)
        except NotAsked:
            raise
        except StudentFailure:
            if is_fresh:
                raise
        return self._load(path, name)

    def _load(self, path: str, name: str) -> Mapping[str, Value]:
        message: tuple[Value, ...] = ("load", path, name)
        if name in self._targets:
            message = (*message, self._targets[name].plan(self._called_here(name)))
        facts = plain_facts(value_in(self.exchange(name, message), name))
        self._loaded.add((path, name))
        return facts


def value_in(reply: Reply, name: str) -> Value:
    """The value in a reply to a request that was made for `name`. Raises StudentFailure where there is none."""
    outcome, value = reply
    if outcome == "ok":
        return value
    facts = plain_facts(value)
    if outcome == "bad":
        is_signature = facts.get("what") == "signature"
        raise StudentFailure(Failure("signature" if is_signature else "bad_return", name, facts))
    kind = "not_implemented" if facts.get("type") == "NotImplementedError" else "raised"
    raise StudentFailure(Failure(kind, name, facts))  # type: ignore[arg-type]  # one of the two literals


def checked(request: Request, value: Value) -> Value:
    """`value`, if it is of the count and kinds that were asked for: the worker's word is not taken for it."""
    returns = request.returns
    if returns is None:
        verb = request.message[0] if request.message[0] != "anew" else request.message[1]
        fits = (
            verb in ("assign", "write", "drop")
            or isinstance(value, np.ndarray | int | float)
            or is_plain_mapping(value)
        )
    elif isinstance(returns, str):
        fits = _is_kind(value, returns)
    else:
        fits = isinstance(value, tuple) and len(value) == len(returns) and all(map(_is_kind_or_none, value, returns))
    if not fits:
        raise StudentFailure(unasked(request.name))
    return value


def _is_kind_or_none(value: Value, kind: str) -> bool:
    return (value is None and kind in ("array", "number")) or _is_kind(value, kind)


def _is_kind(value: Value, kind: str) -> bool:
    if kind == "array":
        return isinstance(value, np.ndarray)
    if kind == "number":
        return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, Handle)
