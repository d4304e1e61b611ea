"""What is common to all ways of asking a desk: finding the file that has a name, and reading the answer."""

import difflib
from abc import ABC, abstractmethod
from collections.abc import Mapping

import numpy as np

from grader.failure import Failure, StudentFailure
from grader.sandbox.worker.desk import Reply, Returns
from grader.sandbox.worker.wire import Handle, Value


class Client(ABC):
    """An `Implementation` (see `grader.answer`) whose code sits at a desk, wherever that stands.

    Which file has a name is found out once: `found` maps a name to a path, or to the failure to find it. `dead` says
    of files that can't be loaded without harm what they did. Both may be shared between clients of a submission.
    """

    def __init__(self, found: dict[str, str | Failure], dead: dict[str, str]) -> None:
        self._found = found
        self._dead = dead
        self._loaded: set[tuple[str, str]] = set()
        self._anew = False

    @abstractmethod
    def exchange(self, name: str, verb: str, *arguments: Value) -> Reply:
        """One request to the desk, made for the function `name`. Raises StudentFailure when no answer comes."""

    @abstractmethod
    def sources(self, name: str) -> list[str]:
        """The files to look for `name` in, in this order."""

    @abstractmethod
    def unreadable(self, name: str) -> Mapping[str, str]:
        """The files that define `name` but can't be read, each with the reason."""

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
        if not isinstance(value, np.ndarray | int | float | Mapping):
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
        stub = other = None
        unloadable: list[Failure] = []
        similar: list[str] = []
        for path in self.sources(name):
            try:
                facts = {} if path in self._dead else self._load(path, name)
            except StudentFailure as failed:
                self._dead[path] = f"it {failed.failure.facts.get('how', 'did not finish in time')}"
            if path in self._dead:
                unloadable.append(Failure("unloadable", name, {"path": path, "outcome": self._dead[path]}))
                continue
            if facts["has"] == "callable":
                return path
            if facts["has"] == "stub":
                stub = Failure("not_implemented", name, {"stub": True})
            elif facts["has"] == "other":
                other = Failure("bad_return", name, {"what": "not_callable", "type": facts.get("type")})
            elif isinstance(facts.get("failure"), Mapping):
                unloadable.append(Failure("unloadable", name, {**_mapping(facts["failure"]), "path": path}))
            names = facts.get("names")
            similar += [str(one) for one in names] if isinstance(names, tuple) else []
        for path, reason in self.unreadable(name).items():
            unloadable.append(Failure("unloadable", name, {"path": path, "outcome": reason.rstrip(".")}))
        close = difflib.get_close_matches(name, similar, n=1, cutoff=0.75)
        missing = Failure("missing", name, {"similar": close[0]} if close else {})
        return (unloadable[0] if unloadable else None) or other or stub or missing

    def _load(self, path: str, name: str) -> Mapping[str, Value]:
        facts = _mapping(self._value(name, "load", path, name))
        self._loaded.add((path, name))
        return facts

    def _value(self, name: str, verb: str, *arguments: Value) -> Value:
        anew, self._anew = self._anew, False
        outcome, value = (
            self.exchange(name, "anew", verb, *arguments) if anew else self.exchange(name, verb, *arguments)
        )
        if outcome == "ok":
            return value
        facts = _mapping(value)
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


def _mapping(value: Value) -> Mapping[str, Value]:
    if not isinstance(value, Mapping):
        raise StudentFailure(_unasked("the worker"))
    return value


def _unasked(name: str) -> Failure:
    return Failure("crashed", name, {"how": "answered what it was not asked"})
