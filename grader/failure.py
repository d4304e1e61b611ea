"""How a submission's code failed to give an answer, as data and as one sentence."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from grader.escape import printable
from grader.sandbox.worker.wire import Value

Kind = Literal["missing", "not_implemented", "unloadable", "raised", "bad_return", "timeout", "crashed"]

_COUNTS = {1: "one value", 2: "two values", 3: "three values"}


@dataclass(frozen=True)
class Failure:
    """Why the function `name` gave no answer. `facts` come from the worker: hostile until escaped."""

    kind: Kind
    name: str
    facts: Mapping[str, Value] = field(default_factory=dict)

    def sentence(self) -> str:
        """What happened, in one or two sentences that are safe to print."""
        return _SENTENCES[self.kind](self.name, self.facts)

    def hint(self) -> str:
        """The next step, which has nothing to do with the check that met the failure."""
        if self.raised() == "PermissionError":
            return _BOX_HINT
        return _HINTS.get(self.kind, "") or _BAD_RETURN_HINTS.get(str(self.facts.get("what")), _RETURN_HINT)

    def raised(self) -> str | None:
        """The type of the exception that is to blame, as the submission's code calls it: hostile."""
        name = self.facts.get("type")
        return name if self.kind in ("raised", "unloadable", "not_implemented") and isinstance(name, str) else None

    def again(self) -> bool:
        """Whether asking the same function anything else would fail in the same way."""
        return self.kind in ("missing", "unloadable") or bool(self.facts.get("stub"))


class StudentFailure(Exception):  # noqa: N818  # it is the student's code that failed, not ours
    """Raised through a question when the submission's code gave no answer."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.kind, failure.name)
        self.failure = failure


class NotAsked(StudentFailure):
    """The code was not even asked: it has used up what it may use."""


def _text(facts: Mapping[str, Value], key: str, limit: int = 200) -> str:
    value = facts.get(key)
    return printable(value if isinstance(value, str) else str(value), limit)


def _missing(name: str, facts: Mapping[str, Value]) -> str:
    similar = facts.get("similar")
    hint = f' There is a "{printable(str(similar), 60)}": is that the one?' if similar else ""
    return f"{name} is not defined in any of the files.{hint}"


def _not_implemented(name: str, facts: Mapping[str, Value]) -> str:
    if facts.get("stub"):
        return f"{name} is not written yet."
    return f"{name} still raises NotImplementedError{_where(facts)}: take that line out when your code is in place."


def _unloadable(_name: str, facts: Mapping[str, Value]) -> str:
    path = _text(facts, "path", 80)
    if facts.get("outcome"):
        return f"{path} could not be loaded: {_text(facts, 'outcome')}."
    return f"{path} could not be loaded: {_exception(facts)}{_where(facts)}.{_advice(facts)}"


def _raised(name: str, facts: Mapping[str, Value]) -> str:
    return f"{name} raised {_exception(facts)}{_where(facts)}.{_advice(facts)}"


def _timeout(name: str, facts: Mapping[str, Value]) -> str:
    if facts.get("seconds") is None:
        return f"{name} was not asked any more: the time for {_text(facts, 'whole')} is used up."
    return f"{name} did not finish within {facts['seconds']:g} s. Is there a loop that never ends?"


def _crashed(name: str, facts: Mapping[str, Value]) -> str:
    return f"{name} {_text(facts, 'how')}."


def _exception(facts: Mapping[str, Value]) -> str:
    message = _text(facts, "message")
    return _text(facts, "type", 60) + (f": {message}" if message else "")


def _where(facts: Mapping[str, Value]) -> str:
    frames = facts.get("frames")
    if not isinstance(frames, tuple) or not frames or not isinstance(frames[-1], tuple) or len(frames[-1]) != 3:
        return ""
    path, line, source = frames[-1]
    code = f": `{printable(str(source), 90)}`" if source else ""
    return f" ({printable(str(path), 80)}, line {printable(str(line), 12)}{code})"


def _advice(facts: Mapping[str, Value]) -> str:
    if facts.get("type") == "ModuleNotFoundError":
        return " Only the standard library, NumPy and the files handed in are there."
    if facts.get("type") == "SystemExit":
        return " Take the call of exit out: a function answers by returning."
    if facts.get("type") == "MemoryError":
        return " It asked for more memory than it may have."
    return ""


def _bad_return(name: str, facts: Mapping[str, Value]) -> str:
    what = facts.get("what")
    say = _BAD_RETURNS.get(what) if isinstance(what, str) else None
    if say is None:
        return f"{name} gave an answer that can't be read."
    position = facts.get("position")
    which = f"{name}'s value number {position + 1}" if isinstance(position, int) else name
    return say(which, facts)


def _wanted(facts: Mapping[str, Value]) -> str:
    wanted = facts.get("wanted")
    return _COUNTS.get(wanted, f"{wanted} values") if isinstance(wanted, int) else "several values"


_BAD_RETURNS = {
    "none": lambda name, facts: (
        f"{name} is None where a value is expected."
        if "number" in name
        else f"{name} returned None. Is its return statement missing?"
    ),
    "one": lambda name, facts: (
        f"{name} returned one {_text(facts, 'type', 60)} where {_wanted(facts)} are expected: look at its last line."
    ),
    "count": lambda name, facts: (
        f"{name} returned {_text(facts, 'got', 12)} values where {_wanted(facts)} are expected."
    ),
    "type": lambda name, facts: f"{name} is a {_text(facts, 'type', 60)}, not an array of numbers.",
    "dtype": lambda name, facts: f"{name} is an array of dtype {_text(facts, 'dtype', 50)}, not of real numbers.",
    "size": lambda name, facts: f"{name} is far too large: its shape is {_text(facts, 'shape', 100)}.",
    "number": lambda name, facts: f"{name} is a {_text(facts, 'type', 60)}, not a number.",
    "not_callable": lambda name, facts: f"{name} is a {_text(facts, 'type', 60)}, not a function.",
    "wire": lambda name, facts: f"{name} gave an answer that can't be read ({_text(facts, 'type', 100)}).",
}

_SENTENCES = {
    "missing": _missing,
    "not_implemented": _not_implemented,
    "unloadable": _unloadable,
    "raised": _raised,
    "bad_return": _bad_return,
    "timeout": _timeout,
    "crashed": _crashed,
}

_BOX_HINT = (
    "While it is graded, code can read its own files and calculate: no other files, no network, no other programs or "
    "processes. Nothing that is asked needs them."
)
_HINTS = {
    "not_implemented": "Take the line with NotImplementedError out, or finish what comes before it.",
    "raised": "Call it yourself with this case, and look at the values in the line that is named.",
    "timeout": "Follow your loops by hand for this case: what makes each of them end?",
    "crashed": "Call it yourself with this case: a function ends by returning, and leaves its process alone.",
}
_RETURN_HINT = "The docstring says what is returned, in which order: look at your return statement."
_BAD_RETURN_HINTS = {"none": "End the function with a return of what the docstring promises."}
