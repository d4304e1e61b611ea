"""Finding the file of a submission that defines a function, or the reason why none does."""

import difflib
from collections.abc import Callable, Mapping
from typing import Protocol, TypeGuard

import numpy as np

from grader.failure import Failure, NotAsked, StudentFailure
from grader.language import _
from grader.sandbox.worker.wire import Handle, Value

MOST_FACTS = 500  # values: some 200 names of a file's, or six lines of a traceback

Load = Callable[[str, str], Mapping[str, Value]]  # (path, name) -> what the file calls `name`, see Loader.load


class Places(Protocol):
    """Where functions may be found."""

    def sources(self, name: str) -> list[str]:
        """The files to look for `name` in, in this order."""
        ...

    def defining(self, name: str) -> list[str]:
        """The files that define `name`, to judge by their text, also those that can't be read."""
        ...

    def unreadable(self) -> Mapping[str, str]:
        """The files that can't be read, each with the reason."""
        ...


def find(name: str, places: Places, load: Load, dead: dict[str, str], names: frozenset[str]) -> str | Failure:
    """The file that has `name`; else why there is none: a file that should have it fails, or it is a stub.

    `dead` says of files that can't be loaded without harm what they did; those that turn out so are added. `names`
    are all those that somebody may be asked for: none of them is another one misspelt.
    """
    failures: dict[str, list[Failure]] = {"unloadable": [], "bad_return": [], "not_implemented": []}
    defining = places.defining(name)
    similar: list[str] = []
    for path in places.sources(name):
        try:
            facts = {} if path in dead else load(path, name)
        except NotAsked:
            raise  # which says nothing about the file
        except StudentFailure as failed:
            facts = {}
            how = failed.failure.facts.get("how", _("hides what it defines"))
            dead[path] = _("it {how}").format(how=how)
        if facts.get("has") == "callable":
            return path
        failure = _why_not(path, name, facts, dead)
        if failure is not None and (failure.kind != "unloadable" or path in defining):
            failures[failure.kind].append(failure)
        own_names = facts.get("names")
        similar += [str(one) for one in own_names] if isinstance(own_names, tuple) else []
    for path, reason in places.unreadable().items():
        if path in defining:
            outcome = {"path": path, "outcome": reason.rstrip(".")}
            failures["unloadable"].append(Failure("unloadable", name, outcome))
    likely = difflib.get_close_matches(name, set(similar) - names, n=1, cutoff=0.75)
    missing = Failure("missing", name, {"similar": likely[0]} if likely else {})
    return next((kind[0] for kind in failures.values() if kind), missing)


def _why_not(path: str, name: str, facts: Mapping[str, Value], dead: Mapping[str, str]) -> Failure | None:
    """Why the file `path` has no function `name`, if it should have one."""
    if path in dead:
        return Failure("unloadable", name, {"path": path, "outcome": dead[path]})
    if facts.get("has") == "stub":
        return Failure("not_implemented", name, {"stub": True})
    if facts.get("has") == "other":
        return Failure("bad_return", name, {"what": "not_callable", "type": facts.get("type")})
    if isinstance(facts.get("failure"), Mapping):
        return Failure("unloadable", name, {**plain_facts(facts["failure"]), "path": path})
    return None


def plain_facts(value: Value) -> Mapping[str, Value]:
    """`value`, if it is a small mapping without arrays: facts, which are kept, compared with words and printed."""
    if not is_plain_mapping(value):
        raise StudentFailure(unasked("the worker"))
    return value


def is_plain_mapping(value: Value) -> TypeGuard[Mapping[str, Value]]:
    """Whether `value` is a mapping without arrays and handles, of no more values than MOST_FACTS."""
    waiting, seen = [value], 0
    while waiting:
        one = waiting.pop()
        parts = tuple(one.values()) if isinstance(one, Mapping) else one if isinstance(one, tuple) else ()
        seen += len(parts)
        if seen > MOST_FACTS or isinstance(one, np.ndarray | Handle):
            return False
        waiting += parts
    return isinstance(value, Mapping)


def unasked(name: str) -> Failure:
    """The failure of an answer that is of another kind than was asked for."""
    return Failure("crashed", name, {"how": _("answered what it was not asked")})
