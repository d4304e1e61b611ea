"""What is common to all ways of asking a desk: finding the file that has a name, and reading the answer."""

import difflib
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import TypeGuard

import numpy as np

from grader.failure import Failure, NotAsked, StudentFailure
from grader.sandbox.worker.desk import Reply, Returns
from grader.sandbox.worker.wire import Handle, Value


class Client(ABC):
    """An `Implementation` (see `grader.answer`) whose code sits at a desk, wherever that stands.

    Which file has a name is found out once: `found` maps a name to a path, or to the failure to find it. `dead` says
    of files that can't be loaded without harm what they did. Both may be shared between clients of a submission.
    `names` are all those that somebody may be asked for: none of them is another one misspelt.
    """

    def __init__(self, found: dict[str, str | Failure], dead: dict[str, str], names: frozenset[str]) -> None:
        self._found = found
        self._dead = dead
        self._names = names
        self._loaded: set[tuple[str, str]] = set()
        self._anew = False

    @abstractmethod
    def exchange(self, name: str, verb: str, *arguments: Value) -> Reply:
        """One request to the desk, made for the function `name`. Raises StudentFailure when no answer comes."""

    @abstractmethod
    def sources(self, name: str) -> list[str]:
        """The files to look for `name` in, in this order."""

    @abstractmethod
    def defining(self, name: str) -> list[str]:
        """The files that define `name`, to judge by their text, also those that can't be read."""

    @abstractmethod
    def unreadable(self) -> Mapping[str, str]:
        """The files that can't be read, each with the reason."""

    @abstractmethod
    def seconds(self) -> float:
        """See `Implementation.seconds`."""

    def call(self, name: str, *arguments: Value, returns: Returns) -> Value:
        """See `Implementation.call`."""
        path = self._path(name)
        if (path, name) not in self._loaded:
            self._load(path, name)
        value = self._value(name, "call", path, name, arguments, returns)
        return self._checked(name, value, returns)

    def method(self, of: Value, name: str, *arguments: Value, returns: Returns) -> Value:
        """See `Implementation.method`."""
        return self._checked(name, self._value(name, "method", of, name, arguments, returns), returns)

    def put(self, value: Value) -> Handle:
        """See `Implementation.put`."""
        handle = self._value("put", "put", value)
        if not isinstance(handle, Handle):
            raise StudentFailure(_unasked("put"))
        return handle

    def get(self, of: Value, attribute: str = "") -> Value:
        """See `Implementation.get`."""
        name = attribute or "its result"
        value = self._value(name, "get", of, attribute)
        if not isinstance(value, np.ndarray | int | float) and not _is_plain_mapping(value):
            raise StudentFailure(_unasked(name))
        return value

    def assign(self, of: Value, **attributes: Value) -> None:
        """See `Implementation.assign`."""
        self._value(" and ".join(attributes), "assign", of, attributes)

    def forget(self) -> None:
        """See `Implementation.forget`. The desk is cleared with the next request, which saves a message."""
        self._anew = True

    def _path(self, name: str) -> str:
        if name not in self._found:
            self._found[name] = self._search(name)
        found = self._found[name]
        if isinstance(found, Failure):
            raise StudentFailure(found)
        return found

    def _search(self, name: str) -> str | Failure:
        """The file that has `name`; else why there is none: a file that should have it fails, or it is a stub."""
        failures: dict[str, list[Failure]] = {"unloadable": [], "bad_return": [], "not_implemented": []}
        defining = self.defining(name)
        similar: list[str] = []
        for path in self.sources(name):
            try:
                facts = {} if path in self._dead else self._load_surely(path, name)
            except NotAsked:
                raise  # which says nothing about the file
            except StudentFailure as failed:
                facts = {}
                self._dead[path] = f"it {failed.failure.facts.get('how', 'hides what it defines')}"
            if facts.get("has") == "callable":
                return path
            failure = self._why_not(path, name, facts)
            if failure is not None and (failure.kind != "unloadable" or path in defining):
                failures[failure.kind].append(failure)
            names = facts.get("names")
            similar += [str(one) for one in names] if isinstance(names, tuple) else []
        for path, reason in self.unreadable().items():
            if path in defining:
                outcome = {"path": path, "outcome": reason.rstrip(".")}
                failures["unloadable"].append(Failure("unloadable", name, outcome))
        likely = difflib.get_close_matches(name, set(similar) - self._names, n=1, cutoff=0.75)
        missing = Failure("missing", name, {"similar": likely[0]} if likely else {})
        return next((kind[0] for kind in failures.values() if kind), missing)

    def _why_not(self, path: str, name: str, facts: Mapping[str, Value]) -> Failure | None:
        """Why the file `path` has no function `name`, if it should have one."""
        if path in self._dead:
            return Failure("unloadable", name, {"path": path, "outcome": self._dead[path]})
        if facts.get("has") == "stub":
            return Failure("not_implemented", name, {"stub": True})
        if facts.get("has") == "other":
            return Failure("bad_return", name, {"what": "not_callable", "type": facts.get("type")})
        if isinstance(facts.get("failure"), Mapping):
            return Failure("unloadable", name, {**plain_facts(facts["failure"]), "path": path})
        return None

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
        facts = plain_facts(self._value(name, "load", path, name))
        self._loaded.add((path, name))
        return facts

    def _value(self, name: str, verb: str, *arguments: Value) -> Value:
        anew, self._anew = self._anew, False
        outcome, value = (
            self.exchange(name, "anew", verb, *arguments) if anew else self.exchange(name, verb, *arguments)
        )
        if outcome == "ok":
            return value
        facts = plain_facts(value)
        if outcome == "bad":
            raise StudentFailure(Failure("bad_return", name, facts))
        kind = "not_implemented" if facts.get("type") == "NotImplementedError" else "raised"
        raise StudentFailure(Failure(kind, name, facts))  # type: ignore[arg-type]  # one of the two literals

    def _checked(self, name: str, value: Value, returns: Returns) -> Value:
        """`value`, if it is of the count and kinds that were asked for: the worker's word is not taken for it."""
        if isinstance(returns, str):
            fits = _is_kind(value, returns)
        else:
            fits = isinstance(value, tuple) and len(value) == len(returns) and all(map(_is_kind, value, returns))
        if not fits:
            raise StudentFailure(_unasked(name))
        return value


def _is_kind(value: Value, kind: str) -> bool:
    if kind == "array":
        return isinstance(value, np.ndarray)
    if kind == "number":
        return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, Handle)


def plain_facts(value: Value) -> Mapping[str, Value]:
    """`value`, if it is a mapping without arrays: facts of a failure, which are compared with words and printed."""
    if not _is_plain_mapping(value):
        raise StudentFailure(_unasked("the worker"))
    return value


def _is_plain_mapping(value: Value) -> TypeGuard[Mapping[str, Value]]:
    return isinstance(value, Mapping) and _is_plain(value)


def _is_plain(value: Value) -> bool:
    if isinstance(value, Mapping):
        return all(map(_is_plain, value.values()))
    if isinstance(value, tuple):
        return all(map(_is_plain, value))
    return not isinstance(value, np.ndarray | Handle)


def _unasked(name: str) -> Failure:
    return Failure("crashed", name, {"how": "answered what it was not asked"})
